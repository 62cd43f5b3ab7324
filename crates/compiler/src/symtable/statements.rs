//! The first pass over statements, parameters and patterns (`symtable_visit_stmt` and its like).

use bytescope_bytecode::{Location, Name};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{
    Alias, Arg, Arguments, ClassDef, ExceptHandler, Expr, ExprKind, For, FunctionDef, Keyword, Pattern,
    PatternKind, Stmt, StmtKind, Try, TypeParam, WithItem,
};

use super::build::Builder;
use super::{ScopeKey, ScopeKind, ScopeRole, SymbolFlags};

type Result = std::result::Result<(), SyntaxError>;

impl Builder {
    pub(super) fn visit_body(&mut self, body: &[Stmt]) -> Result {
        body.iter().try_for_each(|statement| self.visit_stmt(statement))
    }

    fn visit_stmt(&mut self, statement: &Stmt) -> Result {
        self.depth.enter()?;
        self.statement(statement)?;
        self.depth.leave();
        Ok(())
    }

    fn statement(&mut self, statement: &Stmt) -> Result {
        let location = statement.location;
        match &statement.kind {
            StmtKind::FunctionDef(function) => self.function(statement, function, false),
            StmtKind::AsyncFunctionDef(function) => self.function(statement, function, true),
            StmtKind::ClassDef(class) => self.class(statement, class),
            StmtKind::TypeAlias { name, type_params, value } => {
                self.type_alias(statement, name, type_params, value)
            }
            StmtKind::Return { value } => self.visit_optional(value.as_deref()),
            StmtKind::Delete { targets } => self.visit_exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.visit_exprs(targets)?;
                self.visit_expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.visit_expr(target)?;
                self.visit_expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated_target(statement, target, value.is_some(), *simple)?;
                self.annotation(annotation)?;
                self.visit_optional(value.as_deref())
            }
            StmtKind::For(node) | StmtKind::AsyncFor(node) => {
                let For { target, iter, body, orelse } = &**node;
                self.visit_expr(target)?;
                self.visit_expr(iter)?;
                self.visit_body(body)?;
                self.visit_body(orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.visit_expr(test)?;
                self.visit_body(body)?;
                self.visit_body(orelse)
            }
            StmtKind::With { items, body } | StmtKind::AsyncWith { items, body } => {
                for WithItem { context_expr, optional_vars } in items {
                    self.visit_expr(context_expr)?;
                    self.visit_optional(optional_vars.as_ref())?;
                }
                self.visit_body(body)
            }
            StmtKind::Match { subject, cases } => {
                self.visit_expr(subject)?;
                for case in cases {
                    self.visit_pattern(&case.pattern)?;
                    self.visit_optional(case.guard.as_ref())?;
                    self.visit_body(&case.body)?;
                }
                Ok(())
            }
            StmtKind::Raise { exc, cause } => {
                self.visit_optional(exc.as_deref())?;
                self.visit_optional(cause.as_deref())
            }
            StmtKind::Try(node) | StmtKind::TryStar(node) => {
                let Try { body, handlers, orelse, finalbody } = &**node;
                self.visit_body(body)?;
                handlers.iter().try_for_each(|handler| self.handler(handler))?;
                self.visit_body(orelse)?;
                self.visit_body(finalbody)
            }
            StmtKind::Assert { test, msg } => {
                self.visit_expr(test)?;
                self.visit_optional(msg.as_deref())
            }
            StmtKind::Import { names } | StmtKind::ImportFrom { names, .. } => {
                names.iter().try_for_each(|alias| self.import(alias))
            }
            StmtKind::Global { names } => self.declare(names, SymbolFlags::GLOBAL, "global", location),
            StmtKind::Nonlocal { names } => self.declare(names, SymbolFlags::NONLOCAL, "nonlocal", location),
            StmtKind::Expr { value } => self.visit_expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn function(&mut self, statement: &Stmt, function: &FunctionDef, is_async: bool) -> Result {
        let FunctionDef { name, args, body, decorator_list, returns, type_params } = function;
        let location = statement.location;
        self.add(name, SymbolFlags::LOCAL, location)?;
        self.defaults(args)?;
        self.visit_exprs(decorator_list)?;
        let generic = !type_params.is_empty();
        if generic {
            // CPython asks whether there is a list of defaults, which even an empty one answers with yes.
            let mut hidden = vec![(self.own.defaults.clone(), SymbolFlags::PARAM)];
            if args.kw_defaults.iter().any(Option::is_some) {
                hidden.push((self.own.kwdefaults.clone(), SymbolFlags::PARAM));
            }
            self.enter_type_params(name, statement, &hidden)?;
            self.type_params(type_params)?;
        }
        self.annotations(args, returns.as_ref(), location)?;
        let key = ScopeKey::new(statement, ScopeRole::Own);
        self.enter(name.clone(), ScopeKind::Function, Some(key), location);
        self.scope().coroutine = is_async;
        self.parameters(args)?;
        self.visit_body(body)?;
        self.leave();
        if generic {
            self.leave();
        }
        Ok(())
    }

    fn class(&mut self, statement: &Stmt, class: &ClassDef) -> Result {
        let ClassDef { name, bases, keywords, body, decorator_list, type_params } = class;
        let location = statement.location;
        self.add(name, SymbolFlags::LOCAL, location)?;
        self.visit_exprs(decorator_list)?;
        let outer_class = self.private.clone();
        let generic = !type_params.is_empty();
        if generic {
            let set_and_read = SymbolFlags::LOCAL | SymbolFlags::USE;
            let hidden =
                [&self.own.type_params, &self.own.generic_base].map(|own| (own.clone(), set_and_read));
            self.enter_type_params(name, statement, &hidden)?;
            self.enter_generic_class(name);
            self.type_params(type_params)?;
        }
        self.visit_exprs(bases)?;
        self.visit_keywords(keywords)?;
        let key = ScopeKey::new(statement, ScopeRole::Own);
        self.enter(name.clone(), ScopeKind::Class, Some(key), location);
        self.private = Some(name.clone());
        if generic {
            self.add(&"__type_params__".into(), SymbolFlags::LOCAL, location)?;
            let type_params = self.own.type_params.clone();
            self.add(&type_params, SymbolFlags::USE, location)?;
        }
        self.visit_body(body)?;
        self.leave();
        if generic {
            self.leave();
        }
        self.private = outer_class;
        Ok(())
    }

    fn type_alias(
        &mut self,
        statement: &Stmt,
        name: &Expr,
        type_params: &[TypeParam],
        value: &Expr,
    ) -> Result {
        self.visit_expr(name)?;
        let ExprKind::Name { id, .. } = &name.kind else { return Ok(()) };
        let in_class = self.scope().kind == ScopeKind::Class;
        let generic = !type_params.is_empty();
        if generic {
            self.enter_type_params(id, statement, &[])?;
            self.type_params(type_params)?;
        }
        let key = ScopeKey::new(statement, ScopeRole::Own);
        self.enter(id.clone(), ScopeKind::TypeAlias, Some(key), statement.location);
        if in_class {
            self.see_class_scope(value.location)?;
        }
        self.visit_expr(value)?;
        self.leave();
        if generic {
            self.leave();
        }
        Ok(())
    }

    /// The target of an annotated assignment. A simple name is bound even without a value.
    fn annotated_target(&mut self, statement: &Stmt, target: &Expr, has_value: bool, simple: bool) -> Result {
        let ExprKind::Name { id, .. } = &target.kind else { return self.visit_expr(target) };
        if simple {
            let known = self.lookup_in(self.current, id);
            let declared = known & (SymbolFlags::GLOBAL | SymbolFlags::NONLOCAL);
            // At module level the declaration says nothing new.
            if !declared.is_empty() && self.scope().kind != ScopeKind::Module {
                let word = if declared.contains(SymbolFlags::GLOBAL) { "global" } else { "nonlocal" };
                let message = format!("annotated name '{id}' can't be {word}");
                return Err(SyntaxError::new(message, statement.location));
            }
            self.add(id, SymbolFlags::ANNOT | SymbolFlags::LOCAL, target.location)?;
        } else if has_value {
            self.add(id, SymbolFlags::LOCAL, target.location)?;
        }
        Ok(())
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Result {
        self.visit_optional(handler.type_.as_ref())?;
        if let Some(name) = &handler.name {
            self.add(name, SymbolFlags::LOCAL, handler.location)?;
        }
        self.visit_body(&handler.body)
    }

    /// `import a.b` binds `a`.
    fn import(&mut self, alias: &Alias) -> Result {
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        if &**bound == "*" {
            if self.scope().kind != ScopeKind::Module {
                return Err(SyntaxError::new("import * only allowed at module level", alias.location));
            }
            return Ok(());
        }
        match bound.split_once('.') {
            Some((package, _)) => self.add(&package.into(), SymbolFlags::IMPORT, alias.location),
            None => self.add(bound, SymbolFlags::IMPORT, alias.location),
        }
    }

    /// `global` and `nonlocal`: they must come before anything else is done with the name.
    fn declare(&mut self, names: &[Name], flag: SymbolFlags, word: &str, location: Location) -> Result {
        for name in names {
            let known = self.lookup_in(self.current, name);
            let complaint = if known.contains(SymbolFlags::PARAM) {
                format!("name '{name}' is parameter and {word}")
            } else if known.contains(SymbolFlags::USE) {
                format!("name '{name}' is used prior to {word} declaration")
            } else if known.contains(SymbolFlags::ANNOT) {
                format!("annotated name '{name}' can't be {word}")
            } else if known.contains(SymbolFlags::LOCAL) {
                format!("name '{name}' is assigned to before {word} declaration")
            } else {
                self.add(name, flag, location)?;
                self.record_directive(name, location);
                continue;
            };
            return Err(SyntaxError::new(complaint, location));
        }
        Ok(())
    }

    pub(super) fn visit_keywords(&mut self, keywords: &[Keyword]) -> Result {
        keywords.iter().try_for_each(|keyword| self.visit_expr(&keyword.value))
    }

    /// Defaults are evaluated where the function is defined.
    pub(super) fn defaults(&mut self, args: &Arguments) -> Result {
        self.visit_exprs(&args.defaults)?;
        args.kw_defaults.iter().flatten().try_for_each(|default| self.visit_expr(default))
    }

    /// Binds the parameters of a function in its own scope, in the order of `co_varnames`.
    pub(super) fn parameters(&mut self, args: &Arguments) -> Result {
        let plain = args.posonlyargs.iter().chain(&args.args).chain(&args.kwonlyargs);
        let starred = args.vararg.iter().chain(&args.kwarg).map(|arg| &**arg);
        for arg in plain.chain(starred) {
            self.add(&arg.arg, SymbolFlags::PARAM, arg.location)?;
        }
        let scope = self.scope();
        scope.varargs = args.vararg.is_some();
        scope.varkeywords = args.kwarg.is_some();
        Ok(())
    }

    /// The annotations of a `def`, evaluated where it stands.
    fn annotations(&mut self, args: &Arguments, returns: Option<&Expr>, location: Location) -> Result {
        if self.future_annotations {
            self.enter(self.own.annotation.clone(), ScopeKind::Annotation, None, location);
        }
        let starred = args.vararg.iter().chain(&args.kwarg).map(|arg| &**arg);
        for Arg { annotation, .. } in
            args.posonlyargs.iter().chain(&args.args).chain(starred).chain(&args.kwonlyargs)
        {
            self.visit_optional(annotation.as_ref())?;
        }
        if self.future_annotations {
            self.leave();
        }
        returns.map_or(Ok(()), |returns| self.annotation(returns))
    }

    fn annotation(&mut self, annotation: &Expr) -> Result {
        if !self.future_annotations {
            return self.visit_expr(annotation);
        }
        self.enter(self.own.annotation.clone(), ScopeKind::Annotation, None, annotation.location);
        self.visit_expr(annotation)?;
        self.leave();
        Ok(())
    }

    fn visit_pattern(&mut self, pattern: &Pattern) -> Result {
        self.depth.enter()?;
        self.pattern(pattern)?;
        self.depth.leave();
        Ok(())
    }

    fn visit_patterns(&mut self, patterns: &[Pattern]) -> Result {
        patterns.iter().try_for_each(|pattern| self.visit_pattern(pattern))
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result {
        let captured = match &pattern.kind {
            PatternKind::MatchValue { value } => return self.visit_expr(value),
            PatternKind::MatchSingleton { .. } => None,
            PatternKind::MatchSequence { patterns } | PatternKind::MatchOr { patterns } => {
                return self.visit_patterns(patterns);
            }
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.visit_exprs(keys)?;
                self.visit_patterns(patterns)?;
                rest.as_ref()
            }
            PatternKind::MatchClass { cls, patterns, kwd_patterns, .. } => {
                self.visit_expr(cls)?;
                self.visit_patterns(patterns)?;
                return self.visit_patterns(kwd_patterns);
            }
            PatternKind::MatchStar { name } => name.as_ref(),
            PatternKind::MatchAs { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.visit_pattern(pattern)?;
                }
                name.as_ref()
            }
        };
        captured.map_or(Ok(()), |name| self.add(name, SymbolFlags::LOCAL, pattern.location))
    }
}
