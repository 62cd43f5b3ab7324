//! `atexit`: what to call when the program ends.

use crate::call::{Args, Arguments};
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("register", "(func, /, *args, **kwargs)", register),
    Def::function("unregister", "(func, /)", unregister),
    Def::function("_run_exitfuncs", "()", run),
    Def::function("_clear", "()", clear),
    Def::function("_ncallbacks", "()", count),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "atexit", FUNCTIONS);
    Ok(())
}

fn register(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let mut arguments = Arguments::positional(args.rest(1).iter().cloned());
    arguments.keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    vm.module_state.at_exit.push((args[0].clone(), arguments));
    Ok(args[0].clone())
}

fn unregister(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut kept = Vec::new();
    for (function, arguments) in std::mem::take(&mut vm.module_state.at_exit) {
        if !vm.equals(&function, &args[0])? {
            kept.push((function, arguments));
        }
    }
    vm.module_state.at_exit = kept;
    Ok(Value::none())
}

/// The last registered goes first. What one raises is reported, and the others still run.
fn run(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    while let Some((function, arguments)) = vm.module_state.at_exit.pop() {
        if let Err(raised) = vm.call(&function, arguments) {
            let name = vm.repr_text(&function).map(|name| name.to_string_lossy().into_owned());
            let report = vm.format_exception(&raised.0);
            let text =
                format!("Exception ignored in atexit callback: {}\n{report}", name.unwrap_or_default());
            vm.write(crate::host::Stream::Stderr, &text);
        }
    }
    Ok(Value::none())
}

fn clear(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    let old = std::mem::take(&mut vm.module_state.at_exit);
    drop(old);
    Ok(Value::none())
}

fn count(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.module_state.at_exit.len() as i64))
}
