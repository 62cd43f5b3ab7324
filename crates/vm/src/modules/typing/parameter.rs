//! `TypeVar`, `ParamSpec` and `TypeVarTuple`.

use std::cell::RefCell;

use crate::call::Args;
use crate::modules::support::ClassSpec;
use crate::objects::{Class, Foreign, Str, Tuple};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{PyResult, Vm};

use super::Lazy;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    TypeVar,
    ParamSpec,
    TypeVarTuple,
}

/// A type parameter.
#[derive(Debug)]
struct Parameter {
    which: Which,
    name: Value,
    bound: RefCell<Lazy>,
    constraints: RefCell<Lazy>,
    default: RefCell<Lazy>,
    is_covariant: bool,
    is_contravariant: bool,
    infers_variance: bool,
}

impl Held for Parameter {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        for place in [&self.bound, &self.constraints, &self.default] {
            Lazy::visit(place, visit);
        }
    }

    fn clear(&self) {
        for place in [&self.bound, &self.constraints, &self.default] {
            drop(place.replace(Lazy::Missing));
        }
    }
}

impl Parameter {
    /// As the syntax makes it: `def f[T]`.
    fn from_syntax(which: Which, name: &Value) -> Self {
        Self {
            which,
            name: name.clone(),
            bound: RefCell::new(Lazy::Missing),
            constraints: RefCell::new(Lazy::Missing),
            default: RefCell::new(Lazy::Missing),
            is_covariant: false,
            is_contravariant: false,
            infers_variance: which != Which::TypeVarTuple,
        }
    }

    fn of(value: &Value) -> Option<&Self> {
        value.downcast::<Foreign>()?.get()
    }
}

/// `P.args` and `P.kwargs`: the parameter.
#[derive(Debug)]
struct Part {
    origin: Value,
}

impl Held for Part {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.origin);
    }
}

static TYPE_VAR: ClassSpec = ClassSpec::closed("typing", "TypeVar", TYPE_VAR_METHODS);
static PARAM_SPEC: ClassSpec = ClassSpec::closed("typing", "ParamSpec", PARAM_SPEC_METHODS);
static TYPE_VAR_TUPLE: ClassSpec = ClassSpec::closed("typing", "TypeVarTuple", TYPE_VAR_TUPLE_METHODS);
static ARGS: ClassSpec = ClassSpec::closed("typing", "ParamSpecArgs", ARGS_METHODS);
static KWARGS: ClassSpec = ClassSpec::closed("typing", "ParamSpecKwargs", KWARGS_METHODS);

/// The classes, by their names.
pub(super) fn classes(vm: &mut Vm) -> Vec<(&'static str, Value)> {
    let specs = [&TYPE_VAR, &PARAM_SPEC, &TYPE_VAR_TUPLE, &ARGS, &KWARGS];
    specs.map(|spec| (spec.name, vm.typing_class(spec).into_value())).into()
}

pub(super) fn is_type_var_tuple(value: &Value) -> bool {
    Parameter::of(value).is_some_and(|parameter| parameter.which == Which::TypeVarTuple)
}

impl Vm {
    fn new_parameter(&mut self, parameter: Parameter) -> PyResult {
        let class = match parameter.which {
            Which::TypeVar => self.typing_class(&TYPE_VAR),
            Which::ParamSpec => self.typing_class(&PARAM_SPEC),
            Which::TypeVarTuple => self.typing_class(&TYPE_VAR_TUPLE),
        };
        let value = Foreign::create(&class, parameter);
        let (name, module) = (self.names.module.clone(), self.running_module());
        self.setattr(&value, &name, Some(module))?;
        Ok(value)
    }

    /// `Unpack[Ts]`
    pub(super) fn unpack_type_var_tuple(&mut self, value: &Value) -> PyResult {
        let typing = self.import_module("typing")?;
        let name = self.intern("Unpack");
        let unpack = self.getattr(&typing, &name)?;
        self.getitem(&unpack, value)
    }

    fn truth_of(&mut self, value: Option<&Value>) -> PyResult<bool> {
        value.map_or(Ok(false), |value| self.truth(value))
    }

    /// The default as given to a constructor; `NoDefault` is none.
    fn default_given(&mut self, value: Option<&Value>) -> PyResult<RefCell<Lazy>> {
        let no_default = self.no_default()?;
        Ok(Lazy::given(value.filter(|value| !value.is(&no_default))))
    }

    /// The bound as given to a constructor, checked by `typing`.
    fn bound_given(&mut self, value: Option<&Value>) -> PyResult<RefCell<Lazy>> {
        let Some(bound) = value.filter(|bound| !bound.is_none()) else { return Ok(Lazy::given(None)) };
        let message = self.str("Bound must be a type.");
        let bound = self.call_typing("_type_check", [bound.clone(), message].into())?;
        Ok(Lazy::given(Some(&bound)))
    }

    fn check_variance(&mut self, covariant: bool, contravariant: bool, infer: bool) -> PyResult<()> {
        if covariant && contravariant {
            return Err(self.value_error("Bivariant types are not supported."));
        }
        if infer && (covariant || contravariant) {
            return Err(self.value_error("Variance cannot be specified with infer_variance."));
        }
        Ok(())
    }

    fn check_name(&mut self, name: &Value, function: &str) -> PyResult<()> {
        if native::<Str>(name).is_some() {
            return Ok(());
        }
        let class = self.class_of(name).name();
        Err(self.type_error(format!("{function}() argument 'name' must be str, not {class}")))
    }
}

fn new_type_var(vm: &mut Vm, args: Args<'_>) -> PyResult {
    // Slots: the class, the name, the keywords in their order, the constraints.
    vm.check_name(&args[1], "typevar")?;
    let [covariant, contravariant, infer] =
        [vm.truth_of(args.get(4))?, vm.truth_of(args.get(5))?, vm.truth_of(args.get(6))?];
    vm.check_variance(covariant, contravariant, infer)?;
    let constraints = args.rest(7).to_vec();
    let bound = vm.bound_given(args.get(2))?;
    if constraints.len() == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    let constraints = if constraints.is_empty() {
        Lazy::given(None)
    } else if args.some(2).is_some() {
        return Err(vm.type_error("Constraints cannot be combined with bound=..."));
    } else {
        Lazy::given(Some(&vm.tuple(constraints)))
    };
    let default = vm.default_given(args.get(3))?;
    vm.new_parameter(Parameter {
        bound,
        constraints,
        default,
        is_covariant: covariant,
        is_contravariant: contravariant,
        infers_variance: infer,
        ..Parameter::from_syntax(Which::TypeVar, &args[1])
    })
}

fn new_param_spec(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.check_name(&args[1], "paramspec")?;
    let [covariant, contravariant, infer] =
        [vm.truth_of(args.get(4))?, vm.truth_of(args.get(5))?, vm.truth_of(args.get(6))?];
    vm.check_variance(covariant, contravariant, infer)?;
    let bound = vm.bound_given(args.get(2))?;
    let default = vm.default_given(args.get(3))?;
    vm.new_parameter(Parameter {
        bound,
        default,
        is_covariant: covariant,
        is_contravariant: contravariant,
        infers_variance: infer,
        ..Parameter::from_syntax(Which::ParamSpec, &args[1])
    })
}

fn new_type_var_tuple(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.check_name(&args[1], "typevartuple")?;
    let default = vm.default_given(args.get(2))?;
    vm.new_parameter(Parameter { default, ..Parameter::from_syntax(Which::TypeVarTuple, &args[1]) })
}

fn this<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Parameter> {
    match Parameter::of(value) {
        Some(parameter) => Ok(parameter),
        None => Err(vm.type_error("not a type parameter")),
    }
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parameter = this(vm, &args[0])?;
    let sign = match parameter {
        _ if parameter.infers_variance || parameter.which == Which::TypeVarTuple => "",
        _ if parameter.is_covariant => "+",
        _ if parameter.is_contravariant => "-",
        _ => "~",
    };
    let name = vm.text(&parameter.name);
    Ok(vm.str(&format!("{sign}{name}")))
}

fn name(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(this(vm, &args[0])?.name.clone())
}

fn bound(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parameter = this(vm, &args[0])?;
    Ok(vm.force(&parameter.bound)?.unwrap_or_else(Value::none))
}

fn constraints(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parameter = this(vm, &args[0])?;
    Ok(vm.force(&parameter.constraints)?.unwrap_or_else(|| vm.tuple(Vec::new())))
}

fn default(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parameter = this(vm, &args[0])?;
    match vm.force(&parameter.default)? {
        Some(default) => Ok(default),
        None => vm.no_default(),
    }
}

fn has_default(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(!matches!(&*this(vm, &args[0])?.default.borrow(), Lazy::Missing)))
}

fn mro_entries(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]).name();
    Err(vm.type_error(format!("Cannot subclass an instance of {class}")))
}

fn part_mro_entries(vm: &mut Vm, args: Args<'_>) -> PyResult {
    mro_entries(vm, args)
}

fn or(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.call_typing("_make_union", [args[0].clone(), args[1].clone()].into())
}

fn ror(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.call_typing("_make_union", [args[1].clone(), args[0].clone()].into())
}

fn substitute(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let function = match this(vm, &args[0])?.which {
        Which::TypeVar => "_typevar_subst",
        Which::ParamSpec => "_paramspec_subst",
        Which::TypeVarTuple => {
            return Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"));
        }
    };
    vm.call_typing(function, [args[0].clone(), args[1].clone()].into())
}

/// Adds the default of the parameter to the arguments, if they end before it.
fn prepare(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let parameter = this(vm, &args[0])?;
    let all = [args[0].clone(), args[1].clone(), args[2].clone()];
    match parameter.which {
        Which::ParamSpec => return vm.call_typing("_paramspec_prepare_subst", all.into()),
        Which::TypeVarTuple => return vm.call_typing("_typevartuple_prepare_subst", all.into()),
        Which::TypeVar => {}
    }
    let key = vm.intern("__parameters__");
    let params = vm.getattr(&args[1], &key)?;
    let index =
        native::<Tuple>(&params).and_then(|params| params.items.iter().position(|param| param.is(&args[0])));
    let given = native::<Tuple>(&args[2]).map(|given| given.items.to_vec()).unwrap_or_default();
    if index != Some(given.len()) {
        return Ok(args[2].clone());
    }
    match vm.force(&parameter.default)? {
        Some(default) => Ok(vm.tuple(given.into_iter().chain([default]).collect())),
        None => {
            let alias = vm.str_text(&args[1])?;
            Err(vm.type_error(format!("Too few arguments for {alias}")))
        }
    }
}

fn part(vm: &mut Vm, args: &Args<'_>, spec: &'static ClassSpec) -> PyResult {
    let class = vm.typing_class(spec);
    Ok(Foreign::create(&class, Part { origin: args[0].clone() }))
}

fn origin(vm: &mut Vm, value: &Value) -> PyResult {
    match value.downcast::<Foreign>().and_then(Foreign::get::<Part>) {
        Some(part) => Ok(part.origin.clone()),
        None => Err(vm.type_error("not a part of a ParamSpec")),
    }
}

fn part_repr(vm: &mut Vm, args: &Args<'_>, suffix: &str) -> PyResult {
    let origin = origin(vm, &args[0])?;
    let text = match Parameter::of(&origin) {
        Some(parameter) => vm.text(&parameter.name),
        None => vm.repr_text(&origin)?.to_string_lossy().into_owned(),
    };
    Ok(vm.str(&format!("{text}.{suffix}")))
}

fn part_eq(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (class, other) = (vm.class_of(&args[0]), vm.class_of(&args[1]));
    if !class.is(&other) {
        return Ok(Value::not_implemented());
    }
    let (a, b) = (origin(vm, &args[0])?, origin(vm, &args[1])?);
    Ok(Value::bool(vm.equals(&a, &b)?))
}

fn part_hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let origin = origin(vm, &args[0])?;
    Ok(Value::int(vm.hash(&origin)?))
}

fn new_part(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = Ref::<Class>::of(&args[0]).cloned().unwrap_or_else(|| vm.types.object.clone());
    Ok(Foreign::create(&class, Part { origin: args[1].clone() }))
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let unpacked = vm.unpack_type_var_tuple(&args[0])?;
    let single = vm.tuple(vec![unpacked]);
    vm.iter(&single)
}

macro_rules! common {
    ($($more:expr,)*) => {
        &[
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::attribute("__name__", name),
            Def::attribute("__default__", default),
            Def::method("has_default", "($self, /)", has_default),
            Def::method("__typing_subst__", "($self, arg, /)", substitute),
            Def::method("__typing_prepare_subst__", "($self, alias, args, /)", prepare),
            Def::method("__mro_entries__", "($self, object, /)", mro_entries),
            Def::method("__reduce__", "($self, /)", name),
            $($more,)*
        ]
    };
}

const COVARIANT: Def =
    Def::attribute("__covariant__", |vm, args| Ok(Value::bool(this(vm, &args[0])?.is_covariant)));
const CONTRAVARIANT: Def =
    Def::attribute("__contravariant__", |vm, args| Ok(Value::bool(this(vm, &args[0])?.is_contravariant)));
const INFERS: Def =
    Def::attribute("__infer_variance__", |vm, args| Ok(Value::bool(this(vm, &args[0])?.infers_variance)));

const TYPE_VAR_METHODS: &[Def] = common![
    Def::staticmethod(
        "__new__",
        "(type, name, *constraints, bound=None, default=None, covariant=False, contravariant=False, \
         infer_variance=False)",
        new_type_var,
    ),
    Def::attribute("__bound__", bound),
    Def::attribute("__constraints__", constraints),
    COVARIANT,
    CONTRAVARIANT,
    INFERS,
    Def::wrapper("__or__", "($self, value, /)", or),
    Def::wrapper("__ror__", "($self, value, /)", ror),
];

const PARAM_SPEC_METHODS: &[Def] = common![
    Def::staticmethod(
        "__new__",
        "(type, name, *, bound=None, default=None, covariant=False, contravariant=False, \
         infer_variance=False)",
        new_param_spec,
    ),
    Def::attribute("__bound__", bound),
    Def::attribute("args", |vm, args| part(vm, &args, &ARGS)),
    Def::attribute("kwargs", |vm, args| part(vm, &args, &KWARGS)),
    COVARIANT,
    CONTRAVARIANT,
    INFERS,
    Def::wrapper("__or__", "($self, value, /)", or),
    Def::wrapper("__ror__", "($self, value, /)", ror),
];

const TYPE_VAR_TUPLE_METHODS: &[Def] = common![
    Def::staticmethod("__new__", "(type, name, *, default=None)", new_type_var_tuple),
    Def::wrapper("__iter__", "($self, /)", iter),
];

macro_rules! part_methods {
    ($suffix:literal) => {
        &[
            Def::staticmethod("__new__", "(type, origin)", new_part),
            Def::wrapper("__repr__", "($self, /)", |vm, args| part_repr(vm, &args, $suffix)),
            Def::wrapper("__eq__", "($self, value, /)", part_eq),
            Def::wrapper("__hash__", "($self, /)", part_hash),
            Def::attribute("__origin__", |vm, args| origin(vm, &args[0])),
            Def::method("__mro_entries__", "($self, object, /)", part_mro_entries),
        ]
    };
}

const ARGS_METHODS: &[Def] = part_methods!("args");
const KWARGS_METHODS: &[Def] = part_methods!("kwargs");

/// What `CALL_INTRINSIC_1` and `CALL_INTRINSIC_2` ask for.
pub(super) const FUNCTIONS: &[Def] = &[
    Def::function("typevar", "(name, /)", |vm, args| {
        vm.new_parameter(Parameter::from_syntax(Which::TypeVar, &args[0]))
    }),
    Def::function("paramspec", "(name, /)", |vm, args| {
        vm.new_parameter(Parameter::from_syntax(Which::ParamSpec, &args[0]))
    }),
    Def::function("typevartuple", "(name, /)", |vm, args| {
        vm.new_parameter(Parameter::from_syntax(Which::TypeVarTuple, &args[0]))
    }),
    Def::function("typevar_with_bound", "(name, compute, /)", |vm, args| {
        let bound = RefCell::new(Lazy::Compute(args[1].clone()));
        vm.new_parameter(Parameter { bound, ..Parameter::from_syntax(Which::TypeVar, &args[0]) })
    }),
    Def::function("typevar_with_constraints", "(name, compute, /)", |vm, args| {
        let constraints = RefCell::new(Lazy::Compute(args[1].clone()));
        vm.new_parameter(Parameter { constraints, ..Parameter::from_syntax(Which::TypeVar, &args[0]) })
    }),
    Def::function("set_typeparam_default", "(parameter, compute, /)", |vm, args| {
        drop(this(vm, &args[0])?.default.replace(Lazy::Compute(args[1].clone())));
        Ok(args[0].clone())
    }),
];
