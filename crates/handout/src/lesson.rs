//! A lesson taken apart: front matter, then blocks with their lines. Nothing is compiled or run here.
//!
//! The Markdown parser says where blocks begin and end; the text between live blocks stays Markdown, as it was
//! written, so that formats that are Markdown themselves hand it on unchanged. Live fences stand at the top level or in
//! a box; anywhere else (in a list, in a quotation) they are a mistake, not text.

use std::ops::{Range, RangeInclusive};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};

use crate::fence::{self, Fence, ProgramOptions, ViewKind};
use crate::problem::Problem;
use crate::prose::OPTIONS;

/// A lesson as it was written.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The file that messages name.
    pub file: String,
    /// The page's address: the file's name without `.md`.
    pub slug: String,
    /// What stands above the text.
    pub front: FrontMatter,
    /// The text.
    pub blocks: Vec<Block>,
}

/// The lines between `---` at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The page's name.
    pub title: String,
    /// The part of the book it belongs to.
    pub section: String,
    /// Its place in the section.
    pub order: u32,
    /// One sentence for the index.
    pub summary: String,
    /// Other names for links.
    pub aliases: Vec<String>,
}

/// A piece of a lesson.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its first line, from 1.
    pub line: usize,
    /// Its lines as bytes of the text it was parsed from.
    pub range: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// A heading, its text in Markdown.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The text.
        text: String,
    },
    /// Ordinary Markdown.
    Prose(String),
    /// A program, with what it is stated to print.
    Program {
        /// The program.
        source: String,
        /// The options of its fence.
        options: Box<ProgramOptions>,
        /// The `output` fence behind it.
        output: Option<Stated>,
        /// The `error` fence behind it.
        error: Option<Stated>,
    },
    /// More views of a program that is on the page already.
    Views {
        /// Its name.
        program: String,
        /// The views.
        show: Vec<ViewKind>,
    },
    /// Two programs side by side.
    Compare {
        /// Their names.
        names: Vec<String>,
        /// `only=`
        only: Option<String>,
    },
    /// A compiled file.
    Pyc {
        /// Its path.
        file: String,
        /// `show=`
        show: Vec<ViewKind>,
        /// `only=`
        only: Option<String>,
        /// `source=`
        source: Option<String>,
    },
    /// Exercises made from a program.
    Exercises {
        /// Their kinds.
        kinds: Vec<String>,
        /// The program's name.
        program: String,
        /// `only=`
        only: Option<String>,
        /// `lines=`
        lines: Option<RangeInclusive<i32>>,
        /// `seed=`
        seed: u64,
    },
    /// A box, or a question whose answer is folded away.
    Callout {
        /// `question`, `tip`, `note` or `warning`.
        kind: String,
        /// Whether the body is folded away.
        folded: bool,
        /// The title, in Markdown.
        title: String,
        /// The body.
        blocks: Vec<Block>,
    },
}

/// What a fence states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The line of the fence.
    pub line: usize,
    /// The text, with its last line end.
    pub text: String,
}

/// The kinds of boxes.
pub(crate) const CALLOUTS: [&str; 6] = ["question", "tip", "note", "warning", "important", "caution"];

impl Lesson {
    /// Takes a lesson apart. What is wrong goes into `problems`; the rest is there all the same.
    pub fn parse(file: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let text = text.replace("\r\n", "\n");
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let slug = name.strip_suffix(".md").unwrap_or(name).to_owned();
        let (mut front, start) = front_matter(file, text, problems);
        let first_line = 1 + text[..start].matches('\n').count();
        let mut blocks = blocks(file, &text[start..], first_line, problems);
        if front.title.is_empty()
            && let Some(Block { kind: BlockKind::Heading { level: 1, text }, .. }) = blocks.first()
        {
            front.title.clone_from(text);
            blocks.remove(0);
        }
        if front.title.is_empty() {
            problems.push(Problem::new(
                file,
                1,
                "the lesson has no title: expected `title: …` between two `---`",
            ));
            front.title.clone_from(&slug);
        }
        Self { file: file.to_owned(), slug, front, blocks }
    }
}

/// The front matter, and where the text behind it starts.
pub(crate) fn front_matter(file: &str, text: &str, problems: &mut Vec<Problem>) -> (FrontMatter, usize) {
    let mut front = FrontMatter::default();
    let Some(rest) = text.strip_prefix("---\n") else { return (front, 0) };
    let mut at = text.len() - rest.len();
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim();
        if line == "---" {
            return (front, at);
        }
        let mut wrong = |message: String| problems.push(Problem::new(file, index + 2, message));
        let Some((key, value)) = line.split_once(':') else {
            if !line.is_empty() {
                wrong("expected `key: value`".to_owned());
            }
            continue;
        };
        let value = value.trim();
        let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
        let value = quoted.unwrap_or(value).to_owned();
        match key.trim() {
            "title" => front.title = value,
            "section" => front.section = value,
            "order" => match value.parse() {
                Ok(order) => front.order = order,
                Err(_) => wrong(format!("order: {value}: expected a number")),
            },
            "summary" => front.summary = value,
            "aliases" => front.aliases = value.split(';').map(|alias| alias.trim().to_owned()).collect(),
            key => wrong(format!("unknown key {key}; there are title, section, order, summary, aliases")),
        }
    }
    problems.push(Problem::new(file, 1, "the front matter has no end: expected a second ---"));
    (front, text.len())
}

/// The blocks of a text whose first line has the number `first_line`.
pub(crate) fn blocks(file: &str, text: &str, first_line: usize, problems: &mut Vec<Problem>) -> Vec<Block> {
    let line_of = |offset: usize| first_line + text[..offset].matches('\n').count();
    let mut blocks: Vec<Block> = Vec::new();
    // Where the prose that is not yet a block begins.
    let mut prose = 0;
    let mut depth = 0_usize;
    let mut events = Parser::new_ext(text, OPTIONS).into_offset_iter();
    while let Some((event, range)) = events.next() {
        let tag = match event {
            Event::Start(tag) => tag,
            Event::End(_) => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        let line = line_of(range.start);
        let mut kind = None;
        match &tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => match fence::parse(info) {
                Some(_) if depth > 0 => {
                    let message =
                        "a live fence stands at the left margin or in a box, not in a list or quotation";
                    problems.push(Problem::new(file, line, message));
                }
                Some(Ok(fence)) => kind = Some(live(fence, content(&text[range.clone()]))),
                Some(Err(message)) => problems.push(Problem::new(file, line, message)),
                None if depth == 0 && matches!(&**info, "output" | "error") => {
                    let is_behind = text[prose..range.start].trim().is_empty();
                    let stated = Stated { line, text: content(&text[range.clone()]) };
                    if let (true, Some(block)) = (is_behind, blocks.last_mut())
                        && let BlockKind::Program { output, error, .. } = &mut block.kind
                    {
                        *(if &**info == "output" { output } else { error }) = Some(stated);
                        block.range.end = range.end;
                        prose = range.end;
                    } else {
                        let message = format!("the fence {info} does not stand right behind a program");
                        problems.push(Problem::new(file, line, message));
                    }
                }
                None => {}
            },
            Tag::Heading { level, .. } if depth == 0 => {
                let text = heading(&text[range.clone()]);
                kind = Some(BlockKind::Heading { level: *level as u8, text });
            }
            Tag::BlockQuote(_) if depth == 0 => kind = callout(file, &text[range.clone()], line, problems),
            _ => {}
        }
        if let Some(kind) = kind {
            push_prose(&mut blocks, text, prose..range.start, &line_of);
            prose = range.end;
            blocks.push(Block { line, range: range.clone(), kind });
            skip(&mut events);
        } else {
            depth += 1;
        }
    }
    push_prose(&mut blocks, text, prose..text.len(), &line_of);
    blocks
}

/// Goes to the end of the block that was begun.
fn skip<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) {
    let mut open = 1;
    while open > 0 {
        match events.next() {
            Some((Event::Start(_), _)) => open += 1,
            Some((Event::End(_), _)) => open -= 1,
            Some(_) => {}
            None => break,
        }
    }
}

fn push_prose(blocks: &mut Vec<Block>, text: &str, range: Range<usize>, line_of: &impl Fn(usize) -> usize) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start_matches(['\n', ' ']).len();
    if start >= range.end {
        return;
    }
    // The indent of the first line counts.
    let start = text[..start].rfind('\n').map_or(0, |end| end + 1).max(range.start);
    let part = text[start..range.end].trim_end();
    let range = start..start + part.len();
    blocks.push(Block { line: line_of(start), range, kind: BlockKind::Prose(part.to_owned()) });
}

/// What stands between the lines of a fence.
fn content(block: &str) -> String {
    let mut lines: Vec<_> = block.split_inclusive('\n').collect();
    let fence: String = lines
        .first()
        .map_or("", |line| line.trim_start())
        .chars()
        .take_while(|c| "`~".contains(*c))
        .collect();
    lines.remove(0);
    if lines.last().is_some_and(|line| {
        line.trim().starts_with(&fence) && line.trim().trim_start_matches(['`', '~']).is_empty()
    }) {
        lines.pop();
    }
    let mut text = lines.concat();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The text of a heading: `## Why? ##` and the underlined kind.
fn heading(block: &str) -> String {
    let block = block.trim();
    if block.starts_with('#') {
        return block.trim_matches('#').trim().to_owned();
    }
    block.lines().next().unwrap_or("").trim().to_owned()
}

fn live(fence: Fence, source: String) -> BlockKind {
    match fence {
        Fence::Program(options) => {
            BlockKind::Program { source, options: Box::new(options), output: None, error: None }
        }
        Fence::Views { program, show } => BlockKind::Views { program, show },
        Fence::Compare { names, only } => BlockKind::Compare { names, only },
        Fence::Pyc { file, show, only, source } => BlockKind::Pyc { file, show, only, source },
        Fence::Exercises { kinds, program, only, lines, seed } => {
            BlockKind::Exercises { kinds, program, only, lines, seed }
        }
    }
}

/// `> [!question]- Title`, and what follows in the quotation.
fn callout(file: &str, quotation: &str, line: usize, problems: &mut Vec<Problem>) -> Option<BlockKind> {
    let stripped: Vec<_> = quotation
        .lines()
        .map(|line| {
            let inner = line.trim_start().strip_prefix('>').unwrap_or(line);
            inner.strip_prefix(' ').unwrap_or(inner)
        })
        .collect();
    let (kind, rest) = stripped.first()?.trim().strip_prefix("[!")?.split_once(']')?;
    let kind = kind.to_lowercase();
    if !CALLOUTS.contains(&kind.as_str()) {
        let message = format!("there are no boxes called {kind}; there are {}", CALLOUTS.join(", "));
        problems.push(Problem::new(file, line, message));
    }
    let (folded, title) = match rest.strip_prefix('-') {
        Some(title) => (true, title),
        None => (false, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let body = stripped[1..].join("\n");
    let blocks = blocks(file, &body, line + 1, problems);
    Some(BlockKind::Callout { kind, folded, title: title.trim().to_owned(), blocks })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\
---
title: Adding
order: 2
aliases: Sums; Plus
---

Some *prose*.

## See it

```python bytescope name=a
print(1 + 2)
```

```output
3
```

> [!question]- Why?
> Because.
>
> ```python
> x = 1
> ```

The end.
";

    #[test]
    fn a_lesson_is_taken_apart() {
        let mut problems = Vec::new();
        let lesson = Lesson::parse("book/adding.md", TEXT, &mut problems);
        assert_eq!(problems, []);
        assert_eq!(lesson.slug, "adding");
        assert_eq!((lesson.front.title.as_str(), lesson.front.order), ("Adding", 2));
        assert_eq!(lesson.front.aliases, ["Sums", "Plus"]);
        let lines: Vec<_> = lesson.blocks.iter().map(|block| block.line).collect();
        assert_eq!(lines, [7, 9, 11, 19, 26]);
        let BlockKind::Program { source, output, .. } = &lesson.blocks[2].kind else { panic!("no program") };
        assert_eq!(source, "print(1 + 2)\n");
        assert_eq!(output, &Some(Stated { line: 15, text: "3\n".to_owned() }));
        let BlockKind::Callout { folded: true, title, blocks, .. } = &lesson.blocks[3].kind else {
            panic!("no question")
        };
        assert_eq!((title.as_str(), blocks.len(), blocks[0].line), ("Why?", 1, 20));
    }

    #[test]
    fn mistakes_have_lines() {
        let mut problems = Vec::new();
        let text = "---\ntitle: T\nodd: 1\n---\n\n- a\n\n  ```python bytescope\n  ```\n\n```python bytescope shwo=x\n```\n\n\
                    ```output\n```\n\n> [!hint] x\n";
        Lesson::parse("t.md", text, &mut problems);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [3, 8, 11, 14, 17]);
    }
}
