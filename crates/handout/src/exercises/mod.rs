//! Exercises made from a program, one file a kind. What is asked and what is right both come from compiling and
//! running it; a number chooses among the possible questions, the same ones each time.

mod choice;
mod cost;
mod grid;
mod line;
mod parsons;
mod predict;
mod scope;
mod stack;

use std::ops::RangeInclusive;

use bytescope_explorer::{Disassembly, Instruction, Object};

use crate::document::{Exercise, ExerciseKind, Matter, Program};
use crate::words::Words;

use choice::Choice;

/// What exercises may ask about.
#[derive(Clone, Debug)]
pub(crate) struct Scope<'a> {
    pub(crate) program: &'a Program,
    /// Only this code object.
    pub(crate) only: Option<&'a str>,
    /// Only these lines.
    pub(crate) lines: Option<RangeInclusive<i32>>,
    pub(crate) words: &'static Words,
}

/// A question and its solution, or why there is none.
type Made = Result<(Vec<Matter>, Vec<Matter>), String>;

/// An exercise of one kind, or why the program has none.
pub(crate) fn make(
    kind: ExerciseKind,
    scope: &Scope<'_>,
    number: usize,
    seed: u64,
) -> Result<Exercise, String> {
    let choice = &mut Choice::new(seed, kind.name());
    let (question, solution) = match kind {
        ExerciseKind::Predict => predict::make(scope),
        ExerciseKind::Stack => stack::make(scope, choice),
        ExerciseKind::Grid => grid::make(scope, choice),
        ExerciseKind::Parsons => parsons::make(scope, choice),
        ExerciseKind::Scope => scope::make(scope, choice),
        ExerciseKind::Line => line::make(scope, choice),
        ExerciseKind::Cost => cost::make(scope, choice),
    }?;
    Ok(Exercise { number, kind, question, solution })
}

impl Scope<'_> {
    /// The code objects that are asked about, taken apart.
    fn objects(&self) -> Vec<(&Object, Disassembly)> {
        let Some(exploration) = &self.program.exploration else { return Vec::new() };
        let objects = exploration.objects.iter();
        let wanted = objects.filter(|object| self.only.is_none_or(|name| object.code.goes_by(name)));
        wanted.filter_map(|object| Some((object, exploration.disassemble(object).ok()?))).collect()
    }

    /// Whether a line may be asked about.
    fn has_line(&self, line: i32) -> bool {
        line > 0 && self.lines.as_ref().is_none_or(|lines| lines.contains(&line))
    }

    /// The whole program.
    fn code(&self) -> Matter {
        Matter::Code { text: self.program.source.text().to_owned(), first_line: 1 }
    }

    /// The lines that define a code object.
    fn code_of(&self, object: &Object) -> Matter {
        let lines: Vec<_> = object.lines.clone().map(|line| self.program.source.line(line)).collect();
        Matter::Code {
            text: lines.join("\n") + "\n",
            first_line: usize::try_from(*object.lines.start()).unwrap_or(1),
        }
    }
}

/// The qualified name of a code object, as readers write it.
fn path(object: &Object) -> String {
    object.code.qualname.replace("<locals>.", "")
}

/// `LOAD_FAST n`
fn words_of(instruction: &Instruction) -> String {
    format!("{} {}", instruction.opcode.name(), instruction.meaning).trim_end().to_owned()
}
