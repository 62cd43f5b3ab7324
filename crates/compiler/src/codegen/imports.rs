//! `import` and `from … import`.

use bytescope_bytecode::{Constant, Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::Alias;

use super::{Codegen, Result};

/// `CALL_INTRINSIC_1`: copies a module's public names.
const INTRINSIC_IMPORT_STAR: u32 = 2;

impl Codegen<'_> {
    /// `import a.b, c as d` (`compiler_import`).
    pub(super) fn import(&mut self, names: &[Alias], location: Location) -> Result {
        for alias in names {
            self.load_const(&Constant::Int(0.into()), location);
            self.load_none(location);
            self.emit_name(Opcode::IMPORT_NAME, &alias.name, location);
            match &alias.asname {
                Some(asname) => self.import_as(&alias.name, asname, location)?,
                None => match alias.name.split_once('.') {
                    Some((first, _)) => self.store_name(&Name::from(first), location)?,
                    None => self.store_name(&alias.name, location)?,
                },
            }
        }
        Ok(())
    }

    /// Binds `a.b.c as d`: `IMPORT_NAME` gave `a`, the rest is fetched attribute by attribute.
    fn import_as(&mut self, name: &Name, asname: &Name, location: Location) -> Result {
        let mut parts = name.split('.').skip(1).peekable();
        if parts.peek().is_none() {
            return self.store_name(asname, location);
        }
        while let Some(part) = parts.next() {
            // Not mangled, unlike every other name.
            let index = super::names::intern(&mut self.unit.code.names, &Name::from(part));
            self.emit_arg(Opcode::IMPORT_FROM, index, location);
            if parts.peek().is_some() {
                self.emit_arg(Opcode::SWAP, 2, location);
                self.emit(Opcode::POP_TOP, location);
            }
        }
        self.store_name(asname, location)?;
        self.emit(Opcode::POP_TOP, location);
        Ok(())
    }

    /// `from module import names` (`compiler_from_import`).
    pub(super) fn import_from(
        &mut self,
        module: Option<&Name>,
        names: &[Alias],
        level: u32,
        location: Location,
    ) -> Result {
        self.load_const(&Constant::Int(level.into()), location);
        let absolute = level == 0;
        if absolute
            && self.after_future_imports(location)
            && module.is_some_and(|module| &**module == "__future__")
        {
            return Err(SyntaxError::new(
                "from __future__ imports must occur at the beginning of the file",
                location,
            ));
        }
        self.load_names(names.iter().map(|alias| &alias.name), location);
        let nameless = Name::from("");
        self.emit_name(Opcode::IMPORT_NAME, module.unwrap_or(&nameless), location);
        if names.first().is_some_and(|alias| &*alias.name == "*") {
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_IMPORT_STAR, location);
            self.emit(Opcode::POP_TOP, Location::NONE);
            return Ok(());
        }
        for alias in names {
            self.emit_name(Opcode::IMPORT_FROM, &alias.name, location);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), location)?;
        }
        self.emit(Opcode::POP_TOP, location);
        Ok(())
    }

    /// Whether a place is past the last `from __future__ import` at the head of the file
    /// (`location_is_after`).
    fn after_future_imports(&self, location: Location) -> bool {
        let last = self.future.location;
        (location.lineno, location.col_offset) > (last.lineno, last.col_offset)
    }
}
