//! The syntax tree as plain data: kinds, fields and positions by their names in Python's `ast` page.
//!
//! The typed tree of `bytescope_syntax` is right for a compiler; a view or a JSON reader wants to walk any
//! node without knowing its kind. Nothing is lost: `ast.dump` could be written from this.

use std::fmt::Write as _;

use bytescope_bytecode::{Constant, Location, Name};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One node: `BinOp`, `arguments`, `Load` …
#[derive(Clone, Debug)]
pub struct Node {
    /// The class name in `ast`.
    pub kind: &'static str,
    /// Position, for the nodes that have one.
    pub location: Option<Location>,
    /// Fields in the order of the grammar.
    pub fields: Vec<(&'static str, Field)>,
}

/// What a field holds.
#[derive(Clone, Debug)]
pub enum Field {
    /// An optional field that is absent (`None`).
    Absent,
    /// A child.
    Node(Node),
    /// Children, in order.
    List(Vec<Field>),
    /// An identifier.
    Identifier(Name),
    /// The value of a `Constant` or `MatchSingleton`.
    Constant(Constant),
    /// A small number: `level`, `conversion`, `simple`, `is_async`.
    Int(i32),
}

impl Node {
    /// The child nodes with the name of their field, in order. Contexts and operators are left out: they
    /// have no position and say nothing that [`Node::summary`] does not.
    pub fn children(&self) -> Vec<(&'static str, &Node)> {
        let mut children = Vec::new();
        for (name, field) in &self.fields {
            collect(name, field, &mut children);
        }
        children
    }

    /// Every node below and including this one, parents first.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        for (_, child) in self.children() {
            child.walk(visit);
        }
    }

    /// What tells this node from others of its kind, on a few words: the operator, the name, the value.
    pub fn summary(&self) -> String {
        let mut words = String::new();
        for (name, field) in &self.fields {
            match field {
                Field::Identifier(text) if *name == "asname" => {
                    let _ = write!(words, " as {text}");
                }
                Field::Identifier(text) => push_word(&mut words, text),
                Field::Constant(value) => push_word(&mut words, &value.repr()),
                Field::Node(node) if is_operator(node) => push_word(&mut words, node.kind),
                Field::List(items) => {
                    for item in items {
                        match item {
                            Field::Node(node) if is_operator(node) => push_word(&mut words, node.kind),
                            Field::Identifier(text) => push_word(&mut words, text),
                            _ => {}
                        }
                    }
                }
                Field::Int(level) if *name == "level" && *level > 0 => {
                    words.insert_str(0, &".".repeat(*level as usize));
                }
                Field::Int(letter) if *name == "conversion" && *letter > 0 => {
                    let _ = write!(words, "!{}", char::from(*letter as u8));
                }
                Field::Int(1) if *name == "is_async" => push_word(&mut words, "async"),
                _ => {}
            }
        }
        words
    }

    /// `Store` or `Del` if the node is written or deleted instead of read.
    pub fn context(&self) -> Option<&'static str> {
        self.fields.iter().find_map(|(name, field)| match field {
            Field::Node(node) if *name == "ctx" && node.kind != "Load" => Some(node.kind),
            _ => None,
        })
    }
}

fn push_word(words: &mut String, word: &str) {
    if !words.is_empty() && !words.ends_with('.') {
        words.push(' ');
    }
    words.push_str(word);
}

fn is_operator(node: &Node) -> bool {
    node.location.is_none() && node.fields.is_empty() && !matches!(node.kind, "Load" | "Store" | "Del")
}

fn collect<'a>(name: &'static str, field: &'a Field, children: &mut Vec<(&'static str, &'a Node)>) {
    match field {
        Field::Node(node) if node.location.is_some() || !node.fields.is_empty() => {
            children.push((name, node));
        }
        Field::List(items) => items.iter().for_each(|item| collect(name, item, children)),
        _ => {}
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("node", self.kind)?;
        for (name, field) in &self.fields {
            map.serialize_entry(name, field)?;
        }
        if let Some(location) = self.location {
            map.serialize_entry("lineno", &location.lineno)?;
            map.serialize_entry("col_offset", &location.col_offset)?;
            map.serialize_entry("end_lineno", &location.end_lineno)?;
            map.serialize_entry("end_col_offset", &location.end_col_offset)?;
        }
        map.end()
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent => serializer.serialize_none(),
            Self::Node(node) => node.serialize(serializer),
            Self::List(items) => items.serialize(serializer),
            Self::Identifier(name) => serializer.serialize_str(name),
            Self::Constant(value) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("type", value.type_name())?;
                map.serialize_entry("repr", &value.repr())?;
                map.end()
            }
            Self::Int(value) => serializer.serialize_i32(*value),
        }
    }
}
