//! What happens to results at a prompt and to exceptions, and how a program ends.

use crate::call::Args;
use crate::host::Stream;
use crate::types::Def;
use crate::value::Value;
use crate::{Exc, PyResult, Vm};

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
    let status = args.get(0).cloned();
    Err(vm.error_with(Exc::SystemExit, status.into_iter().collect()))
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
