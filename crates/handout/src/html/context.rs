//! What the parts of a page share while it is written.

use std::collections::BTreeSet;

use bytescope_bytecode::Opcode;
use maud::{Markup, Render, html};

use super::words::PageWords;

/// What the parts of a page share while it is written.
#[derive(Debug)]
pub(crate) struct Context {
    /// The fixed words.
    pub(crate) words: &'static PageWords,
    /// The level of the last heading.
    pub(crate) level: u8,
    /// The opcodes that the page shows: the script has a sentence about each.
    pub(crate) opcodes: BTreeSet<&'static str>,
    /// Whether a graph has brought the heads of the arrows.
    pub(crate) has_arrows: bool,
    next_id: usize,
}

impl Context {
    pub(crate) fn new(words: &'static PageWords) -> Self {
        Self { words, level: 1, opcodes: BTreeSet::new(), has_arrows: false, next_id: 0 }
    }

    /// An id that no other element has.
    pub(crate) fn id(&mut self, kind: &str) -> String {
        self.next_id += 1;
        format!("{kind}{}", self.next_id)
    }

    /// A heading one level below the last one, for what stands in a view.
    pub(crate) fn title(&self, class: &str, id: &str, content: impl Render) -> Markup {
        heading(self.level + 1, class, id, content)
    }

    /// Remembers an opcode for the script.
    pub(crate) fn saw(&mut self, opcode: Opcode) {
        self.opcodes.insert(opcode.name());
    }
}

/// A heading of a level.
pub(crate) fn heading(level: u8, class: &str, id: &str, content: impl Render) -> Markup {
    let class = Some(class).filter(|class| !class.is_empty());
    match level {
        ..=2 => html! { h2 class=[class] id=(id) { (content) } },
        3 => html! { h3 class=[class] id=(id) { (content) } },
        4 => html! { h4 class=[class] id=(id) { (content) } },
        5 => html! { h5 class=[class] id=(id) { (content) } },
        6.. => html! { h6 class=[class] id=(id) { (content) } },
    }
}
