//! Opcodes that move values about on the stack.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::COPY,
        summary: "Pushes a further reference to a value deeper in the stack.",
        stack: "( item, … -- item, …, item )",
        details: "The argument counts from the top: 1 copies the topmost value. Chained assignment and \
                  chained comparison need a value twice; augmented assignment copies the object and the \
                  key before it reads the item.",
        example: Some("a = b = 1"),
    },
    Description {
        opcode: Opcode::POP_TOP,
        summary: "Removes the topmost value.",
        stack: "( value -- )",
        details: "The end of every expression statement: the value was computed and nobody wants it. It \
                  also clears the stack on the way out of loops and handlers.",
        example: Some("print(\"hello\")"),
    },
    Description {
        opcode: Opcode::PUSH_NULL,
        summary: "Pushes a NULL: an empty slot, which no Python value is.",
        stack: "( -- NULL )",
        details: "A call looks for a callable and, above it, either self or NULL. A plain function has \
                  no self, so NULL takes the place. Where the callable is a global, LOAD_GLOBAL pushes \
                  the NULL itself.",
        example: Some(
            "\
def call(function):
    return function()",
        ),
    },
    Description {
        opcode: Opcode::SWAP,
        summary: "Exchanges the topmost value with one deeper in the stack.",
        stack: "( bottom, …, top -- top, …, bottom )",
        details: "The argument counts from the top: 2 exchanges the two topmost values. The compiler \
                  removes most swaps again by storing values in another order.",
        example: Some("a, b = b, a"),
    },
];
