//! What an instruction's argument stands for, and how `dis` words it.

use std::fmt::Write as _;

use crate::repr::write_repr;
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
    /// Two slots, four bits each.
    LocalPair,
    /// Code units to skip, from the end of the instruction and its caches.
    JumpForward,
    /// Code units to go back, from the end of the instruction and its caches.
    JumpBackward,
    /// `SETUP_*`: the handler's label. Pseudo opcodes only.
    Handler,
    /// `COMPARE_OP`: the operator in bits 5 and up; bit 4 asks for a `bool`.
    Compare,
    /// `BINARY_OP`: the operator's number.
    BinaryOp,
    /// `CONVERT_VALUE`: the `!s`, `!r` or `!a` of a replacement field.
    Conversion,
    /// `SET_FUNCTION_ATTRIBUTE`: one bit for each of defaults, keyword defaults, annotations, closure.
    FunctionAttributes,
    /// `CALL_INTRINSIC_1`: the function's number.
    Intrinsic1,
    /// `CALL_INTRINSIC_2`: the function's number.
    Intrinsic2,
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
    /// Two slots: the first one loaded or stored, then the second.
    LocalPair(u32, u32),
    /// Where a jump leads, in bytes.
    Jump(u32),
    /// A comparison.
    Compare {
        /// `"<"`
        operator: &'static str,
        /// Whether the result is made a `bool`.
        to_bool: bool,
    },
    /// A binary operator, `"+"` or `"+="`.
    BinaryOp(&'static str),
    /// `"str"`, `"repr"` or `"ascii"`.
    Conversion(&'static str),
    /// Bits: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure.
    FunctionAttributes(u32),
    /// The name of an intrinsic function.
    Intrinsic(&'static str),
}

/// What the bits of `SET_FUNCTION_ATTRIBUTE` are for, lowest first (`dis.FUNCTION_ATTR_FLAGS`).
const FUNCTION_ATTRIBUTES: [&str; 4] = ["defaults", "kwdefaults", "annotations", "closure"];

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
            ArgumentKind::JumpForward | ArgumentKind::JumpBackward => {
                instruction.jump_target.map_or(number, Self::Jump)
            }
            ArgumentKind::Compare => table
                .compare_op(oparg)
                .map_or(number, |operator| Self::Compare { operator, to_bool: oparg & 16 != 0 }),
            ArgumentKind::BinaryOp => {
                table.binary_op(oparg).map_or(number, |(_, symbol)| Self::BinaryOp(symbol))
            }
            ArgumentKind::Conversion => match oparg {
                1 => Self::Conversion("str"),
                2 => Self::Conversion("repr"),
                3 => Self::Conversion("ascii"),
                _ => number,
            },
            ArgumentKind::FunctionAttributes => Self::FunctionAttributes(oparg),
            ArgumentKind::Intrinsic1 => table.intrinsic_1(oparg).map_or(number, Self::Intrinsic),
            ArgumentKind::Intrinsic2 => table.intrinsic_2(oparg).map_or(number, Self::Intrinsic),
        }
    }

    /// What `dis` writes in parentheses after the number (`dis.Instruction.argrepr`); empty if nothing.
    /// The address in the repr of a code object is left out.
    pub fn repr(&self, code: &CodeObject, labels: &Labels) -> String {
        let mut text = String::new();
        self.write_repr(&mut text, code, labels);
        text
    }

    /// Appends [`Argument::repr`].
    pub fn write_repr(&self, out: &mut String, code: &CodeObject, labels: &Labels) {
        let name = |index: u32| code.names.get(index as usize).map_or(UNKNOWN, |name| name);
        let local = |index: u32| code.localsplusnames.get(index as usize).map_or(UNKNOWN, |name| name);
        match *self {
            Self::None | Self::Number(_) => {}
            Self::Constant(index) => match code.consts.get(index as usize) {
                Some(value) => write_repr(out, value),
                None => out.push_str(UNKNOWN),
            },
            Self::Global { name: index, null: true } => out.extend([name(index), " + NULL"]),
            Self::Attribute { name: index, method: true }
            | Self::SuperAttribute { name: index, method: true, .. } => {
                out.extend([name(index), " + NULL|self"]);
            }
            Self::Name(index)
            | Self::Global { name: index, .. }
            | Self::Attribute { name: index, .. }
            | Self::SuperAttribute { name: index, .. } => out.push_str(name(index)),
            Self::Local(index) => out.push_str(local(index)),
            Self::LocalPair(first, second) => out.extend([local(first), ", ", local(second)]),
            Self::Jump(offset) => {
                // Writing to a string cannot fail.
                let _ = match labels.number(offset) {
                    Some(number) => write!(out, "to L{number}"),
                    None => write!(out, "to {offset}"),
                };
            }
            Self::Compare { operator, to_bool: true } => out.extend(["bool(", operator, ")"]),
            Self::Compare { operator: text, .. }
            | Self::BinaryOp(text)
            | Self::Conversion(text)
            | Self::Intrinsic(text) => out.push_str(text),
            Self::FunctionAttributes(bits) => {
                let set = FUNCTION_ATTRIBUTES.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 != 0);
                for (index, (_, name)) in set.enumerate() {
                    out.extend([if index > 0 { ", " } else { "" }, name]);
                }
            }
        }
    }
}
