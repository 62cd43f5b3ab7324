//! `_io`: files in memory and the standard streams. There are no other files unless the caller grants some.

mod bytes;
mod lines;
mod std_stream;
mod text;

pub(super) use std_stream::standard_streams;

use crate::objects::{Class, Dict};
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

use super::support::ClassSpec;

/// The abstract classes that programs name in `isinstance`; each with its base.
static ABSTRACT: [(ClassSpec, Option<usize>); 4] = [
    (base("_IOBase"), None),
    (base("_TextIOBase"), Some(0)),
    (base("_BufferedIOBase"), Some(0)),
    (base("_RawIOBase"), Some(0)),
];

const fn base(name: &'static str) -> ClassSpec {
    ClassSpec::open("_io", name, &[])
}

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    for (place, (spec, _)) in ABSTRACT.iter().enumerate() {
        let class = abstract_class(vm, place);
        vm.set_name(dict, spec.name, class.into_value());
    }
    vm.add_class(dict, &text::STRING_IO);
    vm.add_class(dict, &bytes::BYTES_IO);
    vm.add_class(dict, &std_stream::TEXT_IO);
    vm.set_name(dict, "DEFAULT_BUFFER_SIZE", Value::int(8192));
    let (os_error, value_error) = (
        vm.exception_class(crate::Exc::OSError).value().clone(),
        vm.exception_class(crate::Exc::ValueError).value().clone(),
    );
    let key = vm.intern("UnsupportedOperation");
    let bases = vm.tuple(vec![os_error, value_error]);
    let namespace = Ref::new(Dict::default());
    let module = vm.intern("io");
    vm.set_name(&namespace, "__module__", module);
    let metaclass = vm.types.type_.value().clone();
    let class = vm.call(&metaclass, [key.clone(), bases, namespace.into_value()])?;
    drop(dict.set_str(&key, class));
    // `io.open` and the built-in `open` are one.
    let open = vm.intern("open");
    if let Some(function) = vm.builtins.get_str(&open) {
        drop(dict.set_str(&open, function));
    }
    vm.define_functions(
        dict,
        "_io",
        &[Def::function("text_encoding", "(encoding, stacklevel=2, /)", text_encoding)],
    );
    Ok(())
}

fn text_encoding(vm: &mut Vm, args: crate::call::Args<'_>) -> PyResult {
    match args.some(0) {
        Some(encoding) => Ok(encoding.clone()),
        None => Ok(vm.intern("locale")),
    }
}

fn abstract_class(vm: &mut Vm, place: usize) -> Ref<Class> {
    let (spec, parent) = &ABSTRACT[place];
    let class = vm.spec_class(spec);
    if let Some(parent) = parent {
        let parent = abstract_class(vm, *parent);
        inherit(vm, &class, &parent);
    }
    class
}

/// Puts `parent` between a class and `object`.
fn inherit(vm: &mut Vm, class: &Ref<Class>, parent: &Ref<Class>) {
    if class.is_subclass(parent) {
        return;
    }
    let mut mro = vec![class.clone()];
    mro.extend(parent.mro.borrow().iter().cloned());
    class.mro.replace(mro.into());
    class.bases.replace(vec![parent.clone()]);
    vm.class_changed(class);
}

/// The class of a kind of file, below its abstract base.
fn file_class(vm: &mut Vm, spec: &'static ClassSpec, base: usize) -> Ref<Class> {
    let class = vm.spec_class(spec);
    let parent = abstract_class(vm, base);
    inherit(vm, &class, &parent);
    class
}

/// Raises `io.UnsupportedOperation`.
fn unsupported(vm: &mut Vm, what: &str) -> crate::Raised {
    let raised = match vm.import_module("_io") {
        Ok(module) => {
            let name = vm.intern("UnsupportedOperation");
            let message = vm.str(what);
            vm.getattr(&module, &name).and_then(|class| vm.call(&class, [message]))
        }
        Err(raised) => Err(raised),
    };
    match raised {
        Ok(exception) => crate::Raised(exception),
        Err(raised) => raised,
    }
}
