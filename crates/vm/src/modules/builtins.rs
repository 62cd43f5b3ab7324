//! The module `builtins`: the built-in functions and the names of the built-in types.

use crate::Vm;

pub(super) fn install(vm: &mut Vm) {
    for class in vm.types.all() {
        let name = vm.intern(&class.name());
        let is_public = crate::error::EXCEPTIONS.iter().any(|(_, public, ..)| *public == &*class.name())
            || PUBLIC.contains(&&*class.name());
        if is_public {
            drop(vm.builtins.set_str(&name, class.value().clone()));
        }
    }
}

/// The types that programs reach by their names.
const PUBLIC: &[&str] = &[
    "object",
    "type",
    "int",
    "bool",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "tuple",
    "list",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "property",
    "staticmethod",
    "classmethod",
    "super",
    "enumerate",
    "zip",
    "map",
    "filter",
    "memoryview",
    "reversed",
];
