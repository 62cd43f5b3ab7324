//! Operators (`Objects/abstract.c`).

use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Value};
use crate::{PyResult, Vm};

macro_rules! binary_ops {
    ($($name:ident $symbol:literal $method:ident $reflected:ident $in_place:ident;)*) => {
        /// A binary operator, in the order of `BINARY_OP`'s argument.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are CPython's own")]
        pub enum BinaryOp {
            $($name,)*
        }

        const BINARY_OPS: &[BinaryOp] = &[$(BinaryOp::$name,)*];

        impl BinaryOp {
            /// By the argument of `BINARY_OP`, and whether it is the in-place form.
            pub fn from_number(number: u32) -> (Self, bool) {
                let count = BINARY_OPS.len();
                (BINARY_OPS[number as usize % count], number as usize >= count)
            }

            /// How it is written.
            pub fn symbol(self) -> &'static str {
                match self {
                    $(Self::$name => $symbol,)*
                }
            }

            /// Names of the method, the reflected method and the in-place method.
            fn methods(self, names: &crate::Names) -> (&Value, &Value, &Value) {
                match self {
                    $(Self::$name => (&names.$method, &names.$reflected, &names.$in_place),)*
                }
            }
        }
    };
}

binary_ops! {
    Add "+" add radd iadd;
    And "&" and rand iand;
    FloorDivide "//" floordiv rfloordiv ifloordiv;
    LeftShift "<<" lshift rlshift ilshift;
    MatrixMultiply "@" matmul rmatmul imatmul;
    Multiply "*" mul rmul imul;
    Remainder "%" mod_ rmod imod;
    Or "|" or ror ior;
    Power "**" pow rpow ipow;
    RightShift ">>" rshift rrshift irshift;
    Subtract "-" sub rsub isub;
    TrueDivide "/" truediv rtruediv itruediv;
    Xor "^" xor rxor ixor;
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `-`
    Negative,
    /// `+`
    Positive,
    /// `~`
    Invert,
}

impl Vm {
    /// `left op right`, or `left op= right`.
    #[inline]
    pub fn binary(&mut self, op: BinaryOp, in_place: bool, left: &Value, right: &Value) -> PyResult {
        match binary_natively(op, left, right) {
            Some(result) => Ok(result),
            None => self.binary_slowly(op, in_place, left, right),
        }
    }

    #[inline(never)]
    fn binary_slowly(&mut self, op: BinaryOp, in_place: bool, left: &Value, right: &Value) -> PyResult {
        let (method, reflected, in_place_method) = op.methods(&self.names);
        let (method, reflected, in_place_method) =
            (method.clone(), reflected.clone(), in_place_method.clone());
        if in_place
            && let Some(result) = self.call_special(left, &in_place_method, std::slice::from_ref(right))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        let (left_class, right_class) = (self.class_of(left), self.class_of(right));
        let differ = !left_class.is(&right_class);
        let mut tried = false;
        if differ && right_class.is_subclass(&left_class) {
            // A derived class that overrides the reflected method goes first.
            let own = self.lookup(&right_class, &reflected);
            let inherited = self.lookup(&left_class, &reflected);
            if let Some(own) = own
                && !inherited.is_some_and(|inherited| inherited.is(&own))
            {
                tried = true;
                if let Some(result) = self.call_special(right, &reflected, std::slice::from_ref(left))?
                    && !result.is_not_implemented()
                {
                    return Ok(result);
                }
            }
        }
        if let Some(result) = self.call_special(left, &method, std::slice::from_ref(right))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        if differ
            && !tried
            && let Some(result) = self.call_special(right, &reflected, std::slice::from_ref(left))?
            && !result.is_not_implemented()
        {
            return Ok(result);
        }
        Err(self.unsupported(op, in_place, left, right))
    }

    #[cold]
    fn unsupported(&mut self, op: BinaryOp, in_place: bool, left: &Value, right: &Value) -> crate::Raised {
        let (left_class, right_class) = (self.class_of(left).name(), self.class_of(right).name());
        // Sequences say in their own words what they do not add or repeat, and use their own names.
        let (left, right) = (crate::types::unwrapped(left), crate::types::unwrapped(right));
        let message = match (op, left.kind()) {
            (BinaryOp::Add, Kind::Str | Kind::List | Kind::Tuple) => {
                let sequence = self.class_of(left).name();
                format!("can only concatenate {sequence} (not \"{right_class}\") to {sequence}")
            }
            (BinaryOp::Add, Kind::Bytes | Kind::ByteArray) => {
                format!("can't concat {right_class} to {left_class}")
            }
            (BinaryOp::Multiply, Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray) => {
                format!("can't multiply sequence by non-int of type '{right_class}'")
            }
            (BinaryOp::Multiply, _)
                if matches!(
                    right.kind(),
                    Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray
                ) =>
            {
                format!("can't multiply sequence by non-int of type '{left_class}'")
            }
            (BinaryOp::Power, _) if !in_place => {
                format!("unsupported operand type(s) for ** or pow(): '{left_class}' and '{right_class}'")
            }
            _ => {
                let equals = if in_place { "=" } else { "" };
                let symbol = op.symbol();
                // `print >> file, text`, as it was in Python 2.
                let is_old_print = op == BinaryOp::RightShift
                    && !in_place
                    && left.downcast::<Native>().is_some_and(|function| function.name == "print");
                let hint = if is_old_print {
                    ". Did you mean \"print(<message>, file=<output_stream>)\"?"
                } else {
                    ""
                };
                format!(
                    "unsupported operand type(s) for {symbol}{equals}: '{left_class}' and '{right_class}'{hint}"
                )
            }
        };
        self.type_error(message)
    }

    /// `left + right`, or `left += right`, where `left` is a string: one that nobody else holds grows in place.
    pub(crate) fn concatenate(&mut self, in_place: bool, mut left: Value, right: &Value) -> PyResult {
        if let (Some(text), Some(more)) = (left.downcast::<Str>(), right.downcast::<Str>()) {
            self.check_memory(text.wtf8().len() + more.wtf8().len())?;
            if !text.is_empty()
                && let Some(text) = left.unshared::<Str>()
            {
                text.push(more);
                return Ok(left);
            }
        }
        self.binary(BinaryOp::Add, in_place, &left, right)
    }

    /// `-value` and so on.
    pub fn unary(&mut self, op: UnaryOp, value: &Value) -> PyResult {
        match (op, value.kind()) {
            (UnaryOp::Negative, Kind::Int) => {
                if let Some(result) = value.as_int().and_then(i64::checked_neg) {
                    return Ok(Value::int(result));
                }
            }
            (UnaryOp::Negative, Kind::Float) => return Ok(Value::float(-value.as_float().unwrap_or(0.0))),
            _ => {}
        }
        let (name, symbol) = match op {
            UnaryOp::Negative => (self.names.neg.clone(), "-"),
            UnaryOp::Positive => (self.names.pos.clone(), "+"),
            UnaryOp::Invert => (self.names.invert.clone(), "~"),
        };
        match self.call_special(value, &name, &[])? {
            Some(result) => Ok(result),
            None => {
                let class = self.class_of(value).name();
                Err(self.type_error(format!("bad operand type for unary {symbol}: '{class}'")))
            }
        }
    }
}

/// What is tried first, with the operator by its number: two integers, or two floats.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn arithmetic(number: u8, left: &Value, right: &Value) -> Option<Value> {
    const ADD: u8 = BinaryOp::Add as u8;
    const SUBTRACT: u8 = BinaryOp::Subtract as u8;
    const MULTIPLY: u8 = BinaryOp::Multiply as u8;
    if let (Some(left), Some(right)) = (left.as_int(), right.as_int()) {
        return Some(Value::int(match number {
            ADD => left.checked_add(right)?,
            SUBTRACT => left.checked_sub(right)?,
            MULTIPLY => left.checked_mul(right)?,
            _ => return integer_arithmetic(number, left, right),
        }));
    }
    if let (Some(left), Some(right)) = (left.as_float(), right.as_float()) {
        return match float_arithmetic(number, left, right) {
            None if number == BinaryOp::TrueDivide as u8 && right != 0.0 => Some(Value::float(left / right)),
            result => result.map(Value::float),
        };
    }
    None
}

/// [`arithmetic`] whose result takes the place of `left`; says whether it could be done. A float that nothing else
/// refers to becomes the result, as in CPython; an integer never does: the result is made before its operands go, and
/// `id()` shows that.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn arithmetic_onto(number: u8, left: &mut Value, right: &Value) -> bool {
    if let (Some(a), Some(b)) = (left.as_float(), right.as_float())
        && let Some(result) = float_arithmetic(number, a, b)
    {
        left.set_float(result);
        return true;
    }
    let Some(result) = arithmetic(number, left, right) else { return false };
    *left = result;
    true
}

/// What CPython specialises for floats.
#[inline(always)]
#[allow(clippy::inline_always, reason = "part of `arithmetic`")]
fn float_arithmetic(number: u8, left: f64, right: f64) -> Option<f64> {
    const ADD: u8 = BinaryOp::Add as u8;
    const SUBTRACT: u8 = BinaryOp::Subtract as u8;
    const MULTIPLY: u8 = BinaryOp::Multiply as u8;
    match number {
        ADD => Some(left + right),
        SUBTRACT => Some(left - right),
        MULTIPLY => Some(left * right),
        _ => None,
    }
}

fn integer_arithmetic(number: u8, left: i64, right: i64) -> Option<Value> {
    Some(Value::int(match BINARY_OPS[number as usize] {
        BinaryOp::And => left & right,
        BinaryOp::Or => left | right,
        BinaryOp::Xor => left ^ right,
        BinaryOp::FloorDivide if right > 0 => left.div_euclid(right),
        BinaryOp::Remainder if right > 0 => left.rem_euclid(right),
        BinaryOp::RightShift if (0..64).contains(&right) => left >> right,
        BinaryOp::LeftShift if (0..32).contains(&right) && left.unsigned_abs() < 1 << 31 => left << right,
        BinaryOp::TrueDivide if right != 0 => return Some(Value::float(exact(left)? / exact(right)?)),
        _ => return None,
    }))
}

/// Operators on numbers of exactly the built-in types whose result is certain and small, and on strings.
#[inline]
fn binary_natively(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    match (left.kind(), right.kind()) {
        (Kind::Int, Kind::Int) => arithmetic(op as u8, left, right),
        (Kind::Float, Kind::Float) => float(op, left.as_float()?, right.as_float()?),
        (Kind::Float, Kind::Int) => float(op, left.as_float()?, exact(right.as_int()?)?),
        (Kind::Int, Kind::Float) => float(op, exact(left.as_int()?)?, right.as_float()?),
        (Kind::Str, Kind::Str) if op == BinaryOp::Add => {
            let (left_text, right_text) = (native::<Str>(left)?, native::<Str>(right)?);
            if left_text.is_empty() {
                return Some(right.clone());
            }
            if right_text.is_empty() {
                return Some(left.clone());
            }
            let mut text = left_text.wtf8().to_owned();
            text.push_wtf8(right_text.wtf8());
            Some(Value::new(Str::new(text)))
        }
        _ => None,
    }
}

/// An integer that a float holds exactly, as one.
#[inline]
fn exact(int: i64) -> Option<f64> {
    (int.unsigned_abs() <= 1 << 53).then_some(int as f64)
}

#[inline]
fn float(op: BinaryOp, left: f64, right: f64) -> Option<Value> {
    Some(Value::float(match op {
        BinaryOp::Add => left + right,
        BinaryOp::Subtract => left - right,
        BinaryOp::Multiply => left * right,
        BinaryOp::TrueDivide if right != 0.0 => left / right,
        _ => return None,
    }))
}
