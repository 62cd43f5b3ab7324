//! Opcode tables, generated from real interpreters' own metadata and committed. Never edit them by hand.

mod names;
pub(crate) use names::NAMES;
