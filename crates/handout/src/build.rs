//! From a lesson to its document: compiles and runs the programs, computes the views, looks numbers and links up, and
//! checks what the lesson states.

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::RangeInclusive;
use std::rc::Rc;

use bytescope_bytecode::{Version, pyc};
use bytescope_explorer::{
    Program as Input, Settings as CompileSettings, Source, explore, explore_pyc, passes, symbols,
    syntax_tree, tokenize,
};
use bytescope_syntax::Mode;
use pulldown_cmark::{Event, Parser};

use crate::book::{Book, links};
use crate::compare::compare;
use crate::document::{
    Callout, Document, Exercise, ExerciseKind, Heading, Listing, Part, Program, Shown, View,
};
use crate::exercises::{self, Scope};
use crate::fence::{ProgramOptions, ViewKind};
use crate::files::Files;
use crate::lesson::{Block, BlockKind, Lesson, Stated};
use crate::numbers::{look_up, unknown};
use crate::problem::Problem;
use crate::prose::{OPTIONS, plain_text};
use crate::run::Start;
use crate::words::Language;

/// What documents are built for.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The release to be exact for.
    pub version: Version,
    /// Cells in a line of listings that are laid out already.
    pub width: usize,
    /// The language of the fixed words.
    pub language: Language,
    /// Who wrote it; may be empty.
    pub author: &'a str,
    /// Whether a lesson has to say what its programs print and how they fail.
    pub is_checked: bool,
    /// The pages that links may lead to.
    pub book: &'a Book,
    /// The files that the lesson may name.
    pub files: &'a dyn Files,
}

impl std::fmt::Debug for Settings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("version", &self.version)
            .field("width", &self.width)
            .finish_non_exhaustive()
    }
}

/// Computes everything that a lesson shows, and checks everything that it claims. The thread needs [`crate::STACK`].
pub fn build(lesson: &Lesson, settings: &Settings<'_>, problems: &mut Vec<Problem>) -> Document {
    let mut builder = Builder {
        file: &lesson.file,
        settings,
        problems,
        programs: Vec::new(),
        waiting: VecDeque::new(),
        files: Vec::new(),
        printed: HashSet::new(),
        anchors: HashMap::new(),
        exercises: 0,
    };
    builder.prepare(&lesson.blocks);
    let parts = builder.parts(&lesson.blocks);
    let front = &lesson.front;
    Document {
        title: front.title.clone(),
        slug: lesson.slug.clone(),
        section: front.section.clone(),
        summary: front.summary.clone(),
        aliases: front.aliases.clone(),
        author: settings.author.to_owned(),
        language: settings.language,
        version: settings.version,
        width: settings.width,
        parts,
    }
}

struct Builder<'a> {
    file: &'a str,
    settings: &'a Settings<'a>,
    problems: &'a mut Vec<Problem>,
    /// The programs of the page, in order.
    programs: Vec<Rc<Program>>,
    /// Those whose place on the page has not come yet: text may speak of a program that comes later.
    waiting: VecDeque<Rc<Program>>,
    /// The `file=` fences so far.
    files: Vec<(String, String)>,
    /// Programs whose output has a place of its own on the page.
    printed: HashSet<String>,
    /// How often a heading was there already.
    anchors: HashMap<String, usize>,
    exercises: usize,
}

impl Builder<'_> {
    fn wrong(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, message));
    }

    /// Compiles and runs the programs.
    fn prepare(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Callout { blocks, .. } => self.prepare(blocks),
                BlockKind::Views { program, show } if show.contains(&ViewKind::Output) => {
                    self.printed.insert(program.clone());
                }
                BlockKind::Program { source, options, output, error } => {
                    let program = self.program(block.line, source, options);
                    if self.settings.is_checked {
                        self.check_ending(block.line, &program, output.as_ref(), error.as_ref());
                    }
                    let known = |known: &Rc<Program>| known.name.is_some() && known.name == program.name;
                    if self.programs.iter().any(known) {
                        let name = program.name.clone().unwrap_or_default();
                        self.wrong(block.line, format!("another program of the page is called {name}"));
                    }
                    let program = Rc::new(program);
                    self.programs.push(Rc::clone(&program));
                    self.waiting.push_back(program);
                }
                _ => {}
            }
        }
    }

    fn program(&mut self, line: usize, source: &str, options: &ProgramOptions) -> Program {
        let name = options.name.as_deref();
        let filename = match (&options.file, name) {
            (Some(file), _) => file.clone(),
            (None, Some(name)) => format!("{name}.py"),
            (None, None) => "example.py".to_owned(),
        };
        let version = self.settings.version;
        let explored = explore(Input::Text(source), &compile_settings(&filename, version, options));
        let (exploration, refusal) = match explored {
            Ok(exploration) => (Some(exploration), None),
            Err(refusal) => (None, Some(refusal)),
        };
        if let Some(refusal) = refusal.as_ref().filter(|_| options.fails.is_none() && options.runs) {
            let (error, at) = (&refusal.error, usize::try_from(refusal.error.location.lineno).unwrap_or(0));
            self.wrong(
                line + at,
                format!("{}: {}; say fails={} if it should", error.kind, error.message, error.kind),
            );
        }
        let ran = (options.runs && options.file.is_none()).then(|| {
            let start = Start { filename: &filename, source, options, version, files: &self.files };
            start.run()
        });
        if let Some(file) = &options.file {
            self.files.push((file.clone(), source.to_owned()));
        }
        let program = Program {
            name: options.name.clone(),
            filename,
            version,
            source: Source::new(source),
            options: options.clone(),
            exploration,
            refusal,
            files: self.files.as_slice().into(),
            ran,
        };
        let objects = program.exploration.iter().flat_map(|exploration| &exploration.objects);
        if let Some(only) = &options.only
            && program.refusal.is_none()
            && !objects.into_iter().any(|object| object.code.goes_by(only))
        {
            self.wrong(line, unknown(&program, only));
        }
        program
    }

    /// Compares how a program ended with what the lesson states.
    fn check_ending(
        &mut self,
        line: usize,
        program: &Program,
        output: Option<&Stated>,
        error: Option<&Stated>,
    ) {
        let Some(ran) = &program.ran else {
            if let Some(stated) = output.or(error) {
                self.wrong(stated.line, "the program is not run, so it prints nothing");
            }
            return;
        };
        let last = ran.stderr.trim_end().lines().next_back().unwrap_or("").to_owned();
        let class = last.split(':').next().unwrap_or("").rsplit('.').next().unwrap_or("");
        match &program.options.fails {
            None if program.refusal.is_some() => {}
            None if ran.exit_code != 0 => {
                let place = place(&ran.stderr, &program.filename).unwrap_or(0);
                self.wrong(line + place, format!("the program fails: {last}"));
            }
            Some(expected) if ran.exit_code == 0 => {
                self.wrong(line, format!("the program ends well, not with {expected} as it says"));
            }
            Some(expected) if class != expected && !(expected == "SystemExit" && ran.exit_code != 0) => {
                self.wrong(line, format!("the program ends with {last}, not with {expected} as it says"));
            }
            _ => {}
        }
        if let Some(stated) = error {
            if program.options.fails.is_none() && program.refusal.is_none() {
                self.wrong(stated.line, "an error is stated of a program that does not say fails=");
            } else if !ran.stderr.trim_end().ends_with(stated.text.trim_end()) {
                self.wrong(stated.line, format!("standard error ends differently: {last}"));
            }
        }
        match output {
            Some(stated) => {
                if let Some((at, message)) = first_difference(&stated.text, &ran.stdout) {
                    self.wrong(stated.line + at, message);
                }
            }
            None if !ran.stdout.is_empty() && !program.options.show.contains(&ViewKind::Output) => {
                let first = ran.stdout.lines().next().unwrap_or("");
                self.wrong(
                    line,
                    format!("the program prints something that no output fence states: {first}"),
                );
            }
            None => {}
        }
    }

    fn parts(&mut self, blocks: &[Block]) -> Vec<Part> {
        let mut parts = Vec::new();
        for block in blocks {
            let line = block.line;
            match &block.kind {
                BlockKind::Heading { level, text } => {
                    let text = self.prose(line, text);
                    let anchor = self.anchor(&plain_text(&text));
                    parts.push(Part::Heading(Heading { level: (*level).max(2), text, anchor }));
                }
                BlockKind::Prose(markdown) => parts.push(Part::Prose(self.prose(line, markdown))),
                BlockKind::Program { output, error, .. } => {
                    if let Some(program) = self.waiting.pop_front() {
                        let views = self.views(&program, output.as_ref(), error.as_ref());
                        parts.push(Part::Program(Shown { program, views }));
                    }
                }
                BlockKind::Views { program, show } => {
                    if let Some(program) = self.named(line, program) {
                        let views = show.iter().filter_map(|kind| self.view(&program, *kind)).collect();
                        parts.push(Part::Program(Shown { program, views }));
                    }
                }
                BlockKind::Compare { names, only } => {
                    let programs: Vec<_> = names.iter().filter_map(|name| self.named(line, name)).collect();
                    if let [left, right] = &programs[..] {
                        let comparison = compare(left, right, only.as_deref());
                        if comparison.objects.is_empty() {
                            let only = only.as_deref().unwrap_or_default();
                            self.wrong(line, unknown(left, only));
                        }
                        parts.push(Part::Comparison(comparison));
                    }
                }
                BlockKind::Pyc { file, show, only, source } => {
                    match self.compiled(file, show, only.as_deref(), source.as_deref()) {
                        Ok(listing) => parts.push(Part::Pyc(Box::new(listing))),
                        Err(reason) => self.wrong(line, reason),
                    }
                }
                BlockKind::Exercises { kinds, program, only, lines, seed } => {
                    let exercises =
                        self.make_exercises(line, kinds, program, only.as_deref(), lines.as_ref(), *seed);
                    parts.push(Part::Exercises(exercises));
                }
                BlockKind::Callout { kind, folded, title, blocks } => {
                    let title = self.prose(line, title);
                    let inner = self.parts(blocks);
                    if kind == "question" && (title.is_empty() || inner.is_empty()) {
                        self.wrong(line, "a question has a title and, below it, an answer");
                    }
                    parts.push(Part::Callout(Callout {
                        kind: kind.clone(),
                        folded: *folded,
                        title,
                        parts: inner,
                    }));
                }
            }
        }
        parts
    }

    /// The listing of a compiled file, of whatever release.
    fn compiled(
        &self,
        file: &str,
        show: &[ViewKind],
        only: Option<&str>,
        source: Option<&str>,
    ) -> Result<Listing, String> {
        let read = |path: &str| {
            self.settings.files.read(path).map_err(|reason| format!("cannot read {path}: {reason}"))
        };
        let (bytes, source) = (read(file)?, source.map(read).transpose()?);
        let pyc = pyc::read(&bytes).map_err(|error| format!("{file}: {error}"))?;
        let title = file.rsplit('/').next().unwrap_or(file).to_owned();
        let exploration = explore_pyc(pyc, &title, source.as_deref());
        if let Some(only) = only
            && !exploration.objects.iter().any(|object| object.code.goes_by(only))
        {
            return Err(format!("{file} has no code object called {only}"));
        }
        if let Some(kind) = show.iter().find(|kind| !matches!(kind, ViewKind::Bytecode | ViewKind::Stack)) {
            return Err(format!("a compiled file has no view {}: only bytecode, stack", kind.name()));
        }
        Ok(Listing { title, exploration, only: only.map(str::to_owned), show: show.to_vec() })
    }

    /// Looks numbers and links up.
    fn prose(&mut self, line: usize, markdown: &str) -> String {
        let mut wrong = Vec::new();
        let text = look_up(markdown, &self.programs, |at, message| wrong.push((line + at, message)));
        for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
            if matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
                let at = line + markdown[..range.start].matches('\n').count();
                wrong.push((at, "lessons have no HTML: not every format could show it".to_owned()));
            }
        }
        for title in links(markdown) {
            if self.settings.book.find(&title).is_none() {
                let at = markdown.find(&format!("[[{title}")).unwrap_or(0);
                let at = line + markdown[..at].matches('\n').count();
                wrong.push((at, format!("no page is called {title}")));
            }
        }
        for (line, message) in wrong {
            self.wrong(line, message);
        }
        text
    }

    /// GitHub's rule for the addresses of headings.
    fn anchor(&mut self, text: &str) -> String {
        let words = text.to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let before = self.anchors.entry(anchor.clone()).or_default();
        *before += 1;
        if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
    }

    fn named(&mut self, line: usize, name: &str) -> Option<Rc<Program>> {
        let found = self.programs.iter().find(|program| program.name.as_deref() == Some(name)).cloned();
        if found.is_none() {
            self.wrong(line, format!("no program of the page is called {name}"));
        }
        found
    }

    /// The views of a program where it stands: those that are asked for, and how it ended.
    fn views(&self, program: &Program, output: Option<&Stated>, error: Option<&Stated>) -> Vec<View> {
        let show = &program.options.show;
        let name = program.name.as_ref().filter(|_| output.is_none());
        let is_printed =
            show.contains(&ViewKind::Output) || name.is_some_and(|name| self.printed.contains(name));
        let mut views: Vec<_> = show.iter().filter_map(|kind| self.view(program, *kind)).collect();
        if let Some(ran) = &program.ran {
            if !ran.stdout.is_empty() && !is_printed {
                views.push(View::Output);
            }
            if ran.exit_code != 0 && !ran.stderr.is_empty() {
                let text = error.map_or(&ran.stderr, |stated| &stated.text);
                views.push(View::Error(text.clone()));
            }
        }
        views
    }

    /// A view. What a refused program has no part in is left out: it is there to be refused.
    fn view(&self, program: &Program, kind: ViewKind) -> Option<View> {
        let settings = compile_settings(&program.filename, program.version, &program.options);
        let input = Input::Text(program.source.text());
        let runs = program.ran.is_some();
        let is_code = program.exploration.is_some();
        let width = self.settings.width;
        match kind {
            ViewKind::Source => Some(View::Source),
            ViewKind::Bytecode => is_code.then_some(View::Bytecode),
            ViewKind::Stack => is_code.then_some(View::Stack),
            ViewKind::Explain => is_code.then_some(View::Explain),
            ViewKind::Tokens => tokenize(input, &settings).ok().map(View::Tokens),
            ViewKind::Ast => syntax_tree(input, &settings).ok().map(View::Ast),
            ViewKind::Symbols => symbols(input, &settings).ok().map(View::Symbols),
            ViewKind::Passes => passes(input, &settings).ok().map(View::Passes),
            ViewKind::Cfg => passes(input, &settings).ok().map(View::Cfg),
            ViewKind::Trace => (is_code && runs).then(|| View::Trace(program.start().trace(width))),
            ViewKind::Stepper => (is_code && runs).then(|| View::Stepper {
                recording: Box::new(program.record()),
                rows: program.start().trace(width),
            }),
            ViewKind::Output => runs.then_some(View::Output),
            ViewKind::Profile => (is_code && runs).then_some(View::Profile),
        }
    }

    fn make_exercises(
        &mut self,
        line: usize,
        kinds: &[String],
        program: &str,
        only: Option<&str>,
        lines: Option<&RangeInclusive<i32>>,
        seed: u64,
    ) -> Vec<Exercise> {
        let Some(program) = self.named(line, program) else { return Vec::new() };
        let mut made = Vec::new();
        let named = kinds.iter().map(|name| (name.as_str(), ExerciseKind::named(name)));
        let all = kinds.iter().filter(|name| *name == "all").flat_map(|_| ExerciseKind::ALL);
        let wanted = named.filter(|(name, _)| *name != "all").chain(all.map(|kind| ("all", Some(kind))));
        for (name, kind) in wanted {
            let Some(kind) = kind else {
                let known: Vec<_> = ExerciseKind::ALL.into_iter().map(ExerciseKind::name).collect();
                self.wrong(
                    line,
                    format!("there are no exercises called {name}; there are all, {}", known.join(", ")),
                );
                continue;
            };
            let words = self.settings.language.words();
            let scope = Scope { program: &program, only, lines: lines.cloned(), words };
            match exercises::make(kind, &scope, self.exercises + 1, seed) {
                Ok(exercise) => {
                    self.exercises += 1;
                    made.push(exercise);
                }
                // Of all kinds, a program has those that it has.
                Err(_) if name == "all" => {}
                Err(message) => self.wrong(line, format!("no exercise of the kind {name}: {message}")),
            }
        }
        made
    }
}

fn compile_settings(filename: &str, version: Version, options: &ProgramOptions) -> CompileSettings {
    CompileSettings { filename: filename.to_owned(), mode: Mode::Exec, version, optimize: options.optimize }
}

/// The last line of the program that a traceback names.
fn place(stderr: &str, filename: &str) -> Option<usize> {
    let lines = stderr.lines().rev();
    let mut places = lines.filter_map(|line| {
        let rest = line.trim().strip_prefix("File \"")?.split_once(filename)?.1;
        rest.strip_prefix("\", line ")?.split(',').next()?.parse().ok()
    });
    places.next()
}

/// Where two outputs differ first: how many lines below the fence, and in what.
fn first_difference(stated: &str, printed: &str) -> Option<(usize, String)> {
    if stated == printed {
        return None;
    }
    let (mut left, mut right) = (stated.lines(), printed.lines());
    let mut at = 0;
    loop {
        at += 1;
        return Some(match (left.next(), right.next()) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => (at, format!("the program prints {b:?}, stated is {a:?}")),
            (Some(a), None) => (at, format!("the program prints no more; stated is {a:?}")),
            (None, Some(b)) => (at, format!("the program prints more: {b:?}")),
            (None, None) => {
                (at, "the program prints no line end behind the last line, or one more".to_owned())
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NoFiles;

    /// Builds a lesson; gives the document and the problems.
    fn built(text: &str) -> (Document, Vec<String>) {
        let mut problems = Vec::new();
        let lesson = Lesson::parse("t.md", text, &mut problems);
        let book = Book::of("", None, std::slice::from_ref(&lesson));
        let settings = Settings {
            version: Version::LATEST,
            width: 100,
            language: Language::En,
            author: "",
            book: &book,
            files: &NoFiles,
            is_checked: true,
        };
        let document = build(&lesson, &settings, &mut problems);
        (document, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_stated_is_checked() {
        let (document, problems) = built(
            "---\ntitle: T\n---\n\n{{executed a f}} of {{executed a}}, `{{x}}`\n\n\
             ```python bytescope name=a only=f\ndef f():\n    return 1\nprint(f())\n```\n\n```output\n1\n```\n\n\
             ```python bytescope fails=ZeroDivisionError\n1 / 0\n```\n\n```error\nZeroDivisionError: division by zero\n```\n",
        );
        assert_eq!(problems, [""; 0]);
        let Part::Prose(text) = &document.parts[0] else { panic!("{:?}", document.parts) };
        assert_eq!(text, "2 of 14, `{{x}}`");
    }

    #[test]
    fn what_is_wrong_has_a_line() {
        let (_, problems) = built(
            "---\ntitle: T\n---\n\n[[No]] {{executed b}}\n\n```python bytescope name=a\nprint(1)\n```\n\n```output\n2\n```\n\n\
             ```python bytescope\nx = 1\n1 / 0\n```\n\n```python bytescope\nf(\n```\n\n<b>x</b>\n",
        );
        assert_eq!(
            problems,
            [
                "t.md:12: the program prints \"1\", stated is \"2\"",
                "t.md:17: the program fails: ZeroDivisionError: division by zero",
                "t.md:21: SyntaxError: '(' was never closed; say fails=SyntaxError if it should",
                "t.md:5: {{executed b}}: no program of the page is called b",
                "t.md:5: no page is called No",
                "t.md:24: lessons have no HTML: not every format could show it",
                "t.md:24: lessons have no HTML: not every format could show it",
            ]
        );
    }

    #[test]
    fn files_are_imported_from_memory() {
        let (_, problems) = built(
            "---\ntitle: T\n---\n\n```python bytescope file=shop/__init__.py\n```\n\n```python bytescope file=shop/basket.py\nprice = 3\n```\n\n\
             ```python bytescope\nfrom shop.basket import price\nprint(price)\n```\n\n```output\n3\n```\n",
        );
        assert_eq!(problems, [""; 0]);
    }
}
