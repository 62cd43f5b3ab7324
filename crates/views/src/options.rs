//! What to show and how wide.

use crate::paint::Theme;

/// The reader's wishes. Width never decides what is shown, only how it fits.
#[derive(Clone, Debug)]
pub struct Options {
    /// Cells in a line.
    pub width: usize,
    /// Terminal colours for [`crate::ansi`].
    pub theme: Theme,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// The source slice each instruction came from.
    pub from: bool,
    /// How each instruction changes the depth of the stack.
    pub effect: bool,
    /// The operand stack after each instruction.
    pub stack: bool,
    /// Arguments as numbers.
    pub raw: bool,
    /// Byte offsets.
    pub offsets: bool,
    /// Inline caches and `EXTENDED_ARG`.
    pub caches: bool,
    /// One sentence about every opcode used.
    pub explain: bool,
    /// Constants, names, local slots and the exception table.
    pub tables: bool,
    /// Jumps as arrows.
    pub arrows: bool,
    /// Exception ranges as brackets.
    pub exceptions: bool,
    /// Only the code objects of this name.
    pub only: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 100,
            theme: Theme::Any,
            ascii: false,
            from: false,
            effect: false,
            stack: false,
            raw: false,
            offsets: false,
            caches: false,
            explain: false,
            tables: false,
            arrows: true,
            exceptions: true,
            only: None,
        }
    }
}

impl Options {
    /// Whether there is any column after the argument.
    pub(crate) fn more_columns(&self) -> bool {
        self.from || self.effect || self.stack
    }
}
