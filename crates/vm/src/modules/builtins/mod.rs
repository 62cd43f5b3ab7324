//! The module `builtins`: the built-in functions and the names of the built-in types.

mod code;
mod console;
mod files;
mod numbers;
mod objects;
mod sequences;
mod site;
mod sum;

use crate::Vm;
use crate::types::Def;
use crate::value::Value;

const FUNCTIONS: &[Def] = &[
    Def::function("__build_class__", "(*args, **kwargs)", code::build_class),
    Def::function("__import__", "(name, globals=None, locals=None, fromlist=(), level=0)", code::import),
    Def::function("abs", "(x, /)", numbers::abs),
    Def::function("aiter", "(async_iterable, /)", sequences::aiter),
    Def::function("all", "(iterable, /)", sequences::all),
    Def::function("anext", "(aiterator, default=<unrepresentable>, /)", sequences::anext),
    Def::function("any", "(iterable, /)", sequences::any),
    Def::function("ascii", "(obj, /)", objects::ascii),
    Def::function("bin", "(number, /)", |vm, args| numbers::digits(vm, &args, "0b", 2)),
    Def::function("breakpoint", "(*args, **kws)", console::breakpoint),
    Def::function("callable", "(obj, /)", objects::callable),
    Def::function("chr", "(i, /)", numbers::chr),
    Def::function(
        "compile",
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        code::compile,
    ),
    Def::function("delattr", "(obj, name, /)", objects::delattr),
    Def::function("dir", "(object=None, /)", objects::dir),
    Def::function("divmod", "(x, y, /)", numbers::divmod),
    Def::function("eval", "(source, /, globals=None, locals=None)", code::eval),
    Def::function("exec", "(source, /, globals=None, locals=None, *, closure=None)", code::exec),
    Def::function("format", "(value, format_spec='', /)", objects::format),
    Def::function("getattr", "(object, name, default=None, /)", objects::getattr),
    Def::function("globals", "()", code::globals),
    Def::function("hasattr", "(obj, name, /)", objects::hasattr),
    Def::function("hash", "(obj, /)", objects::hash),
    Def::function("help", "(request=None, /)", console::help),
    Def::function("hex", "(number, /)", |vm, args| numbers::digits(vm, &args, "0x", 16)),
    Def::function("id", "(obj, /)", objects::id),
    Def::function("input", "(prompt='', /)", console::input),
    Def::function("isinstance", "(obj, class_or_tuple, /)", objects::is_instance),
    Def::function("issubclass", "(cls, class_or_tuple, /)", objects::is_subclass),
    Def::function("iter", "(object, sentinel=<unrepresentable>, /)", sequences::iter),
    Def::function("len", "(obj, /)", objects::len),
    Def::function("locals", "()", code::locals),
    Def::function("max", "(*args, key=None, default=None)", sequences::max),
    Def::function("min", "(*args, key=None, default=None)", sequences::min),
    Def::function("next", "(iterator, default=<unrepresentable>, /)", sequences::next),
    Def::function("oct", "(number, /)", |vm, args| numbers::digits(vm, &args, "0o", 8)),
    Def::function(
        "open",
        "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        files::open,
    ),
    Def::function("ord", "(c, /)", numbers::ord),
    Def::function("pow", "(base, exp, mod=None)", numbers::pow),
    Def::function("print", "(*args, sep=' ', end='\\n', file=None, flush=False)", console::print),
    Def::function("repr", "(obj, /)", objects::repr),
    Def::function("round", "(number, ndigits=None)", numbers::round),
    Def::function("setattr", "(obj, name, value, /)", objects::setattr),
    Def::function("sorted", "(*args, **kwargs)", sequences::sorted),
    Def::function("sum", "(iterable, /, start=0)", sum::sum),
    Def::function("vars", "(object=None, /)", objects::vars),
];

pub(super) fn install(vm: &mut Vm) {
    let builtins = vm.builtins.clone();
    vm.define_functions(&builtins, "builtins", FUNCTIONS);
    for class in vm.types.all() {
        let name = vm.intern(&class.name());
        let is_public = crate::error::EXCEPTIONS.iter().any(|(_, public, ..)| *public == &*class.name())
            || PUBLIC.contains(&&*class.name());
        if is_public {
            drop(vm.builtins.set_str(&name, class.value().clone()));
        }
    }
    let os_error = vm.exception_class(crate::Exc::OSError).value().clone();
    let doc = vm.str("Built-in functions, types, exceptions, and other objects.");
    let others = [
        ("NotImplemented", Value::not_implemented()),
        ("Ellipsis", Value::ellipsis()),
        ("None", Value::none()),
        ("True", Value::bool(true)),
        ("False", Value::bool(false)),
        ("__debug__", Value::bool(true)),
        ("EnvironmentError", os_error.clone()),
        ("IOError", os_error),
        ("__doc__", doc),
    ];
    for (name, value) in others {
        let name = vm.intern(name);
        drop(builtins.set_str(&name, value));
    }
    site::install(vm);
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
