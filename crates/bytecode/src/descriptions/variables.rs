//! Opcodes for variables: constants, locals, cells, globals, names.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::DELETE_DEREF,
        summary: "Empties a cell, so that the variable in it is unbound.",
        stack: "( -- )",
        details: "The argument is the cell's slot. The cell stays, shared with the functions that hold \
                  it; only its content goes. Raises NameError if it is empty already.",
        example: Some(
            "\
def f():
    x = 1
    def g():
        return x
    del x",
        ),
    },
    Description {
        opcode: Opcode::DELETE_FAST,
        summary: "Unbinds a local variable of a function.",
        stack: "( -- )",
        details: "The argument is the variable's slot. Raises UnboundLocalError if the variable has no \
                  value. It also ends every `except … as name`, because the name is deleted after its \
                  block.",
        example: Some(
            "\
def f(x):
    del x",
        ),
    },
    Description {
        opcode: Opcode::DELETE_GLOBAL,
        summary: "Deletes a global variable.",
        stack: "( -- )",
        details: "The argument is an index into co_names. Raises NameError if there is no such global; \
                  built-ins are not looked at.",
        example: Some(
            "\
def f():
    global x
    del x",
        ),
    },
    Description {
        opcode: Opcode::DELETE_NAME,
        summary: "Deletes a variable of a module or class body.",
        stack: "( -- )",
        details: "The argument is an index into co_names. The name is removed from the namespace in \
                  which the code runs; NameError if it is not there.",
        example: Some(
            "\
x = 1
del x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_CONST,
        summary: "Pushes a constant.",
        stack: "( -- constant )",
        details: "The argument is an index into co_consts. A constant is made once, when the code is \
                  compiled or loaded, and every run pushes the same object.",
        example: Some("print(42)"),
    },
    Description {
        opcode: Opcode::LOAD_DEREF,
        summary: "Pushes the value in a cell: a variable that functions share.",
        stack: "( -- value )",
        details: "The argument is the slot of the cell, the function's own or one from its closure. \
                  Raises NameError if the cell is empty (UnboundLocalError, which is one, for an own \
                  variable).",
        example: Some(
            "\
def outer(x):
    return lambda: x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_FAST,
        summary: "Pushes a local variable that certainly has a value.",
        stack: "( -- value )",
        details: "The argument is the variable's slot in the frame. The compiler has proved that it is \
                  bound here, so nothing is checked: one array access, which is why locals are fast.",
        example: Some(
            "\
def f(x):
    return x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_FAST_AND_CLEAR,
        summary: "Pushes a local variable, or NULL if it has no value, and empties its slot.",
        stack: "( -- value or NULL )",
        details: "The argument is the slot. A comprehension that is inlined into its function uses the \
                  function's slots: it puts aside what is there and, when it is done, stores it back.",
        example: Some("print([x for x in \"abc\"])"),
    },
    Description {
        opcode: Opcode::LOAD_FAST_CHECK,
        summary: "Pushes a local variable that may have no value.",
        stack: "( -- value )",
        details: "The argument is the slot. Raises UnboundLocalError if the slot is empty. The compiler \
                  uses it where not every path to here binds the variable; elsewhere it uses LOAD_FAST.",
        example: Some(
            "\
def f(x):
    if x:
        y = 1
    return y",
        ),
    },
    Description {
        opcode: Opcode::LOAD_FAST_LOAD_FAST,
        summary: "Pushes two local variables.",
        stack: "( -- first, second )",
        details: "The argument holds both slots, four bits each, so both are below 16; the first one is \
                  in the upper bits. The compiler joins two LOAD_FAST on one line into this.",
        example: Some(
            "\
def f(x, y):
    return x + y",
        ),
    },
    Description {
        opcode: Opcode::LOAD_FROM_DICT_OR_DEREF,
        summary: "Pushes the value that a mapping has for a variable, or else the one in its cell.",
        stack: "( mapping -- value )",
        details: "The argument is the slot of the cell, and the variable's name is the key. A class body \
                  looks at its own names first, then at the variable of the enclosing function. Raises \
                  NameError if the cell is empty.",
        example: Some(
            "\
def f(x):
    class C:
        y = x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_FROM_DICT_OR_GLOBALS,
        summary: "Pushes the value that a mapping, the globals or the built-ins have for a name.",
        stack: "( mapping -- value )",
        details: "The argument is an index into co_names. It is seen in the scopes that type parameters \
                  and type aliases have inside a class: the mapping is the class's namespace.",
        example: Some(
            "\
class C:
    type Alias = int",
        ),
    },
    Description {
        opcode: Opcode::LOAD_GLOBAL,
        summary: "Pushes a global variable or a built-in.",
        stack: "( -- value, [NULL] )",
        details: "The argument is an index into co_names, shifted left by one. Its lowest bit pushes a \
                  NULL after the value, ready for a call. The caches remember the versions of both \
                  dictionaries and the place in them, so that a second look-up usually takes no hashing. \
                  Raises NameError.",
        example: Some(
            "\
def f():
    return print",
        ),
    },
    Description {
        opcode: Opcode::LOAD_LOCALS,
        summary: "Pushes the namespace in which the code runs.",
        stack: "( -- mapping )",
        details: "A class body needs it to look up a name that an enclosing function also has, and to \
                  remember the namespace for annotation scopes. Nothing else uses it.",
        example: Some(
            "\
def f(x):
    class C:
        y = x",
        ),
    },
    Description {
        opcode: Opcode::LOAD_NAME,
        summary: "Pushes a variable of a module or class body: local, else global, else built-in.",
        stack: "( -- value )",
        details: "The argument is an index into co_names. The three namespaces are asked one after the \
                  other, each by hashing. Raises NameError if none has it.",
        example: Some("print"),
    },
    Description {
        opcode: Opcode::STORE_DEREF,
        summary: "Puts the topmost value into a cell: a variable that functions share.",
        stack: "( value -- )",
        details: "The argument is the slot of the cell. Every function that shares the cell sees the new \
                  value.",
        example: Some(
            "\
def f():
    x = 1
    return lambda: x",
        ),
    },
    Description {
        opcode: Opcode::STORE_FAST,
        summary: "Puts the topmost value into a local variable.",
        stack: "( value -- )",
        details: "The argument is the variable's slot in the frame. The old value, if there is one, \
                  loses a reference.",
        example: Some(
            "\
def f():
    x = 1",
        ),
    },
    Description {
        opcode: Opcode::STORE_FAST_LOAD_FAST,
        summary: "Stores the topmost value in a local variable, then pushes another one.",
        stack: "( value -- other )",
        details: "The argument holds both slots, four bits each: stored is the one in the upper bits. \
                  The compiler joins STORE_FAST and LOAD_FAST into this, often in a loop that uses its \
                  variable at once.",
        example: Some(
            "\
def f(items):
    for item in items: print(item)
    return [x for x in items]",
        ),
    },
    Description {
        opcode: Opcode::STORE_FAST_STORE_FAST,
        summary: "Stores the two topmost values in two local variables.",
        stack: "( second, first -- )",
        details: "The argument holds both slots, four bits each. The topmost value goes into the slot in \
                  the upper bits, the one below it into the other.",
        example: Some(
            "\
def f(pair):
    x, y = pair",
        ),
    },
    Description {
        opcode: Opcode::STORE_GLOBAL,
        summary: "Puts the topmost value into a global variable.",
        stack: "( value -- )",
        details: "The argument is an index into co_names. It takes a global statement: without one, an \
                  assignment in a function makes a local variable.",
        example: Some(
            "\
def f():
    global x
    x = 1",
        ),
    },
    Description {
        opcode: Opcode::STORE_NAME,
        summary: "Puts the topmost value into a variable of a module or class body.",
        stack: "( value -- )",
        details: "The argument is an index into co_names. The value goes into the dictionary in which \
                  the code runs: the module's or the class's namespace.",
        example: Some("x = 1"),
    },
    // Of other releases.
    Description::brief(
        Opcode::LOAD_CLASSDEREF,
        "Pushes a free variable of a class body, unless the class has a name of its own.",
        "( -- value )",
        "Up to 3.11. The namespace of the class is asked first, then the cell. Since 3.12 LOAD_FROM_DICT_OR_DEREF does it.",
    ),
    Description::brief(
        Opcode::LOAD_FAST_BORROW,
        "Pushes a local variable without counting the reference.",
        "( -- value )",
        "Since 3.14. The compiler has seen that the variable keeps the value alive for as long as the stack needs it, so the count need not go up and down again.",
    ),
    Description::brief(
        Opcode::LOAD_FAST_BORROW_LOAD_FAST_BORROW,
        "Pushes two local variables without counting the references.",
        "( -- first, second )",
        "Since 3.14. The argument holds two slots of four bits each.",
    ),
    Description::brief(
        Opcode::LOAD_SMALL_INT,
        "Pushes the small integer that is the argument.",
        "( -- integer )",
        "Since 3.14, for integers from 0 to 255: they exist all the time, so they need no place among the constants.",
    ),
    Description::brief(
        Opcode::LOAD_COMMON_CONSTANT,
        "Pushes a value that many programs need, by its number.",
        "( -- value )",
        "Since 3.14: AssertionError, NotImplementedError and a few built-ins; since 3.15 also None, True, False, -1 and the empty string.",
    ),
    Description::brief(
        Opcode::STORE_ANNOTATION,
        "Stores the annotation of a variable.",
        "( annotation -- )",
        "Only in 3.6, where the name is in the argument. Later releases store an item of __annotations__.",
    ),
];
