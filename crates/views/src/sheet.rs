//! The main view as data, for pages that draw it themselves: groups, arrows, brackets and colours are those of
//! the terminal view, and only widths and glyphs are left to the page.

use std::ops::Range;

use bytescope_bytecode::DecodeError;
use bytescope_explorer::{Disassembly, Exploration};

use crate::hues::Hues;
use crate::layout::{Item, View};
pub use crate::listing::Source;
pub use crate::margin::{Bracket, Stroke};
use crate::options::Options;
use crate::run::Hue;

/// A page has room for as many lanes as a wide terminal.
const WIDTH: usize = 140;

/// A code object, laid out.
#[derive(Debug)]
pub struct Sheet {
    /// The instructions and their handlers.
    pub disassembly: Disassembly,
    /// Pieces of source and what they became, in the order of the code.
    pub groups: Vec<SheetGroup>,
    /// How many lanes the arrows need.
    pub lanes: usize,
    hues: Hues,
}

/// A piece of source with its instructions.
#[derive(Debug)]
pub struct SheetGroup {
    /// What stands at the left.
    pub source: Source,
    /// The instructions; none where a line became nothing.
    pub rows: Vec<SheetRow>,
    /// The lanes that run on from here to the next group.
    pub passing: Vec<Stroke>,
    /// Whether a bracket does.
    pub bracket_passes: bool,
}

/// An instruction and its margin.
#[derive(Debug)]
pub struct SheetRow {
    /// Index of the instruction.
    pub instruction: usize,
    /// The lanes from left to right.
    pub lanes: Vec<Stroke>,
    /// Whether an arrow ends here.
    pub head: bool,
    /// Whether one starts here.
    pub tail: bool,
    /// Whether its label is one that jumps lead to, and not only exceptions.
    pub is_jump_target: bool,
    /// The bracket of the exception table.
    pub bracket: Bracket,
    /// The label of the handler, where a bracket begins.
    pub handler: Option<String>,
}

impl Sheet {
    /// Lays out the code object with this index.
    ///
    /// # Errors
    ///
    /// Where the code is none that a compiler makes.
    pub fn new(exploration: &Exploration, index: usize) -> Result<Self, DecodeError> {
        let options = Options { width: WIDTH, ..Options::default() };
        let mut view = View::new(exploration, index, &options)?;
        let mut row = 0;
        let mut groups = Vec::new();
        for (group, items) in std::mem::take(&mut view.groups) {
            let mut rows = Vec::new();
            for item in items {
                if let Item::Instruction(instruction) = item {
                    rows.push(sheet_row(&view, instruction, row));
                }
                row += 1;
            }
            groups.push(SheetGroup {
                source: group.source,
                rows,
                passing: view.arrows.before(row),
                bracket_passes: view.bracket_goes_on(row),
            });
        }
        Ok(Self { lanes: view.arrows.lanes(), groups, disassembly: view.disassembly, hues: view.hues })
    }

    /// The colour of a piece of source, by its bytes.
    pub fn hue(&self, span: &Range<usize>) -> Option<Hue> {
        self.hues.of(Some(span))
    }
}

fn sheet_row(view: &View<'_>, instruction: usize, row: usize) -> SheetRow {
    let strokes = view.arrows.row(row);
    let bracket = view.brackets.get(row).copied().unwrap_or(Bracket::None);
    let begins = matches!(bracket, Bracket::First | Bracket::Only);
    SheetRow {
        instruction,
        lanes: strokes.lanes,
        head: strokes.head,
        tail: strokes.tail,
        is_jump_target: view.is_jump_target(row),
        bracket,
        handler: if begins { view.handler_of(row) } else { None },
    }
}
