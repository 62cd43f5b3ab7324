//! The loop: one arm an opcode (`Python/bytecodes.c`).
//!
//! Arms pop what they need as owned values, so that whatever they call may use the stack above. An arm that
//! fails returns the exception; [`Vm::run`] looks for a handler and enters the loop again.
//!
//! What the quick arms have in common: they look at operands where they lie, and what they do not know they leave
//! to the general way. Freeing an object runs no Python code, so a value may be dropped anywhere.
//!
//! It is one long `match`, because a function for each arm would pass the loop's registers through memory. What is
//! not hot has gone to `rare`, `calls`, `caches`, `frames` and `generators`.

use smallvec::SmallVec;

use crate::objects::*;
use crate::ops::{
    BinaryOp, Comparison, arithmetic, arithmetic_onto, item_at, quick_compare, quick_next, quick_truth,
    set_item_at,
};
use crate::value::{Kind, Program, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

use super::Op;
use super::calls::Called;
use super::frames::Finished;
use super::generators::Suspended;
use super::unwind::Unwound;

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
        let mut program = Program::of(frame);
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
        // The n-th value from the top, counted from 1, where it lies.
        macro_rules! top {
            ($n:expr) => {
                match &self.interpreter.stack[sp - $n] {
                    Some(value) => value,
                    None => return Err(self.broken("an empty slot")),
                }
            };
        }
        macro_rules! local {
            ($slot:expr) => {
                &self.interpreter.stack[base + $slot as usize]
            };
        }
        macro_rules! push_local {
            ($slot:expr) => {{
                let slot = $slot;
                match local!(slot) {
                    Some(value) => {
                        let value = value.clone();
                        push!(value);
                    }
                    None => return Err(self.unbound_local(program.code(), slot)),
                }
            }};
        }
        macro_rules! store_local {
            ($slot:expr) => {{
                sp -= 1;
                let value = self.interpreter.stack[sp].take();
                drop(std::mem::replace(&mut self.interpreter.stack[base + $slot as usize], value));
            }};
        }
        // Lets finalizers run that became due.
        macro_rules! settle {
            () => {
                if crate::value::pending() {
                    self.handle_pending();
                }
            };
        }
        // Goes on in the innermost frame.
        macro_rules! reload {
            ($sp:expr) => {{
                sp = $sp;
                let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
                program = Program::of(frame);
                base = frame.base;
                pc = frame.pc;
            }};
        }
        macro_rules! finish {
            ($value:expr) => {{
                match self.leave_function(program.code().locals.len(), $value) {
                    Ok(depth) => reload!(depth),
                    Err(value) => match self.finish_frame(value)? {
                        Finished::Caller(depth) => reload!(depth),
                        Finished::Exit(value) => return Ok(Exit::Returned(value)),
                    },
                }
                settle!();
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
                        settle!();
                    }
                }
            }};
        }
        // The conditional jump `ahead` of the next instruction, taken or not.
        macro_rules! jump_if {
            ($condition:expr, $ahead:expr) => {{
                let jump = program.at(pc + $ahead);
                if ($condition) == (jump.op == Op::POP_JUMP_IF_TRUE) {
                    pc = jump.arg as usize;
                } else {
                    pc += $ahead + 1;
                }
            }};
        }
        macro_rules! exhausted {
            ($arg:expr) => {{
                // END_FOR and the POP_TOP after it are skipped: the iterator goes here.
                drop(pop!());
                pc = $arg as usize + 2;
            }};
        }

        loop {
            if TRACE {
                self.trace_instruction(pc, sp)?;
            }
            let instruction = program.at(pc);
            pc += 1;
            self.interpreter.pc = pc;
            let arg = instruction.arg;
            match if TRACE { instruction.op } else { instruction.fast.get() } {
                Op::NOP | Op::RESUME => {}
                Op::LOAD_FAST | Op::LOAD_FAST_CHECK => push_local!(arg),
                Op::LOAD_FAST_LOAD_FAST => {
                    push_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_FAST_AND_CLEAR => {
                    // May be empty: then it is restored as such.
                    let value = self.interpreter.stack[base + arg as usize].take();
                    self.interpreter.stack[sp] = value;
                    sp += 1;
                }
                Op::STORE_FAST => {
                    store_local!(arg);
                    settle!();
                }
                Op::STORE_FAST_STORE_FAST => {
                    store_local!(arg >> 4);
                    store_local!(arg & 15);
                    settle!();
                }
                Op::STORE_FAST_LOAD_FAST => {
                    store_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_CONST => push!(program.constant(arg).clone()),
                Op::POP_TOP => {
                    sp -= 1;
                    drop(self.interpreter.stack[sp].take());
                    settle!();
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
                Op::COPY_ATTR if let Some(value) = Self::cached_attribute(program.at(pc), top!(1)) => {
                    push!(value);
                    pc += 1;
                }
                Op::COPY_COPY_SUBSCR if let Some(item) = item_at(top!(2), top!(1)) => {
                    push!(item);
                    pc += 2;
                }
                Op::COPY | Op::COPY_ATTR | Op::COPY_COPY_SUBSCR => {
                    let value = self.interpreter.stack[sp - arg as usize].clone();
                    self.interpreter.stack[sp] = value;
                    sp += 1;
                }
                Op::SWAP_STORE_ATTR => {
                    let value = pop!();
                    match Self::store_cached(program.at(pc), top!(1), value) {
                        Ok(()) => {
                            sp -= 1;
                            drop(self.interpreter.stack[sp].take());
                            pc += 1;
                            settle!();
                        }
                        Err(value) => {
                            push!(value);
                            self.interpreter.stack.swap(sp - 1, sp - 2);
                        }
                    }
                }
                Op::SWAP_SWAP_STORE_SUBSCR => {
                    let value = pop!();
                    match set_item_at(top!(2), top!(1), value) {
                        Ok(old) => {
                            drop(old);
                            drop(pop!());
                            drop(pop!());
                            pc += 2;
                            settle!();
                        }
                        Err(value) => {
                            push!(value);
                            self.interpreter.stack.swap(sp - 1, sp - 3);
                        }
                    }
                }
                Op::SWAP => self.interpreter.stack.swap(sp - 1, sp - arg as usize),

                Op::FAST_CONST_BINARY => {
                    let operator = program.at(pc + 1).small.get();
                    let right = program.constant(program.at(pc).arg);
                    if let Some(left) = local!(arg)
                        && let Some(result) = arithmetic(operator, left, right)
                    {
                        push!(result);
                        pc += 2;
                        continue;
                    }
                    push_local!(arg);
                }
                Op::FAST_FAST_BINARY => {
                    let operator = program.at(pc).small.get();
                    if let (Some(left), Some(right)) = (local!(arg >> 4), local!(arg & 15))
                        && let Some(result) = arithmetic(operator, left, right)
                    {
                        push!(result);
                        pc += 1;
                        continue;
                    }
                    push_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_FAST_BINARY => {
                    let operator = program.at(pc).small.get();
                    let (left, right) = self.interpreter.stack.two(sp - 1, base + arg as usize);
                    if let (Some(left), Some(right)) = (left, right)
                        && arithmetic_onto(operator, left, right)
                    {
                        pc += 1;
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_CONST_BINARY => {
                    let operator = program.at(pc).small.get();
                    if let Some(left) = &mut self.interpreter.stack[sp - 1]
                        && arithmetic_onto(operator, left, program.constant(arg))
                    {
                        pc += 1;
                        continue;
                    }
                    push!(program.constant(arg).clone());
                }
                Op::BINARY_OP => {
                    let (left, right) = self.interpreter.stack.two(sp - 2, sp - 1);
                    if let (Some(left), Some(right)) = (left, right)
                        && arithmetic_onto(instruction.small.get(), left, right)
                    {
                        sp -= 1;
                        drop(self.interpreter.stack[sp].take());
                        continue;
                    }
                    let right = pop!();
                    let left = pop!();
                    let (op, in_place) = BinaryOp::from_number(arg);
                    let result = if op == BinaryOp::Add && left.kind() == Kind::Str {
                        // The variable that is assigned next may let go of the text, which then grows in place.
                        let next = program.at(pc);
                        if next.op == Op::STORE_FAST
                            && right.kind() == Kind::Str
                            && local!(next.arg).as_ref().is_some_and(|local| local.is(&left))
                        {
                            drop(self.interpreter.stack[base + next.arg as usize].take());
                        }
                        self.concatenate(in_place, left, &right)?
                    } else {
                        self.binary(op, in_place, &left, &right)?
                    };
                    push!(result);
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
                Op::TO_BOOL_JUMP => {
                    let Some(truth) = quick_truth(top!(1)) else {
                        let value = pop!();
                        let truth = self.truth(&value)?;
                        push!(Value::bool(truth));
                        continue;
                    };
                    sp -= 1;
                    drop(self.interpreter.stack[sp].take());
                    jump_if!(truth, 0);
                }
                Op::LOAD_FAST_BOOL_JUMP => {
                    if let Some(value) = local!(arg)
                        && let Some(truth) = quick_truth(value)
                    {
                        jump_if!(truth, 1);
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_FAST_NONE_JUMP => {
                    if let Some(value) = local!(arg) {
                        let jump = program.at(pc);
                        if value.is_none() == (jump.op == Op::POP_JUMP_IF_NONE) {
                            pc = jump.arg as usize;
                        } else {
                            pc += 1;
                        }
                        continue;
                    }
                    push_local!(arg);
                }

                Op::FAST_CONST_COMPARE_JUMP => {
                    let comparison = program.at(pc + 1).small.get();
                    let right = program.constant(program.at(pc).arg);
                    if let Some(left) = local!(arg)
                        && let Some(holds) = quick_compare(comparison, left, right)
                    {
                        jump_if!(holds, 2);
                        continue;
                    }
                    push_local!(arg);
                }
                Op::FAST_FAST_COMPARE_JUMP => {
                    let comparison = program.at(pc).small.get();
                    if let (Some(left), Some(right)) = (local!(arg >> 4), local!(arg & 15))
                        && let Some(holds) = quick_compare(comparison, left, right)
                    {
                        jump_if!(holds, 1);
                        continue;
                    }
                    push_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_FAST_COMPARE_JUMP => {
                    let comparison = program.at(pc).small.get();
                    if let Some(right) = local!(arg)
                        && let Some(holds) = quick_compare(comparison, top!(1), right)
                    {
                        sp -= 1;
                        drop(self.interpreter.stack[sp].take());
                        jump_if!(holds, 1);
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_CONST_COMPARE_JUMP => {
                    let comparison = program.at(pc).small.get();
                    if let Some(holds) = quick_compare(comparison, top!(1), program.constant(arg)) {
                        sp -= 1;
                        drop(self.interpreter.stack[sp].take());
                        jump_if!(holds, 1);
                        continue;
                    }
                    push!(program.constant(arg).clone());
                }
                Op::COMPARE_JUMP
                    if let Some(holds) = quick_compare(instruction.small.get(), top!(2), top!(1)) =>
                {
                    drop(pop!());
                    drop(pop!());
                    jump_if!(holds, 0);
                }
                Op::COMPARE_JUMP => {
                    let right = pop!();
                    let left = pop!();
                    let holds = self.compare_bool(Comparison::from_number(arg >> 5), &left, &right)?;
                    drop(right);
                    drop(left);
                    jump_if!(holds, 0);
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
                Op::IS_JUMP => {
                    let is = top!(2).is(top!(1)) != (arg == 1);
                    drop(pop!());
                    drop(pop!());
                    jump_if!(is, 0);
                }
                Op::CONTAINS_OP => {
                    let container = pop!();
                    let item = pop!();
                    let found = self.contains(&container, &item)?;
                    push!(Value::bool(found != (arg == 1)));
                }
                Op::CONTAINS_JUMP => {
                    let container = pop!();
                    let item = pop!();
                    let found = self.contains(&container, &item)?;
                    drop(item);
                    drop(container);
                    jump_if!(found != (arg == 1), 0);
                }

                Op::FAST_FAST_SUBSCR => {
                    if let (Some(container), Some(key)) = (local!(arg >> 4), local!(arg & 15))
                        && let Some(item) = item_at(container, key)
                    {
                        push!(item);
                        pc += 1;
                        continue;
                    }
                    push_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_FAST_SUBSCR => {
                    if let Some(key) = local!(arg)
                        && let Some(item) = item_at(top!(1), key)
                    {
                        self.interpreter.stack[sp - 1] = Some(item);
                        pc += 1;
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_CONST_SUBSCR => {
                    if let Some(item) = item_at(top!(1), program.constant(arg)) {
                        self.interpreter.stack[sp - 1] = Some(item);
                        pc += 1;
                        continue;
                    }
                    push!(program.constant(arg).clone());
                }
                Op::BINARY_SUBSCR => {
                    if let Some(item) = item_at(top!(2), top!(1)) {
                        sp -= 1;
                        drop(self.interpreter.stack[sp].take());
                        self.interpreter.stack[sp - 1] = Some(item);
                        continue;
                    }
                    let key = pop!();
                    let container = pop!();
                    push!(self.getitem(&container, &key)?);
                }
                Op::STORE_SUBSCR => {
                    let key = pop!();
                    let container = pop!();
                    let value = pop!();
                    match set_item_at(&container, &key, value) {
                        Ok(old) => drop(old),
                        Err(value) => {
                            if let Some(dict) = container.downcast::<Dict>() {
                                self.dict_set(dict, key, value)?;
                            } else {
                                self.setitem(&container, &key, value)?;
                            }
                        }
                    }
                    drop(container);
                    settle!();
                }
                Op::BINARY_SLICE => {
                    let stop = pop!();
                    let start = pop!();
                    let container = pop!();
                    push!(self.get_slice(&container, start, stop)?);
                }

                Op::JUMP_FORWARD | Op::JUMP_BACKWARD_NO_INTERRUPT => pc = arg as usize,
                Op::JUMP_BACKWARD => {
                    let distance = pc - arg as usize;
                    pc = arg as usize;
                    self.between_instructions(distance)?;
                }
                Op::POP_JUMP_IF_FALSE => {
                    if pop!().as_bool() == Some(false) {
                        pc = arg as usize;
                    }
                }
                Op::POP_JUMP_IF_TRUE => {
                    if pop!().as_bool() == Some(true) {
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
                Op::FOR_ITER_STORE if let Some(item) = quick_next(top!(1)) => {
                    let slot = base + program.at(pc).arg as usize;
                    pc += 1;
                    drop(self.interpreter.stack[slot].replace(item));
                    settle!();
                }
                Op::FOR_ITER | Op::FOR_ITER_STORE => {
                    let iterator = top!(1);
                    if let Some(item) = quick_next(iterator) {
                        push!(item);
                        continue;
                    }
                    if let Some(generator) = Ref::<Generator>::of(iterator)
                        && generator.waits_plainly(true)
                    {
                        let generator = generator.clone();
                        reload!(self.resume_inline(generator, Value::none(), sp)?);
                        continue;
                    }
                    let iterator = top!(1).clone();
                    match self.next(&iterator)? {
                        Some(item) => push!(item),
                        None => exhausted!(arg),
                    }
                }
                Op::SEND => {
                    let value = pop!();
                    if let Some(generator) = Ref::<Generator>::of(top!(1))
                        && generator.waits_plainly(value.is_none())
                    {
                        let generator = generator.clone();
                        reload!(self.resume_inline(generator, value, sp)?);
                        continue;
                    }
                    let receiver = top!(1).clone();
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
                Op::RETURN_CONST => finish!(program.constant(arg).clone()),

                Op::BUILD_TUPLE => {
                    let slots = self.interpreter.stack.range_mut(sp - arg as usize..sp);
                    let mut items = SmallVec::with_capacity(arg as usize);
                    items.extend(slots.iter_mut().filter_map(Option::take));
                    sp -= arg as usize;
                    push!(if items.is_empty() {
                        self.tuple(Vec::new())
                    } else {
                        Value::new(Tuple { items })
                    });
                }
                Op::BUILD_LIST => {
                    let items = self.take_values(sp, arg as usize);
                    sp -= arg as usize;
                    push!(self.list(items));
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
                Op::LIST_APPEND => {
                    let value = pop!();
                    if let Some(list) = top!(arg as usize).downcast::<List>() {
                        list.push(value);
                    }
                }
                Op::UNPACK_SEQUENCE => {
                    let sequence = pop!();
                    let count = arg as usize;
                    match sequence.kind() {
                        Kind::Tuple
                            if let Some(tuple) = sequence.downcast::<Tuple>()
                                && tuple.items.len() == count =>
                        {
                            for item in tuple.items.iter().rev() {
                                push!(item.clone());
                            }
                        }
                        Kind::List
                            if let Some(list) = sequence.downcast::<List>()
                                && list.len() == count =>
                        {
                            for item in list.borrow().iter().rev() {
                                push!(item.clone());
                            }
                        }
                        _ => {
                            for item in self.unpack(&sequence, count)?.into_iter().rev() {
                                push!(item);
                            }
                        }
                    }
                }

                Op::LOAD_FAST_ATTR => {
                    if let Some(object) = local!(arg)
                        && let Some(value) = Self::cached_attribute(program.at(pc), object)
                    {
                        push!(value);
                        pc += 1;
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_FAST_METHOD => {
                    if let Some(object) = local!(arg)
                        && let Some(method) = self.cached_method(program.at(pc), object)
                    {
                        let object = object.clone();
                        push!(method);
                        push!(object);
                        pc += 1;
                        continue;
                    }
                    push_local!(arg);
                }
                Op::LOAD_ATTR if arg & 1 == 0 => {
                    let object = top!(1);
                    if let Some(value) = Self::cached_attribute(instruction, object) {
                        self.interpreter.stack[sp - 1] = Some(value);
                        continue;
                    }
                    if let Some(getter) = self.cached_getter(instruction, object) {
                        let at = sp - 1;
                        let object = self.interpreter.stack[at].replace(getter);
                        self.interpreter.stack[sp] = object;
                        if let Some(depth) = self.enter_function(at, 0) {
                            reload!(depth);
                        } else {
                            called!(self.call_on_stack(instruction, at, 0), at);
                        }
                        continue;
                    }
                    let object = pop!();
                    let name = &program.code().names[(arg >> 1) as usize];
                    push!(self.load_attribute(instruction, &object, name)?);
                }
                Op::LOAD_ATTR | Op::LOAD_METHOD => {
                    let object = top!(1);
                    if let Some(method) = self.cached_method(instruction, object) {
                        let object = self.interpreter.stack[sp - 1].replace(method);
                        self.interpreter.stack[sp] = object;
                        sp += 1;
                        continue;
                    }
                    if let Some(value) = Self::cached_attribute(instruction, object) {
                        self.interpreter.stack[sp - 1] = Some(value);
                        sp += 1;
                        continue;
                    }
                    let object = pop!();
                    let name = &program.code().names[(arg >> 1) as usize];
                    let (method, is_method) = self.load_to_call(instruction, &object, name)?;
                    push!(method);
                    if is_method {
                        push!(object);
                    } else {
                        sp += 1;
                    }
                }
                Op::FAST_FAST_STORE_ATTR => {
                    if let (Some(value), Some(object)) = (local!(arg >> 4), local!(arg & 15))
                        && Self::store_cached(program.at(pc), object, value.clone()).is_ok()
                    {
                        pc += 1;
                        settle!();
                        continue;
                    }
                    push_local!(arg >> 4);
                    push_local!(arg & 15);
                }
                Op::LOAD_FAST_STORE_ATTR => {
                    let value = pop!();
                    if let Some(object) = local!(arg) {
                        match Self::store_cached(program.at(pc), object, value) {
                            Ok(()) => {
                                pc += 1;
                                settle!();
                                continue;
                            }
                            Err(value) => push!(value),
                        }
                    } else {
                        push!(value);
                    }
                    push_local!(arg);
                }
                Op::STORE_ATTR => {
                    let object = pop!();
                    let value = pop!();
                    let name = &program.code().names[arg as usize];
                    if let Err(value) = Self::store_cached(instruction, &object, value) {
                        self.store_attribute(instruction, &object, name, value)?;
                    }
                    drop(object);
                    settle!();
                }
                Op::LOAD_GLOBAL => {
                    match Self::cached_global(instruction, program.function()) {
                        Some(value) => push!(value),
                        None => {
                            push!(self.load_global(instruction, &program.code().names[(arg >> 1) as usize])?);
                        }
                    }
                    sp += (arg & 1) as usize;
                }
                Op::COPY_FREE_VARS => self.copy_free_variables(program.code(), base),
                Op::LOAD_DEREF => push!(self.load_cell(program.code(), base, arg)?),
                Op::STORE_DEREF => {
                    let value = pop!();
                    if let Some(cell) = local!(arg).as_ref().and_then(Value::downcast::<CellObject>) {
                        drop(cell.value.replace(Some(value)));
                    }
                    settle!();
                }

                Op::CALL => {
                    let at = sp - arg as usize - 2;
                    if let Some(depth) = self.enter_function(at, arg as usize) {
                        reload!(depth);
                        continue;
                    }
                    called!(self.call_on_stack(instruction, at, arg as usize), at);
                }
                Op::CALL_KW => {
                    let names = pop!();
                    let at = sp - arg as usize - 2;
                    called!(self.call_with_names(at, arg as usize, &names), at);
                }
                Op::CALL_FUNCTION_EX => {
                    let keywords = if arg & 1 != 0 { Some(pop!()) } else { None };
                    let arguments = pop!();
                    let at = sp - 2;
                    called!(self.call_function_ex(at, &arguments, keywords.as_ref()), at);
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
                    let handled = self.interpreter.handled.last_mut();
                    drop(handled.and_then(|handled| std::mem::replace(handled, old)));
                    settle!();
                }
                _ => sp = self.run_rare(&program, instruction, base, sp)?,
            }
        }
    }

    /// Takes the topmost values off the stack; the caller lowers its top.
    pub(super) fn take_values(&mut self, sp: usize, count: usize) -> Vec<Value> {
        let mut values = Vec::with_capacity(count);
        values.extend(self.interpreter.stack.range_mut(sp - count..sp).iter_mut().filter_map(Option::take));
        values
    }

    /// What is looked at when the program jumps back by so many instructions.
    #[inline]
    pub(crate) fn between_instructions(&mut self, steps: usize) -> PyResult<()> {
        self.interpreter.steps += steps as u64;
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
