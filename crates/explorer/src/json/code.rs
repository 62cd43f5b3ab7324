//! Code objects and their instructions.

use bytescope_bytecode::Constant;
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq, Serializer};

use super::{Positions, SCHEMA, known};
use crate::code::Instruction;
use crate::disassemble::Disassembly;
use crate::exploration::{Exploration, Object};

/// The code objects of an exploration, without tree and source.
#[derive(Clone, Copy, Debug)]
pub struct CodeObjects<'a> {
    /// Where they are from.
    pub exploration: &'a Exploration,
    /// Only those of this name.
    pub only: Option<&'a str>,
}

impl Serialize for CodeObjects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { exploration, only } = *self;
        let view = CodeObjectsView {
            schema: SCHEMA,
            python_version: exploration.release(),
            filename: &exploration.filename,
            code_objects: Objects { exploration, only },
        };
        view.serialize(serializer)
    }
}

/// The code objects of a program.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct CodeObjectsView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    code_objects: Objects<'a>,
}

/// A list that is made while it is written.
pub(crate) struct Objects<'a> {
    pub(super) exploration: &'a Exploration,
    pub(super) only: Option<&'a str>,
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { exploration, only } = *self;
        let mut list = serializer.serialize_seq(None)?;
        for (id, object) in exploration.objects.iter().enumerate() {
            if only.is_some_and(|name| !object.code.goes_by(name)) {
                continue;
            }
            // Taken apart one by one: the instructions of a large program would not fit all at once.
            let disassembly = exploration.disassemble(object).map_err(S::Error::custom)?;
            let place = Place { exploration, id, object, disassembly: &disassembly };
            list.serialize_element(&place.view())?;
        }
        list.end()
    }
}

/// A code object with all that is said about it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct CodeView<'a> {
    id: usize,
    parent: Option<usize>,
    breadcrumb: Vec<String>,
    first_line: i32,
    last_line: i32,
    co_name: &'a str,
    co_qualname: &'a str,
    co_filename: &'a str,
    co_firstlineno: i32,
    co_argcount: u32,
    co_posonlyargcount: u32,
    co_kwonlyargcount: u32,
    co_stacksize: u32,
    co_flags: u32,
    flags: Vec<&'static str>,
    co_names: Vec<&'a str>,
    locals: Vec<LocalView<'a>>,
    co_consts: Vec<ConstantView>,
    co_code: String,
    co_linetable: String,
    co_exceptiontable: String,
    instructions: Vec<InstructionView<'a>>,
    exception_table: Vec<ExceptionView>,
}

/// Where a code object stands.
struct Place<'a> {
    exploration: &'a Exploration,
    id: usize,
    object: &'a Object,
    disassembly: &'a Disassembly,
}

impl<'a> Place<'a> {
    fn view(&self) -> CodeView<'a> {
        let code = &self.object.code;
        CodeView {
            id: self.id,
            parent: self.object.parent,
            breadcrumb: self.exploration.breadcrumb(self.object).iter().map(ToString::to_string).collect(),
            first_line: *self.object.lines.start(),
            last_line: *self.object.lines.end(),
            co_name: &code.name,
            co_qualname: &code.qualname,
            co_filename: &code.filename,
            co_firstlineno: code.firstlineno,
            co_argcount: code.argcount,
            co_posonlyargcount: code.posonlyargcount,
            co_kwonlyargcount: code.kwonlyargcount,
            co_stacksize: code.stacksize,
            co_flags: code.flags.bits(),
            flags: code.flags.iter_names().map(|(name, _)| name).collect(),
            co_names: code.names.iter().map(|name| &**name).collect(),
            locals: self.locals(),
            co_consts: self.constants(),
            co_code: hex(&code.code),
            co_linetable: hex(&code.linetable),
            co_exceptiontable: hex(&code.exceptiontable),
            instructions: self.instructions(),
            exception_table: self.exceptions(),
        }
    }

    fn locals(&self) -> Vec<LocalView<'a>> {
        let view = |local: &'a crate::code::Local| {
            let kinds = [
                (local.local, "local"),
                (local.cell, "cell"),
                (local.free, "free"),
                (local.hidden, "hidden"),
            ];
            LocalView {
                name: &local.name,
                kinds: kinds.into_iter().filter_map(|(has, kind)| has.then_some(kind)).collect(),
            }
        };
        self.disassembly.locals.iter().map(view).collect()
    }

    fn constants(&self) -> Vec<ConstantView> {
        let mut nested = self.exploration.objects.iter().enumerate().skip(self.id + 1);
        let mut next_id = || nested.find(|(_, object)| object.parent == Some(self.id)).map(|(id, _)| id);
        let view = |value: &Constant| ConstantView {
            r#type: value.type_name(),
            repr: value.repr(),
            code_object: if matches!(value, Constant::Code(_)) { next_id() } else { None },
        };
        self.object.code.consts.iter().map(view).collect()
    }

    fn instructions(&self) -> Vec<InstructionView<'a>> {
        let source = &self.exploration.source;
        let table = self.exploration.table();
        let view = |instruction: &'a Instruction| InstructionView {
            opname: instruction.opcode.name(),
            opcode: instruction.number,
            arg: instruction.arg,
            argval: match (instruction.jump_target, instruction.arg) {
                (Some(target), _) => ArgVal::Number(target),
                (None, Some(arg)) if instruction.argrepr.is_empty() => ArgVal::Number(arg),
                (None, Some(_)) => ArgVal::Text(&instruction.argrepr),
                (None, None) => ArgVal::None,
            },
            argrepr: &instruction.argrepr,
            offset: instruction.offset,
            start_offset: instruction.start_offset,
            starts_line: instruction.starts_line,
            line_number: known(instruction.location.lineno),
            label: instruction.label,
            is_jump_target: instruction.is_jump_target,
            positions: Positions::from(instruction.location),
            cache_info: table.cache_fields(instruction.opcode),
            meaning: &instruction.meaning,
            source: source.slice(instruction.location).map(crate::source::excerpt),
            stack_effect: instruction.stack_effect,
            stack: instruction.stack.as_ref(),
        };
        self.disassembly.instructions.iter().map(view).collect()
    }

    fn exceptions(&self) -> Vec<ExceptionView> {
        let view = |range: &crate::code::ExceptionRange| ExceptionView {
            start: range.start,
            end: range.end,
            target: range.target,
            depth: range.depth,
            lasti: range.lasti,
        };
        self.disassembly.exceptions.iter().map(view).collect()
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct LocalView<'a> {
    name: &'a str,
    kinds: Vec<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ConstantView {
    r#type: &'static str,
    repr: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_object: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct InstructionView<'a> {
    opname: &'static str,
    opcode: u8,
    arg: Option<u32>,
    argval: ArgVal<'a>,
    argrepr: &'a str,
    offset: u32,
    start_offset: u32,
    starts_line: bool,
    line_number: Option<i32>,
    label: Option<usize>,
    is_jump_target: bool,
    positions: Positions,
    cache_info: &'static [(&'static str, u8)],
    meaning: &'a str,
    source: Option<std::borrow::Cow<'a, str>>,
    stack_effect: i32,
    stack: Option<&'a crate::stack::Stack>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(untagged)]
pub(crate) enum ArgVal<'a> {
    None,
    Number(u32),
    Text(&'a str),
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ExceptionView {
    start: u32,
    end: u32,
    target: u32,
    depth: u32,
    lasti: bool,
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
