//! Type parameters and type aliases (PEP 695, PEP 696).
//!
//! The parameters of a generic live in a unit of their own around it. Bounds, constraints, defaults and
//! the values of aliases are each a small function, evaluated when someone asks.

use bytescope_bytecode::{Constant, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, ExprKind, Stmt, TypeParam, TypeParamKind};

use super::functions::Attached;
use super::scopes::UnitKind;
use super::{Codegen, End, Result};
use crate::symtable::ScopeRole;

const INTRINSIC_TYPEVAR: u32 = 7;
const INTRINSIC_PARAMSPEC: u32 = 8;
const INTRINSIC_TYPEVARTUPLE: u32 = 9;
const INTRINSIC_TYPEALIAS: u32 = 11;
/// `CALL_INTRINSIC_2`
const INTRINSIC_TYPEVAR_WITH_BOUND: u32 = 2;
/// `CALL_INTRINSIC_2`
const INTRINSIC_TYPEVAR_WITH_CONSTRAINTS: u32 = 3;
/// `CALL_INTRINSIC_2`
const INTRINSIC_SET_TYPEPARAM_DEFAULT: u32 = 5;

impl<'a> Codegen<'a> {
    /// Opens the unit that holds a generic's type parameters.
    pub(super) fn enter_type_params(&mut self, name: &Name, statement: &Stmt, firstlineno: i32) {
        let name = Name::from(format!("<generic parameters of {name}>"));
        let scope = self.symbols.scope_of(statement, ScopeRole::TypeParameters);
        self.enter(&name, UnitKind::TypeParameters, scope, firstlineno);
    }

    /// Makes and binds each type parameter, and pushes the tuple of all (`compiler_type_params`).
    pub(super) fn type_params(&mut self, type_params: &'a [TypeParam]) -> Result {
        let mut seen_default = false;
        for param in type_params {
            let location = param.location;
            let (name, default) = match &param.kind {
                TypeParamKind::TypeVar { name, bound, default_value } => {
                    self.load_str(name, location);
                    if let Some(bound) = bound {
                        self.evaluator(param, ScopeRole::Own, name, bound)?;
                        let intrinsic = match bound.kind {
                            ExprKind::Tuple { .. } => INTRINSIC_TYPEVAR_WITH_CONSTRAINTS,
                            _ => INTRINSIC_TYPEVAR_WITH_BOUND,
                        };
                        self.emit_arg(Opcode::CALL_INTRINSIC_2, intrinsic, location);
                    } else {
                        self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_TYPEVAR, location);
                    }
                    (name, default_value)
                }
                TypeParamKind::TypeVarTuple { name, default_value } => {
                    self.load_str(name, location);
                    self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_TYPEVARTUPLE, location);
                    (name, default_value)
                }
                TypeParamKind::ParamSpec { name, default_value } => {
                    self.load_str(name, location);
                    self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_PARAMSPEC, location);
                    (name, default_value)
                }
            };
            if let Some(default) = default {
                seen_default = true;
                self.evaluator(param, ScopeRole::Default, name, default)?;
                self.emit_arg(Opcode::CALL_INTRINSIC_2, INTRINSIC_SET_TYPEPARAM_DEFAULT, location);
            } else if seen_default {
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                return Err(SyntaxError::new(message, location));
            }
            self.emit_arg(Opcode::COPY, 1, location);
            self.store_name(name, location)?;
        }
        if let Some(first) = type_params.first() {
            self.emit_arg(Opcode::BUILD_TUPLE, type_params.len() as u32, first.location);
        }
        Ok(())
    }

    /// Pushes a function that evaluates a bound or default (`compiler_type_param_bound_or_default`).
    fn evaluator(&mut self, param: &TypeParam, role: ScopeRole, name: &Name, value: &'a Expr) -> Result {
        let location = value.location;
        let scope = self.symbols.scope_of(param, role);
        self.enter(name, UnitKind::TypeParameters, scope, location.lineno);
        match &value.kind {
            // `*Ts = *default`
            ExprKind::Starred { value, .. } if matches!(param.kind, TypeParamKind::TypeVarTuple { .. }) => {
                self.expr(value)?;
                self.emit_arg(Opcode::UNPACK_SEQUENCE, 1, location);
            }
            _ => self.expr(value)?,
        }
        self.emit(Opcode::RETURN_VALUE, location);
        let code = self.leave(End::None)?;
        self.make_closure(code, Attached::default(), location)?;
        Ok(())
    }

    /// `type X[T] = value` (`compiler_typealias`).
    pub(super) fn type_alias(
        &mut self,
        statement: &'a Stmt,
        name: &'a Expr,
        type_params: &'a [TypeParam],
        value: &'a Expr,
    ) -> Result {
        let location = statement.location;
        let ExprKind::Name { id, .. } = &name.kind else {
            return Err(SyntaxError::new("type alias name must be a name", name.location));
        };
        if type_params.is_empty() {
            self.load_str(id, location);
            self.load_none(location);
            self.type_alias_body(statement, id, value)?;
        } else {
            self.enter_type_params(id, statement, location.lineno);
            self.load_str(id, location);
            self.type_params(type_params)?;
            self.type_alias_body(statement, id, value)?;
            let code = self.leave(End::Value)?;
            self.make_closure(code, Attached::default(), location)?;
            self.emit(Opcode::PUSH_NULL, location);
            self.emit_arg(Opcode::CALL, 0, location);
        }
        self.store_name(id, location)
    }

    /// The function that evaluates the alias's value, and the alias made with it.
    fn type_alias_body(&mut self, statement: &'a Stmt, name: &Name, value: &'a Expr) -> Result {
        let location = statement.location;
        let scope = self.symbols.scope_of(statement, ScopeRole::Own);
        self.enter(name, UnitKind::Function, scope, location.lineno);
        // The evaluator cannot have a docstring.
        self.add_const(&Constant::None);
        self.expr(value)?;
        self.emit(Opcode::RETURN_VALUE, location);
        let code = self.leave(End::Value)?;
        self.make_closure(code, Attached::default(), location)?;
        self.emit_arg(Opcode::BUILD_TUPLE, 3, location);
        self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_TYPEALIAS, location);
        Ok(())
    }
}
