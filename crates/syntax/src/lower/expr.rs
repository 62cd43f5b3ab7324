//! Expressions.

use bytescope_bytecode::Constant;
use ruff_python_ast as ruff;
use ruff_text_size::Ranged;

use super::{Lowering, MAX_DEPTH, constant, literal};
use crate::ast::{Arguments, BoolOp, CmpOp, Comprehension, Expr, ExprContext, ExprKind, Operator, UnaryOp};
use crate::library::dismantle;

impl Lowering<'_> {
    pub(super) fn boxed(&mut self, expr: Box<ruff::Expr>) -> Box<Expr> {
        let expr = unbox(expr);
        Box::new(self.expr(expr))
    }

    pub(super) fn opt_boxed(&mut self, expr: Option<Box<ruff::Expr>>) -> Option<Box<Expr>> {
        expr.map(|expr| self.boxed(expr))
    }

    pub(super) fn exprs(&mut self, exprs: impl IntoIterator<Item = ruff::Expr>) -> Vec<Expr> {
        exprs.into_iter().map(|expr| self.expr(expr)).collect()
    }

    pub(crate) fn expr(&mut self, expr: ruff::Expr) -> Expr {
        if self.depth >= MAX_DEPTH {
            let location = self.locate(&expr);
            self.refuse_depth();
            dismantle(expr);
            return constant(Constant::None, location);
        }
        self.deeper(|this| this.expr_here(expr))
    }

    fn expr_here(&mut self, expr: ruff::Expr) -> Expr {
        let location = self.location(expr.range());
        let kind = match expr {
            ruff::Expr::Name(node) => {
                let id = self.stand_in(node.range).unwrap_or(&node.id);
                ExprKind::Name { id: self.name(id), ctx: expr_context(node.ctx) }
            }
            ruff::Expr::Attribute(node) => ExprKind::Attribute {
                value: self.boxed(node.value),
                attr: self.identifier(&node.attr),
                ctx: expr_context(node.ctx),
            },
            ruff::Expr::Call(node) => {
                let func = self.boxed(node.func);
                let (args, keywords) = self.call_arguments(node.arguments);
                ExprKind::Call { func, args: args.into(), keywords: keywords.into() }
            }
            ruff::Expr::StringLiteral(node) => self.string(node),
            ruff::Expr::BytesLiteral(node) => return constant(literal::bytes(node), location),
            ruff::Expr::FString(node) => self.fstring(node),
            // Template strings came with 3.14; the parser has refused them for the targets there are.
            ruff::Expr::TString(_) => ExprKind::JoinedStr { values: Vec::new() },
            ruff::Expr::NumberLiteral(node) => return constant(self.number(node.value, location), location),
            ruff::Expr::BooleanLiteral(node) => return constant(Constant::Bool(node.value), location),
            ruff::Expr::EllipsisLiteral(_) => return constant(Constant::Ellipsis, location),
            ruff::Expr::BoolOp(node) => {
                let op = match node.op {
                    ruff::BoolOp::And => BoolOp::And,
                    ruff::BoolOp::Or => BoolOp::Or,
                };
                ExprKind::BoolOp { op, values: self.exprs(node.values) }
            }
            ruff::Expr::Named(node) => {
                ExprKind::NamedExpr { target: self.boxed(node.target), value: self.boxed(node.value) }
            }
            ruff::Expr::BinOp(node) => ExprKind::BinOp {
                left: self.boxed(node.left),
                op: operator(node.op),
                right: if node.op == ruff::Operator::Pow {
                    self.prefixed(2, |this| this.boxed(node.right))
                } else {
                    self.boxed(node.right)
                },
            },
            ruff::Expr::UnaryOp(node) => {
                let op = match node.op {
                    ruff::UnaryOp::Invert => UnaryOp::Invert,
                    ruff::UnaryOp::Not => UnaryOp::Not,
                    ruff::UnaryOp::UAdd => UnaryOp::UAdd,
                    ruff::UnaryOp::USub => UnaryOp::USub,
                };
                ExprKind::UnaryOp { op, operand: self.prefixed(1, |this| this.boxed(node.operand)) }
            }
            ruff::Expr::Lambda(node) => {
                let args = match node.parameters {
                    Some(parameters) => self.parameters(*parameters),
                    None => Arguments::default(),
                };
                ExprKind::Lambda {
                    args: Box::new(args),
                    body: self.prefixed(2, |this| this.boxed(node.body)),
                }
            }
            ruff::Expr::If(node) => ExprKind::IfExp {
                test: self.boxed(node.test),
                body: self.boxed(node.body),
                orelse: self.prefixed(1, |this| this.boxed(node.orelse)),
            },
            ruff::Expr::Dict(node) => {
                let (keys, values): (Vec<_>, Vec<_>) = node
                    .items
                    .into_iter()
                    .map(|item| (item.key.map(|key| self.expr(key)), self.expr(item.value)))
                    .unzip();
                ExprKind::Dict { keys: keys.into(), values: values.into() }
            }
            ruff::Expr::Set(node) => ExprKind::Set { elts: self.exprs(node.elts) },
            ruff::Expr::ListComp(node) => {
                let elt = self.boxed(node.elt);
                ExprKind::ListComp { elt, generators: self.comprehensions(node.generators) }
            }
            ruff::Expr::SetComp(node) => {
                let elt = self.boxed(node.elt);
                ExprKind::SetComp { elt, generators: self.comprehensions(node.generators) }
            }
            ruff::Expr::Generator(node) => {
                let elt = self.boxed(node.elt);
                ExprKind::GeneratorExp { elt, generators: self.comprehensions(node.generators) }
            }
            ruff::Expr::DictComp(node) => {
                let value = self.boxed(node.value);
                // A comprehension of `**mapping`s came with 3.15; the parser has refused it.
                let Some(key) = node.key else { return *value };
                let key = self.boxed(key);
                ExprKind::DictComp { key, value, generators: self.comprehensions(node.generators) }
            }
            ruff::Expr::Await(node) => ExprKind::Await { value: self.boxed(node.value) },
            ruff::Expr::Yield(node) => ExprKind::Yield { value: self.opt_boxed(node.value) },
            ruff::Expr::YieldFrom(node) => ExprKind::YieldFrom { value: self.boxed(node.value) },
            ruff::Expr::Compare(node) => ExprKind::Compare {
                left: self.boxed(node.left),
                ops: node.ops.iter().copied().map(comparison).collect(),
                comparators: self.exprs(node.comparators).into(),
            },
            ruff::Expr::Subscript(node) => ExprKind::Subscript {
                value: self.boxed(node.value),
                slice: self.boxed(node.slice),
                ctx: expr_context(node.ctx),
            },
            ruff::Expr::Starred(node) => {
                ExprKind::Starred { value: self.boxed(node.value), ctx: expr_context(node.ctx) }
            }
            ruff::Expr::List(node) => {
                ExprKind::List { elts: self.exprs(node.elts), ctx: expr_context(node.ctx) }
            }
            ruff::Expr::Tuple(node) => {
                ExprKind::Tuple { elts: self.exprs(node.elts), ctx: expr_context(node.ctx) }
            }
            ruff::Expr::Slice(node) => ExprKind::Slice {
                lower: self.opt_boxed(node.lower),
                upper: self.opt_boxed(node.upper),
                step: self.opt_boxed(node.step),
            },
            // The escape commands are IPython's; the parser yields them in its IPython mode only.
            ruff::Expr::NoneLiteral(_) | ruff::Expr::IpyEscapeCommand(_) => {
                return constant(Constant::None, location);
            }
        };
        Expr { kind, location }
    }

    fn comprehensions(&mut self, generators: Vec<ruff::Comprehension>) -> Vec<Comprehension> {
        generators
            .into_iter()
            .map(|generator| Comprehension {
                target: self.expr(generator.target),
                iter: self.expr(generator.iter),
                ifs: self.exprs(generator.ifs),
                is_async: generator.is_async,
            })
            .collect()
    }
}

/// What is in a box, which is free from here on: what is lowered next can take its place.
#[expect(clippy::boxed_local, reason = "the library boxes its operands")]
pub(super) fn unbox(expr: Box<ruff::Expr>) -> ruff::Expr {
    *expr
}

fn expr_context(ctx: ruff::ExprContext) -> ExprContext {
    match ctx {
        // The invalid context marks nodes that the parser has reported.
        ruff::ExprContext::Load | ruff::ExprContext::Invalid => ExprContext::Load,
        ruff::ExprContext::Store => ExprContext::Store,
        ruff::ExprContext::Del => ExprContext::Del,
    }
}

pub(super) fn operator(op: ruff::Operator) -> Operator {
    match op {
        ruff::Operator::Add => Operator::Add,
        ruff::Operator::Sub => Operator::Sub,
        ruff::Operator::Mult => Operator::Mult,
        ruff::Operator::MatMult => Operator::MatMult,
        ruff::Operator::Div => Operator::Div,
        ruff::Operator::Mod => Operator::Mod,
        ruff::Operator::Pow => Operator::Pow,
        ruff::Operator::LShift => Operator::LShift,
        ruff::Operator::RShift => Operator::RShift,
        ruff::Operator::BitOr => Operator::BitOr,
        ruff::Operator::BitXor => Operator::BitXor,
        ruff::Operator::BitAnd => Operator::BitAnd,
        ruff::Operator::FloorDiv => Operator::FloorDiv,
    }
}

fn comparison(op: ruff::CmpOp) -> CmpOp {
    match op {
        ruff::CmpOp::Eq => CmpOp::Eq,
        ruff::CmpOp::NotEq => CmpOp::NotEq,
        ruff::CmpOp::Lt => CmpOp::Lt,
        ruff::CmpOp::LtE => CmpOp::LtE,
        ruff::CmpOp::Gt => CmpOp::Gt,
        ruff::CmpOp::GtE => CmpOp::GtE,
        ruff::CmpOp::Is => CmpOp::Is,
        ruff::CmpOp::IsNot => CmpOp::IsNot,
        ruff::CmpOp::In => CmpOp::In,
        ruff::CmpOp::NotIn => CmpOp::NotIn,
    }
}
