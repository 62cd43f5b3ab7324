//! `_lru_cache_wrapper`: a function that remembers results, the least recently used of which go first.
//!
//! Results are in a slab; a doubly linked list through it keeps the order of use, and a table finds them by the
//! hash of their key. Keys with the same hash are compared, which may run Python code, so nothing is borrowed
//! meanwhile.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use crate::call::{Args, Arguments};
use crate::objects::{BoundMethod, Dict};
use crate::types::Def;
use crate::value::{Held, Kind, Value};
use crate::{PyResult, Vm};

use super::super::support::{ClassSpec, itself};

pub(super) static LRU_CACHE: ClassSpec = ClassSpec::open(
    "functools",
    "_lru_cache_wrapper",
    &[
        Def::staticmethod("__new__", "(type, user_function, maxsize, typed, cache_info_type)", new),
        Def::wrapper("__call__", "($self, /, *args, **kwargs)", call),
        Def::wrapper("__get__", "($self, instance, owner=None, /)", get),
        Def::method("cache_info", "($self, /)", info),
        Def::method("cache_clear", "($self, /)", clear),
        Def::method("__reduce__", "($self, /)", reduce),
        Def::method("__copy__", "($self, /)", itself),
        Def::method("__deepcopy__", "($self, memo, /)", itself),
    ],
)
.with_dict();

/// No entry.
const NONE: usize = usize::MAX;

#[derive(Debug)]
struct Entry {
    hash: i64,
    key: Value,
    value: Value,
    older: usize,
    newer: usize,
}

#[derive(Debug, Default)]
struct Table {
    entries: Vec<Entry>,
    by_hash: FxHashMap<i64, Vec<usize>>,
    oldest: usize,
    newest: usize,
}

impl Table {
    /// Takes an entry out of the order of use.
    fn unlink(&mut self, place: usize) {
        let (older, newer) = (self.entries[place].older, self.entries[place].newer);
        match older {
            NONE => self.oldest = newer,
            older => self.entries[older].newer = newer,
        }
        match newer {
            NONE => self.newest = older,
            newer => self.entries[newer].older = older,
        }
    }

    /// Makes an entry the one that was used last.
    fn link_newest(&mut self, place: usize) {
        let newest = self.newest;
        self.entries[place].older = newest;
        self.entries[place].newer = NONE;
        match newest {
            NONE => self.oldest = place,
            newest => self.entries[newest].newer = place,
        }
        self.newest = place;
    }

    fn add(&mut self, hash: i64, key: Value, value: Value) {
        let place = self.entries.len();
        self.entries.push(Entry { hash, key, value, older: NONE, newer: NONE });
        if place == 0 {
            (self.oldest, self.newest) = (NONE, NONE);
        }
        self.link_newest(place);
        self.by_hash.entry(hash).or_default().push(place);
    }

    /// Puts a result in the place of the one that was not used for longest; gives that one back.
    fn replace_oldest(&mut self, hash: i64, key: Value, value: Value) -> Entry {
        let place = self.oldest;
        self.unlink(place);
        let old_hash = self.entries[place].hash;
        if let Some(places) = self.by_hash.get_mut(&old_hash) {
            places.retain(|other| *other != place);
            if places.is_empty() {
                self.by_hash.remove(&old_hash);
            }
        }
        let entry = Entry { hash, key, value, older: NONE, newer: NONE };
        let old = std::mem::replace(&mut self.entries[place], entry);
        self.link_newest(place);
        self.by_hash.entry(hash).or_default().push(place);
        old
    }
}

#[derive(Debug)]
struct Cache {
    function: Value,
    /// `None` without a bound.
    max: Option<usize>,
    is_typed: bool,
    info_class: Value,
    /// Stands between the positional arguments of a key and those by name.
    mark: Value,
    table: RefCell<Table>,
    hits: Cell<i64>,
    misses: Cell<i64>,
}

impl Held for Cache {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.function, &self.info_class, &self.mark].into_iter().for_each(&mut *visit);
        for entry in &self.table.borrow().entries {
            visit(&entry.key);
            visit(&entry.value);
        }
    }

    fn clear(&self) {
        drop(self.table.take());
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if !vm.is_callable(&args[1]) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let max = match args.some(2) {
        None => None,
        Some(max) if crate::ops::as_big(max).is_none() => {
            return Err(vm.type_error("maxsize should be integer or None"));
        }
        Some(max) => Some(vm.index_i64(max)?.max(0) as usize),
    };
    let cache = Cache {
        function: args[1].clone(),
        max,
        is_typed: vm.truth(&args[3])?,
        info_class: args[4].clone(),
        mark: vm.list(Vec::new()),
        table: RefCell::default(),
        hits: Cell::new(0),
        misses: Cell::new(0),
    };
    vm.foreign_for(&args[0], &LRU_CACHE, cache)
}

/// What results are remembered by: the argument itself if it is one `int` or `str`, else a tuple.
fn key(vm: &mut Vm, cache: &Cache, arguments: &Arguments) -> Value {
    let positional = &arguments.positional;
    if !cache.is_typed
        && arguments.keywords.is_empty()
        && let [only] = &positional[..]
        && matches!(only.kind(), Kind::Int | Kind::Str)
    {
        return only.clone();
    }
    let mut items = positional.to_vec();
    if !arguments.keywords.is_empty() {
        // A hashable object of its own.
        items.push(Value::int(cache.mark.id() as i64));
        for (name, value) in &arguments.keywords {
            items.extend([name.clone(), value.clone()]);
        }
    }
    if cache.is_typed {
        let values = positional.iter().chain(arguments.keywords.iter().map(|(_, value)| value));
        let classes: Vec<Value> = values.map(|value| vm.class_of(value).into_value()).collect();
        items.extend(classes);
    }
    vm.tuple(items)
}

/// The place of a key.
fn find(vm: &mut Vm, cache: &Cache, hash: i64, key: &Value) -> PyResult<Option<usize>> {
    let candidates: Vec<(usize, Value)> = {
        let table = cache.table.borrow();
        let Some(places) = table.by_hash.get(&hash) else { return Ok(None) };
        places.iter().map(|place| (*place, table.entries[*place].key.clone())).collect()
    };
    for (place, candidate) in candidates {
        if vm.equals(&candidate, key)? {
            let table = cache.table.borrow();
            // Unless the comparison changed the cache.
            return Ok(table.entries.get(place).filter(|entry| entry.key.is(&candidate)).map(|_| place));
        }
    }
    Ok(None)
}

fn call(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let cache = vm.held::<Cache>(&args[0])?;
    let mut arguments = Arguments::positional(args.rest(1).iter().cloned());
    arguments.keywords = args.named(2).map(|named| named.items()).unwrap_or_default();
    if cache.max == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        return vm.call(&cache.function, arguments);
    }
    let key = key(vm, cache, &arguments);
    let hash = vm.hash(&key)?;
    if let Some(place) = find(vm, cache, hash, &key)? {
        cache.hits.set(cache.hits.get() + 1);
        let mut table = cache.table.borrow_mut();
        if cache.max.is_some() {
            table.unlink(place);
            table.link_newest(place);
        }
        return Ok(table.entries[place].value.clone());
    }
    cache.misses.set(cache.misses.get() + 1);
    let value = vm.call(&cache.function, arguments)?;
    // The call may have remembered it already, being recursive.
    if find(vm, cache, hash, &key)?.is_some() {
        return Ok(value);
    }
    let mut table = cache.table.borrow_mut();
    let old = if cache.max.is_some_and(|max| table.entries.len() >= max) {
        Some(table.replace_oldest(hash, key, value.clone()))
    } else {
        table.add(hash, key, value.clone());
        None
    };
    drop(table);
    drop(old);
    Ok(value)
}

/// As a method it is bound like a function.
fn get(_vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let (function, this) = (args.take_required(0), args.take_required(1));
    Ok(if this.is_none() { function } else { Value::new(BoundMethod { function, this }) })
}

fn info(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let cache = vm.held::<Cache>(&args[0])?;
    let max = cache.max.map_or_else(Value::none, |max| Value::int(max as i64));
    let size = cache.table.borrow().entries.len() as i64;
    let (hits, misses) = (Value::int(cache.hits.get()), Value::int(cache.misses.get()));
    vm.call(&cache.info_class, [hits, misses, max, Value::int(size)])
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let cache = vm.held::<Cache>(&args[0])?;
    cache.hits.set(0);
    cache.misses.set(0);
    let old = cache.table.take();
    drop(old);
    Ok(Value::none())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.names.qualname.clone();
    let dict = vm.own_dict(&args[0]).unwrap_or_else(|| crate::Ref::new(Dict::default()));
    match dict.get_str(&name) {
        Some(name) => Ok(name),
        None => vm.getattr(&args[0], &name),
    }
}
