//! `array`: lists of numbers of one kind, packed.
//!
//! The bytes are those of a `bytearray` inside, so that memoryviews of an array see and change it. After that there is
//! one function for each method of the class, in their order, flat.

mod packing;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use crate::call::Args;
use crate::objects::{ByteArray, Bytes, Dict, Str};
use crate::ops::Comparison;
use crate::types::sequence::{Subscript, place};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use self::packing::{pack, size_of_code, unpack};
use super::support::{CLASS_GETITEM, ClassSpec, held, holds};

static ARRAY: ClassSpec = ClassSpec::open("array", "array", METHODS).sequence();
static ITERATOR: ClassSpec = ClassSpec::closed("array", "arrayiterator", &[]).iterator(next);

const METHODS: &[Def] = &[
    Def::staticmethod("__new__", "(type, typecode, initializer=(), /)", new),
    Def::wrapper("__repr__", "($self, /)", repr),
    Def::wrapper("__len__", "($self, /)", |vm, args| Ok(Value::int(array(vm, &args[0])?.len() as i64))),
    Def::wrapper("__getitem__", "($self, key, /)", getitem),
    Def::wrapper("__setitem__", "($self, key, value, /)", setitem),
    Def::wrapper("__delitem__", "($self, key, /)", delitem),
    Def::wrapper("__contains__", "($self, key, /)", contains),
    Def::wrapper("__iter__", "($self, /)", iter),
    Def::wrapper("__add__", "($self, value, /)", add),
    Def::wrapper("__iadd__", "($self, value, /)", iadd),
    Def::wrapper("__mul__", "($self, value, /)", mul),
    Def::wrapper("__rmul__", "($self, value, /)", mul),
    Def::wrapper("__imul__", "($self, value, /)", imul),
    Def::wrapper("__eq__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Eq)),
    Def::wrapper("__ne__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ne)),
    Def::wrapper("__lt__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Lt)),
    Def::wrapper("__le__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Le)),
    Def::wrapper("__gt__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Gt)),
    Def::wrapper("__ge__", "($self, value, /)", |vm, args| compare(vm, &args, Comparison::Ge)),
    Def::method("append", "($self, v, /)", append),
    Def::method("buffer_info", "($self, /)", buffer_info),
    Def::method("byteswap", "($self, /)", byteswap),
    Def::method("clear", "($self, /)", clear),
    Def::method("count", "($self, v, /)", count),
    Def::method("extend", "($self, bb, /)", extend),
    Def::method("fromlist", "($self, list, /)", fromlist),
    Def::method("frombytes", "($self, buffer, /)", frombytes),
    Def::method("fromunicode", "($self, ustr, /)", fromunicode),
    Def::method("fromfile", "($self, f, n, /)", fromfile),
    Def::method("index", "($self, v, start=0, stop=9223372036854775807, /)", index),
    Def::method("insert", "($self, i, v, /)", insert),
    Def::method("pop", "($self, i=-1, /)", pop),
    Def::method("remove", "($self, v, /)", remove),
    Def::method("reverse", "($self, /)", reverse),
    Def::method("tobytes", "($self, /)", |vm, args| {
        let data = array(vm, &args[0])?.bytes().data.borrow().clone();
        Ok(vm.bytes(data))
    }),
    Def::method("tofile", "($self, f, /)", tofile),
    Def::method("tolist", "($self, /)", |vm, args| {
        let items = items(vm, &args[0])?;
        Ok(vm.list(items))
    }),
    Def::method("tounicode", "($self, /)", tounicode),
    Def::method("__copy__", "($self, /)", copy),
    Def::method("__deepcopy__", "($self, unused, /)", copy),
    Def::method("__reduce_ex__", "($self, value, /)", reduce),
    Def::attribute("typecode", |vm, args| {
        let letter = char::from(array(vm, &args[0])?.code).to_string();
        Ok(vm.intern(&letter))
    }),
    Def::attribute("itemsize", |vm, args| Ok(Value::int(array(vm, &args[0])?.size() as i64))),
    CLASS_GETITEM,
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    let class = vm.add_class(dict, &ARRAY);
    vm.set_name(dict, "ArrayType", class.into_value());
    let codes = vm.str("bBuwhHiIlLqQfd");
    vm.set_name(dict, "typecodes", codes);
    Ok(())
}

/// Numbers of one kind.
#[derive(Debug)]
pub(crate) struct Array {
    code: u8,
    data: Ref<ByteArray>,
}

impl crate::value::Held for Array {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.data.value());
    }
}

impl Array {
    fn new(code: u8, data: Vec<u8>) -> Self {
        Self { code, data: Ref::new(ByteArray { data: data.into(), exports: std::cell::Cell::new(0) }) }
    }

    fn bytes(&self) -> &ByteArray {
        &self.data
    }

    fn size(&self) -> usize {
        size_of_code(self.code)
    }

    fn len(&self) -> usize {
        self.bytes().data.borrow().len() / self.size()
    }

    fn item_bytes(&self, place: usize) -> Vec<u8> {
        let size = self.size();
        self.bytes()
            .data
            .borrow()
            .get(place * size..(place + 1) * size)
            .map(<[u8]>::to_vec)
            .unwrap_or_default()
    }

    /// The bytes of several items.
    fn select(&self, places: impl Iterator<Item = usize>) -> Vec<u8> {
        places.flat_map(|place| self.item_bytes(place)).collect()
    }
}

/// The bytes of an array, the format of its items and their size: what a memoryview needs.
pub(crate) fn buffer_of(value: &Value) -> Option<(Value, char)> {
    held::<Array>(value).map(|array| (array.data.value().clone(), char::from(array.code)))
}

fn array<'v>(vm: &mut Vm, value: &'v Value) -> PyResult<&'v Array> {
    vm.held::<Array>(value)
}

/// Refuses a change of size while a memoryview looks at the array.
fn resizable(vm: &mut Vm, array: &Array) -> PyResult<()> {
    if array.bytes().exports.get() == 0 {
        return Ok(());
    }
    Err(vm.error(Exc::BufferError, "cannot resize an array that is exporting buffers"))
}

/// All items as objects.
fn items(vm: &mut Vm, value: &Value) -> PyResult<Vec<Value>> {
    let this = array(vm, value)?;
    let (code, size) = (this.code, this.size());
    let data = this.bytes().data.borrow().clone();
    vm.check_memory(data.len() / size * size_of::<Value>())?;
    Ok(data.chunks_exact(size).map(|item| unpack(vm, code, item)).collect())
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let code = match native::<Str>(&args[1]) {
        Some(text) if text.len() == 1 => text.wtf8().as_bytes()[0],
        Some(text) => {
            let len = text.len();
            return Err(vm.type_error(format!(
                "array() argument 1 must be a unicode character, not a string of length {len}"
            )));
        }
        None => {
            let class = vm.class_of(&args[1]).name();
            return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {class}")));
        }
    };
    if !b"bBuwhHiIlLqQfd".contains(&code) {
        return Err(vm.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    }
    let mut data = Vec::new();
    if let Some(initial) = args.get(2) {
        let is_text = matches!(code, b'u' | b'w');
        if let Some(text) = native::<Str>(initial) {
            if !is_text {
                let letter = char::from(code);
                return Err(vm.type_error(format!(
                    "cannot use a str to initialize an array with typecode '{letter}'"
                )));
            }
            data = text.wtf8().code_points().flat_map(|point| point.to_u32().to_le_bytes()).collect();
        } else if let Some(other) = held::<Array>(initial) {
            if matches!(other.code, b'u' | b'w') && !is_text {
                let letter = char::from(code);
                return Err(vm.type_error(format!(
                    "cannot use a unicode array to initialize an array with typecode '{letter}'"
                )));
            }
            data = packed(vm, code, initial)?;
        } else if native::<Bytes>(initial).is_some() || native::<ByteArray>(initial).is_some() {
            data = vm.byte_data(initial)?;
            check_whole(vm, code, &data)?;
        } else {
            data = packed(vm, code, initial)?;
        }
    }
    vm.foreign_for(&args[0], &ARRAY, Array::new(code, data))
}

/// The bytes of all items of an iterable.
fn packed(vm: &mut Vm, code: u8, iterable: &Value) -> PyResult<Vec<u8>> {
    let mut data = Vec::new();
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next_in_loop(&iterator)? {
        data.extend(pack(vm, code, &item)?);
        if data.len().is_multiple_of(1 << 16) {
            vm.check_memory(data.len())?;
        }
    }
    Ok(data)
}

fn check_whole(vm: &mut Vm, code: u8, data: &[u8]) -> PyResult<()> {
    if data.len().is_multiple_of(size_of_code(code)) {
        return Ok(());
    }
    Err(vm.value_error("bytes length not a multiple of item size"))
}

/// A new array of the same kind.
fn like(vm: &mut Vm, this: &Array, data: Vec<u8>) -> Value {
    vm.foreign(&ARRAY, Array::new(this.code, data))
}

fn repr(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let name = vm.class_of(&args[0]).short_name();
    let mut text = Wtf8Buf::from(format!("{name}('{}'", char::from(this.code)));
    if this.len() > 0 {
        text.push_str(", ");
        let inside = if matches!(this.code, b'u' | b'w') {
            let all = unicode(vm, &args[0])?;
            vm.repr_text(&all)?
        } else {
            let items = items(vm, &args[0])?;
            let list = vm.list(items);
            vm.repr_text(&list)?
        };
        text.push_wtf8(&inside);
    }
    text.push_str(")");
    Ok(vm.str_from(text))
}

fn unicode(vm: &mut Vm, value: &Value) -> PyResult {
    let this = array(vm, value)?;
    if !matches!(this.code, b'u' | b'w') {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let data = this.bytes().data.borrow().clone();
    let points = data
        .chunks_exact(4)
        .filter_map(|item| CodePoint::from_u32(u32::from_le_bytes([item[0], item[1], item[2], item[3]])));
    let text: Wtf8Buf = points.collect();
    Ok(vm.str_from(text))
}

fn tounicode(vm: &mut Vm, args: Args<'_>) -> PyResult {
    unicode(vm, &args[0])
}

fn getitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    match vm.subscript("array indices", &args[1])? {
        Subscript::Item(index) => match place(index, this.len()) {
            Some(place) => Ok(unpack(vm, this.code, &this.item_bytes(place))),
            None => Err(vm.error(Exc::IndexError, "array index out of range")),
        },
        Subscript::Slice(slice) => {
            let data = this.select(slice.adjust(this.len()).places());
            Ok(like(vm, this, data))
        }
    }
}

fn setitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let size = this.size();
    match vm.subscript("array indices", &args[1])? {
        Subscript::Item(index) => match place(index, this.len()) {
            Some(place) => {
                let item = pack(vm, this.code, &args[2])?;
                if let Some(to) = this.bytes().data.borrow_mut().get_mut(place * size..(place + 1) * size) {
                    to.copy_from_slice(&item);
                }
                Ok(Value::none())
            }
            None => Err(vm.error(Exc::IndexError, "array assignment index out of range")),
        },
        Subscript::Slice(slice) => {
            let Some(other) = held::<Array>(&args[2]) else {
                let class = vm.class_of(&args[2]).name();
                return Err(vm.type_error(format!("can only assign array (not \"{class}\") to array slice")));
            };
            if other.code != this.code {
                return Err(vm.type_error("bad argument type for built-in operation"));
            }
            let new = other.bytes().data.borrow().clone();
            let indices = slice.adjust(this.len());
            match indices.contiguous() {
                Some(range) => {
                    if new.len() != range.len() * size {
                        resizable(vm, this)?;
                    }
                    let bytes = range.start * size..range.end * size;
                    // Nothing is replaced before the iterator of what was there is dropped.
                    drop(this.bytes().data.borrow_mut().splice(bytes, new));
                }
                None if new.len() != indices.len * size => {
                    let (given, wanted) = (new.len() / size, indices.len);
                    return Err(vm.value_error(format!(
                        "attempt to assign array of size {given} to extended slice of size {wanted}"
                    )));
                }
                None => {
                    let mut data = this.bytes().data.borrow_mut();
                    for (place, item) in indices.places().zip(new.chunks_exact(size)) {
                        data[place * size..(place + 1) * size].copy_from_slice(item);
                    }
                }
            }
            Ok(Value::none())
        }
    }
}

fn delitem(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let gone: Vec<usize> = match vm.subscript("array indices", &args[1])? {
        Subscript::Item(index) => match place(index, this.len()) {
            Some(place) => vec![place],
            None => return Err(vm.error(Exc::IndexError, "array assignment index out of range")),
        },
        Subscript::Slice(slice) => slice.adjust(this.len()).places().collect(),
    };
    resizable(vm, this)?;
    let kept = this.select((0..this.len()).filter(|place| !gone.contains(place)));
    drop(this.bytes().data.replace(kept));
    Ok(Value::none())
}

/// The place of the first item that equals a value.
fn find(vm: &mut Vm, this: &Value, wanted: &Value, start: usize, stop: usize) -> PyResult<Option<usize>> {
    let mut place = start;
    while place < stop.min(array(vm, this)?.len()) {
        let this = array(vm, this)?;
        let item = unpack(vm, this.code, &this.item_bytes(place));
        if vm.compare_bool(Comparison::Eq, &item, wanted)? {
            return Ok(Some(place));
        }
        place += 1;
    }
    Ok(None)
}

fn contains(vm: &mut Vm, args: Args<'_>) -> PyResult {
    Ok(Value::bool(find(vm, &args[0], &args[1], 0, usize::MAX)?.is_some()))
}

fn count(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let mut count = 0;
    for item in items(vm, &args[0])? {
        count += i64::from(vm.compare_bool(Comparison::Eq, &item, &args[1])?);
    }
    Ok(Value::int(count))
}

fn index(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let len = array(vm, &args[0])?.len() as i64;
    let mut fit = |slot: usize, default: i64| -> PyResult<usize> {
        let index = args.get(slot).map_or(Ok(default), |value| vm.slice_index(value))?;
        Ok(if index < 0 { (index + len).max(0) } else { index } as usize)
    };
    let (start, stop) = (fit(2, 0)?, fit(3, i64::MAX)?);
    match find(vm, &args[0], &args[1], start, stop)? {
        Some(place) => Ok(Value::int(place as i64)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn remove(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match find(vm, &args[0], &args[1], 0, usize::MAX)? {
        Some(place) => {
            take(vm, &args[0], place)?;
            Ok(Value::none())
        }
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

/// Takes an item out.
fn take(vm: &mut Vm, this: &Value, place: usize) -> PyResult {
    let this = array(vm, this)?;
    resizable(vm, this)?;
    let size = this.size();
    let item: Vec<u8> = this.bytes().data.borrow_mut().drain(place * size..(place + 1) * size).collect();
    Ok(unpack(vm, this.code, &item))
}

fn pop(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let len = array(vm, &args[0])?.len();
    let index = args.get(1).map_or(Ok(-1), |index| vm.index_i64(index))?;
    if len == 0 {
        return Err(vm.error(Exc::IndexError, "pop from empty array"));
    }
    match place(index, len) {
        Some(place) => take(vm, &args[0], place),
        None => Err(vm.error(Exc::IndexError, "pop index out of range")),
    }
}

fn append(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    resizable(vm, this)?;
    let item = pack(vm, this.code, &args[1])?;
    this.bytes().data.borrow_mut().extend(item);
    Ok(Value::none())
}

fn insert(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    resizable(vm, this)?;
    let index = vm.index_i64(&args[1])?;
    let item = pack(vm, this.code, &args[2])?;
    let len = this.len() as i64;
    let place = if index < 0 { (index + len).max(0) } else { index.min(len) } as usize * this.size();
    drop(this.bytes().data.borrow_mut().splice(place..place, item));
    Ok(Value::none())
}

fn extend(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    resizable(vm, this)?;
    let more = match held::<Array>(&args[1]) {
        Some(other) if other.code != this.code => {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        Some(other) => other.bytes().data.borrow().clone(),
        None => packed(vm, this.code, &args[1])?,
    };
    this.bytes().data.borrow_mut().extend(more);
    Ok(Value::none())
}

fn fromlist(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if native::<crate::objects::List>(&args[1]).is_none() {
        return Err(vm.type_error("arg must be list"));
    }
    let this = array(vm, &args[0])?;
    let more = packed(vm, this.code, &args[1])?;
    resizable(vm, this)?;
    this.bytes().data.borrow_mut().extend(more);
    Ok(Value::none())
}

fn frombytes(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let more = vm.byte_data(&args[1])?;
    check_whole(vm, this.code, &more)?;
    resizable(vm, this)?;
    this.bytes().data.borrow_mut().extend(more);
    Ok(Value::none())
}

fn fromunicode(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    if !matches!(this.code, b'u' | b'w') {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let text = vm.wtf8(&args[1], "fromunicode() argument")?;
    let more: Vec<u8> = text.code_points().flat_map(|point| point.to_u32().to_le_bytes()).collect();
    this.bytes().data.borrow_mut().extend(more);
    Ok(Value::none())
}

fn fromfile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let (count, size) = (vm.index_i64(&args[2])?, array(vm, &args[0])?.size());
    if count < 0 {
        return Err(vm.value_error("negative count"));
    }
    let wanted = (count as usize).saturating_mul(size);
    let data = vm.call_method(&args[1], "read", [Value::int(wanted as i64)])?;
    let data = vm.byte_data(&data)?;
    let this = array(vm, &args[0])?;
    let is_short = data.len() < wanted;
    let whole = data.len() / size * size;
    this.bytes().data.borrow_mut().extend(&data[..whole]);
    if is_short {
        return Err(vm.error(Exc::EOFError, "read() didn't return enough bytes"));
    }
    Ok(Value::none())
}

fn tofile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let data = array(vm, &args[0])?.bytes().data.borrow().clone();
    let data = vm.bytes(data);
    vm.call_method(&args[1], "write", [data])?;
    Ok(Value::none())
}

fn add(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let Some(other) = held::<Array>(&args[1]) else {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("can only append array (not \"{class}\") to array")));
    };
    if other.code != this.code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let mut data = this.bytes().data.borrow().clone();
    data.extend_from_slice(&other.bytes().data.borrow());
    Ok(like(vm, this, data))
}

fn iadd(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if held::<Array>(&args[1]).is_none() {
        let class = vm.class_of(&args[1]).name();
        return Err(vm.type_error(format!("can only extend with array (not \"{class}\")")));
    }
    let this = args[0].clone();
    extend(vm, args)?;
    Ok(this)
}

/// The bytes of an array, several times.
fn repeated(vm: &mut Vm, args: &Args<'_>) -> PyResult<Option<Vec<u8>>> {
    let name = vm.names.index.clone();
    let class = vm.class_of(&args[1]);
    if vm.lookup(&class, &name).is_none() {
        return Ok(None);
    }
    let times = vm.index_i64(&args[1])?.max(0) as usize;
    let data = array(vm, &args[0])?.bytes().data.borrow().clone();
    vm.check_memory(data.len().saturating_mul(times))?;
    Ok(Some(data.repeat(times)))
}

fn mul(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match repeated(vm, &args)? {
        Some(data) => {
            let this = array(vm, &args[0])?;
            Ok(like(vm, this, data))
        }
        None => Ok(Value::not_implemented()),
    }
}

fn imul(vm: &mut Vm, args: Args<'_>) -> PyResult {
    match repeated(vm, &args)? {
        Some(data) => {
            let this = array(vm, &args[0])?;
            resizable(vm, this)?;
            drop(this.bytes().data.replace(data));
            Ok(args[0].clone())
        }
        None => Ok(Value::not_implemented()),
    }
}

fn compare(vm: &mut Vm, args: &Args<'_>, op: Comparison) -> PyResult {
    if held::<Array>(&args[1]).is_none() {
        return Ok(Value::not_implemented());
    }
    let (left, right) = (items(vm, &args[0])?, items(vm, &args[1])?);
    let (left, right) = (vm.list(left), vm.list(right));
    vm.compare(op, &left, &right)
}

fn reverse(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let reversed = this.select((0..this.len()).rev());
    drop(this.bytes().data.replace(reversed));
    Ok(Value::none())
}

fn byteswap(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let size = this.size();
    for item in this.bytes().data.borrow_mut().chunks_exact_mut(size) {
        item.reverse();
    }
    Ok(Value::none())
}

fn clear(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    resizable(vm, this)?;
    drop(this.bytes().data.take());
    Ok(Value::none())
}

fn buffer_info(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let (address, len) = (this.data.value().id() as i64, this.len() as i64);
    Ok(vm.tuple(vec![Value::int(address), Value::int(len)]))
}

fn copy(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let this = array(vm, &args[0])?;
    let data = this.bytes().data.borrow().clone();
    Ok(like(vm, this, data))
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let letter = char::from(array(vm, &args[0])?.code).to_string();
    let items = items(vm, &args[0])?;
    let (letter, items) = (vm.intern(&letter), vm.list(items));
    let class = vm.class_of(&args[0]).into_value();
    let arguments = vm.tuple(vec![letter, items]);
    let state = vm.own_dict(&args[0]).map_or_else(Value::none, Ref::into_value);
    Ok(vm.tuple(vec![class, arguments, state]))
}

#[derive(Debug)]
struct Items {
    array: std::cell::RefCell<Option<Value>>,
    place: std::cell::Cell<usize>,
}

holds! { Items: array }

fn iter(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let array = std::cell::RefCell::new(args.take(0));
    Ok(vm.foreign(&ITERATOR, Items { array, place: std::cell::Cell::new(0) }))
}

fn next(vm: &mut Vm, value: &Value) -> PyResult<Option<Value>> {
    let iterator = vm.held::<Items>(value)?;
    let Some(of) = iterator.array.borrow().clone() else { return Ok(None) };
    let this = array(vm, &of)?;
    let place = iterator.place.get();
    if place >= this.len() {
        drop(iterator.array.take());
        return Ok(None);
    }
    iterator.place.set(place + 1);
    let item = this.item_bytes(place);
    Ok(Some(unpack(vm, this.code, &item)))
}
