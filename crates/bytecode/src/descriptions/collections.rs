//! Opcodes that make, fill and unpack collections.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BUILD_CONST_KEY_MAP,
        summary: "Makes a dictionary from values and a constant tuple of keys.",
        stack: "( value, …, keys -- dict )",
        details: "The argument is how many values there are. The keys are a tuple, loaded as one \
                  constant; a dictionary display with two or more constant keys comes to this.",
        example: Some("{\"a\": x, \"b\": y}"),
    },
    Description {
        opcode: Opcode::BUILD_LIST,
        summary: "Makes a list of the topmost values.",
        stack: "( item, … -- list )",
        details: "The argument is how many there are; 0 makes an empty list that is filled afterwards. \
                  Displays with a star, and comprehensions, start from the empty one.",
        example: Some("[x, y]"),
    },
    Description {
        opcode: Opcode::BUILD_MAP,
        summary: "Makes a dictionary from keys and values.",
        stack: "( key, value, … -- dict )",
        details: "The argument is how many pairs there are; 0 makes an empty dictionary that is filled \
                  afterwards. Dictionary comprehensions and displays with `**` start from the empty one.",
        example: Some("{x: y}"),
    },
    Description {
        opcode: Opcode::BUILD_SET,
        summary: "Makes a set of the topmost values.",
        stack: "( item, … -- set )",
        details: "The argument is how many there are; 0 makes an empty set that is filled afterwards. \
                  Raises TypeError if an item cannot be hashed.",
        example: Some("{x, y}"),
    },
    Description {
        opcode: Opcode::BUILD_SLICE,
        summary: "Makes a slice object.",
        stack: "( start, stop, [step] -- slice )",
        details: "The argument is 2, or 3 if there is a step. Slices without a step are mostly done by \
                  BINARY_SLICE and STORE_SLICE, which need no slice object.",
        example: Some("items[::2]"),
    },
    Description {
        opcode: Opcode::BUILD_TUPLE,
        summary: "Makes a tuple of the topmost values.",
        stack: "( item, … -- tuple )",
        details: "The argument is how many there are. A tuple of constants is a constant itself and \
                  needs none of this.",
        example: Some("(x, y)"),
    },
    Description {
        opcode: Opcode::DICT_MERGE,
        summary: "Merges a mapping of keyword arguments into a dictionary; no key may come twice.",
        stack: "( callable, self or NULL, args, dict, …, mapping -- callable, self or NULL, args, dict, … )",
        details: "The argument says how deep the dictionary is, 1 for just below the mapping. It serves \
                  calls with several `**`; the callable below is there for the text of the error if a \
                  keyword is repeated.",
        example: Some("f(**a, **b)"),
    },
    Description {
        opcode: Opcode::DICT_UPDATE,
        summary: "Merges a mapping into a dictionary; later keys win.",
        stack: "( dict, …, mapping -- dict, … )",
        details: "The argument says how deep the dictionary is, 1 for just below the mapping. It is how \
                  `**` works in a dictionary display.",
        example: Some("{**a, \"b\": 1}"),
    },
    Description {
        opcode: Opcode::LIST_APPEND,
        summary: "Appends a value to a list deeper in the stack.",
        stack: "( list, …, value -- list, … )",
        details: "The argument says how deep the list is after the value is gone. In a list \
                  comprehension the iterators of its loops lie in between.",
        example: Some("print([x for x in \"abc\"])"),
    },
    Description {
        opcode: Opcode::LIST_EXTEND,
        summary: "Appends all items of an iterable to a list.",
        stack: "( list, …, iterable -- list, … )",
        details: "The argument says how deep the list is, 1 for just below the iterable. It serves `*` \
                  in displays and calls; a display of three or more constants is an empty list extended \
                  by a constant tuple.",
        example: Some("[1, 2, 3]"),
    },
    Description {
        opcode: Opcode::MAP_ADD,
        summary: "Puts a key and a value into a dictionary deeper in the stack.",
        stack: "( dict, …, key, value -- dict, … )",
        details: "The argument says how deep the dictionary is after both are gone. It serves dictionary \
                  comprehensions and large displays.",
        example: Some("print({x: 1 for x in \"abc\"})"),
    },
    Description {
        opcode: Opcode::SET_ADD,
        summary: "Adds a value to a set deeper in the stack.",
        stack: "( set, …, value -- set, … )",
        details: "The argument says how deep the set is after the value is gone. It serves set \
                  comprehensions.",
        example: Some("print({x for x in \"abc\"})"),
    },
    Description {
        opcode: Opcode::SET_UPDATE,
        summary: "Adds all items of an iterable to a set.",
        stack: "( set, …, iterable -- set, … )",
        details: "The argument says how deep the set is, 1 for just below the iterable. A display of \
                  three or more constants is an empty set updated from a constant frozenset.",
        example: Some("{1, 2, 3}"),
    },
    Description {
        opcode: Opcode::UNPACK_EX,
        summary: "Unpacks an iterable where one target has a star.",
        stack: "( iterable -- last, …, list, …, first )",
        details: "The low byte of the argument is the number of targets before the starred one, the rest \
                  the number after it. What is left over becomes a list. The first item ends on top, \
                  where the first target takes it.",
        example: Some("first, *rest = items"),
    },
    Description {
        opcode: Opcode::UNPACK_SEQUENCE,
        summary: "Unpacks an iterable into exactly as many values as there are targets.",
        stack: "( iterable -- last, …, first )",
        details: "The argument is the number of targets; ValueError if the items are more or fewer. The \
                  first item ends on top, where the first target takes it. The cache counts runs until \
                  the interpreter picks a special form for tuples or lists.",
        example: Some("x, y = pair"),
    },
    // Of other releases.
    Description::brief(
        Opcode::LIST_TO_TUPLE,
        "Makes a tuple of a list.",
        "( list -- tuple )",
        "From 3.9 to 3.11, for displays and calls with a star; since 3.12 it is an intrinsic function.",
    ),
    Description::brief(
        Opcode::BUILD_LIST_UNPACK,
        "Makes one list of several iterables.",
        "( iterable, … -- list )",
        "Up to 3.8, for [*a, *b]. The argument counts the iterables. Since 3.9 LIST_EXTEND does it step by step.",
    ),
    Description::brief(
        Opcode::BUILD_TUPLE_UNPACK,
        "Makes one tuple of several iterables.",
        "( iterable, … -- tuple )",
        "Up to 3.8, for (*a, *b). The argument counts the iterables.",
    ),
    Description::brief(
        Opcode::BUILD_TUPLE_UNPACK_WITH_CALL,
        "Makes the positional arguments of a call from several iterables.",
        "( iterable, … -- tuple )",
        "Up to 3.8, for f(*a, *b). It differs from BUILD_TUPLE_UNPACK in its error message only, which names the function.",
    ),
    Description::brief(
        Opcode::BUILD_SET_UNPACK,
        "Makes one set of several iterables.",
        "( iterable, … -- set )",
        "Up to 3.8, for {*a, *b}. The argument counts the iterables.",
    ),
    Description::brief(
        Opcode::BUILD_MAP_UNPACK,
        "Makes one dict of several mappings.",
        "( mapping, … -- dict )",
        "Up to 3.8, for {**a, **b}. The argument counts the mappings; later ones win.",
    ),
    Description::brief(
        Opcode::BUILD_MAP_UNPACK_WITH_CALL,
        "Makes the keyword arguments of a call from several mappings.",
        "( mapping, … -- dict )",
        "Up to 3.8, for f(**a, **b). A key that comes twice is an error.",
    ),
];
