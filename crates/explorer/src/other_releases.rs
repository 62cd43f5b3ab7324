//! What opcodes that 3.13 does not have do to the stack, in words: those of older releases and those of newer ones.
//!
//! What is not told here keeps the depth that the release's table gives, without a name; the same goes for an opcode that
//! changes the depth otherwise than 3.13's of that name. The exceptions of releases up to 3.10 lie on the stack in threes,
//! and `END_FINALLY` of 3.8 takes one value or six: such paths do not agree, and then nothing is said.

use std::ops::Range;

use bytescope_bytecode::{Argument, Opcode};

use crate::code::Instruction;
use crate::effects::{Effects, operand, push_all, shorten, take};
use crate::stack::{Stack, Value};

impl Effects<'_> {
    /// The stack after an instruction that 3.13 does not have. `None` if it holds too little.
    pub(crate) fn apply_other(&self, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        let arg = instruction.arg.unwrap_or(0);
        let span = self.source.range(instruction.location);
        if let Some(sign) = operator(instruction.opcode) {
            let [left, right] = take(stack)?;
            let made = format!("{} {sign} {}", operand(&left), operand(&right));
            stack.push(self.named(span, &[&left, &right], made));
            return Some(());
        }
        match instruction.opcode {
            // Moving things about.
            Opcode::DUP_TOP => {
                let top = stack.iter().next()?.clone();
                stack.push(top);
            }
            Opcode::DUP_TOP_TWO => {
                let [below, top] = take(stack)?;
                push_all(stack, vec![below.clone(), top.clone(), below, top]);
            }
            Opcode::ROT_TWO => rotate(stack, 2)?,
            Opcode::ROT_THREE => rotate(stack, 3)?,
            Opcode::ROT_FOUR => rotate(stack, 4)?,
            Opcode::ROT_N => rotate(stack, arg)?,
            Opcode::KW_NAMES
            | Opcode::PRECALL
            | Opcode::POP_BLOCK
            | Opcode::JUMP_ABSOLUTE
            | Opcode::NOT_TAKEN
            | Opcode::SETUP_LOOP
            | Opcode::SETUP_EXCEPT => {}
            Opcode::LIST_TO_TUPLE => self.function(stack, "tuple", span)?,
            Opcode::ASYNC_GEN_WRAP => self.function(stack, "wrapped", span)?,
            Opcode::UNARY_POSITIVE => self.prefix(stack, "+", span)?,

            // Loads.
            Opcode::LOAD_SMALL_INT => stack.push(Value::written(arg.to_string(), span)),
            Opcode::LOAD_COMMON_CONSTANT => {
                let text = instruction.argrepr.trim_start_matches("<built-in function ");
                stack.push(Value::implied(text.trim_end_matches('>')));
            }
            Opcode::LOAD_FAST_BORROW | Opcode::LOAD_CLASSDEREF => {
                stack.push(Value::written(self.slot(instruction), span));
            }
            Opcode::LOAD_CLOSURE => {
                stack.push(Value::implied(format!("cell {}", self.slot(instruction))));
            }
            Opcode::LOAD_FAST_BORROW_LOAD_FAST_BORROW => {
                let Argument::LocalPair(first, second) = instruction.argument else { return None };
                stack.push(Value::implied(self.local(first)));
                stack.push(Value::written(self.local(second), span));
            }
            Opcode::LOAD_METHOD => {
                let owner = stack.pop()?;
                self.push_attribute(stack, &owner, &self.name(arg), true, span);
            }
            Opcode::LOAD_SPECIAL => {
                let owner = stack.pop()?;
                let made = format!("{}.{}", operand(&owner), instruction.argrepr);
                stack.push(Value::implied(shorten(made)));
                stack.push(Value::implied("NULL or self"));
            }

            // Calls.
            Opcode::CALL_FUNCTION => {
                let args = self.pop_many(stack, arg)?;
                let callable = stack.pop()?;
                stack.push(self.call(&callable, &args, false, span));
            }
            Opcode::CALL_FUNCTION_KW => {
                stack.pop()?;
                let args = self.pop_many(stack, arg)?;
                let callable = stack.pop()?;
                stack.push(self.call(&callable, &args, true, span));
            }
            Opcode::CALL_METHOD => {
                let args = self.pop_many(stack, arg)?;
                let [callable, _receiver] = take(stack)?;
                stack.push(self.call(&callable, &args, false, span));
            }
            Opcode::SETUP_WITH | Opcode::SETUP_ASYNC_WITH if instruction.stack_effect == 1 => {
                let manager = operand(&stack.pop()?);
                stack.push(Value::implied(shorten(format!("{manager}.__exit__"))));
                stack.push(Value::implied(shorten(format!("{manager}.__enter__()"))));
            }

            // Displays.
            Opcode::BUILD_LIST_UNPACK | Opcode::BUILD_TUPLE_UNPACK | Opcode::BUILD_TUPLE_UNPACK_WITH_CALL => {
                self.unpacked(stack, arg, ("[", "*", "]"), span)?;
            }
            Opcode::BUILD_SET_UNPACK => self.unpacked(stack, arg, ("{", "*", "}"), span)?,
            Opcode::BUILD_MAP_UNPACK | Opcode::BUILD_MAP_UNPACK_WITH_CALL => {
                self.unpacked(stack, arg, ("{", "**", "}"), span)?;
            }
            Opcode::FORMAT_VALUE => {
                let Argument::Format { conversion, spec } = instruction.argument else { return None };
                let spec = if spec { Some(stack.pop()?) } else { None };
                if !conversion.is_empty() {
                    self.function(stack, conversion, None)?;
                }
                match spec {
                    None => self.function(stack, "format", span)?,
                    Some(spec) => {
                        let value = stack.pop()?;
                        let made = shorten(format!("format({}, {})", value.text, spec.text));
                        stack.push(Value::made_from(made, span));
                    }
                }
            }

            Opcode::YIELD_FROM => {
                let [receiver, _sent] = take(stack)?;
                let awaited = receiver.text.strip_suffix(".__await__()");
                let made = awaited.map_or_else(
                    || format!("result of {}", receiver.text),
                    |awaited| format!("await {awaited}"),
                );
                stack.push(Value::made_from(shorten(made), span));
            }
            // As much as an exception would be: the paths into a `finally` of 3.8 meet.
            Opcode::BEGIN_FINALLY => {
                for _ in 0..instruction.stack_effect {
                    stack.push(Value::implied("NULL"));
                }
            }
            Opcode::WITH_CLEANUP_START => {
                let exit = stack.iter().find(|value| value.text.ends_with("exit__"));
                let called = exit.map_or_else(|| "exit".into(), |exit| exit.text.clone());
                for _ in 1..instruction.stack_effect {
                    stack.push(Value::implied("exc"));
                }
                stack.push(Value::implied(shorten(format!("{called}(exc)"))));
            }
            // Its numbers are right even if its names are not known.
            _ => self.unknown(instruction.stack_effect, instruction, stack)?,
        }
        Some(())
    }

    /// The stack after a jump that leaves another depth than going on does.
    pub(crate) fn jump_away(&self, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        match instruction.opcode {
            Opcode::SEND => {
                take::<2>(stack)?;
                stack.push(Value::implied("result"));
                (instruction.jump_effect == -1).then_some(())
            }
            // The two values that name a handler in the block stack's time come twice: what is handled, and what was.
            Opcode::CALL_FINALLY => {
                stack.push(Value::implied("address"));
                Some(())
            }
            _ if instruction.opcode.is_block_push() => {
                for _ in 0..instruction.jump_effect {
                    stack.push(Value::implied("exc"));
                }
                Some(())
            }
            _ => self.unknown(instruction.jump_effect, instruction, stack),
        }
    }

    /// Takes or gives as much as the table says, without knowing what.
    pub(crate) fn unknown(&self, effect: i32, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        for _ in effect..0 {
            stack.pop()?;
        }
        // What a damaged file claims is not worth unbounded memory.
        if i64::from(effect) > i64::from(self.code.stacksize) {
            return None;
        }
        for _ in 0..effect {
            let text = if instruction.argrepr.is_empty() { "?" } else { &instruction.argrepr };
            stack.push(Value::made_from(text, self.source.range(instruction.location)));
        }
        Some(())
    }

    fn unpacked(
        &self,
        stack: &mut Stack,
        count: u32,
        (open, stars, close): (&str, &str, &str),
        span: Option<Range<usize>>,
    ) -> Option<()> {
        let items = self.pop_many(stack, count)?;
        let items: Vec<_> =
            items.iter().map(|item| Value::implied(format!("{stars}{}", operand(item)))).collect();
        stack.push(self.display(&items, open, close, span));
        Some(())
    }
}

/// The topmost value goes below the others.
fn rotate(stack: &mut Stack, count: u32) -> Option<()> {
    let top = stack.pop()?;
    let mut others = Vec::new();
    for _ in 1..count {
        others.push(stack.pop()?);
    }
    stack.push(top);
    others.reverse();
    push_all(stack, others);
    Some(())
}

/// The operator of an opcode that is one.
fn operator(opcode: Opcode) -> Option<&'static str> {
    let (kind, name) = opcode.name().split_once('_')?;
    let sign = match name {
        "ADD" => "+",
        "SUBTRACT" => "-",
        "MULTIPLY" => "*",
        "MATRIX_MULTIPLY" => "@",
        "TRUE_DIVIDE" => "/",
        "FLOOR_DIVIDE" => "//",
        "MODULO" => "%",
        "POWER" => "**",
        "LSHIFT" => "<<",
        "RSHIFT" => ">>",
        "AND" => "&",
        "OR" => "|",
        "XOR" => "^",
        _ => return None,
    };
    match kind {
        "BINARY" => Some(sign),
        "INPLACE" => {
            Some(IN_PLACE[IN_PLACE.iter().position(|in_place| in_place.strip_suffix('=') == Some(sign))?])
        }
        _ => None,
    }
}

const IN_PLACE: [&str; 13] =
    ["+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^="];
