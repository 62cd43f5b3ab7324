//! The words that are not the author's, by language. A new language is a new [`Words`] and a name in [`Language`].

use std::str::FromStr;

use crate::document::{ExerciseKind, View};
use crate::fence::ViewKind;

/// The languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English
    #[default]
    En,
    /// German
    De,
}

impl Language {
    /// Its code: `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::En => &ENGLISH,
            Self::De => &GERMAN,
        }
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::En, Self::De]
            .into_iter()
            .find(|language| language.code() == text)
            .ok_or_else(|| format!("there are no words in {text}; there are en, de"))
    }
}

/// The fixed words of one language. `{}` is filled in.
#[derive(Debug)]
pub struct Words {
    /// Over the list of pages.
    pub contents: &'static str,
    /// Over the list of headings of one page.
    pub on_this_page: &'static str,
    /// To the page before.
    pub previous: &'static str,
    /// To the page after.
    pub next: &'static str,
    /// Of a page that is not written yet.
    pub not_written: &'static str,
    /// Over the mind map.
    pub mind_map: &'static str,
    /// The search field.
    pub search: &'static str,
    /// Over exercises.
    pub exercises: &'static str,
    /// The title of one: its number and kind are filled in.
    pub exercise: &'static str,
    /// Over the solutions at the end.
    pub solutions: &'static str,
    /// Over one solution.
    pub solution: &'static str,
    /// What unfolds an answer.
    pub answer: &'static str,
    /// Before the number of a page of paper.
    pub page: &'static str,
    /// What a program prints.
    pub prints: &'static str,
    /// Of a program that prints nothing.
    pub prints_nothing: &'static str,
    /// How a program ends.
    pub ends_with: &'static str,
    /// Under listings: the version is filled in.
    pub true_for: &'static str,
    /// At the foot of a page: the versions of bytescope and CPython are filled in.
    pub made_by: &'static str,
    /// In comparisons: how many instructions.
    pub instructions: &'static str,
    /// Over the lines of a listing.
    pub line: &'static str,
    /// Over the names of instructions.
    pub instruction: &'static str,
    /// Over their arguments.
    pub argument: &'static str,
    /// Asks what a program prints.
    pub ask_predict: &'static str,
    /// Asks what is on the stack: line, code object, instruction.
    pub ask_stack: &'static str,
    /// The values on it.
    pub tell_stack: &'static str,
    /// Asks for the stacks of some steps: the code object, the stack before.
    pub ask_grid: &'static str,
    /// An empty stack.
    pub empty: &'static str,
    /// Asks for a line: code object, instruction.
    pub ask_line: &'static str,
    /// The line and its text.
    pub tell_line: &'static str,
    /// The piece of source.
    pub tell_piece: &'static str,
    /// Asks for the price of a line: number, text.
    pub ask_cost: &'static str,
    /// How many it has.
    pub tell_cost: &'static str,
    /// How many were executed.
    pub tell_executed: &'static str,
    /// Asks for the order: line, code object, text, how many are too many.
    pub ask_parsons: &'static str,
    /// The order.
    pub tell_parsons: &'static str,
    /// What does not belong.
    pub tell_distractors: &'static str,
    /// Asks who answers for names.
    pub ask_scope: &'static str,
    /// Over step numbers.
    pub step: &'static str,
    /// Over stacks.
    pub stack_after: &'static str,
    /// Over sentences.
    pub what_it_does: &'static str,
    /// Over names.
    pub name: &'static str,
    /// Over scopes.
    pub used_in: &'static str,
    /// Over the scope that answers.
    pub who_answers: &'static str,
    /// Over reasons.
    pub why: &'static str,
    /// Titles of the views.
    views: [&'static str; 13],
    /// Titles of the kinds of exercises.
    exercise_kinds: [&'static str; 7],
    /// Titles of boxes: question, tip, note, warning, important, caution.
    callouts: [&'static str; 6],
}

impl Words {
    /// The title of a view.
    pub fn view(&self, view: ViewKind) -> &'static str {
        ViewKind::ALL.iter().position(|kind| *kind == view).map_or("", |index| self.views[index])
    }

    /// What stands over a view on a page.
    pub(crate) fn title(&self, view: &View) -> &'static str {
        match view {
            View::Error(_) => self.ends_with,
            View::Output => self.prints,
            _ => view.kind().map_or("", |kind| self.view(kind)),
        }
    }

    /// The title of a kind of exercise.
    pub fn exercise_kind(&self, wanted: ExerciseKind) -> &'static str {
        ExerciseKind::ALL
            .iter()
            .position(|kind| *kind == wanted)
            .map_or("", |index| self.exercise_kinds[index])
    }

    /// The title of a box without one of its own.
    pub fn callout(&self, wanted: &str) -> &'static str {
        crate::lesson::CALLOUTS
            .iter()
            .position(|kind| *kind == wanted)
            .map_or("", |index| self.callouts[index])
    }
}

/// Fills in the `{}` of a text, one after the other.
pub(crate) fn fill(text: &str, values: &[&str]) -> String {
    let mut values = values.iter();
    let mut out = String::new();
    for (index, part) in text.split("{}").enumerate() {
        if index > 0 {
            out.push_str(values.next().copied().unwrap_or_default());
        }
        out.push_str(part);
    }
    out
}

static ENGLISH: Words = Words {
    contents: "Contents",
    on_this_page: "On this page",
    previous: "Previous",
    next: "Next",
    not_written: "not written yet",
    mind_map: "Mind map",
    search: "Search",
    exercises: "Exercises",
    exercise: "Exercise {}: {}",
    solutions: "Solutions",
    solution: "Solution",
    answer: "Answer",
    page: "page",
    prints: "It prints",
    prints_nothing: "It prints nothing.",
    ends_with: "It ends with",
    true_for: "CPython {}",
    made_by: "Made by bytescope {} for CPython {}.",
    instructions: "{} instructions",
    line: "line",
    instruction: "instruction",
    argument: "argument",
    ask_predict: "What does this program print?",
    ask_stack: "Line {} of {}: what is on the stack after {}, bottom first?",
    tell_stack: "On the stack are, bottom first: {}.",
    ask_grid: "Fill in the stack after each of these steps in {}. Before the first one it is: {}.",
    empty: "empty",
    ask_line: "In {}, which source line does the instruction {} belong to?",
    tell_line: "To line {}, {}.",
    tell_piece: "It was made for {}.",
    ask_cost: "How many instructions is line {}, {}, compiled to? What is each one for?",
    tell_cost: "It has {} instructions.",
    tell_executed: "The whole run executes {} on this line.",
    ask_parsons: "Put the instructions of line {} of {}, {}, in order. {} of them do not belong.",
    tell_parsons: "The order is {}.",
    tell_distractors: "Not among them: {}.",
    ask_scope: "Who answers for each of these names where it is used: a parameter or another local variable, a cell of the function, a free variable from around it, the module (global), or the built-ins?",
    step: "step",
    stack_after: "stack after",
    what_it_does: "what it does",
    name: "name",
    used_in: "used in",
    who_answers: "who answers?",
    why: "why",
    views: [
        "Source",
        "Tokens",
        "Syntax tree",
        "Symbol table",
        "Optimisation, pass by pass",
        "Control flow",
        "Source and bytecode",
        "Source, bytecode and stack",
        "In plain words",
        "The run, instruction by instruction",
        "The run, step by step",
        "Output",
        "Where the instructions go",
    ],
    exercise_kinds: [
        "predict the output",
        "what is on the stack?",
        "fill in the trace",
        "put the instructions in order",
        "which scope answers?",
        "which line?",
        "what does it cost?",
    ],
    callouts: ["Question", "Tip", "Note", "Warning", "Important", "Caution"],
};

static GERMAN: Words = Words {
    contents: "Inhalt",
    on_this_page: "Auf dieser Seite",
    previous: "Zurück",
    next: "Weiter",
    not_written: "noch nicht geschrieben",
    mind_map: "Gedankenkarte",
    search: "Suchen",
    exercises: "Aufgaben",
    exercise: "Aufgabe {}: {}",
    solutions: "Lösungen",
    solution: "Lösung",
    answer: "Antwort",
    page: "Seite",
    prints: "Ausgabe",
    prints_nothing: "Es gibt nichts aus.",
    ends_with: "Am Ende steht",
    true_for: "CPython {}",
    made_by: "Erzeugt mit bytescope {} für CPython {}.",
    instructions: "{} Befehle",
    line: "Zeile",
    instruction: "Befehl",
    argument: "Argument",
    ask_predict: "Was gibt dieses Programm aus?",
    ask_stack: "Zeile {} in {}: Was liegt nach {} auf dem Stapel, das Unterste zuerst?",
    tell_stack: "Auf dem Stapel liegen, das Unterste zuerst: {}.",
    ask_grid: "Trage den Stapel nach jedem dieser Schritte in {} ein. Vor dem ersten ist er: {}.",
    empty: "leer",
    ask_line: "Zu welcher Zeile des Quelltextes gehört in {} der Befehl {}?",
    tell_line: "Zu Zeile {}, {}.",
    tell_piece: "Er steht für {}.",
    ask_cost: "In wie viele Befehle wird Zeile {}, {}, übersetzt? Wozu dient jeder?",
    tell_cost: "Es sind {} Befehle.",
    tell_executed: "Der ganze Lauf führt in dieser Zeile {} aus.",
    ask_parsons: "Bringe die Befehle von Zeile {} in {}, {}, in die richtige Reihenfolge. {} davon gehören nicht dazu.",
    tell_parsons: "Die Reihenfolge ist {}.",
    tell_distractors: "Nicht dabei: {}.",
    ask_scope: "Wer antwortet auf jeden dieser Namen dort, wo er gebraucht wird: ein Parameter oder eine andere lokale Variable, eine Zelle der Funktion, eine freie Variable von außen, das Modul (global) oder die eingebauten Namen?",
    step: "Schritt",
    stack_after: "Stapel danach",
    what_it_does: "was er tut",
    name: "Name",
    used_in: "gebraucht in",
    who_answers: "wer antwortet?",
    why: "warum",
    views: [
        "Quelltext",
        "Token",
        "Syntaxbaum",
        "Symboltabelle",
        "Optimierung, Schritt für Schritt",
        "Kontrollfluss",
        "Quelltext und Bytecode",
        "Quelltext, Bytecode und Stapel",
        "In einfachen Worten",
        "Der Lauf, Befehl für Befehl",
        "Der Lauf, Schritt für Schritt",
        "Ausgabe",
        "Wohin die Befehle gehen",
    ],
    exercise_kinds: [
        "Was wird ausgegeben?",
        "Was liegt auf dem Stapel?",
        "Den Ablauf ausfüllen",
        "Befehle ordnen",
        "Welcher Namensraum antwortet?",
        "Welche Zeile?",
        "Was kostet das?",
    ],
    callouts: ["Frage", "Tipp", "Hinweis", "Warnung", "Wichtig", "Vorsicht"],
};
