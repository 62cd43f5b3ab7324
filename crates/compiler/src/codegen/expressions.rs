//! Expressions: the dispatch over all of them, and those that need no room of their own.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Conversion, Expr, ExprContext, ExprKind, Operator, UnaryOp};

use super::comprehensions::Element;
use super::coroutines::Awaited;
use super::displays::Display;
use super::names::check_forbidden;
use super::scopes::UnitKind;
use super::statements::attribute_location;
use super::{Codegen, Result, STACK_USE_GUIDELINE};
use crate::symtable::ComprehensionKind;

/// `CALL_INTRINSIC_1`: unary plus.
const INTRINSIC_UNARY_POSITIVE: u32 = 5;

impl<'a> Codegen<'a> {
    pub(super) fn exprs(&mut self, exprs: &'a [Expr]) -> Result {
        exprs.iter().try_for_each(|expr| self.expr(expr))
    }

    /// Emits what leaves the value of `expr` on the stack, or binds or deletes it
    /// (`compiler_visit_expr`).
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Result {
        let location = expr.location;
        match &expr.kind {
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, location),
            ExprKind::NamedExpr { target, value } => {
                self.expr(value)?;
                self.emit_arg(Opcode::COPY, 1, location);
                self.expr(target)
            }
            ExprKind::BinOp { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.emit_arg(Opcode::BINARY_OP, binary_oparg(*op), location);
                Ok(())
            }
            ExprKind::UnaryOp { op, operand } => {
                self.expr(operand)?;
                self.unary_op(*op, location);
                Ok(())
            }
            ExprKind::Lambda { args, body } => self.lambda(expr, args, body),
            ExprKind::IfExp { test, body, orelse } => self.if_exp(test, body, orelse),
            ExprKind::Dict { keys, values } => self.dict(keys, values, location),
            ExprKind::Set { elts } => self.display(Display::Set, elts, 0, None, location),
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expr, ComprehensionKind::List, generators, Element::Value(elt))
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expr, ComprehensionKind::Set, generators, Element::Value(elt))
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expr, ComprehensionKind::Dict, generators, Element::Pair(key, value))
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expr, ComprehensionKind::Generator, generators, Element::Value(elt))
            }
            ExprKind::Await { value } => self.await_expr(value, location),
            ExprKind::Yield { value } => {
                self.check_yield("yield", location)?;
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(location),
                }
                self.yield_value(location);
                Ok(())
            }
            ExprKind::YieldFrom { value } => {
                self.check_yield("yield from", location)?;
                if self.unit.kind == UnitKind::AsyncFunction {
                    return Err(SyntaxError::new("'yield from' inside async function", location));
                }
                self.expr(value)?;
                self.yield_from(location);
                Ok(())
            }
            ExprKind::Compare { left, ops, comparators } => self.compare(left, ops, comparators, location),
            ExprKind::Call { func, args, keywords } => self.call(func, args, keywords, location),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.formatted_value(value, *conversion, format_spec.as_deref(), location)
            }
            ExprKind::JoinedStr { values } => self.joined_str(values, location),
            ExprKind::Constant { value, .. } => {
                self.load_const(value, location);
                Ok(())
            }
            ExprKind::Attribute { value, attr, ctx: ExprContext::Load } => {
                self.load_attribute(expr, value, attr)
            }
            ExprKind::Attribute { value, attr, ctx } => {
                if *ctx == ExprContext::Store {
                    self.note_static_attribute(value, attr);
                }
                self.expr(value)?;
                let at_attr = attribute_location(location, expr, attr);
                if *ctx == ExprContext::Store {
                    check_forbidden(attr, ExprContext::Store, at_attr)?;
                    self.emit_name(Opcode::STORE_ATTR, attr, at_attr);
                } else {
                    self.emit_name(Opcode::DELETE_ATTR, attr, at_attr);
                }
                Ok(())
            }
            ExprKind::Subscript { value, slice, ctx } => self.subscript(value, slice, *ctx, location),
            ExprKind::Starred { ctx: ExprContext::Store, .. } => {
                Err(SyntaxError::new("starred assignment target must be in a list or tuple", location))
            }
            ExprKind::Starred { .. } => Err(SyntaxError::new("can't use starred expression here", location)),
            ExprKind::Name { id, ctx } => self.name_op(id, *ctx, location),
            ExprKind::List { elts, ctx } => self.sequence(elts, *ctx, Display::List, location),
            ExprKind::Tuple { elts, ctx } => self.sequence(elts, *ctx, Display::Tuple, location),
            ExprKind::Slice { lower, upper, step } => {
                self.slice_bounds(lower.as_deref(), upper.as_deref(), location)?;
                let mut count = 2;
                if let Some(step) = step {
                    self.expr(step)?;
                    count = 3;
                }
                self.emit_arg(Opcode::BUILD_SLICE, count, location);
                Ok(())
            }
        }
    }

    fn unary_op(&mut self, op: UnaryOp, location: Location) {
        match op {
            UnaryOp::Invert => self.emit(Opcode::UNARY_INVERT, location),
            UnaryOp::Not => {
                self.emit(Opcode::TO_BOOL, location);
                self.emit(Opcode::UNARY_NOT, location);
            }
            UnaryOp::UAdd => self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_UNARY_POSITIVE, location),
            UnaryOp::USub => self.emit(Opcode::UNARY_NEGATIVE, location),
        }
    }

    fn await_expr(&mut self, value: &'a Expr, location: Location) -> Result {
        if !self.scope().kind.is_function_like() {
            return Err(SyntaxError::new("'await' outside function", location));
        }
        if !matches!(self.unit.kind, UnitKind::AsyncFunction | UnitKind::Comprehension) {
            return Err(SyntaxError::new("'await' outside async function", location));
        }
        self.expr(value)?;
        self.await_value(Awaited::Expression, location);
        Ok(())
    }

    fn check_yield(&self, what: &str, location: Location) -> Result {
        if self.scope().kind.is_function_like() {
            Ok(())
        } else {
            Err(SyntaxError::new(format!("'{what}' outside function"), location))
        }
    }

    /// `value[slice]`; a slice without step goes by its bounds (`compiler_subscript`).
    fn subscript(
        &mut self,
        value: &'a Expr,
        slice: &'a Expr,
        ctx: ExprContext,
        location: Location,
    ) -> Result {
        self.expr(value)?;
        match &slice.kind {
            ExprKind::Slice { lower, upper, step: None } if ctx != ExprContext::Del => {
                self.slice_bounds(lower.as_deref(), upper.as_deref(), slice.location)?;
                let load = ctx == ExprContext::Load;
                self.emit(if load { Opcode::BINARY_SLICE } else { Opcode::STORE_SLICE }, location);
            }
            _ => {
                self.expr(slice)?;
                let opcode = match ctx {
                    ExprContext::Load => Opcode::BINARY_SUBSCR,
                    ExprContext::Store => Opcode::STORE_SUBSCR,
                    ExprContext::Del => Opcode::DELETE_SUBSCR,
                };
                self.emit(opcode, location);
            }
        }
        Ok(())
    }

    /// Pushes both bounds of a slice, None for a missing one.
    pub(super) fn slice_bounds(
        &mut self,
        lower: Option<&'a Expr>,
        upper: Option<&'a Expr>,
        slice: Location,
    ) -> Result {
        for bound in [lower, upper] {
            match bound {
                Some(bound) => self.expr(bound)?,
                None => self.load_none(slice),
            }
        }
        Ok(())
    }

    /// An f-string (`compiler_joined_str`).
    fn joined_str(&mut self, values: &'a [Expr], location: Location) -> Result {
        if values.len() > STACK_USE_GUIDELINE {
            return self.join_list(values, location);
        }
        self.exprs(values)?;
        match values.len() {
            0 => self.load_str("", location),
            1 => {}
            count => self.emit_arg(Opcode::BUILD_STRING, count as u32, location),
        }
        Ok(())
    }

    /// One replacement field (`compiler_formatted_value`).
    fn formatted_value(
        &mut self,
        value: &'a Expr,
        conversion: Conversion,
        format_spec: Option<&'a Expr>,
        location: Location,
    ) -> Result {
        self.expr(value)?;
        let convert = match conversion {
            Conversion::None => None,
            Conversion::Str => Some(1),
            Conversion::Repr => Some(2),
            Conversion::Ascii => Some(3),
        };
        if let Some(convert) = convert {
            self.emit_arg(Opcode::CONVERT_VALUE, convert, location);
        }
        if let Some(format_spec) = format_spec {
            self.expr(format_spec)?;
            self.emit(Opcode::FORMAT_WITH_SPEC, location);
        } else {
            self.emit(Opcode::FORMAT_SIMPLE, location);
        }
        Ok(())
    }
}

/// `BINARY_OP`'s argument for `a op b` (`NB_*` in opcode.h).
pub(super) const fn binary_oparg(op: Operator) -> u32 {
    match op {
        Operator::Add => 0,
        Operator::BitAnd => 1,
        Operator::FloorDiv => 2,
        Operator::LShift => 3,
        Operator::MatMult => 4,
        Operator::Mult => 5,
        Operator::Mod => 6,
        Operator::BitOr => 7,
        Operator::Pow => 8,
        Operator::RShift => 9,
        Operator::Sub => 10,
        Operator::Div => 11,
        Operator::BitXor => 12,
    }
}

/// `BINARY_OP`'s argument for `a op= b` (`NB_INPLACE_*`).
pub(super) const fn inplace_oparg(op: Operator) -> u32 {
    binary_oparg(op) + 13
}
