//! `bytescope handout`: a page from a program, from a lesson, from a folder of lessons.

use std::path::{Path, PathBuf};

use bytescope_bytecode::Version;
use bytescope_explorer::{Program, Settings as CompileSettings, explore};
use bytescope_handout::{
    Answers, Book, ExerciseKind, Format, Language, NoFiles, Options, Settings, ViewKind, build, file_name,
    index, render,
};
use bytescope_handout::{html, snippet, typst};
use bytescope_syntax::Mode;
use clap::{Args, ValueEnum};

use crate::args::Color;
use crate::commands::run::in_thread;
use crate::course::{Course, Wishes, report};
use crate::error::Failure;
use crate::input::read;
use crate::output::{put, unprintable, write_whole};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope handout fib.py -o fib.html
  bytescope handout fib.py -o fib.md --sections bytecode,stepper --exercises stack,grid --seed 7
  bytescope handout lesson.md -o lesson.html
  bytescope handout fib.py -o fib.pdf     where it was built with --features pdf
  bytescope handout course/ -o pages/ --to obsidian
  bytescope handout course/ -o course.pdf
  bytescope handout --check course/      renders nothing, verifies everything

A lesson is Markdown with live fences: docs/lessons.md describes them. Its programs run in bytescope's own machine.";

/// Said by a binary without the feature.
const NO_PDF: &str = "this bytescope was built without PDF: cargo install bytescope --features pdf \
    (or --path crates/cli instead of the name) makes one that has it; or write Typst source (-o OUT.typ, --to typst) and \
    give that to typst: typst compile OUT.typ";

/// Make a page to teach from: of a program, a lesson, a folder of lessons.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct HandoutArgs {
    /// Python file, lesson (.md), or folder of lessons
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// File to write, its ending says the format; for a folder of lessons, the folder to write to
    #[arg(short, long, value_name = "OUT", required_unless_present = "check")]
    output: Option<PathBuf>,
    /// Verify that everything the lessons show and state is true, and write nothing
    #[arg(long, conflicts_with = "output")]
    check: bool,
    /// Format, where no ending says it
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
    #[command(flatten)]
    page: PageArgs,
    /// Views of a program, a section each
    #[arg(long, value_name = "VIEWS", value_delimiter = ',', value_parser = view, help_heading = "Of a program")]
    sections: Vec<ViewKind>,
    /// The title; the file's name
    #[arg(long, help_heading = "Of a program")]
    title: Option<String>,
    /// Exercises: predict, stack, grid, parsons, scope, line, cost, or all
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = exercise, help_heading = "Of a program")]
    exercises: Vec<String>,
    /// Chooses among the possible exercises
    #[arg(long, default_value_t = 1, help_heading = "Of a program")]
    seed: u64,
}

/// How pages look.
#[derive(Debug, Args)]
pub(crate) struct PageArgs {
    /// Who wrote it
    #[arg(long, default_value = "")]
    author: String,
    /// Language of the fixed words: en, de
    #[arg(long, default_value = "en", value_name = "LANGUAGE")]
    pub(crate) language: Language,
    /// Where the solutions of exercises stand
    #[arg(long, value_enum, default_value_t, value_name = "WHERE")]
    answers: Where,
    /// CPython release to be exact for: 3.13, 3.13.0 …
    #[arg(long, value_name = "VERSION", default_value_t)]
    python_version: Version,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Where {
    /// At the end
    #[default]
    Separate,
    /// Below each exercise
    Inline,
    /// Nowhere
    None,
}

/// The formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// Self-contained web pages
    Html,
    /// Markdown for GitHub and mdBook
    Markdown,
    /// Notes for an Obsidian vault
    Obsidian,
    /// Jupyter notebooks
    Notebook,
    /// Slides in Markdown, for reveal.js
    Slides,
    /// Typst source; a folder of lessons becomes one book
    Typst,
    /// PDF for A4 paper; a folder of lessons becomes one book
    Pdf,
}

fn view(name: &str) -> Result<ViewKind, String> {
    let known: Vec<_> = ViewKind::ALL.into_iter().map(ViewKind::name).collect();
    ViewKind::named(name).ok_or_else(|| format!("there are {}", known.join(", ")))
}

fn exercise(name: &str) -> Result<String, String> {
    let known: Vec<_> = ExerciseKind::ALL.into_iter().map(ExerciseKind::name).collect();
    if name == "all" || known.contains(&name) {
        Ok(name.to_owned())
    } else {
        Err(format!("there are all, {}", known.join(", ")))
    }
}

impl To {
    fn of_ending(path: &Path) -> Result<Self, Failure> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("html" | "htm") => Ok(Self::Html),
            Some("md") => Ok(Self::Markdown),
            Some("ipynb") => Ok(Self::Notebook),
            Some("typ") => Ok(Self::Typst),
            Some("pdf") => Ok(Self::Pdf),
            _ => Err(Failure::Usage(format!(
                "{}: the ending says no format; use .html, .md, .ipynb, .pdf or .typ, or --to",
                path.display()
            ))),
        }
    }

    /// The format of a file that holds a whole book; `None` for a folder of pages.
    pub(crate) fn of_book(path: &Path) -> Option<Self> {
        Self::of_ending(path).ok().filter(|to| to.format() == Format::Typst)
    }

    /// Whether this binary can make it: asked before the work begins.
    fn check(self) -> Result<(), Failure> {
        if self == Self::Pdf && !cfg!(feature = "pdf") {
            return Err(Failure::Bad(NO_PDF.to_owned()));
        }
        Ok(())
    }

    /// What is rendered: a PDF is made from Typst.
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Html => Format::Html,
            Self::Markdown => Format::Markdown,
            Self::Obsidian => Format::Obsidian,
            Self::Notebook => Format::Notebook,
            Self::Slides => Format::Slides,
            Self::Typst | Self::Pdf => Format::Typst,
        }
    }
}

impl PageArgs {
    pub(crate) fn wishes(&self, format: Format) -> Wishes<'_> {
        let Self { author, language, python_version, .. } = self;
        Wishes { version: *python_version, width: format.width(), language: *language, author }
    }

    pub(crate) fn options<'a>(&self, book: &'a Book) -> Options<'a> {
        let answers = match self.answers {
            Where::Separate => Answers::Separate,
            Where::Inline => Answers::Inline,
            Where::None => Answers::None,
        };
        Options { book, answers, stands_alone: false }
    }
}

pub(crate) fn run(args: &HandoutArgs) -> Result<(), Failure> {
    let is_lesson = args.path.extension().is_some_and(|ending| ending == "md");
    if args.path.is_dir() {
        let mut course = Course::of_folder(&args.path)?;
        course.book.language = args.page.language;
        let Some(folder) = &args.output else { return check(&course, &args.page) };
        let to = args.to.or_else(|| To::of_book(folder));
        let to = to.ok_or_else(|| Failure::Usage("for a folder, --to says the format".to_owned()))?;
        to.check()?;
        check(&course, &args.page)?;
        return write_folder(&course, &args.page, to, folder);
    }
    if is_lesson {
        let course = Course::of_lesson(&args.path)?;
        let Some(path) = &args.output else { return check(&course, &args.page) };
        let to = args.to.map_or_else(|| To::of_ending(path), Ok)?;
        to.check()?;
        let options = Options { stands_alone: true, ..args.page.options(&course.book) };
        let pages = course
            .each(args.page.wishes(to.format()), |document| render(&document, to.format(), &options))?;
        return pages.iter().try_for_each(|page| write_page(path, to, page));
    }
    snippet_page(args)
}

fn check(course: &Course, page: &PageArgs) -> Result<(), Failure> {
    course.each(page.wishes(Format::Html), drop).map(drop)
}

/// A page of one program.
fn snippet_page(args: &HandoutArgs) -> Result<(), Failure> {
    let Some(path) = &args.output else {
        return Err(Failure::Usage(
            "--check is for lessons: a program states nothing that could be checked".to_owned(),
        ));
    };
    let to = args.to.map_or_else(|| To::of_ending(path), Ok)?;
    to.check()?;
    let bytes = read(&args.path)?;
    let file = crate::input::name(&args.path);
    let refused = |refusal| Failure::Refused {
        name: file.clone(),
        refusal,
        paint: terminal::stderr_paint(Color::Auto, None),
    };
    let version = args.page.python_version;
    let compiling = CompileSettings { filename: file.clone(), mode: Mode::Exec, version, optimize: 0 };
    let explored = explore(Program::File(&bytes), &compiling).map_err(refused)?;
    let source = explored.source.text();
    let sections = &args.sections;
    let wishes = snippet::Wishes {
        title: args.title.clone(),
        sections: if sections.is_empty() { snippet::Wishes::SECTIONS.to_vec() } else { sections.clone() },
        exercises: args.exercises.clone(),
        seed: args.seed,
        language: args.page.language,
    };
    let lesson = snippet::lesson(&file, source, &wishes);
    let mut page = String::new();
    in_thread(|| {
        let wishes = args.page.wishes(to.format());
        let book = Book::default();
        let settings = Settings {
            version: wishes.version,
            width: wishes.width,
            language: wishes.language,
            author: wishes.author,
            book: &book,
            files: &NoFiles,
            is_checked: false,
        };
        let mut problems = Vec::new();
        let document = build(&lesson, &settings, &mut problems);
        if !problems.is_empty() {
            return Err(report(problems));
        }
        let options = Options { stands_alone: true, ..args.page.options(&book) };
        page = render(&document, to.format(), &options);
        Ok(std::process::ExitCode::SUCCESS)
    })?;
    write_page(path, to, &page)
}

/// All pages of a course and what is around them. What is wrong with a page is reported when all are there.
pub(crate) fn write_folder(course: &Course, page: &PageArgs, to: To, folder: &Path) -> Result<(), Failure> {
    let format = to.format();
    let options = page.options(&course.book);
    to.check()?;
    if format == Format::Typst {
        return write_book(course, page, to, folder);
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::unwritable(folder, &error))?;
    let (pages, problems) = course.each_with_problems(page.wishes(format), |document| {
        let name = format!("{}.{}", file_name(&document, format), format.ending());
        (name, render(&document, format, &options), html::search_pieces(&document))
    })?;
    let mut pieces = Vec::new();
    for (name, text, found) in pages {
        write_page(&folder.join(name), to, &text)?;
        pieces.extend(found);
    }
    for (name, text) in index(&course.book, format, &options) {
        write_page(&folder.join(name), to, &text)?;
    }
    if format == Format::Html {
        write_page(&folder.join(html::SEARCH_INDEX), to, &html::search_index(pieces))?;
    }
    if problems.is_empty() { Ok(()) } else { Err(report(problems)) }
}

/// All pages of a course as one document: the file that was named, or `book` in the folder.
fn write_book(course: &Course, page: &PageArgs, to: To, out: &Path) -> Result<(), Failure> {
    let options = page.options(&course.book);
    let wishes = page.wishes(Format::Typst);
    let (pages, problems) =
        course.each_with_problems(wishes, |document| typst::page(&document, &options, true))?;
    let source = typst::book(&course.book, wishes.author, wishes.version, &pages);
    if To::of_book(out).is_some() {
        write_page(out, to, &source)?;
    } else {
        std::fs::create_dir_all(out).map_err(|error| Failure::unwritable(out, &error))?;
        write_page(&out.join(if to == To::Pdf { "book.pdf" } else { "book.typ" }), to, &source)?;
    }
    if problems.is_empty() { Ok(()) } else { Err(report(problems)) }
}

fn write_page(path: &Path, to: To, text: &str) -> Result<(), Failure> {
    if to == To::Pdf {
        let bytes = pdf(text)?;
        return write_whole(path, |out| out.write_all(&bytes).map_err(|error| unprintable(&error)));
    }
    write_whole(path, |out| put(out, text))
}

#[cfg(feature = "pdf")]
fn pdf(source: &str) -> Result<Vec<u8>, Failure> {
    let made = bytescope_handout::pdf::render(source.to_owned(), &mut crate::fonts::of_machine());
    made.map_err(|reason| Failure::Bad(format!("typst makes no PDF of this: {reason}")))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &str) -> Result<Vec<u8>, Failure> {
    Err(Failure::Bad(NO_PDF.to_owned()))
}
