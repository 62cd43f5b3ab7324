//! Items of containers: `x[i]`, `x[i] = y`, `del x[i]`, `len(x)`, `y in x`.

use num_traits::ToPrimitive;

use crate::objects::*;
use crate::value::{Kind, Value};
use crate::{Exc, PyResult, Vm};

/// What the loop tries first: the item of a list or tuple at an index that it has.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn item_at(container: &Value, key: &Value) -> Option<Value> {
    let index = key.as_int()?;
    if let Some(list) = container.downcast::<List>() {
        let place = if index < 0 { index + list.len() as i64 } else { index };
        return list.get(place as usize);
    }
    let items = &container.downcast::<Tuple>()?.items;
    let place = if index < 0 { index + items.len() as i64 } else { index };
    items.get(place as usize).cloned()
}

/// What the loop tries first: puts an item at an index that a list has, and gives the old one back; or else the
/// item itself.
#[inline(always)]
#[allow(clippy::inline_always, reason = "measured: the loop's arms are worth it")]
pub(crate) fn set_item_at(container: &Value, key: &Value, item: Value) -> Result<Value, Value> {
    match (container.downcast::<List>(), key.as_int()) {
        (Some(list), Some(index)) => {
            let place = if index < 0 { index + list.len() as i64 } else { index };
            list.set(place as usize, item)
        }
        _ => Err(item),
    }
}

impl Vm {
    /// `container[key]`
    pub fn getitem(&mut self, container: &Value, key: &Value) -> PyResult {
        match (container.kind(), key.kind()) {
            (Kind::List, Kind::Int) => {
                if let (Some(list), Some(index)) = (container.downcast::<List>(), key.as_int()) {
                    let place = if index < 0 { index + list.len() as i64 } else { index };
                    if let Some(item) = usize::try_from(place).ok().and_then(|place| list.get(place)) {
                        return Ok(item);
                    }
                }
            }
            (Kind::List, Kind::Slice) => {
                if let Some(list) = container.downcast::<List>() {
                    return crate::types::list_item(self, list, key);
                }
            }
            (Kind::Tuple, Kind::Int) => {
                if let (Some(tuple), Some(index)) = (container.downcast::<Tuple>(), key.as_int()) {
                    let place = if index < 0 { index + tuple.items.len() as i64 } else { index };
                    if let Some(item) = usize::try_from(place).ok().and_then(|place| tuple.items.get(place)) {
                        return Ok(item.clone());
                    }
                }
            }
            (Kind::Dict, _) => {
                if let Some(dict) = container.downcast::<Dict>()
                    && let Some(value) = self.dict_get(dict, key)?
                {
                    return Ok(value);
                }
            }
            _ => {}
        }
        let name = self.names.getitem.clone();
        if let Some(item) = self.call_special(container, &name, std::slice::from_ref(key))? {
            return Ok(item);
        }
        if container.is(self.types.type_.value()) {
            return self.generic_alias(container, key);
        }
        if container.kind() == Kind::Class {
            let name = self.names.class_getitem.clone();
            if let Some(hook) = self.getattr_opt(container, &name)? {
                return self.call(&hook, [key.clone()]);
            }
            let class = container.downcast::<Class>().map(Class::name).unwrap_or_default();
            return Err(self.type_error(format!("type '{class}' is not subscriptable")));
        }
        let class = self.class_of(container).name();
        Err(self.type_error(format!("'{class}' object is not subscriptable")))
    }

    /// `container[start:stop]`
    pub(crate) fn get_slice(&mut self, container: &Value, start: Value, stop: Value) -> PyResult {
        if let Some(list) = container.downcast::<List>()
            && let Some(places) = places(&start, &stop, list.len())
        {
            let items = list.borrow()[places].to_vec();
            return Ok(self.list(items));
        }
        let slice = Value::new(Slice { start, stop, step: Value::none() });
        self.getitem(container, &slice)
    }

    /// `container[key] = value`
    pub fn setitem(&mut self, container: &Value, key: &Value, value: Value) -> PyResult<()> {
        match container.kind() {
            Kind::List => {
                if let (Some(list), Some(index)) = (container.downcast::<List>(), key.as_int()) {
                    let place = if index < 0 { index + list.len() as i64 } else { index };
                    if let Ok(place) = usize::try_from(place)
                        && place < list.len()
                    {
                        drop(list.set(place, value));
                        return Ok(());
                    }
                }
                if let Some(list) = container.downcast::<List>() {
                    return crate::types::set_list_item(self, list, key, value);
                }
            }
            Kind::Dict => {
                if let Some(dict) = container.downcast::<Dict>() {
                    return self.dict_set(dict, key.clone(), value);
                }
            }
            _ => {}
        }
        let name = self.names.setitem.clone();
        match self.call_special(container, &name, &[key.clone(), value])? {
            Some(_) => Ok(()),
            None => {
                let class = self.class_of(container).name();
                Err(self.type_error(format!("'{class}' object does not support item assignment")))
            }
        }
    }

    /// `del container[key]`
    pub fn delitem(&mut self, container: &Value, key: &Value) -> PyResult<()> {
        let name = self.names.delitem.clone();
        match self.call_special(container, &name, std::slice::from_ref(key))? {
            Some(_) => Ok(()),
            None => {
                let class = self.class_of(container).name();
                Err(self.type_error(format!("'{class}' object doesn't support item deletion")))
            }
        }
    }

    /// `len(value)`
    pub fn len(&mut self, value: &Value) -> PyResult<usize> {
        match value.kind() {
            Kind::List => return Ok(value.downcast::<List>().map_or(0, List::len)),
            Kind::Str => return Ok(value.downcast::<Str>().map_or(0, Str::len)),
            Kind::Tuple => return Ok(value.downcast::<Tuple>().map_or(0, |tuple| tuple.items.len())),
            Kind::Dict => return Ok(value.downcast::<Dict>().map_or(0, Dict::len)),
            _ => {}
        }
        let name = self.names.len.clone();
        match self.call_special(value, &name, &[])? {
            Some(len) => self.checked_len(&len),
            None => {
                let class = self.class_of(value).name();
                Err(self.type_error(format!("object of type '{class}' has no len()")))
            }
        }
    }

    /// The result of a `__len__`, if it is one.
    pub(crate) fn checked_len(&mut self, len: &Value) -> PyResult<usize> {
        let len = self.index(len)?;
        if len.sign() == num_bigint::Sign::Minus {
            return Err(self.value_error("__len__() should return >= 0"));
        }
        match len.to_i64() {
            Some(len) => Ok(len as usize),
            None => Err(self.error(Exc::OverflowError, "cannot fit 'int' into an index-sized integer")),
        }
    }

    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> PyResult<bool> {
        match container.kind() {
            Kind::Dict => {
                if let Some(dict) = container.downcast::<Dict>() {
                    return Ok(self.dict_find(dict, item)?.1.is_some());
                }
            }
            Kind::Tuple => {
                if let Some(tuple) = container.downcast::<Tuple>() {
                    for candidate in &tuple.items {
                        if self.equals(candidate, item)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
            }
            _ => {}
        }
        let name = self.names.contains.clone();
        let class = self.class_of(container);
        match self.lookup(&class, &name) {
            Some(method) if method.is_none() => {
                Err(self.type_error(format!("'{}' object is not a container", class.name())))
            }
            Some(_) => {
                let result = self.call_special(container, &name, std::slice::from_ref(item))?;
                let result = result.unwrap_or_else(Value::none);
                self.truth(&result)
            }
            None => {
                let is_iterable = self.lookup(&class, &self.names.iter.clone()).is_some()
                    || self.lookup(&class, &self.names.getitem.clone()).is_some();
                if !is_iterable {
                    let class = class.name();
                    return Err(self.type_error(format!("argument of type '{class}' is not iterable")));
                }
                let iterator = self.iter(container)?;
                while let Some(candidate) = self.next_in_loop(&iterator)? {
                    if self.equals(&candidate, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

/// The places that a slice without a step takes, if its ends are integers or `None`.
fn places(start: &Value, stop: &Value, len: usize) -> Option<std::ops::Range<usize>> {
    let place = |value: &Value, default: usize| {
        if value.is_none() {
            return Some(default);
        }
        let index = value.as_int()?;
        let place = if index < 0 { index.saturating_add(len as i64).max(0) } else { index };
        Some((place as usize).min(len))
    };
    let (start, stop) = (place(start, 0)?, place(stop, len)?);
    Some(start..stop.max(start))
}
