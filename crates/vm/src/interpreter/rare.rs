//! The opcodes that no loop waits for: out of the hot function, which stays small for it.
//!
//! None of them jumps or changes the running frame.

use std::cell::RefCell;

use crate::objects::*;
use crate::ops::UnaryOp;
use crate::value::{Kind, Program, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::run::stop_value;
use super::{Instruction, Op};

impl Vm {
    /// Runs one instruction; returns the new top of the stack.
    #[inline(never)]
    pub(super) fn run_rare(
        &mut self,
        program: &Program,
        instruction: &Instruction,
        base: usize,
        mut sp: usize,
    ) -> PyResult<usize> {
        let code = program.code();
        let arg = instruction.arg;
        macro_rules! push {
            ($value:expr) => {{
                let value: Value = $value;
                self.interpreter.stack.fill(sp, value);
                sp += 1;
            }};
        }
        macro_rules! pop {
            () => {{
                sp -= 1;
                match self.interpreter.stack[sp].take() {
                    Some(value) => value,
                    None => return Err(self.broken("an empty slot")),
                }
            }};
        }
        // A copy of the n-th value from the top, counted from 1.
        macro_rules! peek {
            ($n:expr) => {
                match &self.interpreter.stack[sp - $n] {
                    Some(value) => value.clone(),
                    None => return Err(self.broken("an empty slot")),
                }
            };
        }
        match instruction.op {
            Op::DELETE_FAST => match self.interpreter.stack[base + arg as usize].take() {
                Some(old) => {
                    drop(old);
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                None => return Err(self.unbound_local(code, arg)),
            },
            Op::UNARY_NEGATIVE => {
                let value = pop!();
                push!(self.unary(UnaryOp::Negative, &value)?);
            }
            Op::UNARY_INVERT => {
                let value = pop!();
                push!(self.unary(UnaryOp::Invert, &value)?);
            }
            Op::DELETE_SUBSCR => {
                let key = pop!();
                let container = pop!();
                self.delitem(&container, &key)?;
                if crate::value::pending() {
                    self.handle_pending();
                }
            }
            Op::STORE_SLICE => {
                let stop = pop!();
                let start = pop!();
                let container = pop!();
                let value = pop!();
                let slice = Value::new(Slice { start, stop, step: Value::none() });
                self.setitem(&container, &slice, value)?;
            }
            Op::GET_LEN => {
                let value = peek!(1);
                let len = self.len(&value)?;
                push!(Value::int(len as i64));
            }

            Op::GET_YIELD_FROM_ITER => {
                let iterable = pop!();
                push!(self.yield_from_iterator(&iterable, code)?);
            }
            Op::BUILD_SET => {
                let items = self.take_values(sp, arg as usize);
                sp -= arg as usize;
                push!(self.new_set(items)?);
            }
            Op::BUILD_CONST_KEY_MAP => {
                let keys = pop!();
                let values = self.take_values(sp, arg as usize);
                sp -= arg as usize;
                let dict = Dict::default();
                let keys = keys.downcast::<Tuple>().map(|keys| keys.items.to_vec()).unwrap_or_default();
                for (key, value) in keys.into_iter().zip(values) {
                    self.dict_set(&dict, key, value)?;
                }
                push!(Value::new(dict));
            }
            Op::BUILD_STRING => {
                let pieces = self.take_values(sp, arg as usize);
                sp -= arg as usize;
                let mut text = rustpython_wtf8::Wtf8Buf::new();
                for piece in &pieces {
                    if let Some(piece) = crate::types::native::<Str>(piece) {
                        text.push_wtf8(piece.wtf8());
                    }
                }
                push!(self.str_from(text));
            }
            Op::BUILD_SLICE => {
                let step = if arg == 3 { pop!() } else { Value::none() };
                let stop = pop!();
                let start = pop!();
                push!(Value::new(Slice { start, stop, step }));
            }
            Op::LIST_EXTEND => {
                let iterable = pop!();
                let list = peek!(arg as usize);
                self.extend_for_unpacking(&list, &iterable)?;
            }
            Op::SET_ADD => {
                let value = pop!();
                let set = peek!(arg as usize);
                if let Some(set) = set.downcast::<Set>() {
                    self.set_add(set, value)?;
                }
            }
            Op::SET_UPDATE => {
                let iterable = pop!();
                let set = peek!(arg as usize);
                if let Some(set) = set.downcast::<Set>() {
                    for item in self.collect(&iterable)? {
                        self.set_add(set, item)?;
                    }
                }
            }
            Op::MAP_ADD => {
                let value = pop!();
                let key = pop!();
                let dict = peek!(arg as usize);
                if let Some(dict) = dict.downcast::<Dict>() {
                    self.dict_set(dict, key, value)?;
                }
            }
            Op::DICT_UPDATE => {
                let other = pop!();
                let dict = peek!(arg as usize);
                self.dict_update_for_display(&dict, &other)?;
            }
            Op::DICT_MERGE => {
                let other = pop!();
                let dict = peek!(arg as usize);
                let function = peek!(arg as usize + 3);
                self.dict_merge_for_call(&dict, &other, &function)?;
            }
            Op::UNPACK_EX => {
                let sequence = pop!();
                let items = self.unpack_ex(&sequence, (arg & 0xFF) as usize, (arg >> 8) as usize)?;
                for item in items.into_iter().rev() {
                    push!(item);
                }
            }
            Op::FORMAT_SIMPLE => {
                let value = pop!();
                if value.kind() == Kind::Str {
                    push!(value);
                } else {
                    let empty = self.str("");
                    push!(self.format(&value, &empty)?);
                }
            }
            Op::FORMAT_WITH_SPEC => {
                let spec = pop!();
                let value = pop!();
                push!(self.format(&value, &spec)?);
            }
            Op::CONVERT_VALUE => {
                let value = pop!();
                let text = match arg {
                    1 => self.str_of(&value)?,
                    2 => self.repr(&value)?,
                    _ => self.ascii(&value)?,
                };
                push!(text);
            }

            Op::DELETE_ATTR => {
                let name = code.names[arg as usize].clone();
                let object = pop!();
                self.setattr(&object, &name, None)?;
                drop(object);
                if crate::value::pending() {
                    self.handle_pending();
                }
            }
            Op::LOAD_SUPER_ATTR => {
                let name = code.names[(arg >> 2) as usize].clone();
                let this = pop!();
                let class = pop!();
                let super_class = pop!();
                let (value, is_method) =
                    self.load_super(&super_class, &class, &this, &name, arg & 1 != 0, arg & 2 != 0)?;
                push!(value);
                if arg & 1 != 0 {
                    if is_method {
                        push!(this);
                    } else {
                        sp += 1;
                    }
                }
            }
            Op::STORE_GLOBAL => {
                let value = pop!();
                let Some(frame) = self.interpreter.frames.last() else {
                    return Err(self.broken("no frame"));
                };
                let old = frame.globals().set_str(&code.names[arg as usize], value);
                drop(old);
            }
            Op::DELETE_GLOBAL => {
                let name = code.names[arg as usize].clone();
                self.delete_global(&name)?;
            }
            Op::LOAD_NAME => {
                let name = code.names[arg as usize].clone();
                push!(self.load_name(&name)?);
            }
            Op::STORE_NAME => {
                let value = pop!();
                let name = code.names[arg as usize].clone();
                self.store_name(&name, value)?;
                if crate::value::pending() {
                    self.handle_pending();
                }
            }
            Op::DELETE_NAME => {
                let name = code.names[arg as usize].clone();
                self.delete_name(&name)?;
                if crate::value::pending() {
                    self.handle_pending();
                }
            }
            Op::LOAD_LOCALS => {
                let frame = self.interpreter.frames.last();
                match frame.and_then(|frame| frame.namespace.clone()) {
                    Some(namespace) => push!(namespace),
                    None => return Err(self.error(Exc::SystemError, "no locals")),
                }
            }
            Op::LOAD_FROM_DICT_OR_GLOBALS => {
                let namespace = pop!();
                let name = code.names[arg as usize].clone();
                push!(self.load_from_dict_or_globals(&namespace, &name)?);
            }
            Op::LOAD_FROM_DICT_OR_DEREF => {
                let namespace = pop!();
                let name = code.locals[arg as usize].clone();
                let value = match self.namespace_get(&namespace, &name)? {
                    Some(value) => value,
                    None => self.load_cell(code, base, arg)?,
                };
                push!(value);
            }
            Op::MAKE_CELL => {
                let slot = base + arg as usize;
                let value = self.interpreter.stack[slot].take();
                self.interpreter.stack[slot] = Some(Value::new(CellObject { value: RefCell::new(value) }));
            }
            Op::DELETE_DEREF => {
                let cell = &self.interpreter.stack[base + arg as usize];
                let old =
                    cell.as_ref().and_then(Value::downcast::<CellObject>).and_then(|cell| cell.value.take());
                match old {
                    Some(old) => drop(old),
                    None => return Err(self.unbound_cell(code, arg)),
                }
                if crate::value::pending() {
                    self.handle_pending();
                }
            }

            Op::CALL_INTRINSIC_1 => {
                let value = pop!();
                push!(self.intrinsic_1(arg, value)?);
            }
            Op::CALL_INTRINSIC_2 => {
                let second = pop!();
                let first = pop!();
                push!(self.intrinsic_2(arg, first, second)?);
            }
            Op::MAKE_FUNCTION => {
                let function_code = pop!();
                push!(self.make_function(function_code)?);
            }
            Op::SET_FUNCTION_ATTRIBUTE => {
                let function = pop!();
                let value = pop!();
                push!(set_function_attribute(function, arg, value));
            }
            Op::LOAD_BUILD_CLASS => {
                let name = self.names.build_class.clone();
                let Some(frame) = self.interpreter.frames.last() else {
                    return Err(self.broken("no frame"));
                };
                match frame.builtins().get_str(&name) {
                    Some(build) => push!(build),
                    None => return Err(self.error(Exc::NameError, "__build_class__ not found")),
                }
            }
            Op::SETUP_ANNOTATIONS => {
                let name = self.names.annotations.clone();
                let namespace = self.interpreter.frames.last().and_then(|frame| frame.namespace.clone());
                if let Some(namespace) = namespace
                    && self.namespace_get(&namespace, &name)?.is_none()
                {
                    let dict = Value::new(Dict::default());
                    self.store_name(&name, dict)?;
                }
            }
            Op::LOAD_ASSERTION_ERROR => {
                push!(self.exception_class(Exc::AssertionError).value().clone());
            }
            Op::IMPORT_NAME => {
                let from_list = pop!();
                let level = pop!();
                let name = code.names[arg as usize].clone();
                push!(self.import_instruction(&name, &from_list, &level)?);
            }
            Op::IMPORT_FROM => {
                let module = peek!(1);
                let name = code.names[arg as usize].clone();
                push!(self.import_from(&module, &name)?);
            }

            Op::RAISE_VARARGS => {
                let cause = if arg == 2 { Some(pop!()) } else { None };
                let exception = if arg >= 1 { Some(pop!()) } else { None };
                return Err(self.raise(exception, cause));
            }
            Op::RERAISE => {
                // The handler is looked for from here, not from where it was raised first; the traceback has
                // that place already, so the index that lies on the stack is not needed.
                let exception = pop!();
                self.interpreter.reraising = true;
                return Err(Raised(exception));
            }
            Op::CHECK_EXC_MATCH => {
                let class = pop!();
                let exception = peek!(1);
                let matches = self.exception_matches(&exception, &class)?;
                push!(Value::bool(matches));
            }
            Op::CHECK_EG_MATCH => {
                let classes = pop!();
                let exception = pop!();
                let (matched, rest) = self.exception_group_match(&exception, &classes)?;
                if !matched.is_none()
                    && let Some(handled) = self.interpreter.handled.last_mut()
                {
                    *handled = Some(matched.clone());
                }
                push!(rest);
                push!(matched);
            }
            Op::BEFORE_WITH => {
                let manager = pop!();
                let (exit, entered) = self.enter_with(&manager)?;
                push!(exit);
                push!(entered);
            }
            Op::BEFORE_ASYNC_WITH => {
                let manager = pop!();
                let (exit, entered) = self.enter_async_with(&manager)?;
                push!(exit);
                push!(entered);
            }
            Op::WITH_EXCEPT_START => {
                let exception = peek!(1);
                let exit = peek!(4);
                let class = self.class_of(&exception).into_value();
                let traceback = self.traceback_of(&exception);
                push!(self.call(&exit, [class, exception, traceback])?);
            }
            Op::END_ASYNC_FOR => {
                let exception = pop!();
                drop(pop!());
                let raised = Raised(exception);
                if !raised.is(self, Exc::StopAsyncIteration) {
                    self.interpreter.reraising = true;
                    return Err(raised);
                }
            }
            Op::CLEANUP_THROW => {
                let exception = pop!();
                let raised = Raised(exception);
                if !raised.is(self, Exc::StopIteration) {
                    self.interpreter.reraising = true;
                    return Err(raised);
                }
                drop(pop!());
                drop(pop!());
                push!(Value::none());
                push!(stop_value(&raised));
            }
            Op::GET_AWAITABLE => {
                let value = pop!();
                push!(self.awaitable(&value, arg)?);
            }
            Op::GET_AITER => {
                let value = pop!();
                push!(self.async_iter(&value)?);
            }
            Op::GET_ANEXT => {
                let iterator = peek!(1);
                push!(self.async_next(&iterator)?);
            }

            Op::MATCH_MAPPING => {
                let subject = peek!(1);
                let matches = self.class_of(&subject).flags.get().is_mapping;
                push!(Value::bool(matches));
            }
            Op::MATCH_SEQUENCE => {
                let subject = peek!(1);
                let matches = self.class_of(&subject).flags.get().is_sequence;
                push!(Value::bool(matches));
            }
            Op::MATCH_KEYS => {
                let keys = peek!(1);
                let subject = peek!(2);
                push!(self.match_keys(&subject, &keys)?);
            }
            Op::MATCH_CLASS => {
                let names = pop!();
                let class = pop!();
                let subject = pop!();
                push!(self.match_class(&subject, &class, arg as usize, &names)?);
            }
            _ => return Err(self.broken("an opcode of the other loop")),
        }
        Ok(sp)
    }
}

fn set_function_attribute(function: Value, which: u32, value: Value) -> Value {
    if let Some(object) = function.downcast::<Function>() {
        match which {
            1 => drop(object.defaults.replace(value)),
            2 => drop(object.kwdefaults.replace(value)),
            4 => drop(object.annotations.replace(value)),
            _ => drop(object.closure.replace(value)),
        }
    }
    function
}
