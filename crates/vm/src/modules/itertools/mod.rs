//! `itertools`: iterators as building blocks. Each is an object with a native `__next__`, so that a chain of
//! them runs without Python code in between.

mod combine;
mod group;
mod infinite;
mod select;
mod several;

use crate::objects::Dict;
use crate::types::Def;
use crate::value::Ref;
use crate::{PyResult, Vm};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    for spec in [
        &infinite::COUNT,
        &infinite::CYCLE,
        &infinite::REPEAT,
        &select::ACCUMULATE,
        &select::BATCHED,
        &select::COMPRESS,
        &select::DROPWHILE,
        &select::FILTERFALSE,
        &select::ISLICE,
        &select::PAIRWISE,
        &select::STARMAP,
        &select::TAKEWHILE,
        &several::CHAIN,
        &several::ZIP_LONGEST,
        &combine::PRODUCT,
        &combine::PERMUTATIONS,
        &combine::COMBINATIONS,
        &combine::COMBINATIONS_WITH_REPLACEMENT,
        &group::GROUPBY,
        &group::GROUPER,
        &group::TEE,
    ] {
        vm.add_class(dict, spec);
    }
    vm.define_functions(dict, "itertools", &[Def::function("tee", "(iterable, n=2, /)", group::tee)]);
    Ok(())
}
