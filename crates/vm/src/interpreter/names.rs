//! Names: globals, class and module namespaces, cells, and what is said when there is none.

use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

impl Vm {
    /// The value of a name in a class body or module: its namespace, globals, built-in names.
    pub(super) fn load_name(&mut self, name: &Value) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        let (namespace, globals, builtins) =
            (frame.namespace.clone(), frame.globals().clone(), frame.builtins().clone());
        if let Some(namespace) = namespace
            && let Some(value) = self.namespace_get(&namespace, name)?
        {
            return Ok(value);
        }
        match globals.get_str(name).or_else(|| builtins.get_str(name)) {
            Some(value) => Ok(value),
            None => self.missing_global(name),
        }
    }

    /// A name in a namespace, which is a dict or any mapping.
    pub(super) fn namespace_get(&mut self, namespace: &Value, name: &Value) -> PyResult<Option<Value>> {
        if let Some(dict) = namespace.downcast::<Dict>() {
            return Ok(dict.get_str(name));
        }
        match self.getitem(namespace, name) {
            Ok(value) => Ok(Some(value)),
            Err(raised) if raised.is(self, Exc::KeyError) => Ok(None),
            Err(raised) => Err(raised),
        }
    }

    pub(super) fn store_name(&mut self, name: &Value, value: Value) -> PyResult<()> {
        let namespace = self.interpreter.frames.last().and_then(|frame| frame.namespace.clone());
        let Some(namespace) = namespace else { return Err(self.error(Exc::SystemError, "no locals found")) };
        match namespace.downcast::<Dict>() {
            Some(dict) => {
                drop(dict.set_str(name, value));
                Ok(())
            }
            None => self.setitem(&namespace, name, value),
        }
    }

    pub(super) fn delete_name(&mut self, name: &Value) -> PyResult<()> {
        let namespace = self.interpreter.frames.last().and_then(|frame| frame.namespace.clone());
        let Some(namespace) = namespace else { return Err(self.error(Exc::SystemError, "no locals found")) };
        match namespace.downcast::<Dict>() {
            Some(dict) => match dict.remove_str(name) {
                Some(_) => Ok(()),
                None => Err(self.name_error(name)),
            },
            None => self.delitem(&namespace, name),
        }
    }

    pub(super) fn delete_global(&mut self, name: &Value) -> PyResult<()> {
        let globals = self.interpreter.frames.last().map(|frame| frame.globals().clone());
        match globals.and_then(|globals| globals.remove_str(name)) {
            Some(_) => Ok(()),
            None => Err(self.name_error(name)),
        }
    }

    pub(super) fn load_from_dict_or_globals(&mut self, namespace: &Value, name: &Value) -> PyResult {
        if let Some(value) = self.namespace_get(namespace, name)? {
            return Ok(value);
        }
        let Some(frame) = self.interpreter.frames.last() else { return Err(self.broken("no frame")) };
        match frame.globals().get_str(name).or_else(|| frame.builtins().get_str(name)) {
            Some(value) => Ok(value),
            None => self.missing_global(name),
        }
    }

    /// A name that neither the module nor the built-in names have.
    #[cold]
    pub(super) fn missing_global(&mut self, name: &Value) -> PyResult {
        Err(self.name_error(name))
    }

    /// `name 'x' is not defined`
    #[cold]
    pub(super) fn name_error(&mut self, name: &Value) -> Raised {
        let text = self.text(name);
        let raised = self.error(Exc::NameError, format!("name '{text}' is not defined"));
        set_name(&raised, name);
        raised
    }

    #[cold]
    pub(super) fn unbound_local(&mut self, code: &Ref<Code>, slot: u32) -> Raised {
        let name = code.locals[slot as usize].clone();
        let text = self.text(&name);
        let message =
            format!("cannot access local variable '{text}' where it is not associated with a value");
        // Unlike other `NameError`s it does not keep the name, so nothing is suggested for it.
        self.error(Exc::UnboundLocalError, message)
    }

    #[cold]
    pub(super) fn unbound_cell(&mut self, code: &Ref<Code>, slot: u32) -> Raised {
        if (slot as usize) < code.locals.len() - code.free {
            return self.unbound_local(code, slot);
        }
        let name = code.locals[slot as usize].clone();
        let text = self.text(&name);
        let message = format!(
            "cannot access free variable '{text}' where it is not associated with a value in enclosing scope"
        );
        let raised = self.error(Exc::NameError, message);
        set_name(&raised, &name);
        raised
    }

    /// The value in a cell.
    pub(super) fn load_cell(&mut self, code: &Ref<Code>, base: usize, slot: u32) -> PyResult {
        let cell = &self.interpreter.stack[base + slot as usize];
        match cell
            .as_ref()
            .and_then(Value::downcast::<CellObject>)
            .and_then(|cell| cell.value.borrow().clone())
        {
            Some(value) => Ok(value),
            None => Err(self.unbound_cell(code, slot)),
        }
    }

    /// Puts the cells of the function's closure into the last fast slots.
    pub(super) fn copy_free_variables(&mut self, code: &Ref<Code>, base: usize) {
        let Some(frame) = self.interpreter.frames.last() else { return };
        let closure = frame.function.closure.borrow().clone();
        let Some(cells) = closure.downcast::<Tuple>() else { return };
        let first = base + code.locals.len() - cells.items.len().min(code.free);
        for (offset, cell) in cells.items.iter().enumerate() {
            self.interpreter.stack[first + offset] = Some(cell.clone());
        }
    }

    /// The running frame's variables as a dictionary (`locals()`); of a module or class, the namespace itself.
    pub(crate) fn locals(&mut self) -> PyResult {
        let Some(frame) = self.interpreter.frames.last() else { return Ok(Value::new(Dict::default())) };
        if let Some(namespace) = &frame.namespace {
            return Ok(namespace.clone());
        }
        let dict = Dict::default();
        let kinds = &frame.code.object.localspluskinds;
        for (offset, (name, kind)) in frame.code.locals.iter().zip(kinds).enumerate() {
            if kind.contains(bytescope_bytecode::LocalKind::HIDDEN) {
                continue;
            }
            let slot = self.interpreter.stack[frame.base + offset].clone();
            let value = match slot.as_ref().and_then(Value::downcast::<CellObject>) {
                Some(cell)
                    if kind.intersects(
                        bytescope_bytecode::LocalKind::CELL | bytescope_bytecode::LocalKind::FREE,
                    ) =>
                {
                    cell.value.borrow().clone()
                }
                _ => slot,
            };
            if let Some(value) = value {
                drop(dict.set_str(name, value));
            }
        }
        Ok(Value::new(dict))
    }

    /// The running frame's module names (`globals()`).
    pub(crate) fn globals(&mut self) -> Ref<Dict> {
        match self.interpreter.frames.last() {
            Some(frame) => frame.globals().clone(),
            None => self.builtins.clone(),
        }
    }
}

/// Notes the name in a `NameError`, for suggestions.
fn set_name(raised: &Raised, name: &Value) {
    if let Some(exception) = raised.0.downcast::<Exception>() {
        let mut fields = exception.fields.borrow_mut();
        fields.resize(1, None);
        fields[0] = Some(name.clone());
    }
}
