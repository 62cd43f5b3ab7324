//! One module a command: from parsed arguments to written output.

pub(crate) mod ast;
pub(crate) mod atlas;
pub(crate) mod cfg;
pub(crate) mod compare;
pub(crate) mod compile;
pub(crate) mod completions;
pub(crate) mod dis;
pub(crate) mod explain;
pub(crate) mod handout;
pub(crate) mod lesson;
pub(crate) mod mdbook;
pub(crate) mod passes;
pub(crate) mod run;
pub(crate) mod show;
pub(crate) mod step;
pub(crate) mod symbols;
pub(crate) mod tokens;
pub(crate) mod trace;
pub(crate) mod verify;
