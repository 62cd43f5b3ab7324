//! `bytescope lesson`: the lessons of the atlas in the terminal, their programs to run and to step through.

use std::process::ExitCode;

use bytescope_bytecode::Version;
use bytescope_handout::{Answers, Document, Language, Part, Program, plain_text, terminal as screen};
use bytescope_stepper::Looks;
use bytescope_views::{Row, Style, ansi, plain};
use clap::Args;

use crate::args::OutputArgs;
use crate::commands::run::in_thread;
use crate::commands::step::{needs_terminal, step_lesson};
use crate::course::{Course, Wishes};
use crate::error::{Failure, say};
use crate::output::{put, write};
use crate::terminal;

const EXAMPLES: &str = "\
Examples:
  bytescope lesson                          the list
  bytescope lesson legb-scope
  bytescope lesson legb-scope --run legb    runs its program of that name
  bytescope lesson legb-scope --step 2      steps through its second program
  bytescope lesson legb-scope --program legb > legb.py";

/// Read a lesson of the atlas in the terminal, run and step through its programs.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct LessonArgs {
    /// The lesson; without one, all are listed
    #[arg(value_name = "LESSON")]
    slug: Option<String>,
    /// Run a program of the lesson: by its name or number, or the first one
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "1", requires = "slug", group = "what")]
    run: Option<String>,
    /// Step through the run of a program of the lesson
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "1", requires = "slug", group = "what")]
    step: Option<String>,
    /// Print a program of the lesson, to change it
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, default_missing_value = "1", requires = "slug", group = "what")]
    program: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: &LessonArgs) -> Result<ExitCode, Failure> {
    let course = Course::built_in();
    let width = terminal::width(&args.output);
    let Some(wanted) = &args.slug else {
        let rows = list(&course, width);
        return show(args, &rows).map(|()| ExitCode::SUCCESS);
    };
    if args.step.is_some() {
        needs_terminal("--run shows what the program prints")?;
    }
    let is_wanted = |slug: &str, title: &str| {
        slug == wanted || course.book.find(wanted).is_some_and(|entry| entry.title == title)
    };
    let lesson = course.lessons.iter().find(|lesson| is_wanted(&lesson.slug, &lesson.front.title));
    let lesson = lesson.ok_or_else(|| unknown(&course, wanted))?;
    let wishes = Wishes { version: Version::LATEST, width, language: Language::En, author: "" };
    in_thread(|| {
        let (document, _) = course.document(lesson, wishes);
        if let Some(name) = &args.program {
            write(&args.output, |out| put(out, program(&document, name)?.source.text()))?;
        } else if let Some(name) = &args.run {
            return ran(args, program(&document, name)?);
        } else if let Some(name) = &args.step {
            let theme = terminal::screen_paint(args.output.color, args.output.theme);
            let program = program(&document, name)?;
            // What is not run has nothing to step through, and says why.
            return if program.ran.is_some() {
                step_lesson(program, Looks { theme, ascii: args.output.ascii })
            } else {
                ran(args, program)
            };
        } else {
            let mut rows = screen::rows(&document, width, Answers::Separate);
            rows.extend(programs_rows(&document));
            show(args, &rows)?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Tells what a program printed and how it ended.
fn ran(args: &LessonArgs, program: &Program) -> Result<ExitCode, Failure> {
    let ran = program.ran.as_ref();
    let ran =
        ran.ok_or_else(|| Failure::Bad("the lesson shows this program and does not run it".to_owned()))?;
    write(&args.output, |out| put(out, &ran.stdout))?;
    if !ran.stderr.is_empty() {
        say(ran.stderr.trim_end());
    }
    Ok(ExitCode::from(ran.exit_code))
}

fn show(args: &LessonArgs, rows: &[Row]) -> Result<(), Failure> {
    let paint = if args.output.output.is_some() { None } else { terminal::stdout_paint(&args.output) };
    write(&args.output, |out| put(out, &paint.map_or_else(|| plain(rows), |theme| ansi(rows, theme))))
}

/// A program of a page by its name or number.
fn program<'a>(document: &'a Document, name: &str) -> Result<&'a Program, Failure> {
    let programs = programs(document);
    let named = programs.iter().find(|program| program.name.as_deref() == Some(name));
    let numbered = || programs.get(name.parse::<usize>().ok()?.checked_sub(1)?);
    named.or_else(numbered).copied().ok_or_else(|| {
        let names = programs.iter().filter_map(|program| program.name.as_deref());
        Failure::unknown_name("program of the lesson", name, names)
    })
}

/// The programs of a page in their order, without the files beside them.
fn programs(document: &Document) -> Vec<&Program> {
    let mut programs = Vec::new();
    collect(&document.parts, &mut programs);
    programs
}

fn collect<'a>(parts: &'a [Part], programs: &mut Vec<&'a Program>) {
    for part in parts {
        match part {
            Part::Program(shown) => {
                let is_known = programs.iter().any(|known| std::ptr::eq(*known, &raw const *shown.program));
                if !is_known && shown.program.options.file.is_none() {
                    programs.push(&shown.program);
                }
            }
            Part::Callout(callout) => collect(&callout.parts, programs),
            _ => {}
        }
    }
}

/// The programs of a lesson and what can be done with them.
fn programs_rows(document: &Document) -> Vec<Row> {
    let programs = programs(document);
    let names = programs.iter().enumerate().map(|(index, program)| match &program.name {
        Some(name) => format!("{} {name}", index + 1),
        None => (index + 1).to_string(),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        return Vec::new();
    }
    let how = format!("bytescope lesson {} --run 1 runs the first, --step 1 steps through it", document.slug);
    let texts = [format!("Programs: {names}"), how];
    texts.into_iter().map(|text| Row::of(text, Style::QUIET)).collect()
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
