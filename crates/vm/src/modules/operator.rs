//! `operator`: operators as functions, and callables that get attributes or items or call methods.

use rustpython_wtf8::Wtf8Buf;

use crate::call::{Args, Arguments};
use crate::objects::{Dict, Str};
use crate::ops::{BinaryOp, Comparison, UnaryOp};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::support::{ClassSpec, holds};

macro_rules! binary {
    ($($name:ident $in_place:ident $op:ident;)*) => {
        mod binary {
            use super::{Args, BinaryOp, PyResult, Vm};
            $(
                pub(super) fn $name(vm: &mut Vm, args: Args<'_>) -> PyResult {
                    vm.binary(BinaryOp::$op, false, &args[0], &args[1])
                }

                pub(super) fn $in_place(vm: &mut Vm, args: Args<'_>) -> PyResult {
                    vm.binary(BinaryOp::$op, true, &args[0], &args[1])
                }
            )*
        }
    };
}

binary! {
    add iadd Add;
    and_ iand And;
    floordiv ifloordiv FloorDivide;
    lshift ilshift LeftShift;
    matmul imatmul MatrixMultiply;
    mul imul Multiply;
    mod_ imod Remainder;
    or_ ior Or;
    pow ipow Power;
    rshift irshift RightShift;
    sub isub Subtract;
    truediv itruediv TrueDivide;
    xor ixor Xor;
}

macro_rules! comparisons {
    ($($name:ident $op:ident;)*) => {
        mod comparison {
            use super::{Args, Comparison, PyResult, Vm};
            $(pub(super) fn $name(vm: &mut Vm, args: Args<'_>) -> PyResult {
                vm.compare(Comparison::$op, &args[0], &args[1])
            })*
        }
    };
}

comparisons! { lt Lt; le Le; eq Eq; ne Ne; gt Gt; ge Ge; }

const FUNCTIONS: &[Def] = &[
    Def::function("abs", "(a, /)", abs),
    Def::function("add", "(a, b, /)", binary::add),
    Def::function("and_", "(a, b, /)", binary::and_),
    Def::function("call", "(obj, /, *args, **kwargs)", call),
    Def::function("concat", "(a, b, /)", concat),
    Def::function("contains", "(a, b, /)", contains),
    Def::function("countOf", "(a, b, /)", count_of),
    Def::function("delitem", "(a, b, /)", delitem),
    Def::function("eq", "(a, b, /)", comparison::eq),
    Def::function("floordiv", "(a, b, /)", binary::floordiv),
    Def::function("ge", "(a, b, /)", comparison::ge),
    Def::function("getitem", "(a, b, /)", getitem),
    Def::function("gt", "(a, b, /)", comparison::gt),
    Def::function("iadd", "(a, b, /)", binary::iadd),
    Def::function("iand", "(a, b, /)", binary::iand),
    Def::function("iconcat", "(a, b, /)", iconcat),
    Def::function("ifloordiv", "(a, b, /)", binary::ifloordiv),
    Def::function("ilshift", "(a, b, /)", binary::ilshift),
    Def::function("imatmul", "(a, b, /)", binary::imatmul),
    Def::function("imod", "(a, b, /)", binary::imod),
    Def::function("imul", "(a, b, /)", binary::imul),
    Def::function("index", "(a, /)", index),
    Def::function("indexOf", "(a, b, /)", index_of),
    Def::function("inv", "(a, /)", invert),
    Def::function("invert", "(a, /)", invert),
    Def::function("ior", "(a, b, /)", binary::ior),
    Def::function("ipow", "(a, b, /)", binary::ipow),
    Def::function("irshift", "(a, b, /)", binary::irshift),
    Def::function("is_", "(a, b, /)", is),
    Def::function("is_not", "(a, b, /)", is_not),
    Def::function("isub", "(a, b, /)", binary::isub),
    Def::function("itruediv", "(a, b, /)", binary::itruediv),
    Def::function("ixor", "(a, b, /)", binary::ixor),
    Def::function("le", "(a, b, /)", comparison::le),
    Def::function("length_hint", "(obj, default=0, /)", length_hint),
    Def::function("lshift", "(a, b, /)", binary::lshift),
    Def::function("lt", "(a, b, /)", comparison::lt),
    Def::function("matmul", "(a, b, /)", binary::matmul),
    Def::function("mod", "(a, b, /)", binary::mod_),
    Def::function("mul", "(a, b, /)", binary::mul),
    Def::function("ne", "(a, b, /)", comparison::ne),
    Def::function("neg", "(a, /)", negative),
    Def::function("not_", "(a, /)", not),
    Def::function("or_", "(a, b, /)", binary::or_),
    Def::function("pos", "(a, /)", positive),
    Def::function("pow", "(a, b, /)", binary::pow),
    Def::function("rshift", "(a, b, /)", binary::rshift),
    Def::function("setitem", "(a, b, c, /)", setitem),
    Def::function("sub", "(a, b, /)", binary::sub),
    Def::function("truediv", "(a, b, /)", binary::truediv),
    Def::function("truth", "(a, /)", truth),
    Def::function("xor", "(a, b, /)", binary::xor),
];

/// Names that have no twin with underscores around them.
const WITHOUT_TWIN: &[&str] = &["countOf", "indexOf", "is_", "is_not", "length_hint", "truth"];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_operator", FUNCTIONS);
    let mut names: Vec<&str> = FUNCTIONS.iter().map(Def::name).collect();
    for name in &names {
        if !WITHOUT_TWIN.contains(name) {
            let key = vm.intern(name);
            if let Some(function) = dict.get_str(&key) {
                vm.set_name(dict, &format!("__{}__", name.trim_end_matches('_')), function);
            }
        }
    }
    for spec in [&ATTRGETTER, &ITEMGETTER, &METHODCALLER] {
        vm.add_class(dict, spec);
        names.push(spec.name);
    }
    names.sort_unstable();
    let names = names.into_iter().map(|name| vm.intern(name)).collect();
    let names = vm.list(names);
    vm.set_name(dict, "__all__", names);
    Ok(())
}

fn abs(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.abs.clone();
    match vm.call_special(&args[0], &name, &[])? {
        Some(result) => Ok(result),
        None => {
            let class = vm.class_of(&args[0]).name();
            Err(vm.type_error(format!("bad operand type for abs(): '{class}'")))
        }
    }
}

fn negative(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.unary(UnaryOp::Negative, &args[0])
}

fn positive(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.unary(UnaryOp::Positive, &args[0])
}

fn invert(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.unary(UnaryOp::Invert, &args[0])
}

fn not(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(!vm.truth(&args[0])?))
}

fn truth(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.truth(&args[0])?))
}

fn is(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(args[0].is(&args[1])))
}

fn is_not(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(!args[0].is(&args[1])))
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].as_int().is_some() {
        return Ok(args[0].clone());
    }
    let int = vm.index(&args[0])?;
    Ok(vm.int(int))
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut arguments = Arguments::positional(args.rest(1).iter().cloned());
    arguments.keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    vm.call(&args[0], arguments)
}

/// Whether an object is a sequence for `+`: it has items but is not a mapping.
fn check_sequence(vm: &mut Vm, value: &Value) -> PyResult<()> {
    let (class, name) = (vm.class_of(value), vm.names.getitem.clone());
    if vm.lookup(&class, &name).is_some() && native::<Dict>(value).is_none() {
        return Ok(());
    }
    Err(vm.type_error(format!("'{}' object can't be concatenated", class.name())))
}

fn concat(vm: &mut Vm, args: Args<'_>) -> PyResult {
    check_sequence(vm, &args[0])?;
    vm.binary(BinaryOp::Add, false, &args[0], &args[1])
}

fn iconcat(vm: &mut Vm, args: Args<'_>) -> PyResult {
    check_sequence(vm, &args[0])?;
    vm.binary(BinaryOp::Add, true, &args[0], &args[1])
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.contains(&args[0], &args[1])?))
}

/// An iterator for a search, whose error is that of `in`.
fn searched(vm: &mut Vm, value: &Value) -> PyResult {
    match vm.iter(value) {
        Err(raised) if raised.is(vm, Exc::TypeError) => {
            let class = vm.class_of(value).name();
            Err(vm.type_error(format!("argument of type '{class}' is not iterable")))
        }
        other => other,
    }
}

fn count_of(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = searched(vm, &args[0])?;
    let mut count = 0;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        count += i64::from(vm.equals(&item, &args[1])?);
    }
    Ok(Value::int(count))
}

fn index_of(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let iterator = searched(vm, &args[0])?;
    let mut place = 0;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        if vm.equals(&item, &args[1])? {
            return Ok(Value::int(place));
        }
        place += 1;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.getitem(&args[0], &args[1])
}

fn setitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take_required(2);
    vm.setitem(&args[0], &args[1], value)?;
    Ok(Value::none())
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.delitem(&args[0], &args[1])?;
    Ok(Value::none())
}

fn length_hint(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let default = args.get(1).map_or(Ok(0), |default| vm.index_i64(default))?;
    let class = vm.class_of(&args[0]);
    for name in [vm.names.len.clone(), vm.names.length_hint.clone()] {
        if vm.lookup(&class, &name).is_some()
            && let Some(hint) = vm.call_special(&args[0], &name, &[])?
            && !hint.is_not_implemented()
        {
            return Ok(hint);
        }
    }
    Ok(Value::int(default))
}

static ATTRGETTER: ClassSpec = ClassSpec::open(
    "operator",
    "attrgetter",
    &[
        Def::staticmethod("__new__", "(type, attr, /, *attrs)", new_attrgetter),
        Def::wrapper("__call__", "($self, /, *args, **kwargs)", call_attrgetter),
        Def::wrapper("__repr__", "($self, /)", repr_getter),
        Def::method("__reduce__", "($self, /)", reduce_getter),
    ],
);

static ITEMGETTER: ClassSpec = ClassSpec::open(
    "operator",
    "itemgetter",
    &[
        Def::staticmethod("__new__", "(type, item, /, *items)", new_itemgetter),
        Def::wrapper("__call__", "($self, /, *args, **kwargs)", call_itemgetter),
        Def::wrapper("__repr__", "($self, /)", repr_getter),
        Def::method("__reduce__", "($self, /)", reduce_getter),
    ],
);

/// What to get: keys, or names of attributes with dots.
#[derive(Debug)]
struct Getter {
    keys: Vec<Value>,
}

holds! { Getter: keys }

fn keys(args: &Args<'_>) -> Vec<Value> {
    std::iter::once(args[1].clone()).chain(args.rest(2).iter().cloned()).collect()
}

fn new_attrgetter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let keys = keys(&args);
    if keys.iter().any(|key| native::<Str>(key).is_none()) {
        return Err(vm.type_error("attribute name must be a string"));
    }
    vm.foreign_for(&args[0], &ATTRGETTER, Getter { keys })
}

fn new_itemgetter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.foreign_for(&args[0], &ITEMGETTER, Getter { keys: keys(&args) })
}

/// The one argument of a call.
fn only<'a>(vm: &mut Vm, args: &'a Args<'_>, name: &str) -> PyResult<&'a Value> {
    if args.named(2).is_some_and(|named| !named.is_empty()) {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match args.rest(1) {
        [object] => Ok(object),
        other => {
            let count = other.len();
            Err(vm.type_error(format!("{name} expected 1 argument, got {count}")))
        }
    }
}

fn get_all(
    vm: &mut Vm,
    args: &Args<'_>,
    name: &str,
    get: fn(&mut Vm, &Value, &Value) -> PyResult,
) -> PyResult {
    let object = only(vm, args, name)?;
    match &vm.held::<Getter>(&args[0])?.keys[..] {
        [key] => get(vm, object, key),
        keys => {
            let values = keys.iter().map(|key| get(vm, object, key)).collect::<PyResult<Vec<_>>>()?;
            Ok(vm.tuple(values))
        }
    }
}

fn call_itemgetter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    get_all(vm, &args, "itemgetter", Vm::getitem)
}

fn call_attrgetter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    get_all(vm, &args, "attrgetter", |vm, object, path| {
        let text = vm.text(path);
        if !text.contains('.') {
            return vm.getattr(object, path);
        }
        let mut object = object.clone();
        for name in text.split('.') {
            let name = vm.intern(name);
            object = vm.getattr(&object, &name)?;
        }
        Ok(object)
    })
}

fn repr_getter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let name = class.name();
    let keys = vm.held::<Getter>(&args[0])?.keys.clone();
    repr_call(vm, &name, &keys, &[])
}

/// `name(a, b, key=c)`
fn repr_call(vm: &mut Vm, name: &str, positional: &[Value], keywords: &[(Value, Value)]) -> PyResult {
    let mut text = Wtf8Buf::from(format!("{name}("));
    for (place, value) in positional.iter().enumerate() {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_wtf8(&vm.repr_text(value)?);
    }
    for (key, value) in keywords {
        text.push_str(&format!(", {}=", vm.text(key)));
        text.push_wtf8(&vm.repr_text(value)?);
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn reduce_getter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let keys = vm.held::<Getter>(&args[0])?.keys.clone();
    let keys = vm.tuple(keys);
    Ok(vm.tuple(vec![class, keys]))
}

static METHODCALLER: ClassSpec = ClassSpec::open(
    "operator",
    "methodcaller",
    &[
        Def::staticmethod("__new__", "(type, *args, **kwargs)", new_methodcaller),
        Def::wrapper("__call__", "($self, /, *args, **kwargs)", call_methodcaller),
        Def::wrapper("__repr__", "($self, /)", repr_methodcaller),
        Def::method("__reduce__", "($self, /)", reduce_methodcaller),
    ],
);

#[derive(Debug)]
struct MethodCaller {
    name: Value,
    positional: Vec<Value>,
    keywords: Value,
}

holds! { MethodCaller: name, positional, keywords }

impl MethodCaller {
    fn named(&self) -> Vec<(Value, Value)> {
        self.keywords.downcast::<Dict>().map(Dict::items).unwrap_or_default()
    }
}

fn new_methodcaller(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some((name, positional)) = args.rest(1).split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    if native::<Str>(name).is_none() {
        return Err(vm.type_error("method name must be a string"));
    }
    let keywords = args.get(2).cloned().unwrap_or_else(Value::none);
    let data = MethodCaller { name: vm.intern_value(name), positional: positional.to_vec(), keywords };
    vm.foreign_for(&args[0], &METHODCALLER, data)
}

fn call_methodcaller(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = only(vm, &args, "methodcaller")?;
    let caller = vm.held::<MethodCaller>(&args[0])?;
    let method = vm.getattr(object, &caller.name)?;
    let mut arguments = Arguments::positional(caller.positional.iter().cloned());
    arguments.keywords = caller.named();
    vm.call(&method, arguments)
}

fn repr_methodcaller(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let name = class.name();
    let caller = vm.held::<MethodCaller>(&args[0])?;
    let mut positional = vec![caller.name.clone()];
    positional.extend(caller.positional.iter().cloned());
    repr_call(vm, &name, &positional, &caller.named())
}

fn reduce_methodcaller(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).into_value();
    let caller = vm.held::<MethodCaller>(&args[0])?;
    let mut positional = vec![caller.name.clone()];
    positional.extend(caller.positional.iter().cloned());
    let keywords = caller.named();
    if keywords.is_empty() {
        let positional = vm.tuple(positional);
        return Ok(vm.tuple(vec![class, positional]));
    }
    let functools = vm.import_module("_functools")?;
    let partial = vm.intern("partial");
    let partial = vm.getattr(&functools, &partial)?;
    positional.insert(0, class);
    let mut arguments = Arguments::positional(positional);
    arguments.keywords = keywords;
    let made = vm.call(&partial, arguments)?;
    let none = vm.tuple(Vec::new());
    Ok(vm.tuple(vec![made, none]))
}
