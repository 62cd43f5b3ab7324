//! `module`.

use crate::call::Args;
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::{Def, native};

fn module<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Module> {
    match value.downcast::<Module>() {
        Some(module) => Ok(module),
        None => Err(vm.type_error("not a module")),
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let class = Ref::<Class>::of(&args[0]).cloned().unwrap_or_else(|| vm.types.module.clone());
    Ok(Value::new(Module { dict: Ref::new(Dict::default()), class: class.into() }))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if native::<Str>(&args[1]).is_none() {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("module.__init__() argument 'name' must be str, not {class}")));
    }
    let dict = module(vm, &args[0])?.dict.clone();
    let doc = args.get(2).cloned().unwrap_or_else(Value::none);
    let names = [&vm.names.name, &vm.names.doc, &vm.names.package, &vm.names.loader, &vm.names.spec];
    let values = [args[1].clone(), doc, Value::none(), Value::none(), Value::none()];
    for (name, value) in names.into_iter().zip(values) {
        drop(dict.set_str(name, value));
    }
    Ok(Value::none())
}

/// `<module 'math' (built-in)>`, `<module 'x' from 'x.py'>`
fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = module(vm, &args[0])?.dict.clone();
    let name = dict.get_str(&vm.names.name).filter(|name| native::<Str>(name).is_some());
    let name = match name {
        Some(name) => vm.repr_text(&name)?.to_string_lossy().into_owned(),
        None => "'?'".to_owned(),
    };
    let file = dict.get_str(&vm.names.file).filter(|file| native::<Str>(file).is_some());
    let text = match file {
        Some(file) => format!("<module {name} from {}>", vm.repr_text(&file)?),
        None => {
            let bare = name.trim_matches('\'').to_owned();
            let is_native =
                bare == "builtins" || crate::modules::NATIVE.iter().any(|(known, _)| *known == bare);
            if is_native { format!("<module {name} (built-in)>") } else { format!("<module {name}>") }
        }
    };
    Ok(vm.str(&text))
}

fn dir(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = module(vm, &args[0])?.dict.clone();
    let name = vm.names.dir.clone();
    match dict.get_str(&name) {
        Some(hook) => vm.call(&hook, []),
        None => Ok(vm.list(dict.items().into_iter().map(|(key, _)| key).collect())),
    }
}

fn dict(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(module(vm, &args[0])?.dict.value().clone())
}

fn annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = module(vm, &args[0])?.dict.clone();
    let name = vm.names.annotations.clone();
    Ok(match dict.get_str(&name) {
        Some(annotations) => annotations,
        None => {
            let annotations = Value::new(Dict::default());
            drop(dict.set_str(&name, annotations.clone()));
            annotations
        }
    })
}

fn set_annotations(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let dict = module(vm, &args[0])?.dict.clone();
    let name = vm.names.annotations.clone();
    let old = match args.get(1) {
        Some(value) => dict.set_str(&name, value.clone()),
        None => match dict.remove_str(&name) {
            None => return Err(vm.error(crate::Exc::AttributeError, "__annotations__")),
            old => old,
        },
    };
    drop(old);
    Ok(Value::none())
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.module.clone();
    class.flags.set(ClassFlags { has_dict: true, has_weakref: true, ..class.flags.get() });
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__init__", "($self, name, doc=None)", init),
            Def::wrapper("__repr__", "($self, /)", repr),
            Def::method("__dir__", "($self, /)", dir),
            Def::attribute("__dict__", dict),
            Def::attribute_rw("__annotations__", annotations, set_annotations),
        ],
    );
}
