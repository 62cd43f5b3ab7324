//! A real CPython on this machine, as the one who knows: finding it and having it compile.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;

use bytescope_bytecode::{CodeObject, Constant, Version, marshal};
use serde::Deserialize;

use crate::error::Failure;

/// What runs in it.
const SCRIPT: &str = include_str!("../python/compile.py");

/// More than this is no answer.
const LARGEST: u32 = 1 << 30;

/// An executable, and what it says it is.
#[derive(Clone, Debug)]
pub(crate) struct Interpreter {
    pub(crate) program: PathBuf,
    pub(crate) version: Version,
}

/// What it makes of a source.
pub(crate) enum Answer {
    Code(Arc<CodeObject>),
    Refusal(Exception),
}

/// What it raises.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Exception {
    #[serde(rename = "type")]
    pub(crate) class: String,
    pub(crate) message: String,
    pub(crate) line: Option<i32>,
}

impl Interpreter {
    /// The one that was asked for, or the first one found of a release that can be compiled for.
    pub(crate) fn find(asked: Option<&Path>) -> Result<Self, Failure> {
        if let Some(program) = asked {
            let release = release(program)
                .map_err(|reason| Failure::Bad(format!("cannot run {}: {reason}", program.display())))?;
            let version = known(&release).ok_or_else(|| {
                Failure::Bad(format!(
                    "{} is {release}, and bytescope compiles for {}",
                    program.display(),
                    releases()
                ))
            })?;
            return Ok(Self { program: program.to_owned(), version });
        }
        let mut others = Vec::new();
        for program in candidates() {
            let Ok(release) = release(&program) else { continue };
            match known(&release) {
                Some(version) => return Ok(Self { program, version }),
                None => others.push(format!("{} ({release})", program.display())),
            }
        }
        others.dedup();
        let found = if others.is_empty() { String::new() } else { format!("; found {}", others.join(", ")) };
        Err(Failure::Bad(format!(
            "no CPython {} on the PATH or in pyenv{found}; name one with --python",
            releases()
        )))
    }

    /// Starts it. `seed` is the one for hashing strings, on which the order of a few things depends.
    pub(crate) fn start(&self, optimize: u8, seed: u32) -> io::Result<Session> {
        let mut command = Command::new(&self.program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("PYTHON") {
                command.env_remove(name);
            }
        }
        // Not -I, which would ignore the seed.
        command.args(["-B", "-P", "-s", "-S", "-c", SCRIPT]).arg(optimize.to_string());
        command.env("PYTHONHASHSEED", seed.to_string());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let missing = || io::Error::other("no pipe");
        let requests = child.stdin.take().ok_or_else(missing)?;
        let answers = child.stdout.take().ok_or_else(missing)?;
        Ok(Session { child, requests: Some(requests), answers })
    }
}

/// A running interpreter.
pub(crate) struct Session {
    child: Child,
    requests: Option<ChildStdin>,
    answers: ChildStdout,
}

impl Session {
    /// Has one source compiled.
    pub(crate) fn compile(&mut self, name: &str, source: &[u8]) -> io::Result<Answer> {
        let closed = || io::Error::other("the interpreter is gone");
        let requests = self.requests.as_mut().ok_or_else(closed)?;
        for field in [name.as_bytes(), source] {
            requests.write_all(&(field.len() as u32).to_le_bytes())?;
            requests.write_all(field)?;
        }
        requests.flush()?;
        let mut length = [0; 4];
        self.answers.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length);
        if length > LARGEST {
            return Err(io::Error::other("the answer is too long"));
        }
        let mut answer = vec![0; length as usize];
        self.answers.read_exact(&mut answer)?;
        match answer.split_first() {
            Some((b'C', data)) => match marshal::load(data).map_err(io::Error::other)? {
                Constant::Code(code) => Ok(Answer::Code(code)),
                other => Err(io::Error::other(format!("a {} instead of code", other.type_name()))),
            },
            Some((b'E', data)) => Ok(Answer::Refusal(serde_json::from_slice(data)?)),
            _ => Err(io::Error::other("an answer of an unknown kind")),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // It ends when nothing more comes in.
        self.requests = None;
        let _ = self.child.wait();
    }
}

/// Executables that may be one.
fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let minors: Vec<_> = {
        let mut minors: Vec<_> = Version::KNOWN.iter().rev().map(|version| version.minor).collect();
        minors.dedup();
        minors
    };
    let names = minors
        .iter()
        .map(|minor| format!("python3.{minor}"))
        .chain(["python3".to_owned(), "python".to_owned()]);
    let mut candidates = Vec::new();
    for name in names {
        let ending = env::consts::EXE_SUFFIX;
        candidates.extend(env::split_paths(&path).map(|folder| folder.join(format!("{name}{ending}"))));
    }
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let pyenv = env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let mut installed: Vec<OsString> = fs::read_dir(pyenv.join("versions"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.file_name())
        .collect();
    installed.sort();
    for release in installed.into_iter().rev() {
        let of_series = |minor: &u8| release.to_string_lossy().starts_with(&format!("3.{minor}."));
        if minors.iter().any(of_series) {
            candidates.push(pyenv.join("versions").join(&release).join("bin").join("python3"));
        }
    }
    candidates.retain(|candidate| candidate.is_file());
    candidates
}

/// `CPython 3.13.0`, or why nobody knows.
fn release(program: &Path) -> Result<String, String> {
    let code = "import platform; print(platform.python_implementation(), platform.python_version())";
    let output = Command::new(program)
        .args(["-I", "-S", "-c", code])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| crate::error::reason(&error))?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !text.is_empty() { Ok(text) } else { Err("it is no Python".to_owned()) }
}

/// The release, if it can be compiled for.
fn known(release: &str) -> Option<Version> {
    let number = release.strip_prefix("CPython ")?;
    Version::KNOWN.into_iter().find(|version| version.to_string() == number)
}

fn releases() -> String {
    let releases: Vec<_> = Version::KNOWN.iter().map(ToString::to_string).collect();
    releases.join(" or ")
}
