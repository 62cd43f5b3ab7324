//! Opcodes for exceptions and `with`.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BEFORE_WITH,
        summary: "Enters a context manager: calls its `__enter__`.",
        stack: "( manager -- exit, result )",
        details: "The bound `__exit__` stays on the stack for the end of the block; the result of \
                  `__enter__` goes on top, for `as` or for POP_TOP. TypeError if the object has no such \
                  methods.",
        example: Some("with open(\"f\") as file: pass"),
    },
    Description {
        opcode: Opcode::CHECK_EG_MATCH,
        summary: "Splits an exception group for `except*`.",
        stack: "( exception, type -- rest, match )",
        details: "What matches the type goes on top, what does not stays below; either may be None. A \
                  naked exception that matches is wrapped in a group.",
        example: Some(
            "\
try: f()
except* ValueError: pass",
        ),
    },
    Description {
        opcode: Opcode::CHECK_EXC_MATCH,
        summary: "Tells whether an exception is one that an except clause names.",
        stack: "( exception, type -- exception, bool )",
        details: "The type may be a class or a tuple of classes. The exception stays for the clause, or \
                  for the next one.",
        example: Some(
            "\
try: f()
except ValueError: pass",
        ),
    },
    Description {
        opcode: Opcode::LOAD_ASSERTION_ERROR,
        summary: "Pushes AssertionError.",
        stack: "( -- AssertionError )",
        details: "A failing assert raises the real one, whatever the program has done to the name. It is \
                  called with the message, if there is one, and raised.",
        example: Some("assert x"),
    },
    Description {
        opcode: Opcode::POP_EXCEPT,
        summary: "Ends the handling of an exception.",
        stack: "( previous -- )",
        details: "The value below the exception is the one that was being handled before, or None. It is \
                  again what `sys.exception()` returns.",
        example: Some(
            "\
try: f()
except ValueError: pass",
        ),
    },
    Description {
        opcode: Opcode::PUSH_EXC_INFO,
        summary: "Makes a caught exception the one being handled.",
        stack: "( exception -- previous, exception )",
        details: "Every handler starts with it. What was being handled before, None mostly, goes below \
                  the exception, so that POP_EXCEPT can restore it.",
        example: Some(
            "\
try: f()
except ValueError: pass",
        ),
    },
    Description {
        opcode: Opcode::RAISE_VARARGS,
        summary: "Raises an exception.",
        stack: "( [exception], [cause] -- )",
        details: "The argument counts what is on the stack: 0 raises again what is being handled, 1 \
                  raises an exception, 2 raises it from a cause. A class is called to make an instance.",
        example: Some("raise ValueError from None"),
    },
    Description {
        opcode: Opcode::RERAISE,
        summary: "Raises a caught exception again, where a handler does not want it.",
        stack: "( [lasti], …, exception -- [lasti], … )",
        details: "The traceback goes on as if the exception had never been caught. If the argument is \
                  not 0, it says how deep the offset of the instruction that first raised is, so that \
                  the traceback shows its line.",
        example: Some(
            "\
try: f()
finally: g()",
        ),
    },
    Description {
        opcode: Opcode::WITH_EXCEPT_START,
        summary: "Calls a context manager's `__exit__` for the exception that left the block.",
        stack: "( exit, lasti, previous, exception -- exit, lasti, previous, exception, result )",
        details: "`__exit__` gets the exception's type, the exception and its traceback. If the result \
                  is true the exception is swallowed, else it is raised again.",
        example: Some("with open(\"f\") as file: pass"),
    },
    // Of other releases.
    Description::brief(
        Opcode::LOAD_SPECIAL,
        "Fetches a special method that is called at once.",
        "( object -- method, self or NULL )",
        "Since 3.14, for `with`: the argument chooses __enter__, __exit__ or their asynchronous forms. It is looked up in the type, not in the object.",
    ),
    Description::brief(
        Opcode::SETUP_EXCEPT,
        "Enters the body of try … except.",
        "( -- )",
        "Up to 3.7. It pushes a block that remembers the handler. In 3.8 SETUP_FINALLY does it for both.",
    ),
    Description::brief(
        Opcode::SETUP_ASYNC_WITH,
        "Enters the body of async with.",
        "( awaited -- awaited )",
        "Up to 3.10. It pushes a block that remembers the handler; since 3.11 the exception table says it.",
    ),
    Description::brief(
        Opcode::BEGIN_FINALLY,
        "Starts a finally that no exception led to.",
        "( -- NULL )",
        "Only in 3.8. It pushes what END_FINALLY takes for no exception.",
    ),
    Description::brief(
        Opcode::CALL_FINALLY,
        "Runs a finally on the way out of a try: return, break or continue.",
        "( -- address )",
        "Only in 3.8. It pushes where to go on, and END_FINALLY goes there. Before and after 3.8 the code is copied instead.",
    ),
    Description::brief(
        Opcode::POP_FINALLY,
        "Leaves a finally by another way than its end.",
        "( address or exception -- )",
        "Only in 3.8. What was pending is forgotten; an argument of 1 keeps the value on top, which is to be returned.",
    ),
    Description::brief(
        Opcode::END_FINALLY,
        "Ends a finally or the handlers of a try: goes on with what was pending.",
        "( exception or NULL -- )",
        "Up to 3.8. It raises the exception again, returns to where CALL_FINALLY came from, or does nothing.",
    ),
    Description::brief(
        Opcode::WITH_CLEANUP_START,
        "Calls __exit__ of a context manager.",
        "( exit, exception -- exception, result )",
        "Up to 3.8, at the end of `with`, whether there is an exception or not.",
    ),
    Description::brief(
        Opcode::WITH_CLEANUP_FINISH,
        "Looks at what __exit__ returned: true drops the exception.",
        "( exception, result -- exception )",
        "Up to 3.8, right after WITH_CLEANUP_START, or after the await of async with.",
    ),
    Description::brief(
        Opcode::PREP_RERAISE_STAR,
        "Puts together what except* clauses have left to raise.",
        "( group, exceptions -- exception or None )",
        "Only in 3.11; since 3.12 it is an intrinsic function.",
    ),
];
