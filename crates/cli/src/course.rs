//! Lessons from a folder, or the ones inside the binary: reads them, knows their order, and builds their documents, many at a
//! time.

use std::fs;
use std::path::{Path, PathBuf};

use bytescope_bytecode::Version;
use bytescope_handout::{Book, Document, Files, Language, Lesson, Problem, STACK, Settings, build};
use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::error::{Failure, say};
use crate::input::read;

/// The lessons of the atlas. A link in the crate leads to them, so that they are in its package.
static FOUNDATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/foundations");

/// The table of contents of a folder.
const CONTENTS: &str = "contents.md";

/// Lessons that belong together.
pub(crate) struct Course {
    pub(crate) lessons: Vec<Lesson>,
    pub(crate) book: Book,
    /// What is wrong with their text already.
    problems: Vec<Problem>,
    is_built_in: bool,
}

/// How documents are built.
#[derive(Clone, Copy)]
pub(crate) struct Wishes<'a> {
    pub(crate) version: Version,
    pub(crate) width: usize,
    pub(crate) language: Language,
    pub(crate) author: &'a str,
}

impl Course {
    /// The lessons inside the binary.
    pub(crate) fn built_in() -> Self {
        let mut texts = Vec::new();
        collect(&FOUNDATIONS, &mut texts);
        let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned()));
        Self { is_built_in: true, ..Self::of(texts.collect(), "") }
    }

    /// The lessons of a folder and of the folders in it.
    pub(crate) fn of_folder(folder: &Path) -> Result<Self, Failure> {
        let mut texts = Vec::new();
        for entry in WalkDir::new(folder).sort_by_file_name() {
            let entry =
                entry.map_err(|error| Failure::Bad(format!("cannot read {}: {error}", folder.display())))?;
            let path = entry.path();
            if entry.file_type().is_file() && path.extension().is_some_and(|ending| ending == "md") {
                texts.push((path.to_string_lossy().into_owned(), text(path)?));
            }
        }
        if texts.is_empty() {
            return Err(Failure::Bad(format!(
                "there are no lessons (files that end in .md) in {}",
                folder.display()
            )));
        }
        let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Ok(Self::of(texts, &name))
    }

    /// One lesson, which may link to those around it: the ones below the nearest folder with a table of contents, or
    /// in its own.
    pub(crate) fn of_lesson(path: &Path) -> Result<Self, Failure> {
        let wanted = path.to_string_lossy().into_owned();
        let own = path.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = own.ancestors().take(3).find(|folder| folder.join(CONTENTS).is_file()).unwrap_or(own);
        let around = if root.is_dir() { Self::of_folder(root).ok() } else { None };
        let mut problems = Vec::new();
        let lesson = Lesson::parse(&wanted, &text(path)?, &mut problems);
        let mut book =
            around.map_or_else(|| Book::of("", None, std::slice::from_ref(&lesson)), |around| around.book);
        if book.find(&lesson.front.title).is_none() {
            book = Book::of("", None, std::slice::from_ref(&lesson));
        }
        Ok(Self { lessons: vec![lesson], book, problems, is_built_in: false })
    }

    fn of(texts: Vec<(String, String)>, title: &str) -> Self {
        let mut problems = Vec::new();
        let mut contents = None;
        let mut lessons = Vec::new();
        for (path, text) in texts {
            let is_contents = path == CONTENTS || path.ends_with(&format!("/{CONTENTS}"));
            let lesson = Lesson::parse(&path, &text, &mut problems);
            if is_contents {
                contents = Some(lesson);
            } else {
                lessons.push(lesson);
            }
        }
        let book = Book::of(title, contents.as_ref(), &lessons);
        Self { lessons, book, problems, is_built_in: false }
    }

    /// Builds the documents and makes something of each, in the order of the lessons. Any problem is reported, and is the
    /// failure.
    pub(crate) fn each<T: Send>(
        &self,
        wishes: Wishes<'_>,
        make: impl Fn(Document) -> T + Sync,
    ) -> Result<Vec<T>, Failure> {
        let (made, problems) = self.each_with_problems(wishes, make)?;
        if problems.is_empty() { Ok(made) } else { Err(report(problems)) }
    }

    /// As [`Course::each`], with what is wrong beside what was made all the same.
    pub(crate) fn each_with_problems<T: Send>(
        &self,
        wishes: Wishes<'_>,
        make: impl Fn(Document) -> T + Sync,
    ) -> Result<(Vec<T>, Vec<Problem>), Failure> {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
        let pool = pool.map_err(|error| Failure::Bad(format!("cannot start threads: {error}")))?;
        let built: Vec<(T, Vec<Problem>)> = pool.install(|| {
            let lessons = self.lessons.par_iter().with_max_len(1);
            let built = lessons.map(|lesson| {
                let (document, problems) = self.document(lesson, wishes);
                (make(document), problems)
            });
            built.collect()
        });
        let mut problems = self.problems.clone();
        let mut made = Vec::new();
        for (one, wrong) in built {
            made.push(one);
            problems.extend(wrong);
        }
        Ok((made, problems))
    }

    /// Builds one document, in a thread with a stack for it; with it, what is wrong.
    pub(crate) fn document(&self, lesson: &Lesson, wishes: Wishes<'_>) -> (Document, Vec<Problem>) {
        let folder = Path::new(&lesson.file).parent().unwrap_or(Path::new("")).to_owned();
        let files = Beside { folder, is_built_in: self.is_built_in };
        let settings = Settings {
            version: wishes.version,
            width: wishes.width,
            language: wishes.language,
            author: wishes.author,
            book: &self.book,
            files: &files,
            is_checked: true,
        };
        let mut problems = Vec::new();
        let document = build(lesson, &settings, &mut problems);
        (document, problems)
    }
}

/// Says what is wrong, by file and line.
pub(crate) fn report(mut problems: Vec<Problem>) -> Failure {
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    problems.dedup();
    for problem in &problems {
        say(&problem.to_string());
    }
    Failure::Reported
}

/// The lessons in a folder of the binary.
fn collect(folder: &'static Dir<'_>, texts: &mut Vec<(&'static str, &'static str)>) {
    for file in folder.files() {
        let path = file.path().to_str().unwrap_or_default();
        let is_lesson = file.path().extension().is_some_and(|ending| ending == "md");
        if let Some(text) = file.contents_utf8().filter(|_| is_lesson) {
            texts.push((path, text));
        }
    }
    for inner in folder.dirs() {
        collect(inner, texts);
    }
}

fn text(path: &Path) -> Result<String, Failure> {
    String::from_utf8(read(path)?).map_err(|_| Failure::Bad(format!("{} is not UTF-8", path.display())))
}

/// The files beside a lesson.
pub(crate) struct Beside {
    pub(crate) folder: PathBuf,
    pub(crate) is_built_in: bool,
}

impl Files for Beside {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let path = self.folder.join(path);
        if !self.is_built_in {
            return fs::read(&path).map_err(|error| crate::error::reason(&error));
        }
        let mut inside = PathBuf::new();
        for part in path.components() {
            match part {
                std::path::Component::ParentDir => drop(inside.pop()),
                part => inside.push(part),
            }
        }
        let file = FOUNDATIONS.get_file(&inside).ok_or("there is no such file in the atlas")?;
        Ok(file.contents().to_vec())
    }
}
