//! Markdown as Typst. Every call ends with a semicolon: what follows it is text, whatever it begins with.

use std::fmt::Write as _;

use bytescope_views::{Style, unpainted};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::listing::listing;
use super::text::{code, escaped, string};
use crate::prose::events;

/// What the address of a link inside the document begins with; a place on the same page begins with `#`.
pub(super) const PAGE: &str = "page:";
/// The longest address that a link may have in a PDF.
const LONGEST_ADDRESS: usize = 2000;

/// Marks inside of marks: Typst refuses what is nested much deeper. What is in more of them is text alone.
const DEEPEST: usize = 10;

/// Markdown on the page `slug`.
pub(super) fn prose(markdown: &str, slug: &str, target: crate::Target<'_>) -> String {
    let mut out = String::new();
    let mut block: Option<String> = None;
    // The tags around, and whether they are shown.
    let mut around: Vec<bool> = Vec::new();
    for event in events(markdown, target) {
        if let Some(text) = &mut block {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::End(TagEnd::CodeBlock) => {
                    around.pop();
                    let rows: Vec<_> = text.lines().map(|line| unpainted(line, Style::PLAIN)).collect();
                    out.push_str(&listing(rows));
                    block = None;
                }
                _ => {}
            }
            continue;
        }
        match &event {
            Event::Start(tag) => {
                let depth = around.iter().filter(|is_shown| **is_shown).count();
                let is_shown = match tag {
                    Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                        around.last() == Some(&true)
                    }
                    _ => depth < DEEPEST,
                };
                around.push(is_shown);
                if !is_shown && !matches!(tag, Tag::CodeBlock(_)) {
                    continue;
                }
            }
            Event::End(end) => {
                let is_shown = around.pop() != Some(false);
                if !is_shown && *end != TagEnd::Paragraph {
                    continue;
                }
            }
            _ => {}
        }
        match event {
            Event::Text(text) => out.push_str(&escaped(&text)),
            Event::Code(text) => out.push_str(&code(&text)),
            Event::SoftBreak => out.push('\n'),
            Event::HardBreak => out.push_str("#linebreak();"),
            Event::Rule => out.push_str("#line(length: 100%, stroke: rule);\n\n"),
            Event::Start(tag) => match tag {
                Tag::Heading { level, .. } => {
                    let _ = write!(out, "#heading(depth: {})[", level as usize);
                }
                Tag::BlockQuote(_) => out.push_str("#quote["),
                Tag::CodeBlock(_) => block = Some(String::new()),
                Tag::List(Some(first)) => {
                    let _ = writeln!(out, "#enum(start: {first},");
                }
                Tag::List(None) => out.push_str("#list(\n"),
                Tag::Item | Tag::TableCell => out.push('['),
                Tag::Emphasis | Tag::Image { .. } => out.push_str("#emph["),
                Tag::Strong => out.push_str("#strong["),
                Tag::Strikethrough => out.push_str("#strike["),
                Tag::Link { dest_url, .. } => out.push_str(&link(&dest_url, slug)),
                Tag::Table(alignments) => {
                    let _ = writeln!(out, "#table(columns: {},", alignments.len());
                }
                Tag::TableHead => out.push_str("table.header("),
                _ => {}
            },
            Event::End(tag) => out.push_str(match tag {
                TagEnd::Paragraph => "\n\n",
                TagEnd::Heading(_) | TagEnd::BlockQuote(_) => "];\n\n",
                TagEnd::List(_) | TagEnd::Table => ");\n\n",
                TagEnd::Item | TagEnd::TableCell => "],\n",
                TagEnd::TableHead => "),\n",
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                    "];"
                }
                _ => "",
            }),
            _ => {}
        }
    }
    out
}

/// The start of a link; the text follows.
fn link(address: &str, slug: &str) -> String {
    if let Some(page) = address.strip_prefix(PAGE) {
        format!("#to({})[", string(&format!("{PAGE}{page}")))
    } else if address.starts_with('#') {
        format!("#to({})[", string(&format!("{slug}{address}")))
    } else if address.is_empty() || address.len() > LONGEST_ADDRESS {
        "#underline[".to_owned()
    } else {
        format!("#link({})[", string(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typst(markdown: &str) -> String {
        prose(markdown, "here", &|title| Some(format!("page:{}", title.to_lowercase())))
    }

    #[test]
    fn calls_end_where_they_should() {
        assert_eq!(typst("`f`(x); *a*[b]"), "#raw(\"f\");(x); #emph[a];\\[b\\]\n\n");
        assert_eq!(
            typst("[[A]] [b](#c) [d]()"),
            "#to(\"page:a\")[A]; #to(\"here#c\")[b]; #underline[d];\n\n"
        );
        assert_eq!(typst("1. a\n2. b"), "#enum(start: 1,\n[a],\n[b],\n);\n\n");
        let deep = typst(&format!("{}x", "> ".repeat(30)));
        assert_eq!(deep, format!("{}x\n\n{}", "#quote[".repeat(DEEPEST), "];\n\n".repeat(DEEPEST)));
        let deep = typst(&format!("{}*x*", "- ".repeat(30)));
        assert_eq!(deep.matches(['(', '[']).count(), deep.matches([')', ']']).count());
        assert_eq!(typst("|a|\n|-|\n|b|"), "#table(columns: 1,\ntable.header([a],\n),\n[b],\n);\n\n");
    }
}
