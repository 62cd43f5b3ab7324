//! bytescope in a program of your own: the main view of a snippet, in the terminal and as Markdown.
//!
//! ```text
//! cargo run -p bytescope-views --example embed
//! ```
#![allow(clippy::print_stdout, reason = "it is a program")]

use bytescope_bytecode::Version;
use bytescope_explorer::{Program, Settings, explore};
use bytescope_syntax::Mode;
use bytescope_views::{Options, Theme, ansi, main_view, markdown};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let settings =
        Settings { filename: "swap.py".to_owned(), mode: Mode::Exec, version: Version::LATEST, optimize: 0 };
    let program = Program::Text("def swap(a, b):\n    a, b = b, a\n    return a, b\n");
    let exploration = explore(program, &settings).map_err(|refusal| refusal.error)?;
    let options = Options { width: 90, stack: true, explain: true, ..Options::default() };
    for block in main_view(&exploration, &options) {
        print!("{}", ansi(&block?, Theme::Any));
    }
    println!("\nAs Markdown it has {} bytes.", markdown(&exploration, &options)?.len());
    Ok(())
}
