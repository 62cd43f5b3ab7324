//! What the native modules share: classes that are made when first needed, objects of foreign types, numbers.

use std::cell::RefCell;
use std::collections::VecDeque;

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustpython_wtf8::Wtf8;

use crate::call::Args;
use crate::objects::{
    ByteArray, Bytes, Class, ClassFlags, Dict, Foreign, ForeignData, IterNext, Layout, Str,
};
use crate::types::{Def, native, unwrapped};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

/// A class that a module brings along; made when it is first asked for.
#[derive(Debug)]
pub(crate) struct ClassSpec {
    pub(crate) module: &'static str,
    pub(crate) name: &'static str,
    pub(crate) layout: Layout,
    pub(crate) methods: &'static [Def],
    pub(crate) iternext: Option<IterNext>,
    /// Instances have a `__dict__`: they are instances with the native object inside.
    pub(crate) has_dict: bool,
    /// Matches `case [..]`, and is mutable: not hashable.
    pub(crate) is_sequence: bool,
}

impl ClassSpec {
    /// A class that Python code can inherit from.
    pub(crate) const fn open(module: &'static str, name: &'static str, methods: &'static [Def]) -> Self {
        Self {
            module,
            name,
            layout: Layout::Foreign,
            methods,
            iternext: None,
            has_dict: false,
            is_sequence: false,
        }
    }

    /// A class that Python code cannot inherit from.
    pub(crate) const fn closed(module: &'static str, name: &'static str, methods: &'static [Def]) -> Self {
        Self { layout: Layout::Final, ..Self::open(module, name, methods) }
    }

    /// An iterator, with `__iter__` and `__next__`.
    pub(crate) const fn iterator(mut self, iternext: IterNext) -> Self {
        self.iternext = Some(iternext);
        self
    }

    /// A class whose instances have a `__dict__`.
    pub(crate) const fn with_dict(mut self) -> Self {
        self.has_dict = true;
        self
    }

    /// A mutable sequence.
    pub(crate) const fn sequence(mut self) -> Self {
        self.is_sequence = true;
        self
    }
}

/// The methods of every native iterator.
const ITERATOR: &[Def] =
    &[Def::wrapper("__iter__", "($self, /)", itself), Def::wrapper("__next__", "($self, /)", next)];

/// What methods do that give back their object: `__iter__`, `__enter__`.
pub(super) fn itself(_vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    Ok(args.take_required(0))
}

fn next(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let next = class.mro.borrow().iter().find_map(|class| class.iternext.get());
    match next {
        Some(next) => match next(vm, &args[0])? {
            Some(item) => Ok(item),
            None => Err(vm.error_with(Exc::StopIteration, Vec::new())),
        },
        None => Err(vm.type_error(format!("'{}' object is not an iterator", class.name()))),
    }
}

/// `__class_getitem__` of generic classes: `deque[int]`.
pub(super) const CLASS_GETITEM: Def =
    Def::classmethod("__class_getitem__", "($type, object, /)", class_getitem);

fn class_getitem(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let alias = vm.types.generic_alias.value().clone();
    let arguments = [args.take_required(0), args.take_required(1)];
    vm.call(&alias, arguments)
}

impl Vm {
    /// The class that `spec` describes.
    pub(crate) fn spec_class(&mut self, spec: &'static ClassSpec) -> Ref<Class> {
        let key = std::ptr::from_ref(spec) as usize;
        if let Some(class) = self.module_state.classes.get(&key) {
            return class.clone();
        }
        let class = self.new_native_class(spec.module, spec.name, None, spec.layout, spec.methods);
        if spec.iternext.is_some() {
            class.iternext.set(spec.iternext);
            self.define(&class, ITERATOR);
        }
        let flags = class.flags.get();
        class.flags.set(ClassFlags {
            has_dict: spec.has_dict,
            has_weakref: true,
            is_sequence: spec.is_sequence,
            ..flags
        });
        if spec.has_dict {
            self.define_dict_attribute(&class);
        }
        if spec.is_sequence {
            crate::types::make_unhashable(self, &class);
        }
        self.class_changed(&class);
        self.module_state.classes.insert(key, class.clone());
        class
    }

    /// A new object of the class that `spec` describes.
    pub(crate) fn foreign(&mut self, spec: &'static ClassSpec, data: impl ForeignData) -> Value {
        let class = self.spec_class(spec);
        let object = Foreign::create(&class, data);
        if spec.has_dict { self.instance_of(&class, Some(object)) } else { object }
    }

    /// What `__new__` of a native class gives: an object of `class`, which is the native class or inherits
    /// from it.
    pub(crate) fn foreign_for(
        &mut self,
        class: &Value,
        spec: &'static ClassSpec,
        data: impl ForeignData,
    ) -> PyResult {
        let base = self.spec_class(spec);
        let object = Foreign::create(&base, data);
        match Ref::<Class>::of(class) {
            Some(class) if spec.has_dict || !class.is(&base) => Ok(self.instance_of(class, Some(object))),
            _ => Ok(object),
        }
    }

    /// What a foreign object holds, or the one inside an instance of a derived class.
    pub(crate) fn held<'v, T: ForeignData>(&mut self, value: &'v Value) -> PyResult<&'v T> {
        match held(value) {
            Some(data) => Ok(data),
            None => {
                let class = self.class_of(value).name();
                Err(self.type_error(format!("unexpected '{class}' object")))
            }
        }
    }

    /// A float from any real number (`PyFloat_AsDouble`).
    pub(crate) fn real(&mut self, value: &Value) -> PyResult<f64> {
        if let Some(float) = unwrapped(value).as_float() {
            return Ok(float);
        }
        if let Some(int) = crate::ops::as_big(value) {
            return self.big_to_float(&int);
        }
        let by_float = self.names.float.clone();
        if let Some(result) = self.call_special(value, &by_float, &[])? {
            return match unwrapped(&result).as_float() {
                Some(float) => Ok(float),
                None => {
                    let (class, result) = (self.class_of(value).name(), self.class_of(&result).name());
                    Err(self.type_error(format!("{class}.__float__() returned non-float (type {result})")))
                }
            };
        }
        let by_index = self.names.index.clone();
        let class = self.class_of(value);
        if self.lookup(&class, &by_index).is_some() {
            let int = self.index(value)?;
            return self.big_to_float(&int);
        }
        Err(self.type_error(format!("must be real number, not {}", class.name())))
    }

    /// An integer as a float.
    pub(crate) fn big_to_float(&mut self, int: &BigInt) -> PyResult<f64> {
        match int.to_f64().filter(|float| float.is_finite()) {
            Some(float) => Ok(float),
            None => Err(self.error(Exc::OverflowError, "int too large to convert to float")),
        }
    }

    /// The integer that a finite, whole float is.
    pub(crate) fn float_to_int(&mut self, float: f64) -> PyResult {
        if float.is_nan() {
            return Err(self.value_error("cannot convert float NaN to integer"));
        }
        match num_traits::FromPrimitive::from_f64(float) {
            Some(int) => Ok(self.int(int)),
            None => Err(self.error(Exc::OverflowError, "cannot convert float infinity to integer")),
        }
    }

    /// Sets a name of a module.
    pub(crate) fn set_name(&mut self, dict: &Ref<Dict>, name: &str, value: Value) {
        let name = self.intern(name);
        drop(dict.set_str(&name, value));
    }

    /// Gives a module the class that `spec` describes, under its name.
    pub(crate) fn add_class(&mut self, dict: &Ref<Dict>, spec: &'static ClassSpec) -> Ref<Class> {
        let class = self.spec_class(spec);
        self.set_name(dict, spec.name, class.value().clone());
        class
    }

    /// Whether `value` can be called.
    pub(crate) fn is_callable(&mut self, value: &Value) -> bool {
        use crate::value::Kind;
        if matches!(value.kind(), Kind::Function | Kind::Native | Kind::BoundMethod | Kind::Class) {
            return true;
        }
        let (class, call) = (self.class_of(value), self.names.call.clone());
        self.lookup(&class, &call).is_some()
    }

    /// The text of a `str` argument, or a `TypeError` that says `what` must be one.
    pub(crate) fn wtf8<'v>(&mut self, value: &'v Value, what: &str) -> PyResult<&'v Wtf8> {
        match native::<Str>(value) {
            Some(text) => Ok(text.wtf8()),
            None => {
                let class = self.class_of(value).name();
                Err(self.type_error(format!("{what} must be str, not {class}")))
            }
        }
    }

    /// The bytes of a bytes-like object.
    pub(crate) fn byte_data(&mut self, value: &Value) -> PyResult<Vec<u8>> {
        if let Some(bytes) = native::<Bytes>(value) {
            return Ok(bytes.data.to_vec());
        }
        if let Some(bytes) = native::<ByteArray>(value) {
            return Ok(bytes.data.borrow().clone());
        }
        let class = self.class_of(value);
        if &*class.name() == "memoryview" || &*class.name() == "array.array" {
            let copy = self.call_method(value, "tobytes", Vec::new())?;
            if let Some(bytes) = native::<Bytes>(&copy) {
                return Ok(bytes.data.to_vec());
            }
        }
        Err(self.type_error(format!("a bytes-like object is required, not '{}'", class.name())))
    }

    /// A `StopIteration`-free `operator.index` that must not be negative.
    pub(crate) fn clamp_index(&mut self, value: &Value) -> PyResult<i64> {
        let int = self.index(value)?;
        Ok(int.to_i64().unwrap_or(if int.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX }))
    }

    /// A `KeyError` with this key.
    pub(crate) fn key_error(&mut self, key: &Value) -> Raised {
        self.error_with(Exc::KeyError, vec![key.clone()])
    }
}

/// What a foreign object holds, or the one inside an instance of a derived class.
#[inline]
pub(super) fn held<T: ForeignData>(value: &Value) -> Option<&T> {
    native::<Foreign>(value)?.get::<T>()
}

/// A field of a native object that may hold values: what [`holds!`] asks.
pub(super) trait Holding {
    /// Shows every value it holds.
    fn show(&self, visit: &mut dyn FnMut(&Value));

    /// Lets go of them.
    fn forget(&self) {}
}

impl Holding for Value {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self);
    }
}

impl<T: Holding> Holding for Option<T> {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        if let Some(value) = self {
            value.show(visit);
        }
    }
}

impl<T: Holding> Holding for Vec<T> {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        for value in self {
            value.show(visit);
        }
    }
}

impl<T: Holding> Holding for VecDeque<T> {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        for value in self {
            value.show(visit);
        }
    }
}

impl<T: Holding + Default> Holding for RefCell<T> {
    fn show(&self, visit: &mut dyn FnMut(&Value)) {
        self.borrow().show(visit);
    }

    fn forget(&self) {
        drop(self.take());
    }
}

/// Tells the cycle collector which fields of a native object hold values.
macro_rules! holds {
    ($type:ty: $($field:ident),*) => {
        impl $crate::value::Held for $type {
            #[allow(unused_variables, reason = "there may be no such fields")]
            fn traverse(&self, visit: &mut dyn FnMut(&$crate::value::Value)) {
                $($crate::modules::support::Holding::show(&self.$field, visit);)*
            }

            fn clear(&self) {
                $($crate::modules::support::Holding::forget(&self.$field);)*
            }
        }
    };
}

pub(super) use holds;
