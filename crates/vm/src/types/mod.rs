//! Built-in types: what Python code can call on them, one file a type.
//!
//! Each file has a table of methods and a function for each; the interpreter's fast paths for the commonest
//! types are in [`ops`](crate::ops) and must agree with them.

mod bool;
pub(crate) mod buffer;
mod bytearray;
mod bytes;
pub(crate) mod class;
mod code;
pub(crate) mod codecs;
pub(crate) mod complex;
pub(crate) mod descriptors;
mod dict;
pub(crate) mod exceptions;
pub(crate) mod float;
mod format;
mod frame;
mod function;
mod generator;
mod generic_alias;
pub(crate) mod int;
mod iterators;
mod list;
mod mappingproxy;
mod memoryview;
mod method;
mod module;
mod native_docs;
mod native_function;
pub(crate) mod object;
mod range;
pub(crate) mod sequence;
mod set;
mod singletons;
mod slice;
pub(crate) mod str;
mod super_;
mod traceback;
mod tuple;
pub(crate) mod unicode;
mod weakref;

pub(crate) use dict::any_dict;
pub(crate) use iterators::next_in_sequence;
pub(crate) use list::{get_item as list_item, list_of, set_item as set_list_item, sort_list};
pub(crate) use set::rest as set_rest;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::error::EXCEPTIONS;
use crate::objects::*;
use crate::value::{Kind, Payload, Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(crate) use class::is_from;

macro_rules! types {
    ($($field:ident = $name:literal, $layout:ident;)*) => {
        /// The built-in classes that the machine itself makes objects of.
        #[derive(Debug)]
        #[allow(missing_docs, reason = "the names are Python's own")]
        pub struct Types {
            $(pub $field: Ref<Class>,)*
            /// By [`Exc`].
            pub exceptions: Vec<Ref<Class>>,
        }

        impl Types {
            /// All classes, with their MRO but without methods.
            pub(crate) fn new() -> Self {
                let object = new_class("object", None, Layout::Object);
                let mut types = Self {
                    $($field: if $name == "object" { object.clone() } else { new_class($name, Some(&object), Layout::$layout) },)*
                    exceptions: Vec::new(),
                };
                for (class, name, base, fields) in EXCEPTIONS {
                    let base = if class == base { &object } else { &types.exceptions[*base as usize] }.clone();
                    let class = new_class(name, Some(&base), Layout::Exception);
                    let mut slots = base.slots.borrow().clone();
                    slots.extend(fields.iter().map(|field| Value::new(Str::new(*field))));
                    class.slots.replace(slots);
                    class.flags.set(ClassFlags { has_dict: true, ..class.flags.get() });
                    types.exceptions.push(class);
                }
                let group = &types.exceptions[Exc::ExceptionGroup as usize];
                let exception = types.exceptions[Exc::Exception as usize].clone();
                group.bases.borrow_mut().push(exception.clone());
                let base_group = types.exceptions[Exc::BaseExceptionGroup as usize].clone();
                let base = types.exceptions[Exc::BaseException as usize].clone();
                group.mro.replace(Rc::new([group.clone(), base_group, exception, base, object.clone()]));
                let bool_mro: Rc<[Ref<Class>]> = Rc::new([types.bool.clone(), types.int.clone(), object]);
                types.bool.mro.replace(bool_mro);
                types.bool.bases.replace(vec![types.int.clone()]);
                for class in types.all() {
                    class.metaclass.replace(Some(types.type_.clone()));
                }
                types
            }

            /// All of them.
            pub(crate) fn all(&self) -> Vec<Ref<Class>> {
                let mut all = vec![$(self.$field.clone(),)*];
                all.extend(self.exceptions.iter().cloned());
                all
            }
        }
    };
}

types! {
    object = "object", Object;
    type_ = "type", Class;
    none = "NoneType", Final;
    not_implemented = "NotImplementedType", Final;
    ellipsis = "ellipsis", Final;
    int = "int", Int;
    bool = "bool", Final;
    float = "float", Float;
    complex = "complex", Complex;
    str = "str", Str;
    bytes = "bytes", Bytes;
    bytearray = "bytearray", ByteArray;
    tuple = "tuple", Tuple;
    list = "list", List;
    dict = "dict", Dict;
    set = "set", Set;
    frozenset = "frozenset", FrozenSet;
    range = "range", Final;
    slice = "slice", Final;
    function = "function", Final;
    builtin_function = "builtin_function_or_method", Final;
    method_descriptor = "method_descriptor", Final;
    wrapper_descriptor = "wrapper_descriptor", Final;
    method_wrapper = "method-wrapper", Final;
    classmethod_descriptor = "classmethod_descriptor", Final;
    getset_descriptor = "getset_descriptor", Final;
    member_descriptor = "member_descriptor", Final;
    method = "method", Final;
    module = "module", Module;
    code = "code", Final;
    cell = "cell", Final;
    frame = "frame", Final;
    traceback = "traceback", Final;
    generator = "generator", Final;
    coroutine = "coroutine", Final;
    async_generator = "async_generator", Final;
    async_generator_asend = "async_generator_asend", Final;
    async_generator_athrow = "async_generator_athrow", Final;
    coroutine_wrapper = "coroutine_wrapper", Final;
    async_generator_wrapped_value = "async_generator_wrapped_value", Final;
    range_iterator = "range_iterator", Final;
    list_iterator = "list_iterator", Final;
    list_reverseiterator = "list_reverseiterator", Final;
    tuple_iterator = "tuple_iterator", Final;
    str_ascii_iterator = "str_ascii_iterator", Final;
    str_iterator = "str_iterator", Final;
    bytes_iterator = "bytes_iterator", Final;
    bytearray_iterator = "bytearray_iterator", Final;
    iterator = "iterator", Final;
    callable_iterator = "callable_iterator", Final;
    longrange_iterator = "longrange_iterator", Final;
    set_iterator = "set_iterator", Final;
    reversed = "reversed", Foreign;
    dict_keyiterator = "dict_keyiterator", Final;
    dict_valueiterator = "dict_valueiterator", Final;
    dict_itemiterator = "dict_itemiterator", Final;
    dict_reversekeyiterator = "dict_reversekeyiterator", Final;
    dict_reversevalueiterator = "dict_reversevalueiterator", Final;
    dict_reverseitemiterator = "dict_reverseitemiterator", Final;
    dict_keys = "dict_keys", Final;
    dict_values = "dict_values", Final;
    dict_items = "dict_items", Final;
    mappingproxy = "mappingproxy", Final;
    property = "property", Foreign;
    staticmethod = "staticmethod", Foreign;
    classmethod = "classmethod", Foreign;
    super_ = "super", Foreign;
    enumerate = "enumerate", Foreign;
    zip = "zip", Foreign;
    map = "map", Foreign;
    filter = "filter", Foreign;
    memoryview = "memoryview", Final;
    weakref = "ReferenceType", Foreign;
    proxy = "ProxyType", Final;
    callable_proxy = "CallableProxyType", Final;
    generic_alias = "GenericAlias", Foreign;
    union = "UnionType", Final;
}

/// A class with an empty dictionary, made by Rust.
pub(crate) fn new_class(name: &str, base: Option<&Ref<Class>>, layout: Layout) -> Ref<Class> {
    let class = Ref::new(Class {
        name: RefCell::new(name.into()),
        qualname: RefCell::new(name.into()),
        module: RefCell::default(),
        metaclass: RefCell::new(None),
        bases: RefCell::new(base.into_iter().cloned().collect()),
        mro: RefCell::new(Rc::new([])),
        dict: Ref::new(Dict::default()),
        version: Cell::new(0),
        layout,
        flags: Cell::new(ClassFlags { plain_getattr: true, plain_setattr: true, ..ClassFlags::default() }),
        slots: RefCell::default(),
        keys: RefCell::default(),
        subclasses: RefCell::default(),
        iternext: Cell::new(None),
        shared_places: Cell::new(SHARED_KEYS_MAX_SIZE),
    });
    let mut mro = vec![class.clone()];
    if let Some(base) = base {
        mro.extend(base.mro.borrow().iter().cloned());
    }
    class.mro.replace(mro.into());
    class
}

impl Types {
    /// The class of a value.
    #[inline]
    pub fn class_of(&self, value: &Value) -> Ref<Class> {
        match value.kind() {
            Kind::Instance => match value.downcast::<Instance>() {
                Some(instance) => instance.class.borrow().clone(),
                None => self.object.clone(),
            },
            Kind::Int | Kind::BigInt => self.int.clone(),
            Kind::Str => self.str.clone(),
            Kind::Float => self.float.clone(),
            Kind::List => self.list.clone(),
            Kind::Dict => self.dict.clone(),
            Kind::Tuple => self.tuple.clone(),
            _ => self.other_class_of(value).unwrap_or_else(|| self.object.clone()),
        }
    }

    /// The class of a value that is exactly of one of the built-in classes whose methods loops call.
    #[inline]
    pub(crate) fn exact_class(&self, value: &Value) -> Option<&Ref<Class>> {
        Some(match value.kind() {
            Kind::Str => &self.str,
            Kind::List => &self.list,
            Kind::Dict => &self.dict,
            Kind::Set => {
                if value.downcast::<Set>()?.is_frozen {
                    &self.frozenset
                } else {
                    &self.set
                }
            }
            Kind::Tuple => &self.tuple,
            Kind::Bytes => &self.bytes,
            Kind::Int | Kind::BigInt => &self.int,
            Kind::Float => &self.float,
            Kind::Generator if value.downcast::<Generator>()?.kind == GeneratorKind::Generator => {
                &self.generator
            }
            _ => return None,
        })
    }

    fn other_class_of(&self, value: &Value) -> Option<Ref<Class>> {
        Some(match value.kind() {
            Kind::None => self.none.clone(),
            Kind::NotImplemented => self.not_implemented.clone(),
            Kind::Ellipsis => self.ellipsis.clone(),
            Kind::Bool => self.bool.clone(),
            Kind::Complex => self.complex.clone(),
            Kind::Bytes => self.bytes.clone(),
            Kind::ByteArray => self.bytearray.clone(),
            Kind::Set => if value.downcast::<Set>()?.is_frozen { &self.frozenset } else { &self.set }.clone(),
            Kind::Range => self.range.clone(),
            Kind::Slice => self.slice.clone(),
            Kind::Function => self.function.clone(),
            Kind::Native => {
                let native = value.downcast::<Native>()?;
                match native.kind {
                    NativeKind::Wrapper if native.this.is_some() => &self.method_wrapper,
                    _ if native.this.is_some() => &self.builtin_function,
                    NativeKind::Function | NativeKind::StaticMethod => &self.builtin_function,
                    NativeKind::Method => &self.method_descriptor,
                    NativeKind::Wrapper => &self.wrapper_descriptor,
                    NativeKind::ClassMethod => &self.classmethod_descriptor,
                    NativeKind::Attribute => &self.getset_descriptor,
                }
                .clone()
            }
            Kind::BoundMethod => self.method.clone(),
            Kind::Class => value.downcast::<Class>()?.metaclass.borrow().clone()?,
            Kind::Exception => value.downcast::<Exception>()?.class.borrow().clone(),
            Kind::Module => value.downcast::<Module>()?.class.borrow().clone(),
            Kind::Code => self.code.clone(),
            Kind::Cell => self.cell.clone(),
            Kind::Generator => match value.downcast::<Generator>()?.kind {
                GeneratorKind::Generator => &self.generator,
                GeneratorKind::Coroutine => &self.coroutine,
                GeneratorKind::AsyncGenerator => &self.async_generator,
            }
            .clone(),
            Kind::RangeIterator => self.range_iterator.clone(),
            Kind::SequenceIterator => self.sequence_iterator(value.downcast::<SequenceIterator>()?),
            Kind::DictIterator => {
                let iterator = value.downcast::<DictIterator>()?;
                match (iterator.part, iterator.is_reversed) {
                    (DictPart::Keys, false) => &self.dict_keyiterator,
                    (DictPart::Values, false) => &self.dict_valueiterator,
                    (DictPart::Items, false) => &self.dict_itemiterator,
                    (DictPart::Keys, true) => &self.dict_reversekeyiterator,
                    (DictPart::Values, true) => &self.dict_reversevalueiterator,
                    (DictPart::Items, true) => &self.dict_reverseitemiterator,
                }
                .clone()
            }
            Kind::WeakRef => Ref::<Class>::of(&value.downcast::<crate::value::WeakRef>()?.class)?.clone(),
            Kind::Foreign => value.downcast::<Foreign>()?.class.clone(),
            _ => return None,
        })
    }

    fn sequence_iterator(&self, iterator: &SequenceIterator) -> Ref<Class> {
        match iterator.over {
            Over::List if iterator.is_reversed => &self.list_reverseiterator,
            _ if iterator.is_reversed => &self.reversed,
            Over::List => &self.list_iterator,
            Over::Tuple => &self.tuple_iterator,
            Over::Ascii => &self.str_ascii_iterator,
            Over::Str => &self.str_iterator,
            Over::Bytes => &self.bytes_iterator,
            Over::ByteArray => &self.bytearray_iterator,
            Over::Other => &self.iterator,
        }
        .clone()
    }
}

/// The payload of a value, or of the built-in object inside an instance of a derived class.
#[inline]
pub fn native<T: Payload>(value: &Value) -> Option<&T> {
    value.downcast().or_else(|| value.downcast::<Instance>()?.native.as_ref()?.downcast())
}

/// The built-in object: the value itself, or the one inside an instance of a derived class.
#[inline]
pub fn unwrapped(value: &Value) -> &Value {
    value.downcast::<Instance>().and_then(|instance| instance.native.as_ref()).unwrap_or(value)
}

/// The data of a foreign object, or of the one inside an instance of a derived class.
#[inline]
pub(crate) fn foreign<T: ForeignData>(value: &Value) -> Option<&T> {
    native::<Foreign>(value)?.get()
}

/// What `__new__` of a built-in class returns: the plain object, or an instance of a derived class with it inside.
pub(crate) fn wrap(vm: &mut Vm, class: &Value, value: Value) -> PyResult {
    let own = vm.class_of(&value);
    match Ref::<Class>::of(class) {
        Some(class) if class.is_subclass(&own) => Ok(vm.wrap_native(class, value)),
        Some(class) => {
            let (own, class) = (own.name(), class.name());
            Err(vm.type_error(format!("{own}.__new__({class}): {class} is not a subtype of {own}")))
        }
        None => {
            let (own, given) = (own.name(), vm.class_of(class).name());
            Err(vm.type_error(format!("{own}.__new__(X): X is not a type object ({given})")))
        }
    }
}

/// Sets `__hash__` of a class of mutable objects to `None`.
pub(crate) fn make_unhashable(vm: &mut Vm, class: &Class) {
    let name = vm.names.hash.clone();
    drop(class.dict.set_str(&name, Value::none()));
}

/// `__class_getitem__` of built-in classes: `list[int]`.
pub(crate) fn class_getitem(vm: &mut Vm, args: crate::call::Args<'_>) -> PyResult {
    vm.generic_alias(&args[0], &args[1])
}

/// A line in a table of methods.
#[derive(Clone, Copy, Debug)]
pub struct Def {
    name: &'static str,
    signature: &'static str,
    kind: NativeKind,
    function: NativeFn,
    setter: Option<NativeFn>,
}

impl Def {
    const fn new(kind: NativeKind, name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self { name, signature, kind, function, setter: None }
    }

    /// A function of a module: `("len", "(obj, /)", len)`.
    pub const fn function(name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self::new(NativeKind::Function, name, signature, function)
    }

    /// A method: `("append", "($self, object, /)", append)`.
    pub const fn method(name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self::new(NativeKind::Method, name, signature, function)
    }

    /// A special method: `("__len__", "($self, /)", len)`.
    pub const fn wrapper(name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self::new(NativeKind::Wrapper, name, signature, function)
    }

    /// A class method: `$type` is the first argument.
    pub const fn classmethod(name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self::new(NativeKind::ClassMethod, name, signature, function)
    }

    /// A static method; `__new__` is one, with the class as its first parameter (not `$`).
    pub const fn staticmethod(name: &'static str, signature: &'static str, function: NativeFn) -> Self {
        Self::new(NativeKind::StaticMethod, name, signature, function)
    }

    /// An attribute that is computed; slot 0 is the object.
    pub const fn attribute(name: &'static str, getter: NativeFn) -> Self {
        Self::new(NativeKind::Attribute, name, "($self, /)", getter)
    }

    /// An attribute that can be set; the setter's slot 1 is the value, empty to delete.
    pub const fn attribute_rw(name: &'static str, getter: NativeFn, setter: NativeFn) -> Self {
        Self { setter: Some(setter), ..Self::new(NativeKind::Attribute, name, "($self, /)", getter) }
    }

    /// Its name.
    pub(crate) const fn name(&self) -> &'static str {
        self.name
    }

    fn value(&self, class: Option<Ref<Class>>, this: Option<Value>, module: Value) -> Value {
        Value::new(Native {
            name: self.name,
            signature: self.signature,
            function: self.function,
            setter: self.setter,
            kind: self.kind,
            class,
            this,
            module,
            parameters: std::cell::OnceCell::new(),
        })
    }
}

impl Vm {
    /// Adds methods to a built-in class.
    pub fn define(&mut self, class: &Ref<Class>, methods: &[Def]) {
        for def in methods {
            let name = self.intern(def.name);
            let owner = Some(class.clone());
            drop(class.dict.set_str(&name, def.value(owner, None, Value::none())));
        }
    }

    /// Adds functions to a module's names.
    pub fn define_functions(&mut self, dict: &Ref<Dict>, module: &str, functions: &[Def]) {
        let module = self.intern(module);
        for def in functions {
            let name = self.intern(def.name);
            drop(dict.set_str(&name, def.value(None, None, module.clone())));
        }
    }

    /// A new built-in class with these methods, for a module; its base is `object` unless given.
    pub fn new_native_class(
        &mut self,
        module: &str,
        name: &str,
        base: Option<&Ref<Class>>,
        layout: Layout,
        methods: &[Def],
    ) -> Ref<Class> {
        let object = self.types.object.clone();
        let class = new_class(name, Some(base.unwrap_or(&object)), layout);
        class.metaclass.replace(Some(self.types.type_.clone()));
        class.module.replace(Some(self.intern(module)));
        if layout != Layout::Exception {
            class.qualify(module);
        }
        self.define(&class, methods);
        class::add_to_bases(&class, &self.types.weakref);
        self.update_class_flags(&class);
        class
    }
}

impl Types {
    /// What patterns ask of built-in classes (`Py_TPFLAGS_SEQUENCE`, `Py_TPFLAGS_MAPPING`,
    /// `_Py_TPFLAGS_MATCH_SELF`).
    fn set_pattern_flags(&self) {
        for class in [&self.list, &self.tuple, &self.range, &self.memoryview] {
            class.flags.set(ClassFlags { is_sequence: true, ..class.flags.get() });
        }
        for class in [&self.dict, &self.mappingproxy] {
            class.flags.set(ClassFlags { is_mapping: true, ..class.flags.get() });
        }
        for class in [
            &self.bool,
            &self.bytearray,
            &self.bytes,
            &self.dict,
            &self.float,
            &self.frozenset,
            &self.int,
            &self.list,
            &self.set,
            &self.str,
            &self.tuple,
        ] {
            class.flags.set(ClassFlags { matches_self: true, ..class.flags.get() });
        }
    }
}

/// Gives all built-in classes their methods.
pub(crate) fn install(vm: &mut Vm) {
    let module = vm.intern("builtins");
    for class in vm.types.all() {
        class.module.replace(Some(module.clone()));
    }
    vm.types.set_pattern_flags();
    bool::install(vm);
    bytearray::install(vm);
    bytes::install(vm);
    code::install(vm);
    complex::install(vm);
    descriptors::install(vm);
    dict::install(vm);
    exceptions::install(vm);
    float::install(vm);
    frame::install(vm);
    function::install(vm);
    generator::install(vm);
    generic_alias::install(vm);
    int::install(vm);
    iterators::install(vm);
    list::install(vm);
    mappingproxy::install(vm);
    memoryview::install(vm);
    module::install(vm);
    object::install(vm);
    range::install(vm);
    set::install(vm);
    singletons::install(vm);
    slice::install(vm);
    str::install(vm);
    super_::install(vm);
    traceback::install(vm);
    tuple::install(vm);
    weakref::install(vm);
    class::install(vm);
}
