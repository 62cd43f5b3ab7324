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
];
