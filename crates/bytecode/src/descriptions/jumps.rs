//! Opcodes that go somewhere else.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::JUMP_BACKWARD,
        summary: "Jumps back, and looks whether a signal or another thread waits.",
        stack: "( -- )",
        details: "The argument counts code units, from the end of this instruction and its cache. Every \
                  loop ends with it; the check is what lets Ctrl-C stop a loop that never ends. The \
                  cache counts rounds for the optimiser.",
        example: Some("while x: f()"),
    },
    Description {
        opcode: Opcode::JUMP_BACKWARD_NO_INTERRUPT,
        summary: "Jumps back without looking for signals.",
        stack: "( -- )",
        details: "The argument counts code units, from the end of this instruction. It closes the small \
                  loop in which await and yield from wait for their value; the frame is left in every \
                  round anyway.",
        example: Some(
            "\
def f(it):
    yield from it",
        ),
    },
    Description {
        opcode: Opcode::JUMP_FORWARD,
        summary: "Jumps ahead.",
        stack: "( -- )",
        details: "The argument counts code units, from the end of this instruction. It skips what \
                  belongs to another branch, for instance the else part.",
        example: Some(
            "\
if x:
    y = 1
else:
    y = 2
for z in y: pass",
        ),
    },
    Description {
        opcode: Opcode::POP_JUMP_IF_FALSE,
        summary: "Takes a bool and jumps ahead if it is False.",
        stack: "( bool -- )",
        details: "The argument counts code units, from the end of this instruction and its cache. The \
                  value must be True or False itself. The cache records which way recent runs went.",
        example: Some("if x: print(x)"),
    },
    Description {
        opcode: Opcode::POP_JUMP_IF_NONE,
        summary: "Takes a value and jumps ahead if it is None.",
        stack: "( value -- )",
        details: "The argument counts code units, from the end of this instruction and its cache. It \
                  stands for a comparison with `is None` or `is not None` and a jump.",
        example: Some("if x is not None: print(x)"),
    },
    Description {
        opcode: Opcode::POP_JUMP_IF_NOT_NONE,
        summary: "Takes a value and jumps ahead if it is not None.",
        stack: "( value -- )",
        details: "The argument counts code units, from the end of this instruction and its cache. It \
                  stands for a comparison with `is None` or `is not None` and a jump.",
        example: Some("if x is None: print(x)"),
    },
    Description {
        opcode: Opcode::POP_JUMP_IF_TRUE,
        summary: "Takes a bool and jumps ahead if it is True.",
        stack: "( bool -- )",
        details: "The argument counts code units, from the end of this instruction and its cache. The \
                  value must be True or False itself. The cache records which way recent runs went.",
        example: Some("if not x: print(x)"),
    },
    // Of other releases.
    Description::brief(
        Opcode::JUMP_ABSOLUTE,
        "Jumps to a place in the code.",
        "( -- )",
        "Up to 3.10. The argument is the place, in bytes up to 3.9 and in code units in 3.10. Loops end with it; since 3.11 all jumps are relative.",
    ),
    Description::brief(
        Opcode::JUMP_IF_FALSE_OR_POP,
        "Jumps if the topmost value is false and keeps it; removes it otherwise.",
        "( value -- [value] )",
        "Up to 3.11, for `and`: the operand that decides is the result. Since 3.12 it is COPY, a test and POP_TOP.",
    ),
    Description::brief(
        Opcode::JUMP_IF_TRUE_OR_POP,
        "Jumps if the topmost value is true and keeps it; removes it otherwise.",
        "( value -- [value] )",
        "Up to 3.11, for `or`: the operand that decides is the result. Since 3.12 it is COPY, a test and POP_TOP.",
    ),
    Description::brief(
        Opcode::JUMP_IF_NOT_EXC_MATCH,
        "Jumps if an exception is none of the kinds that an except clause names.",
        "( exception, kind -- )",
        "In 3.9 and 3.10. Before it was a COMPARE_OP, since 3.11 it is CHECK_EXC_MATCH and a jump.",
    ),
    Description::brief(
        Opcode::POP_JUMP_FORWARD_IF_FALSE,
        "Takes a value and jumps ahead if it is false.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name. The argument counts code units.",
    ),
    Description::brief(
        Opcode::POP_JUMP_FORWARD_IF_TRUE,
        "Takes a value and jumps ahead if it is true.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name. The argument counts code units.",
    ),
    Description::brief(
        Opcode::POP_JUMP_FORWARD_IF_NONE,
        "Takes a value and jumps ahead if it is None.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name. The argument counts code units.",
    ),
    Description::brief(
        Opcode::POP_JUMP_FORWARD_IF_NOT_NONE,
        "Takes a value and jumps ahead if it is not None.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name. The argument counts code units.",
    ),
    Description::brief(
        Opcode::POP_JUMP_BACKWARD_IF_FALSE,
        "Takes a value and jumps back if it is false.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name: a loop tests its condition once more at its end.",
    ),
    Description::brief(
        Opcode::POP_JUMP_BACKWARD_IF_TRUE,
        "Takes a value and jumps back if it is true.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name: a loop tests its condition once more at its end.",
    ),
    Description::brief(
        Opcode::POP_JUMP_BACKWARD_IF_NONE,
        "Takes a value and jumps back if it is None.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name: a loop tests its condition once more at its end.",
    ),
    Description::brief(
        Opcode::POP_JUMP_BACKWARD_IF_NOT_NONE,
        "Takes a value and jumps back if it is not None.",
        "( value -- )",
        "Only in 3.11, where the direction is in the name: a loop tests its condition once more at its end.",
    ),
    Description::brief(
        Opcode::BREAK_LOOP,
        "Leaves the innermost loop.",
        "( -- )",
        "Up to 3.7, where the interpreter kept a stack of blocks and knew where the loop ended. Since 3.8 it is a jump.",
    ),
    Description::brief(
        Opcode::CONTINUE_LOOP,
        "Goes on with the next round of a loop, from inside a try.",
        "( -- )",
        "Up to 3.7. The argument is where the loop starts; the blocks inside it are left on the way.",
    ),
    Description::brief(
        Opcode::NOT_TAKEN,
        "Does nothing: it marks the way on after a jump that was not taken.",
        "( -- )",
        "Since 3.14. Tools that watch branches put their hook here.",
    ),
];
