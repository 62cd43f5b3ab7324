//! Reading programs, and taking them through the stages.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use bytescope_bytecode::pyc;
use bytescope_explorer::{Exploration, Program, Refusal, Settings, explore};
use bytescope_syntax::Mode;
use bytescope_views::Theme;

use crate::args::{InputArgs, Mode as ModeArg, OutputArgs};
use crate::error::Failure;
use crate::terminal;

/// More source than this is no source. CPython's own offsets end at 2³¹.
pub(crate) const LARGEST: u64 = 1 << 30;

/// Reads a file, or standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limited = |source: &mut dyn Read, bytes: &mut Vec<u8>| source.take(LARGEST + 1).read_to_end(bytes);
    let done = if path == Path::new("-") {
        limited(&mut io::stdin().lock(), &mut bytes)
    } else if path.is_dir() {
        return Err(Failure::Bad(format!("{} is a folder, not a Python file", path.display())));
    } else {
        File::open(path).and_then(|mut file| limited(&mut file, &mut bytes))
    };
    match done {
        Err(error) => Err(Failure::unreadable(path, &error)),
        Ok(_) if bytes.len() as u64 > LARGEST => {
            Err(Failure::Bad(format!("{} is larger than 1 GiB", path.display())))
        }
        Ok(_) => Ok(bytes),
    }
}

/// The program that the command line names, and how to compile it.
pub(crate) struct Input<'a> {
    text: Option<&'a str>,
    bytes: Vec<u8>,
    settings: Settings,
    paint: Option<Theme>,
}

impl<'a> Input<'a> {
    /// Reads the program.
    pub(crate) fn read(args: &'a InputArgs, output: &OutputArgs) -> Result<Self, Failure> {
        let (bytes, filename) = match (&args.code, &args.file) {
            (Some(_), _) => (Vec::new(), "<string>".to_owned()),
            (None, Some(path)) => (read(path)?, name(path)),
            (None, None) => return Err(Failure::Usage("which file?".to_owned())),
        };
        if pyc::is_pyc(&bytes) {
            return Err(Failure::Bad(format!("{filename} is bytecode; what is asked for needs its source")));
        }
        let settings = Settings {
            filename,
            mode: match args.mode {
                ModeArg::Exec => Mode::Exec,
                ModeArg::Eval => Mode::Eval,
                ModeArg::Single => Mode::Single,
            },
            version: args.how.python_version,
            optimize: args.how.optimize,
        };
        let paint = terminal::stderr_paint(output.color, output.theme);
        Ok(Self { text: args.code.as_deref(), bytes, settings, paint })
    }

    /// Takes the program as far as `stage` goes, which may refuse it.
    pub(crate) fn take<T>(
        &self,
        stage: impl FnOnce(Program<'_>, &Settings) -> Result<T, Box<Refusal>>,
    ) -> Result<T, Failure> {
        let program = self.text.map_or(Program::File(&self.bytes), Program::Text);
        stage(program, &self.settings).map_err(|refusal| Failure::Refused {
            name: self.settings.filename.clone(),
            refusal,
            paint: self.paint,
        })
    }
}

/// Reads the program that the command line names and takes it through every stage.
pub(crate) fn exploration(args: &InputArgs, output: &OutputArgs) -> Result<Exploration, Failure> {
    Input::read(args, output)?.take(explore)
}

/// What Python would record as the file's name.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new("-") { "<stdin>".to_owned() } else { path.to_string_lossy().into_owned() }
}
