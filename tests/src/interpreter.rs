//! Finding a real CPython of a given release, and running scripts in it.
//!
//! Looked for, in this order: the variable `BYTESCOPE_PYTHON_3_13` (an executable), `python3.13` on the
//! `PATH`, every `3.13.*` of pyenv; and, for the releases that Pyodide ships, `BYTESCOPE_PYODIDE_3_13` (a
//! folder in which `npm install pyodide@VERSION` ran) or a folder below `target/` that is filled by npm on
//! first use. A candidate counts only if it says that it is the very release that was asked for.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fmt, fs, io};

use bytescope_bytecode::Version;

use crate::bundle::Bundle;
use crate::{cache, repository};

/// The releases that come as an npm package, with the version of the package.
const PYODIDE: [(Version, &str); 3] = [
    (Version::V3_13_2, "0.29.5"),
    (Version { minor: 14, micro: 2 }, "314.0.7"),
    // 3.15.0rc1
    (Version { minor: 15, micro: 0 }, "315.0.0-alpha.2"),
];

/// A CPython that can be run.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// Its release.
    pub version: Version,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// An executable.
    Native(PathBuf),
    /// A folder with the npm package `pyodide` in it.
    Pyodide(PathBuf),
}

impl Interpreter {
    /// An interpreter of exactly that release; or the reason why there is none, for people to read.
    pub fn find(version: Version) -> Result<Self, String> {
        if let Some(program) = native_candidates(version.minor).into_iter().find(|path| is(path, version)) {
            return Ok(Self { version, kind: Kind::Native(program) });
        }
        match pyodide_folder(version) {
            Some(folder) => Ok(Self { version, kind: Kind::Pyodide(folder?) }),
            None => Err(format!("no CPython {version} found (set {})", variable("PYTHON", version.minor))),
        }
    }

    /// The native executable, if it is one: what can also run programs, load `.pyc` files and be timed.
    pub fn executable(&self) -> Option<&Path> {
        match &self.kind {
            Kind::Native(path) => Some(path),
            Kind::Pyodide(_) => None,
        }
    }

    /// The folder of its standard library.
    pub fn standard_library(&self) -> Option<PathBuf> {
        let code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
        let output = Command::new(self.executable()?).args(["-I", "-c", code]).output().ok()?;
        let path = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
        path.is_dir().then_some(path)
    }

    /// The Python files of its own standard library; those that Pyodide brings are fewer.
    pub fn own_library(&self) -> io::Result<Option<Bundle>> {
        match &self.kind {
            Kind::Native(_) => self.standard_library().map(|folder| Bundle::of_folder(&folder)).transpose(),
            Kind::Pyodide(folder) => {
                let library = folder.join("node_modules/pyodide/python_stdlib.zip");
                library.is_file().then(|| Bundle::of_zip(&library)).transpose()
            }
        }
    }

    /// Runs a script of `tests/oracle` in a folder; paths among the arguments are relative to it. `seed` is the
    /// one for hashing strings, so that a run can be repeated.
    pub fn run(&self, script: &str, folder: &Path, seed: u32, arguments: &[&str]) -> io::Result<()> {
        let scripts = repository().join("tests/oracle");
        let mut command = match &self.kind {
            Kind::Native(path) => {
                let mut command = Command::new(path);
                command.arg("-B");
                command
            }
            Kind::Pyodide(pyodide) => {
                let mut command = Command::new("node");
                command.arg(scripts.join("pyodide.mjs")).arg(pyodide);
                command
            }
        };
        command.arg(scripts.join(script)).args(arguments);
        let output = command.env("PYTHONHASHSEED", seed.to_string()).current_dir(folder).output()?;
        if output.status.success() {
            return Ok(());
        }
        let message = String::from_utf8_lossy(&output.stderr);
        Err(io::Error::other(format!("{script} in {self}: {}", message.trim())))
    }
}

impl fmt::Display for Interpreter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Native(path) => write!(f, "CPython {} ({})", self.version, path.display()),
            Kind::Pyodide(_) => write!(f, "CPython {} (Pyodide)", self.version),
        }
    }
}

/// `BYTESCOPE_PYTHON_3_13` and its like.
fn variable(what: &str, minor: u8) -> String {
    format!("BYTESCOPE_{what}_3_{minor}")
}

/// Executables that may be of that series.
fn native_candidates(minor: u8) -> Vec<PathBuf> {
    let mut candidates: Vec<_> =
        env::var_os(variable("PYTHON", minor)).map(PathBuf::from).into_iter().collect();
    let name = format!("python3.{minor}");
    let path = env::var_os("PATH").unwrap_or_default();
    candidates.extend(env::split_paths(&path).map(|folder| folder.join(&name)));
    let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let pyenv = env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), PathBuf::from);
    let installed = fs::read_dir(pyenv.join("versions")).into_iter().flatten().flatten();
    let of_series = |path: &PathBuf| {
        let release = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        release.starts_with(&format!("3.{minor}."))
    };
    candidates
        .extend(installed.map(|entry| entry.path()).filter(of_series).map(|path| path.join("bin/python3")));
    candidates
}

/// Whether an executable is CPython of that release.
fn is(program: &Path, version: Version) -> bool {
    let code = "import sys; print(sys.implementation.name, '%d.%d.%d' % sys.version_info[:3])";
    let output = Command::new(program).args(["-I", "-c", code]).stdin(Stdio::null()).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == format!("cpython {version}"))
}

/// The folder with the Pyodide of that release, fetched if need be; `None` if no Pyodide has that release.
fn pyodide_folder(version: Version) -> Option<Result<PathBuf, String>> {
    let (_, package) = PYODIDE.into_iter().find(|(known, _)| *known == version)?;
    let chosen = env::var_os(variable("PYODIDE", version.minor)).map(PathBuf::from);
    let folder = chosen.clone().unwrap_or_else(|| cache().join(format!("pyodide-{package}")));
    if folder.join("node_modules/pyodide/pyodide.mjs").is_file() {
        return Some(Ok(folder));
    }
    if let Some(folder) = chosen {
        return Some(Err(format!("no node_modules/pyodide in {}", folder.display())));
    }
    Some(install(&folder, package).map(|()| folder).map_err(|reason| {
        format!("no CPython {version} found, and Pyodide {package} could not be installed: {reason}")
    }))
}

/// Installs Pyodide with npm.
fn install(folder: &Path, package: &str) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let mut prefix = OsString::from("--prefix=");
    prefix.push(folder);
    let output: Output = Command::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--silent"])
        .arg(prefix)
        .arg(format!("pyodide@{package}"))
        .output()
        .map_err(|error| format!("npm: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}
