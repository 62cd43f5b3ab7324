//! Opcodes that make functions, closures and classes.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::COPY_FREE_VARS,
        summary: "Copies the cells of a closure into the frame.",
        stack: "( -- )",
        details: "The argument is how many there are. It is the first instruction of every function that \
                  uses a variable of an enclosing one; after it, those cells lie in slots like any \
                  other.",
        example: Some(
            "\
def outer(x):
    return lambda: x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_BUILD_CLASS,
        summary: "Pushes the function that builds classes.",
        stack: "( -- function )",
        details: "It is `builtins.__build_class__`, which is then called with the body of the class as a \
                  function, the name, the bases and the keywords. The look-up is by name among the \
                  built-ins, so replacing it there changes how classes are made.",
        example: Some("class C: pass"),
    },
    Description {
        opcode: Opcode::MAKE_CELL,
        summary: "Turns a local slot into a cell that other functions can share.",
        stack: "( -- )",
        details: "The argument is the slot. If the slot holds a value, a parameter's for instance, it \
                  moves into the cell. These instructions stand at the start of the function, one for \
                  each variable that an inner function uses.",
        example: Some(
            "\
def outer(x):
    return lambda: x",
        ),
    },
    Description {
        opcode: Opcode::MAKE_FUNCTION,
        summary: "Makes a function from a code object.",
        stack: "( code -- function )",
        details: "The function's globals are those of the running frame. Defaults, annotations and \
                  closure are attached afterwards, by SET_FUNCTION_ATTRIBUTE.",
        example: Some("def f(): pass"),
    },
    Description {
        opcode: Opcode::SETUP_ANNOTATIONS,
        summary: "Makes sure that the namespace has an `__annotations__` dictionary.",
        stack: "( -- )",
        details: "It stands at the start of modules and class bodies that annotate any variable. A \
                  dictionary that is there already is kept.",
        example: Some("x: int = 1"),
    },
    Description {
        opcode: Opcode::SET_FUNCTION_ATTRIBUTE,
        summary: "Attaches defaults, annotations or a closure to a new function.",
        stack: "( value, function -- function )",
        details: "The argument says what the value is: 1 a tuple of defaults, 2 a dictionary of keyword \
                  defaults, 4 a tuple of annotations, 8 a tuple of cells. There is one of these for each \
                  thing that the function has; a plain function has none.",
        example: Some("def f(x=1): pass"),
    },
    // Of other releases.
    Description::brief(
        Opcode::PRINT_EXPR,
        "Shows the value of an expression at the prompt.",
        "( value -- )",
        "Up to 3.11, in code that was compiled for the prompt only. Since 3.12 it is an intrinsic function.",
    ),
];
