//! Arguments on their way to the parameters of native functions.
//!
//! A native function has a signature in Python's notation, `($self, object, /, *, key=None)`. It receives one
//! slot for each parameter; a slot is empty when an optional argument was not given, `*args` is a tuple and
//! `**kwargs` a dict. What does not fit is refused here, in CPython's words, which depend on the convention
//! that CPython's own implementation uses: no parameter, one, positional ones only, or with keywords.

use std::ops::Index;

use smallvec::SmallVec;

use crate::objects::{Dict, Native, NativeKind, Tuple};
use crate::value::{Payload, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

/// The arguments of a call.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// By position.
    pub positional: SmallVec<[Value; 6]>,
    /// By name, in the order of the call; the names are strings.
    pub keywords: Vec<(Value, Value)>,
}

impl Arguments {
    /// Arguments by position only.
    pub fn positional(values: impl IntoIterator<Item = Value>) -> Self {
        Self { positional: values.into_iter().collect(), keywords: Vec::new() }
    }
}

impl<const N: usize> From<[Value; N]> for Arguments {
    fn from(values: [Value; N]) -> Self {
        Self::positional(values)
    }
}

impl From<Vec<Value>> for Arguments {
    fn from(values: Vec<Value>) -> Self {
        Self::positional(values)
    }
}

/// The slots of a native function's parameters.
#[derive(Debug)]
pub struct Args<'a> {
    slots: &'a mut [Option<Value>],
}

impl<'a> Args<'a> {
    pub(crate) fn new(slots: &'a mut [Option<Value>]) -> Self {
        Self { slots }
    }

    /// The argument of a parameter, if it was given.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&Value> {
        self.slots.get(index)?.as_ref()
    }

    /// The argument of a parameter, unless it was not given or is `None`.
    pub fn some(&self, index: usize) -> Option<&Value> {
        self.get(index).filter(|value| !value.is_none())
    }

    /// Takes an argument out.
    #[inline]
    pub fn take(&mut self, index: usize) -> Option<Value> {
        self.slots.get_mut(index)?.take()
    }

    /// Takes the argument of a required parameter out.
    pub fn take_required(&mut self, index: usize) -> Value {
        self.take(index).unwrap_or_else(Value::none)
    }

    /// The items of a `*args` parameter.
    pub fn rest(&self, index: usize) -> &[Value] {
        self.get(index).and_then(|value| value.downcast::<Tuple>()).map_or(&[], |tuple| &tuple.items)
    }

    /// The dictionary of a `**kwargs` parameter.
    pub fn named(&self, index: usize) -> Option<&Ref<Dict>> {
        self.get(index).and_then(Ref::of)
    }
}

/// The argument of a required parameter, which the call made sure of.
impl Index<usize> for Args<'_> {
    type Output = Value;

    #[inline]
    #[allow(
        clippy::expect_used,
        reason = "a signature that does not match its function is a mistake in this crate"
    )]
    fn index(&self, index: usize) -> &Value {
        self.slots[index].as_ref().expect("the signature says that this argument is required")
    }
}

/// A signature that was read.
#[derive(Debug)]
pub struct Parameters {
    /// All but `*args` and `**kwargs`, in order.
    list: Vec<Parameter>,
    positional_only: usize,
    /// Those that may be given by position.
    positional: usize,
    required_positional: usize,
    var_positional: bool,
    var_keyword: bool,
    /// Whether the first is the object that a method was reached through.
    pub(crate) has_self: bool,
    /// All may be given by position, and there is no `*args` and no `**kwargs`.
    is_plain: bool,
}

#[derive(Debug)]
struct Parameter {
    name: &'static str,
    is_required: bool,
}

impl Parameters {
    fn read(signature: &'static str) -> Self {
        let inside = signature.trim().trim_start_matches('(').trim_end_matches(')');
        let mut read = Self {
            list: Vec::new(),
            positional_only: 0,
            positional: 0,
            required_positional: 0,
            var_positional: false,
            var_keyword: false,
            has_self: signature.starts_with("($"),
            is_plain: false,
        };
        let mut keyword_only = false;
        for part in split_parameters(inside) {
            match part {
                "/" => read.positional_only = read.list.len(),
                "*" => keyword_only = true,
                _ if part.starts_with("**") => read.var_keyword = true,
                _ if part.starts_with('*') => {
                    read.var_positional = true;
                    keyword_only = true;
                }
                _ => {
                    let (name, default) = part.split_once('=').map_or((part, None), |(n, d)| (n, Some(d)));
                    let is_required = default.is_none();
                    read.list.push(Parameter { name: name.trim_start_matches('$'), is_required });
                    if !keyword_only {
                        read.positional += 1;
                        read.required_positional += usize::from(is_required);
                    }
                }
            }
        }
        read.is_plain = !read.var_positional && !read.var_keyword && read.positional == read.list.len();
        read
    }

    /// Whether this many arguments by position are one for each parameter, perhaps but the last.
    #[inline]
    pub(crate) fn fits(&self, given: usize) -> bool {
        self.is_plain && given >= self.required_positional && given <= self.positional
    }

    /// Number of slots.
    #[inline]
    pub(crate) fn slots(&self) -> usize {
        self.list.len() + usize::from(self.var_positional) + usize::from(self.var_keyword)
    }
}

/// Splits at commas that are not inside brackets or quotes of a default.
fn split_parameters(text: &'static str) -> impl Iterator<Item = &'static str> {
    let mut depth = 0;
    let mut quoted = false;
    text.split(move |char: char| {
        match char {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '\'' => quoted = !quoted,
            _ => {}
        }
        char == ',' && depth == 0 && !quoted
    })
    .map(str::trim)
    .filter(|part| !part.is_empty())
}

impl Native {
    /// What its signature says.
    #[inline]
    pub(crate) fn parameters(&self) -> &Parameters {
        self.parameters.get_or_init(|| Parameters::read(self.signature))
    }
}

type Slots = SmallVec<[Option<Value>; 6]>;

impl Vm {
    /// Calls a native function. `arguments` do not include what it is bound to.
    pub fn call_native(&mut self, native: &Native, mut arguments: Arguments) -> PyResult {
        if let Some(this) = &native.this
            && native.parameters().has_self
        {
            arguments.positional.insert(0, this.clone());
        }
        self.call_native_with_self(native, arguments)
    }

    /// Calls a native function whose first argument, if it has a self, is among the arguments.
    pub(crate) fn call_native_with_self(&mut self, native: &Native, arguments: Arguments) -> PyResult {
        let parameters = native.parameters();
        if arguments.keywords.is_empty() && parameters.fits(arguments.positional.len()) {
            self.check_self(native, &arguments)?;
            let mut slots: Slots = arguments.positional.into_iter().map(Some).collect();
            slots.resize(parameters.slots(), None);
            return (native.function)(self, Args::new(&mut slots));
        }
        self.check_self(native, &arguments)?;
        let mut slots = self.bind_native(native, parameters, arguments)?;
        (native.function)(self, Args::new(&mut slots))
    }

    /// Calls a special method that was found in the class of `object`, if the arguments are one for each of its
    /// few parameters.
    pub(crate) fn call_native_special(
        &mut self,
        native: &Ref<Native>,
        object: &Value,
        arguments: &[Value],
    ) -> Option<PyResult> {
        const MOST: usize = 4;
        let parameters = native.parameters();
        if !parameters.fits(1 + arguments.len()) || parameters.slots() > MOST {
            return None;
        }
        let mut slots = [const { None }; MOST];
        slots[0] = Some(object.clone());
        for (slot, argument) in slots[1..].iter_mut().zip(arguments) {
            *slot = Some(argument.clone());
        }
        Some((native.function)(self, Args::new(&mut slots[..parameters.slots()])))
    }

    /// A method reached through its class must get an instance of it.
    fn check_self(&mut self, native: &Native, arguments: &Arguments) -> PyResult<()> {
        if !matches!(native.kind, NativeKind::Method | NativeKind::Wrapper) {
            return Ok(());
        }
        let Some(class) = &native.class else { return Ok(()) };
        match arguments.positional.first() {
            Some(this) if self.class_of(this).is_subclass(class) => Ok(()),
            Some(this) => {
                let this = self.class_of(this).name();
                let message = if native.kind == NativeKind::Wrapper {
                    format!(
                        "descriptor '{}' requires a '{}' object but received a '{this}'",
                        native.name,
                        class.name()
                    )
                } else {
                    format!(
                        "descriptor '{}' for '{}' objects doesn't apply to a '{this}' object",
                        native.name,
                        class.name()
                    )
                };
                Err(self.type_error(message))
            }
            None if native.kind == NativeKind::Wrapper => {
                let message =
                    format!("descriptor '{}' of '{}' object needs an argument", native.name, class.name());
                Err(self.type_error(message))
            }
            None => Err(self.type_error(format!(
                "unbound method {}.{}() needs an argument",
                class.short_name(),
                native.name
            ))),
        }
    }

    #[inline(never)]
    fn bind_native(
        &mut self,
        native: &Native,
        parameters: &Parameters,
        arguments: Arguments,
    ) -> PyResult<Slots> {
        let hidden = hidden_parameters(native);
        let mut slots = Slots::from_elem(None, parameters.list.len());
        let given = arguments.positional.len();
        let mut positional = arguments.positional.into_iter();
        for (slot, value) in slots.iter_mut().zip(positional.by_ref().take(parameters.positional)) {
            *slot = Some(value);
        }
        let rest: Vec<Value> = positional.collect();
        if !rest.is_empty() && !parameters.var_positional {
            return Err(self.wrong_count(native, parameters, given - hidden, hidden));
        }
        let keywords = Dict::default();
        for (name, value) in arguments.keywords {
            let text = self.text(&name);
            let has_self = hidden > 0 || native.signature.starts_with("(self");
            let unnamed = parameters.positional_only.max(usize::from(has_self));
            let mut named = parameters.list.iter().skip(unnamed);
            let place = named.position(|parameter| parameter.name == text).filter(|_| !text.is_empty());
            match place.map(|place| place + unnamed) {
                Some(place) if slots[place].is_some() => {
                    let message = format!(
                        "argument for {}() given by name ('{text}') and position ({})",
                        shown_name(native),
                        place + 1 - hidden
                    );
                    return Err(self.type_error(message));
                }
                Some(place) => slots[place] = Some(value),
                None if parameters.var_keyword => drop(keywords.set_str(&name, value)),
                None => return Err(self.unexpected_keyword(native, parameters, hidden, &text)),
            }
        }
        for (place, parameter) in parameters.list.iter().enumerate() {
            if parameter.is_required && slots[place].is_none() {
                if place < parameters.positional_only
                    || given <= hidden
                        && parameters.required_positional <= hidden + 1
                        && parameters.positional == parameters.list.len()
                        && parameters.positional_only == parameters.list.len()
                {
                    return Err(self.wrong_count(native, parameters, given.saturating_sub(hidden), hidden));
                }
                let message = format!(
                    "{}() missing required argument '{}' (pos {})",
                    shown_name(native),
                    parameter.name,
                    place + 1 - hidden
                );
                return Err(self.type_error(message));
            }
        }
        if parameters.var_positional {
            slots.push(Some(self.tuple(rest)));
        }
        if parameters.var_keyword {
            slots.push(Some(Value::new(keywords)));
        }
        Ok(slots)
    }

    fn unexpected_keyword(
        &mut self,
        native: &Native,
        parameters: &Parameters,
        hidden: usize,
        name: &str,
    ) -> Raised {
        let qualified = self.native_name(native);
        if parameters.list.len() == parameters.positional_only || parameters.list.len() == hidden {
            return self.type_error(format!("{qualified}() takes no keyword arguments"));
        }
        let from = parameters.positional_only.max(hidden);
        let known: Vec<String> = parameters.list.iter().skip(from).map(|one| one.name.to_string()).collect();
        let hint = match crate::interpreter::closest(name, &known) {
            Some(close) => format!(". Did you mean '{close}'?"),
            None => String::new(),
        };
        self.type_error(format!("{}() got an unexpected keyword argument '{name}'{hint}", shown_name(native)))
    }

    /// `list.append` for methods, `len` for built-in functions, `math.sqrt` for those of other modules.
    fn native_name(&self, native: &Native) -> String {
        match &native.class {
            Some(_) if native.name == NEW => shown_name(native),
            Some(_) if let Some(class) = native.this.as_ref().and_then(Ref::<crate::objects::Class>::of) => {
                format!("{}.{}", class.qualname.borrow(), native.name)
            }
            Some(class) => format!("{}.{}", class.short_name(), native.name),
            None => match self.text(&native.module).as_str() {
                "" | "builtins" => native.name.to_owned(),
                module => format!("{module}.{}", native.name),
            },
        }
    }

    fn wrong_count(
        &mut self,
        native: &Native,
        parameters: &Parameters,
        given: usize,
        hidden: usize,
    ) -> Raised {
        let least = parameters.required_positional - hidden;
        let most = parameters.positional - hidden;
        let by_position_only = parameters.positional_only == parameters.list.len();
        let qualified = self.native_name(native);
        let message = match (least, most) {
            _ if native.kind == NativeKind::Wrapper => {
                let plural = if least == 1 { "" } else { "s" };
                format!("expected {least} argument{plural}, got {given}")
            }
            (0, 0) if by_position_only || parameters.list.len() == hidden => {
                format!("{qualified}() takes no arguments ({given} given)")
            }
            (1, 1) if by_position_only => format!("{qualified}() takes exactly one argument ({given} given)"),
            _ if by_position_only => {
                let (limit, word) = if least == most {
                    (least, "")
                } else if given < least {
                    (least, "at least ")
                } else {
                    (most, "at most ")
                };
                let plural = if limit == 1 { "" } else { "s" };
                format!("{} expected {word}{limit} argument{plural}, got {given}", shown_name(native))
            }
            (_, 0) => format!("{}() takes no positional arguments", shown_name(native)),
            _ => {
                let (limit, word) = if least == most { (most, "exactly") } else { (most, "at most") };
                let kind = if most < parameters.list.len() - hidden { "positional " } else { "" };
                let plural = if limit == 1 { "" } else { "s" };
                let name = shown_name(native);
                format!("{name}() takes {word} {limit} {kind}argument{plural} ({given} given)")
            }
        };
        self.type_error(message)
    }

    /// The payload of `self` in a native method: of the object itself, or of the built-in object inside an
    /// instance of a derived class.
    pub fn native<'v, T: Payload>(&mut self, value: &'v Value) -> PyResult<&'v T> {
        match crate::types::native(value) {
            Some(payload) => Ok(payload),
            None => {
                let class = self.class_of(value).name();
                Err(self.error(Exc::TypeError, format!("unexpected '{class}' object")))
            }
        }
    }
}

/// The static method that makes objects: its first parameter is the class, and errors show the class's name.
const NEW: &str = "__new__";

/// How many parameters are not written at the call: `self`, or the class of `__new__`.
fn hidden_parameters(native: &Native) -> usize {
    usize::from(native.signature.starts_with("($") || native.name == NEW)
}

/// The name that errors show.
fn shown_name(native: &Native) -> String {
    match &native.class {
        Some(class) if native.name == NEW => class.short_name().to_string(),
        _ => native.name.to_owned(),
    }
}
