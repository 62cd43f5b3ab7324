//! The loop: one arm an opcode (`Python/bytecodes.c`).
//!
//! Arms pop what they need as owned values, so that whatever they call may use the stack above. An arm that
//! fails returns the exception; [`Vm::run`] looks for a handler and enters the loop again.

use std::cell::RefCell;

use crate::objects::*;
use crate::ops::{BinaryOp, Comparison, UnaryOp};
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::calls::Called;
use super::unwind::Unwound;
use super::{FrameKind, Op};

/// How the loop ended.
#[derive(Debug)]
pub(crate) enum Exit {
    /// The frame that it was entered for returned.
    Returned(Value),
    /// The generator that it was entered for yielded.
    Yielded(Value),
}

impl Vm {
    /// Runs the innermost frame to its end; `raise` is an exception that is raised in it first.
    pub(crate) fn run(&mut self, sp: usize, raise: Option<Raised>) -> PyResult<Exit> {
        let (mut sp, mut raise) = (sp, raise);
        loop {
            if let Some(raised) = raise.take() {
                match self.unwind(raised) {
                    Unwound::Handled(depth) => sp = depth,
                    Unwound::Left(raised) => return Err(raised),
                }
            }
            let result = if self.tracer.is_some() {
                self.run_frames::<true>(sp)
            } else {
                self.run_frames::<false>(sp)
            };
            match result {
                Ok(exit) => return Ok(exit),
                Err(raised) => raise = Some(raised),
            }
        }
    }

    fn run_frames<const TRACE: bool>(&mut self, mut sp: usize) -> PyResult<Exit> {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let mut code = frame.code.clone();
        let mut base = frame.base;
        let mut pc = frame.pc;

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
        // Goes on in the innermost frame.
        macro_rules! reload {
            ($sp:expr) => {{
                sp = $sp;
                let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
                code = frame.code.clone();
                base = frame.base;
                pc = frame.pc;
            }};
        }
        macro_rules! finish {
            ($value:expr) => {{
                let value = $value;
                match self.finish_frame(value)? {
                    Finished::Caller(depth) => reload!(depth),
                    Finished::Exit(value) => return Ok(Exit::Returned(value)),
                }
                if crate::value::pending() {
                    self.handle_pending();
                }
            }};
        }
        macro_rules! called {
            ($called:expr, $at:expr) => {{
                let at: usize = $at;
                match $called? {
                    Called::Frame(depth) => reload!(depth),
                    Called::Value(value) => {
                        sp = at;
                        push!(value);
                        if crate::value::pending() {
                            self.handle_pending();
                        }
                    }
                }
            }};
        }
        macro_rules! jump_back {
            ($target:expr) => {{
                let target = $target as usize;
                self.interpreter.steps += (pc - target) as u64;
                pc = target;
                self.between_instructions()?;
            }};
        }

        loop {
            if TRACE {
                self.trace_instruction(pc, sp)?;
            }
            let instruction = &code.instructions[pc];
            pc += 1;
            self.interpreter.pc = pc;
            let arg = instruction.arg;
            match instruction.op.get() {
                Op::NOP | Op::RESUME => {}
                Op::LOAD_FAST | Op::LOAD_FAST_CHECK => match &self.interpreter.stack[base + arg as usize] {
                    Some(value) => {
                        let value = value.clone();
                        push!(value);
                    }
                    None => return Err(self.unbound_local(&code, arg)),
                },
                Op::LOAD_FAST_LOAD_FAST => {
                    for slot in [arg >> 4, arg & 15] {
                        match &self.interpreter.stack[base + slot as usize] {
                            Some(value) => {
                                let value = value.clone();
                                push!(value);
                            }
                            None => return Err(self.unbound_local(&code, slot)),
                        }
                    }
                }
                Op::LOAD_FAST_AND_CLEAR => {
                    // May be empty: then it is restored as such.
                    let value = self.interpreter.stack[base + arg as usize].take();
                    self.interpreter.stack[sp] = value;
                    sp += 1;
                }
                Op::STORE_FAST => {
                    sp -= 1;
                    let value = self.interpreter.stack[sp].take();
                    let old = std::mem::replace(&mut self.interpreter.stack[base + arg as usize], value);
                    drop(old);
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::STORE_FAST_STORE_FAST => {
                    for slot in [arg >> 4, arg & 15] {
                        sp -= 1;
                        let value = self.interpreter.stack[sp].take();
                        let old = std::mem::replace(&mut self.interpreter.stack[base + slot as usize], value);
                        drop(old);
                    }
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::STORE_FAST_LOAD_FAST => {
                    sp -= 1;
                    let value = self.interpreter.stack[sp].take();
                    let old =
                        std::mem::replace(&mut self.interpreter.stack[base + (arg >> 4) as usize], value);
                    drop(old);
                    match &self.interpreter.stack[base + (arg & 15) as usize] {
                        Some(value) => {
                            let value = value.clone();
                            push!(value);
                        }
                        None => return Err(self.unbound_local(&code, arg & 15)),
                    }
                }
                Op::DELETE_FAST => match self.interpreter.stack[base + arg as usize].take() {
                    Some(old) => {
                        drop(old);
                        if crate::value::pending() {
                            self.handle_pending();
                        }
                    }
                    None => return Err(self.unbound_local(&code, arg)),
                },
                Op::LOAD_CONST => push!(code.constants[arg as usize].clone()),
                Op::POP_TOP => {
                    sp -= 1;
                    drop(self.interpreter.stack[sp].take());
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::PUSH_NULL => sp += 1,
                Op::END_FOR => {
                    sp -= 1;
                    drop(self.interpreter.stack[sp].take());
                }
                Op::END_SEND => {
                    let value = pop!();
                    drop(pop!());
                    push!(value);
                }
                Op::COPY => {
                    let value = self.interpreter.stack[sp - arg as usize].clone();
                    self.interpreter.stack[sp] = value;
                    sp += 1;
                }
                Op::SWAP => self.interpreter.stack.swap(sp - 1, sp - arg as usize),

                Op::UNARY_NEGATIVE => {
                    let value = pop!();
                    push!(self.unary(UnaryOp::Negative, &value)?);
                }
                Op::UNARY_INVERT => {
                    let value = pop!();
                    push!(self.unary(UnaryOp::Invert, &value)?);
                }
                Op::UNARY_NOT => {
                    let value = pop!();
                    let truth = self.truth(&value)?;
                    push!(Value::bool(!truth));
                }
                Op::TO_BOOL => {
                    let value = pop!();
                    let truth = self.truth(&value)?;
                    push!(Value::bool(truth));
                }
                Op::BINARY_OP => {
                    let right = pop!();
                    let left = pop!();
                    let (op, in_place) = BinaryOp::from_number(arg);
                    let result = self.binary(op, in_place, &left, &right)?;
                    push!(result);
                }
                Op::COMPARE_OP => {
                    let right = pop!();
                    let left = pop!();
                    let op = Comparison::from_number(arg >> 5);
                    let result = if arg & 16 != 0 {
                        Value::bool(self.compare_bool(op, &left, &right)?)
                    } else {
                        self.compare(op, &left, &right)?
                    };
                    push!(result);
                }
                Op::IS_OP => {
                    let right = pop!();
                    let left = pop!();
                    push!(Value::bool(left.is(&right) != (arg == 1)));
                }
                Op::CONTAINS_OP => {
                    let container = pop!();
                    let item = pop!();
                    let found = self.contains(&container, &item)?;
                    push!(Value::bool(found != (arg == 1)));
                }
                Op::BINARY_SUBSCR => {
                    let key = pop!();
                    let container = pop!();
                    push!(self.getitem(&container, &key)?);
                }
                Op::STORE_SUBSCR => {
                    let key = pop!();
                    let container = pop!();
                    let value = pop!();
                    self.setitem(&container, &key, value)?;
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::DELETE_SUBSCR => {
                    let key = pop!();
                    let container = pop!();
                    self.delitem(&container, &key)?;
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::BINARY_SLICE => {
                    let stop = pop!();
                    let start = pop!();
                    let container = pop!();
                    let slice = Value::new(Slice { start, stop, step: Value::none() });
                    push!(self.getitem(&container, &slice)?);
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

                Op::JUMP_FORWARD | Op::JUMP_BACKWARD_NO_INTERRUPT => pc = arg as usize,
                Op::JUMP_BACKWARD => jump_back!(arg),
                Op::POP_JUMP_IF_FALSE => {
                    let value = pop!();
                    if value.as_bool() == Some(false) {
                        pc = arg as usize;
                    }
                }
                Op::POP_JUMP_IF_TRUE => {
                    let value = pop!();
                    if value.as_bool() == Some(true) {
                        pc = arg as usize;
                    }
                }
                Op::POP_JUMP_IF_NONE => {
                    if pop!().is_none() {
                        pc = arg as usize;
                    }
                }
                Op::POP_JUMP_IF_NOT_NONE => {
                    if !pop!().is_none() {
                        pc = arg as usize;
                    }
                }

                Op::GET_ITER => {
                    let iterable = pop!();
                    push!(self.iter(&iterable)?);
                }
                Op::FOR_ITER => {
                    let Some(iterator) = &self.interpreter.stack[sp - 1] else {
                        return Err(self.broken("an empty slot"));
                    };
                    let next = match iterator.kind() {
                        Kind::RangeIterator => {
                            iterator.downcast::<RangeIterator>().and_then(RangeIterator::advance)
                        }
                        Kind::Generator => {
                            let iterator = iterator.clone();
                            if let Some(depth) = self.resume_inline(&iterator, Value::none(), sp)? {
                                reload!(depth);
                                continue;
                            }
                            self.next(&iterator)?
                        }
                        _ => {
                            let iterator = iterator.clone();
                            self.next(&iterator)?
                        }
                    };
                    match next {
                        Some(value) => push!(value),
                        None => {
                            // END_FOR and the POP_TOP after it are skipped: the iterator goes here.
                            drop(pop!());
                            pc = arg as usize + 2;
                        }
                    }
                }
                Op::GET_YIELD_FROM_ITER => {
                    let iterable = pop!();
                    push!(self.yield_from_iterator(&iterable, &code)?);
                }
                Op::SEND => {
                    let value = pop!();
                    let receiver = peek!(1);
                    if let Some(depth) = self.resume_inline(&receiver, value.clone(), sp)? {
                        reload!(depth);
                        continue;
                    }
                    match self.send(&receiver, value)? {
                        Exit::Yielded(value) => push!(value),
                        Exit::Returned(value) => {
                            push!(value);
                            pc = arg as usize;
                        }
                    }
                }
                Op::YIELD_VALUE => {
                    let value = pop!();
                    match self.suspend(value, sp, arg == 1)? {
                        Suspended::Caller(depth) => reload!(depth),
                        Suspended::Exit(value) => return Ok(Exit::Yielded(value)),
                    }
                }
                Op::RETURN_GENERATOR => {
                    let generator = self.make_generator(sp)?;
                    finish!(generator);
                }
                Op::RETURN_VALUE => {
                    let value = pop!();
                    finish!(value);
                }
                Op::RETURN_CONST => finish!(code.constants[arg as usize].clone()),

                Op::BUILD_TUPLE => {
                    let items = self.take_values(sp, arg as usize);
                    sp -= arg as usize;
                    push!(self.tuple(items));
                }
                Op::BUILD_LIST => {
                    let items = self.take_values(sp, arg as usize);
                    sp -= arg as usize;
                    push!(self.list(items));
                }
                Op::BUILD_SET => {
                    let items = self.take_values(sp, arg as usize);
                    sp -= arg as usize;
                    push!(self.new_set(items)?);
                }
                Op::BUILD_MAP => {
                    let items = self.take_values(sp, 2 * arg as usize);
                    sp -= 2 * arg as usize;
                    let dict = Dict::default();
                    let mut items = items.into_iter();
                    while let (Some(key), Some(value)) = (items.next(), items.next()) {
                        self.dict_set(&dict, key, value)?;
                    }
                    push!(Value::new(dict));
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
                Op::LIST_APPEND => {
                    let value = pop!();
                    if let Some(list) =
                        self.interpreter.stack[sp - arg as usize].as_ref().and_then(Value::downcast::<List>)
                    {
                        list.push(value);
                    }
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
                Op::UNPACK_SEQUENCE => {
                    let sequence = pop!();
                    let items = self.unpack(&sequence, arg as usize)?;
                    for item in items.into_iter().rev() {
                        push!(item);
                    }
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

                Op::LOAD_ATTR => {
                    let object = pop!();
                    let name = &code.names[(arg >> 1) as usize];
                    if arg & 1 == 0 {
                        let value = match Self::cached_attribute(instruction, &object) {
                            Some(value) => value,
                            None => {
                                self.remember_attribute(instruction, &object, name, false);
                                self.getattr(&object, name)?
                            }
                        };
                        push!(value);
                    } else if let Some(method) = self.cached_method(instruction, &object) {
                        push!(method);
                        push!(object);
                    } else {
                        self.remember_attribute(instruction, &object, name, true);
                        let (method, is_method) = self.load_method(&object, name)?;
                        push!(method);
                        if is_method {
                            push!(object);
                        } else {
                            sp += 1;
                        }
                    }
                }
                Op::STORE_ATTR => {
                    let object = pop!();
                    let value = pop!();
                    if let Err(value) = Self::store_cached(instruction, &object, value) {
                        let name = &code.names[arg as usize];
                        self.setattr(&object, name, Some(value))?;
                        self.remember_store(instruction, &object, name);
                    }
                    drop(object);
                    if crate::value::pending() {
                        self.handle_pending();
                    }
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
                Op::LOAD_GLOBAL => {
                    let value = self.load_global(instruction, &code.names[(arg >> 1) as usize])?;
                    push!(value);
                    sp += (arg & 1) as usize;
                }
                Op::STORE_GLOBAL => {
                    let value = pop!();
                    let Some(frame) = self.interpreter.frames.last() else {
                        return Err(self.broken("no frame"));
                    };
                    let old = frame.globals.set_str(&code.names[arg as usize], value);
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
                        None => self.load_cell(&code, base, arg)?,
                    };
                    push!(value);
                }
                Op::MAKE_CELL => {
                    let slot = base + arg as usize;
                    let value = self.interpreter.stack[slot].take();
                    self.interpreter.stack[slot] =
                        Some(Value::new(CellObject { value: RefCell::new(value) }));
                }
                Op::COPY_FREE_VARS => self.copy_free_variables(&code, base),
                Op::LOAD_DEREF => push!(self.load_cell(&code, base, arg)?),
                Op::STORE_DEREF => {
                    let value = pop!();
                    let cell = &self.interpreter.stack[base + arg as usize];
                    if let Some(cell) = cell.as_ref().and_then(Value::downcast::<CellObject>) {
                        let old = cell.value.replace(Some(value));
                        drop(old);
                    }
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }
                Op::DELETE_DEREF => {
                    let cell = &self.interpreter.stack[base + arg as usize];
                    let old = cell
                        .as_ref()
                        .and_then(Value::downcast::<CellObject>)
                        .and_then(|cell| cell.value.take());
                    match old {
                        Some(old) => drop(old),
                        None => return Err(self.unbound_cell(&code, arg)),
                    }
                    if crate::value::pending() {
                        self.handle_pending();
                    }
                }

                Op::CALL => {
                    let at = sp - arg as usize - 2;
                    called!(self.call_on_stack(instruction, at, arg as usize, None), at);
                }
                Op::CALL_KW => {
                    let names = pop!();
                    let at = sp - arg as usize - 2;
                    called!(self.call_on_stack(instruction, at, arg as usize, Some(&names)), at);
                }
                Op::CALL_FUNCTION_EX => {
                    let keywords = if arg & 1 != 0 { Some(pop!()) } else { None };
                    let arguments = pop!();
                    let at = sp - 2;
                    called!(self.call_function_ex(at, &arguments, keywords.as_ref()), at);
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
                    match frame.builtins.get_str(&name) {
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
                Op::PUSH_EXC_INFO => {
                    let exception = pop!();
                    let handled = self.interpreter.handled.last_mut();
                    let old = handled.and_then(|handled| handled.replace(exception.clone()));
                    push!(old.unwrap_or_else(Value::none));
                    push!(exception);
                }
                Op::POP_EXCEPT => {
                    let old = pop!();
                    let old = (!old.is_none()).then_some(old);
                    let gone = self
                        .interpreter
                        .handled
                        .last_mut()
                        .and_then(|handled| std::mem::replace(handled, old));
                    drop(gone);
                    if crate::value::pending() {
                        self.handle_pending();
                    }
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
            }
        }
    }

    /// Ends the running frame with its result.
    fn finish_frame(&mut self, value: Value) -> PyResult<Finished> {
        let interpreter = &mut self.interpreter;
        let Some(frame) = interpreter.frames.pop() else { return Ok(Finished::Exit(value)) };
        interpreter.depth -= 1;
        let top = frame.base + frame.code.locals.len();
        let value = match frame.kind {
            FrameKind::Init => {
                let instance = interpreter.stack[frame.bottom].take();
                if !value.is_none() {
                    let class = self.class_of(&value).name();
                    self.clear_stack(frame.bottom, top);
                    self.interpreter.pc = self.interpreter.frames.last().map_or(0, |frame| frame.pc);
                    return Err(self.type_error(format!("__init__() should return None, not '{class}'")));
                }
                instance.unwrap_or(value)
            }
            _ => value,
        };
        self.clear_stack(frame.bottom, top);
        match frame.kind {
            FrameKind::Call | FrameKind::Init => {
                self.interpreter.stack[frame.bottom] = Some(value);
                Ok(Finished::Caller(frame.bottom + 1))
            }
            FrameKind::Entry => Ok(Finished::Exit(value)),
            FrameKind::GeneratorEntry(generator) => {
                self.close_generator(&generator);
                Ok(Finished::Exit(value))
            }
            FrameKind::Inline(generator) => {
                self.close_generator(&generator);
                Ok(Finished::Caller(self.generator_returned(frame.bottom, value)?))
            }
        }
    }

    /// Empties a part of the stack.
    pub(crate) fn clear_stack(&mut self, from: usize, to: usize) {
        for slot in from..to {
            drop(self.interpreter.stack[slot].take());
        }
    }

    /// Takes the topmost values off the stack; the caller lowers its top.
    fn take_values(&mut self, sp: usize, count: usize) -> Vec<Value> {
        self.interpreter.stack.range_mut(sp - count..sp).iter_mut().filter_map(Option::take).collect()
    }

    /// What is looked at when the program jumps back or calls.
    #[inline]
    pub(crate) fn between_instructions(&mut self) -> PyResult<()> {
        if self.interpreter.steps >= self.interpreter.check_at {
            self.check_now()?;
        }
        if crate::value::pending() {
            self.handle_pending();
        }
        self.maybe_collect();
        Ok(())
    }

    /// The bytecode does what no compiler lets it do.
    #[cold]
    pub(crate) fn broken(&mut self, what: &str) -> Raised {
        self.error(Exc::SystemError, format!("the bytecode is broken: {what}"))
    }
}

/// Where to go on after a frame ended.
pub(super) enum Finished {
    /// In the frame below, with this much on the stack.
    Caller(usize),
    /// The loop ends.
    Exit(Value),
}

/// Where to go on after a `yield`.
pub(super) enum Suspended {
    /// In the frame below, with this much on the stack.
    Caller(usize),
    /// The loop ends.
    Exit(Value),
}

/// The value that a `StopIteration` carries.
pub(crate) fn stop_value(raised: &Raised) -> Value {
    let exception = raised.0.downcast::<Exception>();
    let value = exception.and_then(|exception| exception.fields.borrow().first().cloned().flatten());
    let first = || {
        let args = exception?.args.borrow().clone();
        args.downcast::<Tuple>()?.items.first().cloned()
    };
    value.or_else(first).unwrap_or_else(Value::none)
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
