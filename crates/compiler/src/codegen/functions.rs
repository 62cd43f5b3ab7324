//! `def`, `async def`, `lambda`: defaults, annotations, closures, decorators, bodies.

use bytescope_bytecode::{CodeObject, Constant, LocalKind, Location, Name, Opcode};
use bytescope_syntax::ast::{Arg, Arguments, Expr, ExprContext, ExprKind, FunctionDef, Stmt};
use bytescope_syntax::{ErrorKind, SyntaxError};
use std::sync::Arc;

use super::blocks::BlockKind;
use super::names::check_forbidden;
use super::scopes::UnitKind;
use super::{Codegen, End, Result, docstring};
use crate::symtable::{ScopeRole, SymbolScope};

/// `CALL_INTRINSIC_2`: sets `__type_params__`.
const INTRINSIC_SET_FUNCTION_TYPE_PARAMS: u32 = 4;

/// What was pushed for `SET_FUNCTION_ATTRIBUTE` to attach, and with which flag.
#[derive(Clone, Copy, Default)]
pub(super) struct Attached {
    defaults: bool,
    kwdefaults: bool,
    annotations: bool,
}

impl<'a> Codegen<'a> {
    /// `def` and `async def` (`compiler_function`).
    ///
    /// A generic function is made inside a unit of its own, which holds the type parameters and takes
    /// the defaults, evaluated outside, as its arguments.
    pub(super) fn function_def(
        &mut self,
        statement: &'a Stmt,
        node: &'a FunctionDef,
        is_async: bool,
    ) -> Result {
        let location = statement.location;
        check_debug_arguments(&node.args)?;
        self.exprs(&node.decorator_list)?;
        let firstlineno = first_line(statement, &node.decorator_list);

        let mut attached = self.defaults(&node.args, location)?;
        if node.type_params.is_empty() {
            attached.annotations = self.annotations(&node.args, node.returns.as_ref(), location)?;
            self.function_body(statement, node, is_async, attached, firstlineno)?;
        } else {
            let arguments = u32::from(attached.defaults) + u32::from(attached.kwdefaults);
            if arguments == 2 {
                self.emit_arg(Opcode::SWAP, 2, location);
            }
            self.enter_type_params(&node.name, statement, firstlineno);
            self.type_params(&node.type_params)?;
            for argument in 0..arguments {
                self.emit_arg(Opcode::LOAD_FAST, argument, location);
            }
            attached.annotations = self.annotations(&node.args, node.returns.as_ref(), location)?;
            self.function_body(statement, node, is_async, attached, firstlineno)?;
            self.emit_arg(Opcode::SWAP, 2, location);
            self.emit_arg(Opcode::CALL_INTRINSIC_2, INTRINSIC_SET_FUNCTION_TYPE_PARAMS, location);
            self.unit.code.argcount = arguments;
            let code = self.leave(End::Value)?;
            self.make_closure(code, Attached::default(), location)?;
            if arguments > 0 {
                // The first argument takes the place of the NULL below the arguments.
                self.emit_arg(Opcode::SWAP, arguments + 1, location);
                self.emit_arg(Opcode::CALL, arguments - 1, location);
            } else {
                self.emit(Opcode::PUSH_NULL, location);
                self.emit_arg(Opcode::CALL, 0, location);
            }
        }
        self.apply_decorators(&node.decorator_list);
        self.store_name(&node.name, location)
    }

    /// The function's own unit, and making the function from it (`compiler_function_body`).
    fn function_body(
        &mut self,
        statement: &'a Stmt,
        node: &'a FunctionDef,
        is_async: bool,
        attached: Attached,
        firstlineno: i32,
    ) -> Result {
        let kind = if is_async { UnitKind::AsyncFunction } else { UnitKind::Function };
        let scope = self.symbols.scope_of(statement, ScopeRole::Own);
        self.enter(&node.name, kind, scope, firstlineno);
        // Constant 0 of a function is its docstring or None.
        let mut body = &node.body[..];
        let mut doc = Constant::None;
        if let Some((text, _)) = docstring::of_body(body) {
            body = &body[1..];
            if self.options.optimize < 2 {
                doc = docstring::clean(text);
            }
        }
        self.add_const(&doc);
        self.set_argument_counts(&node.args);
        let scope = self.scope();
        if scope.coroutine || scope.generator {
            self.push_block(BlockKind::StopIteration, Location::NONE)?;
            self.statements(body)?;
            self.pop_block();
            self.wrap_in_stopiteration_handler();
        } else {
            self.statements(body)?;
        }
        let code = self.leave(End::None)?;
        self.make_closure(code, attached, statement.location)?;
        Ok(())
    }

    /// `lambda` (`compiler_lambda`).
    pub(super) fn lambda(&mut self, expr: &'a Expr, args: &'a Arguments, body: &'a Expr) -> Result {
        check_debug_arguments(args)?;
        let location = expr.location;
        let attached = self.defaults(args, location)?;
        let scope = self.symbols.scope_of(expr, ScopeRole::Own);
        self.enter(&Name::from("<lambda>"), UnitKind::Lambda, scope, location.lineno);
        // A lambda cannot have a docstring.
        self.add_const(&Constant::None);
        self.set_argument_counts(args);
        self.expr(body)?;
        let end = if self.scope().generator {
            End::Value
        } else {
            self.emit(Opcode::RETURN_VALUE, body.location);
            End::None
        };
        let code = self.leave(end)?;
        self.make_closure(code, attached, location)?;
        Ok(())
    }

    fn set_argument_counts(&mut self, args: &Arguments) {
        let code = &mut self.unit.code;
        code.posonlyargcount = args.posonlyargs.len() as u32;
        code.argcount = code.posonlyargcount + args.args.len() as u32;
        code.kwonlyargcount = args.kwonlyargs.len() as u32;
    }

    /// Pushes the defaults as a tuple, those of keyword-only parameters as a dict
    /// (`compiler_default_arguments`).
    fn defaults(&mut self, args: &'a Arguments, location: Location) -> Result<Attached> {
        let mut attached = Attached::default();
        if !args.defaults.is_empty() {
            self.exprs(&args.defaults)?;
            self.emit_arg(Opcode::BUILD_TUPLE, args.defaults.len() as u32, location);
            attached.defaults = true;
        }
        let mut keys = Vec::new();
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            if let Some(default) = default {
                keys.push(self.mangled(&arg.arg).into_owned());
                self.expr(default)?;
            }
        }
        if !keys.is_empty() {
            self.load_names(keys.iter(), location);
            self.emit_arg(Opcode::BUILD_CONST_KEY_MAP, keys.len() as u32, location);
            attached.kwdefaults = true;
        }
        Ok(attached)
    }

    /// Pushes the annotations as one tuple of names and values; false if there are none
    /// (`compiler_visit_annotations`).
    fn annotations(
        &mut self,
        args: &'a Arguments,
        returns: Option<&'a Expr>,
        location: Location,
    ) -> Result<bool> {
        let parameters = args.args.iter().chain(&args.posonlyargs).chain(args.vararg.as_deref());
        let parameters = parameters.chain(&args.kwonlyargs).chain(args.kwarg.as_deref());
        let mut count = 0;
        for Arg { arg, annotation, .. } in parameters {
            if let Some(annotation) = annotation {
                self.annotation(arg, annotation, location)?;
                count += 2;
            }
        }
        if let Some(returns) = returns {
            self.annotation(&Name::from("return"), returns, location)?;
            count += 2;
        }
        if count > 0 {
            self.emit_arg(Opcode::BUILD_TUPLE, count, location);
        }
        Ok(count > 0)
    }

    fn annotation(&mut self, name: &Name, annotation: &'a Expr, location: Location) -> Result {
        let name = self.mangled(name);
        self.load_str(&name, location);
        if self.future.annotations() {
            self.annotation_text(annotation)?;
        } else if let ExprKind::Starred { value, .. } = &annotation.kind {
            // `*args: *Ts`
            self.expr(value)?;
            self.emit_arg(Opcode::UNPACK_SEQUENCE, 1, location);
        } else {
            self.expr(annotation)?;
        }
        Ok(())
    }

    /// Makes a function of a code object; its free variables are taken from the unit being written
    /// (`compiler_make_closure`).
    ///
    /// CPython 3.13 loses the `__class__` of a function inside an inlined comprehension of a class body that
    /// has no other use for it, and gives up; so do we.
    pub(super) fn make_closure(
        &mut self,
        code: Arc<CodeObject>,
        attached: Attached,
        location: Location,
    ) -> Result {
        let free: Vec<Name> = free_names(&code).cloned().collect();
        for name in &free {
            let Some(oparg) = self.closure_index(name) else {
                return Err(self.lost_variable(name, &code, &free));
            };
            self.emit_arg(Opcode::LOAD_CLOSURE, oparg, location);
        }
        if !free.is_empty() {
            self.emit_arg(Opcode::BUILD_TUPLE, free.len() as u32, location);
        }
        self.load_const(&Constant::Code(code), location);
        self.emit(Opcode::MAKE_FUNCTION, location);
        let attributes = [
            (!free.is_empty(), 8),
            (attached.annotations, 4),
            (attached.kwdefaults, 2),
            (attached.defaults, 1),
        ];
        for (_, flag) in attributes.into_iter().filter(|(present, _)| *present) {
            self.emit_arg(Opcode::SET_FUNCTION_ATTRIBUTE, flag, location);
        }
        Ok(())
    }

    /// The oparg with which a closure takes a variable from the unit being written (`compiler_lookup_arg`).
    fn closure_index(&self, name: &Name) -> Option<u32> {
        let code = &self.unit.code;
        let index = match self.place_of_free(name) {
            SymbolScope::Cell => code.cellvars.get_index_of(name)?,
            // In a class a name can be both local and free; the closure takes the free one.
            _ => code.cellvars.len() + code.freevars.get_index_of(name)?,
        };
        Some(index as u32)
    }

    /// What CPython says when it does not find a variable that it knows to be there.
    fn lost_variable(&self, name: &Name, code: &CodeObject, free: &[Name]) -> SyntaxError {
        const FREE: u8 = 4;
        const CELL: u8 = 5;
        let place = if self.place_of_free(name) == SymbolScope::Cell { CELL } else { FREE };
        let repr = |name: &Name| Constant::from(&**name).repr();
        let free = Constant::Tuple(free.iter().map(|name| Constant::from(&**name)).collect()).repr();
        let message = format!(
            "compiler_lookup_arg(name={}) with reftype={place} failed in {}; freevars of code {}: {free}",
            repr(name),
            self.unit.code.name,
            code.name
        );
        SyntaxError { kind: ErrorKind::SystemError, message, location: Location::NONE }
    }

    /// Calls the decorators, innermost first, each at its own place.
    pub(super) fn apply_decorators(&mut self, decorators: &[Expr]) {
        for decorator in decorators.iter().rev() {
            self.emit_arg(Opcode::CALL, 0, decorator.location);
        }
    }
}

/// The names that a code object takes from outside, in the order of its closure.
fn free_names(code: &CodeObject) -> impl Iterator<Item = &Name> {
    let kinds = code.localsplusnames.iter().zip(&code.localspluskinds);
    kinds.filter(|(_, kind)| kind.contains(LocalKind::FREE)).map(|(name, _)| name)
}

/// A decorated definition starts, for tracebacks, at its first decorator.
pub(super) fn first_line(statement: &Stmt, decorators: &[Expr]) -> i32 {
    decorators.first().map_or(statement.location, |decorator| decorator.location).lineno
}

fn check_debug_arguments(args: &Arguments) -> Result {
    let parameters = args.posonlyargs.iter().chain(&args.args).chain(args.vararg.as_deref());
    let mut parameters = parameters.chain(&args.kwonlyargs).chain(args.kwarg.as_deref());
    parameters.try_for_each(|arg| check_forbidden(&arg.arg, ExprContext::Store, arg.location))
}
