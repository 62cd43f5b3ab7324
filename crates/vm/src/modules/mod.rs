//! The standard modules that are written in Rust, one file a module.
//!
//! A module is made when it is first imported: its function in the table `NATIVE` fills the names.

mod array;
mod atexit;
mod binascii;
mod builtins;
mod bytescope;
mod cmath;
mod collections;
mod embedded;
mod errno;
mod functools;
mod gc;
mod hashes;
mod heap;
mod io;
mod itertools;
mod math;
mod namespace;
mod opcode;
mod operator;
mod random;
mod re;
mod standard;
mod state;
mod string;
mod structs;
mod structseq;
mod support;
mod sys;
mod thread;
mod time;
mod typing;
mod unicodedata;
mod weakref;
mod zlib;

pub(crate) use array::buffer_of;
pub(crate) use standard::{is_standard, why_not};
pub(crate) use state::State;
pub(crate) use support::ClassSpec;
pub(crate) use thread::{is_free, set_done};

pub(crate) use gc::Collector;

use crate::objects::Dict;
use crate::value::Ref;
use crate::{PyResult, Vm};

/// Makes the names of a module that is written in Rust.
type Make = fn(&mut Vm, &Ref<Dict>) -> PyResult<()>;

/// The modules written in Rust, by name; each is made when it is imported first.
pub(crate) const NATIVE: &[(&str, Make)] = &[
    ("_bisect", heap::make_bisect),
    ("_blake2", hashes::make_blake),
    ("_bytescope", bytescope::make),
    ("_collections", collections::make),
    ("_functools", functools::make),
    ("_hashlib", hashes::make),
    ("_heapq", heap::make_heapq),
    ("_io", io::make),
    ("_opcode", opcode::make),
    ("_operator", operator::make),
    ("_random", random::make),
    ("_re", re::make),
    ("_string", string::make),
    ("_struct", structs::make),
    ("_thread", thread::make),
    ("_typing", typing::make),
    ("_weakref", weakref::make),
    ("array", array::make),
    ("atexit", atexit::make),
    ("binascii", binascii::make),
    ("cmath", cmath::make),
    ("errno", errno::make),
    ("gc", gc::make),
    ("itertools", itertools::make),
    ("math", math::make),
    ("operator", operator::make),
    ("sys", sys::make),
    ("time", time::make),
    ("unicodedata", unicodedata::make),
    ("zlib", zlib::make),
];

/// Makes the module `builtins`.
pub(crate) fn install(vm: &mut Vm) {
    builtins::install(vm);
}
