//! Arguments to parameters of Python functions, and the words for what does not fit (`initialize_locals`).

use smallvec::SmallVec;

use bytescope_bytecode::CodeFlags;

use crate::call::Arguments;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Raised, Vm};

type Slots = SmallVec<[Option<Value>; 8]>;

impl Vm {
    /// The values of all parameters, in the order of the fast slots.
    pub(super) fn bind_arguments(
        &mut self,
        function: &Ref<Function>,
        code: &Ref<Code>,
        arguments: Arguments,
    ) -> PyResult<Slots> {
        let object = &code.object;
        let positional = object.argcount as usize;
        let all = positional + object.kwonlyargcount as usize;
        let mut slots = Slots::from_elem(None, all);
        let given = arguments.positional.len();
        let mut rest = arguments.positional.into_iter();
        for (slot, value) in slots.iter_mut().zip(rest.by_ref().take(positional)) {
            *slot = Some(value);
        }
        let rest: Vec<Value> = rest.collect();
        let takes_keywords = object.flags.contains(CodeFlags::VARKEYWORDS);
        let keywords = Dict::default();
        let mut misplaced = Vec::new();
        let mut by_name = 0;
        for (name, value) in arguments.keywords {
            let name = self.intern_value(&name);
            let names = &code.locals[..all];
            let place = names.iter().skip(object.posonlyargcount as usize).position(|known| known.is(&name));
            match place.map(|place| place + object.posonlyargcount as usize) {
                Some(place) if slots[place].is_some() => {
                    let (function, name) = (self.text(&function.qualname.borrow()), self.text(&name));
                    let message = format!("{function}() got multiple values for argument '{name}'");
                    return Err(self.type_error(message));
                }
                Some(place) => {
                    by_name += usize::from(place >= positional);
                    slots[place] = Some(value);
                }
                None if takes_keywords => self.dict_set(&keywords, name, value)?,
                None => misplaced.push(name),
            }
        }
        if !misplaced.is_empty() {
            return Err(self.unexpected_keywords(function, code, &misplaced));
        }
        if !rest.is_empty() && !object.flags.contains(CodeFlags::VARARGS) {
            return Err(self.too_many_positional(function, code, given, by_name, &slots));
        }
        let defaults = function.defaults.borrow().clone();
        let defaults = defaults.downcast::<Tuple>().map_or(&[][..], |defaults| &defaults.items);
        let first_default = positional - defaults.len().min(positional);
        let mut missing = Vec::new();
        for place in 0..positional {
            if slots[place].is_none() {
                if place >= first_default {
                    slots[place] = defaults.get(place - first_default).cloned();
                } else {
                    missing.push(place);
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing(function, code, "positional", &missing));
        }
        if all > positional {
            let kwdefaults = function.kwdefaults.borrow().clone();
            for place in positional..all {
                if slots[place].is_none() {
                    let default = crate::types::native::<Dict>(&kwdefaults)
                        .and_then(|defaults| defaults.get_str(&code.locals[place]));
                    match default {
                        Some(default) => slots[place] = Some(default),
                        None => missing.push(place),
                    }
                }
            }
            if !missing.is_empty() {
                return Err(self.missing(function, code, "keyword-only", &missing));
            }
        }
        if object.flags.contains(CodeFlags::VARARGS) {
            slots.push(Some(self.tuple(rest)));
        }
        if takes_keywords {
            slots.push(Some(Value::new(keywords)));
        }
        Ok(slots)
    }

    #[cold]
    fn unexpected_keywords(&mut self, function: &Ref<Function>, code: &Ref<Code>, names: &[Value]) -> Raised {
        let qualname = self.text(&function.qualname.borrow());
        let positional_only = &code.locals[..code.object.posonlyargcount as usize];
        let misused: Vec<String> = positional_only
            .iter()
            .filter(|known| names.iter().any(|name| name.is(known)))
            .map(|name| self.text(name))
            .collect();
        if !misused.is_empty() {
            let message = format!(
                "{qualname}() got some positional-only arguments passed as keyword arguments: '{}'",
                misused.join(", ")
            );
            return self.type_error(message);
        }
        let wrong = self.text(&names[0]);
        let all = (code.object.argcount + code.object.kwonlyargcount) as usize;
        let known: Vec<String> = code.locals[code.object.posonlyargcount as usize..all]
            .iter()
            .map(|name| self.text(name))
            .collect();
        let hint = match super::report::closest(&wrong, &known) {
            Some(close) => format!(". Did you mean '{close}'?"),
            None => String::new(),
        };
        self.type_error(format!("{qualname}() got an unexpected keyword argument '{wrong}'{hint}"))
    }

    #[cold]
    fn too_many_positional(
        &mut self,
        function: &Ref<Function>,
        code: &Ref<Code>,
        given: usize,
        by_name: usize,
        slots: &Slots,
    ) -> Raised {
        let qualname = self.text(&function.qualname.borrow());
        let positional = code.object.argcount as usize;
        let defaults =
            function.defaults.borrow().downcast::<Tuple>().map_or(0, |defaults| defaults.items.len());
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {positional}", positional - defaults), true)
        } else {
            (positional.to_string(), positional != 1)
        };
        let named = slots[positional..].iter().flatten().count().min(by_name);
        let extra = if named > 0 {
            format!(
                " positional argument{} (and {named} keyword-only argument{})",
                if given == 1 { "" } else { "s" },
                if named == 1 { "" } else { "s" }
            )
        } else {
            String::new()
        };
        let was = if given == 1 && named == 0 { "was" } else { "were" };
        let plural = if plural { "s" } else { "" };
        self.type_error(format!(
            "{qualname}() takes {takes} positional argument{plural} but {given}{extra} {was} given"
        ))
    }

    #[cold]
    fn missing(
        &mut self,
        function: &Ref<Function>,
        code: &Ref<Code>,
        kind: &str,
        places: &[usize],
    ) -> Raised {
        let qualname = self.text(&function.qualname.borrow());
        let names: Vec<String> =
            places.iter().map(|place| format!("'{}'", self.text(&code.locals[*place]))).collect();
        let list = match &names[..] {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [most @ .., last] => format!("{}, and {last}", most.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let count = names.len();
        self.type_error(format!("{qualname}() missing {count} required {kind} argument{plural}: {list}"))
    }
}
