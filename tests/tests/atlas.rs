//! The Foundations atlas: all pages are there and are made as `docs/lessons.md` says, everything they state is true of
//! our own machine and of CPython, and everything they list is what CPython compiles.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "these are tests")]

use bytescope_handout::{Answers, BlockKind, Book, Format, Options, render};
use bytescope_tests::atlas::{Atlas, VERSION, programs};
use bytescope_tests::bundle::Bundle;
use bytescope_tests::interpreter::Interpreter;
use bytescope_tests::{conformance, oracle, subject};

#[test]
fn every_concept_has_its_page() {
    let atlas = Atlas::read().unwrap();
    let planned = Book::of("", Some(&atlas.contents), &[]);
    assert_eq!(planned.entries().count(), 65);
    assert_eq!(planned.sections.len(), 7);
    let book = atlas.book();
    assert_eq!(book.sections.len(), 7, "a lesson is in no section of the contents");
    assert_eq!(book.entries().count(), 65, "a lesson is not in the contents");
    for lesson in &atlas.lessons {
        let of_lesson = |section: &&bytescope_handout::Section| {
            section.entries.iter().any(|entry| entry.slug.as_ref() == Some(&lesson.slug))
        };
        let section = book.sections.iter().find(of_lesson).unwrap();
        assert_eq!(lesson.front.section, section.title, "{}", lesson.file);
    }
}

/// The parts that `docs/lessons.md` asks for, in their order.
const HEADINGS: [&str; 7] =
    ["Why it matters", "See it", "The wrong idea", "Interview questions", "Exercises", "See also", "Sources"];

#[test]
fn pages_have_their_parts() {
    let mut wrong = Vec::new();
    for lesson in &Atlas::read().unwrap().lessons {
        let mut say = |what: String| wrong.push(format!("{}: {what}", lesson.file));
        if !matches!(lesson.blocks.first().map(|block| &block.kind), Some(BlockKind::Prose(_))) {
            say("no paragraph before the first heading".to_owned());
        }
        if lesson.front.summary.is_empty() {
            say("no summary".to_owned());
        }
        let headings = lesson.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { level: 2, text } => Some(text.as_str()),
            _ => None,
        });
        let headings: Vec<_> = headings.filter(|text| HEADINGS.contains(text)).collect();
        if headings != HEADINGS {
            say(format!("expected the headings {HEADINGS:?}, found {headings:?}"));
        }
        let questions = lesson.blocks.iter().filter(|block| {
            matches!(&block.kind, BlockKind::Callout { kind, folded: true, .. } if kind == "question")
        });
        let questions = questions.count();
        if !(2..=5).contains(&questions) {
            say(format!("{questions} folded questions"));
        }
        let mut section = "";
        let (mut shown, mut quoted) = (0, false);
        for block in &lesson.blocks {
            match &block.kind {
                BlockKind::Heading { level: 2, text } => section = text,
                BlockKind::Program { .. } | BlockKind::Compare { .. } | BlockKind::Pyc { .. }
                    if section == "See it" =>
                {
                    shown += 1;
                }
                BlockKind::Prose(text) if section == "The wrong idea" => quoted |= text.starts_with('>'),
                _ => {}
            }
        }
        if shown == 0 {
            say("nothing to see under See it".to_owned());
        }
        if !quoted {
            say("the wrong idea is not a quotation".to_owned());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_was_true_is_true() {
    let interpreter = Interpreter::find(VERSION);
    if let Err(reason) = &interpreter {
        eprintln!("without CPython: {reason}");
    }
    let scoreboard = Atlas::read().unwrap().scoreboard(interpreter.ok().as_ref());
    let regressions = scoreboard.regressions();
    assert!(regressions.is_empty(), "{regressions:?}\n{}", scoreboard.text());
}

#[test]
fn links_lead_to_pages() {
    let atlas = Atlas::read().unwrap();
    let book = atlas.book();
    let options = Options { book: &book, answers: Answers::Separate, stands_alone: false };
    let pages = atlas.each(|lesson, document| {
        let files = render(document, Format::Markdown, &options);
        let links = files
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .map(|(link, _)| link.to_owned());
        (
            lesson.slug.clone(),
            links
                .filter(|link| !link.contains("://") && link.strip_suffix(".md").is_some())
                .collect::<Vec<_>>(),
        )
    });
    for ((slug, links), _) in &pages {
        for link in links {
            let name = link.strip_suffix(".md").unwrap_or(link);
            assert!(atlas.lessons.iter().any(|lesson| lesson.slug == name), "{slug} links to {link}");
        }
    }
}

#[test]
fn listings_are_what_cpython_compiles() {
    let interpreter = match Interpreter::find(VERSION) {
        Ok(interpreter) => interpreter,
        Err(reason) => return eprintln!("skipped: {reason}"),
    };
    let sources = Atlas::read().unwrap().each(|lesson, document| {
        // What is refused has nothing listed.
        let compiled = programs(document).into_iter().filter(|program| program.exploration.is_some());
        let named = compiled.enumerate().map(|(index, program)| {
            (
                format!("{}/{index}-{}", lesson.slug, program.filename),
                program.source.text().as_bytes().to_vec(),
            )
        });
        named.collect::<Vec<_>>()
    });
    let sources = Bundle { entries: sources.into_iter().flat_map(|(programs, _)| programs).collect() };
    for optimize in [0, 1, 2] {
        let settings = subject::Settings { version: VERSION, optimize };
        let level = optimize.to_string();
        let answers =
            oracle::ask(&interpreter, "compile_bundle.py", &sources, &["--optimize", &level]).unwrap();
        let report = conformance::run(&sources, &answers, settings, |_, name, source| {
            subject::guarded(|| subject::compile(name, source, settings))
        });
        let wrong: Vec<_> =
            report.failures.iter().map(|failure| format!("{}: {}", failure.file, failure.summary)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
