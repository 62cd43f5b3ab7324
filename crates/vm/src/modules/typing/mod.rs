//! `_typing`: type parameters and aliases, which the syntax of PEP 695 makes.
//!
//! What is more than data is in the module `typing`, in Python; this calls it by name, as CPython's does.
//!
//! | file | what |
//! |---|---|
//! | `parameter` | `TypeVar`, `ParamSpec`, `TypeVarTuple` |
//! | `alias` | `TypeAliasType` |

mod alias;
mod parameter;

use std::cell::RefCell;

use crate::call::{Args, Arguments};
use crate::modules::support::ClassSpec;
use crate::objects::{Class, ClassFlags, Dict, Layout, Tuple};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// Something that is computed when it is first asked for.
#[derive(Debug)]
enum Lazy {
    /// There is none.
    Missing,
    /// It is known.
    Known(Value),
    /// Calling this gives it.
    Compute(Value),
}

impl Lazy {
    /// From an argument of a constructor.
    fn given(value: Option<&Value>) -> RefCell<Self> {
        RefCell::new(value.map_or(Self::Missing, |value| Self::Known(value.clone())))
    }

    fn visit(place: &RefCell<Self>, visit: &mut dyn FnMut(&Value)) {
        match &*place.borrow() {
            Self::Known(value) | Self::Compute(value) => visit(value),
            Self::Missing => {}
        }
    }
}

impl Vm {
    /// The value of something lazy, if there is one.
    fn force(&mut self, place: &RefCell<Lazy>) -> PyResult<Option<Value>> {
        let compute = match &*place.borrow() {
            Lazy::Missing => return Ok(None),
            Lazy::Known(value) => return Ok(Some(value.clone())),
            Lazy::Compute(function) => function.clone(),
        };
        let value = self.call(&compute, [])?;
        drop(place.replace(Lazy::Known(value.clone())));
        Ok(Some(value))
    }

    /// Calls a function of the module `typing`.
    fn call_typing(&mut self, name: &str, arguments: Arguments) -> PyResult {
        let module = self.import_module("typing")?;
        let name = self.intern(name);
        let function = self.getattr(&module, &name)?;
        self.call_with(&function, arguments)
    }

    /// The module of the running Python function, for `__module__`.
    fn running_module(&mut self) -> Value {
        let globals = self.interpreter.frames.last().map(|frame| frame.globals().clone());
        globals.and_then(|globals| globals.get_str(&self.names.name)).unwrap_or_else(Value::none)
    }

    /// A class of this module, whose objects have attributes of their own.
    fn typing_class(&mut self, spec: &'static ClassSpec) -> Ref<Class> {
        let class = self.spec_class(spec);
        class.flags.set(ClassFlags { has_dict: true, has_weakref: true, ..class.flags.get() });
        class
    }

    fn no_default(&mut self) -> PyResult {
        let module = self.import_module("_typing")?;
        let name = self.intern("NoDefault");
        self.getattr(&module, &name)
    }
}

/// `Generic[...]`: what it means is in `typing`.
fn generic_getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.call_typing("_generic_class_getitem", [args[0].clone(), args[1].clone()].into())
}

fn generic_init_subclass(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut positional: Vec<Value> = vec![args[0].clone()];
    positional.extend(args.rest(1).iter().cloned());
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    let positional = positional.into_iter().collect();
    vm.call_typing("_generic_init_subclass", Arguments { positional, keywords })
}

/// The base of `class A[T]` (`_Py_subscript_generic`).
fn subscript_generic(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let params = native::<Tuple>(&args[0]).map(|params| params.items.to_vec()).unwrap_or_default();
    let mut unpacked = Vec::with_capacity(params.len());
    for param in params {
        unpacked.push(if parameter::is_type_var_tuple(&param) {
            vm.unpack_type_var_tuple(&param)?
        } else {
            param
        });
    }
    let params = vm.tuple(unpacked);
    let module = vm.import_module("_typing")?;
    let name = vm.intern("Generic");
    let generic = vm.getattr(&module, &name)?;
    vm.call_typing("_GenericAlias", [generic, params].into())
}

fn identity(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(args[0].clone())
}

/// The class of `NoDefault`.
static NO_DEFAULT: ClassSpec = ClassSpec::closed(
    "typing",
    "NoDefaultType",
    &[
        Def::wrapper("__repr__", "($self, /)", |vm, _| Ok(vm.intern("typing.NoDefault"))),
        Def::method("__reduce__", "($self, /)", |vm, _| Ok(vm.intern("NoDefault"))),
    ],
);

#[derive(Debug)]
struct NoDefault;

impl crate::value::Held for NoDefault {}

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    let no_default = vm.foreign(&NO_DEFAULT, NoDefault);
    let generic = vm.new_native_class(
        "typing",
        "Generic",
        None,
        Layout::Object,
        &[
            Def::classmethod("__class_getitem__", "($type, object, /)", generic_getitem),
            Def::classmethod("__init_subclass__", "($type, /, *args, **kwargs)", generic_init_subclass),
        ],
    );
    let classes = parameter::classes(vm);
    let alias = alias::class(vm).into_value();
    let values = [("NoDefault", no_default), ("Generic", generic.into_value()), ("TypeAliasType", alias)];
    for (name, value) in values.into_iter().chain(classes) {
        let name = vm.intern(name);
        drop(dict.set_str(&name, value));
    }
    vm.define_functions(dict, "_typing", parameter::FUNCTIONS);
    vm.define_functions(
        dict,
        "_typing",
        &[
            Def::function("_idfunc", "(x, /)", identity),
            Def::function("typealias", "(parts, /)", alias::from_syntax),
            Def::function("subscript_generic", "(params, /)", subscript_generic),
        ],
    );
    Ok(())
}
