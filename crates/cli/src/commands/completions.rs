//! `bytescope completions` and `bytescope man`: what shells and `man` want to know, made from the definition of
//! the command line itself.

use std::fs;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::args::Cli;
use crate::error::{Failure, reason};
use crate::output::{put, write_to_stdout};

const EXAMPLES: &str = "\
Examples:
  bytescope completions bash > ~/.local/share/bash-completion/completions/bytescope
  bytescope completions zsh > ~/.zfunc/_bytescope      (a folder of your fpath)
  bytescope completions fish > ~/.config/fish/completions/bytescope.fish
  bytescope completions powershell >> $PROFILE
  bytescope completions elvish >> ~/.config/elvish/rc.elv";

/// Print completions of commands and options for a shell.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

const MAN_EXAMPLES: &str = "\
Examples:
  bytescope man ~/.local/share/man/man1
  man bytescope-compare";

/// Write manual pages to a folder: one for bytescope, and one for each command.
#[derive(Debug, Args)]
#[command(after_long_help = MAN_EXAMPLES)]
pub(crate) struct ManArgs {
    /// The folder; it is made if need be
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

pub(crate) fn completions(args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "bytescope", &mut script);
    write_to_stdout(|out| put(out, &String::from_utf8_lossy(&script)))
}

pub(crate) fn man(args: &ManArgs) -> Result<(), Failure> {
    let told = |error: &std::io::Error| {
        Failure::Bad(format!("cannot write to {}: {}", args.folder.display(), reason(error)))
    };
    fs::create_dir_all(&args.folder).map_err(|error| told(&error))?;
    // `bytescope help` says nothing that the pages do not.
    let command = Cli::command().disable_help_subcommand(true);
    clap_mangen::generate_to(command, &args.folder).map_err(|error| told(&error))
}
