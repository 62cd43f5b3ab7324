//! `python3.13 -m ast`: `ast.dump` with an indent.
//!
//! A node is one line if it has at most three fields and none of them holds anything that has parts.

use std::fmt::Write as _;

use bytescope_bytecode::repr::{repr_of_text, write_repr};
use bytescope_explorer::{Field, Node, Tree};

/// The options of the tool.
#[derive(Clone, Copy, Debug)]
pub struct TreeOptions {
    /// `-a`: positions.
    pub attributes: bool,
    /// `-i`: spaces for each level.
    pub indent: usize,
}

/// The text for a whole tree, its last line end included.
pub fn tree(tree: &Tree, options: TreeOptions) -> String {
    let mut dump = Dump { out: String::new(), options };
    tree.with_stack(|| dump.node(tree.root(), 1));
    dump.out.push('\n');
    dump.out
}

struct Dump {
    out: String,
    options: TreeOptions,
}

impl Dump {
    fn node(&mut self, node: &Node, level: usize) {
        self.out.push_str(node.kind);
        self.out.push('(');
        let count = shown(node).count() + if self.has_attributes(node) { 4 } else { 0 };
        let on_one_line = count <= 3 && shown(node).all(|(_, field)| self.is_simple(field));
        let mut first = true;
        let mut separate = |dump: &mut Self, name: &str| {
            let comma = if std::mem::take(&mut first) { "" } else { "," };
            dump.out.push_str(comma);
            if !on_one_line {
                dump.new_line(level);
            } else if !comma.is_empty() {
                dump.out.push(' ');
            }
            dump.out.extend([name, "="]);
        };
        for (name, field) in shown(node) {
            separate(self, name);
            self.field(field, level + 1);
        }
        if let Some(location) = node.location.filter(|_| self.options.attributes) {
            let attributes = [
                ("lineno", location.lineno),
                ("col_offset", location.col_offset),
                ("end_lineno", location.end_lineno),
                ("end_col_offset", location.end_col_offset),
            ];
            for (name, number) in attributes {
                separate(self, name);
                // Writing to a string cannot fail, here and below.
                let _ = write!(self.out, "{number}");
            }
        }
        self.out.push(')');
    }

    fn field(&mut self, field: &Field, level: usize) {
        match field {
            Field::Absent => self.out.push_str("None"),
            Field::Node(node) => self.node(node, level),
            Field::List(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.new_line(level);
                    self.field(item, level + 1);
                }
                self.out.push(']');
            }
            Field::Identifier(name) => self.out.push_str(&repr_of_text(name)),
            Field::Constant(value) => write_repr(&mut self.out, value),
            Field::Int(value) => {
                let _ = write!(self.out, "{value}");
            }
        }
    }

    fn new_line(&mut self, level: usize) {
        let _ = write!(self.out, "\n{:width$}", "", width = level * self.options.indent);
    }

    fn has_attributes(&self, node: &Node) -> bool {
        self.options.attributes && node.location.is_some()
    }

    /// Whether there is nothing in it that has parts.
    fn is_simple(&self, field: &Field) -> bool {
        match field {
            Field::Node(node) => shown(node).next().is_none() && !self.has_attributes(node),
            Field::List(items) => items.is_empty(),
            _ => true,
        }
    }
}

/// The fields that are not empty. What holds a constant is never empty, not even with `None`.
fn shown(node: &Node) -> impl Iterator<Item = (&'static str, &Field)> {
    let fields = node.fields.iter().map(|(name, field)| (*name, field));
    fields.filter(|(_, field)| match field {
        Field::Absent => false,
        Field::List(items) => !items.is_empty(),
        _ => true,
    })
}
