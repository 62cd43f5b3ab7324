//! The first pass over expressions and type parameters (`symtable_visit_expr` and its like).

use bytescope_bytecode::{Location, Name};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Comprehension, Expr, ExprContext, ExprKind, TypeParam, TypeParamKind};

use super::build::Builder;
use super::{ComprehensionKind, ScopeKey, ScopeKind, ScopeRole, SymbolFlags};

type Result = std::result::Result<(), SyntaxError>;

impl Builder {
    pub(super) fn visit_exprs(&mut self, expressions: &[Expr]) -> Result {
        expressions.iter().try_for_each(|expression| self.visit_expr(expression))
    }

    pub(super) fn visit_optional(&mut self, expression: Option<&Expr>) -> Result {
        expression.map_or(Ok(()), |expression| self.visit_expr(expression))
    }

    pub(super) fn visit_expr(&mut self, expression: &Expr) -> Result {
        self.depth.enter()?;
        self.expression(expression)?;
        self.depth.leave();
        Ok(())
    }

    fn expression(&mut self, expression: &Expr) -> Result {
        let location = expression.location;
        match &expression.kind {
            ExprKind::BoolOp { values, .. } | ExprKind::JoinedStr { values } => self.visit_exprs(values),
            ExprKind::NamedExpr { target, value } => {
                self.refuse_in_annotation("named expression", location)?;
                self.walrus(target, value, location)
            }
            ExprKind::BinOp { left, right, .. } => {
                self.visit_expr(left)?;
                self.visit_expr(right)
            }
            ExprKind::UnaryOp { operand, .. } => self.visit_expr(operand),
            ExprKind::Lambda { args, body } => {
                self.defaults(args)?;
                let key = ScopeKey::new(expression, ScopeRole::Own);
                self.enter(self.own.lambda.clone(), ScopeKind::Function, Some(key), location);
                self.parameters(args)?;
                self.visit_expr(body)?;
                self.leave();
                Ok(())
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.visit_expr(test)?;
                self.visit_expr(body)?;
                self.visit_expr(orelse)
            }
            ExprKind::Dict { keys, values } => {
                keys.iter().flatten().try_for_each(|key| self.visit_expr(key))?;
                self.visit_exprs(values)
            }
            ExprKind::Set { elts } | ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => {
                self.visit_exprs(elts)
            }
            ExprKind::ListComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::List, generators, elt, None)
            }
            ExprKind::SetComp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Set, generators, elt, None)
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(expression, ComprehensionKind::Dict, generators, key, Some(value))
            }
            ExprKind::GeneratorExp { elt, generators } => {
                self.comprehension(expression, ComprehensionKind::Generator, generators, elt, None)
            }
            ExprKind::Await { value } => {
                self.refuse_in_annotation("await expression", location)?;
                self.visit_expr(value)?;
                self.scope().coroutine = true;
                Ok(())
            }
            ExprKind::Yield { value } => self.yields(value.as_deref(), location),
            ExprKind::YieldFrom { value } => self.yields(Some(value), location),
            ExprKind::Compare { left, comparators, .. } => {
                self.visit_expr(left)?;
                self.visit_exprs(comparators)
            }
            ExprKind::Call { func, args, keywords } => {
                self.visit_expr(func)?;
                self.visit_exprs(args)?;
                self.visit_keywords(keywords)
            }
            ExprKind::FormattedValue { value, format_spec, .. } => {
                self.visit_expr(value)?;
                self.visit_optional(format_spec.as_deref())
            }
            ExprKind::Constant { .. } => Ok(()),
            ExprKind::Attribute { value, .. } | ExprKind::Starred { value, .. } => self.visit_expr(value),
            ExprKind::Subscript { value, slice, .. } => {
                self.visit_expr(value)?;
                self.visit_expr(slice)
            }
            ExprKind::Name { id, ctx } => self.name(id, *ctx, location),
            ExprKind::Slice { lower, upper, step } => {
                self.visit_optional(lower.as_deref())?;
                self.visit_optional(upper.as_deref())?;
                self.visit_optional(step.as_deref())
            }
        }
    }

    fn name(&mut self, id: &Name, ctx: ExprContext, location: Location) -> Result {
        if ctx != ExprContext::Load {
            return self.add(id, SymbolFlags::LOCAL, location);
        }
        self.add(id, SymbolFlags::USE, location)?;
        // `super()` finds its class through a hidden variable of the method.
        if &**id == "super" && self.scope().kind.is_function_like() {
            let class = self.own.class.clone();
            self.add(&class, SymbolFlags::USE, location)?;
        }
        Ok(())
    }

    fn walrus(&mut self, target: &Expr, value: &Expr, location: Location) -> Result {
        if self.draft().comprehension_iterables > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(SyntaxError::new(message, location));
        }
        if self.scope().comprehension.is_some()
            && let ExprKind::Name { id, .. } = &target.kind
        {
            self.extend_walrus_scope(id, target.location)?;
        }
        self.visit_expr(value)?;
        self.visit_expr(target)
    }

    fn yields(&mut self, value: Option<&Expr>, location: Location) -> Result {
        self.refuse_in_annotation("yield expression", location)?;
        self.visit_optional(value)?;
        self.scope().generator = true;
        let place = match self.scope().comprehension {
            None => return Ok(()),
            Some(ComprehensionKind::List) => "list comprehension",
            Some(ComprehensionKind::Set) => "set comprehension",
            Some(ComprehensionKind::Dict) => "dict comprehension",
            Some(ComprehensionKind::Generator) => "generator expression",
        };
        Err(SyntaxError::new(format!("'yield' inside {place}"), location))
    }

    /// The scopes of annotations and type parameters run at odd times, so some expressions are not
    /// welcome there (`symtable_raise_if_annotation_block`).
    fn refuse_in_annotation(&mut self, what: &str, location: Location) -> Result {
        let place = match self.scope().kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable => self.draft().description,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParameters => "the definition of a generic",
            ScopeKind::Function | ScopeKind::Class | ScopeKind::Module => return Ok(()),
        };
        Err(SyntaxError::new(format!("{what} cannot be used within {place}"), location))
    }

    /// A comprehension: the first iterable belongs to the scope around it, all the rest to its own
    /// (`symtable_handle_comprehension`).
    fn comprehension(
        &mut self,
        expression: &Expr,
        kind: ComprehensionKind,
        generators: &[Comprehension],
        element: &Expr,
        value: Option<&Expr>,
    ) -> Result {
        let Some((outermost, inner)) = generators.split_first() else { return Ok(()) };
        self.iterable(&outermost.iter)?;
        let name = match kind {
            ComprehensionKind::List => "listcomp",
            ComprehensionKind::Set => "setcomp",
            ComprehensionKind::Dict => "dictcomp",
            ComprehensionKind::Generator => "genexpr",
        };
        let key = ScopeKey::new(expression, ScopeRole::Own);
        self.enter(name.into(), ScopeKind::Function, Some(key), expression.location);
        self.scope().comprehension = Some(kind);
        self.scope().coroutine = outermost.is_async;
        let iterator = self.own.iterator.clone();
        self.add(&iterator, SymbolFlags::PARAM, expression.location)?;
        self.iteration_target(&outermost.target)?;
        self.visit_exprs(&outermost.ifs)?;
        for generator in inner {
            self.iteration_target(&generator.target)?;
            self.iterable(&generator.iter)?;
            self.visit_exprs(&generator.ifs)?;
            self.scope().coroutine |= generator.is_async;
        }
        self.visit_optional(value)?;
        self.visit_expr(element)?;
        let is_generator = kind == ComprehensionKind::Generator;
        self.scope().generator = is_generator;
        // What awaits inside makes the function around it wait; a generator expression waits later.
        let awaits = self.scope().coroutine && !is_generator;
        self.leave();
        self.scope().coroutine |= awaits;
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Result {
        self.draft().in_comprehension_target = true;
        self.visit_expr(target)?;
        self.draft().in_comprehension_target = false;
        Ok(())
    }

    fn iterable(&mut self, iterable: &Expr) -> Result {
        self.draft().comprehension_iterables += 1;
        self.visit_expr(iterable)?;
        self.draft().comprehension_iterables -= 1;
        Ok(())
    }

    pub(super) fn type_params(&mut self, type_params: &[TypeParam]) -> Result {
        for param in type_params {
            self.depth.enter()?;
            self.type_param(param)?;
            self.depth.leave();
        }
        Ok(())
    }

    fn type_param(&mut self, param: &TypeParam) -> Result {
        let (name, bound, default, kind) = match &param.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                (name, bound.as_deref(), default_value, "a TypeVar default")
            }
            TypeParamKind::ParamSpec { name, default_value } => {
                (name, None, default_value, "a ParamSpec default")
            }
            TypeParamKind::TypeVarTuple { name, default_value } => {
                (name, None, default_value, "a TypeVarTuple default")
            }
        };
        self.add(name, SymbolFlags::TYPE_PARAM | SymbolFlags::LOCAL, param.location)?;
        if let Some(bound) = bound {
            let is_tuple = matches!(bound.kind, ExprKind::Tuple { .. });
            let description = if is_tuple { "a TypeVar constraint" } else { "a TypeVar bound" };
            self.type_variable(name, bound, ScopeKey::new(param, ScopeRole::Own), description)?;
        }
        if let Some(default) = default {
            self.type_variable(name, default, ScopeKey::new(param, ScopeRole::Default), kind)?;
        }
        Ok(())
    }

    /// A bound or default is evaluated on demand, in a scope of its own
    /// (`symtable_visit_type_param_bound_or_default`).
    fn type_variable(
        &mut self,
        name: &Name,
        value: &Expr,
        key: ScopeKey,
        description: &'static str,
    ) -> Result {
        let in_class = self.scope().can_see_class_scope;
        self.enter(name.clone(), ScopeKind::TypeVariable, Some(key), value.location);
        self.draft().description = description;
        if in_class {
            self.see_class_scope(value.location)?;
        }
        self.visit_expr(value)?;
        self.leave();
        Ok(())
    }
}
