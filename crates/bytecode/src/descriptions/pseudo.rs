//! Opcodes that exist while compiling only: the flowgraph and the assembler turn them into real ones.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::JUMP,
        summary: "Jumps, in a direction not known yet.",
        stack: "( -- )",
        details: "The argument is a label. The assembler makes it JUMP_FORWARD or JUMP_BACKWARD.",
        example: None,
    },
    Description {
        opcode: Opcode::JUMP_NO_INTERRUPT,
        summary: "Jumps without looking for signals, in a direction not known yet.",
        stack: "( -- )",
        details: "The argument is a label. The assembler makes it JUMP_FORWARD or \
                  JUMP_BACKWARD_NO_INTERRUPT.",
        example: None,
    },
    Description {
        opcode: Opcode::LOAD_CLOSURE,
        summary: "Pushes a cell itself, for the closure of an inner function.",
        stack: "( -- cell )",
        details: "It becomes LOAD_FAST once the slots are known. Until then it keeps the compiler from \
                  treating the cell as a plain variable.",
        example: None,
    },
    Description {
        opcode: Opcode::LOAD_METHOD,
        summary: "Fetches a method that is about to be called.",
        stack: "( object -- method, self or NULL )",
        details: "It becomes LOAD_ATTR with the lowest bit of the argument set, while the code is \
                  generated.",
        example: None,
    },
    Description {
        opcode: Opcode::LOAD_SUPER_METHOD,
        summary: "Fetches a method through super(a, b).",
        stack: "( super, class, self -- method, self or NULL )",
        details: "It becomes LOAD_SUPER_ATTR while the code is generated.",
        example: None,
    },
    Description {
        opcode: Opcode::LOAD_ZERO_SUPER_ATTR,
        summary: "Fetches an attribute through super().",
        stack: "( super, class, self -- attribute )",
        details: "It becomes LOAD_SUPER_ATTR while the code is generated.",
        example: None,
    },
    Description {
        opcode: Opcode::LOAD_ZERO_SUPER_METHOD,
        summary: "Fetches a method through super().",
        stack: "( super, class, self -- method, self or NULL )",
        details: "It becomes LOAD_SUPER_ATTR while the code is generated.",
        example: None,
    },
    Description {
        opcode: Opcode::POP_BLOCK,
        summary: "Ends the range that a handler protects.",
        stack: "( -- )",
        details: "The flowgraph writes down which handler each instruction has, and makes this a NOP.",
        example: None,
    },
    Description {
        opcode: Opcode::SETUP_CLEANUP,
        summary: "Starts a range protected by a handler that wants to know where it was raised.",
        stack: "( -- ) or, in the handler, ( -- lasti, exception )",
        details: "The argument is the handler's label. The flowgraph makes it a NOP and an entry of the \
                  exception table.",
        example: None,
    },
    Description {
        opcode: Opcode::SETUP_FINALLY,
        summary: "Starts a range protected by a handler.",
        stack: "( -- ) or, in the handler, ( -- exception )",
        details: "The argument is the handler's label. The flowgraph makes it a NOP and an entry of the \
                  exception table.",
        example: None,
    },
    Description {
        opcode: Opcode::SETUP_WITH,
        summary: "Starts the body of a with statement, protected by the call of `__exit__`.",
        stack: "( result -- result ) or, in the handler, ( -- lasti, exception )",
        details: "The argument is the handler's label. The flowgraph makes it a NOP and an entry of the \
                  exception table.",
        example: None,
    },
    Description {
        opcode: Opcode::STORE_FAST_MAYBE_NULL,
        summary: "Puts a value, or none, back into a local variable.",
        stack: "( value or NULL -- )",
        details: "It restores what LOAD_FAST_AND_CLEAR put aside, and becomes STORE_FAST. Until then it \
                  tells the compiler that the variable may be unbound afterwards.",
        example: None,
    },
    // Of other releases.
    Description::brief(
        Opcode::JUMP_IF_FALSE,
        "Jumps if the topmost value is false and keeps it.",
        "( value -- value )",
        "Since 3.14. It becomes COPY, TO_BOOL and POP_JUMP_IF_FALSE.",
    ),
    Description::brief(
        Opcode::JUMP_IF_TRUE,
        "Jumps if the topmost value is true and keeps it.",
        "( value -- value )",
        "Since 3.14. It becomes COPY, TO_BOOL and POP_JUMP_IF_TRUE.",
    ),
    Description::brief(
        Opcode::ANNOTATIONS_PLACEHOLDER,
        "Keeps a place for code that deals with annotations.",
        "( -- )",
        "Since 3.14. At the end of a module it is known whether there is any; else it vanishes.",
    ),
];
