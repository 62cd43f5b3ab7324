//! Pages for the terminal: what is too wide is wrapped, never cut where it says something.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use bytescope_bytecode::Version;
use bytescope_handout::html::Answers;
use bytescope_handout::{Book, Language, Lesson, NoFiles, STACK, Settings, build, terminal};

fn lines(text: &'static str, width: usize) -> Vec<String> {
    let work = move || {
        let mut problems = Vec::new();
        let lesson = Lesson::parse("page.md", text, &mut problems);
        let settings = Settings {
            version: Version::V3_13_0,
            width,
            language: Language::En,
            author: "",
            book: &Book::default(),
            files: &NoFiles,
            is_checked: true,
        };
        let document = build(&lesson, &settings, &mut problems);
        assert_eq!(problems, []);
        terminal::rows(&document, width, Answers::Separate).iter().map(bytescope_views::Row::text).collect()
    };
    std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap()
}

#[test]
fn a_table_has_columns() {
    let text = "---\ntitle: T\n---\n\n| who | what they do |\n| --- | --- |\n| Ada | writes *long* programs for a machine |\n| Alan | asks |\n";
    let shown = lines(text, 40);
    assert_eq!(
        shown[2..],
        [
            "who   what they do                    ",
            "────  ────────────────────────────────",
            "Ada   writes long programs for a      ",
            "      machine                         ",
            "Alan  asks                            ",
            "",
        ]
        .map(str::trim_end)
    );
}

#[test]
fn who_was_asked_is_told_in_full() {
    let text = "---\ntitle: T\n---\n\n```python bytescope show=trace lines=8-8 events=attributes\n\
        class Base:\n    name = 'base'\nclass Left(Base): pass\nclass Middle(Left): pass\n\
        class Right(Middle): pass\n\nright = Right()\nright.name\n```\n";
    let shown = lines(text, 80);
    let at = shown.iter().position(|line| line.contains("attribute name")).unwrap();
    assert_eq!(
        [shown[at].trim(), shown[at + 1].trim()],
        [
            "attribute name of a Right: an attribute of Base; the object",
            "itself, Right, Middle and Left do not have it",
        ]
    );
}
