//! Comparisons (`do_richcompare`).

use std::cmp::Ordering;

use crate::objects::*;
use crate::types::{is_from, native};
use crate::value::{Kind, Ref, Value};
use crate::{PyResult, Vm};

/// A comparison, in the order of `COMPARE_OP`'s argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

impl Comparison {
    /// By the argument of `COMPARE_OP`, shifted (`Py_LT` = 0 …).
    pub fn from_number(number: u32) -> Self {
        [Self::Lt, Self::Le, Self::Eq, Self::Ne, Self::Gt, Self::Ge][(number % 6) as usize]
    }

    /// How it is written.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">="][self as usize]
    }

    /// The one that says the same with the operands exchanged.
    #[must_use]
    pub fn swapped(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            same => same,
        }
    }

    /// Whether it holds between things in this order.
    pub fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Lt => ordering.is_lt(),
            Self::Le => ordering.is_le(),
            Self::Eq => ordering.is_eq(),
            Self::Ne => ordering.is_ne(),
            Self::Gt => ordering.is_gt(),
            Self::Ge => ordering.is_ge(),
        }
    }

    /// Whether it holds between two floats; with a NaN, only `!=` does.
    pub fn holds_partial(self, ordering: Option<Ordering>) -> bool {
        ordering.map_or(self == Self::Ne, |ordering| self.holds(ordering))
    }

    fn method(self, names: &crate::Names) -> &Value {
        match self {
            Self::Lt => &names.lt,
            Self::Le => &names.le,
            Self::Eq => &names.eq,
            Self::Ne => &names.ne,
            Self::Gt => &names.gt,
            Self::Ge => &names.ge,
        }
    }
}

impl Vm {
    /// `left < right` and so on: any object may come out.
    pub fn compare(&mut self, op: Comparison, left: &Value, right: &Value) -> PyResult {
        if let Some(result) = compare_natively(op, left, right) {
            return Ok(Value::bool(result));
        }
        self.enter_recursion(" in comparison")?;
        let result = self.compare_slowly(op, left, right);
        self.leave_recursion();
        result
    }

    fn compare_slowly(&mut self, op: Comparison, left: &Value, right: &Value) -> PyResult {
        let (left_class, right_class) = (self.class_of(left), self.class_of(right));
        if op == Comparison::Eq
            && self.compares_by_identity(&left_class)
            && self.compares_by_identity(&right_class)
        {
            return Ok(Value::bool(left.is(right)));
        }
        let swapped = op.swapped().method(&self.names).clone();
        let mut tried = false;
        if !left_class.is(&right_class)
            && right_class.is_subclass(&left_class)
            && self.lookup(&right_class, &swapped).is_some()
        {
            tried = true;
            if let Some(result) = self.call_special(right, &swapped, std::slice::from_ref(left))?
                && !result.is_not_implemented()
            {
                return Ok(result);
            }
        }
        let method = op.method(&self.names).clone();
        if let Some(result) = self.call_special(left, &method, std::slice::from_ref(right))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        if !tried
            && let Some(result) = self.call_special(right, &swapped, std::slice::from_ref(left))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        match op {
            Comparison::Eq => Ok(Value::bool(left.is(right))),
            Comparison::Ne => Ok(Value::bool(!left.is(right))),
            _ => {
                let (left, right) = (left_class.name(), right_class.name());
                let symbol = op.symbol();
                let message = format!("'{symbol}' not supported between instances of '{left}' and '{right}'");
                Err(self.type_error(message))
            }
        }
    }

    /// Whether `==` of a class is the one of `object`.
    fn compares_by_identity(&mut self, class: &Ref<Class>) -> bool {
        let eq = self.names.eq.clone();
        self.lookup(class, &eq).is_some_and(|eq| is_from(&eq, &self.types.object))
    }

    /// Whether a comparison holds. Unlike [`Vm::equals`] it asks even when both are one object.
    pub fn compare_bool(&mut self, op: Comparison, left: &Value, right: &Value) -> PyResult<bool> {
        if let Some(result) = compare_natively(op, left, right) {
            return Ok(result);
        }
        let result = self.compare(op, left, right)?;
        self.truth(&result)
    }

    /// `left is right or left == right` (`PyObject_RichCompareBool`): what containers mean by equal.
    pub fn equals(&mut self, left: &Value, right: &Value) -> PyResult<bool> {
        if left.is(right) {
            return Ok(true);
        }
        self.compare_bool(Comparison::Eq, left, right)
    }

    /// `isinstance(object, class)`, of one class and without `__instancecheck__`.
    pub fn is_instance(&self, object: &Value, class: &Ref<Class>) -> bool {
        self.class_of(object).is_subclass(class)
    }
}

/// The orders between numbers in which a comparison holds, one bit each, for [`quick_compare`].
pub(crate) const ORDERS: [u8; 6] =
    [LESS, LESS | EQUAL, EQUAL, LESS | GREATER | UNORDERED, GREATER, GREATER | EQUAL];
const LESS: u8 = 1;
const EQUAL: u8 = 2;
const GREATER: u8 = 4;
const UNORDERED: u8 = 8;

/// What the loop tries first, with the comparison as its [`ORDERS`]: two integers, or two floats.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn quick_compare(orders: u8, left: &Value, right: &Value) -> Option<bool> {
    if let (Some(left), Some(right)) = (left.as_int(), right.as_int()) {
        let order = match left.cmp(&right) {
            Ordering::Less => LESS,
            Ordering::Equal => EQUAL,
            Ordering::Greater => GREATER,
        };
        return Some(orders & order != 0);
    }
    if let (Some(left), Some(right)) = (left.as_float(), right.as_float()) {
        let order = match left.partial_cmp(&right) {
            Some(Ordering::Less) => LESS,
            Some(Ordering::Equal) => EQUAL,
            Some(Ordering::Greater) => GREATER,
            None => UNORDERED,
        };
        return Some(orders & order != 0);
    }
    None
}

/// Comparisons of numbers and strings of exactly the built-in types.
#[inline]
fn compare_natively(op: Comparison, left: &Value, right: &Value) -> Option<bool> {
    match (left.kind(), right.kind()) {
        (Kind::Int, Kind::Int) => Some(op.holds(left.as_int()?.cmp(&right.as_int()?))),
        (Kind::Float, Kind::Float) => {
            Some(op.holds_partial(left.as_float()?.partial_cmp(&right.as_float()?)))
        }
        (Kind::Str, Kind::Str) => {
            let (left, right) = (native::<Str>(left)?, native::<Str>(right)?);
            if matches!(op, Comparison::Eq | Comparison::Ne) {
                return Some(left.same_text(right) == (op == Comparison::Eq));
            }
            // The order of WTF-8 bytes is the order of code points.
            Some(op.holds(left.wtf8().as_bytes().cmp(right.wtf8().as_bytes())))
        }
        _ => None,
    }
}
