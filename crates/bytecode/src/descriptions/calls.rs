//! Opcodes for calls and returns.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::CALL,
        summary: "Calls a callable with positional arguments.",
        stack: "( callable, self or NULL, arg, … -- result )",
        details: "The argument is the number of positional arguments, self not counted. The caches hold \
                  a counter and the version of the function last seen, so that a Python function can be \
                  entered without leaving the interpreter loop.",
        example: Some("print(\"hello\")"),
    },
    Description {
        opcode: Opcode::CALL_FUNCTION_EX,
        summary: "Calls a callable with a tuple of arguments and, perhaps, a dictionary of keywords.",
        stack: "( callable, NULL, args, [kwargs] -- result )",
        details: "Bit 0 of the argument says whether there is a dictionary. It serves `*` and `**`, and \
                  calls with more than 30 arguments. What follows `*` is made a tuple if it is none.",
        example: Some("f(*args)"),
    },
    Description {
        opcode: Opcode::CALL_INTRINSIC_1,
        summary: "Calls one of the interpreter's helper functions with one value.",
        stack: "( value -- result )",
        details: "The argument is the function's number: 1 prints a value at the prompt, 2 does `import \
                  *`, 3 turns an escaping StopIteration into RuntimeError, 5 is unary plus, 6 makes a \
                  tuple of a list, others make type parameters. They are too rare for opcodes of their \
                  own.",
        example: Some("+x"),
    },
    Description {
        opcode: Opcode::CALL_INTRINSIC_2,
        summary: "Calls one of the interpreter's helper functions with two values.",
        stack: "( first, second -- result )",
        details: "The argument is the function's number: 1 puts together what `except*` leaves \
                  unhandled, 2 and 3 make bounded and constrained type variables, 4 gives a function its \
                  type parameters, 5 sets a type parameter's default. They are too rare for opcodes of \
                  their own.",
        example: Some("def f[T](x: T): pass"),
    },
    Description {
        opcode: Opcode::CALL_KW,
        summary: "Calls a callable with positional and keyword arguments.",
        stack: "( callable, self or NULL, arg, …, names -- result )",
        details: "The argument is the number of all arguments; the tuple of names, a constant, says what \
                  the last of them are called. The tuple goes on top, after all arguments, so that the \
                  callee can match them by name.",
        example: Some("print(\"hello\", end=\"\")"),
    },
    Description {
        opcode: Opcode::RETURN_CONST,
        summary: "Returns a constant from the function.",
        stack: "( -- )",
        details: "The argument is an index into co_consts. It is LOAD_CONST and RETURN_VALUE in one, and \
                  the end of every function that returns None.",
        example: Some("x = 1"),
    },
    Description {
        opcode: Opcode::RETURN_VALUE,
        summary: "Returns the topmost value from the function.",
        stack: "( value -- )",
        details: "The frame is left, and the value goes onto the stack of the caller. In a generator it \
                  ends the iteration.",
        example: Some(
            "\
def f(x):
    return x",
        ),
    },
    // Of other releases.
    Description::brief(
        Opcode::CALL_FUNCTION,
        "Calls a function with positional arguments.",
        "( function, argument, … -- result )",
        "Up to 3.10. The argument counts the arguments.",
    ),
    Description::brief(
        Opcode::CALL_FUNCTION_KW,
        "Calls a function with positional and keyword arguments.",
        "( function, argument, …, names -- result )",
        "Up to 3.10. The argument counts all arguments; the topmost value is a tuple of the names of the last ones.",
    ),
    Description::brief(
        Opcode::CALL_METHOD,
        "Calls what LOAD_METHOD has found.",
        "( method, self, argument, … -- result )",
        "From 3.7 to 3.10. If the attribute was no method, NULL and the attribute lie there instead of method and self.",
    ),
    Description::brief(
        Opcode::PRECALL,
        "Gets a call ready.",
        "( -- )",
        "Only in 3.11, right before CALL. It turns a bound method into function and self, which lets CALL be specialised.",
    ),
    Description::brief(
        Opcode::KW_NAMES,
        "Keeps the names of keyword arguments for the call that follows.",
        "( -- )",
        "In 3.11 and 3.12. The argument is the index of a tuple among the constants. Since 3.13 CALL_KW takes the tuple from the stack.",
    ),
];
