//! The code object in marshal: eighteen fields in a fixed order since 3.11, fifteen to sixteen before.

use std::sync::Arc;

use crate::error::{DecodeError, DecodeProblem};
use crate::form::CodeLayout;
use crate::{CodeFlags, CodeObject, Constant, LocalKind, Name};

use super::read::Reader;

impl Reader<'_> {
    /// The fields of a code object. Boxed, and kept out of [`Reader::object`], so that nested code
    /// objects take little of the stack.
    #[inline(never)]
    pub(super) fn code_object(&mut self) -> Result<Box<CodeObject>, DecodeError> {
        let mut code = Box::<CodeObject>::default();
        code.argcount = self.count("argcount")?;
        if self.layout != (CodeLayout::Names { positional_only: false }) {
            code.posonlyargcount = self.count("posonlyargcount")?;
        }
        code.kwonlyargcount = self.count("kwonlyargcount")?;
        if self.layout != CodeLayout::Slots {
            // The number of local variables, whose names follow.
            self.count("nlocals")?;
        }
        code.stacksize = self.count("stacksize")?;
        code.flags = CodeFlags::from_bits_retain(self.int32()? as u32);
        code.code = self.bytes_field("code")?;
        code.consts = self.tuple_field("consts")?;
        code.names = self.names_field("names")?;
        match self.layout {
            CodeLayout::Slots => self.slots(&mut code)?,
            CodeLayout::Names { .. } => self.slots_by_kind(&mut code)?,
        }
        code.filename = self.name_field("filename")?;
        code.name = self.name_field("name")?;
        if self.layout == CodeLayout::Slots {
            code.qualname = self.name_field("qualname")?;
        }
        code.firstlineno = self.int32()?;
        code.linetable = self.bytes_field("linetable")?;
        if self.layout == CodeLayout::Slots {
            code.exceptiontable = self.bytes_field("exceptiontable")?;
        }
        Ok(code)
    }

    /// The slots, then their kinds.
    fn slots(&mut self, code: &mut CodeObject) -> Result<(), DecodeError> {
        code.localsplusnames = self.names_field("localsplusnames")?;
        let start = self.position;
        let kinds = self.bytes_field("localspluskinds")?;
        if kinds.len() != code.localsplusnames.len() {
            return Err(DecodeError::new(start, DecodeProblem::BadField("localspluskinds")));
        }
        code.localspluskinds = kinds.into_iter().map(LocalKind::from_bits_retain).collect();
        Ok(())
    }

    /// Local variables, free variables, cells: in a frame the cells come before the free variables.
    fn slots_by_kind(&mut self, code: &mut CodeObject) -> Result<(), DecodeError> {
        let locals = self.names_field("varnames")?;
        let free = self.names_field("freevars")?;
        let cells = self.names_field("cellvars")?;
        for (names, kind) in [(locals, LocalKind::LOCAL), (cells, LocalKind::CELL), (free, LocalKind::FREE)] {
            code.localspluskinds.resize(code.localspluskinds.len() + names.len(), kind);
            code.localsplusnames.extend(names);
        }
        Ok(())
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

/// Longer prefixes are dropped: names may be nested and shared so that all of them together would fill the memory.
const LONGEST_PREFIX: usize = 4096;

/// Puts together the qualified names that code objects lack up to 3.10, as the compiler would have: what `global` says
/// cannot be seen any more.
pub(super) fn add_qualified_names(root: &mut Arc<CodeObject>) {
    let mut waiting = vec![(root, String::new())];
    while let Some((code, before)) = waiting.pop() {
        let code = Arc::make_mut(code);
        let qualname = format!("{before}{}", code.name);
        let is_long = before.len() > LONGEST_PREFIX || code.name.len() > LONGEST_PREFIX;
        let inside = match (&*code.name, code.flags.contains(CodeFlags::OPTIMIZED)) {
            ("<module>", _) => String::new(),
            _ if is_long => String::new(),
            (_, true) => format!("{qualname}.<locals>."),
            (_, false) => format!("{qualname}."),
        };
        code.qualname = qualname.into();
        waiting.extend(code.consts.iter_mut().filter_map(|constant| match constant {
            Constant::Code(nested) => Some((nested, inside.clone())),
            _ => None,
        }));
    }
}
