//! Opcodes for f-strings.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BUILD_STRING,
        summary: "Joins strings into one.",
        stack: "( string, … -- string )",
        details: "The argument is how many there are. The pieces of an f-string end here: its literal \
                  text and its formatted fields.",
        example: Some("f\"{a} and {b}\""),
    },
    Description {
        opcode: Opcode::CONVERT_VALUE,
        summary: "Makes a string of a value by str, repr or ascii.",
        stack: "( value -- string )",
        details: "The argument is 1 for !s, 2 for !r and 3 for !a, as written in an f-string's field. \
                  What it yields is a string, so formatting it afterwards does little unless there is a \
                  specification.",
        example: Some("f\"{name!r}\""),
    },
    Description {
        opcode: Opcode::FORMAT_SIMPLE,
        summary: "Formats a value without a format specification.",
        stack: "( value -- string )",
        details: "Calls the value's `__format__` with an empty string; a value that is exactly a str is \
                  left as it is. The result is a piece for BUILD_STRING, or the whole f-string.",
        example: Some("f\"{name}\""),
    },
    Description {
        opcode: Opcode::FORMAT_WITH_SPEC,
        summary: "Formats a value as its format specification says.",
        stack: "( value, spec -- string )",
        details: "Calls the value's `__format__` with the specification, which may have been put \
                  together from fields itself. The result is a piece for BUILD_STRING, or the whole \
                  f-string.",
        example: Some("f\"{price:.2f}\""),
    },
    // Of other releases.
    Description::brief(
        Opcode::FORMAT_VALUE,
        "Formats a value for an f-string.",
        "( value, [format] -- string )",
        "Up to 3.12. The two lowest bits of the argument choose !s, !r or !a, bit 2 says that a format lies on the stack. Since 3.13 CONVERT_VALUE, FORMAT_SIMPLE and FORMAT_WITH_SPEC share the work.",
    ),
    Description::brief(
        Opcode::BUILD_INTERPOLATION,
        "Makes the Interpolation of one replacement field of a t-string.",
        "( value, text, [format] -- interpolation )",
        "Since 3.14. The lowest bit of the argument says that there is a format, the bits above it choose the conversion.",
    ),
    Description::brief(
        Opcode::BUILD_TEMPLATE,
        "Makes the Template of a t-string.",
        "( strings, interpolations -- template )",
        "Since 3.14. Both operands are tuples.",
    ),
];
