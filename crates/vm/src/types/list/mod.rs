//! `list`.

mod items;
mod merge;
mod sort;

use rustpython_wtf8::Wtf8Buf;

use crate::call::Args;
use crate::objects::*;
use crate::ops::{Comparison, reversed_sequence_iterator, sequence_iterator};
use crate::types::sequence::comparison_methods;
use crate::types::{Def, native, unwrapped};
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, *args, **kwargs)", new),
    Def::wrapper("__init__", "($self, *args, **kwargs)", init),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::method("__reversed__", "($self, /)", reversed),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::method("__getitem__", "($self, index, /)", items::get),
    Def::wrapper("__setitem__", "($self, key, value, /)", items::set),
    Def::wrapper("__delitem__", "($self, key, /)", items::delete),
    Def::wrapper("__add__", "($self, value, /)", add),
    Def::wrapper("__iadd__", "($self, value, /)", in_place_add),
    Def::wrapper("__mul__", "($self, value, /)", multiply),
    Def::wrapper("__rmul__", "($self, value, /)", multiply),
    Def::wrapper("__imul__", "($self, value, /)", in_place_multiply),
    Def::method("append", "($self, object, /)", append),
    Def::method("clear", "($self, /)", clear),
    Def::method("copy", "($self, /)", copy),
    Def::method("count", "($self, value, /)", count),
    Def::method("extend", "($self, iterable, /)", extend),
    Def::method("index", "($self, value, start=0, stop=sys.maxsize, /)", index),
    Def::method("insert", "($self, index, object, /)", insert),
    Def::method("pop", "($self, index=-1, /)", pop),
    Def::method("remove", "($self, value, /)", remove),
    Def::method("reverse", "($self, /)", reverse),
    Def::method("sort", "($self, *, key=None, reverse=False)", sort::sort),
    Def::method("__sizeof__", "($self, /)", size_of_list),
    Def::classmethod("__class_getitem__", "($type, object, /)", crate::types::class_getitem),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.list.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
    crate::types::make_unhashable(vm, &class);
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.list(Vec::new());
    crate::types::wrap(vm, &args[0], list)
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    drop(list.replace(Vec::new()));
    let partner = vm.names.new.clone();
    if let Some(iterable) = crate::types::sequence::only_argument(vm, &args, "list", Some(&partner))? {
        vm.list_extend(list, iterable)?;
    }
    Ok(Value::none())
}

impl Vm {
    /// How many items an object says that it has or will yield, to make room for them; a program can see that it was
    /// asked (`PyObject_LengthHint`).
    pub(crate) fn ask_length(&mut self, iterable: &Value) -> PyResult<Option<usize>> {
        if iterable.kind() == Kind::Generator {
            return Ok(None);
        }
        let class = self.class_of(iterable);
        for name in [self.names.len.clone(), self.names.length_hint.clone()] {
            if self.lookup(&class, &name).is_none() {
                continue;
            }
            match self.call_special(iterable, &name, &[]) {
                Err(raised) if raised.is(self, Exc::TypeError) => {}
                Ok(Some(hint)) if hint.is_not_implemented() => return Ok(None),
                Ok(Some(hint)) => {
                    let hint_name = self.text(&name);
                    if hint.kind() == Kind::BigInt {
                        let message = "Python int too large to convert to C ssize_t";
                        return Err(self.error(Exc::OverflowError, message));
                    }
                    let Some(count) = hint.as_index() else {
                        let of = self.class_of(&hint).name();
                        return Err(self.type_error(format!("{hint_name} must be an integer, not {of}")));
                    };
                    if count < 0 {
                        return Err(self.value_error(format!("{hint_name}() should return >= 0")));
                    }
                    return Ok(usize::try_from(count).ok());
                }
                Ok(None) => return Ok(None),
                Err(raised) => return Err(raised),
            }
        }
        Ok(None)
    }

    /// Appends all items of an iterable (`list_extend`).
    pub(crate) fn list_extend(&mut self, list: &List, iterable: &Value) -> PyResult<()> {
        if matches!(iterable.kind(), Kind::List | Kind::Tuple) {
            let items = self.collect(iterable)?;
            list.append(items);
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        let hint = self.ask_length(iterable)?;
        self.make_room(list, iterable, hint.unwrap_or(8))?;
        // Each item goes in at once: who looks meanwhile, or catches an exception, sees what came so far.
        while let Some(item) = self.next_in_loop(&iterator)? {
            list.push(item);
            let len = list.len();
            if len.is_multiple_of(1 << 16) {
                self.check_memory(len * size_of::<Value>())?;
            }
        }
        let len = list.len();
        list_resize(&mut list.borrow_mut(), len);
        Ok(())
    }

    /// Makes room for as many more items as an iterable promises.
    fn make_room(&mut self, list: &List, iterable: &Value, more: usize) -> PyResult<()> {
        // A promise that cannot be kept is not believed, unless there is nothing else to go by.
        if list.len().checked_add(more).is_none_or(|all| isize::try_from(all).is_err()) {
            return Ok(());
        }
        self.check_memory(more.saturating_mul(size_of::<Value>()))?;
        let mut items = list.borrow_mut();
        if items.capacity() == 0 && !matches!(iterable.kind(), Kind::Dict | Kind::Set) && !is_view(iterable) {
            list_preallocate(&mut items, more);
        } else {
            let wanted = items.len().saturating_add(more);
            list_resize(&mut items, wanted);
        }
        Ok(())
    }
}

/// Whether this is one of the views of a dictionary, which lists are filled from as from the dictionary itself.
fn is_view(iterable: &Value) -> bool {
    iterable.downcast::<Foreign>().is_some_and(|view| view.class.short_name().starts_with("dict_"))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    if list.is_empty() {
        return Ok(vm.str("[]"));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(vm.str("[...]"));
    }
    let items = vm.repr_items(|place| list.get(place));
    vm.leave_repr(&args[0]);
    let mut text = Wtf8Buf::from("[");
    text.push_wtf8(&items?);
    text.push_str("]");
    Ok(vm.str_from(text))
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (native::<List>(&args[0]), native::<List>(&args[1])) else {
        return Ok(Value::not_implemented());
    };
    vm.compare_items(op, |place| Some((left.get(place)?, right.get(place)?)), || (left.len(), right.len()))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::int(vm.native::<List>(&args[0])?.len() as i64))
}

fn iter(_: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(sequence_iterator(unwrapped(&args[0])))
}

fn reversed(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let len = vm.native::<List>(&args[0])?.len();
    Ok(reversed_sequence_iterator(unwrapped(&args[0]), len))
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    Ok(Value::bool(find(vm, list, &args[1], 0..usize::MAX)?.is_some()))
}

/// The first place of an item.
fn find(vm: &mut Vm, list: &List, wanted: &Value, range: std::ops::Range<usize>) -> PyResult<Option<usize>> {
    for place in range {
        match list.get(place) {
            Some(item) if vm.equals(&item, wanted)? => return Ok(Some(place)),
            Some(_) => {}
            None => break,
        }
    }
    Ok(None)
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    let Some(other) = native::<List>(&args[1]) else { return Ok(Value::not_implemented()) };
    vm.check_memory((list.len() + other.len()) * size_of::<Value>())?;
    let items = list.borrow().iter().chain(other.borrow().iter()).cloned().collect();
    Ok(vm.list(items))
}

fn in_place_add(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    vm.list_extend(list, &args[1])?;
    Ok(args.take_required(0))
}

fn multiply(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    let items = vm.native::<List>(&args[0])?.to_vec();
    let items = vm.repeat(&items, times)?;
    Ok(vm.list(items))
}

fn in_place_multiply(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let Some(times) = vm.repetitions(&args[1])? else { return Ok(Value::not_implemented()) };
    let list = vm.native::<List>(&args[0])?;
    if times == 0 {
        drop(list.replace(Vec::new()));
    } else {
        let more = vm.repeat(&list.to_vec(), times - 1)?;
        list.append(more);
    }
    Ok(args.take_required(0))
}

fn append(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let item = args.take_required(1);
    vm.native::<List>(&args[0])?.push(item);
    Ok(Value::none())
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    drop(vm.native::<List>(&args[0])?.replace(Vec::new()));
    Ok(Value::none())
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let items = vm.native::<List>(&args[0])?.to_vec();
    Ok(vm.list(items))
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    let (mut place, mut count) = (0, 0);
    while let Some(item) = list.get(place) {
        count += i64::from(vm.equals(&item, &args[1])?);
        place += 1;
    }
    Ok(Value::int(count))
}

fn extend(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    vm.list_extend(list, &args[1])?;
    Ok(Value::none())
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    let range = vm.search_range(args.get(2), args.get(3), list.len())?;
    match find(vm, list, &args[1], range)? {
        Some(place) => Ok(Value::int(place as i64)),
        None => {
            let mut message = vm.repr_text(&args[1])?;
            message.push_str(" is not in list");
            let message = vm.str_from(message);
            Err(vm.error_with(Exc::ValueError, vec![message]))
        }
    }
}

fn insert(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let index = vm.index_i64(&args[1])?;
    let item = args.take_required(2);
    let list = vm.native::<List>(&args[0])?;
    let len = list.len() as i64;
    let place = if index < 0 { (index + len).max(0) } else { index.min(len) };
    list.insert(place as usize, item);
    Ok(Value::none())
}

fn pop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let index = args.get(1).map_or(Ok(-1), |index| vm.index_i64(index))?;
    let list = vm.native::<List>(&args[0])?;
    if list.is_empty() {
        return Err(vm.error(Exc::IndexError, "pop from empty list"));
    }
    match crate::types::sequence::place(index, list.len()) {
        Some(place) => Ok(list.remove(place)),
        None => Err(vm.error(Exc::IndexError, "pop index out of range")),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let list = vm.native::<List>(&args[0])?;
    match find(vm, list, &args[1], 0..usize::MAX)? {
        Some(place) if place < list.len() => {
            drop(list.remove(place));
            Ok(Value::none())
        }
        Some(_) => Ok(Value::none()),
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> PyResult {
    vm.native::<List>(&args[0])?.borrow_mut().reverse();
    Ok(Value::none())
}

fn size_of_list(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let allocated = vm.native::<List>(&args[0])?.borrow().capacity();
    Ok(Value::int(40 + 8 * allocated as i64))
}

/// A list of what `iterable` yields.
pub(crate) fn list_of(vm: &mut Vm, iterable: &Value) -> PyResult<Ref<List>> {
    let list = Ref::new(List::default());
    vm.list_extend(&list, iterable)?;
    Ok(list)
}
pub(crate) use items::{get_item, set_item};
pub(crate) use sort::sort_list;
