//! `bytescope lesson`: the lessons of the atlas in the terminal.

use std::process::ExitCode;

use bytescope_bytecode::Version;
use bytescope_handout::{Answers, Document, Language, Part, Program, plain_text, terminal as screen};
use bytescope_views::{Row, Style, ansi, plain};
use clap::Args;

use crate::args::OutputArgs;
use crate::course::{Course, Wishes};
use crate::error::{Failure, say};
use crate::output::{put, write};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope lesson                          the list
  bytescope lesson legb-scope
  bytescope lesson legb-scope --run legb    runs its program of that name
  bytescope lesson legb-scope --program legb > legb.py
  bytescope lesson legb-scope --program legb | bytescope step -";

/// Read a lesson of the atlas in the terminal.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LessonArgs {
    /// The lesson; without one, all are listed
    #[arg(value_name = "LESSON")]
    slug: Option<String>,
    /// Run a program of the lesson, the first one unless it is named
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "", requires = "slug")]
    run: Option<String>,
    /// Print a program of the lesson, to step through or to change
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "", requires = "slug", conflicts_with = "run")]
    program: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// What is wanted of a lesson.
enum Wanted {
    Rows(Vec<Row>),
    Text(String),
    Ran(String, String, u8),
    /// There is no such program; these there are.
    Nothing(Vec<String>),
}

pub(crate) fn run(args: &LessonArgs) -> Result<ExitCode, Failure> {
    let mut course = Course::built_in();
    let width = terminal::width(&args.output);
    let Some(wanted) = &args.slug else {
        let rows = list(&course, width);
        return show(args, &rows).map(|()| ExitCode::SUCCESS);
    };
    let is_wanted = |slug: &str, title: &str| {
        slug == wanted || course.book.find(wanted).is_some_and(|entry| entry.title == title)
    };
    let Some(at) = course.lessons.iter().position(|lesson| is_wanted(&lesson.slug, &lesson.front.title))
    else {
        return Err(unknown(&course, wanted));
    };
    course.lessons = vec![course.lessons.swap_remove(at)];
    let wishes = Wishes { version: Version::LATEST, width, language: Language::En, author: "" };
    let (made, _) = course.each_with_problems(wishes, |document| {
        if let Some(name) = &args.program {
            return program(&document, name)
                .map_or_else(Wanted::Nothing, |program| Wanted::Text(program.source.text().to_owned()));
        }
        if let Some(name) = &args.run {
            return program(&document, name).map_or_else(Wanted::Nothing, |program| match &program.ran {
                Some(ran) => Wanted::Ran(ran.stdout.clone(), ran.stderr.clone(), ran.exit_code),
                None => Wanted::Ran(String::new(), "the lesson does not run this program\n".to_owned(), 1),
            });
        }
        Wanted::Rows(screen::rows(&document, width, Answers::Separate))
    })?;
    match made.into_iter().next() {
        Some(Wanted::Rows(rows)) => show(args, &rows)?,
        Some(Wanted::Text(text)) => write(&args.output, |out| put(out, &text))?,
        Some(Wanted::Ran(stdout, stderr, exit_code)) => {
            write(&args.output, |out| put(out, &stdout))?;
            if !stderr.is_empty() {
                say(stderr.trim_end());
            }
            return Ok(ExitCode::from(exit_code));
        }
        Some(Wanted::Nothing(names)) => {
            let name = args.program.as_ref().or(args.run.as_ref()).map_or("", String::as_str);
            return Err(Failure::unknown_name(
                "program of the lesson",
                name,
                names.iter().map(String::as_str),
            ));
        }
        None => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn show(args: &LessonArgs, rows: &[Row]) -> Result<(), Failure> {
    let paint = if args.output.output.is_some() { None } else { terminal::stdout_paint(&args.output) };
    write(&args.output, |out| put(out, &paint.map_or_else(|| plain(rows), |theme| ansi(rows, theme))))
}

/// A program of a page by its name, or the first one; else the names that there are.
fn program<'a>(document: &'a Document, name: &str) -> Result<&'a Program, Vec<String>> {
    let mut programs = Vec::new();
    collect(&document.parts, &mut programs);
    let wanted = |program: &&Program| {
        if name.is_empty() { program.options.file.is_none() } else { program.name.as_deref() == Some(name) }
    };
    let found = programs.iter().copied().find(wanted);
    found.ok_or_else(|| programs.iter().filter_map(|program| program.name.clone()).collect())
}

fn collect<'a>(parts: &'a [Part], programs: &mut Vec<&'a Program>) {
    for part in parts {
        match part {
            Part::Program(shown) => programs.push(&shown.program),
            Part::Callout(callout) => collect(&callout.parts, programs),
            _ => {}
        }
    }
}

fn list(course: &Course, width: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    let slugs = course.book.entries().filter_map(|entry| entry.slug.as_deref());
    let column = slugs.map(str::len).max().unwrap_or(0) + 2;
    for section in &course.book.sections {
        if !rows.is_empty() {
            rows.push(Row::new());
        }
        rows.push(Row::of(plain_text(&section.title), Style::BOLD));
        for entry in &section.entries {
            let Some(slug) = &entry.slug else { continue };
            let mut row = Row::of(format!("  {slug:<column$}"), Style::PLAIN);
            row.push(plain_text(&entry.title), Style::QUIET);
            row.cut(width);
            rows.push(row);
        }
    }
    rows
}

/// Names the lessons whose names are closest.
fn unknown(course: &Course, wanted: &str) -> Failure {
    let key = wanted.to_lowercase();
    let mut near: Vec<_> = course
        .lessons
        .iter()
        .map(|lesson| {
            let title = plain_text(&lesson.front.title).to_lowercase();
            let aliases =
                lesson.front.aliases.iter().map(|alias| strsim::jaro_winkler(&key, &alias.to_lowercase()));
            let best = aliases.fold(strsim::jaro_winkler(&key, &title), f64::max);
            let holds = f64::from(u8::from(title.contains(&key) || lesson.slug.contains(&key)));
            (best.max(strsim::jaro_winkler(&key, &lesson.slug)) + holds, lesson.slug.as_str())
        })
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0));
    let near: Vec<_> =
        near.iter().take_while(|(score, _)| *score > 0.7).take(3).map(|(_, slug)| *slug).collect();
    let hint = if near.is_empty() {
        "bytescope lesson lists them all".to_owned()
    } else {
        format!("perhaps {}; bytescope lesson lists them all", near.join(" or "))
    };
    Failure::Bad(format!("no lesson is called {wanted}: {hint}"))
}
