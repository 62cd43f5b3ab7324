//! What happens to results at a prompt and to exceptions, and how a program ends.

use crate::call::Args;
use crate::host::Stream;
use crate::objects::Tuple;
use crate::types::{Def, native};
use crate::value::Value;
use crate::{Exc, PyResult, Raised, Vm};

use super::super::structseq::{SequenceSpec, field};

pub(super) fn displayhook(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let value = &args[0];
    if value.is_none() {
        return Ok(Value::none());
    }
    let builtins = vm.builtins.clone();
    vm.set_name(&builtins, "_", Value::none());
    let mut text = vm.repr_text(value)?;
    text.push_str("\n");
    let text = vm.str_from(text);
    match vm.sys_name("stdout").filter(|stdout| !stdout.is_none()) {
        Some(stdout) => drop(vm.call_method(&stdout, "write", [text])?),
        None => return Err(vm.error(Exc::RuntimeError, "lost sys.stdout")),
    }
    vm.set_name(&builtins, "_", value.clone());
    Ok(Value::none())
}

pub(super) fn excepthook(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.format_exception(&args[1]);
    vm.write(Stream::Stderr, &text);
    Ok(Value::none())
}

pub(super) fn exception(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.handled_exception().unwrap_or_else(Value::none))
}

pub(super) fn exc_info(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    let Some(exception) = vm.handled_exception() else {
        return Ok(vm.tuple(vec![Value::none(), Value::none(), Value::none()]));
    };
    let name = vm.intern("__traceback__");
    let traceback = vm.getattr(&exception, &name)?;
    let class = vm.class_of(&exception).into_value();
    Ok(vm.tuple(vec![class, exception, traceback]))
}

pub(super) fn exit(vm: &mut Vm, args: Args<'_>) -> PyResult {
    // As when an exception is raised from its class and a value: `None` is no argument, a tuple is all of them.
    let arguments = match args.some(0) {
        None => Vec::new(),
        Some(status) => match status.downcast::<Tuple>() {
            Some(tuple) => tuple.items.to_vec(),
            None => vec![status.clone()],
        },
    };
    Err(vm.error_with(Exc::SystemExit, arguments))
}

static UNRAISABLE: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "UnraisableHookArgs",
    visible: 5,
    fields: &[
        Def::attribute("exc_type", field::<0>),
        Def::attribute("exc_value", field::<1>),
        Def::attribute("exc_traceback", field::<2>),
        Def::attribute("err_msg", field::<3>),
        Def::attribute("object", field::<4>),
    ],
};

impl Vm {
    /// The argument of `sys.unraisablehook`.
    pub(crate) fn unraisable_arguments(&mut self, raised: &Raised, message: &str, object: &Value) -> Value {
        let exception = raised.exception().clone();
        let class = self.class_of(&exception).into_value();
        let traceback = self.traceback_of(&exception);
        // The usual words are not handed over.
        let message = if message == "Exception ignored in" { Value::none() } else { self.str(message) };
        self.sequence(&UNRAISABLE, vec![class, exception, traceback, message, object.clone()])
    }
}

pub(super) fn unraisablehook(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(fields) = native::<Tuple>(&args[0]).filter(|fields| fields.items.len() == 5) else {
        return Err(vm.type_error("UnraisableHookArgs argument expected"));
    };
    let [_, exception, _, message, object] = &*fields.items else { return Ok(Value::none()) };
    let message = if message.is_none() { "Exception ignored in".to_owned() } else { vm.text(message) };
    vm.report_unraisable(&Raised(exception.clone()), &message, object);
    Ok(Value::none())
}

static ASYNCGEN_HOOKS: SequenceSpec = SequenceSpec {
    module: "sys",
    name: "asyncgen_hooks",
    visible: 2,
    fields: &[Def::attribute("firstiter", field::<0>), Def::attribute("finalizer", field::<1>)],
};

pub(super) fn get_asyncgen_hooks(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    let hooks = vm.module_state.asyncgen_hooks.clone();
    let hooks = hooks.into_iter().map(|hook| hook.unwrap_or_else(Value::none)).collect();
    Ok(vm.sequence(&ASYNCGEN_HOOKS, hooks))
}

pub(super) fn set_asyncgen_hooks(vm: &mut Vm, args: Args<'_>) -> PyResult {
    for place in 0..2 {
        if let Some(hook) = args.get(place) {
            let hook = (!hook.is_none()).then(|| hook.clone());
            let old = std::mem::replace(&mut vm.module_state.asyncgen_hooks[place], hook);
            drop(old);
        }
    }
    Ok(Value::none())
}
