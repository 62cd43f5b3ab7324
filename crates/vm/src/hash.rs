//! CPython's hash functions (`Python/pyhash.c`), with the key of `PYTHONHASHSEED=0` for text and bytes.
//!
//! Numbers of all types that are equal hash alike: all are reduced modulo the prime 2**61 - 1.

use std::hash::Hasher;

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;
use siphasher::sip::SipHasher13;

const BITS: u32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;
/// Hash of infinity; minus infinity has the negative.
const INFINITY: i64 = 314_159;

/// Of the bytes of a string or `bytes`.
pub(crate) fn bytes(data: &[u8]) -> i64 {
    if data.is_empty() {
        return 0;
    }
    let mut hasher = SipHasher13::new_with_keys(0, 0);
    hasher.write(data);
    not_minus_one(hasher.finish() as i64)
}

/// -1 means an error in CPython, so no hash is -1.
pub(crate) fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// Of an `int` that fits 64 bits.
#[inline]
pub(crate) fn int(value: i64) -> i64 {
    let magnitude = value.unsigned_abs();
    let reduced = if magnitude < MODULUS { magnitude } else { magnitude % MODULUS } as i64;
    not_minus_one(if value < 0 { -reduced } else { reduced })
}

/// Of any `int`.
pub(crate) fn big(value: &BigInt) -> i64 {
    let reduced = (value.magnitude() % MODULUS).to_i64().unwrap_or_default();
    not_minus_one(if value.sign() == Sign::Minus { -reduced } else { reduced })
}

/// Of a `float`, infinities included; a NaN hashes by its object, which is the caller's to do.
pub(crate) fn float(value: f64) -> i64 {
    if value.is_infinite() {
        return if value > 0.0 { INFINITY } else { -INFINITY };
    }
    let (mut fraction, mut exponent) = frexp(value.abs());
    let mut hash = 0_u64;
    // 28 bits at a time, as `_Py_HashDouble`.
    while fraction != 0.0 {
        hash = ((hash << 28) & MODULUS) | (hash >> (BITS - 28));
        fraction *= f64::from(1 << 28);
        exponent -= 28;
        let digit = fraction as u64;
        fraction -= digit as f64;
        hash += digit;
        if hash >= MODULUS {
            hash -= MODULUS;
        }
    }
    let shift = exponent.rem_euclid(BITS as i32) as u32;
    if shift != 0 {
        hash = ((hash << shift) & MODULUS) | (hash >> (BITS - shift));
    }
    not_minus_one(if value < 0.0 { -(hash as i64) } else { hash as i64 })
}

/// `value` as a fraction in [0.5, 1) and a power of two.
pub(crate) fn frexp(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7FF) as i32;
    if exponent == 0 {
        // A subnormal number: make it normal first.
        let (fraction, exponent) = frexp(value * 2_f64.powi(64));
        return (fraction, exponent - 64);
    }
    (f64::from_bits((bits & !(0x7FF << 52)) | (1022 << 52)), exponent - 1022)
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

fn mix(hashes: impl Iterator<Item = i64>) -> u64 {
    hashes.fold(PRIME_5, |acc, hash| {
        acc.wrapping_add((hash as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1)
    })
}

/// Combines the hashes of the items of a tuple (`tuplehash`, after xxHash).
pub(crate) fn tuple(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    let len = hashes.len() as u64;
    let acc = mix(hashes).wrapping_add(len ^ (PRIME_5 ^ 0x35_D373));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Combines the hashes of the three parts of a slice (`slicehash`).
pub(crate) fn slice(hashes: impl Iterator<Item = i64>) -> i64 {
    let acc = mix(hashes);
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// Combines the hashes of the keys of a frozenset, in any order (`frozenset_hash`).
pub(crate) fn frozenset(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    let len = hashes.len() as u64;
    let mut all = hashes.fold(0, |all, hash| {
        let hash = hash as u64;
        all ^ ((hash ^ 0x55B_4DB3) ^ (hash << 16)).wrapping_mul(3_644_798_167)
    });
    all ^= (len + 1).wrapping_mul(1_927_868_237);
    all ^= (all >> 11) ^ (all >> 25);
    all = all.wrapping_mul(69069).wrapping_add(907_133_923);
    if all == u64::MAX { 590_923_713 } else { all as i64 }
}

/// Of a pointer (`_Py_HashPointer`): the lowest bits of addresses are always zero.
pub(crate) fn address(id: usize) -> i64 {
    not_minus_one(id.rotate_right(4) as i64)
}
