//! Statements, and the root.

use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::Lowering;
use super::trivia::{after_semicolon, next_token};
use crate::ast::{
    Alias, ClassDef, ExceptHandler, Expr, For, FunctionDef, MatchCase, Stmt, StmtKind, Try, TypeParam,
    TypeParamKind, WithItem,
};
use crate::limits::MAX_PARSER_LEVELS;

impl Lowering<'_> {
    pub(crate) fn body(&mut self, body: impl IntoIterator<Item = ruff::Stmt>) -> Vec<Stmt> {
        body.into_iter().map(|stmt| self.deeper(|this| this.stmt(stmt))).collect()
    }

    fn stmt(&mut self, stmt: ruff::Stmt) -> Stmt {
        let range = stmt.range();
        let kind = match stmt {
            ruff::Stmt::FunctionDef(node) => return self.function(node),
            ruff::Stmt::ClassDef(node) => return self.class(node),
            ruff::Stmt::If(node) => return self.if_statement(node),
            ruff::Stmt::For(node) => {
                let is_async = node.is_async;
                let node = Box::new(For {
                    target: self.expr(*node.target),
                    iter: self.expr(*node.iter),
                    body: self.body(node.body),
                    orelse: self.body(node.orelse),
                });
                let kind = if is_async { StmtKind::AsyncFor(node) } else { StmtKind::For(node) };
                return self.compound(kind, range);
            }
            ruff::Stmt::While(node) => {
                let kind = StmtKind::While {
                    test: self.boxed(node.test),
                    body: self.body(node.body),
                    orelse: self.body(node.orelse),
                };
                return self.compound(kind, range);
            }
            ruff::Stmt::With(node) => {
                let items = node.items.into_iter().map(|item| self.with_item(item)).collect();
                let body = self.body(node.body);
                let kind = if node.is_async {
                    StmtKind::AsyncWith { items, body }
                } else {
                    StmtKind::With { items, body }
                };
                return self.compound(kind, range);
            }
            ruff::Stmt::Match(node) => {
                let kind = StmtKind::Match {
                    subject: self.boxed(node.subject),
                    cases: node.cases.into_iter().map(|case| self.match_case(case)).collect(),
                };
                return self.compound(kind, range);
            }
            ruff::Stmt::Try(node) => {
                let is_star = node.is_star;
                let node = Box::new(Try {
                    body: self.body(node.body),
                    handlers: node.handlers.into_iter().map(|handler| self.handler(handler)).collect(),
                    orelse: self.body(node.orelse),
                    finalbody: self.body(node.finalbody),
                });
                let kind = if is_star { StmtKind::TryStar(node) } else { StmtKind::Try(node) };
                return self.compound(kind, range);
            }
            ruff::Stmt::Return(node) => StmtKind::Return { value: self.opt_boxed(node.value) },
            ruff::Stmt::Delete(node) => StmtKind::Delete { targets: self.exprs(node.targets) },
            ruff::Stmt::TypeAlias(node) => StmtKind::TypeAlias {
                name: self.boxed(node.name),
                type_params: self.type_params(node.type_params),
                value: self.boxed(node.value),
            },
            ruff::Stmt::Assign(node) => {
                StmtKind::Assign { targets: self.exprs(node.targets), value: self.boxed(node.value) }
            }
            ruff::Stmt::AugAssign(node) => StmtKind::AugAssign {
                target: self.boxed(node.target),
                op: super::expr::operator(node.op),
                value: self.boxed(node.value),
            },
            ruff::Stmt::AnnAssign(node) => StmtKind::AnnAssign {
                target: self.boxed(node.target),
                annotation: self.boxed(node.annotation),
                value: self.opt_boxed(node.value),
                simple: node.simple,
            },
            ruff::Stmt::Raise(node) => {
                StmtKind::Raise { exc: self.opt_boxed(node.exc), cause: self.opt_boxed(node.cause) }
            }
            ruff::Stmt::Assert(node) => {
                StmtKind::Assert { test: self.boxed(node.test), msg: self.opt_boxed(node.msg) }
            }
            ruff::Stmt::Import(node) => StmtKind::Import { names: self.aliases(&node.names) },
            ruff::Stmt::ImportFrom(node) => StmtKind::ImportFrom {
                module: self.opt_identifier(node.module.as_ref()),
                names: self.aliases(&node.names),
                level: node.level,
            },
            ruff::Stmt::Global(node) => {
                StmtKind::Global { names: node.names.iter().map(|name| self.identifier(name)).collect() }
            }
            ruff::Stmt::Nonlocal(node) => {
                StmtKind::Nonlocal { names: node.names.iter().map(|name| self.identifier(name)).collect() }
            }
            ruff::Stmt::Expr(_) if self.stand_in(range) == Some("raise") => {
                StmtKind::Raise { exc: None, cause: None }
            }
            ruff::Stmt::Expr(node) => StmtKind::Expr { value: self.boxed(node.value) },
            ruff::Stmt::Break(_) => StmtKind::Break,
            ruff::Stmt::Continue(_) => StmtKind::Continue,
            // The escape commands are IPython's; the parser yields them in its IPython mode only.
            ruff::Stmt::Pass(_) | ruff::Stmt::IpyEscapeCommand(_) => StmtKind::Pass,
        };
        Stmt { kind, location: self.location(range) }
    }

    /// A statement that ends with a body. If the body's last statement ends in `;`, so does this one.
    fn compound(&self, kind: StmtKind, range: TextRange) -> Stmt {
        Stmt { kind, location: self.location(self.with_semicolon(range)) }
    }

    fn with_semicolon(&self, range: TextRange) -> TextRange {
        match after_semicolon(self.source, range.end().to_usize()) {
            Some(end) => TextRange::new(range.start(), TextSize::new(end as u32)),
            None => range,
        }
    }

    /// Without the decorators, which the library counts in.
    fn undecorated(&self, range: TextRange, decorators: &[ruff::Decorator]) -> TextRange {
        let Some(last) = decorators.last() else { return range };
        let start = next_token(self.source, last.range.end().to_usize());
        TextRange::new(TextSize::new(start as u32).min(range.end()), range.end())
    }

    fn function(&mut self, node: ruff::StmtFunctionDef) -> Stmt {
        let range = self.undecorated(node.range, &node.decorator_list);
        let is_async = node.is_async;
        let function = Box::new(FunctionDef {
            name: self.identifier(&node.name),
            args: self.parameters(*node.parameters),
            body: self.body(node.body),
            decorator_list: self.decorators(node.decorator_list),
            returns: node.returns.map(|returns| self.expr(*returns)),
            type_params: self.type_params(node.type_params),
        });
        let kind =
            if is_async { StmtKind::AsyncFunctionDef(function) } else { StmtKind::FunctionDef(function) };
        self.compound(kind, range)
    }

    fn class(&mut self, node: ruff::StmtClassDef) -> Stmt {
        let range = self.undecorated(node.range, &node.decorator_list);
        let name = self.identifier(&node.name);
        let (bases, keywords) = match node.arguments {
            Some(arguments) => self.call_arguments(*arguments),
            None => (Vec::new(), Vec::new()),
        };
        let class = Box::new(ClassDef {
            name,
            bases,
            keywords,
            body: self.body(node.body),
            decorator_list: self.decorators(node.decorator_list),
            type_params: self.type_params(node.type_params),
        });
        self.compound(StmtKind::ClassDef(class), range)
    }

    fn decorators(&mut self, decorators: impl IntoIterator<Item = ruff::Decorator>) -> Vec<Expr> {
        decorators.into_iter().map(|decorator| self.expr(decorator.expression)).collect()
    }

    /// The library keeps `elif`s in a list, CPython nests each in the `orelse` of the one before. All of
    /// them end where the statement ends.
    fn if_statement(&mut self, node: ruff::StmtIf) -> Stmt {
        let range = self.with_semicolon(node.range);
        let test = self.boxed(node.test);
        let body = self.body(node.body);
        // Each `elif` is a rule inside of the one before.
        self.prefixed(node.elif_else_clauses.len() as u32, |_| ());
        let depth = self.depth;
        let mut clauses = Vec::with_capacity(node.elif_else_clauses.len());
        for clause in node.elif_else_clauses.into_iter().take(MAX_PARSER_LEVELS as usize) {
            let start = clause.range.start();
            let test = clause.test.map(|test| {
                self.depth += 1;
                Box::new(self.expr(test))
            });
            clauses.push((start, test, self.body(clause.body)));
        }
        self.depth = depth;
        let mut orelse = Vec::new();
        for (start, test, body) in clauses.into_iter().rev() {
            orelse = match test {
                None => body,
                Some(test) => {
                    let location = self.location(TextRange::new(start, range.end()));
                    vec![Stmt { kind: StmtKind::If { test, body, orelse }, location }]
                }
            };
        }
        Stmt { kind: StmtKind::If { test, body, orelse }, location: self.location(range) }
    }

    fn with_item(&mut self, item: ruff::WithItem) -> WithItem {
        WithItem {
            context_expr: self.expr(item.context_expr),
            optional_vars: item.optional_vars.map(|target| self.expr(*target)),
        }
    }

    fn match_case(&mut self, case: ruff::MatchCase) -> MatchCase {
        MatchCase {
            pattern: self.pattern(case.pattern),
            guard: case.guard.map(|guard| self.expr(*guard)),
            body: self.body(case.body),
        }
    }

    fn handler(&mut self, handler: ruff::ExceptHandler) -> ExceptHandler {
        let ruff::ExceptHandler::ExceptHandler(node) = handler;
        ExceptHandler {
            type_: node.type_.map(|type_| self.expr(*type_)),
            name: self.opt_identifier(node.name.as_ref()),
            body: self.body(node.body),
            location: self.location(self.with_semicolon(node.range)),
        }
    }

    fn aliases(&mut self, aliases: &[ruff::Alias]) -> Vec<Alias> {
        aliases
            .iter()
            .map(|alias| Alias {
                name: self.identifier(&alias.name),
                asname: self.opt_identifier(alias.asname.as_ref()),
                location: self.locate(alias),
            })
            .collect()
    }

    fn type_params(&mut self, type_params: Option<Box<ruff::TypeParams>>) -> Vec<TypeParam> {
        let Some(type_params) = type_params else { return Vec::new() };
        type_params.type_params.into_iter().map(|param| self.type_param(param)).collect()
    }

    fn type_param(&mut self, param: ruff::TypeParam) -> TypeParam {
        let location = self.locate(&param);
        let kind = match param {
            ruff::TypeParam::TypeVar(node) => TypeParamKind::TypeVar {
                name: self.identifier(&node.name),
                bound: self.opt_boxed(node.bound),
                default_value: self.opt_boxed(node.default),
            },
            ruff::TypeParam::ParamSpec(node) => TypeParamKind::ParamSpec {
                name: self.identifier(&node.name),
                default_value: self.opt_boxed(node.default),
            },
            ruff::TypeParam::TypeVarTuple(node) => TypeParamKind::TypeVarTuple {
                name: self.identifier(&node.name),
                default_value: self.opt_boxed(node.default),
            },
        };
        TypeParam { kind, location }
    }
}
