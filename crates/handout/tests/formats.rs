//! What a program and a lesson look like in each format of text. Read the snapshots as their readers would.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_bytecode::Version;
use bytescope_handout::snippet::{self, Wishes};
use bytescope_handout::{
    Answers, Book, Format, Language, Lesson, NoFiles, Options, STACK, Settings, ViewKind, build, index,
    render,
};

const FORMATS: [(&str, Format); 5] = [
    ("markdown", Format::Markdown),
    ("obsidian", Format::Obsidian),
    ("slides", Format::Slides),
    ("notebook", Format::Notebook),
    ("typst", Format::Typst),
];

/// The lesson in a format.
fn page(lesson: &Lesson, book: &Book, format: Format) -> String {
    let mut problems = Vec::new();
    let settings = Settings {
        version: Version::V3_13_0,
        width: format.width(),
        language: Language::En,
        author: "Ada",
        book,
        files: &NoFiles,
        is_checked: false,
    };
    let document = build(lesson, &settings, &mut problems);
    assert_eq!(problems, []);
    render(&document, format, &Options { book, answers: Answers::Separate, stands_alone: true })
}

/// A snapshot for each format. The machine needs a thread with a stack of its own.
fn snapshots(name: &'static str, make: fn() -> (Lesson, Book)) {
    let pages = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let (lesson, book) = make();
        FORMATS.map(|(format_name, format)| (format_name, page(&lesson, &book, format)))
    });
    for (format_name, page) in pages.unwrap().join().unwrap() {
        // What the snapshot says must not change with every release.
        let page = page.replace(&format!("bytescope {}", env!("CARGO_PKG_VERSION")), "bytescope");
        let page = page.replace(&env!("CARGO_PKG_VERSION").replace('.', "\\."), "");
        insta::assert_snapshot!(format!("{name}_{format_name}"), page);
    }
}

#[test]
fn a_program() {
    snapshots("program", || {
        let wishes = Wishes {
            title: None,
            sections: vec![ViewKind::Stack, ViewKind::Symbols, ViewKind::Stepper, ViewKind::Output],
            exercises: vec!["predict".to_owned(), "scope".to_owned()],
            seed: 1,
            language: Language::En,
        };
        let source = "def total(prices):\n    result = 0\n    for price in prices:\n        result += price\n    \
                      return result\n\nprint(total([1, 2]))\n";
        (snippet::lesson("total.py", source, &wishes), Book::default())
    });
}

const LESSON: &str = "\
---
title: Adding (`+`)
section: Operators
summary: What a plus does.
aliases: Sums
---

A *plus* is one of {{instructions adder add}} instructions. Its opposite is [[Subtracting]].

## See it

```python bytescope name=adder show=source,bytecode only=add
def add(a, b):
    return a + b

print(add(2, 3))
```

```output
5
```

## The wrong idea

> A plus adds whatever it is given.

```python bytescope name=wrong fails=TypeError
\"1\" + 1
```

```error
TypeError: can only concatenate str (not \"int\") to str
```

| operands | result |
|---|---|
| numbers | their sum |
| strings | both, one after the other |

> [!question]- Why is `add` not folded?
> Because `a` is **not a constant**. This is:
>
> ```python bytescope show=source,bytecode
> x = 1 + 1
> ```

> [!tip]
> Try `-`.

## Exercises

```bytescope exercises=stack,cost program=adder only=add
```
";

#[test]
fn a_lesson() {
    snapshots("lesson", || {
        let mut problems = Vec::new();
        let lesson = Lesson::parse("operators/adding.md", LESSON, &mut problems);
        let other =
            "---\ntitle: Subtracting\nsection: Operators\nsummary: The opposite.\n---\n\nSee [[Sums]].\n";
        let other = Lesson::parse("operators/subtracting.md", other, &mut problems);
        assert_eq!(problems, []);
        let book = Book::of("Operators of Python", None, &[lesson.clone(), other]);
        (lesson, book)
    });
}

#[test]
fn what_is_around_the_pages() {
    let mut problems = Vec::new();
    let contents = "---\ntitle: A \"book\"\n---\n\nAbout it.\n\n## One\n\nThe first.\n\n- [[Adding (`+`)]]\n- [[Later]]\n\n\
                    ## Two\n\n- [[A/B: c?]]\n";
    let contents = Lesson::parse("contents.md", contents, &mut problems);
    let pages =
        ["---\ntitle: Adding (`+`)\nsummary: What a plus does.\n---\n", "---\ntitle: \"A/B: c?\"\n---\n"];
    let names = ["adding.md", "a-b.md"];
    let lessons = names.iter().zip(pages).map(|(name, text)| Lesson::parse(name, text, &mut problems));
    let book = Book::of("", Some(&contents), &lessons.collect::<Vec<_>>());
    assert_eq!(problems, []);
    let options = Options { book: &book, answers: Answers::Separate, stands_alone: false };
    for (name, format) in [("markdown", Format::Markdown), ("obsidian", Format::Obsidian)] {
        let files = index(&book, format, &options);
        let texts: Vec<_> = files.iter().map(|(file, text)| format!("==== {file}\n{text}")).collect();
        insta::assert_snapshot!(format!("around_{name}"), texts.concat());
    }
}
