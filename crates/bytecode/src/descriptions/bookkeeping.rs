//! Opcodes that a program does not notice, and those that never stand in a file.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::CACHE,
        summary: "Room for an instruction's inline cache.",
        stack: "( -- )",
        details: "These units follow the instructions that have caches, and are skipped when it runs. In \
                  a file they are zero; while a program runs, counters and versions are kept in them.",
        example: None,
    },
    Description {
        opcode: Opcode::ENTER_EXECUTOR,
        summary: "Enters machine code or micro-operations made for a hot loop.",
        stack: "( -- )",
        details: "The optimiser writes it over a JUMP_BACKWARD while a program runs, and the argument is \
                  the trace's index. It never stands in a file.",
        example: None,
    },
    Description {
        opcode: Opcode::EXIT_INIT_CHECK,
        summary: "Checks that `__init__` has returned None.",
        stack: "( value -- )",
        details: "It stands in a small piece of code inside the interpreter that runs after `__init__` \
                  when a class is called the fast way. It never stands in a file.",
        example: None,
    },
    Description {
        opcode: Opcode::EXTENDED_ARG,
        summary: "Gives the next instruction the upper bits of its argument.",
        stack: "( -- )",
        details: "An argument has one byte. Up to three of these before an instruction supply the bytes \
                  above it, the highest first; jumps lead to the first of them.",
        example: Some(
            "\
def f(x):
    if x:
        a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b
        a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b; a.b",
        ),
    },
    Description {
        opcode: Opcode::INTERPRETER_EXIT,
        summary: "Leaves the interpreter loop, back to the C function that entered it.",
        stack: "( value -- )",
        details: "It is the only instruction of the frame below the first Python frame, inside the \
                  interpreter. It never stands in a file.",
        example: None,
    },
    Description {
        opcode: Opcode::NOP,
        summary: "Does nothing.",
        stack: "( -- )",
        details: "It keeps a line of source that has no other instruction, such as pass or a try, so \
                  that tracers and debuggers can stop there. All other NOPs are removed by the compiler.",
        example: Some(
            "\
try:
    f()
finally:
    g()",
        ),
    },
    Description {
        opcode: Opcode::RESERVED,
        summary: "Stands for the number 17, which no instruction has.",
        stack: "( -- )",
        details: "A fresh cache counter begins with that number: if the interpreter ever ran a cache as \
                  an instruction, it would be noticed at once. It never stands in a file.",
        example: None,
    },
    Description {
        opcode: Opcode::RESUME,
        summary: "Marks where a frame starts or goes on, and looks for signals and tracing.",
        stack: "( -- )",
        details: "The two low bits of the argument say why: 0 at the start of a function, 1 after yield, \
                  2 after yield from, 3 after await. Bit 2 is set if it stands in exactly one exception \
                  handler's range. Otherwise it does nothing that a program can see.",
        example: Some("x = 1"),
    },
    // Of other releases.
    Description::brief(
        Opcode::TRACE_RECORD,
        "Records a trace for the just-in-time compiler.",
        "( -- )",
        "Since 3.15. It exists while a program runs and is in no file.",
    ),
];
