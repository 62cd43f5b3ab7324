//! What an instruction's argument stands for.

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
