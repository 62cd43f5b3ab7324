//! Tuples with named fields (`Objects/structseq.c`): `sys.version_info`, `time.struct_time`.
//!
//! An object is an instance with a tuple inside. Fields beyond the tuple's length, which `struct_time` has,
//! are in the instance's slots.

use std::cell::RefCell;

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::{Attributes, Class, Instance, Layout, Tuple};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

/// A class of tuples with named fields.
#[derive(Debug)]
pub(super) struct SequenceSpec {
    pub(super) module: &'static str,
    pub(super) name: &'static str,
    /// The attributes: [`field`] for the tuple's items, then [`hidden`].
    pub(super) fields: &'static [Def],
    /// How many of the fields are items of the tuple.
    pub(super) visible: usize,
}

/// Item `N` by its name.
pub(super) fn field<const N: usize>(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let tuple = vm.native::<Tuple>(&args[0])?;
    Ok(tuple.items.get(N).cloned().unwrap_or_else(Value::none))
}

/// A field that is no item of the tuple.
pub(super) fn hidden<const N: usize>(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    let instance = args[0].downcast::<Instance>();
    let value = instance.and_then(|instance| instance.slots.borrow().get(N).cloned().flatten());
    Ok(value.unwrap_or_else(Value::none))
}

const METHODS: &[Def] = &[
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::method("__reduce__", "($self, /)", reduce),
    Def::staticmethod("__new__", "(type, sequence, dict=None, /)", new),
];

impl Vm {
    /// The class that `spec` describes.
    pub(super) fn sequence_class(&mut self, spec: &'static SequenceSpec) -> Ref<Class> {
        let key = std::ptr::from_ref(spec) as usize;
        if let Some(class) = self.module_state.classes.get(&key) {
            return class.clone();
        }
        let base = self.types.tuple.clone();
        let class = self.new_native_class(spec.module, spec.name, Some(&base), Layout::Tuple, METHODS);
        self.define(&class, spec.fields);
        let names: Vec<Value> =
            spec.fields[..spec.visible].iter().map(|def| self.intern(def.name())).collect();
        let names = self.tuple(names);
        self.set_name(&class.dict, "__match_args__", names);
        for (name, count) in
            [("n_fields", spec.fields.len()), ("n_sequence_fields", spec.visible), ("n_unnamed_fields", 0)]
        {
            self.set_name(&class.dict, name, Value::int(count as i64));
        }
        self.class_changed(&class);
        self.module_state.classes.insert(key, class.clone());
        class
    }

    /// A tuple with named fields.
    pub(super) fn sequence(&mut self, spec: &'static SequenceSpec, mut fields: Vec<Value>) -> Value {
        let class = self.sequence_class(spec);
        let hidden = fields.split_off(spec.visible.min(fields.len()));
        let tuple = self.tuple(fields);
        make(&class, tuple, hidden)
    }
}

fn make(class: &Ref<Class>, tuple: Value, hidden: Vec<Value>) -> Value {
    Value::new(Instance {
        class: RefCell::new(class.clone()),
        attributes: Attributes::default(),
        slots: RefCell::new(hidden.into_iter().map(Some).collect()),
        native: Some(tuple),
    })
}

fn count(vm: &mut Vm, class: &Class, name: &str) -> usize {
    let name = vm.intern(name);
    vm.lookup(class, &name).and_then(|count| count.as_int()).unwrap_or_default() as usize
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(class) = Ref::<Class>::of(&args[0]).cloned() else { return Ok(Value::none()) };
    let mut items = vm.collect(&args[1])?;
    let (least, most) = (count(vm, &class, "n_sequence_fields"), count(vm, &class, "n_fields"));
    let name = class.name();
    let given = items.len();
    let message = match (least == most, given < least, given > most) {
        (true, true, _) | (true, _, true) => {
            format!("{name}() takes a {least}-sequence ({given}-sequence given)")
        }
        (false, true, _) => format!("{name}() takes an at least {least}-sequence ({given}-sequence given)"),
        (false, _, true) => format!("{name}() takes an at most {most}-sequence ({given}-sequence given)"),
        _ => {
            let hidden = items.split_off(least);
            let tuple = vm.tuple(items);
            return Ok(make(&class, tuple, hidden));
        }
    };
    Err(vm.type_error(message))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let items = vm.native::<Tuple>(&args[0])?.items.to_vec();
    let key = vm.names.match_args.clone();
    let names = vm.lookup(&class, &key);
    let names = names.as_ref().and_then(native::<Tuple>).map_or(&[][..], |names| &names.items);
    let mut text = Wtf8Buf::from(&*class.name());
    text.push_str("(");
    for (place, (name, item)) in names.iter().zip(&items).enumerate() {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_str(&vm.text(name));
        text.push_str("=");
        text.push_wtf8(&vm.repr_text(item)?);
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = vm.class_of(&args[0]);
    let items = vm.native::<Tuple>(&args[0])?.items.to_vec();
    let items = vm.tuple(items);
    let state = Value::new(crate::objects::Dict::default());
    let arguments = vm.tuple(vec![items, state]);
    Ok(vm.tuple(vec![class.into_value(), arguments]))
}
