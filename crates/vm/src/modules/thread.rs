//! `_thread`: locks and threads. How they take turns: `interpreter::threads`.

use std::cell::{Cell, RefCell};

use crate::call::{Args, Arguments};
use crate::interpreter::Wait;
use crate::objects::{Dict, Tuple};
use crate::types::{Def, native};
use crate::value::{Held, Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::support::{ClassSpec, held, holds};

const FUNCTIONS: &[Def] = &[
    Def::function("allocate_lock", "()", allocate_lock),
    Def::function("allocate", "()", allocate_lock),
    Def::function("get_ident", "()", get_ident),
    Def::function("get_native_id", "()", get_ident),
    Def::function("start_new_thread", "(function, args, kwargs=None, /)", start_new_thread),
    Def::function("start_new", "(function, args, kwargs=None, /)", start_new_thread),
    Def::function("start_joinable_thread", "(function, handle=None, daemon=True)", start_joinable_thread),
    Def::function("_count", "()", |vm, _| Ok(Value::int(vm.thread_count() as i64 - 1))),
    Def::function("_is_main_interpreter", "()", yes),
    Def::function("_get_main_thread_ident", "()", main_ident),
    Def::function("daemon_threads_allowed", "()", yes),
    Def::function("_set_sentinel", "()", allocate_lock),
    Def::function("_shutdown", "()", nothing),
    Def::function("_make_thread_handle", "(ident, /)", make_handle),
    Def::function("stack_size", "(size=0, /)", |_, _| Ok(Value::int(0))),
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
    vm.set_name(dict, "TIMEOUT_MAX", Value::float(TIMEOUT_MAX));
    Ok(())
}

/// The identity of the main thread; each thread that is started gets the next.
const MAIN: i64 = 1;

/// The longest time that a thread can wait, in seconds.
const TIMEOUT_MAX: f64 = 9_223_372_036.0;

fn nothing(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::none())
}

fn yes(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::bool(true))
}

fn main_ident(_vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(MAIN))
}

fn get_ident(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.threads.current + MAIN))
}

fn exit(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error_with(Exc::SystemExit, Vec::new()))
}

fn interrupt_main(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    Err(vm.error_with(Exc::KeyboardInterrupt, Vec::new()))
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
    Ok(Value::int(vm.start_thread(args[0].clone(), arguments, None) + MAIN))
}

fn start_joinable_thread(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let handle = match args.some(1) {
        Some(handle) => handle.clone(),
        None => vm.foreign(&HANDLE, Handle::default()),
    };
    let number = vm.start_thread(args[0].clone(), Arguments::default(), Some(handle.clone()));
    vm.held::<Handle>(&handle)?.ident.set(number + MAIN);
    Ok(handle)
}

static HANDLE: ClassSpec = ClassSpec::closed(
    "_thread",
    "_ThreadHandle",
    &[
        Def::staticmethod("__new__", "(type)", new_handle),
        Def::method("join", "($self, timeout=None, /)", join),
        Def::method("is_done", "($self, /)", is_done),
        Def::method("_set_done", "($self, /)", mark_done),
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

fn join(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let until = deadline(vm, args.some(1))?;
    while !vm.held::<Handle>(&args[0])?.is_done.get() {
        if until.is_some_and(|until| until <= vm.module_state.clock) {
            break;
        }
        vm.wait_for(Wait { until, what: Some(args[0].clone()) })?;
    }
    Ok(Value::none())
}

/// The time on the virtual clock that is so many seconds away; no time at all if they are negative or not given.
fn deadline(vm: &mut Vm, seconds: Option<&Value>) -> PyResult<Option<u64>> {
    let Some(seconds) = seconds else { return Ok(None) };
    let seconds = vm.real(seconds)?;
    if seconds > TIMEOUT_MAX {
        return Err(vm.error(Exc::OverflowError, "timeout value is too large"));
    }
    Ok((seconds >= 0.0).then(|| vm.module_state.clock + (seconds * 1e9) as u64))
}

/// Whether nobody holds this lock any more, or the thread of this handle has ended.
pub(crate) fn is_free(value: &Value) -> bool {
    if let Some(lock) = held::<Lock>(value) {
        return lock.count.get() == 0;
    }
    held::<Handle>(value).is_some_and(|handle| handle.is_done.get())
}

/// A thread has ended: tells its handle.
pub(crate) fn set_done(value: &Value) {
    if let Some(handle) = held::<Handle>(value) {
        handle.is_done.set(true);
    }
}

fn is_done(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(vm.held::<Handle>(&args[0])?.is_done.get()))
}

fn mark_done(vm: &mut Vm, args: Args<'_>) -> PyResult {
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
        Def::method("_release_save", "($self, /)", release_save),
        Def::method("_acquire_restore", "($self, state, /)", acquire_restore),
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

/// Waits until a lock is free; whether it is.
fn wait(vm: &mut Vm, args: &Args<'_>) -> PyResult<bool> {
    let blocking = args.get(1).map_or(Ok(true), |blocking| vm.truth(blocking))?;
    let timeout = args.get(2).map_or(Ok(-1.0), |timeout| vm.real(timeout))?;
    if !blocking && timeout >= 0.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    // -1 means for ever.
    if timeout < 0.0 && (timeout + 1.0).abs() > f64::EPSILON {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    if !blocking {
        return Ok(false);
    }
    let until = deadline(vm, args.get(2))?;
    while vm.held::<Lock>(&args[0])?.count.get() > 0 {
        if until.is_some_and(|until| until <= vm.module_state.clock) {
            return Ok(false);
        }
        vm.wait_for(Wait { until, what: Some(args[0].clone()) })?;
    }
    Ok(true)
}

fn acquire(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if vm.held::<Lock>(&args[0])?.count.get() > 0 && !wait(vm, &args)? {
        return Ok(Value::bool(false));
    }
    vm.held::<Lock>(&args[0])?.count.set(1);
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
    let current = vm.threads.current;
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.get() > 0 && lock.owner.get() != current && !wait(vm, &args)? {
        return Ok(Value::bool(false));
    }
    lock.owner.set(current);
    lock.count.set(lock.count.get() + 1);
    Ok(Value::bool(true))
}

fn release_once(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    if lock.count.get() == 0 || lock.owner.get() != vm.threads.current {
        return Err(vm.error(Exc::RuntimeError, "cannot release un-acquired lock"));
    }
    lock.count.set(lock.count.get() - 1);
    Ok(Value::none())
}

/// Lets go of all of it: what to be given back to [`acquire_restore`].
fn release_save(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let lock = vm.held::<Lock>(&args[0])?;
    let (count, owner) = (lock.count.replace(0), lock.owner.get());
    if count == 0 {
        return Err(vm.error(Exc::RuntimeError, "cannot release un-acquired lock"));
    }
    Ok(vm.tuple(vec![Value::int(count), Value::int(owner)]))
}

fn acquire_restore(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let state = vm.native::<Tuple>(&args[1])?.items.to_vec();
    while vm.held::<Lock>(&args[0])?.count.get() > 0 {
        vm.wait_for(Wait { until: None, what: Some(args[0].clone()) })?;
    }
    let lock = vm.held::<Lock>(&args[0])?;
    if let [count, owner] = state.as_slice() {
        lock.count.set(count.as_int().unwrap_or(1));
        lock.owner.set(owner.as_int().unwrap_or_default());
    }
    Ok(Value::none())
}

fn is_owned(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let thread = vm.threads.current;
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
        threads: RefCell::new(vec![vm.threads.current]),
    };
    let space = vm.namespace(Vec::new());
    local.spaces.borrow_mut().push(space);
    vm.foreign_for(&args[0], &LOCAL, local)
}

/// The object with this thread's attributes; a derived class's `__init__` runs for each thread anew.
fn space(vm: &mut Vm, value: &Value) -> PyResult {
    let local = vm.held::<Local>(value)?;
    let thread = vm.threads.current;
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
