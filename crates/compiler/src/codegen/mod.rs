//! Code generation: one walk over the syntax tree that emits instructions for each code unit.
//!
//! CPython's `compile.c`. Instructions come out with symbolic labels and pseudo opcodes; nothing is
//! optimised here. An inner unit (function, class body, generator expression …) is finished, flowgraph
//! and assembly included, before its outer unit goes on, because its code object is a constant there.
//!
//! Every instruction carries the location that CPython gives it. Where CPython marks an instruction as
//! artificial it has [`Location::NONE`], and the flowgraph decides later which line it belongs to.
//!
//! What surprised us: dead code is generated too and only removed later, so names and constants that only
//! dead code mentions stay in the tables; and a `finally` body is generated once for every way out.

mod blocks;
mod calls;
mod classes;
mod comprehensions;
mod conditions;
mod control;
mod coroutines;
mod displays;
mod docstring;
mod exceptions;
mod expressions;
mod functions;
mod generics;
mod imports;
mod names;
mod patterns;
mod scopes;
mod statements;
mod with;

use std::mem;
use std::sync::Arc;

use bytescope_bytecode::{CodeFlags, CodeObject, Constant, Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Mod, Stmt};

use crate::Options;
use crate::assemble;
use crate::dialect::Dialect;
use crate::flowgraph::{self, Observer, Workspace};
use crate::future::FutureFeatures;
use crate::instruction::Label;
use crate::symtable::SymbolTable;
use crate::unit::CodeUnit;
use scopes::{OpenUnit, UnitKind};

/// What every step of code generation returns.
type Result<T = ()> = std::result::Result<T, SyntaxError>;

/// A display, dict or call with more items than this is built step by step, to bound the stack
/// (`STACK_USE_GUIDELINE`).
const STACK_USE_GUIDELINE: usize = 30;

/// The code generator: the tree's symbol table and the stack of units being written.
struct Codegen<'a> {
    options: &'a Options,
    dialect: Dialect,
    future: FutureFeatures,
    symbols: SymbolTable,
    /// The unit being written.
    unit: OpenUnit<'a>,
    /// The units around it, the module first.
    outer: Vec<OpenUnit<'a>>,
    /// Finished units, emptied: most units are small and find all the room they need in an earlier one's.
    #[expect(clippy::vec_box, reason = "they go back into the boxes they came from")]
    spare: Vec<Box<CodeUnit>>,
    workspace: Workspace,
    observer: Option<&'a mut (dyn Observer + 'a)>,
    /// `single` mode: expression statements print their value.
    interactive: bool,
}

/// Generates the code of a whole tree (`_PyAST_Compile`'s `compiler_mod`).
///
/// # Errors
///
/// What only code generation can see: `'return' outside function`, unreachable patterns, more than 21
/// nested blocks and the like.
pub(crate) fn generate<'a>(
    module: &'a Mod,
    symbols: SymbolTable,
    options: &'a Options,
    future: FutureFeatures,
    observer: Option<&'a mut (dyn Observer + 'a)>,
) -> Result<CodeObject> {
    let unit = OpenUnit::for_module(&symbols);
    let mut codegen = Codegen {
        options,
        dialect: Dialect::of(options.version),
        future,
        symbols,
        unit,
        outer: Vec::new(),
        spare: Vec::new(),
        workspace: Workspace::default(),
        observer,
        interactive: matches!(module, Mod::Interactive { .. }),
    };
    codegen.emit_arg(Opcode::RESUME, RESUME_AT_FUNC_START, Location::new(0, 1, 0, 0));
    let start = Location::new(1, 1, 0, 0);
    match module {
        Mod::Module { body } => codegen.body(body.first().map_or(start, |first| first.location), body)?,
        Mod::Interactive { body } => {
            codegen.setup_annotations(body, start);
            codegen.statements(body)?;
        }
        Mod::Expression { body } => codegen.expr(body)?,
    }
    codegen.finish_unit(if matches!(module, Mod::Expression { .. }) { End::Value } else { End::None })
}

/// `RESUME`'s argument at the start of a unit.
const RESUME_AT_FUNC_START: u32 = 0;
/// `RESUME`'s argument after a `yield`.
const RESUME_AFTER_YIELD: u32 = 1;
/// `RESUME`'s argument after a `yield from`.
const RESUME_AFTER_YIELD_FROM: u32 = 2;
/// `RESUME`'s argument after an `await`.
const RESUME_AFTER_AWAIT: u32 = 3;

/// How a unit ends when control runs off its last instruction (`add_return_at_end`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// `return None`.
    None,
    /// The value on the stack is returned.
    Value,
}

impl<'a> Codegen<'a> {
    /// Appends an instruction without argument.
    fn emit(&mut self, opcode: Opcode, location: Location) {
        self.unit.code.instructions.push(opcode, 0, location);
    }

    /// Appends an instruction with an argument.
    fn emit_arg(&mut self, opcode: Opcode, oparg: u32, location: Location) {
        self.unit.code.instructions.push(opcode, oparg, location);
    }

    /// Appends an instruction that names a label: a jump, or the set-up of a handler.
    fn emit_jump(&mut self, opcode: Opcode, target: Label, location: Location) {
        self.unit.code.instructions.push(opcode, target.0, location);
    }

    fn new_label(&mut self) -> Label {
        self.unit.code.instructions.new_label()
    }

    fn use_label(&mut self, label: Label) {
        self.unit.code.instructions.use_label(label);
    }

    /// The index of a constant, which is added if it is new (`compiler_add_const`).
    fn add_const(&mut self, value: &Constant) -> u32 {
        let consts = &mut self.unit.code.consts;
        let index = match consts.get_index_of(value) {
            Some(index) => index,
            None => consts.insert_full(value.clone()).0,
        };
        index as u32
    }

    fn load_const(&mut self, value: &Constant, location: Location) {
        let index = self.add_const(value);
        self.emit_arg(Opcode::LOAD_CONST, index, location);
    }

    fn load_none(&mut self, location: Location) {
        self.load_const(&Constant::None, location);
    }

    fn load_str(&mut self, text: &str, location: Location) {
        self.load_const(&Constant::from(text), location);
    }

    /// Loads a tuple of names: keyword names, attributes of a class pattern, imported names.
    fn load_names<'n>(&mut self, names: impl Iterator<Item = &'n Name>, location: Location) {
        let names = names.map(|name| Constant::from(&**name)).collect();
        self.load_const(&Constant::Tuple(names), location);
    }

    /// A file or the body of a class (`compiler_body`).
    fn body(&mut self, location: Location, statements: &'a [Stmt]) -> Result {
        self.setup_annotations(statements, location);
        let mut rest = statements;
        if let Some((text, literal)) = docstring::of_body(statements) {
            if self.options.optimize < 2 {
                self.load_const(&docstring::clean(text), literal);
                self.store_name(&Name::from("__doc__"), Location::NONE)?;
            }
            rest = &statements[1..];
        }
        self.statements(rest)
    }

    /// Makes `__annotations__` if anything in the body needs it.
    fn setup_annotations(&mut self, statements: &[Stmt], location: Location) {
        if has_annotations(statements) {
            self.emit(Opcode::SETUP_ANNOTATIONS, location);
        }
    }

    /// Optimises and assembles the unit being written.
    fn finish_unit(&mut self, end: End) -> Result<CodeObject> {
        if end == End::None {
            self.load_none(Location::NONE);
        }
        self.emit(Opcode::RETURN_VALUE, Location::NONE);
        self.unit.code.flags = self.code_flags();
        let unit = &mut *self.unit.code;
        let observer = self.observer.as_mut().map(|observer| &mut **observer as &mut dyn Observer);
        let lowered = flowgraph::optimize(unit, &self.dialect, observer, &mut self.workspace)?;
        assemble::assemble(unit, lowered, self.options.filename.clone(), &self.dialect)
    }

    /// Ends the inner unit being written, goes back to the outer one and returns the inner code object.
    fn leave(&mut self, end: End) -> Result<Arc<CodeObject>> {
        let code = self.finish_unit(end)?;
        if let Some(outer) = self.outer.pop() {
            let mut finished = mem::replace(&mut self.unit, outer).code;
            finished.clear();
            self.spare.push(finished);
        }
        Ok(Arc::new(code))
    }

    /// `co_flags` of the unit being written (`compute_code_flags`).
    fn code_flags(&self) -> CodeFlags {
        let scope = self.scope();
        let mut flags = self.future.flags;
        if scope.kind.is_function_like() {
            flags |= CodeFlags::NEWLOCALS | CodeFlags::OPTIMIZED;
            flags.set(CodeFlags::NESTED, scope.nested);
            flags |= match (scope.generator, scope.coroutine) {
                (true, true) => CodeFlags::ASYNC_GENERATOR,
                (true, false) => CodeFlags::GENERATOR,
                (false, true) => CodeFlags::COROUTINE,
                (false, false) => CodeFlags::empty(),
            };
            flags.set(CodeFlags::VARARGS, scope.varargs);
            flags.set(CodeFlags::VARKEYWORDS, scope.varkeywords);
        }
        flags
    }

    /// Whether the unit being written is a module or a class, where annotations are evaluated.
    fn evaluates_annotations(&self) -> bool {
        matches!(self.unit.kind, UnitKind::Module | UnitKind::Class)
    }
}

/// Whether a body annotates a variable, nested blocks included but not nested scopes (`find_ann`).
fn has_annotations(statements: &[Stmt]) -> bool {
    use bytescope_syntax::ast::StmtKind;
    statements.iter().any(|statement| match &statement.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::For(node) | StmtKind::AsyncFor(node) => {
            has_annotations(&node.body) || has_annotations(&node.orelse)
        }
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
            has_annotations(body) || has_annotations(orelse)
        }
        StmtKind::With { body, .. } | StmtKind::AsyncWith { body, .. } => has_annotations(body),
        StmtKind::Match { cases, .. } => cases.iter().any(|case| has_annotations(&case.body)),
        StmtKind::Try(node) | StmtKind::TryStar(node) => {
            has_annotations(&node.body)
                || node.handlers.iter().any(|handler| has_annotations(&handler.body))
                || has_annotations(&node.finalbody)
                || has_annotations(&node.orelse)
        }
        _ => false,
    })
}
