//! Markdown as elements.

use maud::{Markup, PreEscaped};
use pulldown_cmark::{CowStr, Event};

use super::escape::attribute;
use crate::prose::{Target, events};

/// Paragraphs, lists, tables.
pub(super) fn prose(markdown: &str, target: Target<'_>) -> Markup {
    let seen = |text: CowStr<'_>| CowStr::from(attribute(&text));
    let events = events(markdown, target).into_iter().map(|event| match event {
        Event::Text(text) => Event::Text(seen(text)),
        Event::Code(text) => Event::Code(seen(text)),
        other => other,
    });
    let mut out = String::new();
    pulldown_cmark::html::push_html(&mut out, events);
    PreEscaped(out)
}

/// One line, without the paragraph around it.
pub(super) fn inline(markdown: &str, target: Target<'_>) -> Markup {
    let html = prose(markdown, target).0;
    let inner = html.trim();
    let inner = inner.strip_prefix("<p>").and_then(|inner| inner.strip_suffix("</p>")).unwrap_or(inner);
    PreEscaped(inner.to_owned())
}
