//! Operators on constants, as Python defines them. Nothing is given where Python would raise an exception
//! and where the result might be large (`safe_multiply` and its like in `ast_opt.c`).

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::{Operator, UnaryOp};
use num_traits::Zero;

use super::number::Number;
use super::{complex, float, integer, sequence};

/// `left op right`
pub(super) fn binary(op: Operator, left: &Constant, right: &Constant) -> Option<Constant> {
    match (left, op, right) {
        (_, Operator::MatMult, _) | (Constant::Str(_) | Constant::Bytes(_), Operator::Mod, _) => None,
        (Constant::Bool(left), Operator::BitAnd, Constant::Bool(right)) => Some(Constant::Bool(left & right)),
        (Constant::Bool(left), Operator::BitOr, Constant::Bool(right)) => Some(Constant::Bool(left | right)),
        (Constant::Bool(left), Operator::BitXor, Constant::Bool(right)) => Some(Constant::Bool(left ^ right)),
        (_, Operator::Add, _) if sequence::is_sequence(left) => sequence::concatenate(left, right),
        (_, Operator::Mult, _) if sequence::is_sequence(left) => sequence::repeat(left, right),
        (_, Operator::Mult, _) if sequence::is_sequence(right) => sequence::repeat(right, left),
        _ => match (Number::of(left)?, Number::of(right)?) {
            (Number::Int(left), Number::Int(right)) => integer::binary(op, &left, &right),
            (left @ Number::Complex(_), right) | (left, right @ Number::Complex(_)) => {
                complex::binary(op, left.to_complex()?, right.to_complex()?)
            }
            (left, right) => float::binary(op, left.to_float()?, right.to_float()?),
        },
    }
}

/// `op operand`
pub(super) fn unary(op: UnaryOp, operand: &Constant) -> Option<Constant> {
    if op == UnaryOp::Not {
        return Some(Constant::Bool(!is_true(operand)));
    }
    match (op, Number::of(operand)?) {
        (UnaryOp::Invert, Number::Int(value)) => Some(Constant::Int(!value.into_owned())),
        (UnaryOp::USub, Number::Int(value)) => Some(Constant::Int(-value.into_owned())),
        (UnaryOp::UAdd, Number::Int(value)) => Some(Constant::Int(value.into_owned())),
        (UnaryOp::USub, Number::Float(value)) => Some(Constant::Float(-value)),
        (UnaryOp::USub, Number::Complex(value)) => {
            Some(Constant::Complex { real: -value.real, imag: -value.imag })
        }
        (UnaryOp::UAdd, Number::Float(_) | Number::Complex(_)) => Some(operand.clone()),
        _ => None,
    }
}

fn is_true(value: &Constant) -> bool {
    match value {
        Constant::None => false,
        Constant::Ellipsis | Constant::Slice(_) | Constant::Code(_) => true,
        Constant::Bool(value) => *value,
        Constant::Int(value) => !value.is_zero(),
        Constant::Float(value) => *value != 0.0,
        Constant::Complex { real, imag } => *real != 0.0 || *imag != 0.0,
        Constant::Str(value) => !value.is_empty(),
        Constant::Bytes(value) => !value.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
    }
}
