//! `_thread`. A thread that is started runs to its end at once, before the starter goes on.
//!
//! What it would take to switch: frames and value stack of each thread in an object of its own, and an
//! interpreter loop that can leave one and enter another between instructions, at the points where CPython may
//! switch. Locks that are held by somebody else would then wait; here that is a deadlock, and raises.

use std::cell::{Cell, RefCell};

use crate::call::{Args, Arguments};
use crate::objects::{Dict, Tuple};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::support::{ClassSpec, holds};

const FUNCTIONS: &[Def] = &[
    Def::function("allocate_lock", "()", allocate_lock),
    Def::function("allocate", "()", allocate_lock),
    Def::function("get_ident", "()", get_ident),
    Def::function("get_native_id", "()", get_ident),
    Def::function("start_new_thread", "(function, args, kwargs=None, /)", start_new_thread),
    Def::function("start_new", "(function, args, kwargs=None, /)", start_new_thread),
    Def::function("start_joinable_thread", "(function, handle=None, daemon=True)", start_joinable_thread),
    Def::function("_count", "()", count),
    Def::function("_is_main_interpreter", "()", yes),
    Def::function("_get_main_thread_ident", "()", main_ident),
    Def::function("daemon_threads_allowed", "()", yes),
    Def::function("_set_sentinel", "()", allocate_lock),
    Def::function("_shutdown", "()", nothing),
    Def::function("_make_thread_handle", "(ident, /)", make_handle),
    Def::function("stack_size", "(size=0, /)", count),
    Def::function("set_name", "(name)", nothing),
    Def::function("exit", "()", exit),
    Def::function("interrupt_main", "(signum=2, /)", interrupt_main),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_thread", FUNCTIONS);
    for (name, spec) in [
        ("LockType", &LOCK),
        ("lock", &LOCK),
        ("RLock", &RLOCK),
        ("_local", &LOCAL),
        ("_ThreadHandle", &HANDLE),
    ] {
        let class = vm.spec_class(spec);
        vm.set_name(dict, name, class.into_value());
    }
    let error = vm.exception_class(Exc::RuntimeError).value().clone();
    vm.set_name(dict, "error", error);
    vm.set_name(dict, "TIMEOUT_MAX", Value::float(9_223_372_036.0));
    Ok(())
}

/// The identity of the main thread; each thread that is started gets the next.
const MAIN: i64 = 1;

fn nothing(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn yes(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(true))
}

fn main_ident(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(MAIN))
}

fn count(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(0))
}

fn get_ident(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.module_state.thread + MAIN))
}

fn exit(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error_with(Exc::SystemExit, Vec::new()))
}

fn interrupt_main(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error_with(Exc::KeyboardInterrupt, Vec::new()))
}

/// Runs a function as a thread of its own; what it raises is reported and goes no further.
fn run(vm: &mut Vm, function: &Value, arguments: Arguments) -> i64 {
    let outer = vm.module_state.thread;
    vm.module_state.threads += 1;
    vm.module_state.thread = vm.module_state.threads;
    let ident = vm.module_state.thread + MAIN;
    let result = vm.call(function, arguments);
    vm.module_state.thread = outer;
    if let Err(raised) = result
        && !raised.is(vm, Exc::SystemExit)
    {
        let name = vm.repr_text(function).map(|name| name.to_string_lossy().into_owned());
        let report = vm.format_exception(&raised.0);
        let text = format!("Exception ignored in thread started by: {}\n{report}", name.unwrap_or_default());
        vm.write(crate::host::Stream::Stderr, &text);
    }
    ident
}

fn start_new_thread(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if !vm.is_callable(&args[0]) {
        return Err(vm.type_error("first arg must be callable"));
    }
    let Some(positional) = native::<Tuple>(&args[1]) else {
        return Err(vm.type_error("2nd arg must be a tuple"));
    };
    let mut arguments = Arguments::positional(positional.items.iter().cloned());
    match args.some(2).map(native::<Dict>) {
        None => {}
        Some(Some(named)) => arguments.keywords = named.items(),
        Some(None) => return Err(vm.type_error("optional 3rd arg must be a dictionary")),
    }
    Ok(Value::int(run(vm, &args[0], arguments)))
}

fn start_joinable_thread(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let handle = match args.some(1) {
        Some(handle) => handle.clone(),
        None => vm.foreign(&HANDLE, Handle::default()),
    };
    let ident = run(vm, &args[0], Arguments::default());
    let data = vm.held::<Handle>(&handle)?;
    data.ident.set(ident);
    data.is_done.set(true);
    Ok(handle)
}

static HANDLE: ClassSpec = ClassSpec::closed(
    "_thread",
    "_ThreadHandle",
    &[
        Def::staticmethod("__new__", "(type)", new_handle),
        Def::method("join", "($self, timeout=None, /)", join),
        Def::method("is_done", "($self, /)", is_done),
        Def::method("_set_done", "($self, /)", set_done),
        Def::attribute("ident", handle_ident),
    ],
);

#[derive(Debug, Default)]
struct Handle {
    ident: Cell<i64>,
    is_done: Cell<bool>,
}

impl Held for Handle {}

fn new_handle(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.foreign(&HANDLE, Handle::default()))
}

fn make_handle(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let ident = Cell::new(vm.index_i64(&args[0])?);
    Ok(vm.foreign(&HANDLE, Handle { ident, is_done: Cell::new(false) }))
}

fn join(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn is_done(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Handle>(&args[0])?.is_done.get()))
}

fn set_done(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.held::<Handle>(&args[0])?.is_done.set(true);
    Ok(Value::none())
}

fn handle_ident(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Handle>(&args[0])?.ident.get()))
}

static LOCK: ClassSpec = ClassSpec::closed(
    "_thread",
    "lock",
    &[
        Def::staticmethod("__new__", "(type)", new_lock),
        Def::method("acquire", "($self, /, blocking=True, timeout=-1)", acquire),
        Def::method("release", "($self, /)", release),
        Def::method("locked", "($self, /)", locked),
        Def::method("acquire_lock", "($self, /, blocking=True, timeout=-1)", acquire),
        Def::method("release_lock", "($self, /)", release),
        Def::method("locked_lock", "($self, /)", locked),
        Def::method("__enter__", "($self, /)", acquire),
        Def::method("__exit__", "($self, /, *args)", release),
        Def::wrapper("__repr__", "($self, /)", repr_lock),
    ],
);

static RLOCK: ClassSpec = ClassSpec::open(
    "_thread",
    "RLock",
    &[
        Def::staticmethod("__new__", "(type, *args, **kwargs)", new_rlock),
        Def::method("acquire", "($self, /, blocking=True, timeout=-1)", acquire_again),
        Def::method("release", "($self, /)", release_once),
        Def::method("_is_owned", "($self, /)", is_owned),
        Def::method("_recursion_count", "($self, /)", recursion_count),
        Def::method("__enter__", "($self, /)", acquire_again),
        Def::method("__exit__", "($self, /, *args)", release_once),
        Def::wrapper("__repr__", "($self, /)", repr_rlock),
    ],
);

/// How often a lock is held, and by which thread.
#[derive(Debug, Default)]
struct Lock {
    count: Cell<i64>,
    owner: Cell<i64>,
}

impl Held for Lock {}

fn allocate_lock(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.foreign(&LOCK, Lock::default()))
}

fn new_lock(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(vm.foreign(&LOCK, Lock::default()))
}

fn new_rlock(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.foreign_for(&args[0], &RLOCK, Lock::default())
}

/// What happens when a lock is held by somebody else: nobody can let it go while this thread waits.
fn refused(vm: &mut Vm, args: &Args<'_>) -> PyResult {
    let blocking = args.get(1).map_or(Ok(true), |blocking| vm.truth(blocking))?;
    let timeout = args.get(2).map_or(Ok(-1.0), |timeout| vm.real(timeout))?;
    if !blocking && timeout >= 0.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if blocking && timeout < 0.0 {
        return Err(vm.error(Exc::RuntimeError, "deadlock: the lock is held and no other thread runs"));
    }
    if blocking {
        vm.module_state.clock += (timeout * 1e9) as u64;
    }
    Ok(Value::bool(false))
}

fn acquire(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.get() > 0 {
        return refused(vm, &args);
    }
    lock.count.set(1);
    Ok(Value::bool(true))
}

fn release(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.replace(0) == 0 {
        return Err(vm.error(Exc::RuntimeError, "release unlocked lock"));
    }
    Ok(Value::none())
}

fn locked(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Lock>(&args[0])?.count.get() > 0))
}

fn acquire_again(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.get() > 0 && lock.owner.get() != vm.module_state.thread {
        return refused(vm, &args);
    }
    lock.owner.set(vm.module_state.thread);
    lock.count.set(lock.count.get() + 1);
    Ok(Value::bool(true))
}

fn release_once(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.get() == 0 || lock.owner.get() != vm.module_state.thread {
        return Err(vm.error(Exc::RuntimeError, "cannot release un-acquired lock"));
    }
    lock.count.set(lock.count.get() - 1);
    Ok(Value::none())
}

fn is_owned(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let thread = vm.module_state.thread;
    let lock = vm.held::<Lock>(&args[0])?;
    Ok(Value::bool(lock.count.get() > 0 && lock.owner.get() == thread))
}

fn recursion_count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.held::<Lock>(&args[0])?.count.get()))
}

fn repr_lock(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    let state = if lock.count.get() > 0 { "locked" } else { "unlocked" };
    let text = format!("<{state} _thread.lock object at {:#x}>", args[0].id());
    Ok(vm.str(&text))
}

fn repr_rlock(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    let count = lock.count.get();
    let (state, owner) = if count > 0 { ("locked", lock.owner.get() + MAIN) } else { ("unlocked", 0) };
    let id = args[0].id();
    Ok(vm.str(&format!("<{state} _thread.RLock object owner={owner} count={count} at {id:#x}>")))
}

static LOCAL: ClassSpec = ClassSpec::open(
    "_thread",
    "_local",
    &[
        Def::staticmethod("__new__", "(type, *args, **kwargs)", new_local),
        Def::wrapper("__getattribute__", "($self, name, /)", get_local),
        Def::wrapper("__setattr__", "($self, name, value, /)", set_local),
        Def::wrapper("__delattr__", "($self, name, /)", delete_local),
    ],
);

/// Attributes, by thread.
#[derive(Debug)]
struct Local {
    class: Value,
    arguments: Vec<Value>,
    keywords: Option<Value>,
    /// Objects with the attributes of each thread: its number and the object.
    spaces: RefCell<Vec<Value>>,
    threads: RefCell<Vec<i64>>,
}

holds! { Local: class, arguments, keywords, spaces }

fn new_local(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let local = Local {
        class: args[0].clone(),
        arguments: args.rest(1).to_vec(),
        keywords: args.get(2).cloned(),
        spaces: RefCell::default(),
        threads: RefCell::new(vec![vm.module_state.thread]),
    };
    let space = vm.namespace(Vec::new());
    local.spaces.borrow_mut().push(space);
    vm.foreign_for(&args[0], &LOCAL, local)
}

/// The object with this thread's attributes; a derived class's `__init__` runs for each thread anew.
fn space(vm: &mut Vm, value: &Value) -> PyResult {
    let local = vm.held::<Local>(value)?;
    let thread = vm.module_state.thread;
    let place = local.threads.borrow().iter().position(|other| *other == thread);
    if let Some(space) = place.and_then(|place| local.spaces.borrow().get(place).cloned()) {
        return Ok(space);
    }
    let space = vm.namespace(Vec::new());
    local.threads.borrow_mut().push(thread);
    local.spaces.borrow_mut().push(space.clone());
    let init = vm.names.init.clone();
    if let Some(class) = Ref::<crate::objects::Class>::of(&local.class).cloned()
        && let Some(init) = vm.lookup(&class, &init)
        && init.kind() == crate::Kind::Function
    {
        let mut arguments = Arguments::positional([value.clone()]);
        arguments.positional.extend(local.arguments.iter().cloned());
        arguments.keywords =
            local.keywords.as_ref().and_then(native::<Dict>).map(Dict::items).unwrap_or_default();
        vm.call(&init, arguments)?;
    }
    Ok(space)
}

fn get_local(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let space = space(vm, &args[0])?;
    let name = vm.intern_value(&args[1]);
    if let Some(dict) = vm.own_dict(&space) {
        if let Some(value) = dict.get_str(&name) {
            return Ok(value);
        }
        if name.is(&vm.names.dict) {
            return Ok(dict.into_value());
        }
    }
    let class = vm.class_of(&args[0]);
    match vm.generic_getattr(&args[0], &class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}

fn set_local(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let value = args.take(2);
    let space = space(vm, &args[0])?;
    vm.setattr(&space, &args[1], value)?;
    Ok(Value::none())
}

fn delete_local(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let space = space(vm, &args[0])?;
    let name = vm.intern_value(&args[1]);
    let removed = vm.own_dict(&space).and_then(|dict| dict.remove_str(&name));
    match removed {
        Some(_) => Ok(Value::none()),
        None => Err(vm.no_attribute(&args[0], &name)),
    }
}
