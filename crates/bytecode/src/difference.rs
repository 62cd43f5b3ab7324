//! Where two code objects differ.
//!
//! Every field of every nested code object is compared, types and order of constants and the sign of zero
//! included; only the order inside a frozenset is not, since it changes from one run of Python to the next.
//! A difference says where: the code object, the field, the first place in it, and what stands there on
//! either side.

use std::fmt;

use crate::listing::{self, LocatedInstruction};
use crate::{CodeObject, Constant, Version, exception_table};

/// A field of a code object, in the order in which [`compare`] reports them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The instructions.
    Code,
    /// The constants, nested code objects not opened.
    Consts,
    /// `co_names`.
    Names,
    /// Names and kinds of the fast slots.
    LocalsPlus,
    /// `co_flags`.
    Flags,
    /// `co_stacksize`.
    StackSize,
    /// The three counts of parameters.
    ArgCounts,
    /// `co_firstlineno`.
    FirstLineNo,
    /// `co_name`.
    Name,
    /// `co_qualname`.
    QualName,
    /// `co_filename`.
    FileName,
    /// The location table.
    LineTable,
    /// The exception table.
    ExceptionTable,
}

impl Field {
    /// All fields, in order.
    pub const ALL: [Self; 13] = [
        Self::Code,
        Self::Consts,
        Self::Names,
        Self::LocalsPlus,
        Self::Flags,
        Self::StackSize,
        Self::ArgCounts,
        Self::FirstLineNo,
        Self::Name,
        Self::QualName,
        Self::FileName,
        Self::LineTable,
        Self::ExceptionTable,
    ];

    /// Python's name for it, without the `co_`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Consts => "consts",
            Self::Names => "names",
            Self::LocalsPlus => "localsplus",
            Self::Flags => "flags",
            Self::StackSize => "stacksize",
            Self::ArgCounts => "argcounts",
            Self::FirstLineNo => "firstlineno",
            Self::Name => "name",
            Self::QualName => "qualname",
            Self::FileName => "filename",
            Self::LineTable => "linetable",
            Self::ExceptionTable => "exceptiontable",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One field of one code object in which two compilations differ.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// The code object expected.
    pub expected_code: &'a CodeObject,
    /// The code object found in its place.
    pub actual_code: &'a CodeObject,
    /// The field.
    pub field: Field,
    /// The first place in the field where they differ: an offset in bytes for instructions and locations,
    /// an index for what is a list, nothing for what is one value.
    pub place: Option<usize>,
    /// The source line that place belongs to; the code object's first line if it belongs to none.
    pub line: i32,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub actual: String,
}

impl fmt::Display for Difference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: {}", self.line, self.expected_code.qualname, self.field)?;
        if let Some(place) = self.place {
            write!(f, " at {place}")?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.actual)
    }
}

/// What comparing two code objects found.
#[derive(Clone, Debug, Default)]
pub struct Comparison<'a> {
    /// Code objects in the expected one, itself included.
    pub code_objects: usize,
    /// Those of them that are the same in every field.
    pub identical: usize,
    /// All differences; the fields of an outer code object come before those of the nested ones.
    pub differences: Vec<Difference<'a>>,
}

/// Compares two code objects and everything nested in them, as `version` reads them.
pub fn compare<'a>(expected: &'a CodeObject, actual: &'a CodeObject, version: Version) -> Comparison<'a> {
    let mut comparison = Comparison::default();
    let mut waiting = vec![(expected, Some(actual))];
    while let Some((expected, actual)) = waiting.pop() {
        comparison.code_objects += 1;
        if let Some(actual) = actual {
            let before = comparison.differences.len();
            let pair = Pair { expected, actual, version };
            let fields = Field::ALL.into_iter().filter_map(|field| pair.difference(field));
            comparison.differences.extend(fields);
            comparison.identical += usize::from(comparison.differences.len() == before);
        }
        let first_nested = waiting.len();
        waiting.extend(pair_nested(expected, actual));
        waiting[first_nested..].reverse();
    }
    comparison
}

/// The code objects nested in one, each with its counterpart in the other: the first unused one of the same
/// name and line, or else of the same name. A code object without one differs through its parent's constants.
fn pair_nested<'a>(
    expected: &'a CodeObject,
    actual: Option<&'a CodeObject>,
) -> Vec<(&'a CodeObject, Option<&'a CodeObject>)> {
    let mut candidates: Vec<_> = actual.map(|code| listing::nested(code).collect()).unwrap_or_default();
    listing::nested(expected)
        .map(|nested| {
            let same_line = |code: &&CodeObject| {
                code.qualname == nested.qualname && code.firstlineno == nested.firstlineno
            };
            let found = candidates
                .iter()
                .position(same_line)
                .or_else(|| candidates.iter().position(|code| code.name == nested.name));
            (nested, found.map(|index| candidates.remove(index)))
        })
        .collect()
}

/// Two code objects that should be the same.
struct Pair<'a> {
    expected: &'a CodeObject,
    actual: &'a CodeObject,
    version: Version,
}

impl<'a> Pair<'a> {
    fn difference(&self, field: Field) -> Option<Difference<'a>> {
        let Self { expected: e, actual: a, .. } = *self;
        let counts = |code: &CodeObject| [code.argcount, code.posonlyargcount, code.kwonlyargcount];
        match field {
            Field::Code => (e.code != a.code).then(|| self.code()),
            Field::Consts => self.list(field, &e.consts, &a.consts, same_constant, listing::constant),
            Field::Names => self.list(field, &e.names, &a.names, PartialEq::eq, ToString::to_string),
            Field::LocalsPlus => {
                let same = e.localsplusnames == a.localsplusnames && e.localspluskinds == a.localspluskinds;
                (!same).then(|| self.value(field, listing::locals(e), listing::locals(a)))
            }
            Field::Flags => (e.flags != a.flags).then(|| {
                let [e, a] = [e, a].map(|code| format!("{:#x}", code.flags.bits()));
                self.value(field, e, a)
            }),
            Field::StackSize => self.plain(field, &e.stacksize, &a.stacksize),
            Field::ArgCounts => (counts(e) != counts(a)).then(|| {
                let [e, a] = [e, a].map(|code| format!("{:?}", counts(code)));
                self.value(field, e, a)
            }),
            Field::FirstLineNo => self.plain(field, &e.firstlineno, &a.firstlineno),
            Field::Name => self.plain(field, &e.name, &a.name),
            Field::QualName => self.plain(field, &e.qualname, &a.qualname),
            Field::FileName => self.plain(field, &e.filename, &a.filename),
            Field::LineTable => (e.linetable != a.linetable).then(|| self.locations()),
            Field::ExceptionTable => (e.exceptiontable != a.exceptiontable).then(|| self.handlers()),
        }
    }

    /// A difference in a field that is one value.
    fn value(&self, field: Field, expected: String, actual: String) -> Difference<'a> {
        let line = self.expected.firstlineno;
        let (expected_code, actual_code) = (self.expected, self.actual);
        Difference { expected_code, actual_code, field, place: None, line, expected, actual }
    }

    fn plain<T: PartialEq + ToString>(
        &self,
        field: Field,
        expected: &T,
        actual: &T,
    ) -> Option<Difference<'a>> {
        (expected != actual).then(|| self.value(field, expected.to_string(), actual.to_string()))
    }

    /// The first difference in a field that is a list.
    fn list<T>(
        &self,
        field: Field,
        expected: &[T],
        actual: &[T],
        same: impl Fn(&T, &T) -> bool,
        text: impl Fn(&T) -> String,
    ) -> Option<Difference<'a>> {
        let place = first_difference(expected, actual, same)?;
        let show = |items: &[T]| items.get(place).map_or_else(|| "nothing".to_owned(), &text);
        Some(Difference { place: Some(place), ..self.value(field, show(expected), show(actual)) })
    }

    /// The first instruction that differs. That an argument has another meaning is no difference here.
    fn code(&self) -> Difference<'a> {
        let same = |e: &LocatedInstruction, a: &LocatedInstruction| {
            (e.instruction.opcode, e.instruction.oparg) == (a.instruction.opcode, a.instruction.oparg)
        };
        self.instructions(Field::Code, same, |code, located| {
            listing::instruction_text(code, self.version, &located.instruction)
        })
    }

    /// The first instruction that has another location.
    fn locations(&self) -> Difference<'a> {
        let same = |e: &LocatedInstruction, a: &LocatedInstruction| e.location == a.location;
        self.instructions(Field::LineTable, same, |code, LocatedInstruction { instruction, location }| {
            format!("{} @ {location:?}", listing::instruction_text(code, self.version, instruction))
        })
    }

    fn instructions(
        &self,
        field: Field,
        same: impl Fn(&LocatedInstruction, &LocatedInstruction) -> bool,
        text: impl Fn(&CodeObject, &LocatedInstruction) -> String,
    ) -> Difference<'a> {
        let decoded = [self.expected, self.actual].map(|code| listing::instructions(code, self.version));
        let [Ok(expected), Ok(actual)] = &decoded else {
            let [expected, actual] = decoded.map(|decoded| match decoded {
                Ok(_) => "readable".to_owned(),
                Err(error) => format!("unreadable: {error}"),
            });
            return self.value(field, expected, actual);
        };
        let Some(place) = first_difference(expected, actual, same) else {
            // The same instructions, but other bytes: caches, or a longer form of the same location.
            let bytes = |code: &CodeObject| match field {
                Field::LineTable => listing::hex(&code.linetable),
                _ => listing::hex(&code.code),
            };
            return self.value(field, bytes(self.expected), bytes(self.actual));
        };
        let show = |code: &CodeObject, items: &[LocatedInstruction]| {
            items.get(place).map_or_else(|| "the end".to_owned(), |located| text(code, located))
        };
        let first = expected.get(place).or(actual.get(place));
        let line = expected[..expected.len().min(place + 1)]
            .iter()
            .rev()
            .map(|located| located.location.lineno)
            .find(|line| *line >= 0);
        Difference {
            place: first.map(|located| located.instruction.offset as usize),
            line: line.unwrap_or(self.expected.firstlineno),
            ..self.value(field, show(self.expected, expected), show(self.actual, actual))
        }
    }

    /// The first entry of the exception table that differs.
    fn handlers(&self) -> Difference<'a> {
        let field = Field::ExceptionTable;
        let [expected, actual] = [self.expected, self.actual].map(|code| &code.exceptiontable);
        let difference = match (exception_table::decode(expected), exception_table::decode(actual)) {
            (Ok(e), Ok(a)) => self.list(field, &e, &a, PartialEq::eq, listing::handler),
            _ => None,
        };
        difference.unwrap_or_else(|| self.value(field, listing::hex(expected), listing::hex(actual)))
    }
}

/// Constants as one code object's list shows them. Nested code objects are compared on their own, so here
/// it is enough that there is one.
fn same_constant(expected: &Constant, actual: &Constant) -> bool {
    match (expected, actual) {
        (Constant::Code(expected), Constant::Code(actual)) => {
            expected.name == actual.name && expected.firstlineno == actual.firstlineno
        }
        _ => expected == actual,
    }
}

/// The index of the first items that differ, or of the first item that only one list has.
fn first_difference<T>(expected: &[T], actual: &[T], same: impl Fn(&T, &T) -> bool) -> Option<usize> {
    let differs = expected.iter().zip(actual).position(|(expected, actual)| !same(expected, actual));
    let shorter = expected.len().min(actual.len());
    differs.or((expected.len() != actual.len()).then_some(shorter))
}
