//! Inputs that may be many: files, folders and zips, of source or of bytecode.
//!
//! A folder or a zip stands for its `.py` files in order, or, if it has none, for its `.pyc` files: a library that comes
//! without its sources. What one of many has wrong with it is reported, and the others go on.

use std::fs::{self, File};
use std::io::{BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use bytescope_bytecode::pyc::{self, Invalidation, Pyc};
use bytescope_bytecode::{CodeObject, OpcodeTable};
use bytescope_explorer::{Exploration, Program, Settings, compile, explore, explore_pyc};
use bytescope_syntax::Mode;
use walkdir::WalkDir;
use zip::ZipArchive;

use crate::args::{InputsArgs, Mode as ModeArg, OutputArgs};
use crate::error::{Failure, reason, say};
use crate::input::{LARGEST, name, read};
use crate::terminal;

/// A program: text, or the bytes of a file with source or bytecode in it.
pub(crate) struct Piece {
    /// What the file is called: its path, below that of a zip it came from.
    pub(crate) name: String,
    content: Content,
}

enum Content {
    Text(String),
    File(Vec<u8>),
}

/// What a piece turned out to be, ready to be disassembled.
pub(crate) struct Assembled {
    /// The module.
    pub(crate) code: std::sync::Arc<CodeObject>,
    /// The opcodes of its release.
    pub(crate) table: &'static OpcodeTable,
}

/// Hands over the programs that the command line names, one after the other, and says whether there may be several.
pub(crate) fn each(
    args: &InputsArgs,
    mut work: impl FnMut(&Piece, bool) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if let Some(code) = &args.code {
        return work(&Piece { name: "<string>".to_owned(), content: Content::Text(code.clone()) }, false);
    }
    if let [path] = &args.files[..]
        && !holds_many(path)
    {
        return work(&Piece { name: name(path), content: Content::File(read(path)?) }, false);
    }
    let mut failed = false;
    let mut one = |piece: Result<Piece, Failure>| {
        let done = piece.and_then(|piece| work(&piece, true));
        match done {
            Err(failure @ (Failure::BrokenPipe | Failure::Usage(_))) => Err(failure),
            Err(failure) => {
                failure.report();
                failed = true;
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    };
    for path in &args.files {
        if is_zip(path) {
            each_in_zip(path, &mut one)?;
        } else if path.is_dir() {
            for file in files_below(path) {
                let bytes = read(&file);
                one(bytes.map(|bytes| Piece { name: name(&file), content: Content::File(bytes) }))?;
            }
        } else {
            one(read(path).map(|bytes| Piece { name: name(path), content: Content::File(bytes) }))?;
        }
    }
    if failed { Err(Failure::Reported) } else { Ok(()) }
}

fn holds_many(path: &Path) -> bool {
    path.is_dir() || is_zip(path)
}

/// Whether a file is a zip, by its ending: a program may have anything in front of one.
fn is_zip(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "zip" || ending == "whl" || ending == "egg")
        && path.is_file()
}

/// The files that a folder stands for.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.path().is_dir() => {}
            Ok(entry) => files.push(entry.into_path()),
            Err(error) => say(&format!("bytescope: {error}")),
        }
    }
    chosen(files, PathBuf::as_path)
}

/// The Python files among some, or else the bytecode.
fn chosen<T>(files: Vec<T>, path: impl Fn(&T) -> &Path) -> Vec<T> {
    let (sources, others): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| path(file).extension().is_some_and(|ending| ending == "py"));
    if !sources.is_empty() {
        return sources;
    }
    others.into_iter().filter(|file| path(file).extension().is_some_and(|ending| ending == "pyc")).collect()
}

fn each_in_zip(
    path: &Path,
    one: &mut dyn FnMut(Result<Piece, Failure>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let damaged = |error: &dyn std::fmt::Display| Failure::Bad(format!("{}: {error}", path.display()));
    let file = File::open(path).map_err(|error| Failure::unreadable(path, &error));
    let archive =
        file.and_then(|file| ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error)));
    let mut archive = match archive {
        Ok(archive) => archive,
        Err(failure) => return one(Err(failure)),
    };
    // A name that is no text names no Python file.
    let names = archive.file_names().enumerate();
    let names = names.filter_map(|(index, name)| Some((PathBuf::from(&*name.ok()?), index))).collect();
    let mut names = chosen(names, |(path, _): &(PathBuf, usize)| path);
    names.sort_unstable();
    for (inner, index) in names {
        let whole = path.join(&inner);
        let bytes = archive.by_index(index).map_err(|error| damaged(&error));
        let bytes = bytes.and_then(|entry| {
            let mut bytes = Vec::new();
            // What an entry unfolds to is no more believed than the size of a file.
            match entry.take(LARGEST + 1).read_to_end(&mut bytes) {
                Err(error) => Err(Failure::Bad(format!("{}: {}", whole.display(), reason(&error)))),
                Ok(_) if bytes.len() as u64 > LARGEST => {
                    Err(Failure::Bad(format!("{} is larger than 1 GiB", whole.display())))
                }
                Ok(_) => Ok(bytes),
            }
        });
        one(bytes.map(|bytes| Piece { name: name(&whole), content: Content::File(bytes) }))?;
    }
    Ok(())
}

impl Piece {
    /// The bytecode, if it is a `.pyc`.
    pub(crate) fn pyc(&self) -> Option<Result<Pyc, Failure>> {
        let Content::File(bytes) = &self.content else { return None };
        let claims = Path::new(&self.name).extension().is_some_and(|ending| ending == "pyc");
        if !claims && !pyc::is_pyc(bytes) {
            return None;
        }
        Some(pyc::read(bytes).map_err(|error| Failure::Bad(format!("{}: {error}", self.name))))
    }

    /// The code object: read, or compiled.
    pub(crate) fn assembled(&self, args: &InputsArgs, output: &OutputArgs) -> Result<Assembled, Failure> {
        if let Some(pyc) = self.pyc() {
            let pyc = pyc?;
            return Ok(Assembled { code: pyc.code, table: OpcodeTable::of(pyc.version) });
        }
        let code = self.compiled(args, output, compile)?;
        Ok(Assembled { code: code.into(), table: OpcodeTable::of(args.how.python_version) })
    }

    /// The program taken through every stage, or as many as bytecode has.
    pub(crate) fn exploration(&self, args: &InputsArgs, output: &OutputArgs) -> Result<Exploration, Failure> {
        let Some(pyc) = self.pyc() else { return self.compiled(args, output, explore) };
        let pyc = pyc?;
        let source = match &args.source {
            Some(path) => Some(read(path)?),
            None => recorded_source(&self.name, &pyc),
        };
        Ok(explore_pyc(pyc, &self.name, source.as_deref()))
    }

    /// The program compiled as far as `stage` goes, which may refuse it.
    pub(crate) fn compiled<T>(
        &self,
        args: &InputsArgs,
        output: &OutputArgs,
        stage: impl FnOnce(Program<'_>, &Settings) -> Result<T, Box<bytescope_explorer::Refusal>>,
    ) -> Result<T, Failure> {
        let settings = Settings {
            filename: self.name.clone(),
            mode: match args.mode {
                ModeArg::Exec => Mode::Exec,
                ModeArg::Eval => Mode::Eval,
                ModeArg::Single => Mode::Single,
            },
            version: args.how.python_version,
            optimize: args.how.optimize,
        };
        let program = match &self.content {
            Content::Text(text) => Program::Text(text),
            Content::File(bytes) => Program::File(bytes),
        };
        stage(program, &settings).map_err(|refusal| Failure::Refused {
            name: self.name.clone(),
            refusal,
            paint: terminal::stderr_paint(output.color, output.theme),
        })
    }
}

/// The source of a `.pyc` by the path in the file; with a word of warning where it was changed since.
pub(crate) fn recorded_source(name: &str, pyc: &Pyc) -> Option<Vec<u8>> {
    let (source, is_same) = source_of(pyc)?;
    if !is_same {
        say(&format!(
            "bytescope: {name}: {} is not the source it was compiled from any more; --source names another",
            pyc.code.filename
        ));
    }
    Some(source)
}

/// The source that a `.pyc` names, if that file is there, and whether it is still what was compiled.
pub(crate) fn source_of(pyc: &Pyc) -> Option<(Vec<u8>, bool)> {
    let path = Path::new(&*pyc.code.filename);
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    let source = read(path).ok()?;
    let is_same = match pyc.invalidation {
        Invalidation::Timestamp { mtime, size } => {
            let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            // The format has 32 bits for both.
            source.len() as u32 == size && modified.is_some_and(|modified| modified.as_secs() as u32 == mtime)
        }
        Invalidation::CheckedHash(hash) | Invalidation::UncheckedHash(hash) => {
            pyc::source_hash(pyc.version, &source) == hash
        }
    };
    Some((source, is_same))
}
