//! What an argument means, in words.

use bytescope_bytecode::{Constant, Opcode};

/// A constant as a reader wants to see it: `repr(value)`, but `<code fib>` for a code object.
pub fn brief(value: &Constant) -> String {
    match value {
        Constant::Code(code) => format!("<code {}>", code.name),
        _ => value.repr(),
    }
}

/// The argument in words, where `dis` has only a number or a C name.
pub(crate) fn meaning(opcode: Opcode, arg: u32, argrepr: &str) -> String {
    match opcode {
        Opcode::CALL
        | Opcode::CALL_KW
        | Opcode::PRECALL
        | Opcode::CALL_FUNCTION
        | Opcode::CALL_FUNCTION_KW
        | Opcode::CALL_METHOD => count(arg, "argument"),
        Opcode::CALL_FUNCTION_EX => if arg & 1 == 1 { "*args, **kwargs" } else { "*args" }.to_owned(),
        Opcode::BUILD_LIST | Opcode::BUILD_TUPLE | Opcode::BUILD_SET | Opcode::UNPACK_SEQUENCE => {
            count(arg, "item")
        }
        Opcode::BUILD_MAP | Opcode::BUILD_CONST_KEY_MAP => count(arg, "pair"),
        Opcode::BUILD_STRING => count(arg, "piece"),
        Opcode::BUILD_SLICE => if arg == 3 { "start:stop:step" } else { "start:stop" }.to_owned(),
        Opcode::UNPACK_EX => format!("{}, *rest, {}", arg & 0xff, arg >> 8),
        Opcode::COPY => format!("no. {arg} from top"),
        Opcode::SWAP => format!("top with no. {arg}"),
        Opcode::LIST_APPEND | Opcode::LIST_EXTEND => format!("list at no. {arg}"),
        Opcode::SET_ADD | Opcode::SET_UPDATE => format!("set at no. {arg}"),
        Opcode::MAP_ADD | Opcode::DICT_UPDATE | Opcode::DICT_MERGE => format!("dict at no. {arg}"),
        Opcode::COPY_FREE_VARS => count(arg, "cell"),
        Opcode::LOAD_SMALL_INT => arg.to_string(),
        Opcode::RERAISE => if arg == 0 { "" } else { "restore lasti" }.to_owned(),
        Opcode::RAISE_VARARGS => match arg {
            0 => "again",
            1 => "exception",
            _ => "exception, cause",
        }
        .to_owned(),
        Opcode::IS_OP => if arg == 0 { "is" } else { "is not" }.to_owned(),
        Opcode::CONTAINS_OP => if arg == 0 { "in" } else { "not in" }.to_owned(),
        Opcode::MATCH_CLASS => format!("{arg} positional"),
        Opcode::RESUME => match arg & 3 {
            0 => "",
            1 => "after yield",
            2 => "after yield from",
            _ => "after await",
        }
        .to_owned(),
        Opcode::GET_AWAITABLE => match arg {
            1 => "__aenter__()",
            2 => "__aexit__()",
            _ => "",
        }
        .to_owned(),
        Opcode::CALL_INTRINSIC_1 | Opcode::CALL_INTRINSIC_2 => {
            argrepr.trim_start_matches("INTRINSIC_").to_lowercase().replace('_', " ")
        }
        _ => argrepr.to_owned(),
    }
}

fn count(number: u32, of: &str) -> String {
    format!("{number} {of}{}", if number == 1 { "" } else { "s" })
}
