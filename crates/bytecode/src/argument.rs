//! What an instruction's argument stands for, and how `dis` words it.

use std::fmt::Write as _;

use crate::form::{JumpWords, Words};
use crate::repr::write_repr_in;
use crate::{CodeObject, DecodedInstruction, Labels, OpcodeTable};

/// The kinds of arguments, as `dis` tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    /// There is none; the byte is zero.
    None,
    /// A plain number: how many items, how deep in the stack, which bits.
    Number,
    /// An index into `co_consts`.
    Constant,
    /// An index into `co_names`.
    Name,
    /// `LOAD_GLOBAL`: an index into `co_names`, shifted by 1; bit 0 pushes a NULL after the value.
    Global,
    /// `LOAD_ATTR`: an index into `co_names`, shifted by 1; bit 0 loads a method.
    Attribute,
    /// `LOAD_SUPER_ATTR`: an index into `co_names`, shifted by 2; bit 0 loads a method, bit 1 tells
    /// `super(a, b)` from `super()`.
    SuperAttribute,
    /// A slot: local variable, cell or free variable.
    Local,
    /// A cell or free variable, counted by themselves (up to 3.10).
    Cell,
    /// Two slots, four bits each.
    LocalPair,
    /// `IMPORT_NAME`: an index into `co_names`, shifted by 2; bit 0 is for lazy, bit 1 for eager (3.15).
    Import,
    /// `KW_NAMES` of 3.11: an index into `co_consts`, which `dis` does not follow.
    KeywordNames,
    /// How far to skip, from the end of the instruction and its caches; in code units since 3.10.
    JumpForward,
    /// Code units to go back, from the end of the instruction and its caches.
    JumpBackward,
    /// Where to jump, from the start of the code (up to 3.10).
    JumpAbsolute,
    /// `END_ASYNC_FOR`: code units back to where its loop starts; it does not jump there (3.14).
    LoopStart,
    /// `SETUP_*`: the handler's label. Pseudo opcodes only.
    Handler,
    /// `COMPARE_OP`: the operator; in bits 5 and up since 3.13, where bit 4 asks for a `bool`.
    Compare,
    /// `IS_OP`: 1 for `is not`.
    Is,
    /// `CONTAINS_OP`: 1 for `not in`.
    Contains,
    /// `BINARY_OP`: the operator's number.
    BinaryOp,
    /// `CONVERT_VALUE`: the `!s`, `!r` or `!a` of a replacement field.
    Conversion,
    /// `FORMAT_VALUE`: the same in the two lowest bits; bit 2 is for a format (up to 3.12).
    Format,
    /// `SET_FUNCTION_ATTRIBUTE`, `MAKE_FUNCTION`: one bit for each of defaults, keyword defaults, annotations, closure,
    /// `__annotate__`.
    FunctionAttributes,
    /// `CALL_INTRINSIC_1`: the function's number.
    Intrinsic1,
    /// `CALL_INTRINSIC_2`: the function's number.
    Intrinsic2,
    /// `LOAD_COMMON_CONSTANT`: the constant's number.
    CommonConstant,
    /// `LOAD_SPECIAL`: the method's number.
    SpecialMethod,
}

/// An argument taken apart. Indices are not checked against any code object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// None.
    None,
    /// A number that means itself, or one of an unknown operator.
    Number(u32),
    /// An index into `co_consts`.
    Constant(u32),
    /// An index into `co_names`.
    Name(u32),
    /// A global, by index into `co_names`.
    Global {
        /// The index.
        name: u32,
        /// Whether a NULL is pushed after the value, for a call.
        null: bool,
    },
    /// An attribute, by index into `co_names`.
    Attribute {
        /// The index.
        name: u32,
        /// Whether it is to be called as a method at once.
        method: bool,
    },
    /// An attribute of `super`, by index into `co_names`.
    SuperAttribute {
        /// The index.
        name: u32,
        /// Whether it is to be called as a method at once.
        method: bool,
        /// Whether `super` had its arguments written out.
        two_arguments: bool,
    },
    /// A slot: an index into `co_localsplusnames`.
    Local(u32),
    /// A cell or free variable, counted from the first of them: see [`CodeObject::cell_name`].
    Cell(u32),
    /// Two slots: the first one loaded or stored, then the second.
    LocalPair(u32, u32),
    /// A module to import, by index into `co_names`.
    Import {
        /// The index.
        name: u32,
        /// `"lazy"`, `"eager"`, or nothing for an import as always.
        when: &'static str,
    },
    /// The names of keyword arguments: an index into `co_consts`.
    KeywordNames(u32),
    /// Where a jump leads.
    Jump {
        /// In bytes.
        target: u32,
        /// Whether the argument itself says it, and not a distance.
        absolute: bool,
    },
    /// Where a loop starts, in bytes.
    LoopStart(u32),
    /// A comparison.
    Compare {
        /// `"<"`
        operator: &'static str,
        /// Whether the result is made a `bool`.
        to_bool: bool,
    },
    /// A binary operator, `"+"`, `"+="` or `"not in"`.
    BinaryOp(&'static str),
    /// `"str"`, `"repr"` or `"ascii"`.
    Conversion(&'static str),
    /// A conversion, or `""`, and perhaps a format.
    Format {
        /// `"str"`, `"repr"`, `"ascii"` or `""`.
        conversion: &'static str,
        /// Whether there is a format.
        spec: bool,
    },
    /// Bits: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure, 16 `__annotate__`.
    FunctionAttributes(u32),
    /// The name of an intrinsic function.
    Intrinsic(&'static str),
    /// A constant that has no place in `co_consts`.
    CommonConstant(&'static str),
    /// The name of a special method.
    SpecialMethod(&'static str),
}

/// What the bits of `SET_FUNCTION_ATTRIBUTE` are for, lowest first (`dis.FUNCTION_ATTR_FLAGS`).
const FUNCTION_ATTRIBUTES: [&str; 5] = ["defaults", "kwdefaults", "annotations", "closure", "annotate"];

/// The conversions of replacement fields, by number.
const CONVERSIONS: [&str; 4] = ["", "str", "repr", "ascii"];

/// What `dis` shows for a value it does not know.
const UNKNOWN: &str = "<unknown>";

impl Argument {
    /// The argument of an instruction.
    pub fn of(table: &OpcodeTable, instruction: &DecodedInstruction) -> Self {
        let oparg = instruction.oparg;
        let number = Self::Number(oparg);
        match table.argument_kind(instruction.opcode) {
            ArgumentKind::None => Self::None,
            ArgumentKind::Number | ArgumentKind::Handler => number,
            ArgumentKind::Constant => Self::Constant(oparg),
            ArgumentKind::Name => Self::Name(oparg),
            ArgumentKind::Global => Self::Global { name: oparg >> 1, null: oparg & 1 != 0 },
            ArgumentKind::Attribute => Self::Attribute { name: oparg >> 1, method: oparg & 1 != 0 },
            ArgumentKind::SuperAttribute => Self::SuperAttribute {
                name: oparg >> 2,
                method: oparg & 1 != 0,
                two_arguments: oparg & 2 != 0,
            },
            ArgumentKind::Local => Self::Local(oparg),
            ArgumentKind::LocalPair => Self::LocalPair(oparg >> 4, oparg & 0xF),
            ArgumentKind::Cell => Self::Cell(oparg),
            ArgumentKind::Import => Self::Import {
                name: oparg >> 2,
                when: match oparg & 3 {
                    0 => "",
                    2 => "eager",
                    _ => "lazy",
                },
            },
            ArgumentKind::KeywordNames => Self::KeywordNames(oparg),
            kind @ (ArgumentKind::JumpForward | ArgumentKind::JumpBackward | ArgumentKind::JumpAbsolute) => {
                instruction.jump_target.map_or(number, |target| Self::Jump {
                    target,
                    absolute: kind == ArgumentKind::JumpAbsolute,
                })
            }
            ArgumentKind::LoopStart => instruction.jump_target.map_or(number, Self::LoopStart),
            ArgumentKind::Compare => table.compare_op(oparg).map_or(number, |operator| {
                let to_bool = oparg & u32::from(table.words().compare_bool) != 0;
                Self::Compare { operator, to_bool }
            }),
            ArgumentKind::Is => Self::BinaryOp(if oparg == 0 { "is" } else { "is not" }),
            ArgumentKind::Contains => Self::BinaryOp(if oparg == 0 { "in" } else { "not in" }),
            ArgumentKind::BinaryOp => {
                table.binary_op(oparg).map_or(number, |(_, symbol)| Self::BinaryOp(symbol))
            }
            ArgumentKind::Conversion => match oparg {
                1..=3 => Self::Conversion(CONVERSIONS[oparg as usize]),
                _ => number,
            },
            ArgumentKind::Format => {
                Self::Format { conversion: CONVERSIONS[(oparg & 3) as usize], spec: oparg & 4 != 0 }
            }
            ArgumentKind::CommonConstant => table.common_constant(oparg).map_or(number, Self::CommonConstant),
            ArgumentKind::SpecialMethod => table.special_method(oparg).map_or(number, Self::SpecialMethod),
            ArgumentKind::FunctionAttributes => Self::FunctionAttributes(oparg),
            ArgumentKind::Intrinsic1 => table.intrinsic_1(oparg).map_or(number, Self::Intrinsic),
            ArgumentKind::Intrinsic2 => table.intrinsic_2(oparg).map_or(number, Self::Intrinsic),
        }
    }

    /// What `dis` writes in parentheses after the number (`dis.Instruction.argrepr`), in the words of a release;
    /// empty if nothing. The address in the repr of a code object is left out.
    pub fn repr(&self, code: &CodeObject, labels: &Labels, words: Words) -> String {
        let mut text = String::new();
        self.write_repr(&mut text, code, labels, words);
        text
    }

    /// Appends [`Argument::repr`].
    pub fn write_repr(&self, out: &mut String, code: &CodeObject, labels: &Labels, words: Words) {
        let name = |index: u32| code.names.get(index as usize).map_or(UNKNOWN, |name| name);
        let local = |index: u32| code.localsplusnames.get(index as usize).map_or(UNKNOWN, |name| name);
        let beside = |out: &mut String, other: &str, index: u32| {
            if words.null_first {
                out.extend([other, " + ", name(index)]);
            } else {
                out.extend([name(index), " + ", other]);
            }
        };
        match *self {
            Self::None | Self::Number(_) | Self::KeywordNames(_) => {}
            Self::Constant(index) => match code.consts.get(index as usize) {
                Some(value) => write_repr_in(out, value, words.unicode_of),
                None => out.push_str(UNKNOWN),
            },
            Self::Global { name: index, null: true } => beside(out, "NULL", index),
            Self::Attribute { name: index, method: true }
            | Self::SuperAttribute { name: index, method: true, .. } => beside(out, "NULL|self", index),
            Self::Name(index)
            | Self::Global { name: index, .. }
            | Self::Attribute { name: index, .. }
            | Self::SuperAttribute { name: index, .. }
            | Self::Import { name: index, when: "" } => out.push_str(name(index)),
            // `dis` says when only beside a name: `from . import x` has none.
            Self::Import { name: index, when } => match name(index) {
                "" => {}
                name => out.extend([name, " + ", when]),
            },
            Self::Local(index) => out.push_str(local(index)),
            Self::Cell(index) => out.push_str(code.cell_name(index).map_or(UNKNOWN, |name| name)),
            Self::LocalPair(first, second) => out.extend([local(first), ", ", local(second)]),
            Self::Jump { target, absolute } => {
                if !absolute || words.jumps != JumpWords::Relative {
                    write_place(out, "to", target, labels, words);
                }
            }
            Self::LoopStart(target) => write_place(out, "from", target, labels, words),
            Self::Compare { operator, to_bool: true } => out.extend(["bool(", operator, ")"]),
            Self::Format { conversion, spec: true } => {
                out.extend([conversion, if conversion.is_empty() { "" } else { ", " }, "with format"]);
            }
            Self::Compare { operator: text, .. }
            | Self::Format { conversion: text, .. }
            | Self::BinaryOp(text)
            | Self::Conversion(text)
            | Self::Intrinsic(text)
            | Self::CommonConstant(text)
            | Self::SpecialMethod(text) => out.push_str(text),
            Self::FunctionAttributes(bits) => {
                let set = FUNCTION_ATTRIBUTES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 != 0);
                for (index, (_, name)) in set.enumerate() {
                    out.extend([if index > 0 { ", " } else { "" }, name]);
                }
            }
        }
    }
}

/// `to L2` or `to 20`
fn write_place(out: &mut String, preposition: &str, target: u32, labels: &Labels, words: Words) {
    let label = labels.number(target).filter(|_| words.jumps == JumpWords::Label);
    // Writing to a string cannot fail.
    let _ = match label {
        Some(number) => write!(out, "{preposition} L{number}"),
        None => write!(out, "{preposition} {target}"),
    };
}
