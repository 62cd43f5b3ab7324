//! What a release's files look like and how its `dis` words things, as plain data: the little in which releases
//! differ beside their opcodes. Each [table](crate::OpcodeTable) holds one of both, generated with it.
//!
//! No code asks for a release's number to choose between ways of reading; it asks these.

/// The form of a release's `.pyc` files and code objects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The number at the start of a `.pyc`.
    pub magic: u16,
    /// Bytes before the marshalled module: 12 before PEP 552, which added flags, 16 since.
    pub header_size: u8,
    /// How marshal lays out a code object.
    pub layout: CodeLayout,
    /// What tells the lines.
    pub lines: LineTable,
    /// How many bytes of code a jump's argument counts with: 1 up to 3.9, 2 since.
    pub jump_unit: u8,
    /// How a hash-based `.pyc` knows its source.
    pub hash: SourceHash,
}

/// How marshal lays out a code object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeLayout {
    /// Names of locals, free variables and cells in three tuples. No qualified name, no exception table.
    Names {
        /// Whether there is a count of positional-only parameters (3.8).
        positional_only: bool,
    },
    /// One list of slots with their kinds, a qualified name, an exception table (3.11).
    Slots,
}

/// The encoding of the table that leads from code to lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineTable {
    /// `co_lnotab`: where another line starts.
    Lnotab,
    /// The first `co_linetable`: ranges of code with their lines, or without one (PEP 626).
    Ranges,
    /// Ranges with start and end, line and column (PEP 657).
    Positions,
}

/// The function that hashes sources for a `.pyc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceHash {
    /// SipHash-2-4, up to 3.10.
    Sip24,
    /// SipHash-1-3.
    Sip13,
}

/// How a release's `dis` words an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// `NULL + print` rather than `print + NULL`.
    pub null_first: bool,
    /// Whether code that has no line starts one like any other (3.13); before, it is passed over.
    pub absent_lines: bool,
    /// Whether columns grow with large lines and offsets (3.7).
    pub wide_columns: bool,
    /// The series whose Unicode tells which letters a repr shows and which it escapes.
    pub unicode_of: u8,
    /// Where a jump leads.
    pub jumps: JumpWords,
    /// How far up in the argument of `COMPARE_OP` the operator is.
    pub compare_shift: u8,
    /// The bit of that argument that asks for a `bool`; 0 for none.
    pub compare_bool: u8,
}

/// How a release's `dis` words where a jump leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JumpWords {
    /// `to 20` for relative jumps; nothing for absolute ones, whose argument says it.
    Relative,
    /// `to 20`
    Offset,
    /// `to L2`
    Label,
}
