//! `class`: the body as a function without arguments, and the call that builds the class.

use bytescope_bytecode::{Constant, Location, Name, Opcode};
use bytescope_syntax::ast::{ClassDef, Expr, ExprKind, Stmt};

use super::functions::{Attached, first_line};
use super::scopes::UnitKind;
use super::{Codegen, End, Result};
use crate::symtable::{ScopeRole, SymbolScope};

/// `CALL_INTRINSIC_1`: `Generic[T, …]`.
const INTRINSIC_SUBSCRIPT_GENERIC: u32 = 10;

impl<'a> Codegen<'a> {
    /// `class` (`compiler_class`): `name = __build_class__(body, "name", *bases, **keywords)`.
    pub(super) fn class_def(&mut self, statement: &'a Stmt, node: &'a ClassDef) -> Result {
        self.exprs(&node.decorator_list)?;
        let firstlineno = first_line(statement, &node.decorator_list);
        let location = statement.location;
        if node.type_params.is_empty() {
            self.class_body(statement, node, firstlineno)?;
            self.call_pushed(2, &node.bases, None, &node.keywords, location)?;
        } else {
            let type_params = Name::from(".type_params");
            let generic_base = Name::from(".generic_base");
            self.enter_type_params(&node.name, statement, firstlineno);
            self.unit.private = Some(node.name.clone());
            self.type_params(&node.type_params)?;
            self.store_name(&type_params, location)?;
            self.class_body(statement, node, firstlineno)?;
            self.load_name(&type_params, location)?;
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_SUBSCRIPT_GENERIC, location);
            self.store_name(&generic_base, location)?;
            self.call_pushed(2, &node.bases, Some(&generic_base), &node.keywords, location)?;
            let code = self.leave(End::Value)?;
            self.make_closure(code, Attached::default(), location)?;
            self.emit(Opcode::PUSH_NULL, location);
            self.emit_arg(Opcode::CALL, 0, location);
        }
        self.apply_decorators(&node.decorator_list);
        self.store_name(&node.name, location)
    }

    /// The body's unit, then what `__build_class__` takes first: the body and the name
    /// (`compiler_class_body`).
    fn class_body(&mut self, statement: &'a Stmt, node: &'a ClassDef, firstlineno: i32) -> Result {
        let scope = self.symbols.scope_of(statement, ScopeRole::Own);
        self.enter(&node.name, UnitKind::Class, scope, firstlineno);
        self.unit.private = Some(node.name.clone());
        let start = Location::new(firstlineno, firstlineno, 0, 0);
        self.load_name(&"__name__".into(), start)?;
        self.store_name(&"__module__".into(), start)?;
        let qualname = self.unit.code.qualname.clone();
        self.load_str(&qualname, start);
        self.store_name(&"__qualname__".into(), start)?;
        self.load_const(&Constant::Int(firstlineno.into()), start);
        self.store_name(&"__firstlineno__".into(), start)?;
        if !node.type_params.is_empty() {
            self.load_name(&".type_params".into(), start)?;
            self.store_name(&"__type_params__".into(), start)?;
        }
        if self.scope().needs_classdict {
            self.emit(Opcode::LOAD_LOCALS, start);
            let oparg = self.deref_index(&"__classdict__".into(), SymbolScope::Cell);
            self.emit_arg(Opcode::STORE_DEREF, oparg, start);
        }
        self.body(start, &node.body)?;

        let mut attributes: Vec<Name> = self.unit.static_attributes.drain().collect();
        attributes.sort_unstable();
        self.load_names(attributes.iter(), Location::NONE);
        self.store_name(&"__static_attributes__".into(), Location::NONE)?;
        if self.scope().needs_classdict {
            self.load_cell("__classdict__");
            self.store_name(&"__classdictcell__".into(), Location::NONE)?;
        }
        if self.scope().needs_class_closure {
            self.load_cell("__class__");
            self.emit_arg(Opcode::COPY, 1, Location::NONE);
            self.store_name(&"__classcell__".into(), Location::NONE)?;
        } else {
            self.load_none(Location::NONE);
        }
        self.emit(Opcode::RETURN_VALUE, Location::NONE);
        let code = self.leave(End::None)?;

        let location = statement.location;
        self.emit(Opcode::LOAD_BUILD_CLASS, location);
        self.emit(Opcode::PUSH_NULL, location);
        self.make_closure(code, Attached::default(), location)?;
        self.load_str(&node.name, location);
        Ok(())
    }

    fn load_cell(&mut self, name: &str) {
        let oparg = self.deref_index(&Name::from(name), SymbolScope::Cell);
        self.emit_arg(Opcode::LOAD_CLOSURE, oparg, Location::NONE);
    }

    /// Remembers `self.attr = …` for the class around this unit
    /// (`compiler_maybe_add_static_attribute_to_class`).
    pub(super) fn note_static_attribute(&mut self, object: &Expr, attr: &Name) {
        if matches!(&object.kind, ExprKind::Name { id, .. } if &**id == "self") {
            let class = self.outer.iter_mut().rev().find(|unit| unit.kind == UnitKind::Class);
            if let Some(class) = class {
                class.static_attributes.insert(attr.clone());
            }
        }
    }
}
