//! What happens when the last reference is gone, and the cycle collector (`Python/gc.c`).
//!
//! Objects with a `__del__` are not freed at once: nothing in here can run Python code, so they wait in a
//! queue, alive, until the interpreter takes them out at the end of the current instruction. Freeing a long
//! chain of objects does not recurse without bound: from a certain depth on, objects wait for their turn.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use super::{FINALIZER, Head, Object, Value, WATCHED, WEAKLY_REFERENCED, free, held, weak};

/// Deepest recursion of frees (CPython's trashcan has 50).
const MAX_DEPTH: u32 = 100;

struct Heap {
    /// Every object that can be part of a cycle, in no particular order.
    tracked: RefCell<Vec<NonNull<Head>>>,
    /// How deep `free` is nested.
    depth: Cell<u32>,
    /// Objects to be freed when the nesting is over.
    later: RefCell<Vec<NonNull<Head>>>,
    /// Work for the interpreter.
    pending: RefCell<Vec<Pending>>,
    is_pending: Cell<bool>,
    /// Watched objects that were freed.
    freed: RefCell<Vec<Freed>>,
    is_collecting: Cell<bool>,
}

/// An object that is no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Freed {
    /// Its `id`, which another object may have by now.
    pub id: usize,
    /// Whether the cycle collector took it apart; else its last reference went.
    pub is_collected: bool,
}

/// The watched objects ([`Value::watch`]) that were freed since the last time, in order.
pub fn take_freed() -> Vec<Freed> {
    HEAP.with(|heap| heap.freed.take())
}

/// Python code that must run because objects went away.
#[derive(Debug)]
pub(crate) enum Pending {
    /// Call the `__del__` of this object, to which nothing else refers.
    Finalize(Value),
    /// Call the callback of a weak reference: the callback, and the reference.
    Callback(Value, Value),
}

thread_local! {
    // No destructor: see `CONSTANTS`.
    static HEAP: ManuallyDrop<Heap> = const {
        ManuallyDrop::new(Heap {
            tracked: RefCell::new(Vec::new()),
            depth: Cell::new(0),
            later: RefCell::new(Vec::new()),
            pending: RefCell::new(Vec::new()),
            is_pending: Cell::new(false),
            freed: RefCell::new(Vec::new()),
            is_collecting: Cell::new(false),
        })
    };
}

/// Whether the interpreter has something to do ([`take_pending`]).
#[inline]
pub(crate) fn pending() -> bool {
    HEAP.with(|heap| heap.is_pending.get())
}

/// What the interpreter has to do now, in order.
pub(crate) fn take_pending() -> Vec<Pending> {
    HEAP.with(|heap| {
        heap.is_pending.set(false);
        heap.pending.take()
    })
}

pub(super) fn add_pending(work: Pending) {
    HEAP.with(|heap| {
        heap.pending.borrow_mut().push(work);
        heap.is_pending.set(true);
    });
}

/// How many objects the collector knows.
pub(crate) fn tracked_count() -> usize {
    HEAP.with(|heap| heap.tracked.borrow().len())
}

/// Every object that the collector knows (`gc.get_objects()`).
pub(crate) fn tracked() -> Vec<Value> {
    HEAP.with(|heap| heap.tracked.borrow().iter().map(|head| reference(*head)).collect())
}

/// What an object holds, as far as the collector knows (`gc.get_referents`).
pub(crate) fn held_values(value: &Value) -> Vec<Value> {
    let mut values = Vec::new();
    if let Some(held) = held(value) {
        held.traverse(&mut |inner| values.push(inner.clone()));
    }
    values
}

/// Whether the collector knows an object.
pub(crate) fn is_tracked(value: &Value) -> bool {
    value.kind().is_tracked()
}

/// A new reference to a living object.
pub(super) fn reference(head: NonNull<Head>) -> Value {
    // Not to be dropped: it stands for a reference that is counted elsewhere.
    let borrowed = ManuallyDrop::new(Value(head));
    Value::clone(&borrowed)
}

fn place(head: NonNull<Head>) -> &'static Cell<u32> {
    // Safety: tracked objects are `Object`s, whose place stands before the payload whatever its type; the
    // caller's object is alive, and no caller keeps the cell.
    unsafe { &(*head.cast::<Object<()>>().as_ptr()).place }
}

pub(super) fn track(head: NonNull<Head>) {
    HEAP.with(|heap| {
        let mut tracked = heap.tracked.borrow_mut();
        place(head).set(tracked.len() as u32);
        tracked.push(head);
    });
}

fn untrack(head: NonNull<Head>) {
    HEAP.with(|heap| {
        let mut tracked = heap.tracked.borrow_mut();
        let index = place(head).get() as usize;
        tracked.swap_remove(index);
        if let Some(moved) = tracked.get(index) {
            place(*moved).set(index as u32);
        }
    });
}

/// Frees an object, or keeps it for its finalizer.
///
/// # Safety
///
/// The count is zero, and the object is not a small one.
pub(super) unsafe fn release(head: NonNull<Head>) {
    // Safety: the object is still there.
    let flags = unsafe { &head.as_ref().flags };
    if flags.get() != 0 {
        if flags.get() & FINALIZER != 0 {
            // It lives on in the queue, and dies for good when the interpreter is done with it.
            flags.set(flags.get() & !FINALIZER);
            // Safety: as above.
            unsafe { head.as_ref().count.set(1) };
            add_pending(Pending::Finalize(Value(head)));
            return;
        }
        if flags.get() & WEAKLY_REFERENCED != 0 {
            weak::target_gone(head, |_| true);
        }
        if flags.get() & WATCHED != 0 {
            HEAP.with(|heap| {
                let id = head.as_ptr() as usize;
                heap.freed.borrow_mut().push(Freed { id, is_collected: heap.is_collecting.get() });
            });
        }
    }
    HEAP.with(|heap| {
        if heap.depth.get() >= MAX_DEPTH {
            heap.later.borrow_mut().push(head);
            return;
        }
        heap.depth.set(heap.depth.get() + 1);
        // Safety: by the caller.
        unsafe { free_now(head) };
        heap.depth.set(heap.depth.get() - 1);
        while heap.depth.get() == 0 {
            let Some(next) = heap.later.borrow_mut().pop() else { break };
            heap.depth.set(1);
            // Safety: it was put there with a count of zero.
            unsafe { free_now(next) };
            heap.depth.set(0);
        }
    });
}

/// # Safety
///
/// As [`release`].
unsafe fn free_now(head: NonNull<Head>) {
    // Safety: by the caller.
    unsafe {
        if head.as_ref().kind.is_tracked() {
            untrack(head);
        }
        free(head);
    }
}

/// What a collection found.
#[derive(Debug, Default)]
pub(crate) struct Collection {
    /// Objects that nothing reaches. They were cleared, unless some want their `__del__` called first.
    pub(crate) unreachable: usize,
    /// Unreachable objects with a `__del__` to be called; then collect again.
    pub(crate) finalizers: Vec<Value>,
}

/// Finds objects that only refer to each other and takes them apart (`gc_collect_main`).
pub(crate) fn collect() -> Collection {
    HEAP.with(|heap| heap.is_collecting.set(true));
    let found = take_apart();
    HEAP.with(|heap| heap.is_collecting.set(false));
    found
}

/// Takes apart what programs that have ended left behind in this thread, so that the next one does not find it when
/// it collects. No `__del__` is called any more: there is nobody left to call it. Some garbage is only found when what
/// held it is gone; what a few rounds do not free stays.
pub fn forget_garbage() {
    for _ in 0..4 {
        if collect().unreachable == 0 {
            break;
        }
    }
}

fn take_apart() -> Collection {
    let objects = tracked();
    // References that do not come from tracked objects; ours in `objects` not counted.
    let mut outside: Vec<i64> = objects.iter().map(|value| i64::from(value.head().count.get()) - 1).collect();
    let index = |value: &Value| value.kind().is_tracked().then(|| place(value.0).get() as usize);
    for value in &objects {
        if let Some(held) = held(value) {
            held.traverse(&mut |inner| {
                if let Some(index) = index(inner) {
                    outside[index] -= 1;
                }
            });
        }
    }
    let mut is_reachable = vec![false; objects.len()];
    let mut queue: Vec<usize> = (0..objects.len()).filter(|index| outside[*index] > 0).collect();
    for index in &queue {
        is_reachable[*index] = true;
    }
    while let Some(next) = queue.pop() {
        if let Some(held) = held(&objects[next]) {
            held.traverse(&mut |inner| {
                if let Some(index) = index(inner)
                    && !is_reachable[index]
                {
                    is_reachable[index] = true;
                    queue.push(index);
                }
            });
        }
    }
    let garbage: Vec<Value> = (objects.into_iter().zip(is_reachable))
        .filter_map(|(value, is_reachable)| (!is_reachable).then_some(value))
        .collect();
    // Weak references go first, as in CPython; those that are garbage themselves do not call back.
    let ids: HashSet<usize> = garbage.iter().map(Value::id).collect();
    for value in &garbage {
        if value.has_flag(WEAKLY_REFERENCED) {
            weak::target_gone(value.0, |owner| !ids.contains(&owner.id()));
        }
    }
    let finalizers: Vec<Value> = garbage.iter().filter(|value| value.has_flag(FINALIZER)).cloned().collect();
    if finalizers.is_empty() {
        for value in &garbage {
            if let Some(held) = held(value) {
                held.clear();
            }
        }
    } else {
        for value in &finalizers {
            let flags = &value.head().flags;
            flags.set(flags.get() & !FINALIZER);
        }
    }
    // What was unreachable is freed here, with the last references to it.
    Collection { unreachable: garbage.len(), finalizers }
}

thread_local! {
    static ALLOCATED: Cell<u64> = const { Cell::new(0) };
    static ALARM: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// Objects that ask for less memory than this need not tell: there are only so many of them in a while.
const SMALL: usize = 1024;

/// Counts what an object asks of the allocator, beside the object itself. When much was asked for, the
/// interpreter is told as of a finalizer ([`pending`]).
#[inline]
pub(crate) fn note_allocation(bytes: usize) {
    if bytes >= SMALL {
        ALLOCATED.set(ALLOCATED.get().saturating_add(bytes as u64));
        if ALLOCATED.get() > ALARM.get() {
            HEAP.with(|heap| heap.is_pending.set(true));
        }
    }
}

/// Whether more was asked for than [`forget_allocated`] said may be.
#[inline]
pub(crate) fn is_much_allocated() -> bool {
    ALLOCATED.get() > ALARM.get()
}

/// Begins to count anew; says what was asked for.
pub(crate) fn forget_allocated(alarm: u64) -> u64 {
    ALARM.set(alarm);
    ALLOCATED.replace(0)
}
