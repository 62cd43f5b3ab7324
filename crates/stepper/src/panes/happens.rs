//! What the step does, in words and in values.

use bytescope_tracer::{Exit, Happening};
use bytescope_views::{
    CHECK_WORDS, Row, Style as Look, attribute_words, freed_words, name_words, printable, rounds_words,
    search_words, switch_words, wrap, wrap_words,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::effect::{FAR, Gives, gives, takes};
use crate::render::{Scene, grouped};
use crate::stepper::Pane;

pub(crate) fn happens(scene: &Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let Some(frame) = scene.state.frames.first() else { return };
    let width = usize::from(area.width).saturating_sub(2);
    let is_tall = area.height > 6;
    let name = frame.instruction.opcode.name();
    let description = frame.instruction.opcode.description();
    let summary = description.map_or("", |description| description.summary);
    let mut rows = Vec::new();
    if is_tall {
        let mut head = Row::of(name, Look::BOLD);
        head.push(format!(" {}", printable(&frame.instruction.meaning)), Look::PLAIN);
        rows.push(head);
        rows.extend(plain(summary, width, Look::PLAIN));
        rows.push(Row::new());
        let items = effects(scene).into_iter().chain(events(scene));
        rows.extend(items.flat_map(|row| wrap(&row, width)));
        rows.push(Row::new());
        let stack = description.map_or("", |description| description.stack);
        rows.extend(wrap(&Row::of(format!("stack {stack}"), Look::QUIET), width));
        let details = description.map_or("", |description| description.details);
        rows.extend(plain(details, width, Look::QUIET));
    } else {
        // The sentence goes on after the name: `CALL calls …`.
        let mut letters = summary.chars();
        let lower = letters.next().map_or_else(String::new, |first| first.to_lowercase().to_string());
        let mut sentence = Row::of(name, Look::BOLD);
        sentence.push(format!(" {lower}{}", letters.as_str()), Look::PLAIN);
        rows.extend(wrap(&sentence, width));
        rows.extend(packed(effects(scene).into_iter().chain(events(scene)), width));
    }
    let skip = scene.shift(Pane::Happens).max(0) as usize;
    for (y, row) in (area.y..area.bottom()).zip(rows.iter().skip(skip)) {
        scene.put(buffer, area.x + 1, y, area.width - 2, row);
    }
}

fn plain(text: &str, width: usize, style: Look) -> impl Iterator<Item = Row> {
    wrap_words(text, width).into_iter().map(move |line| Row::of(line, style))
}

/// As many items on a row as fit.
fn packed(items: impl Iterator<Item = Row>, width: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for item in items {
        match rows.last_mut() {
            Some(row) if row.width() + 3 + item.width() <= width => {
                row.push("   ", Look::PLAIN);
                row.append(item);
            }
            _ => rows.extend(wrap(&item, width)),
        }
    }
    rows
}

/// `takes <fib>, NULL, 0   pushes 0`
fn effects(scene: &Scene<'_>) -> Vec<Row> {
    let recording = &scene.stepper.recording;
    // What it gives is what its piece of source is worth, and has its colour.
    let frame = scene.state.frames.first();
    let view = frame.and_then(|frame| scene.stepper.listings.of(frame.code, usize::from(scene.width)));
    let style = view.zip(frame).map(|(view, frame)| view.style_of(frame.instruction.location));
    let given = Look { bold: true, ..style.unwrap_or_default() };
    let mut rows = Vec::new();
    let mut piece = |word: &str, values: String, style: Look| {
        if !values.is_empty() {
            let mut row = Row::of(word, Look::QUIET);
            row.push(printable(&values), style);
            rows.push(row);
        }
    };
    piece("takes ", takes(&scene.state).join(", "), Look::BOLD);
    let raised = scene.state.happened.iter().any(|it| matches!(it, Happening::Raised { .. }));
    match gives(recording, scene.stepper.index, FAR) {
        Gives::Now(values) if !raised => piece("pushes ", values.join(", "), given),
        Gives::Later(step, values) if !raised => {
            piece(&format!("by step {} pushes ", grouped(step)), values.join(", "), given);
        }
        _ => {}
    }
    rows
}

/// What matters most comes first: there may be no room for more.
fn rank(happening: &Happening) -> u8 {
    match happening {
        Happening::Raised { .. }
        | Happening::Left { .. }
        | Happening::Entered { .. }
        | Happening::Switched { .. }
        | Happening::Rounds { .. } => 0,
        Happening::Freed { .. } | Happening::Sought { .. } | Happening::Attribute { .. } => 1,
        Happening::Named { .. } => 2,
        Happening::Check => 3,
    }
}

/// A row for each thing that happened besides.
fn events(scene: &Scene<'_>) -> Vec<Row> {
    let recording = &scene.stepper.recording;
    let code = |index: usize| recording.codes().get(index).map_or("", |code| code.title.as_str());
    let mut rows: Vec<Row> = Vec::new();
    let outcome = recording.outcome();
    if scene.state.step == outcome.steps {
        let end = if outcome.is_cut { "the recording ends" } else { "the program ends" };
        rows.push(Row::of(format!("{end}, exit status {}", outcome.exit_code), Look::BOLD));
    }
    let mut happened: Vec<_> = scene.state.happened.iter().collect();
    happened.sort_by_key(|happening| rank(happening));
    let first = happened.partition_point(|happening| rank(happening) == 0);
    rows.extend(happened[..first].iter().map(|happening| words(happening, code)));
    for line in scene.state.writes.lines() {
        let mut row = Row::of("prints ", Look::QUIET);
        row.push(printable(line), Look::BOLD);
        rows.push(row);
    }
    rows.extend(happened[first..].iter().map(|happening| words(happening, code)));
    rows
}

/// What happened, in words; `code` knows the names of code objects.
fn words<'a>(happening: &Happening, code: impl Fn(usize) -> &'a str) -> Row {
    let mut row = Row::new();
    match happening {
        Happening::Entered { code: index, is_resumed, locals, .. } => {
            row.push(if *is_resumed { "goes on in " } else { "enters " }, Look::QUIET);
            row.push(printable(code(*index)), Look::BOLD);
            let locals: Vec<_> = locals.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            if !locals.is_empty() {
                row.push(format!(" with {}", printable(&locals.join(", "))), Look::PLAIN);
            }
        }
        Happening::Left { code: index, exit, value, .. } => {
            row.push(printable(code(*index)), Look::BOLD);
            let (word, style) = match exit {
                Exit::Returned => (" returns ", Look::PLAIN),
                Exit::Yielded => (" yields ", Look::PLAIN),
                Exit::Raised => (" is left by ", Look::EXCEPTION),
            };
            row.push(word, Look::QUIET);
            row.push(printable(value), style);
        }
        Happening::Raised { headline, handler, .. } => {
            row.push(format!("! {}", printable(headline)), Look::EXCEPTION);
            let where_to = match handler {
                Some((Some(line), _)) => format!("  a handler on line {line}"),
                Some((None, _)) => "  a handler cleans up".to_owned(),
                None => "  no handler here".to_owned(),
            };
            row.push(where_to, Look::QUIET);
        }
        Happening::Sought { offset, asked, is_found } => {
            row.push(search_words(*offset, asked, *is_found), Look::QUIET);
        }
        Happening::Named { name, lookup } => {
            row.push(printable(&name_words(name, *lookup)), Look::QUIET);
        }
        Happening::Attribute { name, lookup } => {
            row.push(printable(&attribute_words(name, lookup)), Look::QUIET);
        }
        Happening::Freed { object, is_collected } => {
            row.push(printable(&freed_words(object, *is_collected)), Look::QUIET);
        }
        Happening::Check => row.push(CHECK_WORDS, Look::QUIET),
        Happening::Switched { from, to } => row.push(switch_words(*from, *to), Look::BOLD),
        Happening::Rounds { rounds, steps } => {
            row.push(format!("… {}", rounds_words(*rounds, *steps)), Look::QUIET);
        }
    }
    row
}
