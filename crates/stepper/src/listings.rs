//! Code objects laid out, each when it is first seen.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::Version;
use bytescope_explorer::Exploration;
use bytescope_tracer::Known;
use bytescope_views::CodeView;

/// Views by code and by the width that their margin is for; none of code that cannot be taken apart.
type Views = HashMap<(*const Known, usize), Option<Rc<CodeView>>>;

/// What was laid out so far.
#[derive(Debug, Default)]
pub(crate) struct Listings(RefCell<Views>);

impl Listings {
    /// The instructions of a code object, for a terminal of this width.
    pub(crate) fn of(&self, code: &Rc<Known>, width: usize) -> Option<Rc<CodeView>> {
        // Only these widths differ in how many arrows they have room for.
        let width = match width {
            ..140 => 79,
            _ => 100,
        };
        let mut known = self.0.borrow_mut();
        let entry = known.entry((Rc::as_ptr(code), width)).or_insert_with(|| {
            let text = code.source.as_ref().map_or("", |source| source.text());
            let exploration = Exploration::of(Arc::clone(&code.object), text, Version::LATEST);
            CodeView::new(exploration, width).ok().map(Rc::new)
        });
        entry.clone()
    }
}
