//! Properties of a class that follow from its attributes: kept so that common operations need no look-up.

use crate::Vm;
use crate::objects::*;
use crate::value::{Ref, Value};

use super::is_from;

impl Vm {
    /// Brings the flags of a class that follow from its attributes up to date, and those of classes below it.
    pub(crate) fn update_class_flags(&mut self, class: &Ref<Class>) {
        self.update_own_flags(class);
        for subclass in super::subclasses(class) {
            self.update_class_flags(&subclass);
        }
    }

    fn update_own_flags(&mut self, class: &Ref<Class>) {
        let names = [
            self.names.getattribute.clone(),
            self.names.getattr.clone(),
            self.names.setattr.clone(),
            self.names.delattr.clone(),
            self.names.del.clone(),
        ];
        let [getattribute, getattr, setattr, delattr, del] = names.map(|name| self.lookup(class, &name));
        let (object, type_) = (self.types.object.clone(), self.types.type_.clone());
        // Those of `type` do what the generic look-up does when it meets a class.
        let is_plain =
            |hook: Option<Value>| hook.is_none_or(|hook| is_from(&hook, &object) || is_from(&hook, &type_));
        let mut flags = class.flags.get();
        flags.plain_getattr = is_plain(getattribute) && getattr.is_none();
        flags.plain_setattr = is_plain(setattr) && is_plain(delattr);
        flags.has_finalizer = del.is_some();
        for base in class.bases.borrow().iter().map(|base| base.flags.get()) {
            flags.matches_self |= base.matches_self;
            if !flags.is_sequence && !flags.is_mapping {
                flags.is_sequence = base.is_sequence;
                flags.is_mapping = base.is_mapping;
            }
        }
        class.flags.set(flags);
        self.inherit_iternext(class);
    }

    /// A native `__next__` holds for classes below until one of them defines another.
    fn inherit_iternext(&mut self, class: &Ref<Class>) {
        if !class.flags.get().is_heap {
            return;
        }
        let next = self.names.next.clone();
        let mro = class.mro.borrow().clone();
        let found = mro.iter().find(|base| {
            base.iternext.get().is_some() && !base.flags.get().is_heap || base.dict.get_str(&next).is_some()
        });
        let native = found.filter(|base| !base.flags.get().is_heap).and_then(|base| base.iternext.get());
        class.iternext.set(native);
    }
}
