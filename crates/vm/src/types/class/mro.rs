//! The order in which bases are searched, and which of them decides what instances are made of.

use std::rc::Rc;

use crate::objects::*;
use crate::value::{Ref, Value, WeakRef};
use crate::{PyResult, Vm};

impl Vm {
    /// Computes `__mro__` (`mro_internal`), by the metaclass's `mro()` if it has one of its own.
    pub(crate) fn compute_mro(&mut self, class: &Ref<Class>) -> PyResult<()> {
        let metaclass = self.class_of(class.value());
        let name = self.names.mro.clone();
        let own = self.lookup(&metaclass, &name).filter(|hook| !super::is_from(hook, &self.types.type_));
        let mro = match own {
            None => self.c3(class)?,
            Some(hook) => {
                let bound = self.bind(hook, Some(class.value()), &metaclass)?;
                let result = self.call_with(&bound, crate::call::Arguments::default())?;
                self.classes_of_mro(&result)?
            }
        };
        let old = class.mro.replace(Rc::from(mro));
        drop(old);
        self.class_changed(class);
        Ok(())
    }

    fn classes_of_mro(&mut self, result: &Value) -> PyResult<Vec<Ref<Class>>> {
        let mut classes = Vec::new();
        for item in self.collect(result)? {
            match Ref::<Class>::of(&item) {
                Some(class) => classes.push(class.clone()),
                None => {
                    let name = self.class_of(&item).name();
                    return Err(self.type_error(format!("mro() returned a non-class ('{name}')")));
                }
            }
        }
        Ok(classes)
    }

    /// The C3 order (`mro_implementation`).
    pub(crate) fn c3(&mut self, class: &Ref<Class>) -> PyResult<Vec<Ref<Class>>> {
        let bases = class.bases.borrow().clone();
        if let Some(twice) =
            (1..bases.len()).find(|index| bases[..*index].iter().any(|b| b.is(&bases[*index])))
        {
            return Err(self.type_error(format!("duplicate base class {}", bases[twice].short_name())));
        }
        let mut lists: Vec<Vec<Ref<Class>>> = bases.iter().map(|base| base.mro.borrow().to_vec()).collect();
        lists.push(bases);
        // The next candidates stand at the ends.
        for list in &mut lists {
            list.reverse();
        }
        let mut mro = vec![class.clone()];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(mro);
            }
            let good = lists.iter().filter_map(|list| list.last()).find(|candidate| {
                lists.iter().all(|list| !list[..list.len() - 1].iter().any(|later| later.is(candidate)))
            });
            let Some(next) = good.cloned() else { return Err(self.inconsistent_mro(&lists)) };
            for list in &mut lists {
                if list.last().is_some_and(|last| last.is(&next)) {
                    list.pop();
                }
            }
            mro.push(next);
        }
    }

    #[cold]
    fn inconsistent_mro(&mut self, lists: &[Vec<Ref<Class>>]) -> crate::Raised {
        let mut heads: Vec<&Ref<Class>> = Vec::new();
        for head in lists.iter().filter_map(|list| list.last()) {
            if !heads.iter().any(|known| known.is(head)) {
                heads.push(head);
            }
        }
        let names: Vec<_> = heads.iter().map(|class| class.short_name()).collect();
        self.type_error(format!(
            "Cannot create a consistent method resolution order (MRO) for bases {}",
            names.join(", ")
        ))
    }

    /// Which of some bases decides what instances are made of (`best_base`).
    pub(crate) fn best_base(&mut self, bases: &[Value]) -> PyResult<Ref<Class>> {
        let mut best: Option<(Ref<Class>, Ref<Class>)> = None;
        for base in bases {
            let Some(base) = Ref::<Class>::of(base) else {
                return Err(self.type_error("bases must be types"));
            };
            if base.layout == Layout::Final {
                let name = base.name();
                return Err(self.type_error(format!("type '{name}' is not an acceptable base type")));
            }
            let solid = solid_base(base);
            best = match best {
                None => Some((solid, base.clone())),
                Some((winner, of)) if winner.is_subclass(&solid) => Some((winner, of)),
                Some((winner, _)) if solid.is_subclass(&winner) => Some((solid, base.clone())),
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            };
        }
        Ok(best.map_or_else(|| self.types.object.clone(), |(_, base)| base))
    }
}

/// `__base__`: the base that decides what instances are made of.
pub(crate) fn base_of(class: &Class) -> Option<Ref<Class>> {
    let bases = class.bases.borrow();
    let mut best: Option<(Ref<Class>, &Ref<Class>)> = None;
    for base in bases.iter() {
        let solid = solid_base(base);
        best = match best {
            Some((winner, of)) if winner.is_subclass(&solid) => Some((winner, of)),
            _ => Some((solid, base)),
        };
    }
    best.map(|(_, base)| base.clone())
}

/// The nearest class that adds something to what instances are made of (`solid_base`).
fn solid_base(class: &Ref<Class>) -> Ref<Class> {
    match base_of(class) {
        Some(base)
            if base.layout == class.layout && base.slots.borrow().len() == class.slots.borrow().len() =>
        {
            solid_base(&base)
        }
        _ => class.clone(),
    }
}

/// Tells the bases of a class that it is there.
pub(crate) fn add_to_bases(class: &Ref<Class>, weakref: &Ref<Class>) {
    for base in class.bases.borrow().iter() {
        let reference = WeakRef::create(class.value(), None, weakref.value().clone());
        base.subclasses.borrow_mut().push(reference);
    }
}

/// Tells the bases of a class that it is no longer below them.
pub(crate) fn remove_from_bases(class: &Ref<Class>) {
    for base in class.bases.borrow().iter() {
        let others = base.subclasses.take().into_iter().filter(|reference| {
            reference
                .downcast::<WeakRef>()
                .and_then(WeakRef::target)
                .is_some_and(|other| !other.is(class.value()))
        });
        let others = others.collect();
        base.subclasses.replace(others);
    }
}
