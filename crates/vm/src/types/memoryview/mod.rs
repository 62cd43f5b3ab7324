//! `memoryview` of one dimension over `bytes` and `bytearray`, with the native formats of `struct`.

mod element;

use std::cell::Cell;

use crate::call::Args;
use crate::objects::*;
use crate::ops::{Comparison, sequence_iterator};
use crate::types::sequence::{Indices, Subscript, comparison_methods, place};
use crate::types::{Def, foreign, native};
use crate::value::{Held, Value};
use crate::{Exc, PyResult, Vm};

use element::Format;

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, object)", new),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__hash__", "($self, /)", hash),
    Def::wrapper("__len__", "($self, /)", len),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::wrapper("__getitem__", "($self, key, /)", getitem),
    Def::wrapper("__setitem__", "($self, key, value, /)", setitem),
    Def::wrapper("__delitem__", "($self, key, /)", delitem),
    Def::method("__enter__", "($self, /)", enter),
    Def::method("__exit__", "($self, /, *exc_info)", exit),
    Def::method("cast", "($self, /, format, shape=None)", cast),
    Def::method("hex", "($self, /, sep='', bytes_per_sep=1)", hex),
    Def::method("release", "($self, /)", release),
    Def::method("tobytes", "($self, /, order='C')", tobytes),
    Def::method("tolist", "($self, /)", tolist),
    Def::method("toreadonly", "($self, /)", toreadonly),
    Def::attribute("c_contiguous", is_contiguous),
    Def::attribute("contiguous", is_contiguous),
    Def::attribute("f_contiguous", is_contiguous),
    Def::attribute("format", format),
    Def::attribute("itemsize", |vm, args| number(vm, &args, |view| view.format.size())),
    Def::attribute("nbytes", |vm, args| number(vm, &args, |view| view.len * view.format.size())),
    Def::attribute("ndim", |vm, args| number(vm, &args, |_| 1)),
    Def::attribute("obj", |vm, args| Ok(live(vm, &args[0])?.object.clone())),
    Def::attribute("readonly", |vm, args| Ok(Value::bool(live(vm, &args[0])?.is_readonly))),
    Def::attribute("shape", |vm, args| one_tuple(vm, &args, |view| view.len as i64)),
    Def::attribute("strides", |vm, args| one_tuple(vm, &args, |view| view.step)),
    Def::attribute("suboffsets", |vm, _| Ok(vm.tuple(Vec::new()))),
];

pub(super) fn install(vm: &mut Vm) {
    let class = vm.types.memoryview.clone();
    vm.define(&class, METHODS);
    vm.define(&class, &comparison_methods!(compare));
}

/// A view: items at equal distances in the bytes of an object.
#[derive(Debug)]
pub(super) struct View {
    /// A `bytes` or `bytearray`.
    object: Value,
    /// Offset of the first item.
    start: usize,
    /// Number of items.
    len: usize,
    /// Distance between items in bytes.
    step: i64,
    format: Format,
    is_readonly: bool,
    is_released: Cell<bool>,
}

impl Held for View {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.object);
    }
}

/// A bytearray keeps its size as long as there are views of it.
fn count_exports(object: &Value, change: isize) {
    if let Some(array) = object.downcast::<ByteArray>() {
        array.exports.set(array.exports.get().saturating_add_signed(change));
    }
}

impl Drop for View {
    fn drop(&mut self) {
        self.release();
    }
}

impl View {
    fn over(object: Value, is_readonly: bool) -> Self {
        let len = with_bytes(&object, <[u8]>::len);
        let view = Self {
            object,
            start: 0,
            len,
            step: 1,
            format: Format::BYTE,
            is_readonly,
            is_released: Cell::new(false),
        };
        count_exports(&view.object, 1);
        view
    }

    /// Another view of the same object.
    fn derive(&self) -> Self {
        count_exports(&self.object, 1);
        Self {
            object: self.object.clone(),
            start: self.start,
            len: self.len,
            step: self.step,
            format: self.format,
            is_readonly: self.is_readonly,
            is_released: Cell::new(false),
        }
    }

    fn release(&self) {
        if !self.is_released.replace(true) {
            count_exports(&self.object, -1);
        }
    }

    fn is_contiguous(&self) -> bool {
        self.step == self.format.size() as i64 || self.len <= 1
    }

    fn offset(&self, nth: usize) -> usize {
        (self.start as i64 + nth as i64 * self.step) as usize
    }

    /// The bytes of all items.
    fn to_bytes(&self) -> Vec<u8> {
        let size = self.format.size();
        with_bytes(&self.object, |bytes| {
            let items = (0..self.len).filter_map(|nth| bytes.get(self.offset(nth)..self.offset(nth) + size));
            items.flatten().copied().collect()
        })
    }

    fn get(&self, vm: &mut Vm, nth: usize) -> Value {
        let (offset, size) = (self.offset(nth), self.format.size());
        let item = with_bytes(&self.object, |bytes| bytes.get(offset..offset + size).map(<[u8]>::to_vec));
        self.format.unpack(vm, &item.unwrap_or_default())
    }

    /// Writes bytes at an item; the object is a bytearray.
    fn put(&self, nth: usize, item: &[u8]) {
        let offset = self.offset(nth);
        if let Some(array) = self.object.downcast::<ByteArray>()
            && let Some(place) = array.data.borrow_mut().get_mut(offset..offset + item.len())
        {
            place.copy_from_slice(item);
        }
    }

    fn slice(&self, slice: Indices) -> Self {
        let mut part = self.derive();
        if slice.len > 0 {
            part.start = self.offset(slice.start as usize);
        }
        part.len = slice.len;
        part.step = self.step * slice.step;
        part
    }
}

fn with_bytes<R>(object: &Value, action: impl FnOnce(&[u8]) -> R) -> R {
    if let Some(bytes) = native::<Bytes>(object) {
        return action(&bytes.data);
    }
    match native::<ByteArray>(object) {
        Some(array) => action(&array.data.borrow()),
        None => action(&[]),
    }
}

/// A copy of the bytes that a memoryview shows, if `value` is one that was not released.
pub(crate) fn bytes_of(value: &Value) -> Option<Vec<u8>> {
    foreign::<View>(value).filter(|view| !view.is_released.get()).map(View::to_bytes)
}

/// The view in a receiver; refused once it is released.
fn live<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v View> {
    match foreign::<View>(value) {
        Some(view) if !view.is_released.get() => Ok(view),
        _ => Err(vm.value_error("operation forbidden on released memoryview object")),
    }
}

fn wrap(vm: &Vm, view: View) -> Value {
    Foreign::create(&vm.types.memoryview, view)
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let object = &args[1];
    if foreign::<View>(object).is_some() {
        let view = live(vm, object)?.derive();
        return Ok(wrap(vm, view));
    }
    if let Some((data, letter)) = crate::modules::buffer_of(object) {
        let mut view = View::over(data, false);
        let format = Format::by_name(letter.encode_utf8(&mut [0; 4])).unwrap_or(Format::BYTE);
        view.len /= format.size();
        view.step = format.size() as i64;
        view.format = format;
        return Ok(wrap(vm, view));
    }
    let inner = crate::types::unwrapped(object);
    let is_readonly = match inner.kind() {
        crate::Kind::Bytes => true,
        crate::Kind::ByteArray => false,
        _ => {
            let class = vm.class_of(object).name();
            return Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{class}'")));
        }
    };
    Ok(wrap(vm, View::over(inner.clone(), is_readonly)))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let released = foreign::<View>(&args[0]).is_some_and(|view| view.is_released.get());
    let what = if released { "released memory" } else { "memory" };
    Ok(vm.str(&format!("<{what} at {:#x}>", args[0].id())))
}

fn hash(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    if !view.is_readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    Ok(Value::int(crate::hash::bytes(&view.to_bytes())))
}

fn number(vm: &mut Vm, args: &Args<'_>, part: fn(&View) -> usize) -> PyResult {
    Ok(Value::int(part(live(vm, &args[0])?) as i64))
}

fn one_tuple(vm: &mut Vm, args: &Args<'_>, part: fn(&View) -> i64) -> PyResult {
    let number = Value::int(part(live(vm, &args[0])?));
    Ok(vm.tuple(vec![number]))
}

fn is_contiguous(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(live(vm, &args[0])?.is_contiguous()))
}

fn format(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let letter = live(vm, &args[0])?.format.letter();
    Ok(vm.str(&letter.to_string()))
}

fn len(vm: &mut Vm, args: Args<'_>) -> PyResult {
    number(vm, &args, |view| view.len)
}

fn iter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    live(vm, &args[0])?;
    Ok(sequence_iterator(&args[0]))
}

fn subscript(vm: &mut Vm, key: &Value) -> PyResult<Subscript> {
    match vm.subscript("memoryview", key) {
        Err(raised) if raised.is(vm, Exc::TypeError) => Err(vm.type_error("memoryview: invalid slice key")),
        result => result,
    }
}

fn item_place(vm: &mut Vm, view: &View, index: i64) -> PyResult<usize> {
    match place(index, view.len) {
        Some(place) => Ok(place),
        None => Err(vm.error(Exc::IndexError, "index out of bounds on dimension 1")),
    }
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    match subscript(vm, &args[1])? {
        Subscript::Item(index) => {
            let place = item_place(vm, view, index)?;
            Ok(view.get(vm, place))
        }
        Subscript::Slice(slice) => {
            let part = view.slice(slice.adjust(view.len));
            Ok(wrap(vm, part))
        }
    }
}

fn setitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    if view.is_readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    match subscript(vm, &args[1])? {
        Subscript::Item(index) => {
            let place = item_place(vm, view, index)?;
            let item = view.format.pack(vm, &args[2])?;
            view.put(place, &item);
        }
        Subscript::Slice(slice) => {
            let part = view.slice(slice.adjust(view.len));
            let data = match foreign::<View>(&args[2]) {
                Some(other) if other.format != part.format => None,
                _ => Some(vm.byte_data(&args[2])?),
            };
            let size = part.format.size();
            let data = data.filter(|data| data.len() == part.len * size);
            let Some(data) = data else {
                let message = "memoryview assignment: lvalue and rvalue have different structures";
                return Err(vm.value_error(message));
            };
            for (nth, item) in data.chunks(size).enumerate() {
                part.put(nth, item);
            }
        }
    }
    Ok(Value::none())
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    let message = if view.is_readonly { "cannot modify read-only memory" } else { "cannot delete memory" };
    Err(vm.type_error(message))
}

fn enter(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    live(vm, &args[0])?;
    Ok(args.take_required(0))
}

fn exit(vm: &mut Vm, args: Args<'_>) -> PyResult {
    release(vm, args)
}

fn release(_: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(view) = foreign::<View>(&args[0]) {
        view.release();
    }
    Ok(Value::none())
}

fn tobytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = live(vm, &args[0])?.to_bytes();
    Ok(vm.bytes(bytes))
}

fn hex(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let bytes = live(vm, &args[0])?.to_bytes();
    let bytes = vm.bytes(bytes);
    let given = [args.get(1), args.get(2)].into_iter().flatten().cloned().collect::<Vec<_>>();
    vm.call_method(&bytes, "hex", given)
}

fn tolist(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    let items = (0..view.len).map(|nth| view.get(vm, nth)).collect();
    Ok(vm.list(items))
}

fn toreadonly(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut view = live(vm, &args[0])?.derive();
    view.is_readonly = true;
    Ok(wrap(vm, view))
}

/// Between bytes and another format, in one dimension.
fn cast(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let view = live(vm, &args[0])?;
    if args.some(2).is_some() {
        return Err(vm.error(Exc::NotImplementedError, "memoryviews here have one dimension"));
    }
    let Some(letter) = native::<Str>(&args[1]).and_then(Str::as_str) else {
        return Err(vm.type_error("format argument must be a string"));
    };
    let Some(format) = Format::by_name(letter) else {
        let message = "memoryview: destination format must be a native single character format prefixed with an \
                       optional '@'";
        return Err(vm.value_error(message));
    };
    if !view.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if !view.format.is_byte() && !format.is_byte() {
        let message = "memoryview: cannot cast between two non-byte formats";
        return Err(vm.type_error(message));
    }
    let bytes = view.len * view.format.size();
    if !bytes.is_multiple_of(format.size()) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let mut result = view.derive();
    result.len = bytes / format.size();
    result.step = format.size() as i64;
    result.format = format;
    Ok(wrap(vm, result))
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    let items = |vm: &mut Vm, value: &Value| -> Option<Vec<Value>> {
        if let Some(view) = foreign::<View>(value) {
            return (!view.is_released.get()).then(|| (0..view.len).map(|nth| view.get(vm, nth)).collect());
        }
        let bytes = vm.byte_data(value).ok()?;
        Some(bytes.into_iter().map(|byte| Value::int(byte.into())).collect())
    };
    if !matches!(op, Comparison::Eq | Comparison::Ne) {
        return Ok(Value::not_implemented());
    }
    if args[0].is(&args[1]) && bytes_of(&args[0]).is_none() {
        return Ok(Value::bool(op == Comparison::Eq));
    }
    let Some(right) = items(vm, &args[1]) else { return Ok(Value::not_implemented()) };
    let Some(left) = items(vm, &args[0]) else { return Ok(Value::bool(op == Comparison::Ne)) };
    let mut equal = left.len() == right.len();
    for (left, right) in left.iter().zip(&right) {
        equal = equal && vm.equals(left, right)?;
    }
    Ok(Value::bool(equal == (op == Comparison::Eq)))
}
