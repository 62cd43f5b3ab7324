//! One module a command: from parsed arguments to written output.

pub(crate) mod ast;
pub(crate) mod compare;
pub(crate) mod compile;
pub(crate) mod dis;
pub(crate) mod explain;
<<<<<<< HEAD
pub(crate) mod run;
=======
pub(crate) mod passes;
>>>>>>> 03f6be2 (passes: what every pass of the flowgraph does, as differences; scoreboard against _testinternalcapi)
pub(crate) mod show;
pub(crate) mod symbols;
pub(crate) mod tokens;
