//! What CPython's tools print of a few of the examples, committed, so that there is something to compare with where
//! no Python is installed.

use std::path::PathBuf;
use std::{fs, io};

use bytescope_bytecode::Version;

use crate::bundle::Bundle;
use crate::interpreter::Interpreter;
use crate::texts::{ALL, Tool};
use crate::{goldens, oracle, repository};

/// The examples: small ones, that between them have closures, exceptions, patterns, and `async`.
pub const EXAMPLES: [&str; 5] = ["counter.py", "fib.py", "retry.py", "shapes.py", "waiting.py"];

/// A golden: which example, with which options, and the text.
#[derive(Debug)]
pub struct Golden {
    /// Where it is committed.
    pub path: PathBuf,
    /// What it holds: our text, or the interpreter's.
    pub text: String,
}

/// The texts that we print in their place.
pub fn ours(version: Version) -> io::Result<Vec<Golden>> {
    let mut all = Vec::new();
    for (name, source) in examples()?.entries {
        for tool in ALL {
            for (options, ours) in tool.variants {
                let text = ours(&name, &source, version).map(tool.normal).map_err(io::Error::other)?;
                all.push(Golden { path: path(tool, options, &name), text });
            }
        }
    }
    Ok(all)
}

/// Has CPython print them anew, and returns how many.
pub fn write(interpreter: &Interpreter) -> io::Result<usize> {
    let examples = examples()?;
    let mut count = 0;
    for tool in ALL {
        for (options, _) in tool.variants {
            let arguments = [&["--whole"], tool.module.as_slice(), options].concat();
            let answers = oracle::ask(interpreter, tool.script, &examples, &arguments)?;
            for (name, answer) in answers.entries {
                let path = path(tool, options, &name);
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder)?;
                }
                let Some((b'W', text)) = answer.split_first() else {
                    return Err(io::Error::other(format!("{}: no text", path.display())));
                };
                fs::write(path, text)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

fn examples() -> io::Result<Bundle> {
    let mut examples = goldens::programs("examples")?;
    examples.entries.retain(|(name, _)| EXAMPLES.contains(&name.as_str()));
    Ok(examples)
}

/// `tests/goldens/texts/dis-C-O/fib.txt`
fn path(tool: Tool, options: &[&str], example: &str) -> PathBuf {
    let mut folder = tool.name.to_owned();
    for option in options {
        folder.push('-');
        folder.push_str(option.trim_start_matches('-'));
    }
    repository().join("tests/goldens/texts").join(folder).join(example).with_extension("txt")
}
