//! `weakref.ref` and the two kinds of `weakref.proxy`.

use crate::call::{Args, Arguments};
use crate::objects::*;
use crate::ops::{BinaryOp, Comparison, UnaryOp};
use crate::value::{Held, Kind, Ref, Value, WeakRef};
use crate::{Exc, PyResult, Vm};

use super::{Def, native};

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v WeakRef> {
    match native::<WeakRef>(value) {
        Some(reference) => Ok(reference),
        None => Err(vm.type_error("not a weak reference")),
    }
}

impl Vm {
    fn check_weakly_referable(&mut self, target: &Value) -> PyResult<()> {
        let class = self.class_of(target);
        if class.flags.get().has_weakref {
            return Ok(());
        }
        let name = class.name();
        Err(self.type_error(format!("cannot create weak reference to '{name}' object")))
    }

    /// A weak proxy of an object.
    pub(crate) fn weak_proxy(&mut self, target: &Value, callback: Option<Value>) -> PyResult {
        self.check_weakly_referable(target)?;
        let call = self.names.call.clone();
        let of = self.class_of(target);
        let is_callable = matches!(target.kind(), Kind::Function | Kind::Native | Kind::Class)
            || self.lookup(&of, &call).is_some();
        let class = if is_callable { self.types.callable_proxy.clone() } else { self.types.proxy.clone() };
        let reference = WeakRef::create(target, callback, self.types.weakref.value().clone());
        let proxy = Foreign::create(&class, Proxy { reference: reference.clone() });
        if let Some(reference) = reference.downcast::<WeakRef>() {
            reference.set_owner(&proxy);
        }
        Ok(proxy)
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = Ref::<Class>::of(&args[0]).cloned().unwrap_or_else(|| vm.types.weakref.clone());
    let target = &args[1];
    vm.check_weakly_referable(target)?;
    let callback = args.some(2).cloned();
    let is_exact = class.is(&vm.types.weakref);
    if callback.is_none() && is_exact {
        // One reference without a callback is enough for all.
        let known = WeakRef::all_of(target).into_iter().find(|known| {
            known.downcast::<WeakRef>().is_some_and(|reference| reference.callback().is_none())
        });
        if let Some(known) = known {
            return Ok(known);
        }
    }
    let reference = WeakRef::create(target, callback, vm.types.weakref.value().clone());
    let object = vm.wrap_native(&class, reference.clone());
    if let Some(reference) = reference.downcast::<WeakRef>().filter(|_| !is_exact) {
        reference.set_owner(&object);
    }
    Ok(object)
}

fn init(_: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.target().unwrap_or_else(Value::none))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let reference = this(vm, &args[0])?;
    if let Some(hash) = reference.hash.get() {
        return Ok(Value::int(hash));
    }
    let Some(target) = reference.target() else {
        return Err(vm.type_error("weak object has gone away"));
    };
    let hash = vm.hash(&target)?;
    reference.hash.set(Some(hash));
    Ok(Value::int(hash))
}

/// Equal targets make equal references, as long as both are there.
fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (native::<WeakRef>(&args[0]), native::<WeakRef>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    match (a.target(), b.target()) {
        (Some(a), Some(b)) => vm.compare(op, &a, &b),
        _ => Ok(Value::bool(args[0].is(&args[1]) == (op == Comparison::Eq))),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = this(vm, &args[0])?.target();
    let what = match target {
        None => "dead".to_owned(),
        Some(target) => {
            let class = vm.class_of(&target).name();
            let key = vm.names.name.clone();
            let name = vm.getattr_opt(&target, &key)?.filter(|name| native::<Str>(name).is_some());
            let name = name.map(|name| format!(" ({})", vm.text(&name))).unwrap_or_default();
            format!("to '{class}' at {:#x}{name}", target.id())
        }
    };
    Ok(vm.str(&format!("<weakref at {:#x}; {what}>", args[0].id())))
}

fn callback(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.callback().unwrap_or_else(Value::none))
}

/// What a proxy holds: its weak reference.
#[derive(Debug)]
struct Proxy {
    reference: Value,
}

impl Held for Proxy {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.reference);
    }
}

/// The object behind a proxy; anything else is itself.
fn behind(vm: &mut Vm, value: &Value) -> PyResult {
    let Some(proxy) = value.downcast::<Foreign>().and_then(Foreign::get::<Proxy>) else {
        return Ok(value.clone());
    };
    match proxy.reference.downcast::<WeakRef>().and_then(WeakRef::target) {
        Some(target) => Ok(target),
        None => Err(vm.error(Exc::ReferenceError, "weakly-referenced object no longer exists")),
    }
}

fn both(vm: &mut Vm, args: &Args<'_>) -> PyResult<(Value, Value)> {
    Ok((behind(vm, &args[0])?, behind(vm, &args[1])?))
}

fn proxy_binary(vm: &mut Vm, args: &Args<'_>, op: BinaryOp) -> PyResult {
    let (left, right) = both(vm, args)?;
    vm.binary(op, false, &left, &right)
}

fn proxy_reflected(vm: &mut Vm, args: &Args<'_>, op: BinaryOp) -> PyResult {
    let (right, left) = both(vm, args)?;
    vm.binary(op, false, &left, &right)
}

fn proxy_unary(vm: &mut Vm, args: &Args<'_>, op: UnaryOp) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.unary(op, &target)
}

fn proxy_compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (left, right) = both(vm, args)?;
    vm.compare(op, &left, &right)
}

/// A special method without arguments.
fn forward(vm: &mut Vm, args: &Args<'_>, name: &str) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.call_method(&target, name, [])
}

fn proxy_getattribute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.getattr(&target, &args[1])
}

fn proxy_setattr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.setattr(&target, &args[1], args.get(2).cloned())?;
    Ok(Value::none())
}

fn proxy_repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    let class = vm.class_of(&target).name();
    Ok(vm.str(&format!("<weakproxy at {:#x} to {class} at {:#x}>", args[0].id(), target.id())))
}

fn proxy_str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.str_of(&target)
}

fn proxy_bool(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    Ok(Value::bool(vm.truth(&target)?))
}

fn proxy_len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    Ok(Value::int(vm.len(&target)? as i64))
}

fn proxy_getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.getitem(&target, &args[1])
}

fn proxy_setitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.setitem(&target, &args[1], args[2].clone())?;
    Ok(Value::none())
}

fn proxy_delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.delitem(&target, &args[1])?;
    Ok(Value::none())
}

fn proxy_contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    Ok(Value::bool(vm.contains(&target, &args[1])?))
}

fn proxy_iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    vm.iter(&target)
}

fn proxy_call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let target = behind(vm, &args[0])?;
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    vm.call_with(&target, Arguments { positional: args.rest(1).iter().cloned().collect(), keywords })
}

macro_rules! operators {
    ($($op:ident $name:literal $reflected:literal;)*) => {
        const OPERATORS: &[Def] = &[$(
            Def::wrapper($name, "($self, value, /)", |vm, args| proxy_binary(vm, &args, BinaryOp::$op)),
            Def::wrapper($reflected, "($self, value, /)", |vm, args| proxy_reflected(vm, &args, BinaryOp::$op)),
        )*];
    };
}

operators! {
    Add "__add__" "__radd__";
    Subtract "__sub__" "__rsub__";
    Multiply "__mul__" "__rmul__";
    TrueDivide "__truediv__" "__rtruediv__";
    FloorDivide "__floordiv__" "__rfloordiv__";
    Remainder "__mod__" "__rmod__";
    Power "__pow__" "__rpow__";
    MatrixMultiply "__matmul__" "__rmatmul__";
    LeftShift "__lshift__" "__rlshift__";
    RightShift "__rshift__" "__rrshift__";
    And "__and__" "__rand__";
    Or "__or__" "__ror__";
    Xor "__xor__" "__rxor__";
}

const PROXY: &[Def] = &[
    Def::wrapper("__getattribute__", "($self, name, /)", proxy_getattribute),
    Def::wrapper("__setattr__", "($self, name, value, /)", proxy_setattr),
    Def::wrapper("__delattr__", "($self, name, /)", proxy_setattr),
    Def::wrapper("__repr__", "($self, /)", proxy_repr),
    Def::wrapper("__str__", "($self, /)", proxy_str),
    Def::wrapper("__bool__", "($self, /)", proxy_bool),
    Def::wrapper("__len__", "($self, /)", proxy_len),
    Def::wrapper("__getitem__", "($self, key, /)", proxy_getitem),
    Def::wrapper("__setitem__", "($self, key, value, /)", proxy_setitem),
    Def::wrapper("__delitem__", "($self, key, /)", proxy_delitem),
    Def::wrapper("__contains__", "($self, key, /)", proxy_contains),
    Def::wrapper("__iter__", "($self, /)", proxy_iter),
    Def::wrapper("__next__", "($self, /)", |vm, args| forward(vm, &args, "__next__")),
    Def::wrapper("__int__", "($self, /)", |vm, args| forward(vm, &args, "__int__")),
    Def::wrapper("__float__", "($self, /)", |vm, args| forward(vm, &args, "__float__")),
    Def::wrapper("__index__", "($self, /)", |vm, args| forward(vm, &args, "__index__")),
    Def::wrapper("__abs__", "($self, /)", |vm, args| forward(vm, &args, "__abs__")),
    Def::method("__bytes__", "($self, /)", |vm, args| forward(vm, &args, "__bytes__")),
    Def::method("__reversed__", "($self, /)", |vm, args| forward(vm, &args, "__reversed__")),
    Def::wrapper("__neg__", "($self, /)", |vm, args| proxy_unary(vm, &args, UnaryOp::Negative)),
    Def::wrapper("__pos__", "($self, /)", |vm, args| proxy_unary(vm, &args, UnaryOp::Positive)),
    Def::wrapper("__invert__", "($self, /)", |vm, args| proxy_unary(vm, &args, UnaryOp::Invert)),
    Def::wrapper("__lt__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Lt)),
    Def::wrapper("__le__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Le)),
    Def::wrapper("__eq__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Eq)),
    Def::wrapper("__ne__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Ne)),
    Def::wrapper("__gt__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Gt)),
    Def::wrapper("__ge__", "($self, value, /)", |vm, args| proxy_compare(vm, &args, Comparison::Ge)),
];

pub(super) fn install(vm: &mut Vm) {
    let module = vm.intern("weakref");
    let class = vm.types.weakref.clone();
    class.module.replace(Some(module.clone()));
    class.qualify("weakref");
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, object, callback=None, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, /, *args, **kwargs)", init),
            Def::wrapper("__call__", "($self, /)", call),
            Def::wrapper("__hash__", "($self, /)", hash),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::wrapper("__eq__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Eq)),
            Def::wrapper("__ne__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ne)),
            Def::attribute("__callback__", callback),
        ],
    );
    let (proxy, callable) = (vm.types.proxy.clone(), vm.types.callable_proxy.clone());
    let hash = vm.names.hash.clone();
    for class in [&proxy, &callable] {
        class.module.replace(Some(module.clone()));
        class.qualify("weakref");
        vm.define(class, PROXY);
        vm.define(class, OPERATORS);
        drop(class.dict.set_str(&hash, Value::none()));
    }
    vm.define(&callable, &[Def::wrapper("__call__", "($self, /, *args, **kwargs)", proxy_call)]);
    for class in [&vm.types.set, &vm.types.frozenset, &vm.types.type_, &vm.types.memoryview] {
        class.flags.set(ClassFlags { has_weakref: true, ..class.flags.get() });
    }
}
