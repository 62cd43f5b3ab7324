//! Conformance against a real CPython: the parts that tests and programs of this package share.
//!
//! A [`Bundle`](bundle::Bundle) of sources is compiled by an [`Interpreter`](interpreter::Interpreter) and by
//! us ([`subject`]); [`conformance`] compares what comes out, and [`scoreboard`] remembers how much of it was
//! identical. Whoever wants to know whether we are right asks a CPython, never an earlier output of ours.

pub mod atlas;
pub mod bundle;
pub mod conformance;
pub mod execution;
pub mod goldens;
pub mod instructions;
pub mod interpreter;
pub mod oracle;
pub mod programs;
pub mod refusals;
pub mod schemas;
pub mod scoreboard;
pub mod subject;
pub mod texts;
pub mod trees;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// Where this package keeps what it can make again.
pub fn cache() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| repository().join("target"), PathBuf::from)
        .join("oracle-cache")
}
