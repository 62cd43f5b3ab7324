//! One code object in the making: what code generation hands to the flowgraph and the assembler.

use bytescope_bytecode::{CodeFlags, Constant, Name};
use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::instruction::InstructionSequence;

/// Names in order of first use; the position is the oparg.
pub type NameTable = IndexSet<Name, FxBuildHasher>;

/// Constants in order of first use; equality is CPython's constant key.
pub type ConstantTable = IndexSet<Constant, FxBuildHasher>;

/// CPython's `compiler_unit` and its metadata.
#[derive(Clone, Debug, Default)]
pub struct CodeUnit {
    /// `co_name`
    pub name: Name,
    /// `co_qualname`
    pub qualname: Name,
    /// `co_flags`
    pub flags: CodeFlags,
    /// Positional parameters, positional-only ones included.
    pub argcount: u32,
    /// Positional-only parameters.
    pub posonlyargcount: u32,
    /// Keyword-only parameters.
    pub kwonlyargcount: u32,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// `co_consts`
    pub consts: ConstantTable,
    /// `co_names`
    pub names: NameTable,
    /// Locals; the parameters first.
    pub varnames: NameTable,
    /// Cells, in CPython's order (sorted, then `__class__`, then `__classdict__`).
    pub cellvars: NameTable,
    /// Free variables, sorted. Opargs count them after the cells.
    pub freevars: NameTable,
    /// Names that only an inlined comprehension binds, outside functions (`u_fasthidden`).
    pub fasthidden: FxHashSet<Name>,
    /// The instructions.
    pub instructions: InstructionSequence,
}

impl CodeUnit {
    /// How many locals are parameters, `*args` and `**kwargs` included.
    pub fn nparams(&self) -> usize {
        let starred = u32::from(self.flags.contains(CodeFlags::VARARGS))
            + u32::from(self.flags.contains(CodeFlags::VARKEYWORDS));
        (self.argcount + self.kwonlyargcount + starred) as usize
    }

    /// Empties the tables, which keep their room for the next unit; whoever opens that sets the rest.
    pub(crate) fn clear(&mut self) {
        self.consts.clear();
        for names in [&mut self.names, &mut self.varnames, &mut self.cellvars, &mut self.freevars] {
            names.clear();
        }
        self.fasthidden.clear();
        self.instructions.clear();
        self.flags = CodeFlags::empty();
        (self.argcount, self.posonlyargcount, self.kwonlyargcount) = (0, 0, 0);
    }
}
