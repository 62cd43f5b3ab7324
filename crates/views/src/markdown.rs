//! The main view as Markdown: a heading and a fenced listing for each code object, then the opcodes in words.

use std::fmt::Write as _;

use bytescope_bytecode::DecodeError;
use bytescope_explorer::Exploration;

use crate::headings::facts;
use crate::main_view::{main_view, selected};
use crate::options::Options;
use crate::paint::plain;
use crate::text::printable;

/// The document.
pub fn markdown(exploration: &Exploration, options: &Options) -> Result<String, DecodeError> {
    let mut page = String::new();
    let name = code(&exploration.filename);
    let _ = writeln!(page, "# From source to bytecode: {name}\n");
    let _ = writeln!(
        page,
        "Each line of the program stands beside the instructions that CPython {} makes of it.",
        exploration.release()
    );
    let _ = writeln!(page, "{}.", facts(exploration)?);
    let listing = Options { explain: false, ..options.clone() };
    let indices = selected(exploration, options);
    for (index, block) in indices.zip(main_view(exploration, &listing).skip(1)) {
        let rows = block?;
        let crumbs = exploration.breadcrumb(&exploration.objects[index]);
        let crumbs: Vec<_> = crumbs.iter().map(|crumb| code(crumb)).collect();
        let _ = writeln!(page, "\n## {}\n", crumbs.join(" › "));
        // The first two rows are an empty one and the title.
        page.push_str(&fenced(&plain(&rows[1..])));
    }
    let mut opcodes = Vec::new();
    for index in selected(exploration, options) {
        for instruction in exploration.disassemble(&exploration.objects[index])?.instructions {
            if !opcodes.contains(&instruction.opcode) {
                opcodes.push(instruction.opcode);
            }
        }
    }
    page.push_str("\n## In plain words\n\n| instruction | what it does |\n|---|---|\n");
    for opcode in opcodes {
        let summary = opcode.description().map_or("", |description| description.summary);
        let _ = writeln!(page, "| `{}` | {} |", opcode.name(), summary.replace('|', "\\|"));
    }
    Ok(page)
}

/// A listing that holds any text.
pub(crate) fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}text\n{text}{fence}\n")
}

/// An inline code span that holds any text.
fn code(text: &str) -> String {
    let text = printable(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}
