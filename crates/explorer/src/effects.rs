//! What each opcode of 3.13 takes from the stack and what it leaves there, in words.
//!
//! A value is named by the source slice its instruction points at, where that slice is the expression just
//! computed. Often it is not: the `CALL` of a decorator points at the decorator, that of a `with` at its
//! context, both comparisons of `a < b < c` at the whole chain. So a slice is taken only if it starts with
//! the first operand and ends after the last; otherwise the operands' names are put together.
//!
//! One arm an opcode, flat: whoever asks what an opcode does finds the answer in one place.

use std::ops::Range;

use bytescope_bytecode::{Argument, CodeObject, Constant, Opcode, OpcodeTable};

use crate::code::Instruction;
use crate::meaning::brief;
use crate::source::{Source, one_line};
use crate::stack::{Stack, Value};

/// What 3.15 keeps above an iterator.
const INDEX: &str = "index or NULL";

/// Names put together from operands are kept about this short.
const LONG: usize = 60;

/// The names an instruction's argument may lead to.
pub(crate) struct Effects<'a> {
    pub(crate) code: &'a CodeObject,
    pub(crate) table: &'a OpcodeTable,
    pub(crate) source: &'a Source,
}

impl Effects<'_> {
    /// The stack after a jump is taken.
    pub(crate) fn apply_jump(&self, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        if instruction.jump_effect != instruction.stack_effect {
            return self.jump_away(instruction, stack);
        }
        if instruction.opcode == Opcode::SEND {
            stack.pop()?;
            stack.push(Value::implied("result"));
            return Some(());
        }
        self.apply(instruction, stack)
    }

    /// The stack after the instruction, when it does not jump. `None` if it holds too little.
    pub(crate) fn apply(&self, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        let before = stack.clone();
        let done = self.apply_named(instruction, stack);
        let depth = i64::try_from(before.depth()).ok()? + i64::from(instruction.stack_effect);
        // What 3.11's table says of a call is shared out between PRECALL and CALL, though CALL alone does it all.
        let is_call = matches!(instruction.opcode, Opcode::PRECALL | Opcode::CALL);
        let is_shared = is_call && self.table.has(Opcode::PRECALL);
        // And what is sent in at first lies there in all releases, though only 3.13's table counts it.
        let is_shared = is_shared || instruction.opcode == Opcode::RETURN_GENERATOR;
        let fits = is_shared || instruction.opcode.is_scope_exit() || stack.depth() as i64 == depth;
        if done.is_some() && fits {
            return done;
        }
        // Another release's opcode of the same name: its numbers are right even if its names are not known.
        *stack = before;
        self.unknown(instruction.stack_effect, instruction, stack)
    }

    fn apply_named(&self, instruction: &Instruction, stack: &mut Stack) -> Option<()> {
        let arg = instruction.arg.unwrap_or(0);
        let span = self.source.range(instruction.location);
        match instruction.opcode {
            Opcode::NOP
            | Opcode::RESUME
            | Opcode::EXTENDED_ARG
            | Opcode::CACHE
            | Opcode::MAKE_CELL
            | Opcode::COPY_FREE_VARS
            | Opcode::SETUP_ANNOTATIONS
            | Opcode::DELETE_NAME
            | Opcode::DELETE_GLOBAL
            | Opcode::DELETE_FAST
            | Opcode::DELETE_DEREF
            | Opcode::JUMP_FORWARD
            | Opcode::JUMP_BACKWARD
            | Opcode::JUMP_BACKWARD_NO_INTERRUPT
            | Opcode::RETURN_CONST => {}

            // Loads.
            Opcode::LOAD_CONST => {
                let text = self.constant(arg);
                stack.push(Value::written(text, span));
            }
            Opcode::LOAD_FAST | Opcode::LOAD_FAST_CHECK | Opcode::LOAD_DEREF => {
                stack.push(Value::written(self.slot(instruction), span));
            }
            Opcode::LOAD_FAST_AND_CLEAR => {
                stack.push(Value::implied(format!("saved {}", self.slot(instruction))));
            }
            Opcode::LOAD_FAST_LOAD_FAST => {
                // One span for two names: neither is to be taken for it.
                stack.push(Value::implied(self.local(arg >> 4)));
                stack.push(Value::written(self.local(arg & 15), span));
            }
            Opcode::LOAD_NAME => stack.push(Value::written(self.name(arg), span)),
            Opcode::LOAD_GLOBAL => {
                let (name, has_null) = match instruction.argument {
                    Argument::Global { name, null } => (name, null),
                    _ => (arg, false),
                };
                let value = Value::written(self.name(name), span);
                match (has_null, self.table.words().null_first) {
                    (false, _) => stack.push(value),
                    (true, false) => push_all(stack, vec![value, null()]),
                    (true, true) => push_all(stack, vec![null(), value]),
                }
            }
            Opcode::LOAD_FROM_DICT_OR_GLOBALS => {
                stack.pop()?;
                stack.push(Value::written(self.name(arg), span));
            }
            Opcode::LOAD_FROM_DICT_OR_DEREF => {
                stack.pop()?;
                stack.push(Value::written(self.slot(instruction), span));
            }
            Opcode::LOAD_ATTR => {
                let owner = stack.pop()?;
                let (name, method) = match instruction.argument {
                    Argument::Attribute { name, method } => (name, method),
                    _ => (arg, false),
                };
                self.push_attribute(stack, &owner, &self.name(name), method, span);
            }
            Opcode::LOAD_SUPER_ATTR => {
                let [_super, class, instance] = take(stack)?;
                let name = self.name(arg >> 2);
                let written = self.slice(span.as_ref()).filter(|text| text.ends_with(&*name));
                let made = format!("super({}, {}).{name}", class.text, instance.text);
                stack.push(Value::made_from(written.unwrap_or(made), span));
                if arg & 1 == 1 {
                    stack.push(Value::implied("NULL or self"));
                }
            }
            Opcode::LOAD_LOCALS => stack.push(Value::implied("locals()")),
            Opcode::LOAD_BUILD_CLASS => stack.push(Value::implied("__build_class__")),
            Opcode::LOAD_ASSERTION_ERROR => stack.push(Value::implied("AssertionError")),
            Opcode::PUSH_NULL => stack.push(null()),

            // Stores and the like.
            Opcode::STORE_NAME
            | Opcode::STORE_GLOBAL
            | Opcode::STORE_FAST
            | Opcode::STORE_DEREF
            | Opcode::POP_TOP
            | Opcode::POP_EXCEPT
            | Opcode::DELETE_ATTR
            | Opcode::END_FOR
            | Opcode::RETURN_VALUE
            | Opcode::RERAISE
            | Opcode::INTERPRETER_EXIT
            | Opcode::POP_JUMP_IF_FALSE
            | Opcode::POP_JUMP_IF_TRUE
            | Opcode::POP_JUMP_IF_NONE
            | Opcode::POP_JUMP_IF_NOT_NONE => {
                stack.pop()?;
            }
            Opcode::STORE_ATTR
            | Opcode::DELETE_SUBSCR
            | Opcode::STORE_FAST_STORE_FAST
            | Opcode::END_ASYNC_FOR => {
                take::<2>(stack)?;
            }
            Opcode::STORE_SUBSCR => {
                take::<3>(stack)?;
            }
            Opcode::STORE_SLICE => {
                take::<4>(stack)?;
            }
            Opcode::STORE_FAST_LOAD_FAST => {
                stack.pop()?;
                stack.push(Value::implied(self.local(arg & 15)));
            }
            Opcode::RAISE_VARARGS => {
                self.pop_many(stack, arg)?;
            }

            // Moving things about.
            Opcode::COPY => {
                let value = stack.iter().nth(arg.checked_sub(1)? as usize)?.clone();
                stack.push(value);
            }
            Opcode::SWAP => {
                let mut values = self.pop_many(stack, arg)?;
                let last = values.len().checked_sub(1)?;
                values.swap(0, last);
                push_all(stack, values);
            }

            // Operators.
            Opcode::UNARY_NEGATIVE => self.prefix(stack, "-", span)?,
            Opcode::UNARY_INVERT => self.prefix(stack, "~", span)?,
            Opcode::UNARY_NOT => self.prefix(stack, "not ", span)?,
            Opcode::TO_BOOL => self.function(stack, "bool", span)?,
            Opcode::BINARY_OP | Opcode::COMPARE_OP | Opcode::IS_OP | Opcode::CONTAINS_OP => {
                let [left, right] = take(stack)?;
                let operator = match instruction.opcode {
                    Opcode::IS_OP if arg == 0 => "is",
                    Opcode::IS_OP => "is not",
                    Opcode::CONTAINS_OP if arg == 0 => "in",
                    Opcode::CONTAINS_OP => "not in",
                    // `bool(<)`, `<`, `+=`
                    _ => instruction.argrepr.trim_start_matches("bool(").trim_end_matches(')'),
                };
                let made = format!("{} {operator} {}", operand(&left), operand(&right));
                stack.push(self.named(span, &[&left, &right], made));
            }
            Opcode::BINARY_SUBSCR => {
                let [container, key] = take(stack)?;
                let made = format!("{}[{}]", operand(&container), key.text);
                stack.push(self.named(span, &[&container, &key], made));
            }
            Opcode::BINARY_SLICE => {
                let [container, start, stop] = take(stack)?;
                let made = format!("{}[{}:{}]", operand(&container), bound(&start), bound(&stop));
                stack.push(self.tailed(span, &container, "]", made));
            }
            Opcode::BUILD_SLICE => {
                let parts = self.pop_many(stack, arg)?;
                let texts: Vec<_> = parts.iter().map(bound).collect();
                stack.push(Value::made_from(texts.join(":"), span));
            }

            // Displays.
            Opcode::BUILD_TUPLE => {
                let items = self.pop_many(stack, arg)?;
                let close = if items.len() == 1 { ",)" } else { ")" };
                stack.push(self.display(&items, "(", close, span));
            }
            Opcode::BUILD_LIST => {
                let items = self.pop_many(stack, arg)?;
                stack.push(self.display(&items, "[", "]", span));
            }
            Opcode::BUILD_SET => {
                let items = self.pop_many(stack, arg)?;
                let (open, close) = if items.is_empty() { ("set(", ")") } else { ("{", "}") };
                stack.push(self.display(&items, open, close, span));
            }
            Opcode::BUILD_MAP => {
                let items = self.pop_many(stack, arg.checked_mul(2)?)?;
                let pairs: Vec<_> = items.chunks(2).map(pair).collect();
                stack.push(self.display(&pairs, "{", "}", span));
            }
            Opcode::BUILD_CONST_KEY_MAP => {
                let keys = stack.pop()?;
                self.pop_many(stack, arg)?;
                let made = format!("{{{}: …}}", keys.text);
                stack.push(self.named(span, &[], made));
            }
            Opcode::BUILD_STRING => {
                let items = self.pop_many(stack, arg)?;
                let made = items.iter().map(|item| &*item.text).collect::<Vec<_>>().join(" + ");
                stack.push(self.named(span, &[], shorten(made)));
            }
            Opcode::LIST_APPEND | Opcode::SET_ADD => {
                let item = stack.pop()?;
                // Directly below lies the display that is being written; deeper, what a comprehension fills.
                if arg == 1 {
                    self.extended(stack, arg, &item, instruction)?;
                } else {
                    self.filled(stack, arg)?;
                }
            }
            Opcode::MAP_ADD => {
                take::<2>(stack)?;
                self.filled(stack, arg)?;
            }
            Opcode::LIST_EXTEND | Opcode::SET_UPDATE | Opcode::DICT_UPDATE | Opcode::DICT_MERGE => {
                let extra = stack.pop()?;
                self.extended(stack, arg, &extra, instruction)?;
            }

            // Functions, classes, calls.
            Opcode::MAKE_FUNCTION => {
                // Up to 3.10 the qualified name lies above the code, and up to 3.12 what SET_FUNCTION_ATTRIBUTE adds below.
                let taken = self.pop_many(stack, u32::try_from(1 - instruction.stack_effect).ok()?)?;
                let code = taken.iter().rfind(|value| value.text.starts_with("<code ")).or(taken.last())?;
                let name = code.text.strip_prefix("<code ").unwrap_or(&code.text);
                stack.push(Value::made_from(format!("<function {name}"), span));
            }
            Opcode::SET_FUNCTION_ATTRIBUTE => {
                let [_attribute, function] = take(stack)?;
                stack.push(function);
            }
            Opcode::CALL | Opcode::CALL_KW => {
                let names = if instruction.opcode == Opcode::CALL_KW { Some(stack.pop()?) } else { None };
                let mut args = self.pop_many(stack, arg)?;
                // Up to 3.12 the NULL comes first.
                let [callable, receiver] = match take(stack)? {
                    [first, callable] if &*first.text == "NULL" => [callable, first],
                    both => both,
                };
                if !matches!(&*receiver.text, "NULL" | "NULL or self") {
                    args.insert(0, receiver);
                }
                stack.push(self.call(&callable, &args, names.is_some(), span));
            }
            Opcode::CALL_FUNCTION_EX => {
                // Since 3.14 there always is a value for keywords, NULL where there are none.
                let always = instruction.arg.is_none();
                let keywords = if arg & 1 == 1 || always { Some(stack.pop()?) } else { None };
                let keywords = keywords.filter(|value| &*value.text != "NULL");
                let args = stack.pop()?;
                let callable = match stack.pop()? {
                    null if &*null.text == "NULL" => stack.pop()?,
                    callable => {
                        // Up to 3.12 the NULL comes first, and up to 3.10 there is none.
                        if stack.iter().next().is_some_and(|value| &*value.text == "NULL") {
                            stack.pop()?;
                        }
                        callable
                    }
                };
                let last = keywords.as_ref().unwrap_or(&args);
                let keywords_text =
                    keywords.as_ref().map_or(String::new(), |value| format!(", **{}", value.text));
                let made = shorten(format!("{}(*{}{keywords_text})", operand(&callable), operand(&args)));
                stack.push(if callable.verbatim {
                    self.named(span, &[&callable, last], made)
                } else {
                    Value::made_from(made, span)
                });
            }
            Opcode::CALL_INTRINSIC_1 => {
                let value = stack.pop()?;
                stack.push(Value::made_from(intrinsic_1(&instruction.argrepr, &value.text), span));
            }
            Opcode::CALL_INTRINSIC_2 => {
                let [first, second] = take(stack)?;
                stack.push(Value::made_from(
                    intrinsic_2(&instruction.argrepr, &first.text, &second.text),
                    span,
                ));
            }

            // Strings.
            Opcode::CONVERT_VALUE => {
                let name = match arg {
                    1 => "str",
                    2 => "repr",
                    _ => "ascii",
                };
                self.function(stack, name, span)?;
            }
            Opcode::FORMAT_SIMPLE => self.function(stack, "format", span)?,
            Opcode::FORMAT_WITH_SPEC => {
                let [value, spec] = take(stack)?;
                stack.push(Value::made_from(shorten(format!("format({}, {})", value.text, spec.text)), span));
            }

            // Iteration and suspension.
            Opcode::GET_ITER | Opcode::GET_YIELD_FROM_ITER => {
                let value = stack.pop()?;
                let text = if value.text.starts_with("iter(") || &*value.text == ".0" {
                    value.text
                } else {
                    shorten(format!("iter({})", value.text)).into()
                };
                stack.push(Value::made_from(text, span));
                // Since 3.15 a sequence may be walked by an index.
                if instruction.stack_effect == 1 {
                    stack.push(Value::implied(INDEX));
                }
            }
            Opcode::FOR_ITER => {
                let iterator = stack.iter().find(|value| &*value.text != INDEX)?.text.clone();
                stack.push(Value::made_from(shorten(format!("next of {}", iterated(&iterator))), span));
            }
            Opcode::GET_AITER => self.function(stack, "aiter", span)?,
            Opcode::GET_ANEXT => {
                let iterator = stack.iter().next()?.text.clone();
                stack.push(Value::made_from(shorten(format!("anext({iterator})")), span));
            }
            Opcode::GET_AWAITABLE => {
                let value = stack.pop()?;
                stack.push(Value::made_from(shorten(format!("{}.__await__()", operand(&value))), span));
            }
            Opcode::SEND => {
                stack.pop()?;
                let from = stack.iter().next()?.text.clone();
                stack.push(Value::implied(shorten(format!("next of {}", iterated(&from)))));
            }
            Opcode::END_SEND => {
                let [receiver, _result] = take(stack)?;
                // In `async with` and `async for` the span is that of the whole statement or clause.
                let written = self
                    .slice(span.as_ref())
                    .filter(|text| text.starts_with("await ") || text.starts_with("yield "));
                let awaited = receiver.text.strip_suffix(".__await__()");
                let made = match awaited {
                    Some(awaited) => format!("await {awaited}"),
                    None if receiver.text.starts_with("anext(") => format!("await {}", receiver.text),
                    None => format!("result of {}", iterated(&receiver.text)),
                };
                stack.push(Value::made_from(written.unwrap_or_else(|| shorten(made)), span));
            }
            Opcode::YIELD_VALUE => {
                stack.pop()?;
                // Argument 1 stands for `yield from` and `await`.
                let text = if arg == 0 { "value sent" } else { "value to pass on" };
                stack.push(Value::made_from(text, span));
            }
            Opcode::RETURN_GENERATOR => stack.push(Value::implied("value sent")),
            Opcode::CLEANUP_THROW => {
                take::<3>(stack)?;
                stack.push(Value::implied("None"));
                stack.push(Value::implied("result"));
            }

            // Exceptions and `with`.
            Opcode::PUSH_EXC_INFO => {
                let exception = stack.pop()?;
                stack.push(Value::implied("previous exc"));
                stack.push(exception);
            }
            Opcode::CHECK_EXC_MATCH => {
                let kind = stack.pop()?;
                let exception = stack.iter().next()?.text.clone();
                stack
                    .push(Value::made_from(shorten(format!("isinstance({exception}, {})", kind.text)), span));
            }
            Opcode::CHECK_EG_MATCH => {
                let [group, kind] = take(stack)?;
                stack.push(Value::implied(shorten(format!("rest of {}", group.text))));
                stack.push(Value::implied(shorten(format!("{} in {} or None", kind.text, group.text))));
            }
            Opcode::BEFORE_WITH | Opcode::BEFORE_ASYNC_WITH => {
                let manager = stack.pop()?;
                let a = if instruction.opcode == Opcode::BEFORE_WITH { "" } else { "a" };
                let manager = operand(&manager);
                stack.push(Value::implied(shorten(format!("{manager}.__{a}exit__"))));
                stack.push(Value::implied(shorten(format!("{manager}.__{a}enter__()"))));
            }
            Opcode::WITH_EXCEPT_START => {
                // How much lies above it is not the same in all releases.
                let exit = stack.iter().find(|value| value.text.ends_with("exit__"));
                let exit = exit.or_else(|| stack.iter().nth(3))?.text.clone();
                stack.push(Value::implied(shorten(format!("{exit}(exc)"))));
            }

            // Imports.
            Opcode::IMPORT_NAME => {
                take::<2>(stack)?;
                let name = match instruction.argument {
                    Argument::Import { name, .. } => name,
                    _ => arg,
                };
                stack.push(Value::made_from(format!("<module {}>", self.name(name)), span));
            }
            Opcode::IMPORT_FROM => {
                let module = stack.iter().next()?.text.clone();
                let module = module.trim_start_matches("<module ").trim_end_matches('>');
                stack.push(Value::made_from(format!("{module}.{}", self.name(arg)), span));
            }

            // Unpacking and matching.
            Opcode::UNPACK_SEQUENCE => {
                let value = stack.pop()?;
                self.unpack(stack, &value, u64::from(arg), None)?;
            }
            Opcode::UNPACK_EX => {
                let value = stack.pop()?;
                self.unpack(stack, &value, u64::from(arg & 0xff), Some(u64::from(arg >> 8)))?;
            }
            Opcode::GET_LEN => self.about_top(stack, |text| format!("len({text})"))?,
            Opcode::MATCH_MAPPING => self.about_top(stack, |text| format!("{text} is a mapping"))?,
            Opcode::MATCH_SEQUENCE => self.about_top(stack, |text| format!("{text} is a sequence"))?,
            Opcode::MATCH_KEYS => {
                let subject = stack.iter().nth(1)?.text.clone();
                stack.push(Value::implied(shorten(format!("values of {subject} or None"))));
            }
            Opcode::MATCH_CLASS => {
                let [subject, class, _names] = take(stack)?;
                let text = format!("attributes of {} as {} or None", subject.text, class.text);
                stack.push(Value::implied(shorten(text)));
            }

            _ => return self.apply_other(instruction, stack),
        }
        Some(())
    }

    /// The name of the slot that an instruction is about.
    pub(crate) fn slot(&self, instruction: &Instruction) -> std::sync::Arc<str> {
        match instruction.argument {
            Argument::Cell(index) => self.code.cell_name(index).cloned().unwrap_or_else(|| "?".into()),
            _ => self.local(instruction.arg.unwrap_or(0)),
        }
    }

    pub(crate) fn push_attribute(
        &self,
        stack: &mut Stack,
        owner: &Value,
        name: &str,
        method: bool,
        span: Option<Range<usize>>,
    ) {
        let made = format!("{}.{name}", operand(owner));
        stack.push(self.tailed(span, owner, name, made));
        if method {
            stack.push(Value::implied("NULL or self"));
        }
    }

    /// The value that `span` stands for, if it runs from the first operand to after the last.
    pub(crate) fn named(&self, span: Option<Range<usize>>, operands: &[&Value], made: String) -> Value {
        let ends = |whole: &Range<usize>| {
            let last = operands.last().and_then(|value| value.span.as_ref());
            // A call's last argument may be followed by `,)`; a subscript's by `]`.
            last.is_none_or(|last| last.end <= whole.end && self.only(last.end..whole.end, ")], \n\\"))
        };
        match span.as_ref().filter(|whole| self.starts(whole, operands.first().copied()) && ends(whole)) {
            Some(whole) => self.written(whole.clone(), made),
            None => Value::made_from(shorten(made), span),
        }
    }

    /// The value that `span` stands for, if it starts with the operand and ends with `tail`.
    pub(crate) fn tailed(
        &self,
        span: Option<Range<usize>>,
        operand: &Value,
        tail: &str,
        made: String,
    ) -> Value {
        let ends = |whole: &Range<usize>| {
            self.source.text().get(whole.clone()).is_some_and(|text| text.ends_with(tail))
        };
        match span.as_ref().filter(|whole| self.starts(whole, Some(operand)) && ends(whole)) {
            Some(whole) => self.written(whole.clone(), made),
            None => Value::made_from(shorten(made), span),
        }
    }

    fn starts(&self, whole: &Range<usize>, first: Option<&Value>) -> bool {
        first.is_none_or(|value| {
            value.span.as_ref().is_some_and(|first| {
                whole.start <= first.start
                    && first.end <= whole.end
                    && self.only(whole.start..first.start, "( \n\\")
            })
        })
    }

    fn written(&self, span: Range<usize>, made: String) -> Value {
        match self.slice(Some(&span)) {
            Some(text) => Value::written(text, Some(span)),
            None => Value::made_from(shorten(made), Some(span)),
        }
    }

    fn only(&self, gap: Range<usize>, allowed: &str) -> bool {
        self.source.text().get(gap).is_some_and(|text| text.chars().all(|letter| allowed.contains(letter)))
    }

    fn slice(&self, span: Option<&Range<usize>>) -> Option<String> {
        let text = self.source.text().get(span?.clone())?;
        // A statement is never a value.
        (!text.is_empty()).then(|| one_line(text)).filter(|line| !line.ends_with(": …"))
    }

    fn constant(&self, arg: u32) -> String {
        match self.code.consts.get(arg as usize) {
            Some(value @ Constant::Str(text)) if text.len() > 10_000 => {
                brief(value).chars().take(200).collect()
            }
            Some(value) => brief(value),
            None => "?".to_owned(),
        }
    }

    pub(crate) fn name(&self, index: u32) -> std::sync::Arc<str> {
        self.code.names.get(index as usize).cloned().unwrap_or_else(|| "?".into())
    }

    pub(crate) fn local(&self, index: u32) -> std::sync::Arc<str> {
        self.code.localsplusnames.get(index as usize).cloned().unwrap_or_else(|| "?".into())
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    pub(crate) fn pop_many(&self, stack: &mut Stack, count: u32) -> Option<Vec<Value>> {
        let count = count as usize;
        if stack.depth() < count {
            return None;
        }
        let mut values = (0..count).map(|_| stack.pop()).collect::<Option<Vec<_>>>()?;
        values.reverse();
        Some(values)
    }

    pub(crate) fn prefix(&self, stack: &mut Stack, sign: &str, span: Option<Range<usize>>) -> Option<()> {
        let value = stack.pop()?;
        let made = format!("{sign}{}", operand(&value));
        let written = self.slice(span.as_ref()).filter(|text| text.starts_with(sign));
        stack.push(Value::made_from(written.unwrap_or(made), span));
        Some(())
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    pub(crate) fn function(&self, stack: &mut Stack, name: &str, span: Option<Range<usize>>) -> Option<()> {
        let value = stack.pop()?;
        stack.push(Value::made_from(shorten(format!("{name}({})", value.text)), span));
        Some(())
    }

    #[expect(clippy::unused_self, reason = "reads like its neighbours")]
    fn about_top(&self, stack: &mut Stack, say: impl Fn(&str) -> String) -> Option<()> {
        let text = say(&stack.iter().next()?.text);
        stack.push(Value::implied(shorten(text)));
        Some(())
    }

    /// `[a, b]` if that is short, else as the source has it.
    pub(crate) fn display(
        &self,
        items: &[Value],
        open: &str,
        close: &str,
        span: Option<Range<usize>>,
    ) -> Value {
        let texts: Vec<_> = items.iter().map(|item| &*item.text).collect();
        let made = format!("{open}{}{close}", texts.join(", "));
        if made.chars().count() <= LONG {
            return Value::made_from(made, span);
        }
        let written = self.slice(span.as_ref()).filter(|text| text.starts_with(open));
        Value::made_from(written.unwrap_or_else(|| format!("{open}…{close}")), span)
    }

    /// A comprehension's list, set or dict after something was added.
    fn filled(&self, stack: &mut Stack, depth: u32) -> Option<()> {
        self.replace(stack, depth, |value| {
            if value.mixed {
                return value;
            }
            let text = if value.text.starts_with('[') { "[…]" } else { "{…}" };
            Value::made_from(text, value.span)
        })
    }

    /// A display after a whole iterable or mapping was added.
    fn extended(
        &self,
        stack: &mut Stack,
        depth: u32,
        extra: &Value,
        instruction: &Instruction,
    ) -> Option<()> {
        let span = self.source.range(instruction.location);
        let written = self.slice(span.as_ref());
        self.replace(stack, depth, |value| {
            let (open, close, stars) = match instruction.opcode {
                Opcode::LIST_APPEND => ("[", "]", ""),
                Opcode::LIST_EXTEND => ("[", "]", "*"),
                Opcode::SET_ADD => ("{", "}", ""),
                Opcode::SET_UPDATE => ("{", "}", "*"),
                _ => ("{", "}", "**"),
            };
            let written = written.filter(|text| text.starts_with(open));
            let inside = value.text.strip_prefix(open).and_then(|text| text.strip_suffix(close));
            let made = match inside.unwrap_or("") {
                "" => format!("{open}{stars}{}{close}", operand(extra)),
                inside => format!("{open}{inside}, {stars}{}{close}", operand(extra)),
            };
            let made = if made.chars().count() > LONG { format!("{open}…{close}") } else { made };
            Value::made_from(written.unwrap_or(made), value.span)
        })
    }

    fn replace(&self, stack: &mut Stack, depth: u32, change: impl FnOnce(Value) -> Value) -> Option<()> {
        let above = self.pop_many(stack, depth.checked_sub(1)?)?;
        let value = stack.pop()?;
        stack.push(change(value));
        push_all(stack, above);
        Some(())
    }

    pub(crate) fn call(
        &self,
        callable: &Value,
        args: &[Value],
        keywords: bool,
        span: Option<Range<usize>>,
    ) -> Value {
        if &*callable.text == "__build_class__" {
            let name = args.get(1).map_or("", |name| name.text.trim_matches(['\'', '"']));
            return Value::made_from(format!("<class {name}>"), span);
        }
        let texts: Vec<_> = args.iter().map(|arg| &*arg.text).collect();
        let more = if keywords { " …" } else { "" };
        let mut made = format!("{}({}{more})", operand(callable), texts.join(", "));
        if made.chars().count() > LONG {
            made = format!("{}(…)", operand(callable));
        }
        if !callable.verbatim {
            return Value::made_from(shorten(made), span);
        }
        let last = args.iter().rev().find(|arg| arg.span.is_some()).filter(|_| !keywords);
        match last {
            Some(last) => self.named(span, &[callable, last], made),
            None => self.tailed(span, callable, ")", made),
        }
    }

    fn unpack(&self, stack: &mut Stack, value: &Value, before: u64, after: Option<u64>) -> Option<()> {
        let text = value.text.strip_suffix(" or None");
        let of = text.map_or_else(|| operand(value), str::to_owned);
        // What an attacker's file claims is not worth unbounded memory.
        if before > u64::from(self.code.stacksize) || after.unwrap_or(0) > u64::from(self.code.stacksize) {
            return None;
        }
        if let Some(after) = after {
            for index in 1..=after {
                stack.push(Value::implied(shorten(format!("item -{index} of {of}"))));
            }
            stack.push(Value::implied(shorten(format!("rest of {of}"))));
        }
        for index in (0..before).rev() {
            stack.push(Value::implied(shorten(format!("item {index} of {of}"))));
        }
        Some(())
    }
}

fn null() -> Value {
    Value::implied("NULL")
}

/// The topmost values, bottom first.
pub(crate) fn take<const N: usize>(stack: &mut Stack) -> Option<[Value; N]> {
    let mut values = Vec::with_capacity(N);
    for _ in 0..N {
        values.push(stack.pop()?);
    }
    values.reverse();
    values.try_into().ok()
}

pub(crate) fn push_all(stack: &mut Stack, values: Vec<Value>) {
    for value in values {
        stack.push(value);
    }
}

/// A value's name as a part of a longer one: in brackets if it would fall apart.
pub(crate) fn operand(value: &Value) -> String {
    let text = &*value.text;
    let closed = text.chars().all(|letter| letter.is_alphanumeric() || "_.".contains(letter));
    let bracketed = || {
        let mut depth = 0_i32;
        text.chars().enumerate().all(|(at, letter)| {
            depth += match letter {
                '(' | '[' | '{' | '<' => 1,
                ')' | ']' | '}' | '>' => -1,
                _ => 0,
            };
            depth > 0 || at == 0 || letter.is_alphanumeric() || ")]}>_.".contains(letter)
        })
    };
    let quoted = text.starts_with(['\'', '"']) && !text.contains(' ');
    if closed || quoted || bracketed() { text.to_owned() } else { format!("({text})") }
}

fn bound(value: &Value) -> String {
    if &*value.text == "None" { String::new() } else { value.text.to_string() }
}

fn pair(items: &[Value]) -> Value {
    match items {
        [key, value] => Value::implied(format!("{}: {}", key.text, value.text)),
        _ => Value::implied("?"),
    }
}

/// `items` of `iter(items)`.
fn iterated(text: &str) -> &str {
    text.strip_prefix("iter(").and_then(|text| text.strip_suffix(')')).unwrap_or(text)
}

pub(crate) fn shorten(text: String) -> String {
    if text.chars().count() <= LONG {
        return text;
    }
    let mut short: String = text.chars().take(LONG - 1).collect();
    short.push('…');
    short
}

fn intrinsic_1(function: &str, value: &str) -> String {
    match function {
        "INTRINSIC_UNARY_POSITIVE" => format!("+{value}"),
        "INTRINSIC_LIST_TO_TUPLE" => format!("tuple({value})"),
        "INTRINSIC_STOPITERATION_ERROR" => "RuntimeError".to_owned(),
        "INTRINSIC_ASYNC_GEN_WRAP" => format!("wrapped {value}"),
        "INTRINSIC_TYPEVAR" => format!("TypeVar({value})"),
        "INTRINSIC_PARAMSPEC" => format!("ParamSpec({value})"),
        "INTRINSIC_TYPEVARTUPLE" => format!("TypeVarTuple({value})"),
        "INTRINSIC_SUBSCRIPT_GENERIC" => format!("Generic[{value}]"),
        "INTRINSIC_TYPEALIAS" => format!("TypeAliasType{value}"),
        _ => "None".to_owned(),
    }
}

fn intrinsic_2(function: &str, first: &str, second: &str) -> String {
    match function {
        "INTRINSIC_PREP_RERAISE_STAR" => "exc to raise or None".to_owned(),
        "INTRINSIC_TYPEVAR_WITH_BOUND" | "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS" => {
            shorten(format!("TypeVar({first}, {second})"))
        }
        // Both hand back their first operand.
        _ => first.to_owned(),
    }
}
