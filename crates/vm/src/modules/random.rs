//! `_random`: the Mersenne Twister (MT19937), seeded as CPython seeds it, so that programs see the same numbers.
//!
//! A generator that is not seeded starts from a fixed number: programs run the same way each time.

use std::cell::{Cell, RefCell};

use num_bigint::{BigInt, BigUint, Sign};
use num_traits::ToPrimitive;

use crate::call::Args;
use crate::objects::{Dict, Tuple};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::support::ClassSpec;

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.add_class(dict, &RANDOM);
    Ok(())
}

static RANDOM: ClassSpec = ClassSpec::open(
    "_random",
    "Random",
    &[
        Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
        Def::wrapper("__init__", "($self, seed=None, /)", seed),
        Def::method("random", "($self, /)", random),
        Def::method("seed", "($self, n=None, /)", seed),
        Def::method("getstate", "($self, /)", getstate),
        Def::method("setstate", "($self, state, /)", setstate),
        Def::method("getrandbits", "($self, k, /)", getrandbits),
    ],
);

const N: usize = 624;
const M: usize = 397;

/// The generator's state.
#[derive(Debug)]
struct Twister {
    state: RefCell<[u32; N]>,
    place: Cell<usize>,
}

impl Held for Twister {}

impl Twister {
    fn new() -> Self {
        let twister = Self { state: RefCell::new([0; N]), place: Cell::new(N) };
        twister.init_by_array(&[0]);
        twister
    }

    fn init(&self, seed: u32) {
        let mut state = self.state.borrow_mut();
        state[0] = seed;
        for place in 1..N {
            let last = state[place - 1];
            state[place] = 1_812_433_253_u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(place as u32);
        }
        self.place.set(N);
    }

    fn init_by_array(&self, key: &[u32]) {
        self.init(19_650_218);
        let mut state = self.state.borrow_mut();
        let mixed = |state: &[u32; N], place: usize, factor: u32| {
            let last = state[place - 1];
            state[place] ^ (last ^ (last >> 30)).wrapping_mul(factor)
        };
        let (mut place, mut from) = (1, 0);
        for _ in 0..N.max(key.len()) {
            let word = key[from].wrapping_add(from as u32);
            state[place] = mixed(&state, place, 1_664_525).wrapping_add(word);
            place += 1;
            from = (from + 1) % key.len();
            if place >= N {
                state[0] = state[N - 1];
                place = 1;
            }
        }
        for _ in 0..N - 1 {
            state[place] = mixed(&state, place, 1_566_083_941).wrapping_sub(place as u32);
            place += 1;
            if place >= N {
                state[0] = state[N - 1];
                place = 1;
            }
        }
        state[0] = 0x8000_0000;
    }

    /// 32 random bits.
    fn next(&self) -> u32 {
        let mut place = self.place.get();
        if place >= N {
            self.refill();
            place = 0;
        }
        self.place.set(place + 1);
        let mut bits = self.state.borrow()[place];
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9D2C_5680;
        bits ^= (bits << 15) & 0xEFC6_0000;
        bits ^ (bits >> 18)
    }

    fn refill(&self) {
        let state = &mut *self.state.borrow_mut();
        for place in 0..N {
            let joined = (state[place] & 0x8000_0000) | (state[(place + 1) % N] & 0x7FFF_FFFF);
            let odd = if joined & 1 == 1 { 0x9908_B0DF } else { 0 };
            state[place] = state[(place + M) % N] ^ (joined >> 1) ^ odd;
        }
    }

    /// A float in [0, 1) with 53 random bits.
    fn float(&self) -> f64 {
        let (high, low) = (self.next() >> 5, self.next() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.foreign_for(&args[0], &RANDOM, Twister::new())
}

fn seed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let twister = vm.held::<Twister>(&args[0])?;
    let magnitude = match args.some(1) {
        None => BigUint::default(),
        Some(value) => match crate::ops::as_big(value) {
            Some(int) => int.into_parts().1,
            None => BigUint::from(vm.hash(value)? as u64),
        },
    };
    twister.init_by_array(&magnitude.to_u32_digits_or_zero());
    Ok(Value::none())
}

/// The 32-bit digits of a number, of zero one digit.
trait Digits {
    fn to_u32_digits_or_zero(&self) -> Vec<u32>;
}

impl Digits for BigUint {
    fn to_u32_digits_or_zero(&self) -> Vec<u32> {
        let digits = self.to_u32_digits();
        if digits.is_empty() { vec![0] } else { digits }
    }
}

fn random(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::float(vm.held::<Twister>(&args[0])?.float()))
}

fn getrandbits(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let twister = vm.held::<Twister>(&args[0])?;
    let count = vm.index(&args[1])?;
    if count.sign() == Sign::Minus {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    let Some(count) = count.to_u64().filter(|count| i32::try_from(*count).is_ok()) else {
        return Err(vm.error(crate::Exc::OverflowError, "Python int too large to convert to C int"));
    };
    if count == 0 {
        return Ok(Value::int(0));
    }
    if count <= 32 {
        return Ok(Value::int(i64::from(twister.next() >> (32 - count))));
    }
    vm.check_memory(count as usize / 8)?;
    let mut digits = Vec::with_capacity(count.div_ceil(32) as usize);
    let mut left = count;
    while left > 0 {
        let bits = twister.next();
        digits.push(if left < 32 { bits >> (32 - left) } else { bits });
        left = left.saturating_sub(32);
    }
    Ok(vm.int(BigInt::from(BigUint::new(digits))))
}

fn getstate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let twister = vm.held::<Twister>(&args[0])?;
    let mut items: Vec<Value> =
        twister.state.borrow().iter().map(|word| Value::int(i64::from(*word))).collect();
    items.push(Value::int(twister.place.get() as i64));
    Ok(vm.tuple(items))
}

fn setstate(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let twister = vm.held::<Twister>(&args[0])?;
    let Some(state) = native::<Tuple>(&args[1]) else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if state.items.len() != N + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; N];
    for (word, item) in words.iter_mut().zip(&state.items) {
        *word = vm.index_i64(item)? as u32;
    }
    let place = vm.index_i64(&state.items[N])?;
    match usize::try_from(place) {
        Ok(place) if place <= N => twister.place.set(place),
        _ => return Err(vm.value_error("invalid state")),
    }
    twister.state.replace(words);
    Ok(Value::none())
}
