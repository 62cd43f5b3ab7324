//! `from __future__ import …`: which features a file asks for (CPython's `future.c`).
//!
//! Only the statements at the head of a file count, after its docstring. One further down is refused by
//! code generation, which compares it with [`FutureFeatures::location`].

use bytescope_bytecode::{CodeFlags, Constant, Location};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Alias, ExprKind, Mod, Stmt, StmtKind};

/// Features that every Python since 3.7 has anyway: asking for them changes nothing.
const MANDATORY: [&str; 8] = [
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "generator_stop",
];

/// What a file asks of the future (`_PyFutureFeatures`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureFeatures {
    /// The flags that every code object of the file carries.
    pub flags: CodeFlags,
    /// The last `from __future__ import` at the head of the file, or [`Location::NONE`].
    pub location: Location,
}

impl Default for FutureFeatures {
    fn default() -> Self {
        Self { flags: CodeFlags::empty(), location: Location::NONE }
    }
}

impl FutureFeatures {
    /// Reads the head of a file (`_PyFuture_FromAST`). Unknown features are errors.
    pub fn of(module: &Mod) -> Result<Self, SyntaxError> {
        let mut features = Self::default();
        let (Mod::Module { body } | Mod::Interactive { body }) = module else { return Ok(features) };
        let docstring = usize::from(starts_with_docstring(body));
        for statement in &body[docstring..] {
            let StmtKind::ImportFrom { module: Some(module), names, level: 0 } = &statement.kind else {
                break;
            };
            if &**module != "__future__" {
                break;
            }
            for name in names {
                features.flags |= flag(name, statement.location)?;
            }
            features.location = statement.location;
        }
        Ok(features)
    }

    /// Whether annotations are stored as text and never evaluated (PEP 563).
    pub fn annotations(&self) -> bool {
        self.flags.contains(CodeFlags::FUTURE_ANNOTATIONS)
    }
}

/// The flag of one feature; none for those that are no longer optional (`future_check_features`). An error
/// is reported where the statement starts, without an end.
fn flag(feature: &Alias, statement: Location) -> Result<CodeFlags, SyntaxError> {
    let refuse = |message: &str| {
        let start = Location::new(statement.lineno, -1, statement.col_offset, -1);
        Err(SyntaxError::new(message, start))
    };
    match &*feature.name {
        "annotations" => Ok(CodeFlags::FUTURE_ANNOTATIONS),
        "barry_as_FLUFL" => Ok(CodeFlags::FUTURE_BARRY_AS_BDFL),
        "braces" => refuse("not a chance"),
        name if MANDATORY.contains(&name) => Ok(CodeFlags::empty()),
        name => refuse(&format!("future feature {name:.100} is not defined")),
    }
}

/// Whether the first statement is a plain string (`_PyAST_GetDocString`).
pub(crate) fn starts_with_docstring(body: &[Stmt]) -> bool {
    matches!(
        body.first().map(|statement| &statement.kind),
        Some(StmtKind::Expr { value })
            if matches!(value.kind, ExprKind::Constant { value: Constant::Str(_), .. })
    )
}
