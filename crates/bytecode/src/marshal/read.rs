//! Reads marshalled objects.
//!
//! Nothing in the data is trusted: sizes are checked against what is left, nesting is limited as in
//! CPython, and so is what references unfold to, for a chain of thirty tuples that each name the one
//! before twice would otherwise be a billion objects to whoever walks it.

use std::sync::Arc;

use num_bigint::{BigInt, BigUint, Sign};
use rustc_hash::FxHashSet;
use rustpython_wtf8::Wtf8Buf;

use super::code::add_qualified_names;
use super::{FLAG_REF, MAX_DEPTH};
use crate::error::{DecodeError, DecodeProblem};
use crate::form::CodeLayout;
use crate::{Constant, Name};

/// How much larger than the data its objects may be when all references are followed: this many times,
/// plus [`UNFOLDED_EXTRA`]. Code objects of real programs stay below 3.
const UNFOLDED_FACTOR: u64 = 64;
const UNFOLDED_EXTRA: u64 = 1 << 20;

/// Reads the object at the start of the data. What follows it is ignored, as CPython does. Code objects are laid out as
/// since 3.11.
pub fn load(data: &[u8]) -> Result<Constant, DecodeError> {
    load_as(data, CodeLayout::Slots)
}

/// [`load`] for code objects of any layout.
pub fn load_as(data: &[u8], layout: CodeLayout) -> Result<Constant, DecodeError> {
    let mut reader = Reader::new(data, layout);
    let mut value = reader.object()?;
    // Lets go of what references could name, so that the code objects can be completed in place.
    drop(reader);
    if let (Constant::Code(code), CodeLayout::Names { .. }) = (&mut value, layout) {
        add_qualified_names(code);
    }
    Ok(value)
}

/// An object that references can name.
struct Shared {
    /// `None` while its own contents are being read.
    value: Option<Constant>,
    /// Its size when all references are followed, in objects and bytes of text.
    weight: u64,
}

/// The data and what has been read of it.
pub(super) struct Reader<'a> {
    data: &'a [u8],
    pub(super) layout: CodeLayout,
    pub(super) position: usize,
    depth: u32,
    shared: Vec<Shared>,
    names: FxHashSet<Name>,
    /// Size so far when all references are followed.
    unfolded: u64,
    unfolded_limit: u64,
}

impl<'a> Reader<'a> {
    fn new(data: &'a [u8], layout: CodeLayout) -> Self {
        Self {
            data,
            layout,
            position: 0,
            depth: 0,
            shared: Vec::new(),
            names: FxHashSet::default(),
            unfolded: 0,
            unfolded_limit: UNFOLDED_EXTRA + UNFOLDED_FACTOR * data.len() as u64,
        }
    }

    /// One object with all it contains (`r_object`).
    pub(super) fn object(&mut self) -> Result<Constant, DecodeError> {
        let start = self.position;
        let byte = self.byte()?;
        let code = byte & !FLAG_REF;
        if self.depth >= MAX_DEPTH {
            return Err(DecodeError::new(start, DecodeProblem::TooDeep));
        }

        // An object's index is taken before its contents take theirs.
        let index = (byte & FLAG_REF != 0 && may_be_shared(code)).then_some(self.shared.len());
        if index.is_some() {
            self.shared.push(Shared { value: None, weight: 0 });
        }
        let before = self.unfolded;
        self.unfold(1)?;
        self.depth += 1;
        let value = self.contents(start, code)?;
        self.depth -= 1;
        if let Some(index) = index {
            self.shared[index] = Shared { value: Some(value.clone()), weight: self.unfolded - before };
        }
        Ok(value)
    }

    /// What follows a type code.
    fn contents(&mut self, start: usize, code: u8) -> Result<Constant, DecodeError> {
        Ok(match code {
            b'N' => Constant::None,
            b'T' => Constant::Bool(true),
            b'F' => Constant::Bool(false),
            b'.' => Constant::Ellipsis,
            b'i' => Constant::Int(BigInt::from(self.int32()?)),
            b'I' => Constant::Int(BigInt::from(i64::from_le_bytes(self.array()?))),
            b'l' => Constant::Int(self.long()?),
            b'f' => Constant::Float(self.written_float()?),
            b'g' => Constant::Float(self.float()?),
            b'x' => Constant::Complex { real: self.written_float()?, imag: self.written_float()? },
            b'y' => Constant::Complex { real: self.float()?, imag: self.float()? },
            b's' => {
                let size = self.size()?;
                Constant::Bytes(self.bytes(size)?.to_vec())
            }
            b'z' | b'Z' => {
                let size = usize::from(self.byte()?);
                Constant::Str(self.latin1(size)?)
            }
            b'a' | b'A' => {
                let size = self.size()?;
                Constant::Str(self.latin1(size)?)
            }
            b'u' | b't' => {
                let size = self.size()?;
                let offset = self.position;
                let text = Wtf8Buf::from_bytes(self.bytes(size)?.to_vec());
                Constant::Str(text.map_err(|_| DecodeError::new(offset, DecodeProblem::BadText))?)
            }
            b')' => {
                let size = usize::from(self.byte()?);
                Constant::Tuple(self.items(size)?)
            }
            b'(' => {
                let size = self.size()?;
                Constant::Tuple(self.items(size)?)
            }
            b'>' => {
                let size = self.size()?;
                Constant::FrozenSet(self.items(size)?)
            }
            b'c' => Constant::Code(Arc::new(*self.code_object()?)),
            b'r' => self.reference(start)?,
            b':' => {
                let parts = [self.object()?, self.object()?, self.object()?];
                Constant::Slice(Arc::new(parts))
            }
            b'[' => return Err(DecodeError::new(start, DecodeProblem::Unsupported("list"))),
            b'{' => return Err(DecodeError::new(start, DecodeProblem::Unsupported("dict"))),
            b'<' => return Err(DecodeError::new(start, DecodeProblem::Unsupported("set"))),
            b'}' => return Err(DecodeError::new(start, DecodeProblem::Unsupported("frozendict"))),
            b'S' => return Err(DecodeError::new(start, DecodeProblem::Unsupported("StopIteration"))),
            _ => return Err(DecodeError::new(start, DecodeProblem::UnknownType(code))),
        })
    }

    fn reference(&mut self, start: usize) -> Result<Constant, DecodeError> {
        let index = self.int32()? as u32;
        let bad = DecodeError::new(start, DecodeProblem::BadReference(index));
        let shared = self.shared.get(index as usize).ok_or_else(|| bad.clone())?;
        let weight = shared.weight;
        let value = shared.value.clone().ok_or(bad)?;
        self.unfold(weight)?;
        Ok(value)
    }

    /// Counts what has been read towards the limit.
    fn unfold(&mut self, weight: u64) -> Result<(), DecodeError> {
        self.unfolded += weight;
        if self.unfolded > self.unfolded_limit {
            return Err(DecodeError::new(self.position, DecodeProblem::Inflated));
        }
        Ok(())
    }

    fn items(&mut self, size: usize) -> Result<Arc<[Constant]>, DecodeError> {
        // Each item takes a byte at least. Memory is taken as items come: nested tuples could each
        // promise as many as there are bytes left.
        self.check_left(size)?;
        let mut items = Vec::new();
        for _ in 0..size {
            items.push(self.object()?);
        }
        Ok(items.into())
    }

    /// The one copy of a name.
    pub(super) fn intern(&mut self, name: &str) -> Name {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        let name = Name::from(name);
        self.names.insert(Arc::clone(&name));
        name
    }

    /// An integer in 15-bit digits, the lowest first; the sign is that of their number.
    fn long(&mut self) -> Result<BigInt, DecodeError> {
        let start = self.position;
        let count = self.int32()?;
        let size = count.unsigned_abs() as usize;
        let digits = self.bytes(size.saturating_mul(2))?;
        let mut words = Vec::with_capacity(digits.len() / 4 + 1);
        let (mut bits, mut held) = (0_u64, 0);
        let mut last = 0;
        for pair in digits.chunks_exact(2) {
            last = u16::from_le_bytes([pair[0], pair[1]]);
            if last >= 1 << 15 {
                return Err(DecodeError::new(start, DecodeProblem::BadNumber));
            }
            bits |= u64::from(last) << held;
            held += 15;
            if held >= 32 {
                words.push(bits as u32);
                bits >>= 32;
                held -= 32;
            }
        }
        words.push(bits as u32);
        if size > 0 && last == 0 {
            return Err(DecodeError::new(start, DecodeProblem::BadNumber));
        }
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        Ok(BigInt::from_biguint(sign, BigUint::new(words)))
    }

    /// A float as Python 2 wrote it, in decimal.
    fn written_float(&mut self) -> Result<f64, DecodeError> {
        let start = self.position;
        let size = usize::from(self.byte()?);
        let text = str::from_utf8(self.bytes(size)?).ok();
        text.and_then(|text| text.parse().ok()).ok_or(DecodeError::new(start, DecodeProblem::BadNumber))
    }

    fn float(&mut self) -> Result<f64, DecodeError> {
        self.array().map(f64::from_le_bytes)
    }

    /// Text that should be ASCII. CPython does not look, and takes other bytes for Latin-1.
    fn latin1(&mut self, size: usize) -> Result<Wtf8Buf, DecodeError> {
        let bytes = self.bytes(size)?;
        Ok(bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into())
    }

    /// A 32-bit size; negative ones are refused.
    fn size(&mut self) -> Result<usize, DecodeError> {
        let offset = self.position;
        usize::try_from(self.int32()?).map_err(|_| DecodeError::new(offset, DecodeProblem::NegativeSize))
    }

    pub(super) fn int32(&mut self) -> Result<i32, DecodeError> {
        self.array().map(i32::from_le_bytes)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let offset = self.position;
        let array = self.bytes(N)?.first_chunk();
        array.copied().ok_or(DecodeError::new(offset, DecodeProblem::Truncated))
    }

    fn byte(&mut self) -> Result<u8, DecodeError> {
        self.bytes(1).map(|bytes| bytes[0])
    }

    /// The next `size` bytes. They count as unfolded, for a reference copies them.
    fn bytes(&mut self, size: usize) -> Result<&'a [u8], DecodeError> {
        self.check_left(size)?;
        let bytes = &self.data[self.position..self.position + size];
        self.position += size;
        self.unfold(size as u64)?;
        Ok(bytes)
    }

    fn check_left(&self, size: usize) -> Result<(), DecodeError> {
        if size > self.data.len() - self.position {
            return Err(DecodeError::new(self.position, DecodeProblem::Truncated));
        }
        Ok(())
    }
}

/// Whether the reference flag means anything: singletons and references ignore it.
fn may_be_shared(code: u8) -> bool {
    !matches!(code, b'N' | b'T' | b'F' | b'.' | b'r')
}
