//! The `bytescope` command: reads files, decides about colour and width, prints, and chooses exit codes. It
//! knows nothing of how programs are parsed, compiled or drawn.

mod args;
mod batch;
mod commands;
mod course;
mod error;
#[cfg(feature = "pdf")]
mod fonts;
mod host;
mod input;
mod inputs;
mod output;
mod pager;
mod python;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};

/// Makes and drops small values a good deal faster than the system's, and lays out what is made together close
/// together: the same compiler takes a sixth less time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        None => commands::show::run(&cli.show),
        Some(Command::Compile(args)) => commands::compile::run(&args),
        Some(Command::Ast(args)) => commands::ast::run(&args),
        Some(Command::Tokens(args)) => commands::tokens::run(&args),
        Some(Command::Symbols(args)) => commands::symbols::run(&args),
        Some(Command::Dis(args)) => commands::dis::run(&args),
        Some(Command::Cfg(args)) => commands::cfg::run(&args),
        Some(Command::Passes(args)) => commands::passes::run(&args),
        Some(Command::Compare(args)) => commands::compare::run(&args),
        Some(Command::Verify(args)) => commands::verify::run(&args),
        Some(Command::Explain(args)) => commands::explain::run(&args),
        Some(Command::Handout(args)) => commands::handout::run(&args),
        Some(Command::Atlas(args)) => commands::atlas::run(&args),
        Some(Command::Lesson(args)) => {
            return commands::lesson::run(&args).unwrap_or_else(error::Failure::report);
        }
        Some(Command::Mdbook(args)) => {
            return commands::mdbook::run(&args).unwrap_or_else(error::Failure::report);
        }
        Some(Command::Completions(args)) => commands::completions::completions(&args),
        Some(Command::Man(args)) => commands::completions::man(&args),
        Some(Command::Run(args)) => {
            return commands::run::run(&args).unwrap_or_else(error::Failure::report);
        }
        Some(Command::Trace(args)) => {
            return commands::trace::run(&args).unwrap_or_else(error::Failure::report);
        }
        Some(Command::Step(args)) => {
            return commands::step::run(&args).unwrap_or_else(error::Failure::report);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
