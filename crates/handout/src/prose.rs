//! Prose of lessons: Markdown with `[[links]]` between pages.
//!
//! Raw HTML is not allowed in lessons, since half of the formats could not show it; [`events`] hands it on as text.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// The Markdown of lessons: `CommonMark` with tables, strikethrough and wiki links.
pub(crate) const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_WIKILINKS);

/// Where a link between pages leads in some format.
pub type Target<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The events of a piece of prose. `target` turns the title or alias in a `[[link]]` into an address; a link without one
/// becomes its text.
pub fn events<'a>(markdown: &'a str, target: Target<'_>) -> Vec<Event<'a>> {
    let mut dropped = false;
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, OPTIONS) {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, dest_url, title, id }) => {
                match target(&dest_url) {
                    Some(address) => events.push(Event::Start(Tag::Link {
                        link_type: LinkType::Inline,
                        dest_url: CowStr::from(address),
                        title,
                        id,
                    })),
                    None => dropped = true,
                }
            }
            Event::End(TagEnd::Link) if dropped => dropped = false,
            Event::Html(html) | Event::InlineHtml(html) => events.push(Event::Text(html)),
            event => events.push(event),
        }
    }
    events
}

/// The words of a piece of Markdown without any marks.
pub fn plain_text(markdown: &str) -> String {
    let mut text = String::new();
    for event in events(markdown, &|_| None) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                text.push('\n');
            }
            _ => {}
        }
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_find_their_pages() {
        let target = |title: &str| (title == "LEGB Scope").then(|| "legb-scope.html".to_owned());
        let html = |markdown: &str| {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, events(markdown, &target).into_iter());
            html
        };
        assert_eq!(html("[[LEGB Scope]]"), "<p><a href=\"legb-scope.html\">LEGB Scope</a></p>\n");
        assert_eq!(
            html("[[LEGB Scope|who answers]]"),
            "<p><a href=\"legb-scope.html\">who answers</a></p>\n"
        );
        assert_eq!(html("[[Nothing]] <b>x</b>"), "<p>Nothing &lt;b&gt;x&lt;/b&gt;</p>\n");
        assert_eq!(plain_text("A **b** `c`\nd"), "A b c d");
    }
}
