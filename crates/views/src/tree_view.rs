//! The syntax tree: one node a row, with the field it stands in and its piece of source.

use bytescope_explorer::{Node, Source, SyntaxTree, one_line};

use crate::headings::titled_rule;
use crate::options::Options;
use crate::run::{Row, Style};
use crate::text::{only_ascii, printable};

/// The tree of a program. Positions are shown as `line:column`, columns counted in bytes as `ast` does.
pub fn tree_view(syntax: &SyntaxTree, options: &Options) -> Vec<Row> {
    let mut head = Row::of(printable(&syntax.filename), Style::BOLD);
    head.push(format!("   syntax tree   CPython {}", syntax.version), Style::QUIET);
    let mut lines = Vec::new();
    let tree = syntax.tree.root();
    syntax.tree.with_stack(|| collect(tree, None, &mut Prefix::default(), &syntax.source, &mut lines));
    let place_width = lines.iter().map(|line| line.place.len()).max().unwrap_or(0);
    let natural = lines.iter().map(|line| line.node.width()).max().unwrap_or(0);
    // The tree comes first; the source gets what is left, and at least a third.
    let room = options.width.saturating_sub(place_width + 4);
    let left = natural.min((room * 2 / 3).max(24));
    let crumbs = [tree.kind.to_owned()];
    let mut rows =
        vec![head, Row::new(), titled_rule(&crumbs, &format!("{} nodes", lines.len()), options.width)];
    for line in lines {
        let mut row = line.node;
        row.cut(left);
        row.pad_to(left + 2);
        row.push(format!("{:<place_width$}  ", line.place), Style::QUIET);
        row.push(line.slice, Style::QUIET);
        row.cut(options.width);
        row.trim_end();
        rows.push(row);
    }
    if options.ascii {
        rows.iter_mut().for_each(only_ascii);
    }
    rows
}

struct Line {
    node: Row,
    place: String,
    slice: String,
}

/// The lines that connect a node with its parents.
#[derive(Default)]
pub(crate) struct Prefix {
    /// For each level, whether more children follow.
    open: Vec<bool>,
}

impl Prefix {
    /// What stands before a node.
    pub(crate) fn text(&self) -> String {
        let Some((last, above)) = self.open.split_last() else { return String::new() };
        let mut text: String = above.iter().map(|open| if *open { "│  " } else { "   " }).collect();
        text.push_str(if *last { "├─ " } else { "└─ " });
        text
    }

    pub(crate) fn enter(&mut self, more: bool) {
        self.open.push(more);
    }

    pub(crate) fn leave(&mut self) {
        self.open.pop();
    }
}

/// A node's kind and what tells it from others.
pub(crate) fn title(node: &Node, style: Style, detail: Style) -> Row {
    let mut row = Row::of(node.kind, style);
    let summary = printable(&node.summary());
    if !summary.is_empty() {
        row.push(" ", Style::PLAIN);
        row.push(summary, detail);
    }
    if let Some(context) = node.context() {
        row.push(format!(" {context}"), Style::QUIET);
    }
    row
}

fn collect(node: &Node, field: Option<&str>, prefix: &mut Prefix, source: &Source, lines: &mut Vec<Line>) {
    let mut row = Row::of(prefix.text(), Style::QUIET);
    if let Some(field) = field {
        row.push(format!("{field}: "), Style::QUIET);
    }
    row.append(title(node, Style::BOLD, Style::PLAIN));
    let slice = node.location.and_then(|location| source.slice(location));
    lines.push(Line {
        node: row,
        place: node
            .location
            .map_or_else(String::new, |place| format!("{}:{}", place.lineno, place.col_offset)),
        slice: slice.map_or_else(String::new, |slice| printable(&one_line(slice))),
    });
    let children = node.children();
    for (index, (field, child)) in children.iter().enumerate() {
        prefix.enter(index + 1 < children.len());
        collect(child, Some(field), prefix, source, lines);
        prefix.leave();
    }
}
