//! The recorded run as something to step through. The page holds the recording as JSON, each step as what is new in
//! it, and a script that shows it; on paper the steps become a table.
//!
//! The JSON has short keys and refers to texts by number, so that a step costs some thirty bytes:
//!
//! ```text
//! t  texts                             f  files: [name, lines]
//! c  code objects: [qualified name, file, instructions: [opcode, argument, from line, column, to line, column, takes, gives]]
//! s  steps: [kept, frames, written, handled, events]
//! ```
//!
//! `kept` is how many frames, counted from the outermost, are as before; `frames` are the others: `[number, code,
//! instruction, kept values, new values and their terms, variables and values]`. Columns count UTF-16 units,
//! as scripts do.

use std::collections::HashMap;
use std::rc::Rc;

use bytescope_bytecode::{Location, Opcode};
use bytescope_explorer::Source;
use bytescope_tracer::{Exit, Frame, Happening, Recording};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::context::Context;
use super::escape::{attribute, script};

/// Steps that a page holds at most.
const MOST: usize = 4000;

/// The stepper of a run.
pub(crate) fn stepper(context: &mut Context, recording: &Recording) -> Markup {
    let mut tape = Tape::default();
    let data = tape.data(recording);
    for code in recording.codes() {
        for instruction in &code.instructions {
            context.saw(instruction.opcode);
        }
    }
    let words = context.words;
    let slider = context.id("n");
    html! {
        div.stepper role="group" aria-label=(words.steps) {
            p.lead.screen { (words.keys) }
            div.ctl.screen hidden {
                button type="button" data-go="first" aria-label=(words.first_step) { "|◂" }
                button type="button" data-go="back" { "◂ " (words.step_back) }
                button type="button" data-go="on" { (words.step_on) " ▸" }
                button type="button" data-go="line" { (words.next_line) " ▾" }
                label.vh for=(slider) { (words.step_number) }
                input type="range" id=(slider) min="0" value="0";
                output for=(slider) {}
            }
            p.say.screen role="status" aria-live="polite" {}
            div.pan.screen hidden {
                div { p.h { (words.source) } div.lines {} }
                div { p.h { (words.bytecode_of) " " code.of {} } ol.win {} }
                div {
                    p.h { (words.stack_top_first) }
                    ol.stack {}
                }
                div {
                    p.h { (words.frames) }
                    div.frames {}
                }
                div {
                    p.h { (words.output) }
                    pre.out {}
                }
            }
            noscript { p { (words.needs_script) } }
            details.all { summary.screen { (words.all_steps) } div.sc.rows {} }
            script type="application/json" { (PreEscaped(script(&data.to_string()))) }
        }
    }
}

/// The tables of a recording while it is written.
#[derive(Default)]
struct Tape {
    texts: Vec<String>,
    numbers: HashMap<String, usize>,
    files: Vec<(String, Option<Rc<Source>>)>,
}

impl Tape {
    fn data(&mut self, recording: &Recording) -> Value {
        let codes: Vec<Value> = recording
            .codes()
            .iter()
            .map(|code| {
                let source = code.source.as_ref();
                let file = self.file(&code.file, source);
                let instructions = code.instructions.iter().map(|instruction| {
                    let mut row =
                        vec![json!(self.opcode(instruction.opcode)), json!(self.text(&instruction.meaning))];
                    row.extend(columns(source.map(Rc::as_ref), instruction.location).map(Value::from));
                    row.extend([json!(instruction.popped), json!(instruction.pushed)]);
                    Value::from(row)
                });
                let instructions: Vec<Value> = instructions.collect();
                json!([self.text(&code.qualname), file, instructions])
            })
            .collect();
        let mut steps = Vec::new();
        let mut before: Vec<Plain> = Vec::new();
        for index in 0..recording.len().min(MOST) {
            let Some(state) = recording.at(index) else { break };
            // Outermost first, as they were pushed.
            let frames: Vec<Plain> = state.frames.iter().rev().map(|frame| self.plain(frame)).collect();
            let kept = frames.iter().zip(&before).take_while(|(new, old)| new == old).count();
            let new: Vec<Value> =
                (kept..frames.len()).map(|depth| frames[depth].since(before.get(depth))).collect();
            let events: Vec<Value> = state.happened.iter().map(|event| self.happening(event)).collect();
            let optional = |text: &str, tape: &mut Self| {
                if text.is_empty() { json!(0) } else { json!(tape.text(text) + 1) }
            };
            let mut step = vec![
                json!(kept),
                Value::from(new),
                optional(state.writes, self),
                optional(state.handling.unwrap_or(""), self),
                Value::from(events),
            ];
            while step.len() > 2 && (step.last() == Some(&json!(0)) || step.last() == Some(&json!([]))) {
                step.pop();
            }
            steps.push(Value::from(step));
            before = frames;
        }
        let files: Vec<Value> = self
            .files
            .iter()
            .map(|(name, source)| {
                let lines = source.iter().flat_map(|source| {
                    (1..=source.line_count() as i32).map(|number| attribute(source.line(number)))
                });
                json!([attribute(name), lines.collect::<Vec<_>>()])
            })
            .collect();
        let rest = recording.len().saturating_sub(MOST);
        json!({
            "t": self.texts, "f": files, "c": codes, "s": steps, "rest": rest,
            "first": recording.step(0).unwrap_or(1), "exit": recording.outcome().exit_code,
        })
    }

    fn text(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        self.texts.push(attribute(text));
        self.numbers.insert(text.to_owned(), self.texts.len() - 1);
        self.texts.len() - 1
    }

    fn opcode(&mut self, opcode: Opcode) -> usize {
        self.text(opcode.name())
    }

    fn file(&mut self, name: &str, source: Option<&Rc<Source>>) -> usize {
        match self.files.iter().position(|(known, _)| known == name) {
            Some(index) => index,
            None => {
                self.files.push((name.to_owned(), source.cloned()));
                self.files.len() - 1
            }
        }
    }

    fn plain(&mut self, frame: &Frame<'_>) -> Plain {
        Plain {
            number: frame.number,
            code: frame.code_index,
            instruction: frame.instruction_index,
            stack: frame.stack.iter().map(|slot| (self.text(slot.value), self.text(slot.term))).collect(),
            locals: frame.locals.iter().map(|(name, value)| (self.text(name), self.text(value))).collect(),
        }
    }

    fn happening(&mut self, happening: &Happening) -> Value {
        match happening {
            Happening::Entered { code, is_resumed, locals, .. } => {
                let locals: Vec<usize> =
                    locals.iter().flat_map(|(name, value)| [self.text(name), self.text(value)]).collect();
                json!([if *is_resumed { "resumed" } else { "entered" }, code, locals])
            }
            Happening::Left { code, exit, value, .. } => {
                let kind = match exit {
                    Exit::Returned => "returned",
                    Exit::Yielded => "yielded",
                    Exit::Raised => "left",
                };
                json!([kind, code, self.text(value)])
            }
            Happening::Raised { headline, handler, .. } => {
                let line = handler.and_then(|(line, _)| line);
                json!(["raised", self.text(headline), line])
            }
            Happening::Rounds { rounds, steps } => json!(["rounds", rounds, steps]),
            // Kinds that pages do not ask for.
            Happening::Sought { .. }
            | Happening::Named { .. }
            | Happening::Attribute { .. }
            | Happening::Freed { .. }
            | Happening::Check
            | Happening::Switched { .. } => Value::Null,
        }
    }
}

/// A frame, its texts by number.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plain {
    number: u32,
    code: usize,
    instruction: usize,
    stack: Vec<(usize, usize)>,
    locals: Vec<(usize, usize)>,
}

impl Plain {
    /// What is new in it since the step before, if it was there.
    fn since(&self, before: Option<&Self>) -> Value {
        let before = before.filter(|before| before.number == self.number);
        let old_stack = before.map_or(&[][..], |before| &before.stack);
        let kept = self.stack.iter().zip(old_stack).take_while(|(new, old)| new == old).count();
        let values: Vec<usize> =
            self.stack[kept..].iter().flat_map(|(value, term)| [*value, *term]).collect();
        let old_locals = before.map_or(&[][..], |before| &before.locals);
        let mut locals: Vec<Value> = Vec::new();
        for (name, value) in self.locals.iter().filter(|local| !old_locals.contains(local)) {
            locals.extend([json!(name), json!(value)]);
        }
        for (name, _) in
            old_locals.iter().filter(|(name, _)| self.locals.iter().all(|(other, _)| other != name))
        {
            locals.extend([json!(name), json!(-1)]);
        }
        json!([self.number, self.code, self.instruction, kept, values, locals])
    }
}

/// From line and column to line and column; nothing where the instruction has no place.
fn columns(source: Option<&Source>, location: Location) -> [i64; 4] {
    let Some(source) = source.filter(|_| location.lineno > 0) else { return [0; 4] };
    let column = |line: i32, bytes: i32| {
        let before = usize::try_from(bytes).ok().and_then(|bytes| source.line(line).get(..bytes));
        before.map_or(-1, |before| attribute(before).encode_utf16().count() as i64)
    };
    let (start, end) =
        (column(location.lineno, location.col_offset), column(location.end_lineno, location.end_col_offset));
    [location.lineno.into(), start, location.end_lineno.into(), end]
}
