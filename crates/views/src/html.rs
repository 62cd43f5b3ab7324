//! The main view as one self-contained page: no network, system fonts, light and dark, fit for print.
//!
//! The groups, the margin and the colours are those of the terminal view. Arrows and brackets are drawn with
//! CSS borders, so that they survive printing; a few lines of script mark the partner of what is pointed at.

use std::fmt::{Display, Formatter, Result as FmtResult, Write as _};

use bytescope_bytecode::{DecodeError, Opcode};
use bytescope_explorer::{Exploration, Instruction};

use crate::listing::{Group, Source};
use crate::main_view::{Item, View, facts, selected};
use crate::margin::{Bracket, Stroke};
use crate::options::Options;
use crate::run::{Hue, visible, width};

const STYLE: &str = include_str!("html.css");
const SCRIPT: &str = include_str!("html.js");

/// Longer arguments wrap.
const ARGUMENT: usize = 22;

/// The page.
pub fn html(exploration: &Exploration, options: &Options) -> Result<String, DecodeError> {
    // Brackets name their handlers where there is room, and here there is.
    let options = Options { width: 140, ..options.clone() };
    let mut body = String::new();
    let mut opcodes = Vec::new();
    for index in selected(exploration, &options) {
        let view = View::new(exploration, index, &options)?;
        for instruction in &view.disassembly.instructions {
            if !opcodes.contains(&instruction.opcode) {
                opcodes.push(instruction.opcode);
            }
        }
        object(&mut body, &view);
    }
    let name = Escaped(&exploration.filename);
    let summary = facts(exploration)?;
    let mut page = String::new();
    page.push_str("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\">");
    let _ = write!(
        page,
        "<title>{name}, from source to bytecode</title>\n<style>\n{STYLE}</style></head>\n<body>"
    );
    let _ = write!(
        page,
        "<div class=\"wrap\"><header><button type=\"button\" hidden>Dark</button>\
         <h1>From source to bytecode: <code>{name}</code></h1>\
         <p>Each line of the program stands beside the instructions that CPython {} makes of it. The last \
         column is the value stack after the instruction, its top at the right. {summary}.</p></header>\n<main>",
        exploration.version
    );
    page.push_str(&body);
    glossary(&mut page, &opcodes);
    let _ = write!(
        page,
        "<div id=\"bar\" aria-live=\"polite\"></div></main>\n<footer>Made by bytescope {} for CPython {}.</footer></div>\n",
        env!("CARGO_PKG_VERSION"),
        exploration.version
    );
    let words: Vec<String> = opcodes
        .iter()
        .filter_map(|opcode| Some((opcode.name(), opcode.description()?.summary)))
        .map(|(name, words)| format!("{}:{}", json(name), json(words)))
        .collect();
    let _ = writeln!(page, "<script type=\"application/json\" id=\"words\">{{{}}}</script>", words.join(","));
    let _ = writeln!(page, "<script>\n{SCRIPT}</script>\n</body></html>");
    Ok(page)
}

fn object(page: &mut String, view: &View<'_>) {
    let crumbs = view.exploration.breadcrumb(view.object());
    let widest =
        |of: fn(&Instruction) -> usize| view.disassembly.instructions.iter().map(of).max().unwrap_or(0);
    let opcode = widest(|instruction| instruction.opcode.name().len());
    let argument = widest(|instruction| width(&instruction.meaning)).clamp("argument".len(), ARGUMENT);
    let label = view.label_width() + 1;
    let _ = write!(
        page,
        "<section class=\"co\" style=\"--lw:{label}ch;--ow:{opcode};--aw:{argument}\"><h3><code>"
    );
    for (index, crumb) in crumbs.iter().enumerate() {
        let crumb = Escaped(crumb);
        let _ = if index + 1 < crumbs.len() {
            write!(page, "{crumb} › ")
        } else {
            write!(page, "<b>{crumb}</b>")
        };
    }
    let _ = writeln!(page, "</code><small>{}</small></h3>", Escaped(&view.facts(true)));
    page.push_str(
        "<div class=\"grp hd\"><div class=\"src\"><span class=\"no\"></span>source</div><div class=\"i\">",
    );
    margin_spacer(page, view);
    page.push_str(
        "<span class=\"op\"><span>instruction</span></span><span class=\"ar\"><span>argument</span></span>\
         <span class=\"st\"><span>stack after, top at the right</span></span></div></div>\n",
    );
    let mut row = 0;
    for (group, items) in &view.groups {
        page.push_str("<div class=\"grp\">");
        source(page, view, group);
        page.push_str("<ul class=\"ins\">");
        for item in items {
            if let Item::Instruction(index) = item {
                instruction(page, view, *index, row);
            }
            row += 1;
        }
        if view.has_margin() {
            // Where the source is taller than its instructions, what goes on below goes through.
            page.push_str("<li class=\"i gap\" aria-hidden=\"true\">");
            margin_between(page, view, row);
            page.push_str("</li>");
        }
        page.push_str("</ul></div>\n");
    }
    exceptions(page, view);
    page.push_str("</section>\n");
}

fn source(page: &mut String, view: &View<'_>, group: &Group) {
    let text = |line: i32| view.exploration.source.line(line).trim_end();
    match &group.source {
        Source::Line(line) => {
            let _ = write!(page, "<div class=\"src\"><span class=\"no\">{line}</span><code>");
            let start = view.exploration.source.range(bytescope_bytecode::Location::new(*line, *line, 0, 0));
            let mut at = start.map_or(0, |start| start.start);
            for (part, span) in view.hues.parts(*line, text(*line)) {
                let class = match view.hues.of(span) {
                    Some(hue) => format!(" class=\"{}\"", class(hue)),
                    None => String::new(),
                };
                let place = span.cloned().unwrap_or(at..at + part.len());
                let _ = write!(
                    page,
                    "<span{class} data-p=\"{}-{}\">{}</span>",
                    place.start,
                    place.end,
                    Escaped(part)
                );
                at += part.len();
            }
            page.push_str("</code></div>");
        }
        Source::Again(line) | Source::Idle(line) => {
            let _ = write!(
                page,
                "<div class=\"src\"><span class=\"no\">{line}</span><code class=\"dim\">{}</code></div>",
                Escaped(text(*line))
            );
        }
        other => {
            let (number, note) = view.note(other).unwrap_or_default();
            let _ = write!(
                page,
                "<div class=\"src\"><span class=\"no\">{number}</span><code class=\"dim\">{}</code></div>",
                Escaped(&note)
            );
        }
    }
}

fn instruction(page: &mut String, view: &View<'_>, index: usize, row: usize) {
    let instruction = &view.disassembly.instructions[index];
    let span = view.exploration.source.range(instruction.location);
    let hue = view.hues.of(span.as_ref());
    let place = span.unwrap_or(0..0);
    let quiet = if matches!(instruction.opcode, Opcode::RESUME | Opcode::NOP) { " q" } else { "" };
    let _ = write!(page, "<li class=\"i{quiet}\" data-p=\"{}-{}\" tabindex=\"-1\">", place.start, place.end);
    margin(page, view, instruction, row);
    let class = hue.map_or_else(String::new, |hue| format!(" {}", class(hue)));
    let _ = write!(
        page,
        "<span class=\"op\">{}</span><span class=\"ar{class}\">{}</span><span class=\"st\">",
        instruction.opcode.name(),
        Escaped(&instruction.meaning)
    );
    stack(page, instruction);
    page.push_str("</span></li>");
}

fn stack(page: &mut String, instruction: &Instruction) {
    let Some(stack) = &instruction.stack else { return };
    let values = stack.bottom_up();
    let Some((top, below)) = values.split_last() else {
        page.push('·');
        return;
    };
    for value in below {
        let _ = write!(page, "{}, ", Escaped(&value.text));
    }
    let _ = write!(page, "<b>{}</b>", Escaped(&top.text));
}

/// Brackets, lanes and label of a row.
fn margin(page: &mut String, view: &View<'_>, instruction: &Instruction, row: usize) {
    if !view.has_margin() {
        page.push_str("<span class=\"m\"></span>");
        return;
    }
    page.push_str("<span class=\"m\" aria-hidden=\"true\">");
    if let Some(bracket) = view.brackets.get(row) {
        let class = match bracket {
            Bracket::None => "",
            Bracket::First => " e1",
            Bracket::Middle => " e2",
            Bracket::Last => " e3",
            Bracket::Only => " eo",
        };
        let _ = write!(page, "<i class=\"e{class}\"></i>");
        let named = matches!(bracket, Bracket::First | Bracket::Only);
        let label = if named { view.handler_of(row).unwrap_or_default() } else { String::new() };
        let _ = write!(page, "<i class=\"to\">{label}</i>");
    }
    let strokes = view.arrows.row(row);
    for stroke in &strokes.lanes {
        let class = match stroke {
            Stroke::Empty => "",
            Stroke::Vertical => "v",
            Stroke::Horizontal => "h",
            Stroke::Top => "t",
            Stroke::Bottom => "b",
            Stroke::Arm => "a",
            Stroke::Loop => "l",
        };
        let _ = write!(page, "<i class=\"{class}\"></i>");
    }
    if view.arrows.lanes() > 0 {
        page.push_str(match (strokes.head, strokes.tail) {
            (true, _) => "<i class=\"p\"></i>",
            (false, true) => "<i class=\"h\"></i>",
            (false, false) => "<i></i>",
        });
    }
    match instruction.label {
        Some(label) => {
            let class = if strokes.head || view.is_jump_target(row) { "lb" } else { "lb x" };
            let _ = write!(page, "<span class=\"{class}\">L{label}</span>");
        }
        None if strokes.tail => page.push_str("<i class=\"h lb\"></i>"),
        None => page.push_str("<i class=\"lb\"></i>"),
    }
    page.push_str("</span>");
}

/// What goes through between two rows.
fn margin_between(page: &mut String, view: &View<'_>, row: usize) {
    page.push_str("<span class=\"m\">");
    if !view.brackets.is_empty() {
        let class = if view.bracket_goes_on(row) { " e2" } else { "" };
        let _ = write!(page, "<i class=\"e{class}\"></i><i class=\"to\"></i>");
    }
    for stroke in view.arrows.before(row) {
        let class = if stroke == Stroke::Vertical { "v" } else { "" };
        let _ = write!(page, "<i class=\"{class}\"></i>");
    }
    page.push_str("</span>");
}

/// A margin with nothing in it, for the titles of the columns.
fn margin_spacer(page: &mut String, view: &View<'_>) {
    page.push_str("<span class=\"m\">");
    if view.has_margin() {
        if !view.brackets.is_empty() {
            page.push_str("<i class=\"e\"></i><i class=\"to\"></i>");
        }
        let lanes = view.arrows.lanes();
        for _ in 0..lanes + usize::from(lanes > 0) {
            page.push_str("<i></i>");
        }
        page.push_str("<i class=\"lb\"></i>");
    }
    page.push_str("</span>");
}

fn exceptions(page: &mut String, view: &View<'_>) {
    if view.disassembly.exceptions.is_empty() {
        return;
    }
    page.push_str(
        "<table><caption>What happens on an exception</caption>\
         <tr><th>between</th><th>goes to</th><th>values kept</th><th>pushed</th></tr>\n",
    );
    let label = |offset: u32| {
        view.disassembly.label_at(offset).map_or_else(|| "end".to_owned(), |label| format!("L{label}"))
    };
    for range in &view.disassembly.exceptions {
        let _ = writeln!(
            page,
            "<tr><td class=\"mono\">{} to {}</td><td class=\"mono\">{}</td><td>{}</td><td class=\"mono\">{}</td></tr>",
            label(range.start),
            label(range.end),
            label(range.target),
            range.depth,
            if range.lasti { "lasti, exc" } else { "exc" }
        );
    }
    page.push_str("</table>\n");
}

fn glossary(page: &mut String, opcodes: &[Opcode]) {
    page.push_str("<h2>In plain words</h2>\n<table>\n");
    for opcode in opcodes {
        let summary = opcode.description().map_or("", |description| description.summary);
        let _ =
            writeln!(page, "<tr><td class=\"mono\">{}</td><td>{}</td></tr>", opcode.name(), Escaped(summary));
    }
    page.push_str("</table>\n");
}

fn class(hue: Hue) -> &'static str {
    match hue {
        Hue::Blue => "s0",
        Hue::Orange => "s1",
        Hue::Teal => "s2",
    }
}

/// Text safe inside an element or a quoted attribute.
struct Escaped<'a>(&'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> FmtResult {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' => f.write_char(letter)?,
                other => f.write_char(visible(other))?,
            }
        }
        Ok(())
    }
}

/// A JSON string that cannot end the script element it stands in.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '<' => out.push_str("\\u003c"),
            other => out.push(visible(other)),
        }
    }
    out.push('"');
    out
}
