//! Statements: the dispatch over all of them, and those that need no room of their own.

use bytescope_bytecode::{Constant, Location, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, ExprContext, ExprKind, Operator, Stmt, StmtKind};

use super::expressions::{binary_oparg, inplace_oparg};
use super::names::check_forbidden;
use super::{Codegen, Result};
use crate::unparse::unparse;

/// `CALL_INTRINSIC_1`: prints what was typed at the prompt.
const INTRINSIC_PRINT: u32 = 1;

impl<'a> Codegen<'a> {
    pub(super) fn statements(&mut self, statements: &'a [Stmt]) -> Result {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &'a Stmt) -> Result {
        let location = statement.location;
        match &statement.kind {
            StmtKind::FunctionDef(node) => self.function_def(statement, node, false),
            StmtKind::AsyncFunctionDef(node) => self.function_def(statement, node, true),
            StmtKind::ClassDef(node) => self.class_def(statement, node),
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(statement, name, type_params, value)
            }
            StmtKind::Return { value } => self.return_statement(value.as_deref(), location),
            StmtKind::Delete { targets } => self.exprs(targets),
            StmtKind::Assign { targets, value } => self.assign(targets, value, location),
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, location),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.ann_assign(target, annotation, value.as_deref(), *simple, location)
            }
            StmtKind::For(node) => self.for_loop(node, location),
            StmtKind::AsyncFor(node) => self.async_for_loop(node, location),
            StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse, location),
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse),
            StmtKind::With { items, body } => self.with_statement(items, body),
            StmtKind::AsyncWith { items, body } => self.async_with_statement(items, body, location),
            StmtKind::Match { subject, cases } => self.match_statement(subject, cases),
            StmtKind::Raise { exc, cause } => {
                let operands = exc.iter().chain(cause);
                let count = operands.clone().count() as u32;
                operands.into_iter().try_for_each(|operand| self.expr(operand))?;
                self.emit_arg(Opcode::RAISE_VARARGS, count, location);
                Ok(())
            }
            StmtKind::Try(node) => self.try_statement(node, false, location),
            StmtKind::TryStar(node) => self.try_statement(node, true, location),
            StmtKind::Assert { test, msg } => self.assert_statement(test, msg.as_deref(), location),
            StmtKind::Import { names } => self.import(names, location),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module.as_ref(), names, *level, location)
            }
            StmtKind::Global { .. } | StmtKind::Nonlocal { .. } => Ok(()),
            StmtKind::Expr { value } => self.expr_statement(value, location),
            StmtKind::Pass => {
                self.emit(Opcode::NOP, location);
                Ok(())
            }
            StmtKind::Break => self.break_statement(location),
            StmtKind::Continue => self.continue_statement(location),
        }
    }

    fn assign(&mut self, targets: &'a [Expr], value: &'a Expr, location: Location) -> Result {
        self.expr(value)?;
        for (index, target) in targets.iter().enumerate() {
            if index + 1 < targets.len() {
                self.emit_arg(Opcode::COPY, 1, location);
            }
            self.expr(target)?;
        }
        Ok(())
    }

    /// `target op= value`: what the target needs is evaluated once and kept under the value
    /// (`compiler_augassign`).
    fn aug_assign(&mut self, target: &'a Expr, op: Operator, value: &'a Expr, statement: Location) -> Result {
        let at = target.location;
        match &target.kind {
            ExprKind::Attribute { value: object, attr, .. } => {
                self.expr(object)?;
                self.emit_arg(Opcode::COPY, 1, at);
                let index = self.name_index(attr);
                let at_attr = attribute_location(at, target, attr);
                self.emit_arg(Opcode::LOAD_ATTR, index << 1, at_attr);
                self.inplace(op, value, statement)?;
                self.emit_arg(Opcode::SWAP, 2, at_attr);
                self.emit_name(Opcode::STORE_ATTR, attr, at_attr);
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                self.expr(object)?;
                if let ExprKind::Slice { lower, upper, step: None } = &slice.kind {
                    self.slice_bounds(lower.as_deref(), upper.as_deref(), slice.location)?;
                    for _ in 0..3 {
                        self.emit_arg(Opcode::COPY, 3, at);
                    }
                    self.emit(Opcode::BINARY_SLICE, at);
                    self.inplace(op, value, statement)?;
                    for depth in [4, 3, 2] {
                        self.emit_arg(Opcode::SWAP, depth, at);
                    }
                    self.emit(Opcode::STORE_SLICE, at);
                } else {
                    self.expr(slice)?;
                    self.emit_arg(Opcode::COPY, 2, at);
                    self.emit_arg(Opcode::COPY, 2, at);
                    self.emit(Opcode::BINARY_SUBSCR, at);
                    self.inplace(op, value, statement)?;
                    self.emit_arg(Opcode::SWAP, 3, at);
                    self.emit_arg(Opcode::SWAP, 2, at);
                    self.emit(Opcode::STORE_SUBSCR, at);
                }
            }
            ExprKind::Name { id, .. } => {
                self.load_name(id, at)?;
                self.inplace(op, value, statement)?;
                self.store_name(id, at)?;
            }
            _ => return Err(SyntaxError::new("illegal expression for augmented assignment", at)),
        }
        Ok(())
    }

    fn inplace(&mut self, op: Operator, value: &'a Expr, statement: Location) -> Result {
        self.expr(value)?;
        self.emit_arg(Opcode::BINARY_OP, inplace_oparg(op), statement);
        Ok(())
    }

    /// `target: annotation = value` (`compiler_annassign`). The annotation is evaluated last, and only
    /// in modules and classes.
    fn ann_assign(
        &mut self,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
        location: Location,
    ) -> Result {
        if let Some(value) = value {
            self.expr(value)?;
            self.expr(target)?;
        }
        match &target.kind {
            ExprKind::Name { id, .. } => {
                check_forbidden(id, ExprContext::Store, location)?;
                if simple && self.evaluates_annotations() {
                    if self.future.annotations() {
                        self.annotation_text(annotation)?;
                    } else {
                        self.expr(annotation)?;
                    }
                    self.emit_name(Opcode::LOAD_NAME, &"__annotations__".into(), location);
                    let name = self.mangled(id);
                    self.load_str(&name, location);
                    self.emit(Opcode::STORE_SUBSCR, location);
                }
            }
            ExprKind::Attribute { value: object, attr, .. } => {
                check_forbidden(attr, ExprContext::Store, location)?;
                if value.is_none() {
                    self.evaluate_and_drop(object)?;
                }
            }
            ExprKind::Subscript { value: object, slice, .. } => {
                if value.is_none() {
                    self.evaluate_and_drop(object)?;
                    self.evaluate_subscript(slice)?;
                }
            }
            _ => return Err(SyntaxError::new("illegal target for annotation", target.location)),
        }
        if !simple && !self.future.annotations() && self.evaluates_annotations() {
            self.evaluate_and_drop(annotation)?;
        }
        Ok(())
    }

    /// Under `from __future__ import annotations` an annotation is its source, as a string.
    pub(super) fn annotation_text(&mut self, annotation: &Expr) -> Result {
        let text = unparse(annotation)?;
        self.load_const(&Constant::Str(text), annotation.location);
        Ok(())
    }

    /// Evaluates an expression only to see it fail if it must (`check_ann_expr`).
    fn evaluate_and_drop(&mut self, expr: &'a Expr) -> Result {
        self.expr(expr)?;
        self.emit(Opcode::POP_TOP, expr.location);
        Ok(())
    }

    /// The same for everything inside a subscript (`check_ann_subscr`).
    fn evaluate_subscript(&mut self, slice: &'a Expr) -> Result {
        match &slice.kind {
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().try_for_each(|bound| self.evaluate_and_drop(bound))
            }
            ExprKind::Tuple { elts, .. } => elts.iter().try_for_each(|elt| self.evaluate_subscript(elt)),
            _ => self.evaluate_and_drop(slice),
        }
    }

    fn assert_statement(&mut self, test: &'a Expr, msg: Option<&'a Expr>, location: Location) -> Result {
        if self.options.optimize > 0 {
            return Ok(());
        }
        let end = self.new_label();
        self.jump_if(test, end, true)?;
        self.emit(Opcode::LOAD_ASSERTION_ERROR, location);
        if let Some(msg) = msg {
            self.expr(msg)?;
            self.emit_arg(Opcode::CALL, 0, location);
        }
        self.emit_arg(Opcode::RAISE_VARARGS, 1, test.location);
        self.use_label(end);
        Ok(())
    }

    /// An expression on a line of its own; at the prompt its value is printed (`compiler_stmt_expr`).
    fn expr_statement(&mut self, value: &'a Expr, location: Location) -> Result {
        if self.interactive && self.outer.is_empty() {
            self.expr(value)?;
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_PRINT, location);
            self.emit(Opcode::POP_TOP, Location::NONE);
        } else if matches!(value.kind, ExprKind::Constant { .. }) {
            self.emit(Opcode::NOP, location);
        } else {
            self.expr(value)?;
            self.emit(Opcode::POP_TOP, Location::NONE);
        }
        Ok(())
    }
}

/// The place of an attribute access that spans lines: from the attribute's name on
/// (`update_start_location_to_match_attr`).
///
/// CPython counts the name's characters, not its bytes, back from the end; so do we.
pub(super) fn attribute_location(mut location: Location, attribute: &Expr, attr: &str) -> Location {
    let end = attribute.location;
    if location.lineno != end.end_lineno {
        location.lineno = end.end_lineno;
        let length = attr.chars().count() as i32;
        if length <= end.end_col_offset {
            location.col_offset = end.end_col_offset - length;
        } else {
            location.col_offset = -1;
            location.end_col_offset = -1;
        }
        location.end_lineno = location.end_lineno.max(location.lineno);
        if location.lineno == location.end_lineno {
            location.end_col_offset = location.end_col_offset.max(location.col_offset);
        }
    }
    location
}

/// The oparg of `BINARY_OP` for a plain operator, re-exported for patterns.
pub(super) const SUBTRACT: u32 = binary_oparg(Operator::Sub);
