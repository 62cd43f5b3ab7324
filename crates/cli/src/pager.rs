//! Output that is longer than the terminal goes through a pager, as `git` and `man` do it.
//!
//! Lines are held back until there are more than fit on the screen; only then a pager is started, so that short
//! output never meets one. Which one is `PAGER`'s word, `less` if it says nothing, none if it is empty or `cat`.
//! A pager that cannot be started is no reason to show nothing.

use std::env;
use std::io::{self, IsTerminal, Stdout, Write, stdout};
use std::process::{Child, Command, Stdio};

use crate::args::Pager;

/// Standard output, perhaps by way of a pager.
pub(crate) struct Paged {
    /// What may yet fit on the screen.
    held: Vec<u8>,
    lines: usize,
    /// Lines that fit.
    screen: usize,
    target: Target,
}

enum Target {
    /// Nothing is decided.
    Undecided(String),
    /// No pager, or not any more.
    Direct(io::BufWriter<Stdout>),
    Pager(Child),
}

impl Paged {
    /// Decides by `--pager`, the terminal and `PAGER`.
    pub(crate) fn new(when: Pager) -> Self {
        let direct = || Target::Direct(io::BufWriter::new(stdout()));
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let screen = match when {
            Pager::Never => None,
            Pager::Always => Some(0),
            Pager::Auto if !stdout().is_terminal() || dumb => None,
            // One line is the prompt's.
            Pager::Auto => terminal_size::terminal_size_of(stdout())
                .map(|(_, height)| usize::from(height.0).saturating_sub(1)),
        };
        let (screen, target) = match (screen, command()) {
            (Some(screen), Some(command)) => (screen, Target::Undecided(command)),
            _ => (0, direct()),
        };
        Self { held: Vec::new(), lines: 0, screen, target }
    }

    /// Writes what was held back, and waits for the reader to leave the pager.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Target::Undecided(_) = self.target {
            self.decide(self.screen == 0)?;
        }
        match &mut self.target {
            Target::Direct(out) => out.flush(),
            Target::Pager(_) | Target::Undecided(_) => Ok(()),
        }
    }

    /// Starts the pager, if `wanted` and possible, and lets go of what was held back.
    fn decide(&mut self, wanted: bool) -> io::Result<()> {
        let child = match &self.target {
            Target::Undecided(command) if wanted => start(command).ok(),
            _ => None,
        };
        self.target = match child {
            Some(child) => Target::Pager(child),
            None => Target::Direct(io::BufWriter::new(stdout())),
        };
        let held = std::mem::take(&mut self.held);
        self.write_all(&held)
    }
}

impl Write for Paged {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        match &mut self.target {
            Target::Direct(out) => out.write(data),
            Target::Pager(child) => match &mut child.stdin {
                Some(pipe) => pipe.write(data),
                None => Err(io::ErrorKind::BrokenPipe.into()),
            },
            Target::Undecided(_) => {
                self.held.extend_from_slice(data);
                self.lines += data.split(|byte| *byte == b'\n').count() - 1;
                if self.lines > self.screen {
                    self.decide(true)?;
                }
                Ok(data.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.target {
            Target::Direct(out) => out.flush(),
            Target::Pager(child) => child.stdin.as_mut().map_or(Ok(()), Write::flush),
            Target::Undecided(_) => Ok(()),
        }
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        if let Target::Pager(child) = &mut self.target {
            // The end of the text; the pager stays until its reader has had enough.
            drop(child.stdin.take());
            let _ = child.wait();
        }
    }
}

/// The command that pages, if there should be one.
fn command() -> Option<String> {
    let command = env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
    let command = command.trim();
    (!command.is_empty() && command != "cat").then(|| command.to_owned())
}

fn start(command: &str) -> io::Result<Child> {
    let mut words = command.split_whitespace();
    let program = words.next().ok_or(io::ErrorKind::NotFound)?;
    let mut process = Command::new(program);
    process.args(words).stdin(Stdio::piped());
    // Colours as they are, and no second screen that vanishes with the text on it.
    for (name, value) in [("LESS", "FRX"), ("LESSCHARSET", "utf-8")] {
        if env::var_os(name).is_none() {
            process.env(name, value);
        }
    }
    process.spawn()
}
