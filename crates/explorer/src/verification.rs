//! What comparing our code with a real CPython's finds, file by file: `bytescope verify`.
//!
//! The comparison itself is `bytecode::difference`, the one behind the scoreboards. Here is added what a reader
//! wants to know of a difference: for each code object the first one, with the source line it belongs to.

use bytescope_bytecode::difference::{Difference, compare};
use bytescope_bytecode::{CodeObject, Version};
use serde::Serialize;

use crate::json::SCHEMA;
use crate::source::Source;

/// The whole of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Verification {
    /// The version of this shape.
    pub schema: u32,
    /// The release that was compared with.
    pub python_version: String,
    /// The interpreter.
    pub executable: String,
    /// The optimisation level.
    pub optimize: u8,
    /// The sum over all files.
    pub summary: Summary,
    /// The files, in order.
    pub files: Vec<VerifiedFile>,
}

/// The sum over all files.
#[derive(Clone, Copy, Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Summary {
    /// How many there are.
    pub files: usize,
    /// Those that both compile, to the same in every field.
    pub identical_files: usize,
    /// Those that neither compiles, for the same reason.
    pub refused: usize,
    /// Code objects in the files that both compile.
    pub code_objects: usize,
    /// Those of them that are the same in every field.
    pub identical_code_objects: usize,
}

/// One file.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct VerifiedFile {
    /// Its name.
    pub file: String,
    /// What came out.
    pub status: Status,
    /// Its code objects.
    pub code_objects: usize,
    /// Those of them that are the same in every field.
    pub identical_code_objects: usize,
    /// The first difference of each code object that is not.
    pub differences: Vec<FirstDifference>,
    /// What CPython says, where one side does not compile the file.
    pub expected: Option<String>,
    /// What bytescope says, there or where nothing could be compared.
    pub actual: Option<String>,
}

/// How a file came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// All code objects are the same.
    Same,
    /// Some are not, or only one side compiles the file.
    Differs,
    /// Both refuse it, with the same message for the same line.
    Refused,
    /// It could not be compared.
    Failed,
}

/// The first difference of a code object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct FirstDifference {
    /// The code object.
    pub co_qualname: String,
    /// The source line.
    pub line: i32,
    /// Its text.
    pub source: String,
    /// The field that differs.
    pub field: &'static str,
    /// Where in it: an offset in bytes, or an index.
    pub place: Option<usize>,
    /// What CPython has there.
    pub expected: String,
    /// What bytescope has there.
    pub actual: String,
}

impl Verification {
    /// Sums up what was found.
    pub fn new(version: Version, executable: String, optimize: u8, files: Vec<VerifiedFile>) -> Self {
        let count = |status: Status| files.iter().filter(|file| file.status == status).count();
        let summary = Summary {
            files: files.len(),
            identical_files: count(Status::Same),
            refused: count(Status::Refused),
            code_objects: files.iter().map(|file| file.code_objects).sum(),
            identical_code_objects: files.iter().map(|file| file.identical_code_objects).sum(),
        };
        Self { schema: SCHEMA, python_version: version.to_string(), executable, optimize, summary, files }
    }

    /// Whether all files came out the same.
    pub fn is_good(&self) -> bool {
        self.summary.identical_files + self.summary.refused == self.summary.files
    }
}

impl VerifiedFile {
    /// A file that both compile: CPython's code object, and ours.
    pub fn compared(
        file: &str,
        text: &str,
        version: Version,
        expected: &CodeObject,
        actual: &CodeObject,
    ) -> Self {
        let comparison = compare(expected, actual, version);
        let status = if comparison.differences.is_empty() { Status::Same } else { Status::Differs };
        Self {
            code_objects: comparison.code_objects,
            identical_code_objects: comparison.identical,
            differences: first_of_each(&comparison.differences, text),
            ..Self::told(file, status, None, None)
        }
    }

    /// A file of which there is nothing but words.
    pub fn told(file: &str, status: Status, expected: Option<String>, actual: Option<String>) -> Self {
        Self {
            file: file.to_owned(),
            status,
            code_objects: 0,
            identical_code_objects: 0,
            differences: Vec::new(),
            expected,
            actual,
        }
    }
}

/// The first difference of each code object.
fn first_of_each(differences: &[Difference<'_>], text: &str) -> Vec<FirstDifference> {
    let source = if differences.is_empty() { Source::default() } else { Source::new(text) };
    let mut last: Option<&CodeObject> = None;
    let mut firsts = Vec::new();
    for difference in differences {
        if last.is_some_and(|code| std::ptr::eq(code, difference.expected_code)) {
            continue;
        }
        last = Some(difference.expected_code);
        firsts.push(FirstDifference {
            co_qualname: difference.expected_code.qualname.to_string(),
            line: difference.line,
            source: source.line(difference.line).trim().to_owned(),
            field: difference.field.name(),
            place: difference.place,
            expected: difference.expected.clone(),
            actual: difference.actual.clone(),
        });
    }
    firsts
}
