//! The control flow graph for programs that draw: Graphviz DOT and Mermaid.
//!
//! One cluster for each code object and moment. Jumps are labelled, exceptions dashed, and what only runs on is
//! a plain arrow.

use std::fmt::Write as _;

use bytescope_explorer::{BasicBlock, EdgeKind, Passes, edges};

use crate::graph_view::Moment;
use crate::options::Options;
use crate::pass_view::argument;
use crate::run::cut;
use crate::text::printable;

/// No argument is shown longer.
const LONGEST: usize = 40;

/// A graph to be drawn, under a name that no other has.
struct Cluster<'a> {
    id: String,
    title: String,
    blocks: &'a [BasicBlock],
}

fn clusters<'a>(passes: &'a Passes, moment: Moment, options: &Options) -> Vec<Cluster<'a>> {
    let mut clusters = Vec::new();
    for (index, unit) in passes.chosen(options.only.as_deref()).enumerate() {
        for (number, (name, blocks)) in moment.of(unit).into_iter().enumerate() {
            let title = format!("{}, {name}", printable(&unit.path()));
            clusters.push(Cluster { id: format!("u{index}_{number}"), title, blocks });
        }
    }
    clusters
}

/// What stands in a block, line by line.
pub(crate) fn lines(block: &BasicBlock) -> Vec<String> {
    let mut lines = vec![format!("b{}{}", block.id, if block.handler { " handler" } else { "" })];
    lines.extend(block.instructions.iter().map(|instruction| {
        let line = instruction.location.lineno;
        let line = if line > 0 { line.to_string() } else { String::new() };
        let argument = cut(&argument(instruction), LONGEST);
        format!("{line:>4} {:<20} {argument}", instruction.opcode.name()).trim_end().to_owned()
    }));
    lines
}

/// The graphs in Graphviz's language: `dot -Tsvg` draws them.
pub fn dot(passes: &Passes, moment: Moment, options: &Options) -> String {
    let quoted = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let mut out = format!("digraph \"{}\" {{\n", quoted(&printable(&passes.filename)));
    out.push_str("  node [shape=box, fontname=\"monospace\", fontsize=10];\n  edge [fontsize=9];\n");
    for Cluster { id, title, blocks } in clusters(passes, moment, options) {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(out, "  subgraph \"cluster_{id}\" {{\n    label=\"{}\";", quoted(&title));
        for block in blocks {
            let text: String = lines(block).iter().map(|line| quoted(line) + "\\l").collect();
            let colour = if block.handler { ", color=\"#a81750\"" } else { "" };
            let _ = writeln!(out, "    {id}_b{} [label=\"{text}\"{colour}];", block.id);
        }
        for edge in edges(blocks) {
            let style = match edge.kind {
                EdgeKind::Fallthrough => " [weight=10]",
                EdgeKind::Jump => " [label=\"jump\", color=\"#0a5cad\"]",
                EdgeKind::Exception => " [label=\"exception\", style=dashed, color=\"#a81750\"]",
            };
            let _ = writeln!(out, "    {id}_b{} -> {id}_b{}{style};", edge.from, edge.to);
        }
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

/// The graphs as a Mermaid flowchart, which many Markdown readers draw.
pub fn mermaid(passes: &Passes, moment: Moment, options: &Options) -> String {
    let mut out = "flowchart TD\n".to_owned();
    for Cluster { id, title, blocks } in clusters(passes, moment, options) {
        let _ = writeln!(out, "  subgraph {id}[\"{}\"]", entities(&title));
        for block in blocks {
            let text: Vec<_> = lines(block).iter().map(|line| entities(line.trim_start())).collect();
            let _ = writeln!(out, "    {id}_b{}[\"{}\"]", block.id, text.join("<br/>"));
        }
        for edge in edges(blocks) {
            let arrow = match edge.kind {
                EdgeKind::Fallthrough => "-->",
                EdgeKind::Jump => "-->|jump|",
                EdgeKind::Exception => "-.->|exception|",
            };
            let _ = writeln!(out, "    {id}_b{} {arrow} {id}_b{}", edge.from, edge.to);
        }
        out.push_str("  end\n");
    }
    out
}

/// Mermaid reads its own code in labels; whatever could be taken for some is written as a number.
fn entities(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        if letter.is_alphanumeric() || " _.,:+-*/()".contains(letter) {
            out.push(letter);
        } else {
            let _ = write!(out, "#{};", u32::from(letter));
        }
    }
    out
}
