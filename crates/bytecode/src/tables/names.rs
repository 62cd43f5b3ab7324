// Generated (see tables/mod.rs). Do not edit.
use crate::Opcode;

impl Opcode {
    /// `BEFORE_ASYNC_WITH`
    pub const BEFORE_ASYNC_WITH: Self = Self(0);
    /// `BEFORE_WITH`
    pub const BEFORE_WITH: Self = Self(1);
    /// `BINARY_OP`
    pub const BINARY_OP: Self = Self(2);
    /// `BINARY_SLICE`
    pub const BINARY_SLICE: Self = Self(3);
    /// `BINARY_SUBSCR`
    pub const BINARY_SUBSCR: Self = Self(4);
    /// `BUILD_CONST_KEY_MAP`
    pub const BUILD_CONST_KEY_MAP: Self = Self(5);
    /// `BUILD_LIST`
    pub const BUILD_LIST: Self = Self(6);
    /// `BUILD_MAP`
    pub const BUILD_MAP: Self = Self(7);
    /// `BUILD_SET`
    pub const BUILD_SET: Self = Self(8);
    /// `BUILD_SLICE`
    pub const BUILD_SLICE: Self = Self(9);
    /// `BUILD_STRING`
    pub const BUILD_STRING: Self = Self(10);
    /// `BUILD_TUPLE`
    pub const BUILD_TUPLE: Self = Self(11);
    /// `CACHE`
    pub const CACHE: Self = Self(12);
    /// `CALL`
    pub const CALL: Self = Self(13);
    /// `CALL_FUNCTION_EX`
    pub const CALL_FUNCTION_EX: Self = Self(14);
    /// `CALL_INTRINSIC_1`
    pub const CALL_INTRINSIC_1: Self = Self(15);
    /// `CALL_INTRINSIC_2`
    pub const CALL_INTRINSIC_2: Self = Self(16);
    /// `CALL_KW`
    pub const CALL_KW: Self = Self(17);
    /// `CHECK_EG_MATCH`
    pub const CHECK_EG_MATCH: Self = Self(18);
    /// `CHECK_EXC_MATCH`
    pub const CHECK_EXC_MATCH: Self = Self(19);
    /// `CLEANUP_THROW`
    pub const CLEANUP_THROW: Self = Self(20);
    /// `COMPARE_OP`
    pub const COMPARE_OP: Self = Self(21);
    /// `CONTAINS_OP`
    pub const CONTAINS_OP: Self = Self(22);
    /// `CONVERT_VALUE`
    pub const CONVERT_VALUE: Self = Self(23);
    /// `COPY`
    pub const COPY: Self = Self(24);
    /// `COPY_FREE_VARS`
    pub const COPY_FREE_VARS: Self = Self(25);
    /// `DELETE_ATTR`
    pub const DELETE_ATTR: Self = Self(26);
    /// `DELETE_DEREF`
    pub const DELETE_DEREF: Self = Self(27);
    /// `DELETE_FAST`
    pub const DELETE_FAST: Self = Self(28);
    /// `DELETE_GLOBAL`
    pub const DELETE_GLOBAL: Self = Self(29);
    /// `DELETE_NAME`
    pub const DELETE_NAME: Self = Self(30);
    /// `DELETE_SUBSCR`
    pub const DELETE_SUBSCR: Self = Self(31);
    /// `DICT_MERGE`
    pub const DICT_MERGE: Self = Self(32);
    /// `DICT_UPDATE`
    pub const DICT_UPDATE: Self = Self(33);
    /// `END_ASYNC_FOR`
    pub const END_ASYNC_FOR: Self = Self(34);
    /// `END_FOR`
    pub const END_FOR: Self = Self(35);
    /// `END_SEND`
    pub const END_SEND: Self = Self(36);
    /// `ENTER_EXECUTOR`
    pub const ENTER_EXECUTOR: Self = Self(37);
    /// `EXIT_INIT_CHECK`
    pub const EXIT_INIT_CHECK: Self = Self(38);
    /// `EXTENDED_ARG`
    pub const EXTENDED_ARG: Self = Self(39);
    /// `FORMAT_SIMPLE`
    pub const FORMAT_SIMPLE: Self = Self(40);
    /// `FORMAT_WITH_SPEC`
    pub const FORMAT_WITH_SPEC: Self = Self(41);
    /// `FOR_ITER`
    pub const FOR_ITER: Self = Self(42);
    /// `GET_AITER`
    pub const GET_AITER: Self = Self(43);
    /// `GET_ANEXT`
    pub const GET_ANEXT: Self = Self(44);
    /// `GET_AWAITABLE`
    pub const GET_AWAITABLE: Self = Self(45);
    /// `GET_ITER`
    pub const GET_ITER: Self = Self(46);
    /// `GET_LEN`
    pub const GET_LEN: Self = Self(47);
    /// `GET_YIELD_FROM_ITER`
    pub const GET_YIELD_FROM_ITER: Self = Self(48);
    /// `IMPORT_FROM`
    pub const IMPORT_FROM: Self = Self(49);
    /// `IMPORT_NAME`
    pub const IMPORT_NAME: Self = Self(50);
    /// `INTERPRETER_EXIT`
    pub const INTERPRETER_EXIT: Self = Self(51);
    /// `IS_OP`
    pub const IS_OP: Self = Self(52);
    /// `JUMP`
    pub const JUMP: Self = Self(53);
    /// `JUMP_BACKWARD`
    pub const JUMP_BACKWARD: Self = Self(54);
    /// `JUMP_BACKWARD_NO_INTERRUPT`
    pub const JUMP_BACKWARD_NO_INTERRUPT: Self = Self(55);
    /// `JUMP_FORWARD`
    pub const JUMP_FORWARD: Self = Self(56);
    /// `JUMP_NO_INTERRUPT`
    pub const JUMP_NO_INTERRUPT: Self = Self(57);
    /// `LIST_APPEND`
    pub const LIST_APPEND: Self = Self(58);
    /// `LIST_EXTEND`
    pub const LIST_EXTEND: Self = Self(59);
    /// `LOAD_ASSERTION_ERROR`
    pub const LOAD_ASSERTION_ERROR: Self = Self(60);
    /// `LOAD_ATTR`
    pub const LOAD_ATTR: Self = Self(61);
    /// `LOAD_BUILD_CLASS`
    pub const LOAD_BUILD_CLASS: Self = Self(62);
    /// `LOAD_CLOSURE`
    pub const LOAD_CLOSURE: Self = Self(63);
    /// `LOAD_CONST`
    pub const LOAD_CONST: Self = Self(64);
    /// `LOAD_DEREF`
    pub const LOAD_DEREF: Self = Self(65);
    /// `LOAD_FAST`
    pub const LOAD_FAST: Self = Self(66);
    /// `LOAD_FAST_AND_CLEAR`
    pub const LOAD_FAST_AND_CLEAR: Self = Self(67);
    /// `LOAD_FAST_CHECK`
    pub const LOAD_FAST_CHECK: Self = Self(68);
    /// `LOAD_FAST_LOAD_FAST`
    pub const LOAD_FAST_LOAD_FAST: Self = Self(69);
    /// `LOAD_FROM_DICT_OR_DEREF`
    pub const LOAD_FROM_DICT_OR_DEREF: Self = Self(70);
    /// `LOAD_FROM_DICT_OR_GLOBALS`
    pub const LOAD_FROM_DICT_OR_GLOBALS: Self = Self(71);
    /// `LOAD_GLOBAL`
    pub const LOAD_GLOBAL: Self = Self(72);
    /// `LOAD_LOCALS`
    pub const LOAD_LOCALS: Self = Self(73);
    /// `LOAD_METHOD`
    pub const LOAD_METHOD: Self = Self(74);
    /// `LOAD_NAME`
    pub const LOAD_NAME: Self = Self(75);
    /// `LOAD_SUPER_ATTR`
    pub const LOAD_SUPER_ATTR: Self = Self(76);
    /// `LOAD_SUPER_METHOD`
    pub const LOAD_SUPER_METHOD: Self = Self(77);
    /// `LOAD_ZERO_SUPER_ATTR`
    pub const LOAD_ZERO_SUPER_ATTR: Self = Self(78);
    /// `LOAD_ZERO_SUPER_METHOD`
    pub const LOAD_ZERO_SUPER_METHOD: Self = Self(79);
    /// `MAKE_CELL`
    pub const MAKE_CELL: Self = Self(80);
    /// `MAKE_FUNCTION`
    pub const MAKE_FUNCTION: Self = Self(81);
    /// `MAP_ADD`
    pub const MAP_ADD: Self = Self(82);
    /// `MATCH_CLASS`
    pub const MATCH_CLASS: Self = Self(83);
    /// `MATCH_KEYS`
    pub const MATCH_KEYS: Self = Self(84);
    /// `MATCH_MAPPING`
    pub const MATCH_MAPPING: Self = Self(85);
    /// `MATCH_SEQUENCE`
    pub const MATCH_SEQUENCE: Self = Self(86);
    /// `NOP`
    pub const NOP: Self = Self(87);
    /// `POP_BLOCK`
    pub const POP_BLOCK: Self = Self(88);
    /// `POP_EXCEPT`
    pub const POP_EXCEPT: Self = Self(89);
    /// `POP_JUMP_IF_FALSE`
    pub const POP_JUMP_IF_FALSE: Self = Self(90);
    /// `POP_JUMP_IF_NONE`
    pub const POP_JUMP_IF_NONE: Self = Self(91);
    /// `POP_JUMP_IF_NOT_NONE`
    pub const POP_JUMP_IF_NOT_NONE: Self = Self(92);
    /// `POP_JUMP_IF_TRUE`
    pub const POP_JUMP_IF_TRUE: Self = Self(93);
    /// `POP_TOP`
    pub const POP_TOP: Self = Self(94);
    /// `PUSH_EXC_INFO`
    pub const PUSH_EXC_INFO: Self = Self(95);
    /// `PUSH_NULL`
    pub const PUSH_NULL: Self = Self(96);
    /// `RAISE_VARARGS`
    pub const RAISE_VARARGS: Self = Self(97);
    /// `RERAISE`
    pub const RERAISE: Self = Self(98);
    /// `RESERVED`
    pub const RESERVED: Self = Self(99);
    /// `RESUME`
    pub const RESUME: Self = Self(100);
    /// `RETURN_CONST`
    pub const RETURN_CONST: Self = Self(101);
    /// `RETURN_GENERATOR`
    pub const RETURN_GENERATOR: Self = Self(102);
    /// `RETURN_VALUE`
    pub const RETURN_VALUE: Self = Self(103);
    /// `SEND`
    pub const SEND: Self = Self(104);
    /// `SETUP_ANNOTATIONS`
    pub const SETUP_ANNOTATIONS: Self = Self(105);
    /// `SETUP_CLEANUP`
    pub const SETUP_CLEANUP: Self = Self(106);
    /// `SETUP_FINALLY`
    pub const SETUP_FINALLY: Self = Self(107);
    /// `SETUP_WITH`
    pub const SETUP_WITH: Self = Self(108);
    /// `SET_ADD`
    pub const SET_ADD: Self = Self(109);
    /// `SET_FUNCTION_ATTRIBUTE`
    pub const SET_FUNCTION_ATTRIBUTE: Self = Self(110);
    /// `SET_UPDATE`
    pub const SET_UPDATE: Self = Self(111);
    /// `STORE_ATTR`
    pub const STORE_ATTR: Self = Self(112);
    /// `STORE_DEREF`
    pub const STORE_DEREF: Self = Self(113);
    /// `STORE_FAST`
    pub const STORE_FAST: Self = Self(114);
    /// `STORE_FAST_LOAD_FAST`
    pub const STORE_FAST_LOAD_FAST: Self = Self(115);
    /// `STORE_FAST_MAYBE_NULL`
    pub const STORE_FAST_MAYBE_NULL: Self = Self(116);
    /// `STORE_FAST_STORE_FAST`
    pub const STORE_FAST_STORE_FAST: Self = Self(117);
    /// `STORE_GLOBAL`
    pub const STORE_GLOBAL: Self = Self(118);
    /// `STORE_NAME`
    pub const STORE_NAME: Self = Self(119);
    /// `STORE_SLICE`
    pub const STORE_SLICE: Self = Self(120);
    /// `STORE_SUBSCR`
    pub const STORE_SUBSCR: Self = Self(121);
    /// `SWAP`
    pub const SWAP: Self = Self(122);
    /// `TO_BOOL`
    pub const TO_BOOL: Self = Self(123);
    /// `UNARY_INVERT`
    pub const UNARY_INVERT: Self = Self(124);
    /// `UNARY_NEGATIVE`
    pub const UNARY_NEGATIVE: Self = Self(125);
    /// `UNARY_NOT`
    pub const UNARY_NOT: Self = Self(126);
    /// `UNPACK_EX`
    pub const UNPACK_EX: Self = Self(127);
    /// `UNPACK_SEQUENCE`
    pub const UNPACK_SEQUENCE: Self = Self(128);
    /// `WITH_EXCEPT_START`
    pub const WITH_EXCEPT_START: Self = Self(129);
    /// `YIELD_VALUE`
    pub const YIELD_VALUE: Self = Self(130);
}

/// Every opcode name, indexed by [`Opcode`].
pub(crate) static NAMES: [&str; 131] = [
    "BEFORE_ASYNC_WITH",
    "BEFORE_WITH",
    "BINARY_OP",
    "BINARY_SLICE",
    "BINARY_SUBSCR",
    "BUILD_CONST_KEY_MAP",
    "BUILD_LIST",
    "BUILD_MAP",
    "BUILD_SET",
    "BUILD_SLICE",
    "BUILD_STRING",
    "BUILD_TUPLE",
    "CACHE",
    "CALL",
    "CALL_FUNCTION_EX",
    "CALL_INTRINSIC_1",
    "CALL_INTRINSIC_2",
    "CALL_KW",
    "CHECK_EG_MATCH",
    "CHECK_EXC_MATCH",
    "CLEANUP_THROW",
    "COMPARE_OP",
    "CONTAINS_OP",
    "CONVERT_VALUE",
    "COPY",
    "COPY_FREE_VARS",
    "DELETE_ATTR",
    "DELETE_DEREF",
    "DELETE_FAST",
    "DELETE_GLOBAL",
    "DELETE_NAME",
    "DELETE_SUBSCR",
    "DICT_MERGE",
    "DICT_UPDATE",
    "END_ASYNC_FOR",
    "END_FOR",
    "END_SEND",
    "ENTER_EXECUTOR",
    "EXIT_INIT_CHECK",
    "EXTENDED_ARG",
    "FORMAT_SIMPLE",
    "FORMAT_WITH_SPEC",
    "FOR_ITER",
    "GET_AITER",
    "GET_ANEXT",
    "GET_AWAITABLE",
    "GET_ITER",
    "GET_LEN",
    "GET_YIELD_FROM_ITER",
    "IMPORT_FROM",
    "IMPORT_NAME",
    "INTERPRETER_EXIT",
    "IS_OP",
    "JUMP",
    "JUMP_BACKWARD",
    "JUMP_BACKWARD_NO_INTERRUPT",
    "JUMP_FORWARD",
    "JUMP_NO_INTERRUPT",
    "LIST_APPEND",
    "LIST_EXTEND",
    "LOAD_ASSERTION_ERROR",
    "LOAD_ATTR",
    "LOAD_BUILD_CLASS",
    "LOAD_CLOSURE",
    "LOAD_CONST",
    "LOAD_DEREF",
    "LOAD_FAST",
    "LOAD_FAST_AND_CLEAR",
    "LOAD_FAST_CHECK",
    "LOAD_FAST_LOAD_FAST",
    "LOAD_FROM_DICT_OR_DEREF",
    "LOAD_FROM_DICT_OR_GLOBALS",
    "LOAD_GLOBAL",
    "LOAD_LOCALS",
    "LOAD_METHOD",
    "LOAD_NAME",
    "LOAD_SUPER_ATTR",
    "LOAD_SUPER_METHOD",
    "LOAD_ZERO_SUPER_ATTR",
    "LOAD_ZERO_SUPER_METHOD",
    "MAKE_CELL",
    "MAKE_FUNCTION",
    "MAP_ADD",
    "MATCH_CLASS",
    "MATCH_KEYS",
    "MATCH_MAPPING",
    "MATCH_SEQUENCE",
    "NOP",
    "POP_BLOCK",
    "POP_EXCEPT",
    "POP_JUMP_IF_FALSE",
    "POP_JUMP_IF_NONE",
    "POP_JUMP_IF_NOT_NONE",
    "POP_JUMP_IF_TRUE",
    "POP_TOP",
    "PUSH_EXC_INFO",
    "PUSH_NULL",
    "RAISE_VARARGS",
    "RERAISE",
    "RESERVED",
    "RESUME",
    "RETURN_CONST",
    "RETURN_GENERATOR",
    "RETURN_VALUE",
    "SEND",
    "SETUP_ANNOTATIONS",
    "SETUP_CLEANUP",
    "SETUP_FINALLY",
    "SETUP_WITH",
    "SET_ADD",
    "SET_FUNCTION_ATTRIBUTE",
    "SET_UPDATE",
    "STORE_ATTR",
    "STORE_DEREF",
    "STORE_FAST",
    "STORE_FAST_LOAD_FAST",
    "STORE_FAST_MAYBE_NULL",
    "STORE_FAST_STORE_FAST",
    "STORE_GLOBAL",
    "STORE_NAME",
    "STORE_SLICE",
    "STORE_SUBSCR",
    "SWAP",
    "TO_BOOL",
    "UNARY_INVERT",
    "UNARY_NEGATIVE",
    "UNARY_NOT",
    "UNPACK_EX",
    "UNPACK_SEQUENCE",
    "WITH_EXCEPT_START",
    "YIELD_VALUE",
];
