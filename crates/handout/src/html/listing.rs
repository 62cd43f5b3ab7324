//! Source beside the instructions it became: the terminal's main view, drawn with elements.
//!
//! Arrows and brackets are borders of small elements, so that they survive printing and any height of a row. The script
//! makes each list of instructions a list box; without it, everything can be read all the same.

use bytescope_bytecode::{CodeFlags, DecodeError, Opcode};
use bytescope_explorer::{Exploration, Instruction};
use bytescope_views::{Bracket, Sheet, SheetGroup, SheetRow, Source, Stroke};
use maud::{Markup, html};

use super::context::Context;
use super::escape::{Text, attribute};
use super::source::{Pieces, class, dashed, place};
use super::words::PageWords;

/// Longer arguments wrap.
const ARGUMENT: usize = 22;

/// Characters of a stack that fit beside its instruction.
const STACK: usize = 38;

/// One code object. With `with_stack`, the operand stack stands beside each instruction; one that `is_alone` has none
/// of the code inside it below.
pub(crate) fn listing(
    context: &mut Context,
    exploration: &Exploration,
    index: usize,
    with_stack: bool,
    is_alone: bool,
) -> Result<Markup, DecodeError> {
    let sheet = Sheet::new(exploration, index)?;
    for instruction in &sheet.disassembly.instructions {
        context.saw(instruction.opcode);
    }
    let id = context.id("o");
    let words = context.words;
    let crumbs = exploration.breadcrumb(&exploration.objects[index]);
    let (last, above) = crumbs.split_last().map_or(("", &[][..]), |(last, above)| (&**last, above));
    let title = html! {
        code {
            @for crumb in above { span.dim { (Text(crumb)) " › " } }
            b { (Text(last)) }
        }
        " " small { (Text(&facts(words, exploration, index, &sheet))) }
    };
    let heading = context.title("ot", &id, title);
    let view = View {
        words,
        exploration,
        pieces: Pieces::of(exploration, [&sheet]),
        margin: Margin::of(&sheet),
        sheet: &sheet,
        with_stack,
        is_alone,
    };
    let class = if with_stack { "co" } else { "co ns" };
    Ok(html! {
        section class=(class) style=(view.widths()) aria-labelledby=(id) {
            (heading)
            (view.titles())
            @for group in &sheet.groups { (view.group(group)) }
            (handlers(words, &sheet))
        }
    })
}

/// `19 instructions, stack 5, locals n`
fn facts(words: &PageWords, exploration: &Exploration, index: usize, sheet: &Sheet) -> String {
    let code = &exploration.objects[index].code;
    let count = sheet.disassembly.instructions.len();
    let noun = if count == 1 { words.instruction } else { words.instructions };
    let mut facts = format!("{count} {noun}, {} {}", words.stack, code.stacksize);
    let kinds = [
        (CodeFlags::GENERATOR, words.generator),
        (CodeFlags::COROUTINE, words.coroutine),
        (CodeFlags::ASYNC_GENERATOR, words.async_generator),
    ];
    for (_, kind) in kinds.iter().filter(|(flag, _)| code.flags.contains(*flag)) {
        facts.push_str(", ");
        facts.push_str(kind);
    }
    let locals = sheet.disassembly.locals.iter();
    let (free, own): (Vec<_>, Vec<_>) = locals.filter(|local| !local.hidden).partition(|local| local.free);
    for (word, locals) in [(words.locals, own), (words.free, free)] {
        let names: Vec<_> = locals.iter().map(|local| local.name.to_string()).collect();
        let list = names.join(" ");
        if !names.is_empty() && facts.len() + list.len() < 80 {
            facts = format!("{facts}, {word} {list}");
        }
    }
    facts
}

struct View<'a> {
    words: &'a PageWords,
    exploration: &'a Exploration,
    sheet: &'a Sheet,
    pieces: Pieces,
    margin: Margin,
    with_stack: bool,
    is_alone: bool,
}

impl View<'_> {
    /// The widths of the columns, for the style sheet.
    fn widths(&self) -> String {
        let instructions = self.sheet.disassembly.instructions.iter();
        let (mut opcode, mut argument, mut label) = (11, self.words.argument.len(), 0);
        let lines = self.sheet.groups.iter().filter_map(|group| match group.source {
            Source::Line(line) | Source::Again(line) | Source::Idle(line) => Some(line),
            _ => None,
        });
        let source = lines.map(|line| self.exploration.source.line(line).trim_end().chars().count()).max();
        let source = source.unwrap_or(0).clamp(12, 60);
        for instruction in instructions {
            opcode = opcode.max(instruction.opcode.name().len());
            argument = argument.max(instruction.meaning.chars().count()).min(ARGUMENT);
            label = label.max(instruction.label.map_or(0, |label| label.to_string().len() + 1));
        }
        format!("--sw:{source};--lw:{}ch;--ow:{opcode};--aw:{argument}", label + 1)
    }

    fn titles(&self) -> Markup {
        html! {
            div.grp.hd aria-hidden="true" {
                div.src { span.no {} span { (self.words.source) } }
                div.i {
                    (self.margin.spacer())
                    span.op { span { (self.words.instruction) } }
                    span.ar { span { (self.words.argument) } }
                    @if self.with_stack { span.st { span { (self.words.stack_after) } } }
                }
            }
        }
    }

    fn group(&self, group: &SheetGroup) -> Markup {
        let words = self.words;
        let text = |line: i32| self.exploration.source.line(line).trim_end();
        let numbered = |line: i32| format!("{} {line}: {}", words.line, attribute(text(line).trim()));
        let note = |mark: &str, note: String| {
            (mark.to_owned(), html! { code.dim { (Text(&note)) } }, attribute(note.trim()))
        };
        let (number, code, label) = match &group.source {
            Source::Line(line) => {
                let code = html! { code { (self.pieces.line(*line, text(*line))) } };
                (line.to_string(), code, numbered(*line))
            }
            Source::Again(line) | Source::Idle(line) => {
                (line.to_string(), html! { code.dim { (Text(text(*line))) } }, numbered(*line))
            }
            Source::IdleLines(count) => note("…", format!("({count} {})", words.more_lines)),
            Source::Folded { indent, names } => {
                let below = if self.is_alone { String::new() } else { format!(", {}", words.below) };
                note("…", format!("{}({}{below})", " ".repeat(*indent), names.join(", ")))
            }
            Source::Note(note_of) => note(
                "",
                match *note_of {
                    "(start)" => words.start,
                    "(closure)" => words.closure,
                    "(clean-up)" => words.clean_up,
                    other => other,
                }
                .to_owned(),
            ),
        };
        html! {
            div.grp {
                div.src { span.no { (number) } (code) }
                @if group.rows.is_empty() {
                    div.ins { (self.gap(group)) }
                } @else {
                    ul.ins aria-label=(label) {
                        @for row in &group.rows { (self.instruction(row)) }
                        (self.gap(group))
                    }
                }
            }
        }
    }

    /// Where the source is taller than its instructions, what goes on below goes through.
    fn gap(&self, group: &SheetGroup) -> Markup {
        let passes = group.bracket_passes || group.passing.contains(&Stroke::Vertical);
        let gap = html! { (self.margin.between(group)) };
        html! {
            @if passes && group.rows.is_empty() { div.gap aria-hidden="true" { (gap) } }
            @else if passes { li.gap aria-hidden="true" { (gap) } }
        }
    }

    fn instruction(&self, row: &SheetRow) -> Markup {
        let instruction = &self.sheet.disassembly.instructions[row.instruction];
        let span = place(&self.exploration.source, instruction.location);
        let hue = span.as_ref().and_then(|span| self.sheet.hue(span)).map_or("ar", |hue| match class(hue) {
            "s0" => "ar s0",
            "s1" => "ar s1",
            _ => "ar s2",
        });
        let quiet = matches!(instruction.opcode, Opcode::RESUME | Opcode::NOP);
        html! {
            li class=(if quiet { "i q" } else { "i" }) data-p=[span.as_ref().map(dashed)] {
                (self.margin.row(row, instruction))
                span.op { (instruction.opcode.name()) }
                " " span class=(hue) { (Text(&instruction.meaning)) }
                @if self.with_stack { " " span.st { (stack(instruction)) } }
            }
        }
    }
}

/// The stack, its top at the right. What does not fit is dropped from the bottom, for the eye only.
fn stack(instruction: &Instruction) -> Markup {
    let Some(stack) = &instruction.stack else { return html! { "—" } };
    let values = stack.bottom_up();
    let Some((top, below)) = values.split_last() else { return html! { "·" } };
    let mut room = STACK.saturating_sub(top.text.chars().count());
    let fitting = below.iter().rev().take_while(|value| {
        let needed = value.text.chars().count() + 2;
        let fits = needed <= room;
        room = room.saturating_sub(needed);
        fits
    });
    let (dropped, shown) = below.split_at(below.len() - fitting.count());
    html! {
        @if !dropped.is_empty() {
            span.dr { @for value in dropped { (Text(&value.text)) ", " } }
        }
        @for value in shown { (Text(&value.text)) ", " }
        b { (Text(&top.text)) }
    }
}

/// The columns between source and instructions, the same on all rows.
#[derive(Clone, Copy, Debug)]
struct Margin {
    lanes: usize,
    has_brackets: bool,
    has_labels: bool,
}

impl Margin {
    fn of(sheet: &Sheet) -> Self {
        Self {
            lanes: sheet.lanes,
            has_brackets: !sheet.disassembly.exceptions.is_empty(),
            has_labels: sheet.disassembly.instructions.iter().any(|instruction| instruction.label.is_some()),
        }
    }

    /// Brackets, lanes and label of a row.
    fn row(self, row: &SheetRow, instruction: &Instruction) -> Markup {
        if !self.has_labels {
            return html! { span.m {} };
        }
        html! {
            span.m {
                @if self.has_brackets {
                    i class=(bracket(row.bracket)) {}
                    i.to { @if let Some(handler) = &row.handler { (handler) } }
                }
                (strokes(&row.lanes, self.lanes > 0, row.head, row.tail))
                @if let Some(label) = instruction.label {
                    span class=(if row.is_jump_target { "lb" } else { "lb x" }) { "L" (label) }
                } @else {
                    i class=(if row.tail { "h lb" } else { "lb" }) {}
                }
            }
        }
    }

    /// What goes through between two rows.
    fn between(self, group: &SheetGroup) -> Markup {
        html! {
            span.m {
                @if self.has_brackets {
                    i class=(if group.bracket_passes { "e e2" } else { "e" }) {}
                    i.to {}
                }
                (strokes(&group.passing, false, false, false))
            }
        }
    }

    /// A margin with nothing in it, for the titles of the columns.
    fn spacer(self) -> Markup {
        html! {
            span.m {
                @if self.has_brackets { i.e {} i.to {} }
                @if self.lanes > 0 { (strokes(&vec![Stroke::Empty; self.lanes], true, false, false)) }
                @if self.has_labels { i.lb {} }
            }
        }
    }
}

fn bracket(bracket: Bracket) -> &'static str {
    match bracket {
        Bracket::None => "e",
        Bracket::First => "e e1",
        Bracket::Middle => "e e2",
        Bracket::Last => "e e3",
        Bracket::Only => "e eo",
    }
}

/// The lanes, and behind them the head or tail of an arrow; empty ones in a row are one element.
fn strokes(lanes: &[Stroke], with_end: bool, head: bool, tail: bool) -> Markup {
    let mut classes: Vec<&str> = lanes
        .iter()
        .map(|lane| match lane {
            Stroke::Empty => "",
            Stroke::Vertical => "v",
            Stroke::Horizontal => "h",
            Stroke::Top => "t",
            Stroke::Bottom => "b",
            Stroke::Arm => "v r",
            Stroke::Loop => "r",
        })
        .collect();
    if with_end {
        classes.push(if head {
            "a"
        } else if tail {
            "h"
        } else {
            ""
        });
    }
    html! {
        @for run in classes.chunk_by(|one, next| one.is_empty() && next.is_empty()) {
            @match run {
                [""] => i {},
                ["", ..] => i class={ "w" (run.len()) } {},
                [class, ..] => i class=(class) {},
                [] => {},
            }
        }
    }
}

/// The exception table, in words.
fn handlers(words: &PageWords, sheet: &Sheet) -> Markup {
    let disassembly = &sheet.disassembly;
    let label = |offset: u32| {
        disassembly.label_at(offset).map_or_else(|| words.the_end.to_owned(), |label| format!("L{label}"))
    };
    html! {
        @if !disassembly.exceptions.is_empty() {
            div.sc {
                table.xt {
                    caption { (words.on_exception) }
                    thead { tr {
                        th scope="col" { (words.between) }
                        th scope="col" { (words.goes_to) }
                        th scope="col" { (words.kept) }
                        th scope="col" { (words.pushed) }
                    } }
                    tbody {
                        @for range in &disassembly.exceptions {
                            tr {
                                td {
                                    code { (label(range.start)) } " " (words.and) " " code { (label(range.end)) }
                                }
                                td { code.x { (label(range.target)) } }
                                td { (range.depth) }
                                td { code { (if range.lasti { "lasti, exc" } else { "exc" }) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
