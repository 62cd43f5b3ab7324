//! A lesson made of one program: a section for each view.

use crate::fence::{ProgramOptions, ViewKind};
use crate::lesson::{Block, BlockKind, FrontMatter, Lesson};
use crate::markdown::escaped;
use crate::words::Language;

/// What is wanted of a handout of one program.
#[derive(Clone, Debug)]
pub struct Wishes {
    /// The title, as plain text; without one, the file's name.
    pub title: Option<String>,
    /// The views, a section each.
    pub sections: Vec<ViewKind>,
    /// The kinds of exercises, by name; `all` for all that the program has.
    pub exercises: Vec<String>,
    /// Chooses among the possible exercises.
    pub seed: u64,
    /// The language of the headings.
    pub language: Language,
}

impl Wishes {
    /// The sections where nothing else is asked for.
    pub const SECTIONS: [ViewKind; 6] = [
        ViewKind::Stack,
        ViewKind::Ast,
        ViewKind::Symbols,
        ViewKind::Cfg,
        ViewKind::Stepper,
        ViewKind::Explain,
    ];
}

/// The lesson.
pub fn lesson(file: &str, source: &str, wishes: &Wishes) -> Lesson {
    let words = wishes.language.words();
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.strip_suffix(".py").unwrap_or(name);
    let block = |kind| Block { line: 0, range: 0..0, kind };
    let heading = |text: &str| block(BlockKind::Heading { level: 2, text: text.to_owned() });
    let mut blocks = Vec::new();
    for (index, view) in wishes.sections.iter().enumerate() {
        blocks.push(heading(words.view(*view)));
        let show = vec![*view];
        if index > 0 {
            blocks.push(block(BlockKind::Views { program: stem.to_owned(), show }));
            continue;
        }
        let options = ProgramOptions { show, name: Some(stem.to_owned()), ..ProgramOptions::default() };
        let (source, options) = (source.to_owned(), Box::new(options));
        blocks.push(block(BlockKind::Program { source, options, output: None, error: None }));
    }
    if !wishes.exercises.is_empty() {
        blocks.push(heading(words.exercises));
        blocks.push(block(BlockKind::Exercises {
            kinds: wishes.exercises.clone(),
            program: stem.to_owned(),
            only: None,
            lines: None,
            seed: wishes.seed,
        }));
    }
    let title = escaped(wishes.title.as_deref().unwrap_or(name));
    Lesson {
        file: file.to_owned(),
        slug: stem.to_owned(),
        front: FrontMatter { title, ..FrontMatter::default() },
        blocks,
    }
}
