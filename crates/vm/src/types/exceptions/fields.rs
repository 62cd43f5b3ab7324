//! What each built-in class makes of its arguments: the attributes beside `args`.

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

use super::{os_error, set_field};

/// Attributes that can be given by keyword, with their places.
fn keywords_of(class: Exc) -> &'static [(&'static str, usize)] {
    match class {
        Exc::ImportError | Exc::ModuleNotFoundError => &[("name", 1), ("path", 2), ("name_from", 3)],
        Exc::AttributeError => &[("name", 0), ("obj", 1)],
        Exc::NameError | Exc::UnboundLocalError => &[("name", 0)],
        _ => &[],
    }
}

impl Vm {
    /// Sets the attributes that the exception's built-in class makes of the arguments.
    pub(crate) fn fill_fields(
        &mut self,
        exception: &Exception,
        args: &[Value],
        keywords: &[(Value, Value)],
    ) -> PyResult<()> {
        let class = exception.class.borrow().clone();
        if class.slots.borrow().is_empty() && keywords.is_empty() {
            return Ok(());
        }
        let built_in = self.built_in_exception(&class);
        self.fill_keywords(exception, built_in, keywords)?;
        match built_in {
            Exc::SystemExit => {
                let code = match args {
                    [] => None,
                    [code] => Some(code.clone()),
                    _ => Some(self.tuple(args.to_vec())),
                };
                set_field(exception, 0, code);
            }
            Exc::StopIteration => set_field(exception, 0, args.first().cloned()),
            Exc::ImportError | Exc::ModuleNotFoundError => {
                let message = if args.len() == 1 { args.first().cloned() } else { None };
                set_field(exception, 0, message);
            }
            Exc::SyntaxError | Exc::IndentationError | Exc::TabError => self.fill_syntax(exception, args)?,
            Exc::UnicodeDecodeError => self.fill_unicode(exception, args, &ENCODED)?,
            Exc::UnicodeEncodeError => self.fill_unicode(exception, args, &DECODED)?,
            Exc::UnicodeTranslateError => self.fill_unicode(exception, args, &TRANSLATED)?,
            _ if class.is_subclass(self.exception_class(Exc::OSError)) => {
                os_error::fill(self, exception, args, built_in);
            }
            _ => {}
        }
        Ok(())
    }

    fn fill_keywords(
        &mut self,
        exception: &Exception,
        built_in: Exc,
        keywords: &[(Value, Value)],
    ) -> PyResult<()> {
        let known = keywords_of(built_in);
        for (name, value) in keywords {
            let text = self.text(name);
            match known.iter().find(|(known, _)| *known == text) {
                Some((_, place)) => set_field(exception, *place, Some(value.clone())),
                None if known.is_empty() => {
                    let class = exception.class.borrow().name();
                    return Err(self.type_error(format!("{class}() takes no keyword arguments")));
                }
                None => {
                    let class = match built_in {
                        Exc::AttributeError => "AttributeError",
                        Exc::NameError | Exc::UnboundLocalError => "NameError",
                        _ => "ImportError",
                    };
                    let message = format!("{class}() got an unexpected keyword argument '{text}'");
                    return Err(self.type_error(message));
                }
            }
        }
        Ok(())
    }

    fn fill_syntax(&mut self, exception: &Exception, args: &[Value]) -> PyResult<()> {
        set_field(exception, 0, args.first().cloned());
        let [_, details] = args else { return Ok(()) };
        let details = self.collect(details)?;
        match details.len() {
            4 | 6 => {}
            5 => {
                return Err(self.type_error("end_offset must be provided when end_lineno is provided"));
            }
            given if given < 4 => {
                return Err(self.type_error(format!("function takes at least 4 arguments ({given} given)")));
            }
            given => {
                return Err(self.type_error(format!("function takes at most 6 arguments ({given} given)")));
            }
        }
        for (index, value) in details.into_iter().enumerate() {
            set_field(exception, index + 1, Some(value));
        }
        Ok(())
    }

    /// The arguments of the Unicode errors, each with its place and its type.
    fn fill_unicode(
        &mut self,
        exception: &Exception,
        args: &[Value],
        wanted: &[(usize, Wanted)],
    ) -> PyResult<()> {
        if args.len() != wanted.len() {
            let (wanted, given) = (wanted.len(), args.len());
            let message = format!("function takes exactly {wanted} arguments ({given} given)");
            return Err(self.type_error(message));
        }
        for (number, (value, (place, wanted))) in args.iter().zip(wanted).enumerate() {
            let value = match wanted {
                Wanted::Str if native::<Str>(value).is_none() => {
                    let class = self.class_of(value).name();
                    let number = number + 1;
                    return Err(self.type_error(format!("argument {number} must be str, not {class}")));
                }
                Wanted::Int => Value::int(self.index_i64(value)?),
                Wanted::Bytes if value.kind() != Kind::Bytes => {
                    let bytes = self.types.bytes.value().clone();
                    self.call(&bytes, [value.clone()])?
                }
                _ => value.clone(),
            };
            set_field(exception, *place, Some(value));
        }
        Ok(())
    }
}

#[derive(Clone, Copy, Debug)]
enum Wanted {
    Str,
    Bytes,
    Int,
}

const ENCODED: [(usize, Wanted); 5] =
    [(0, Wanted::Str), (1, Wanted::Bytes), (2, Wanted::Int), (3, Wanted::Int), (4, Wanted::Str)];
const DECODED: [(usize, Wanted); 5] =
    [(0, Wanted::Str), (1, Wanted::Str), (2, Wanted::Int), (3, Wanted::Int), (4, Wanted::Str)];
const TRANSLATED: [(usize, Wanted); 4] =
    [(1, Wanted::Str), (2, Wanted::Int), (3, Wanted::Int), (4, Wanted::Str)];

/// `__init__` of the classes with attributes of their own.
fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let values = args.rest(1).to_vec();
    let keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    super::base::set_args(vm, exception, values.clone());
    vm.fill_fields(exception, &values, &keywords)?;
    Ok(Value::none())
}

pub(super) fn install(vm: &mut Vm) {
    for class in [
        Exc::SystemExit,
        Exc::StopIteration,
        Exc::ImportError,
        Exc::SyntaxError,
        Exc::AttributeError,
        Exc::NameError,
        Exc::UnicodeDecodeError,
        Exc::UnicodeEncodeError,
        Exc::UnicodeTranslateError,
    ] {
        let class = vm.exception_class(class).clone();
        vm.define(&class, &[Def::wrapper("__init__", "($self, /, *args, **kwargs)", init)]);
    }
}
