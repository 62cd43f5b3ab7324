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
    // Of other releases.
    Description::brief(
        Opcode::DUP_TOP,
        "Pushes a further reference to the topmost value.",
        "( value -- value, value )",
        "Up to 3.10; COPY with the argument 1 has taken its place.",
    ),
    Description::brief(
        Opcode::DUP_TOP_TWO,
        "Pushes further references to the two topmost values.",
        "( below, top -- below, top, below, top )",
        "Up to 3.10. Augmented assignment to an item needs object and key twice; since 3.11 it is two COPY.",
    ),
    Description::brief(
        Opcode::ROT_TWO,
        "Exchanges the two topmost values.",
        "( below, top -- top, below )",
        "Up to 3.10; SWAP with the argument 2 has taken its place.",
    ),
    Description::brief(
        Opcode::ROT_THREE,
        "Puts the topmost value below the two under it.",
        "( third, second, top -- top, third, second )",
        "Up to 3.10. Chained comparison and augmented assignment use it; since 3.11 swaps do the same.",
    ),
    Description::brief(
        Opcode::ROT_FOUR,
        "Puts the topmost value below the three under it.",
        "( fourth, third, second, top -- top, fourth, third, second )",
        "From 3.8 to 3.10. It carries a return value past the three values of an exception that is being handled.",
    ),
    Description::brief(
        Opcode::ROT_N,
        "Puts the topmost value below as many others as the argument says, itself counted.",
        "( bottom, …, top -- top, bottom, … )",
        "Only in 3.10, for patterns that capture names.",
    ),
];
