//! `_heapq` and `_bisect`: searches and heaps in lists, natively because they are inner loops.

use crate::call::Args;
use crate::objects::{Dict, List};
use crate::ops::Comparison;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

const HEAP_FUNCTIONS: &[Def] = &[
    Def::function("heapify", "(heap, /)", heapify),
    Def::function("heappush", "(heap, item, /)", heappush),
    Def::function("heappop", "(heap, /)", heappop),
    Def::function("heappushpop", "(heap, item, /)", heappushpop),
    Def::function("heapreplace", "(heap, item, /)", heapreplace),
];

const BISECT_FUNCTIONS: &[Def] = &[
    Def::function("bisect_left", "(a, x, lo=0, hi=None, *, key=None)", bisect_left),
    Def::function("bisect_right", "(a, x, lo=0, hi=None, *, key=None)", bisect_right),
    Def::function("insort_left", "(a, x, lo=0, hi=None, *, key=None)", insort_left),
    Def::function("insort_right", "(a, x, lo=0, hi=None, *, key=None)", insort_right),
];

pub(super) fn make_heapq(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_heapq", HEAP_FUNCTIONS);
    Ok(())
}

pub(super) fn make_bisect(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_bisect", BISECT_FUNCTIONS);
    for (name, function) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
        let key = vm.intern(function);
        if let Some(function) = dict.get_str(&key) {
            vm.set_name(dict, name, function);
        }
    }
    Ok(())
}

fn list<'v>(vm: &mut Vm, value: &'v Value, function: &str) -> PyResult<&'v List> {
    match native::<List>(value) {
        Some(list) => Ok(list),
        None => {
            let class = vm.class_of(value).name();
            // Argument Clinic's words: functions of one argument do not number it.
            let argument = if matches!(function, "heapify" | "heappop") { "" } else { " 1" };
            Err(vm.type_error(format!("{function}() argument{argument} must be list, not {class}")))
        }
    }
}

/// `left < right`, and an error if that changed the length of the heap.
fn less(vm: &mut Vm, heap: &List, left: &Value, right: &Value) -> PyResult<bool> {
    let len = heap.len();
    let result = vm.compare_bool(Comparison::Lt, left, right)?;
    if heap.len() == len {
        return Ok(result);
    }
    Err(vm.error(Exc::RuntimeError, "list changed size during iteration"))
}

fn at(heap: &List, place: usize) -> Value {
    heap.get(place).unwrap_or_else(Value::none)
}

/// Exchanges two items.
fn swap(heap: &List, a: usize, b: usize) {
    let mut items = heap.borrow_mut();
    if a < items.len() && b < items.len() {
        items.swap(a, b);
    }
}

/// Moves an item up while it is less than its parent.
fn sift_up(vm: &mut Vm, heap: &List, start: usize, place: usize) -> PyResult<()> {
    let mut place = place;
    while place > start {
        let parent = (place - 1) / 2;
        let (item, above) = (at(heap, place), at(heap, parent));
        if !less(vm, heap, &item, &above)? {
            break;
        }
        swap(heap, place, parent);
        place = parent;
    }
    Ok(())
}

/// Moves an item down to the bottom along the lesser children, then up to where it belongs: that takes fewer
/// comparisons than to stop on the way.
fn sift_down(vm: &mut Vm, heap: &List, start: usize) -> PyResult<()> {
    let len = heap.len();
    let mut place = start;
    while 2 * place + 1 < len {
        let mut child = 2 * place + 1;
        if child + 1 < len {
            let (left, right) = (at(heap, child), at(heap, child + 1));
            if !less(vm, heap, &left, &right)? {
                child += 1;
            }
        }
        swap(heap, place, child);
        place = child;
    }
    sift_up(vm, heap, start, place)
}

fn heapify(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let heap = list(vm, &args[0], "heapify")?;
    for place in (0..heap.len() / 2).rev() {
        sift_down(vm, heap, place)?;
    }
    Ok(Value::none())
}

fn heappush(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let heap = list(vm, &args[0], "heappush")?;
    heap.push(args[1].clone());
    sift_up(vm, heap, 0, heap.len() - 1)?;
    Ok(Value::none())
}

fn heappop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let heap = list(vm, &args[0], "heappop")?;
    let last = heap.borrow_mut().pop();
    let Some(last) = last else { return Err(vm.error(Exc::IndexError, "index out of range")) };
    if heap.is_empty() {
        return Ok(last);
    }
    let first = heap.set(0, last).unwrap_or_else(|value| value);
    sift_down(vm, heap, 0)?;
    Ok(first)
}

fn heapreplace(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let heap = list(vm, &args[0], "heapreplace")?;
    match heap.set(0, args[1].clone()) {
        Ok(first) => {
            sift_down(vm, heap, 0)?;
            Ok(first)
        }
        Err(_) => Err(vm.error(Exc::IndexError, "index out of range")),
    }
}

fn heappushpop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let heap = list(vm, &args[0], "heappushpop")?;
    let Some(first) = heap.get(0) else { return Ok(args[1].clone()) };
    if !less(vm, heap, &first, &args[1])? {
        return Ok(args[1].clone());
    }
    heapreplace(vm, args)
}

/// The place for an item in a sorted sequence.
fn bisect(vm: &mut Vm, args: &Args<'_>, is_left: bool, item: &Value) -> PyResult<i64> {
    let mut low = args.get(2).map_or(Ok(0), |low| vm.index_i64(low))?;
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match args.some(3) {
        Some(high) => vm.index_i64(high)?,
        None => vm.len(&args[0])? as i64,
    };
    while low < high {
        let middle = low + (high - low) / 2;
        let mut candidate = vm.getitem(&args[0], &Value::int(middle))?;
        if let Some(key) = args.some(4) {
            candidate = vm.call(key, [candidate])?;
        }
        let goes_right = if is_left {
            vm.compare_bool(Comparison::Lt, &candidate, item)?
        } else {
            !vm.compare_bool(Comparison::Lt, item, &candidate)?
        };
        if goes_right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn bisect_left(vm: &mut Vm, args: Args<'_>) -> PyResult {
    bisect(vm, &args, true, &args[1].clone()).map(Value::int)
}

fn bisect_right(vm: &mut Vm, args: Args<'_>) -> PyResult {
    bisect(vm, &args, false, &args[1].clone()).map(Value::int)
}

fn insort(vm: &mut Vm, args: &Args<'_>, is_left: bool) -> PyResult {
    let item = match args.some(4) {
        Some(key) => vm.call(key, [args[1].clone()])?,
        None => args[1].clone(),
    };
    let place = bisect(vm, args, is_left, &item)?;
    vm.call_method(&args[0], "insert", [Value::int(place), args[1].clone()])?;
    Ok(Value::none())
}

fn insort_left(vm: &mut Vm, args: Args<'_>) -> PyResult {
    insort(vm, &args, true)
}

fn insort_right(vm: &mut Vm, args: Args<'_>) -> PyResult {
    insort(vm, &args, false)
}
