//! The code object in marshal: eighteen fields in a fixed order, since 3.11.

use crate::error::{DecodeError, DecodeProblem};
use crate::{CodeFlags, CodeObject, Constant, LocalKind, Name};

use super::read::Reader;

impl Reader<'_> {
    /// The fields of a code object. Boxed, and kept out of [`Reader::object`], so that nested code
    /// objects take little of the stack.
    #[inline(never)]
    pub(super) fn code_object(&mut self) -> Result<Box<CodeObject>, DecodeError> {
        let mut code = Box::new(CodeObject {
            argcount: self.count("argcount")?,
            posonlyargcount: self.count("posonlyargcount")?,
            kwonlyargcount: self.count("kwonlyargcount")?,
            stacksize: self.count("stacksize")?,
            flags: CodeFlags::from_bits_retain(self.int32()? as u32),
            code: Vec::new(),
            consts: Vec::new(),
            names: Vec::new(),
            localsplusnames: Vec::new(),
            localspluskinds: Vec::new(),
            filename: Name::default(),
            name: Name::default(),
            qualname: Name::default(),
            firstlineno: 0,
            linetable: Vec::new(),
            exceptiontable: Vec::new(),
        });
        code.code = self.bytes_field("code")?;
        code.consts = self.tuple_field("consts")?;
        code.names = self.names_field("names")?;
        code.localsplusnames = self.names_field("localsplusnames")?;
        let start = self.position;
        let kinds = self.bytes_field("localspluskinds")?;
        if kinds.len() != code.localsplusnames.len() {
            return Err(DecodeError::new(start, DecodeProblem::BadField("localspluskinds")));
        }
        code.localspluskinds = kinds.into_iter().map(LocalKind::from_bits_retain).collect();
        code.filename = self.name_field("filename")?;
        code.name = self.name_field("name")?;
        code.qualname = self.name_field("qualname")?;
        code.firstlineno = self.int32()?;
        code.linetable = self.bytes_field("linetable")?;
        code.exceptiontable = self.bytes_field("exceptiontable")?;
        Ok(code)
    }

    fn count(&mut self, field: &'static str) -> Result<u32, DecodeError> {
        let start = self.position;
        u32::try_from(self.int32()?).map_err(|_| DecodeError::new(start, DecodeProblem::BadField(field)))
    }

    fn bytes_field(&mut self, field: &'static str) -> Result<Vec<u8>, DecodeError> {
        let start = self.position;
        match self.object()? {
            Constant::Bytes(bytes) => Ok(bytes),
            _ => Err(DecodeError::new(start, DecodeProblem::BadField(field))),
        }
    }

    fn tuple_field(&mut self, field: &'static str) -> Result<Vec<Constant>, DecodeError> {
        let start = self.position;
        match self.object()? {
            Constant::Tuple(items) => Ok(items.to_vec()),
            _ => Err(DecodeError::new(start, DecodeProblem::BadField(field))),
        }
    }

    fn names_field(&mut self, field: &'static str) -> Result<Vec<Name>, DecodeError> {
        let start = self.position;
        let items = self.tuple_field(field)?;
        items.iter().map(|item| self.name(item, start, field)).collect()
    }

    fn name_field(&mut self, field: &'static str) -> Result<Name, DecodeError> {
        let start = self.position;
        let item = self.object()?;
        self.name(&item, start, field)
    }

    /// A name. Only file names can hold surrogates in practice, and they become U+FFFD.
    fn name(&mut self, item: &Constant, start: usize, field: &'static str) -> Result<Name, DecodeError> {
        match item {
            Constant::Str(text) => Ok(self.intern(&text.to_string_lossy())),
            _ => Err(DecodeError::new(start, DecodeProblem::BadField(field))),
        }
    }
}
