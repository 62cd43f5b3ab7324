//! The syntax tree as nested lists: each node with the field it stands in, what tells it from others, and its piece of
//! source. The script makes it a tree that folds and that arrow keys walk.

use bytescope_explorer::{Node, Source, one_line};
use maud::{Markup, PreEscaped, Render, html};

use super::escape::Text;
use super::source::dashed;

/// Characters of source shown beside a node.
const LONGEST: usize = 60;

/// The tree. Call it where there is stack enough for it.
pub(crate) fn tree(root: &Node, source: &Source, label: &str) -> Markup {
    let mut out = String::new();
    node(&mut out, None, root, source);
    html! { ul.tree aria-label=(label) { (PreEscaped(out)) } }
}

/// Deep trees have many levels of lists and no more stack than this takes.
fn node(out: &mut String, field: Option<&str>, this: &Node, source: &Source) {
    let place = this.location.and_then(|location| source.range(location)).filter(|span| !span.is_empty());
    let slice = this.location.and_then(|location| source.slice(location)).map(one_line);
    let slice = slice.map(|slice| shortened(&slice));
    let summary = this.summary();
    let line = html! {
        span.nd data-p=[place.as_ref().map(dashed)] {
            @if let Some(field) = field { i { (field) } " " }
            b { (this.kind) }
            @if !summary.is_empty() { " " span.w { (Text(&summary)) } }
            @if let Some(context) = this.context() { " " small { (context) } }
            @if let Some(slice) = slice { " " code { (Text(&slice)) } }
        }
    };
    out.push_str("<li>");
    line.render_to(out);
    let children = this.children();
    if !children.is_empty() {
        out.push_str("<ul>");
        for (field, child) in children {
            node(out, Some(field), child, source);
        }
        out.push_str("</ul>");
    }
    out.push_str("</li>");
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}
