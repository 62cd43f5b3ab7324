//! From a code object to one that is ready to run.
//!
//! Caches and `EXTENDED_ARG` go, jumps become indexes of instructions, constants become values: once for each
//! code object, so that constants keep their identity. Whatever does not fit (an unknown opcode, an index out
//! of range, a jump between instructions) is refused here, so that the loop need not look.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use bytescope_bytecode::{
    ArgumentKind, CodeFlags, CodeObject, Constant, LocalKind, OpcodeTable, Version, exception_table,
    instruction,
};

use crate::objects::{Code, Complex, Handler};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::Instruction;
use super::fuse::fuse;
use super::opcode::Op;
use super::verify::verify;

type Known = HashMap<Constant, Value>;

impl Vm {
    /// Makes a code object ready to run.
    pub fn load(&mut self, object: &Arc<CodeObject>) -> PyResult<Ref<Code>> {
        match self.try_load(object, &mut HashMap::new()) {
            Ok(code) => Ok(code),
            Err(problem) => {
                let name = &object.qualname;
                Err(self.value_error(format!("the code of {name} cannot run: {problem}")))
            }
        }
    }

    /// `known` holds the constants of the module so far: equal ones are one object (`merge_const_one`).
    fn try_load(&mut self, object: &Arc<CodeObject>, known: &mut Known) -> Result<Ref<Code>, String> {
        let table = OpcodeTable::of(Version::LATEST);
        let decoded = instruction::decode(&object.code, table)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| error.to_string())?;
        // Both the first EXTENDED_ARG and the instruction itself lead to it.
        let mut index_at = vec![u32::MAX; object.code.len() / 2 + 1];
        for (index, instruction) in decoded.iter().enumerate() {
            for offset in [instruction.start_offset, instruction.offset] {
                index_at[offset as usize / 2] = index as u32;
            }
        }
        index_at[object.code.len() / 2] = decoded.len() as u32;
        let index_of = |offset: u32| match index_at.get(offset as usize / 2) {
            Some(index) if *index != u32::MAX => Ok(*index),
            _ => Err(format!("offset {offset} is inside an instruction")),
        };
        let mut instructions = Vec::with_capacity(decoded.len());
        for instruction in &decoded {
            let Some(op) = Op::of(instruction.opcode) else {
                return Err(format!("{} cannot be run", instruction.opcode));
            };
            let arg = match instruction.jump_target {
                Some(target) => index_of(target)?,
                None => instruction.oparg,
            };
            let locals = object.localsplusnames.len();
            let (index, limit) = match table.argument_kind(instruction.opcode) {
                ArgumentKind::Constant => (arg, object.consts.len()),
                ArgumentKind::Name => (arg, object.names.len()),
                ArgumentKind::Global | ArgumentKind::Attribute => (arg >> 1, object.names.len()),
                ArgumentKind::SuperAttribute => (arg >> 2, object.names.len()),
                ArgumentKind::Local => (arg, locals),
                ArgumentKind::LocalPair => ((arg >> 4).max(arg & 15), locals),
                _ => (0, usize::MAX),
            };
            if index as usize >= limit {
                return Err(format!(
                    "{} {arg} at offset {} leads nowhere",
                    instruction.opcode, instruction.offset
                ));
            }
            instructions.push(Instruction {
                op,
                fast: Cell::new(op),
                small: Cell::new(0),
                count: Cell::new(0),
                arg,
                cache: Cell::new(0),
            });
        }
        fuse(&instructions);
        let entries = exception_table::decode(&object.exceptiontable).map_err(|error| error.to_string())?;
        verify(object, &decoded, &entries, table, &index_of)?;
        let mut handlers = Vec::with_capacity(entries.len());
        for entry in &entries {
            handlers.push(Handler {
                start: index_of(entry.start * 2)?,
                end: index_of(entry.end * 2)?,
                target: index_of(entry.target * 2)?,
                depth: entry.depth,
                lasti: entry.lasti,
            });
        }
        let constants =
            object.consts.iter().map(|constant| self.constant(constant, known)).collect::<Result<_, _>>()?;
        let flags = object.flags;
        let variable = usize::from(flags.contains(CodeFlags::VARARGS))
            + usize::from(flags.contains(CodeFlags::VARKEYWORDS));
        let generators = CodeFlags::GENERATOR | CodeFlags::COROUTINE | CodeFlags::ASYNC_GENERATOR;
        let count = |kind| object.localspluskinds.iter().filter(|local| local.contains(kind)).count();
        let is_plain = variable == 0 && object.kwonlyargcount == 0 && flags.contains(CodeFlags::OPTIMIZED);
        let names = object.names.iter().map(|name| self.intern(name)).collect();
        let locals = object.localsplusnames.iter().map(|name| self.intern(name)).collect();
        Ok(Ref::new(Code {
            object: Arc::clone(object),
            instructions: instructions.into(),
            offsets: decoded.iter().map(|instruction| instruction.offset).collect(),
            constants,
            names,
            locals,
            parameters: (object.argcount + object.kwonlyargcount) as usize + variable,
            cells: count(LocalKind::CELL),
            free: count(LocalKind::FREE),
            handlers: handlers.into(),
            filename: Rc::from(&*object.filename),
            qualname: Rc::from(&*object.qualname),
            frame_size: object.localsplusnames.len() + object.stacksize as usize + 1,
            exact: if is_plain { object.argcount } else { u32::MAX },
            is_simple: is_plain && !flags.intersects(generators),
            is_hidden: Cell::new(false),
            calls: Cell::new(0),
        }))
    }

    /// The value of a constant that stands alone.
    pub(crate) fn constant_value(&mut self, constant: &Constant) -> PyResult {
        self.constant(constant, &mut HashMap::new()).map_err(|problem| self.value_error(problem))
    }

    fn constant(&mut self, constant: &Constant, known: &mut Known) -> Result<Value, String> {
        if let Constant::Code(code) = constant {
            return Ok(self.try_load(code, known)?.into_value());
        }
        if let Some(value) = known.get(constant) {
            return Ok(value.clone());
        }
        let value = self.new_constant(constant, known)?;
        known.insert(constant.clone(), value.clone());
        Ok(value)
    }

    fn new_constant(&mut self, constant: &Constant, known: &mut Known) -> Result<Value, String> {
        Ok(match constant {
            Constant::None => Value::none(),
            Constant::Ellipsis => Value::ellipsis(),
            Constant::Bool(value) => Value::bool(*value),
            Constant::Int(value) => self.int(value.clone()),
            Constant::Float(value) => Value::float(*value),
            Constant::Complex { real, imag } => Value::new(Complex { real: *real, imag: *imag }),
            Constant::Str(text) => {
                let string = self.str_from(text.clone());
                // Like names, so that equal ones are the same object (`intern_constants`).
                let is_name =
                    text.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
                if is_name { self.intern_value(&string) } else { string }
            }
            Constant::Bytes(bytes) => self.bytes(bytes.clone()),
            Constant::Tuple(items) => {
                let items = items.iter().map(|item| self.constant(item, known)).collect::<Result<_, _>>()?;
                self.tuple(items)
            }
            Constant::FrozenSet(items) => {
                let items =
                    items.iter().map(|item| self.constant(item, known)).collect::<Result<Vec<_>, _>>()?;
                self.frozenset(items).map_err(|_| "a constant set has an item without a hash".to_owned())?
            }
            // Since 3.14; code of 3.13 has none.
            Constant::Slice(_) => return Err("a slice among the constants".to_owned()),
            Constant::Code(code) => self.try_load(code, known)?.into_value(),
        })
    }

    /// CPython makes a constant set twice, the second time from the first one's order, when it merges equal
    /// constants (`merge_consts_recursive`); the order of iteration shows it.
    fn frozenset(&mut self, items: Vec<Value>) -> PyResult {
        let first = self.set(items)?.to_vec();
        let set = crate::objects::Set::new(true);
        for item in first {
            self.set_add(&set, item)?;
        }
        Ok(Value::new(set))
    }
}
