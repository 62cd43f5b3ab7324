//! Marshalled constants and their repr.

use bytescope_bytecode::{Constant, marshal};

use crate::{from_hex, golden_lines};

#[test]
fn constants_agree_with_cpython() {
    for line in golden_lines("values.txt") {
        let (hex, repr) = line.split_once(' ').expect("two columns");
        let value = marshal::load(&from_hex(hex)).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(value.repr(), repr);

        let dumped = marshal::dump(&value).expect("small values");
        let again = marshal::load(&dumped).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(again, value, "{line}");
    }
}

#[test]
fn integers_beyond_pythons_digit_limit_are_hexadecimal() {
    let value = Constant::Int(num_bigint::BigInt::from(1) << 20_000_u32);
    assert!(value.repr().starts_with("0x1000"));
}
