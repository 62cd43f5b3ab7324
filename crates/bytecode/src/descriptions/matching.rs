//! Opcodes for `match`.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::GET_LEN,
        summary: "Pushes the length of the topmost value.",
        stack: "( value -- value, length )",
        details: "Sequence and mapping patterns look at the length before anything else. Calls \
                  `__len__`.",
        example: Some(
            "\
match x:
    case [a, b]: pass",
        ),
    },
    Description {
        opcode: Opcode::MATCH_CLASS,
        summary: "Tests a value against a class and fetches the attributes that the pattern names.",
        stack: "( subject, class, names -- attributes or None )",
        details: "The argument is the number of positional patterns, which go by the class's \
                  `__match_args__`; the tuple names the others. The result is a tuple of the attributes, \
                  or None if the value does not match.",
        example: Some(
            "\
match x:
    case Point(a, y=b): pass",
        ),
    },
    Description {
        opcode: Opcode::MATCH_KEYS,
        summary: "Looks up the keys of a mapping pattern.",
        stack: "( subject, keys -- subject, keys, values or None )",
        details: "The result is a tuple with a value for each key, or None if any key is missing. \
                  Subject and keys stay below it.",
        example: Some(
            "\
match x:
    case {\"a\": y}: pass",
        ),
    },
    Description {
        opcode: Opcode::MATCH_MAPPING,
        summary: "Tells whether a value is a mapping in the sense of `match`.",
        stack: "( subject -- subject, bool )",
        details: "Dictionaries are, and what inherits from or is registered with \
                  collections.abc.Mapping. A flag of the type answers, so nothing is called.",
        example: Some(
            "\
match x:
    case {\"a\": y}: pass",
        ),
    },
    Description {
        opcode: Opcode::MATCH_SEQUENCE,
        summary: "Tells whether a value is a sequence in the sense of `match`.",
        stack: "( subject -- subject, bool )",
        details: "Lists and tuples are, and what inherits from or is registered with \
                  collections.abc.Sequence; strings and bytes are not. A flag of the type answers, so \
                  nothing is called.",
        example: Some(
            "\
match x:
    case [a, b]: pass",
        ),
    },
    // Of other releases.
    Description::brief(
        Opcode::COPY_DICT_WITHOUT_KEYS,
        "Makes a dict of what a mapping has beside some keys.",
        "( mapping, keys -- mapping, rest )",
        "Only in 3.10, for the **rest of a mapping pattern; since 3.11 it is done by simpler instructions.",
    ),
];
