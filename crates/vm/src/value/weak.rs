//! Weak references: told when their object goes, and never keeping it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::NonNull;
use std::rc::{Rc, Weak};

use super::heap::{Pending, add_pending, reference};
use super::{Head, Held, Value, WEAKLY_REFERENCED};

/// The payload of `weakref.ref` objects.
#[derive(Debug)]
pub(crate) struct WeakRef {
    link: Rc<Link>,
    /// The class: `weakref.ref` or a subclass of it.
    pub class: Value,
    /// The object's hash, once asked for: it is still wanted when the object is gone.
    pub hash: Cell<Option<i64>>,
}

#[derive(Debug)]
struct Link {
    /// The object; `None` when it is gone. Does not own a count.
    target: Cell<Option<NonNull<Head>>>,
    /// What to call then.
    callback: RefCell<Option<Value>>,
    /// The weak reference object itself, which owns this link.
    owner: Cell<Option<NonNull<Head>>>,
}

impl Link {
    /// The weak reference object, unless it is being freed itself.
    fn owner(&self) -> Option<Value> {
        let owner = self.owner.get()?;
        // Safety: the owner is freed together with this link, whose memory is still there.
        (unsafe { owner.as_ref() }.count.get() > 0).then(|| reference(owner))
    }
}

thread_local! {
    static LINKS: RefCell<HashMap<usize, Vec<Weak<Link>>>> = RefCell::new(HashMap::new());
}

impl WeakRef {
    /// A new weak reference to `target`, of this class.
    pub(crate) fn create(target: &Value, callback: Option<Value>, class: Value) -> Value {
        let link = Rc::new(Link {
            target: Cell::new(Some(target.0)),
            callback: RefCell::new(callback),
            owner: Cell::new(None),
        });
        target.set_flag(WEAKLY_REFERENCED);
        let registered = Rc::downgrade(&link);
        let _ = LINKS.try_with(|links| links.borrow_mut().entry(target.id()).or_default().push(registered));
        let value = Value::new(Self { link: Rc::clone(&link), class, hash: Cell::new(None) });
        link.owner.set(Some(value.0));
        value
    }

    /// The object, if it is still there.
    pub(crate) fn target(&self) -> Option<Value> {
        self.link.target.get().map(reference)
    }

    /// Lets the callback have `owner`, which contains this weak reference, in place of the reference itself.
    pub(crate) fn set_owner(&self, owner: &Value) {
        self.link.owner.set(Some(owner.0));
    }

    /// What is called when the object goes.
    pub(crate) fn callback(&self) -> Option<Value> {
        self.link.callback.borrow().clone()
    }

    /// The living weak references to `target` (`weakref.getweakrefs`).
    pub(crate) fn all_of(target: &Value) -> Vec<Value> {
        let links = LINKS.try_with(|links| links.borrow().get(&target.id()).cloned());
        let living = links.ok().flatten().unwrap_or_default();
        living.iter().filter_map(Weak::upgrade).filter_map(|link| link.owner()).collect()
    }
}

impl Held for WeakRef {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.class);
        if let Some(callback) = &*self.link.callback.borrow() {
            visit(callback);
        }
    }

    fn clear(&self) {
        drop(self.link.callback.take());
    }
}

/// Tells the weak references of an object that it goes.
/// Only owners that `may_call` have their callbacks called.
pub(super) fn target_gone(head: NonNull<Head>, may_call: impl Fn(&Value) -> bool) {
    let links = LINKS.try_with(|links| links.borrow_mut().remove(&(head.as_ptr() as usize)));
    // The newest is told first, as in CPython.
    for link in links.ok().flatten().unwrap_or_default().iter().rev().filter_map(Weak::upgrade) {
        link.target.set(None);
        if let (Some(callback), Some(owner)) = (link.callback.take(), link.owner())
            && may_call(&owner)
        {
            add_pending(Pending::Callback(callback, owner));
        }
    }
}
