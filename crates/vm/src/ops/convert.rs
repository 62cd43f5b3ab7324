//! What an object is as a truth value, a hash, a text, an integer.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rustpython_wtf8::Wtf8Buf;
use smallvec::SmallVec;

use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

/// What the loop tries first: the truth of what is most often asked.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn quick_truth(value: &Value) -> Option<bool> {
    match value.kind() {
        Kind::Bool => Some(value.as_bool() == Some(true)),
        Kind::None => Some(false),
        Kind::Int => Some(value.as_int() != Some(0)),
        Kind::List => value.downcast::<List>().map(|list| !list.is_empty()),
        _ => None,
    }
}

impl Vm {
    /// `bool(value)`
    #[inline]
    pub fn truth(&mut self, value: &Value) -> PyResult<bool> {
        match value.kind() {
            Kind::Bool => Ok(value.as_bool() == Some(true)),
            Kind::None => Ok(false),
            Kind::Int => Ok(value.as_int() != Some(0)),
            _ => self.truth_slowly(value),
        }
    }

    fn truth_slowly(&mut self, value: &Value) -> PyResult<bool> {
        match value.kind() {
            Kind::Float => return Ok(value.as_float() != Some(0.0)),
            Kind::Str => return Ok(native::<Str>(value).is_some_and(|text| !text.is_empty())),
            Kind::List => return Ok(native::<List>(value).is_some_and(|list| !list.is_empty())),
            Kind::Dict => return Ok(native::<Dict>(value).is_some_and(|dict| !dict.is_empty())),
            Kind::Tuple => return Ok(native::<Tuple>(value).is_some_and(|tuple| !tuple.items.is_empty())),
            _ => {}
        }
        let (by_bool, by_len) = (self.names.bool.clone(), self.names.len.clone());
        if let Some(result) = self.call_special(value, &by_bool, &[])? {
            return match result.as_bool() {
                Some(result) => Ok(result),
                None => {
                    let class = self.class_of(&result).name();
                    Err(self.type_error(format!("__bool__ should return bool, returned {class}")))
                }
            };
        }
        match self.call_special(value, &by_len, &[])? {
            Some(len) => Ok(self.checked_len(&len)? != 0),
            None => Ok(true),
        }
    }

    /// `hash(value)`
    pub fn hash(&mut self, value: &Value) -> PyResult<i64> {
        match value.kind() {
            Kind::Str => return Ok(native::<Str>(value).map_or(0, Str::hash)),
            Kind::Int => return Ok(crate::hash::int(value.as_int().unwrap_or_default())),
            Kind::Bool => return Ok(value.as_index().unwrap_or_default()),
            Kind::Tuple => {
                let items = native::<Tuple>(value).map_or(&[][..], |tuple| &tuple.items);
                self.enter_recursion("")?;
                let hashes =
                    items.iter().map(|item| self.hash(item)).collect::<PyResult<SmallVec<[i64; 8]>>>();
                self.leave_recursion();
                return Ok(crate::hash::tuple(hashes?.into_iter()));
            }
            _ => {}
        }
        let name = self.names.hash.clone();
        let class = self.class_of(value);
        match self.lookup(&class, &name) {
            Some(method) if !method.is_none() => {
                let result = self.call_special(value, &name, &[])?.unwrap_or_else(Value::none);
                match result.kind() {
                    Kind::Int | Kind::Bool => {
                        Ok(crate::hash::not_minus_one(result.as_index().unwrap_or_default()))
                    }
                    Kind::BigInt => {
                        Ok(native::<BigInteger>(&result).map_or(0, |big| crate::hash::big(&big.0)))
                    }
                    _ => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
            _ => Err(self.type_error(format!("unhashable type: '{}'", class.name()))),
        }
    }

    /// `repr(value)`
    pub fn repr(&mut self, value: &Value) -> PyResult {
        self.enter_recursion(" while getting the repr of an object")?;
        let name = self.names.repr.clone();
        let result = self.call_special(value, &name, &[]);
        self.leave_recursion();
        self.must_be_str(result?, "__repr__")
    }

    /// `str(value)`
    pub fn str_of(&mut self, value: &Value) -> PyResult {
        if value.kind() == Kind::Str {
            return Ok(value.clone());
        }
        self.enter_recursion(" while getting the str of an object")?;
        let name = self.names.str.clone();
        let result = self.call_special(value, &name, &[]);
        self.leave_recursion();
        self.must_be_str(result?, "__str__")
    }

    fn must_be_str(&mut self, result: Option<Value>, method: &str) -> PyResult {
        let result = result.unwrap_or_else(Value::none);
        if native::<Str>(&result).is_some() {
            return Ok(result);
        }
        let class = self.class_of(&result).name();
        Err(self.type_error(format!("{method} returned non-string (type {class})")))
    }

    /// The text of `repr(value)`.
    pub fn repr_text(&mut self, value: &Value) -> PyResult<Wtf8Buf> {
        let repr = self.repr(value)?;
        Ok(native::<Str>(&repr).map(|text| text.wtf8().to_owned()).unwrap_or_default())
    }

    /// The text of `str(value)`.
    pub fn str_text(&mut self, value: &Value) -> PyResult<Wtf8Buf> {
        let text = self.str_of(value)?;
        Ok(native::<Str>(&text).map(|text| text.wtf8().to_owned()).unwrap_or_default())
    }

    /// `format(value, spec)`
    pub fn format(&mut self, value: &Value, spec: &Value) -> PyResult {
        let name = self.names.format.clone();
        let result = self.call_special(value, &name, std::slice::from_ref(spec))?;
        let result = result.unwrap_or_else(Value::none);
        if native::<Str>(&result).is_some() {
            return Ok(result);
        }
        let class = self.class_of(&result).name();
        Err(self.type_error(format!("__format__ must return a str, not {class}")))
    }

    /// An integer of any size, from an `int` or by `__index__` (`PyNumber_Index`).
    pub fn index(&mut self, value: &Value) -> PyResult<BigInt> {
        if let Some(int) = as_big(value) {
            return Ok(int);
        }
        let name = self.names.index.clone();
        match self.call_special(value, &name, &[])? {
            Some(result) => match as_big(&result) {
                Some(int) => Ok(int),
                None => {
                    let class = self.class_of(&result).name();
                    Err(self.type_error(format!("__index__ returned non-int (type {class})")))
                }
            },
            None => {
                let class = self.class_of(value).name();
                Err(self.type_error(format!("'{class}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// An integer that fits 64 bits, from an `int` or by `__index__`; else `OverflowError`
    /// (`PyNumber_AsSsize_t`).
    pub fn index_i64(&mut self, value: &Value) -> PyResult<i64> {
        if let Some(int) = value.as_index() {
            return Ok(int);
        }
        let int = self.index(value)?;
        match int.to_i64() {
            Some(int) => Ok(int),
            None => {
                let class = self.class_of(value).name();
                Err(self
                    .error(Exc::OverflowError, format!("cannot fit '{class}' into an index-sized integer")))
            }
        }
    }
}

/// The number of an `int`, of an instance of a class derived from it, or of a `bool`.
pub(crate) fn as_big(value: &Value) -> Option<BigInt> {
    let value = crate::types::unwrapped(value);
    match value.as_index() {
        Some(small) => Some(small.into()),
        None => value.downcast::<BigInteger>().map(|big| big.0.clone()),
    }
}
