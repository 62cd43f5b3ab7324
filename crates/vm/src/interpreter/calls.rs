//! Calls: what each kind of callable needs, and the ways into the loop from native code.

use std::cell::RefCell;

use bytescope_bytecode::CodeFlags;

use crate::call::{Args, Arguments};
use crate::objects::*;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::run::Exit;
use super::{Frame, FrameKind, Instruction};

/// What a call instruction led to.
pub(super) enum Called {
    /// A frame was pushed; its stack starts here.
    Frame(usize),
    /// The result; the callable and the arguments are off the stack.
    Value(Value),
}

impl Vm {
    /// Calls what lies at `at`: the callable, its self or nothing, `count` arguments.
    #[inline(never)]
    pub(super) fn call_on_stack(
        &mut self,
        instruction: &Instruction,
        at: usize,
        count: usize,
    ) -> PyResult<Called> {
        let Some(callable) = &self.interpreter.stack[at] else { return Err(self.broken("no callable")) };
        match callable.kind() {
            Kind::Native => {
                if let Some(native) = Ref::<Native>::of(callable) {
                    let native = native.clone();
                    if let Some(result) = self.call_native_on_stack(&native, None, at, count) {
                        drop(native);
                        return result.map(Called::Value);
                    }
                }
            }
            Kind::Function => {
                if let Some(given) = self.add_defaults(at, count)
                    && let Some(depth) = self.enter_function(at, given)
                {
                    return Ok(Called::Frame(depth));
                }
            }
            Kind::BoundMethod if self.interpreter.stack[at + 1].is_none() => {
                if let Some(method) = callable.downcast::<BoundMethod>()
                    && method.function.kind() == Kind::Function
                {
                    let (function, this) = (method.function.clone(), method.this.clone());
                    self.interpreter.stack.fill(at + 1, this);
                    self.interpreter.stack[at] = Some(function);
                    if let Some(depth) = self.enter_function(at, count) {
                        return Ok(Called::Frame(depth));
                    }
                }
            }
            Kind::Class => {
                if self.interpreter.stack[at + 1].is_none()
                    && let Some(class) = Ref::<Class>::of(callable)
                {
                    if let Some(init) = self.cached_init(instruction, class) {
                        let class = class.clone();
                        return self.call_simple_init(&class, &init, at, count);
                    }
                    if let Some(new) = self.cached_new(instruction, class).and_then(Ref::from_value) {
                        let class = Some(class.value().clone());
                        if let Some(result) = self.call_native_on_stack(&new, class, at, count) {
                            return result.map(Called::Value);
                        }
                    }
                }
            }
            _ => {}
        }
        self.call_generally(instruction, at, count)
    }

    /// Where only the last arguments of a plain function are missing and have defaults, and a frame may be pushed at
    /// once: puts them beside the others, and says how many there are.
    fn add_defaults(&mut self, at: usize, count: usize) -> Option<usize> {
        let function = self.interpreter.stack[at].as_ref()?.downcast::<Function>()?;
        let has_self = usize::from(self.interpreter.stack[at + 1].is_some());
        let code = function.code.borrow().clone();
        let defaults = function.defaults.borrow().clone();
        let defaults = &defaults.downcast::<Tuple>()?.items;
        let missing = (code.exact as usize).checked_sub(count + has_self)?;
        let first = defaults.len().checked_sub(missing)?;
        if code.exact == u32::MAX || !self.is_clear(at + 2 - has_self + code.frame_size) {
            return None;
        }
        for (offset, default) in defaults[first..].iter().enumerate() {
            self.interpreter.stack.fill(at + 2 + count + offset, default.clone());
        }
        Some(count + missing)
    }

    /// Calls a native function with arguments that fit its parameters one by one, `class` before them if it is a
    /// `__new__`; else does nothing.
    fn call_native_on_stack(
        &mut self,
        native: &Ref<Native>,
        class: Option<Value>,
        at: usize,
        count: usize,
    ) -> Option<PyResult> {
        const MOST: usize = 6;
        let parameters = native.parameters();
        let this = if parameters.has_self { native.this.clone() } else { class };
        let has_self = usize::from(self.interpreter.stack[at + 1].is_some());
        let hidden = usize::from(this.is_some());
        let given = count + has_self;
        if !parameters.fits(hidden + given) || parameters.slots() > MOST {
            return None;
        }
        if this.is_none() && given > 0 && matches!(native.kind, NativeKind::Method | NativeKind::Wrapper) {
            let first = self.interpreter.stack[at + 2 - has_self].as_ref()?;
            let class = native.class.as_ref()?;
            let is_exact = self.types.exact_class(first).is_some_and(|exact| exact.is(class));
            if !is_exact && !self.is_instance(first, class) {
                return None;
            }
        }
        self.interpreter.steps += 1;
        let mut slots = [const { None }; MOST];
        slots[0] = this;
        for (slot, argument) in (at + 2 - has_self..at + 2 + count).enumerate() {
            slots[hidden + slot] = self.interpreter.stack[argument].take();
        }
        let result = (native.function)(self, Args::new(&mut slots[..parameters.slots()]));
        drop(slots);
        drop(self.interpreter.stack[at].take());
        Some(result)
    }

    /// Calls what lies at `at` with `count` arguments, the last of which have names.
    pub(super) fn call_with_names(&mut self, at: usize, count: usize, names: &Value) -> PyResult<Called> {
        let Some(callable) = self.interpreter.stack[at].clone() else {
            return Err(self.broken("no callable"));
        };
        let arguments = self.take_arguments(at, count, Some(names));
        self.call_inline(at, callable, arguments)
    }

    /// A class whose objects are made by `object.__new__` and whose `__init__` takes just these arguments: the
    /// object takes the place of the class on the stack, twice.
    fn call_simple_init(
        &mut self,
        class: &Ref<Class>,
        init: &Value,
        at: usize,
        count: usize,
    ) -> PyResult<Called> {
        let Some(init) = Ref::<Function>::of(init) else { return Err(self.broken("no __init__")) };
        let code = init.code.borrow().clone();
        if code.object.argcount as usize != count + 1 {
            let arguments = self.take_arguments(at, count, None);
            let result = self.call_class(class, arguments)?;
            drop(self.interpreter.stack[at].take());
            return Ok(Called::Value(result));
        }
        let instance = self.new_instance(class);
        drop(self.interpreter.stack[at].replace(instance.clone()));
        self.interpreter.stack.fill(at + 1, instance);
        let base = at + 1;
        if let Err(raised) = self.admit(base + code.frame_size) {
            self.clear_stack(at, base + count + 1);
            return Err(raised);
        }
        let (function, kind) = (init.clone(), FrameKind::Init);
        let frame = Frame { code, function, namespace: None, pc: 0, base, bottom: at, kind };
        Ok(Called::Frame(self.push_frame(frame)))
    }

    /// Takes the arguments of a call off the stack.
    fn take_arguments(&mut self, at: usize, count: usize, names: Option<&Value>) -> Arguments {
        let mut arguments = Arguments::default();
        let slots = self.interpreter.stack.range_mut(at + 1..at + 2 + count);
        arguments.positional.extend(slots.iter_mut().filter_map(Option::take));
        if let Some(names) = names.and_then(|names| names.downcast::<Tuple>()) {
            let values = arguments.positional.drain(arguments.positional.len() - names.items.len()..);
            arguments.keywords = names.items.iter().cloned().zip(values).collect();
        }
        arguments
    }

    fn call_generally(&mut self, instruction: &Instruction, at: usize, count: usize) -> PyResult<Called> {
        let Some(callable) = self.interpreter.stack[at].clone() else {
            return Err(self.broken("no callable"));
        };
        if let Some(class) = Ref::<Class>::of(&callable) {
            self.remember_init(instruction, class);
        }
        let arguments = self.take_arguments(at, count, None);
        self.call_inline(at, callable, arguments)
    }

    /// `f(*arguments, **keywords)`: the callable lies at `at`.
    pub(super) fn call_function_ex(
        &mut self,
        at: usize,
        positional: &Value,
        keywords: Option<&Value>,
    ) -> PyResult<Called> {
        let Some(callable) = self.interpreter.stack[at].clone() else {
            return Err(self.broken("no callable"));
        };
        let positional = match positional.downcast::<Tuple>() {
            Some(tuple) => tuple.items.to_vec(),
            None => {
                let class = self.class_of(positional);
                let iter = self.names.iter.clone();
                let getitem = self.names.getitem.clone();
                if self.lookup(&class, &iter).is_none() && self.lookup(&class, &getitem).is_none() {
                    let name = self.callable_name(&callable)?;
                    let class = class.name();
                    return Err(
                        self.type_error(format!("{name} argument after * must be an iterable, not {class}"))
                    );
                }
                self.collect(positional)?
            }
        };
        let mut arguments = Arguments::from(positional);
        if let Some(keywords) = keywords.and_then(crate::types::native::<Dict>) {
            arguments.keywords = keywords.items();
            for (name, _) in &arguments.keywords {
                if crate::types::native::<Str>(name).is_none() {
                    return Err(self.type_error("keywords must be strings"));
                }
            }
        }
        self.call_inline(at, callable, arguments)
    }

    /// Calls without nesting in Rust where a Python function is behind it. The stack from `at` on holds the
    /// callable only.
    fn call_inline(&mut self, at: usize, mut callable: Value, mut arguments: Arguments) -> PyResult<Called> {
        loop {
            match callable.kind() {
                Kind::BoundMethod => {
                    let Some(method) = callable.downcast::<BoundMethod>() else { break };
                    arguments.positional.insert(0, method.this.clone());
                    callable = method.function.clone();
                }
                Kind::Function => {
                    let Some(function) = Ref::<Function>::from_value(callable) else {
                        return Err(self.broken("no function"));
                    };
                    let code = function.code.borrow().clone();
                    let slots = self.bind_arguments(&function, &code, arguments)?;
                    drop(self.interpreter.stack[at].take());
                    let base = at + 1;
                    return self.push_bound(function, code, slots, base, FrameKind::Call).map(Called::Frame);
                }
                _ => break,
            }
        }
        self.interpreter.steps += 1;
        let result = self.call_with(&callable, arguments)?;
        drop(self.interpreter.stack[at].take());
        Ok(Called::Value(result))
    }

    /// Pushes the frame of a function with these values of its parameters, which lie from `base` on; the result
    /// comes below them.
    fn push_bound(
        &mut self,
        function: Ref<Function>,
        code: Ref<Code>,
        slots: impl IntoIterator<Item = Option<Value>>,
        base: usize,
        kind: FrameKind,
    ) -> PyResult<usize> {
        self.admit(base + code.frame_size)?;
        for (offset, slot) in slots.into_iter().enumerate() {
            self.interpreter.stack[base + offset] = slot;
        }
        Ok(self.push_frame(Frame { code, function, namespace: None, pc: 0, base, bottom: base - 1, kind }))
    }

    /// Calls a function written in Python, from native code.
    pub(crate) fn call_function(&mut self, function: &Ref<Function>, arguments: Arguments) -> PyResult {
        self.check_stack()?;
        let code = function.code.borrow().clone();
        let base = self.free_stack() + 1;
        let (owned, kind) = (function.clone(), FrameKind::Entry);
        let sp = if arguments.keywords.is_empty() && arguments.positional.len() == code.exact as usize {
            self.push_bound(owned, code, arguments.positional.into_iter().map(Some), base, kind)?
        } else {
            let slots = self.bind_arguments(function, &code, arguments)?;
            self.push_bound(owned, code, slots, base, kind)?
        };
        self.run_entry(sp)
    }

    /// Runs the innermost frame, which native code pushed, to its end.
    fn run_entry(&mut self, sp: usize) -> PyResult {
        let result = self.run(sp, None);
        // The frame below goes on where it was.
        self.interpreter.pc = self.interpreter.frames.last().map_or(0, |frame| frame.pc);
        match result? {
            Exit::Returned(value) | Exit::Yielded(value) => Ok(value),
        }
    }

    /// Runs code in namespaces of the caller's choice: modules, `exec`, `eval`.
    pub fn run_code(&mut self, code: &Ref<Code>, globals: &Ref<Dict>, locals: Option<Value>) -> PyResult {
        let key = self.names.builtins.clone();
        let builtins = match globals.get_str(&key) {
            Some(builtins) => match builtins.downcast::<Module>() {
                Some(module) => module.dict.clone(),
                None => Ref::from_value(builtins).unwrap_or_else(|| self.builtins.clone()),
            },
            None => {
                let builtins = self.builtins_module();
                drop(globals.set_str(&key, builtins));
                self.builtins.clone()
            }
        };
        let namespace = if code.object.flags.contains(CodeFlags::OPTIMIZED) {
            None
        } else {
            Some(locals.unwrap_or_else(|| globals.value().clone()))
        };
        let function = self.new_function(code, globals.clone(), builtins);
        self.run_namespace(function, namespace)
    }

    /// Runs the body of a class: a function that is called with a namespace of its own.
    pub(crate) fn run_class_body(&mut self, function: &Ref<Function>, namespace: Value) -> PyResult {
        self.run_namespace(function.clone(), Some(namespace))
    }

    fn run_namespace(&mut self, function: Ref<Function>, namespace: Option<Value>) -> PyResult {
        self.check_stack()?;
        let bottom = self.free_stack();
        let base = bottom + 1;
        let code = function.code.borrow().clone();
        self.admit(base + code.frame_size)?;
        let sp =
            self.push_frame(Frame { code, function, namespace, pc: 0, base, bottom, kind: FrameKind::Entry });
        self.run_entry(sp)
    }

    /// The function that an instruction makes of a code object.
    pub(super) fn make_function(&mut self, code: Value) -> PyResult {
        let Some(code) = Ref::<Code>::from_value(code) else { return Err(self.broken("no code object")) };
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let (globals, builtins) = (frame.globals().clone(), frame.builtins().clone());
        Ok(self.new_function(&code, globals, builtins).into_value())
    }

    /// A function without defaults and closure.
    pub(crate) fn new_function(
        &mut self,
        code: &Ref<Code>,
        globals: Ref<Dict>,
        builtins: Ref<Dict>,
    ) -> Ref<Function> {
        let key = self.names.name.clone();
        let module = globals.get_str(&key).unwrap_or_else(Value::none);
        let name = self.intern(&code.object.name);
        let qualname = self.intern(&code.object.qualname);
        let doc = match code.constants.first() {
            Some(first) if first.kind() == Kind::Str => first.clone(),
            _ => Value::none(),
        };
        let empty = self.tuple(Vec::new());
        Ref::new(Function {
            code: RefCell::new(code.clone()),
            globals,
            builtins,
            name: RefCell::new(name),
            qualname: RefCell::new(qualname),
            doc: RefCell::new(doc),
            module: RefCell::new(module),
            defaults: RefCell::new(Value::none()),
            kwdefaults: RefCell::new(Value::none()),
            annotations: RefCell::new(Value::none()),
            closure: RefCell::new(Value::none()),
            type_params: RefCell::new(empty),
            dict: RefCell::default(),
        })
    }

    /// How errors about its arguments call a callable: `__main__.f()` (`_PyObject_FunctionStr`).
    pub(super) fn callable_name(&mut self, callable: &Value) -> PyResult<String> {
        let (qualname, module) = (self.names.qualname.clone(), self.names.module.clone());
        let Some(name) = self.getattr_opt(callable, &qualname)? else {
            return Ok(self.str_text(callable)?.to_string_lossy().into_owned());
        };
        let name = self.str_text(&name)?.to_string_lossy().into_owned();
        let module = self.getattr_opt(callable, &module)?.filter(|module| !module.is_none());
        match module {
            Some(module) => {
                let module = self.str_text(&module)?.to_string_lossy().into_owned();
                Ok(if module == "builtins" { format!("{name}()") } else { format!("{module}.{name}()") })
            }
            None => Ok(format!("{name}()")),
        }
    }

    /// `**other` in a dictionary display.
    pub(super) fn dict_update_for_display(&mut self, dict: &Value, other: &Value) -> PyResult<()> {
        let Some(dict) = dict.downcast::<Dict>() else { return Ok(()) };
        match self.mapping_items(other)? {
            Some(items) => {
                for (key, value) in items {
                    self.dict_set(dict, key, value)?;
                }
                Ok(())
            }
            None => {
                let class = self.class_of(other).name();
                Err(self.type_error(format!("'{class}' object is not a mapping")))
            }
        }
    }

    /// `**other` in a call of `function`.
    pub(super) fn dict_merge_for_call(
        &mut self,
        dict: &Value,
        other: &Value,
        function: &Value,
    ) -> PyResult<()> {
        let Some(dict) = dict.downcast::<Dict>() else { return Ok(()) };
        let Some(items) = self.mapping_items(other)? else {
            let name = self.callable_name(function)?;
            let class = self.class_of(other).name();
            return Err(self.type_error(format!("{name} argument after ** must be a mapping, not {class}")));
        };
        for (key, value) in items {
            if crate::types::native::<Str>(&key).is_none() {
                return Err(self.type_error("keywords must be strings"));
            }
            if self.dict_get(dict, &key)?.is_some() {
                let name = self.callable_name(function)?;
                let key = self.text(&key);
                return Err(
                    self.type_error(format!("{name} got multiple values for keyword argument '{key}'"))
                );
            }
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    /// Keys and values of a mapping; `None` if it has no `keys`.
    pub(crate) fn mapping_items(&mut self, mapping: &Value) -> PyResult<Option<Vec<(Value, Value)>>> {
        if let Some(dict) = crate::types::native::<Dict>(mapping)
            && self.iterates_as_dict(mapping)
        {
            return Ok(Some(dict.items()));
        }
        let keys = self.names.keys.clone();
        let Some(keys) = self.getattr_opt(mapping, &keys)? else { return Ok(None) };
        let keys = self.call(&keys, [])?;
        let mut items = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.getitem(mapping, &key)?;
            items.push((key, value));
        }
        Ok(Some(items))
    }

    /// `*iterable` in a display: its own words for what is not iterable.
    pub(super) fn extend_for_unpacking(&mut self, list: &Value, iterable: &Value) -> PyResult<()> {
        let Some(list) = list.downcast::<List>() else { return Ok(()) };
        match self.list_extend(list, iterable) {
            Err(raised) if raised.is(self, Exc::TypeError) => {
                let class = self.class_of(iterable);
                let (iter, getitem) = (self.names.iter.clone(), self.names.getitem.clone());
                if self.lookup(&class, &iter).is_some() || self.lookup(&class, &getitem).is_some() {
                    return Err(raised);
                }
                let class = class.name();
                Err(self.type_error(format!("Value after * must be an iterable, not {class}")))
            }
            result => result,
        }
    }

    /// A set of these items.
    pub(super) fn new_set(&mut self, items: Vec<Value>) -> PyResult {
        let set = Set::new(false);
        for item in items {
            self.set_add(&set, item)?;
        }
        Ok(Value::new(set))
    }
}
