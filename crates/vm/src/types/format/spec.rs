//! Reading a format specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use rustpython_wtf8::{CodePoint, Wtf8};

use super::DEFAULT_PRECISION;
use super::digits::Style;
use crate::types::unicode;
use crate::{PyResult, Raised, Vm};

/// Where the padding goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    /// `<`: after the text.
    Left,
    /// `>`: before the text.
    Right,
    /// `^`: on both sides.
    Center,
    /// `=`: between sign and digits.
    AfterSign,
}

/// Which sign numbers get that are not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// `+`
    Plus,
    /// `-`: none.
    Minus,
    /// A space.
    Space,
}

/// A specification.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    pub(super) fill: CodePoint,
    pub(super) align: Align,
    pub(super) sign: Option<Sign>,
    /// `z`
    pub(super) no_negative_zero: bool,
    /// `#`
    pub(super) alternate: bool,
    pub(super) width: Option<usize>,
    /// `,` or `_`
    pub(super) grouping: Option<char>,
    pub(super) precision: Option<usize>,
    /// The presentation type.
    pub(super) kind: Option<char>,
}

struct Reader {
    points: Vec<CodePoint>,
    place: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.points.get(self.place)?.to_char()
    }

    fn takes(&mut self, char: char) -> bool {
        let found = self.peek() == Some(char);
        self.place += usize::from(found);
        found
    }

    /// A number, `None` if there is none; too many digits are an error (`get_integer`).
    fn number(&mut self, vm: &mut Vm) -> PyResult<Option<usize>> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(unicode::decimal_value) {
            let more = |number: usize| number.checked_mul(10)?.checked_add(digit.into());
            number = match more(number.unwrap_or(0)).filter(|number| isize::try_from(*number).is_ok()) {
                Some(number) => Some(number),
                None => return Err(vm.value_error("Too many decimal digits in format string")),
            };
            self.place += 1;
        }
        Ok(number)
    }
}

fn align_of(point: Option<&CodePoint>) -> Option<Align> {
    match point?.to_char()? {
        '<' => Some(Align::Left),
        '>' => Some(Align::Right),
        '^' => Some(Align::Center),
        '=' => Some(Align::AfterSign),
        _ => None,
    }
}

impl Spec {
    /// Reads a specification for an object of the class named `class`.
    pub(super) fn read(vm: &mut Vm, text: &Wtf8, class: &str, default_align: Align) -> PyResult<Self> {
        let mut reader = Reader { points: text.code_points().collect(), place: 0 };
        let mut fill = None;
        let mut align = align_of(reader.points.get(1));
        if align.is_some() {
            fill = reader.points.first().copied();
            reader.place = 2;
        } else {
            align = align_of(reader.points.first());
            reader.place = usize::from(align.is_some());
        }
        let sign = match reader.peek() {
            Some('+') => Some(Sign::Plus),
            Some('-') => Some(Sign::Minus),
            Some(' ') => Some(Sign::Space),
            _ => None,
        };
        reader.place += usize::from(sign.is_some());
        let no_negative_zero = reader.takes('z');
        let alternate = reader.takes('#');
        if fill.is_none() && reader.takes('0') {
            fill = Some('0'.into());
            if align.is_none() && default_align == Align::Right {
                align = Some(Align::AfterSign);
            }
        }
        let width = reader.number(vm)?;
        let mut grouping = reader.takes(',').then_some(',');
        if reader.takes('_') {
            if grouping.is_some() {
                return Err(vm.value_error("Cannot specify both ',' and '_'."));
            }
            grouping = Some('_');
        }
        if grouping == Some('_') && reader.peek() == Some(',') {
            return Err(vm.value_error("Cannot specify both ',' and '_'."));
        }
        let mut precision = None;
        if reader.takes('.') {
            precision = reader.number(vm)?;
            if precision.is_none() {
                return Err(vm.value_error("Format specifier missing precision"));
            }
        }
        let kind = match &reader.points[reader.place.min(reader.points.len())..] {
            [] => None,
            [kind] => Some(kind.to_char_lossy()),
            _ => {
                let text = text.to_string_lossy();
                let message = format!("Invalid format specifier '{text}' for object of type '{class}'");
                return Err(vm.value_error(message));
            }
        };
        let spec = Self {
            fill: fill.unwrap_or_else(|| ' '.into()),
            align: align.unwrap_or(default_align),
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            kind,
        };
        match spec.refused_grouping(default_align) {
            Some((grouping, kind)) => Err(cannot_group(vm, grouping, kind)),
            None => Ok(spec),
        }
    }

    /// The separator and the presentation type, if they do not go together.
    fn refused_grouping(&self, default_align: Align) -> Option<(char, char)> {
        let default = if default_align == Align::Left { 's' } else { 'd' };
        let (grouping, kind) = (self.grouping?, self.kind.unwrap_or(default));
        let allowed = match kind {
            'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' => true,
            'b' | 'o' | 'x' | 'X' => grouping == '_',
            _ => false,
        };
        (!allowed).then_some((grouping, kind))
    }

    /// How many digits stand between separators.
    pub(super) fn group_size(&self) -> usize {
        if matches!(self.kind, Some('b' | 'o' | 'x' | 'X')) { 4 } else { 3 }
    }

    /// How a float is written: without a type as `repr` does, with a precision then as `g` does.
    pub(super) fn style(&self) -> Style {
        let (kind, precision) = match (self.kind, self.precision) {
            (None, None) => ('r', 0),
            (None, Some(precision)) => ('g', precision),
            (Some('n'), precision) => ('g', precision.unwrap_or(DEFAULT_PRECISION)),
            (Some(kind), precision) => (kind, precision.unwrap_or(DEFAULT_PRECISION)),
        };
        Style {
            kind,
            precision,
            alternate: self.alternate,
            add_point_zero: self.kind.is_none(),
            no_negative_zero: self.no_negative_zero,
        }
    }
}

fn cannot_group(vm: &mut Vm, grouping: char, kind: char) -> Raised {
    let kind =
        if ('!'..='\x7E').contains(&kind) { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) };
    vm.value_error(format!("Cannot specify '{grouping}' with '{kind}'."))
}
