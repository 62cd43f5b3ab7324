//! Opcodes for `for` loops and iterators.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::END_FOR,
        summary: "Removes one value at the end of a loop.",
        stack: "( value -- )",
        details: "An exhausted FOR_ITER drops its iterator and jumps past this and the POP_TOP after it. \
                  Only when a generator that runs inside the loop's own frame loop returns does control \
                  land here, with the returned value on top of the iterator.",
        example: Some("for x in items: pass"),
    },
    Description {
        opcode: Opcode::FOR_ITER,
        summary: "Pushes the next item of an iterator, or leaves the loop.",
        stack: "( iterator -- iterator, item )",
        details: "The argument counts code units to the END_FOR of the loop. When the iterator is \
                  exhausted it is dropped, and control goes on after the END_FOR and the POP_TOP. The \
                  cache counts runs until the interpreter picks a special form for lists, tuples, ranges \
                  or generators.",
        example: Some("for x in items: pass"),
    },
    Description {
        opcode: Opcode::GET_ITER,
        summary: "Replaces an iterable by an iterator over it.",
        stack: "( iterable -- iterator )",
        details: "Calls `__iter__`, or falls back on `__getitem__`. A for loop does this once, before \
                  its first round.",
        example: Some("for x in items: pass"),
    },
    // Of other releases.
    Description::brief(
        Opcode::SETUP_LOOP,
        "Enters a loop.",
        "( -- )",
        "Up to 3.7. It pushes a block that remembers where the loop ends, for BREAK_LOOP. Since 3.8 the compiler knows.",
    ),
    Description::brief(
        Opcode::POP_ITER,
        "Removes the iterator of a loop that is over.",
        "( iterator, index or NULL -- )",
        "Since 3.14, at the end of every for loop. Up to 3.13 it is a POP_TOP. How much lies there depends on the release.",
    ),
];
