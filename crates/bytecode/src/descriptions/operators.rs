//! Opcodes for operators, comparisons and truth.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BINARY_OP,
        summary: "Applies a binary operator to the two topmost values.",
        stack: "( left, right -- result )",
        details: "The argument is the operator's number: 0 is +, 13 and up are the in-place forms such \
                  as +=. The cache counts runs until the interpreter picks a special form, for instance \
                  for two integers or two strings.",
        example: Some("print(a + b)"),
    },
    Description {
        opcode: Opcode::COMPARE_OP,
        summary: "Compares the two topmost values.",
        stack: "( left, right -- result )",
        details: "The operator is in the argument's upper bits: < <= == != > >=, counted from 0, shifted \
                  left by five. The low four bits say for which orderings it holds, for the use of \
                  special forms. Bit 4 asks for a bool, where a jump follows; else the result is \
                  whatever the comparison method returns.",
        example: Some("a < b"),
    },
    Description {
        opcode: Opcode::CONTAINS_OP,
        summary: "Tells whether a value is in a container.",
        stack: "( value, container -- bool )",
        details: "An argument of 1 asks for `not in`. Calls the container's `__contains__`, or walks \
                  through it.",
        example: Some("x in items"),
    },
    Description {
        opcode: Opcode::IS_OP,
        summary: "Tells whether two values are the same object.",
        stack: "( left, right -- bool )",
        details: "An argument of 1 asks for `is not`. It compares addresses, so it calls nothing and \
                  cannot fail.",
        example: Some("x is y"),
    },
    Description {
        opcode: Opcode::TO_BOOL,
        summary: "Replaces a value by its truth: True or False.",
        stack: "( value -- bool )",
        details: "Calls `__bool__`, or else `__len__`. Conditional jumps accept a bool only, so this \
                  stands before them unless the value is known to be one. The cache remembers the type's \
                  version.",
        example: Some("if x: pass"),
    },
    Description {
        opcode: Opcode::UNARY_INVERT,
        summary: "Inverts the bits of a number: ~value.",
        stack: "( value -- ~value )",
        details: "Calls the value's `__invert__`. For a constant the compiler does it beforehand.",
        example: Some("~x"),
    },
    Description {
        opcode: Opcode::UNARY_NEGATIVE,
        summary: "Changes the sign of a number: -value.",
        stack: "( value -- -value )",
        details: "Calls the value's `__neg__`. For a constant the compiler does it beforehand, so -1 is \
                  one constant.",
        example: Some("-x"),
    },
    Description {
        opcode: Opcode::UNARY_NOT,
        summary: "Replaces True by False and False by True.",
        stack: "( bool -- not bool )",
        details: "The value must be a bool; a TO_BOOL before it sees to that. In a condition there is no \
                  need for it: the jump is turned round.",
        example: Some("y = not x"),
    },
    // Of other releases.
    Description::brief(
        Opcode::UNARY_POSITIVE,
        "Computes +value.",
        "( value -- result )",
        "Up to 3.11; since 3.12 it is a call of an intrinsic function.",
    ),
    Description::brief(
        Opcode::BINARY_ADD,
        "Computes left + right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_SUBTRACT,
        "Computes left - right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_MULTIPLY,
        "Computes left * right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_MATRIX_MULTIPLY,
        "Computes left @ right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_TRUE_DIVIDE,
        "Computes left / right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_FLOOR_DIVIDE,
        "Computes left // right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_MODULO,
        "Computes left % right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_POWER,
        "Computes left ** right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_LSHIFT,
        "Computes left << right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_RSHIFT,
        "Computes left >> right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_AND,
        "Computes left & right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_OR,
        "Computes left | right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::BINARY_XOR,
        "Computes left ^ right.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_ADD,
        "Computes left += right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_SUBTRACT,
        "Computes left -= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_MULTIPLY,
        "Computes left *= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_MATRIX_MULTIPLY,
        "Computes left @= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_TRUE_DIVIDE,
        "Computes left /= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_FLOOR_DIVIDE,
        "Computes left //= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_MODULO,
        "Computes left %= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_POWER,
        "Computes left **= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_LSHIFT,
        "Computes left <<= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_RSHIFT,
        "Computes left >>= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_AND,
        "Computes left &= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_OR,
        "Computes left |= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
    Description::brief(
        Opcode::INPLACE_XOR,
        "Computes left ^= right, which may change left itself.",
        "( left, right -- result )",
        "Up to 3.10; since 3.11 one BINARY_OP does all operators.",
    ),
];
