//! Watching the passes at work.

use super::cfg::Cfg;
use crate::unit::CodeUnit;

/// Is shown every unit's graph before the first pass and after each one.
pub trait Observer {
    /// `pass` is CPython's name of the pass that has just run, [`Pass::name`](super::Pass::name), or
    /// `"codegen"` for the graph as code generation left it. `graph` is the graph now; opargs that are
    /// indices lead into the tables of `unit`.
    fn after(&mut self, unit: &CodeUnit, pass: &'static str, graph: &Cfg);
}
