//! The Foundations atlas against CPython: how many pages state nothing that is not so in our machine, how many of their
//! programs do in CPython what they do here.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use bytescope_bytecode::Version;
use bytescope_handout::{Book, Document, Files, Language, Lesson, Part, Problem, Program, Settings, build};
use walkdir::WalkDir;

use crate::interpreter::Interpreter;
use crate::programs::CPYTHON;
use crate::repository;
use crate::scoreboard::Scoreboard;
use crate::subject::in_parallel;

/// The command that writes the scoreboard anew.
pub const COMMAND: &str = "cargo run -p bytescope-tests --bin atlas -- --write";

/// The release whose native executable the programs are compared with.
pub const VERSION: Version = Version::V3_13_0;

/// The lessons.
#[derive(Debug)]
pub struct Atlas {
    /// The table of contents.
    pub contents: Lesson,
    /// The pages, by file.
    pub lessons: Vec<Lesson>,
    /// What is wrong with their text.
    problems: Vec<Problem>,
}

struct Beside(PathBuf);

impl Files for Beside {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        fs::read(self.0.join(path)).map_err(|error| error.to_string())
    }
}

impl Atlas {
    /// Reads the lessons.
    pub fn read() -> io::Result<Self> {
        let folder = repository().join("examples/foundations");
        let mut problems = Vec::new();
        let mut contents = None;
        let mut lessons = Vec::new();
        for entry in WalkDir::new(&folder).sort_by_file_name() {
            let path = entry?.into_path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            let name = path.strip_prefix(&folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let lesson = Lesson::parse(&name, &fs::read_to_string(&path)?, &mut problems);
            if name == "contents.md" {
                contents = Some(lesson);
            } else {
                lessons.push(lesson);
            }
        }
        let contents = contents.ok_or_else(|| io::Error::other("there is no contents.md"))?;
        Ok(Self { contents, lessons, problems })
    }

    /// The pages in their order.
    pub fn book(&self) -> Book {
        Book::of("", Some(&self.contents), &self.lessons)
    }

    /// Builds every document and makes something of it; what is wrong comes beside it.
    pub fn each<T: Send>(&self, make: impl Fn(&Lesson, &Document) -> T + Sync) -> Vec<(T, Vec<Problem>)> {
        let book = self.book();
        in_parallel(self.lessons.len(), |index| {
            let lesson = &self.lessons[index];
            let folder = repository().join("examples/foundations").join(&lesson.file);
            let files = Beside(folder.parent().unwrap_or(&folder).to_owned());
            let settings = Settings {
                version: VERSION,
                width: 100,
                language: Language::En,
                author: "",
                is_checked: true,
                book: &book,
                files: &files,
            };
            let mut problems: Vec<_> =
                self.problems.iter().filter(|problem| problem.file == lesson.file).cloned().collect();
            let document = build(lesson, &settings, &mut problems);
            (make(lesson, &document), problems)
        })
    }

    /// Counts what is true.
    pub fn scoreboard(&self, interpreter: Option<&Interpreter>) -> Scoreboard {
        let python = interpreter.and_then(Interpreter::executable);
        let built = self.each(|lesson, document| {
            python.map_or_else(Vec::new, |python| agreement(python, lesson, document))
        });
        let written = self.book().entries().filter(|entry| entry.slug.is_some()).count();
        let planned = Book::of("", Some(&self.contents), &[]).entries().count();
        let is_true = built.iter().filter(|(_, problems)| problems.is_empty()).count();
        let mut counts = vec![
            ("pages".to_owned(), written, planned),
            ("pages that state what is so".to_owned(), is_true, self.lessons.len()),
        ];
        let mut failing = Vec::new();
        for (lesson, (programs, problems)) in self.lessons.iter().zip(&built) {
            let problems = problems.iter().map(ToString::to_string);
            let all: Vec<_> = problems.chain(programs.iter().flatten().cloned()).collect();
            if let Some(first) = all.first() {
                let mut why = first.clone();
                if all.len() > 1 {
                    let _ = write!(why, " (and {} more)", all.len() - 1);
                }
                failing.push((lesson.slug.clone(), why));
            }
        }
        if python.is_some() {
            let programs = built.iter().flat_map(|(programs, _)| programs);
            let all = programs.clone().count();
            let agreeing = programs.filter(|program| program.is_none()).count();
            counts.push(("programs that do the same in CPython".to_owned(), agreeing, all));
        }
        Scoreboard {
            name: "atlas".to_owned(),
            title: format!("The Foundations atlas, its programs beside CPython {VERSION}'s runs of them"),
            command: COMMAND,
            corpus: format!("examples/foundations, {} pages", self.lessons.len()),
            counts,
            failing,
        }
    }
}

/// The programs of a page, each once.
pub fn programs(document: &Document) -> Vec<&Program> {
    fn collect<'a>(parts: &'a [Part], found: &mut Vec<&'a Program>) {
        for part in parts {
            match part {
                Part::Program(shown)
                    if !found.iter().any(|known| std::ptr::eq(*known, &raw const *shown.program)) =>
                {
                    found.push(&shown.program);
                }
                Part::Callout(callout) => collect(&callout.parts, found),
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(&document.parts, &mut found);
    found
}

/// For each program of a page that runs, what CPython does differently, if anything.
fn agreement(python: &Path, lesson: &Lesson, document: &Document) -> Vec<Option<String>> {
    let running = programs(document).into_iter().filter(|program| program.ran.is_some());
    let compared = running.map(|program| {
        let found = difference(python, program).unwrap_or_else(|error| Some(error.to_string()));
        found.map(|why| format!("{}, {}: {why}", lesson.file, program.filename))
    });
    compared.collect()
}

fn difference(python: &Path, program: &Program) -> io::Result<Option<String>> {
    let Some(ran) = &program.ran else { return Ok(None) };
    let folder = env::temp_dir().join(format!("bytescope-atlas-{}-{:p}", std::process::id(), program));
    let own = (program.filename.clone(), program.source.text().to_owned());
    for (path, text) in program.files.iter().chain([&own]) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, text)?;
    }
    let mut command = Command::new(python);
    command.args(CPYTHON);
    if program.options.optimize > 0 {
        command.arg(format!("-{}", "O".repeat(program.options.optimize.into())));
    }
    command.arg(&program.filename).current_dir(&folder);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A program that does not read may have ended already.
        let _ = input.write_all(program.options.input.as_bytes());
    }
    let output = child.wait_with_output()?;
    fs::remove_dir_all(&folder)?;
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let code = output.status.code().unwrap_or(-1);
    if stdout != ran.stdout {
        let different = stdout.lines().zip(ran.stdout.lines()).find(|(theirs, ours)| theirs != ours);
        let (theirs, ours) = different.unwrap_or((last(&stdout), last(&ran.stdout)));
        return Ok(Some(format!("CPython prints {theirs:?}, we print {ours:?}")));
    }
    if last(&stderr) != last(&ran.stderr) || code != i32::from(ran.exit_code) {
        let (theirs, ours) = (last(&stderr), last(&ran.stderr));
        return Ok(Some(format!("CPython ends with {code} {theirs:?}, we with {} {ours:?}", ran.exit_code)));
    }
    Ok(None)
}

fn last(text: &str) -> &str {
    text.trim_end().lines().next_back().unwrap_or("")
}
