//! The door to the parser library: its tree, and getting rid of it.
//!
//! The library parses sources of any depth on stacks that grow, but leaves a tree that can only be dropped
//! by recursion. So a tree is either lowered, which takes every node apart, or dismantled here.

use std::cell::RefCell;

use ruff_python_ast as ruff;
use ruff_python_ast::token::Token;
use ruff_python_ast::visitor::transformer::{Transformer, walk_expr};
use ruff_python_parser::{Mode, ParseError, ParseOptions, Parsed, UnsupportedSyntaxError, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use crate::limits::{MAX_UNCHECKED_DEPTH, refuse_deep};
use crate::stack::with_stack_for;
use crate::{LineIndex, SyntaxError};

/// What the library makes of a source.
pub(crate) struct Library(Option<Parsed<ruff::Mod>>);

impl Library {
    /// Parses `source`, unless it is so deep that it is refused before.
    pub(crate) fn parse(
        source: &str,
        lines: &LineIndex,
        mode: Mode,
        target: ruff::PythonVersion,
    ) -> Result<Self, SyntaxError> {
        refuse_deep(source, lines)?;
        Ok(Self(Some(parse_unchecked(source, ParseOptions::from(mode).with_target_version(target)))))
    }

    /// Parses a whole file for the sake of its tokens.
    pub(crate) fn tokenize(source: &str, lines: &LineIndex) -> Result<Self, SyntaxError> {
        Self::parse(source, lines, Mode::Module, ruff::PythonVersion::default())
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        self.0.as_ref().map_or(&[], |parsed| parsed.tokens())
    }

    /// What the library refuses.
    pub(crate) fn errors(&self) -> &[ParseError] {
        self.0.as_ref().map_or(&[], Parsed::errors)
    }

    /// What the target release does not know yet.
    pub(crate) fn unsupported(&self) -> &[UnsupportedSyntaxError] {
        self.0.as_ref().map_or(&[], Parsed::unsupported_syntax_errors)
    }

    /// The tree, for lowering.
    pub(crate) fn into_syntax(mut self) -> Option<ruff::Mod> {
        self.0.take().map(Parsed::into_syntax)
    }

    /// Asks `question` of the outermost expression with exactly this range.
    pub(crate) fn find_expr<T>(
        mut self,
        range: TextRange,
        question: impl FnOnce(&ruff::Expr) -> T,
    ) -> Option<T> {
        let parsed = self.0.take()?;
        let mut question = Some(question);
        let mut answer = None;
        take_apart(parsed, |expr| {
            // Parts come after what they are part of.
            if expr.range() == range
                && let Some(question) = question.take()
            {
                answer = Some(question(expr));
            }
        });
        answer
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        if let Some(parsed) = self.0.take() {
            take_apart(parsed, |_| ());
        }
    }
}

fn take_apart(parsed: Parsed<ruff::Mod>, visit: impl FnMut(&ruff::Expr)) {
    with_stack_for(MAX_UNCHECKED_DEPTH, || {
        let detached = Detached::default();
        match parsed.into_syntax() {
            ruff::Mod::Module(mut root) => detached.visit_body(&mut root.body),
            ruff::Mod::Expression(mut root) => detached.visit_expr(&mut root.body),
        }
        detached.dismantle(visit);
    });
}

/// Drops an expression of any depth.
pub(crate) fn dismantle(expr: ruff::Expr) {
    Detached { exprs: RefCell::new(vec![expr]) }.dismantle(|_| ());
}

/// Expressions taken out of what they stood in.
#[derive(Default)]
struct Detached {
    exprs: RefCell<Vec<ruff::Expr>>,
}

impl Detached {
    fn dismantle(self, mut visit: impl FnMut(&ruff::Expr)) {
        loop {
            let next = self.exprs.borrow_mut().pop();
            let Some(mut expr) = next else { return };
            visit(&expr);
            walk_expr(&self, &mut expr);
        }
    }
}

impl Transformer for Detached {
    fn visit_expr(&self, expr: &mut ruff::Expr) {
        self.exprs.borrow_mut().push(take(expr));
    }
}

/// Leaves `None` where an expression was.
pub(crate) fn take(expr: &mut ruff::Expr) -> ruff::Expr {
    std::mem::replace(expr, ruff::Expr::NoneLiteral(ruff::ExprNoneLiteral::default()))
}
