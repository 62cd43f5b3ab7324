//! Finding a step by a word: an opcode, a name, a piece of source, something printed or raised.

use bytescope_tracer::{Happening, KnownInstruction, Recording};

use crate::stepper::Stepper;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Query {
    pub(crate) text: String,
    lower: String,
}

impl Query {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), lower: text.to_lowercase() }
    }

    fn is_in(&self, text: &str) -> bool {
        text.to_lowercase().contains(&self.lower)
    }

    /// Whether an instruction has it, whenever it runs.
    pub(crate) fn is_in_instruction(&self, instruction: &KnownInstruction) -> bool {
        self.is_in(instruction.opcode.name())
            || self.is_in(&instruction.meaning)
            || self.is_in(&instruction.source)
    }

    fn is_in_happening(&self, happening: &Happening) -> bool {
        match happening {
            Happening::Raised { headline, .. } => self.is_in(headline),
            _ => false,
        }
    }

    fn is_at(&self, recording: &Recording, index: usize) -> bool {
        let Some(glimpse) = recording.glimpse(index) else { return false };
        self.is_in_instruction(glimpse.instruction)
            || glimpse.happened.iter().any(|happening| self.is_in_happening(happening))
            || (glimpse.instruction.opcode.name().starts_with("CALL")
                && recording.at(index).is_some_and(|state| self.is_in(state.writes)))
    }
}

impl Stepper {
    /// Goes to the next step that has what is looked for.
    pub(crate) fn find_next(&mut self) {
        let Some(query) = self.query.clone() else {
            self.message = Some("nothing to find yet: / starts a search".to_owned());
            return;
        };
        let next = (self.index + 1..self.recording.len()).find(|index| query.is_at(&self.recording, *index));
        match next {
            Some(index) => self.go(index),
            None => {
                self.message = Some(format!("{} is not found after this step; N looks before", query.text));
            }
        }
    }

    /// Goes to the step before that has it.
    pub(crate) fn find_previous(&mut self) {
        let Some(query) = self.query.clone() else {
            self.message = Some("nothing to find yet: / starts a search".to_owned());
            return;
        };
        let next = (0..self.index).rev().find(|index| query.is_at(&self.recording, *index));
        match next {
            Some(index) => self.go(index),
            None => {
                self.message = Some(format!("{} is not found before this step; n looks after", query.text));
            }
        }
    }
}
