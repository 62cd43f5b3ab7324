//! Live fences in somebody else's Markdown: they are replaced by Markdown, and every other line stays as it is. This is what
//! an mdBook preprocessor does. Numbers in double braces are left alone, since mdBook has its own use for them.

use crate::build::{Settings, build};
use crate::html::{Answers, Options};
use crate::lesson::{BlockKind, FrontMatter, Lesson, blocks, front_matter};
use crate::markdown::{Plain, Writer};
use crate::problem::Problem;

/// The text with its live fences, folded questions and boxes replaced.
pub fn weave(file: &str, text: &str, settings: &Settings<'_>, problems: &mut Vec<Problem>) -> String {
    if !text.contains("bytescope") {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let (_, start) = front_matter(file, &text, problems);
    let first_line = 1 + text[..start].matches('\n').count();
    let body = &text[start..];
    let mut blocks = blocks(file, body, first_line, problems);
    blocks.retain(|block| !matches!(block.kind, BlockKind::Prose(_) | BlockKind::Heading { .. }));
    let ranges: Vec<_> = blocks.iter().map(|block| block.range.clone()).collect();
    let lesson = Lesson { file: file.to_owned(), slug: String::new(), front: FrontMatter::default(), blocks };
    let count = problems.len();
    let document = build(&lesson, settings, problems);
    if problems.len() > count {
        return text;
    }
    let options = Options { book: settings.book, answers: Answers::Inline, stands_alone: true };
    let flavour = Plain { options: &options };
    let mut writer = Writer::new(&flavour, &document, Answers::Inline);
    let mut out = text[..start].to_owned();
    let mut done = 0;
    for (range, part) in ranges.into_iter().zip(&document.parts) {
        out.push_str(&body[done..range.start]);
        out.push_str(&writer.part(part));
        done = range.end;
    }
    out.push_str(&body[done..]);
    out
}
