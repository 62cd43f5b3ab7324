//! Constant folding in the syntax tree (CPython's `ast_opt.c`), before names are resolved.
//!
//! The tree is rewritten in place: operators on constants become constants, tuples of constants become
//! one constant, lists and sets that are only iterated over or searched become tuples and frozensets,
//! `'%s' % (x,)` becomes an f-string, `__debug__` becomes a constant. Children come first. Whatever would
//! raise an exception stays as it is, and so does what would become large. This file walks statements and
//! patterns; the rules are in `expressions`, the arithmetic in `operators` and below.
//!
//! What may surprise: boolean operators, conditional expressions, comparisons and calls are never folded
//! here (the flowgraph removes jumps on constants later). `not a is b` becomes `a is not b` *with the
//! position of the comparison*; every other replacement keeps the position of what it replaces.

mod complex;
mod expressions;
mod float;
mod format;
pub(crate) mod frozen_set;
mod integer;
mod number;
mod operators;
mod sequence;

use std::mem;

use bytescope_bytecode::{Constant, Location};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{
    Arg, Arguments, ExceptHandler, Expr, ExprKind, FunctionDef, MatchCase, Mod, Pattern, PatternKind, Stmt,
    StmtKind, Try, TypeParam, TypeParamKind,
};

use crate::future::{FutureFeatures, starts_with_docstring};
use crate::recursion::Depth;

type Result = std::result::Result<(), SyntaxError>;

/// Folds a program in place (`_PyAST_Optimize`).
///
/// # Errors
/// Only for trees too deep to walk.
pub fn fold(module: &mut Mod, optimize: u8, future: &FutureFeatures) -> Result {
    let mut folder = Folder {
        debug: optimize == 0,
        future_annotations: future.annotations(),
        depth: Depth::default(),
        nans: 0,
    };
    match module {
        Mod::Module { body } => folder.body(body),
        Mod::Interactive { body } => folder.statements(body),
        Mod::Expression { body } => folder.visit_expr(body),
    }
}

struct Folder {
    /// The value of `__debug__`.
    debug: bool,
    /// Annotations will be kept as text, as they were written.
    future_annotations: bool,
    depth: Depth,
    /// How many NaNs were computed: see [`crate::nan`].
    nans: u64,
}

impl Folder {
    /// A body that may start with a docstring. A string that only folding made is none, so it is hidden in
    /// an f-string (`astfold_body`).
    fn body(&mut self, body: &mut [Stmt]) -> Result {
        let docstring = starts_with_docstring(body);
        self.statements(body)?;
        if !docstring
            && starts_with_docstring(body)
            && let Some(Stmt { kind: StmtKind::Expr { value }, location }) = body.first_mut()
        {
            let nothing = Expr { kind: constant(Constant::None), location: *location };
            let folded = mem::replace(&mut **value, nothing);
            value.kind = ExprKind::JoinedStr { values: vec![folded] };
        }
        Ok(())
    }

    fn statements(&mut self, statements: &mut [Stmt]) -> Result {
        statements.iter_mut().try_for_each(|statement| self.visit_stmt(statement))
    }

    fn visit_stmt(&mut self, statement: &mut Stmt) -> Result {
        self.depth.enter()?;
        self.statement(statement)?;
        self.depth.leave();
        Ok(())
    }

    fn statement(&mut self, statement: &mut Stmt) -> Result {
        match &mut statement.kind {
            StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => self.function(function),
            StmtKind::ClassDef(class) => {
                self.type_params(&mut class.type_params)?;
                self.visit_exprs(&mut class.bases)?;
                self.visit_keywords(&mut class.keywords)?;
                self.body(&mut class.body)?;
                self.visit_exprs(&mut class.decorator_list)
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                self.visit_expr(name)?;
                self.type_params(type_params)?;
                self.visit_expr(value)
            }
            StmtKind::Return { value } => self.visit_optional(value.as_deref_mut()),
            StmtKind::Delete { targets } => self.visit_exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.visit_exprs(targets)?;
                self.visit_expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.visit_expr(target)?;
                self.visit_expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.visit_expr(target)?;
                self.annotation(Some(annotation))?;
                self.visit_optional(value.as_deref_mut())
            }
            StmtKind::For(node) => {
                self.visit_expr(&mut node.target)?;
                self.visit_expr(&mut node.iter)?;
                self.statements(&mut node.body)?;
                self.statements(&mut node.orelse)?;
                expressions::fold_iterable(&mut node.iter);
                Ok(())
            }
            StmtKind::AsyncFor(node) => {
                self.visit_expr(&mut node.target)?;
                self.visit_expr(&mut node.iter)?;
                self.statements(&mut node.body)?;
                self.statements(&mut node.orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.visit_expr(test)?;
                self.statements(body)?;
                self.statements(orelse)
            }
            StmtKind::With { items, body } | StmtKind::AsyncWith { items, body } => {
                for item in items {
                    self.visit_expr(&mut item.context_expr)?;
                    self.visit_optional(item.optional_vars.as_mut())?;
                }
                self.statements(body)
            }
            StmtKind::Match { subject, cases } => {
                self.visit_expr(subject)?;
                for MatchCase { pattern, guard, body } in cases {
                    self.visit_pattern(pattern)?;
                    self.visit_optional(guard.as_mut())?;
                    self.statements(body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.visit_optional(exc.as_deref_mut())?;
                self.visit_optional(cause.as_deref_mut())
            }
            StmtKind::Try(node) | StmtKind::TryStar(node) => {
                let Try { body, handlers, orelse, finalbody } = &mut **node;
                self.statements(body)?;
                for ExceptHandler { type_, body, .. } in handlers {
                    self.visit_optional(type_.as_mut())?;
                    self.statements(body)?;
                }
                self.statements(orelse)?;
                self.statements(finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.visit_expr(test)?;
                self.visit_optional(msg.as_deref_mut())
            }
            StmtKind::Expr { value } => self.visit_expr(value),
            StmtKind::Import { .. }
            | StmtKind::ImportFrom { .. }
            | StmtKind::Global { .. }
            | StmtKind::Nonlocal { .. }
            | StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue => Ok(()),
        }
    }

    fn function(&mut self, function: &mut FunctionDef) -> Result {
        self.type_params(&mut function.type_params)?;
        self.arguments(&mut function.args)?;
        self.body(&mut function.body)?;
        self.visit_exprs(&mut function.decorator_list)?;
        self.annotation(function.returns.as_mut())
    }

    fn arguments(&mut self, args: &mut Arguments) -> Result {
        let plain = args.posonlyargs.iter_mut().chain(&mut args.args).chain(&mut args.kwonlyargs);
        let starred = args.vararg.iter_mut().chain(&mut args.kwarg).map(|arg| &mut **arg);
        for Arg { annotation, .. } in plain.chain(starred) {
            self.annotation(annotation.as_mut())?;
        }
        args.kw_defaults.iter_mut().flatten().try_for_each(|default| self.visit_expr(default))?;
        self.visit_exprs(&mut args.defaults)
    }

    fn annotation(&mut self, annotation: Option<&mut Expr>) -> Result {
        if self.future_annotations { Ok(()) } else { self.visit_optional(annotation) }
    }

    fn type_params(&mut self, type_params: &mut [TypeParam]) -> Result {
        for param in type_params {
            self.depth.enter()?;
            match &mut param.kind {
                TypeParamKind::TypeVar { bound, default_value, .. } => {
                    self.visit_optional(bound.as_deref_mut())?;
                    self.visit_optional(default_value.as_deref_mut())?;
                }
                TypeParamKind::ParamSpec { default_value, .. }
                | TypeParamKind::TypeVarTuple { default_value, .. } => {
                    self.visit_optional(default_value.as_deref_mut())?;
                }
            }
            self.depth.leave();
        }
        Ok(())
    }

    fn visit_patterns(&mut self, patterns: &mut [Pattern]) -> Result {
        patterns.iter_mut().try_for_each(|pattern| self.visit_pattern(pattern))
    }

    fn visit_pattern(&mut self, pattern: &mut Pattern) -> Result {
        self.depth.enter()?;
        match &mut pattern.kind {
            PatternKind::MatchValue { value } => self.visit_expr(value)?,
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                self.visit_patterns(patterns)?;
            }
            PatternKind::MatchMapping { keys, patterns, .. } => {
                self.visit_exprs(keys)?;
                self.visit_patterns(patterns)?;
            }
            PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
                self.visit_expr(cls)?;
                self.visit_patterns(patterns)?;
                self.visit_patterns(kwd_patterns)?;
            }
            PatternKind::MatchAs { pattern: Some(pattern), .. } => self.visit_pattern(pattern)?,
            PatternKind::MatchSingleton { .. }
            | PatternKind::MatchStar { .. }
            | PatternKind::MatchAs { .. } => {}
        }
        self.depth.leave();
        Ok(())
    }
}

/// A constant as an expression.
fn constant(value: Constant) -> ExprKind {
    ExprKind::Constant { value, u_prefix: false }
}

/// A constant that stands nowhere in the source.
fn unplaced(value: Constant) -> Expr {
    Expr { kind: constant(value), location: Location::NONE }
}
