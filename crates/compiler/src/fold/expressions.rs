//! Folding of expressions: which nodes can become something simpler, and what.

use bytescope_bytecode::Constant;
use bytescope_syntax::ast::{CmpOp, Comprehension, Expr, ExprContext, ExprKind, Keyword, Operator, UnaryOp};

use crate::nan;

use super::{Folder, Result, constant, format, frozen_set, operators, sequence};

impl Folder {
    pub(super) fn visit_exprs(&mut self, expressions: &mut [Expr]) -> Result {
        expressions.iter_mut().try_for_each(|expression| self.visit_expr(expression))
    }

    pub(super) fn visit_optional(&mut self, expression: Option<&mut Expr>) -> Result {
        expression.map_or(Ok(()), |expression| self.visit_expr(expression))
    }

    pub(super) fn visit_keywords(&mut self, keywords: &mut [Keyword]) -> Result {
        keywords.iter_mut().try_for_each(|keyword| self.visit_expr(&mut keyword.value))
    }

    pub(super) fn visit_expr(&mut self, expression: &mut Expr) -> Result {
        self.depth.enter()?;
        self.expression(expression)?;
        self.depth.leave();
        Ok(())
    }

    fn expression(&mut self, expression: &mut Expr) -> Result {
        match &mut expression.kind {
            ExprKind::Constant { .. } => {}
            ExprKind::Name { id, ctx } => {
                if *ctx == ExprContext::Load && &**id == "__debug__" {
                    expression.kind = constant(Constant::Bool(self.debug));
                }
            }
            ExprKind::Attribute { value, .. }
            | ExprKind::Starred { value, .. }
            | ExprKind::Await { value }
            | ExprKind::YieldFrom { value }
            // The target of `:=` is a name.
            | ExprKind::NamedExpr { value, .. } => self.visit_expr(value)?,
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr { values } => self.visit_exprs(values)?,
            ExprKind::BinOp { left, right, .. } => {
                self.visit_expr(left)?;
                self.visit_expr(right)?;
                fold_binary(expression);
                self.number_nan(expression);
            }
            ExprKind::UnaryOp { operand, .. } => {
                self.visit_expr(operand)?;
                fold_unary(expression);
            }
            ExprKind::Lambda { args, body } => {
                self.arguments(args)?;
                self.visit_expr(body)?;
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.visit_expr(test)?;
                self.visit_expr(body)?;
                self.visit_expr(orelse)?;
            }
            ExprKind::Dict { keys, values } => {
                keys.iter_mut().flatten().try_for_each(|key| self.visit_expr(key))?;
                self.visit_exprs(values)?;
            }
            ExprKind::Set { elts } | ExprKind::List { elts, .. } => self.visit_exprs(elts)?,
            ExprKind::Tuple { elts, ctx } => {
                self.visit_exprs(elts)?;
                if *ctx == ExprContext::Load
                    && let Some(items) = constants(elts)
                {
                    expression.kind = constant(Constant::Tuple(items.into()));
                }
            }
            ExprKind::ListComp { elt, generators }
            | ExprKind::SetComp { elt, generators }
            | ExprKind::GeneratorExp { elt, generators } => {
                self.visit_expr(elt)?;
                self.comprehensions(generators)?;
            }
            ExprKind::DictComp { key, value, generators } => {
                self.visit_expr(key)?;
                self.visit_expr(value)?;
                self.comprehensions(generators)?;
            }
            ExprKind::Yield { value } => self.visit_optional(value.as_deref_mut())?,
            ExprKind::Compare { left, ops, comparators } => {
                self.visit_expr(left)?;
                self.visit_exprs(comparators)?;
                // Only the last: the value of an inner one is used twice.
                if let (Some(CmpOp::In | CmpOp::NotIn), Some(container)) = (ops.last(), comparators.last_mut()) {
                    fold_iterable(container);
                }
            }
            ExprKind::Call { func, args, keywords } => {
                self.visit_expr(func)?;
                self.visit_exprs(args)?;
                self.visit_keywords(keywords)?;
            }
            ExprKind::FormattedValue { value, format_spec, .. } => {
                self.visit_expr(value)?;
                self.visit_optional(format_spec.as_deref_mut())?;
            }
            ExprKind::Subscript { value, slice, ctx } => {
                self.visit_expr(value)?;
                self.visit_expr(slice)?;
                if *ctx == ExprContext::Load
                    && let (Some(container), Some(index)) = (value_of(value), value_of(slice))
                    && let Some(item) = sequence::item(container, index)
                {
                    expression.kind = constant(item);
                }
            }
            ExprKind::Slice { lower, upper, step } => {
                self.visit_optional(lower.as_deref_mut())?;
                self.visit_optional(upper.as_deref_mut())?;
                self.visit_optional(step.as_deref_mut())?;
            }
        }
        Ok(())
    }

    /// Tells a NaN just computed from every other.
    fn number_nan(&mut self, expression: &mut Expr) {
        if let ExprKind::Constant { value, .. } = &mut expression.kind
            && matches!(value, Constant::Float(_) | Constant::Complex { .. })
            && nan::has_nan(value)
        {
            self.nans += 1;
            nan::mark(value, self.nans);
        }
    }

    fn comprehensions(&mut self, generators: &mut [Comprehension]) -> Result {
        for Comprehension { target, iter, ifs, .. } in generators {
            self.visit_expr(target)?;
            self.visit_expr(iter)?;
            self.visit_exprs(ifs)?;
            fold_iterable(iter);
        }
        Ok(())
    }
}

/// The value of a constant.
fn value_of(expression: &Expr) -> Option<&Constant> {
    match &expression.kind {
        ExprKind::Constant { value, .. } => Some(value),
        _ => None,
    }
}

/// The values of expressions that are all constants.
fn constants(expressions: &[Expr]) -> Option<Vec<Constant>> {
    if !expressions.iter().all(|expression| value_of(expression).is_some()) {
        return None;
    }
    expressions.iter().map(|expression| value_of(expression).cloned()).collect()
}

/// An operator on two constants, or `'…' % (…, …)` (`fold_binop`).
fn fold_binary(expression: &mut Expr) {
    let ExprKind::BinOp { left, op, right } = &mut expression.kind else { return };
    let Some(left) = value_of(left) else { return };
    if let Some(right) = value_of(right) {
        if let Some(value) = operators::binary(*op, left, right) {
            expression.kind = constant(value);
        }
    } else if let (Operator::Mod, Constant::Str(text), ExprKind::Tuple { elts, .. }) =
        (*op, left, &mut right.kind)
        && !has_starred(elts)
        && let Some(values) = format::rewrite(text, elts)
    {
        expression.kind = ExprKind::JoinedStr { values };
    }
}

/// An operator on a constant, or `not` before a comparison that has an opposite (`fold_unaryop`). `==` and
/// the like have none: classes may define them as they please.
fn fold_unary(expression: &mut Expr) {
    let ExprKind::UnaryOp { op, operand } = &mut expression.kind else { return };
    match &mut operand.kind {
        ExprKind::Constant { value, .. } => {
            if let Some(value) = operators::unary(*op, value) {
                expression.kind = constant(value);
            }
        }
        ExprKind::Compare { ops, .. } if *op == UnaryOp::Not => {
            let [comparison] = &mut ops[..] else { return };
            *comparison = match comparison {
                CmpOp::Is => CmpOp::IsNot,
                CmpOp::IsNot => CmpOp::Is,
                CmpOp::In => CmpOp::NotIn,
                CmpOp::NotIn => CmpOp::In,
                CmpOp::Eq | CmpOp::NotEq | CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => return,
            };
            let location = operand.location;
            let kind = std::mem::replace(&mut operand.kind, constant(Constant::None));
            *expression = Expr { kind, location };
        }
        _ => {}
    }
}

/// A display that is only iterated over or searched (`fold_iter`).
pub(super) fn fold_iterable(iterable: &mut Expr) {
    match &mut iterable.kind {
        ExprKind::List { elts, ctx } if !has_starred(elts) => {
            iterable.kind = match constants(elts) {
                Some(items) => constant(Constant::Tuple(items.into())),
                None => ExprKind::Tuple { elts: std::mem::take(elts), ctx: *ctx },
            };
        }
        ExprKind::Set { elts } => {
            if let Some(items) = constants(elts) {
                iterable.kind = constant(Constant::FrozenSet(frozen_set::distinct(items).into()));
            }
        }
        _ => {}
    }
}

fn has_starred(expressions: &[Expr]) -> bool {
    expressions.iter().any(|expression| matches!(expression.kind, ExprKind::Starred { .. }))
}
