//! Pages: what a small program's page is made of, and what must hold whatever the program has in it.
//!
//! The snapshots hold the markup without style sheets and scripts; what a browser makes of all of it is what
//! `tests/browser` looks at.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_bytecode::Version;
use bytescope_handout::html::{Answers, Options, index, render, search_index, search_pieces};
use bytescope_handout::{Book, Document, Language, Lesson, NoFiles, STACK, Settings, build};

/// Renders in a thread that has the stack a machine needs.
fn with_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

fn document(file: &str, text: &str, book: &Book, language: Language) -> Document {
    let mut problems = Vec::new();
    let lesson = Lesson::parse(file, text, &mut problems);
    let settings = Settings {
        version: Version::V3_13_0,
        width: 80,
        language,
        author: "",
        book,
        files: &NoFiles,
        is_checked: true,
    };
    let document = build(&lesson, &settings, &mut problems);
    assert_eq!(problems, []);
    document
}

fn page(text: &str, language: Language, answers: Answers) -> String {
    let book = Book::default();
    let document = document("page.md", text, &book, language);
    render(&document, &Options { book: &book, answers, stands_alone: false })
}

/// The page between `<body>` and the scripts, an element a line.
fn body(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1.split_once("<footer>").unwrap().0;
    body.replace("><", ">\n<")
}

const LESSON: &str = "---
title: Adding `1`
summary: What `+` becomes.
---

Look at `BINARY_OP`.

## See it

```python bytescope show=source,stack,ast,symbols,tokens name=adder
def add(a):
    return a + 1
```

## Exercises

> [!question]- Why?
> Because.
";

#[test]
fn markup_of_a_lesson() {
    let page = with_stack(|| page(LESSON, Language::En, Answers::Separate));
    insta::assert_snapshot!(body(&page));
}

#[test]
fn markup_of_runs_and_graphs() {
    let text = "---\ntitle: T\n---\n\n```python bytescope show=stepper,passes,cfg only=f function=f\n\
                def f(x):\n    if x:\n        return 1\n\n\nf(0)\nprint(1)\n```\n\n```output\n1\n```\n";
    let page = with_stack(|| page(text, Language::De, Answers::Separate));
    assert!(page.contains("<html lang=\"de\">"));
    insta::assert_snapshot!(body(&page));
}

#[test]
fn answers_stand_where_they_are_wanted() {
    let text = "---\ntitle: T\n---\n\n```python bytescope name=p\nprint(40 + 2)\n```\n\n```output\n42\n```\n\n\
                ```bytescope exercises=predict program=p\n```\n";
    let pages = with_stack(|| {
        [Answers::Separate, Answers::Inline, Answers::None].map(|answers| page(text, Language::En, answers))
    });
    let [separate, inline, none] = pages.each_ref().map(|page| body(page));
    assert!(separate.contains("id=\"solutions\""));
    assert!(!inline.contains("id=\"solutions\"") && inline.contains("Solution"));
    assert!(!none.contains("Solution"));
}

#[test]
fn text_stays_text() {
    let nasty = "</script><script>alert(1)</script><!-- \u{202e} ' & <b>";
    let text = format!(
        "---\ntitle: \"{nasty}\"\n---\n\nIt says `{nasty}`.\n\n```python bytescope show=source,stack,ast,tokens,symbols,stepper,cfg,passes\n\
         x = \"{nasty}\u{1b}\"\nlong = '{}'\n```\n",
        "é".repeat(10_000)
    );
    let page = with_stack(move || page(&text, Language::En, Answers::Separate));
    assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
    assert!(!page.contains("<script>alert") && !page.contains('\u{1b}'));
    assert!(!page.chars().any(|letter| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')));
}

#[test]
fn a_page_asks_nothing_of_a_network() {
    let page = with_stack(|| page(LESSON, Language::En, Answers::Separate));
    for address in ["http:", "https:", " src=", "@import", "url("] {
        // Arrow heads are found by `url(#…)`, in the same page.
        let found =
            page.matches(address).count() - page.matches("url(#").count() * usize::from(address == "url(");
        assert_eq!(found, 0, "{address}");
    }
}

#[test]
fn pages_of_a_book_know_each_other() {
    let (index, page, search) = with_stack(|| {
        let mut problems = Vec::new();
        let contents = "---\ntitle: Book\n---\n\n## A\n\n- [[One]]\n- [[Two]]\n- [[Three]]\n";
        let contents = Lesson::parse("contents.md", contents, &mut problems);
        let texts = [
            ("one.md", "---\ntitle: One\nsection: A\nsummary: The first.\n---\n\nSee [[Two]].\n"),
            ("two.md", "---\ntitle: Two\nsection: A\naliases: second\n---\n\nA `LOAD_FAST` here.\n"),
        ];
        let lessons: Vec<_> =
            texts.iter().map(|(file, text)| Lesson::parse(file, text, &mut problems)).collect();
        let book = Book::of("", Some(&contents), &lessons);
        let options = Options { book: &book, answers: Answers::Separate, stands_alone: false };
        let documents: Vec<_> =
            texts.iter().map(|(file, text)| document(file, text, &book, Language::En)).collect();
        (
            index(&book, &options),
            render(&documents[0], &options),
            search_index(documents.iter().flat_map(search_pieces).collect()),
        )
    });
    insta::assert_snapshot!("index", body(&index));
    assert!(page.contains("<a href=\"two.html\">Two</a>") && page.contains("rel=\"next\""));
    assert!(!page.contains("rel=\"prev\""));
    assert!(search.contains("second") && search.contains("LOAD_FAST"));
}
