//! `sys`: the interpreter as Python code sees it.
//!
//! What is not here is left out on purpose: there is no machine behind (`executable` is empty), and watching
//! a program is the work of the tracer (`settrace`, `setprofile`, `monitoring`).

mod frames;
mod hooks;
mod info;
mod sizes;

use crate::call::Args;
use crate::objects::{Dict, Str};
use crate::types::{Def, native};
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("_clear_internal_caches", "()", nothing),
    Def::function("_clear_type_cache", "()", nothing),
    Def::function("_getframe", "(depth=0, /)", frames::getframe),
    Def::function("_getframemodulename", "(depth=0)", frames::getframemodulename),
    Def::function("_is_gil_enabled", "()", yes),
    Def::function("_is_interned", "(string, /)", is_interned),
    Def::function("audit", "(event, /, *args)", nothing),
    Def::function("breakpointhook", "(*args, **kwargs)", nothing),
    Def::function("displayhook", "(object, /)", hooks::displayhook),
    Def::function("exc_info", "()", hooks::exc_info),
    Def::function("excepthook", "(exctype, value, traceback, /)", hooks::excepthook),
    Def::function("exception", "()", hooks::exception),
    Def::function("exit", "(status=None, /)", hooks::exit),
    Def::function("get_asyncgen_hooks", "()", hooks::get_asyncgen_hooks),
    Def::function("set_asyncgen_hooks", "(firstiter=None, finalizer=None)", hooks::set_asyncgen_hooks),
    Def::function("get_int_max_str_digits", "()", get_int_max_str_digits),
    Def::function("getdefaultencoding", "()", utf8),
    Def::function("getfilesystemencodeerrors", "()", surrogateescape),
    Def::function("getfilesystemencoding", "()", utf8),
    Def::function("getprofile", "()", nothing),
    Def::function("getrecursionlimit", "()", getrecursionlimit),
    Def::function("getrefcount", "(object, /)", getrefcount),
    Def::function("getsizeof", "(object, default=0)", sizes::getsizeof),
    Def::function("getswitchinterval", "()", getswitchinterval),
    Def::function("gettrace", "()", nothing),
    Def::function("intern", "(string, /)", intern),
    Def::function("is_finalizing", "()", no),
    Def::function("set_int_max_str_digits", "(maxdigits)", set_int_max_str_digits),
    Def::function("setrecursionlimit", "(limit, /)", setrecursionlimit),
    Def::function("setswitchinterval", "(interval, /)", setswitchinterval),
    Def::function("unraisablehook", "(unraisable, /)", hooks::unraisablehook),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "sys", FUNCTIONS);
    info::make(vm, dict);
    for name in ["displayhook", "excepthook", "breakpointhook", "unraisablehook"] {
        let key = vm.intern(name);
        if let Some(hook) = dict.get_str(&key) {
            vm.set_name(dict, &format!("__{name}__"), hook);
        }
    }
    for (name, stream) in super::io::standard_streams(vm) {
        vm.set_name(dict, &format!("__{name}__"), stream.clone());
        vm.set_name(dict, name, stream);
    }
    let modules = vm.modules.value().clone();
    vm.set_name(dict, "modules", modules);
    for name in ["argv", "orig_argv"] {
        let program = vm.str("");
        let list = vm.list(vec![program]);
        vm.set_name(dict, name, list);
    }
    let folders: Vec<String> = vm.path.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
    let folders = folders.iter().map(|folder| vm.str(folder)).collect();
    let path = vm.list(folders);
    vm.set_name(dict, "path", path);
    Ok(())
}

impl Vm {
    /// A name of the module `sys`, which programs may have changed: `stdout`, `path`, `argv`.
    pub(crate) fn sys_name(&mut self, name: &str) -> Option<Value> {
        let sys = self.intern("sys");
        let module = self.modules.get_str(&sys)?;
        let name = self.intern(name);
        module.downcast::<crate::objects::Module>()?.dict.get_str(&name)
    }
}

fn nothing(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn yes(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(true))
}

fn no(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(false))
}

fn utf8(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.intern("utf-8"))
}

fn surrogateescape(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.intern("surrogateescape"))
}

fn intern(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if args[0].kind() == Kind::Str {
        return Ok(vm.intern_value(&args[0]));
    }
    let class = vm.class_of(&args[0]).name();
    Err(vm.type_error(if native::<Str>(&args[0]).is_some() {
        format!("can't intern {class}")
    } else {
        format!("intern() argument must be str, not {class}")
    }))
}

fn is_interned(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(native::<Str>(&args[0]).is_some_and(Str::is_interned)))
}

/// What CPython shows for objects that are never freed.
const IMMORTAL: i64 = 0xFFFF_FFFF;

fn getrefcount(_vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(args[0].count().map_or(IMMORTAL, i64::from)))
}

fn getrecursionlimit(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.limits.depth.into()))
}

fn setrecursionlimit(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let limit = vm.index_i64(&args[0])?;
    match u32::try_from(limit) {
        Ok(limit) if limit >= 1 && i32::try_from(limit).is_ok() => {
            vm.limits.depth = limit;
            Ok(Value::none())
        }
        _ if limit < 1 => Err(vm.value_error("recursion limit must be greater or equal than 1")),
        _ => Err(vm.error(Exc::OverflowError, "Python int too large to convert to C int")),
    }
}

/// The least limit for the length of integers as text, but for 0, which means none.
const LEAST_STR_DIGITS: i64 = 640;

fn get_int_max_str_digits(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.module_state.int_max_str_digits as i64))
}

fn set_int_max_str_digits(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let digits = vm.index_i64(&args[0])?;
    if digits != 0 && digits < LEAST_STR_DIGITS {
        return Err(vm.value_error("maxdigits must be 0 or larger than 640"));
    }
    vm.module_state.int_max_str_digits = digits as usize;
    Ok(Value::none())
}

fn getswitchinterval(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::float(vm.module_state.switch_interval))
}

fn setswitchinterval(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let interval = vm.real(&args[0])?;
    if interval <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    vm.module_state.switch_interval = interval;
    Ok(Value::none())
}
