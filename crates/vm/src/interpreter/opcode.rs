//! The opcodes that the loop knows, as an enumeration without gaps, so that the loop's `match` is one jump.
//!
//! The first and the last are arms of the loop itself, which spares it a comparison. Behind CPython's own stand the fused ones, of which [`fuse`](super::fuse) tells.

use bytescope_bytecode::Opcode;

macro_rules! opcodes {
    ($($name:ident)*; $($fused:ident)*) => {
        /// What an instruction does, by CPython 3.13's name for it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(non_camel_case_types, missing_docs, reason = "CPython's own names")]
        #[repr(u8)]
        pub enum Op {
            $($name,)*
            $($fused,)*
        }

        impl Op {
            /// The opcode of this name, if it can stand in the bytecode of 3.13.
            pub(crate) fn of(opcode: Opcode) -> Option<Self> {
                Some(match opcode.name() {
                    $(stringify!($name) => Self::$name,)*
                    _ => return None,
                })
            }

            /// CPython's name for it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                    $(Self::$fused => stringify!($fused),)*
                }
            }
        }
    };
}

opcodes! {
    LOAD_FAST BEFORE_ASYNC_WITH BEFORE_WITH BINARY_SLICE BINARY_SUBSCR CHECK_EG_MATCH CHECK_EXC_MATCH CLEANUP_THROW
    DELETE_SUBSCR END_ASYNC_FOR END_FOR END_SEND FORMAT_SIMPLE FORMAT_WITH_SPEC GET_AITER GET_ANEXT GET_ITER
    GET_LEN GET_YIELD_FROM_ITER LOAD_ASSERTION_ERROR LOAD_BUILD_CLASS LOAD_LOCALS MAKE_FUNCTION MATCH_KEYS
    MATCH_MAPPING MATCH_SEQUENCE NOP POP_EXCEPT POP_TOP PUSH_EXC_INFO PUSH_NULL RETURN_GENERATOR RETURN_VALUE
    SETUP_ANNOTATIONS STORE_SLICE STORE_SUBSCR TO_BOOL UNARY_INVERT UNARY_NEGATIVE UNARY_NOT WITH_EXCEPT_START
    BINARY_OP BUILD_CONST_KEY_MAP BUILD_LIST BUILD_MAP BUILD_SET BUILD_SLICE BUILD_STRING BUILD_TUPLE CALL
    CALL_FUNCTION_EX CALL_INTRINSIC_1 CALL_INTRINSIC_2 CALL_KW COMPARE_OP CONTAINS_OP CONVERT_VALUE COPY
    COPY_FREE_VARS DELETE_ATTR DELETE_DEREF DELETE_FAST DELETE_GLOBAL DELETE_NAME DICT_MERGE DICT_UPDATE FOR_ITER
    GET_AWAITABLE IMPORT_FROM IMPORT_NAME IS_OP JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT JUMP_FORWARD LIST_APPEND
    LIST_EXTEND LOAD_ATTR LOAD_CONST LOAD_DEREF LOAD_FAST_AND_CLEAR LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST
    LOAD_FROM_DICT_OR_DEREF LOAD_FROM_DICT_OR_GLOBALS LOAD_GLOBAL LOAD_NAME LOAD_SUPER_ATTR MAKE_CELL MAP_ADD
    MATCH_CLASS POP_JUMP_IF_FALSE POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE POP_JUMP_IF_TRUE RAISE_VARARGS RERAISE
    RETURN_CONST SEND SET_ADD SET_FUNCTION_ATTRIBUTE SET_UPDATE STORE_ATTR STORE_DEREF STORE_FAST
    STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST STORE_GLOBAL STORE_NAME SWAP UNPACK_EX UNPACK_SEQUENCE YIELD_VALUE
    RESUME;
    FAST_FAST_BINARY FAST_CONST_BINARY LOAD_FAST_BINARY LOAD_CONST_BINARY
    FAST_FAST_COMPARE_JUMP FAST_CONST_COMPARE_JUMP LOAD_FAST_COMPARE_JUMP LOAD_CONST_COMPARE_JUMP COMPARE_JUMP
    TO_BOOL_JUMP CONTAINS_JUMP IS_JUMP
    FAST_FAST_SUBSCR LOAD_FAST_SUBSCR LOAD_CONST_SUBSCR
    LOAD_FAST_ATTR COPY_ATTR LOAD_METHOD LOAD_FAST_METHOD
    FAST_FAST_STORE_ATTR LOAD_FAST_STORE_ATTR SWAP_STORE_ATTR
    COPY_COPY_SUBSCR SWAP_SWAP_STORE_SUBSCR
    LOAD_FAST_NONE_JUMP LOAD_FAST_BOOL_JUMP FOR_ITER_STORE
}
