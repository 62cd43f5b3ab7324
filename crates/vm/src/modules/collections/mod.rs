//! `_collections`: `deque`, `defaultdict`, and what `Counter` and `namedtuple` need to be quick.

mod defaultdict;
mod deque;
mod getter;

use crate::call::Args;
use crate::objects::Dict;
use crate::ops::BinaryOp;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.add_class(dict, &deque::DEQUE);
    vm.add_class(dict, &deque::ITERATOR);
    vm.add_class(dict, &deque::REVERSE_ITERATOR);
    vm.add_class(dict, &getter::TUPLE_GETTER);
    let class = defaultdict::class(vm);
    vm.set_name(dict, "defaultdict", class.into_value());
    let functions = [Def::function("_count_elements", "(mapping, iterable, /)", count_elements)];
    vm.define_functions(dict, "_collections", &functions);
    Ok(())
}

/// Counts in a dictionary how often items occur; a mapping of another kind is asked by its methods.
fn count_elements(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = vm.iter(&args[1])?;
    let one = Value::int(1);
    let get = vm.intern("get");
    let class = vm.class_of(&args[0]);
    let own_get = vm.lookup(&class, &get);
    let dict_class = vm.types.dict.clone();
    let plain_get = vm.lookup(&dict_class, &get);
    let is_plain = matches!((own_get, plain_get), (Some(own), Some(plain)) if own.is(&plain));
    let set = vm.names.setitem.clone();
    let (own_set, plain_set) = (vm.lookup(&class, &set), vm.lookup(&dict_class, &set));
    let is_plain = is_plain && matches!((own_set, plain_set), (Some(own), Some(plain)) if own.is(&plain));
    while let Some(item) = vm.next_in_loop(&iterator)? {
        match native::<Dict>(&args[0]).filter(|_| is_plain) {
            Some(dict) => {
                let (hash, place) = vm.dict_find(dict, &item)?;
                match place {
                    None => dict.insert(hash, item, one.clone()),
                    Some(place) => {
                        let count = dict.value_at(place).unwrap_or_else(|| Value::int(0));
                        let count = vm.binary(BinaryOp::Add, false, &count, &one)?;
                        drop(dict.replace_at(place, count));
                    }
                }
            }
            None => {
                let count = vm.call_method(&args[0], "get", [item.clone(), Value::int(0)])?;
                let count = vm.binary(BinaryOp::Add, false, &count, &one)?;
                vm.setitem(&args[0], &item, count)?;
            }
        }
    }
    Ok(Value::none())
}
