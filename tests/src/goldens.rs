//! Goldens: listings of the examples and fixtures as a real CPython compiles them, committed so that there is
//! something to compare with where no Python is installed.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{fs, io};

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::{oracle, repository};

/// The command that writes all goldens anew.
pub const COMMAND: &str = "cargo run --release -p bytescope-tests --bin goldens";

/// The folders whose programs have goldens.
pub const FOLDERS: [&str; 2] = ["examples", "tests/fixtures"];

/// The programs of one of the [`FOLDERS`].
pub fn programs(folder: &str) -> io::Result<Bundle> {
    Bundle::of_folder(&repository().join(folder))
}

/// Where the golden of a program is kept.
pub fn path(folder: &str, program: &str) -> PathBuf {
    let folder = folder.rsplit('/').next().unwrap_or(folder);
    repository().join("tests/goldens").join(folder).join(program).with_extension("txt")
}

/// The text of a golden: the listings at levels 0, 1 and 2, each only if it differs from the one before.
pub fn text(release: &str, listings: &[String; 3]) -> String {
    let mut out = format!("# CPython {release}. Written by: {COMMAND}\n");
    for (level, listing) in listings.iter().enumerate() {
        if level > 0 && *listing == listings[level - 1] {
            let _ = writeln!(out, "\n== level {level}: the same");
        } else {
            let _ = write!(out, "\n== level {level}\n{listing}");
        }
    }
    out
}

/// Writes the goldens of a folder, and returns how many.
pub fn write(interpreter: &Interpreter, folder: &str) -> io::Result<usize> {
    let programs = programs(folder)?;
    let mut levels = Vec::new();
    for level in ["0", "1", "2"] {
        levels.push(oracle::ask(interpreter, "listing.py", &programs, &["--optimize", level])?);
    }
    for (index, (program, _)) in programs.entries.iter().enumerate() {
        let listings = [0, 1, 2]
            .map(|level: usize| String::from_utf8_lossy(&levels[level].entries[index].1).into_owned());
        let path = path(folder, program);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text(&interpreter.version.to_string(), &listings))?;
    }
    Ok(programs.entries.len())
}
