//! The syntax tree of a regular expression.

use rustpython_unicode::{case, classify};

/// Flags as `re` numbers them.
pub(super) mod flags {
    pub(in super::super) const IGNORECASE: u32 = 2;
    pub(in super::super) const LOCALE: u32 = 4;
    pub(in super::super) const MULTILINE: u32 = 8;
    pub(in super::super) const DOTALL: u32 = 16;
    pub(in super::super) const UNICODE: u32 = 32;
    pub(in super::super) const VERBOSE: u32 = 64;
    pub(in super::super) const DEBUG: u32 = 128;
    pub(in super::super) const ASCII: u32 = 256;
}

/// What counts as one character when case is ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Exact,
    Ascii,
    Unicode,
}

/// A predefined class: `\d`, `\s`, `\w`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Digit,
    Space,
    Word,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) kind: Kind,
    pub(super) is_negated: bool,
    pub(super) is_ascii: bool,
}

impl Class {
    pub(super) fn contains(self, point: u32) -> bool {
        let inside = match char::from_u32(point) {
            None => false,
            Some(char) if self.is_ascii || char.is_ascii() => match self.kind {
                Kind::Digit => char.is_ascii_digit(),
                Kind::Space => {
                    matches!(char, '\t'..='\r' | ' ') || !self.is_ascii && matches!(char, '\x1C'..='\x1F')
                }
                Kind::Word => char.is_ascii_alphanumeric() || char == '_',
            },
            Some(char) => match self.kind {
                Kind::Digit => classify::is_decimal(char),
                Kind::Space => classify::is_space(char),
                Kind::Word => classify::is_alnum(char),
            },
        };
        inside != self.is_negated
    }
}

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) is_negated: bool,
    pub(super) ranges: Vec<(u32, u32)>,
    pub(super) classes: Vec<Class>,
    pub(super) case: Case,
    /// The answers for ASCII.
    ascii: [bool; 128],
}

impl Set {
    pub(super) fn new(is_negated: bool, ranges: Vec<(u32, u32)>, classes: Vec<Class>, case: Case) -> Self {
        let mut set = Self { is_negated, ranges, classes, case, ascii: [false; 128] };
        for point in 0..128 {
            set.ascii[point as usize] = set.compute(point);
        }
        set
    }

    #[inline]
    pub(super) fn contains(&self, point: u32) -> bool {
        match self.ascii.get(point as usize) {
            Some(answer) => *answer,
            None => self.compute(point),
        }
    }

    fn compute(&self, point: u32) -> bool {
        let plain = |point: u32| {
            self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&point))
                || self.classes.iter().any(|class| class.contains(point))
        };
        let inside =
            plain(point) || self.case != Case::Exact && variants(point, self.case).into_iter().any(plain);
        inside != self.is_negated
    }
}

/// The characters that differ from others only by case in ways that lower case does not show
/// (`_EXTRA_CASES` of `re._casefix`).
const EXTRA: &[&[u32]] = &[
    &[0x69, 0x131],
    &[0x73, 0x17F],
    &[0xB5, 0x3BC],
    &[0x345, 0x3B9, 0x1FBE],
    &[0x390, 0x1FD3],
    &[0x3B0, 0x1FE3],
    &[0x3B2, 0x3D0],
    &[0x3B5, 0x3F5],
    &[0x3B8, 0x3D1],
    &[0x3BA, 0x3F0],
    &[0x3C0, 0x3D6],
    &[0x3C1, 0x3F1],
    &[0x3C2, 0x3C3],
    &[0x3C6, 0x3D5],
    &[0x432, 0x1C80],
    &[0x434, 0x1C81],
    &[0x43E, 0x1C82],
    &[0x441, 0x1C83],
    &[0x442, 0x1C84, 0x1C85],
    &[0x44A, 0x1C86],
    &[0x463, 0x1C87],
    &[0x1E61, 0x1E9B],
    &[0xA64B, 0x1C88],
    &[0xFB05, 0xFB06],
];

/// All characters that equal `point` when case is ignored, itself included.
pub(super) fn variants(point: u32, case: Case) -> Vec<u32> {
    let Some(char) = char::from_u32(point) else { return vec![point] };
    match case {
        Case::Exact => vec![point],
        Case::Ascii => {
            vec![u32::from(char.to_ascii_lowercase()), u32::from(char.to_ascii_uppercase())]
        }
        Case::Unicode => {
            let lower = u32::from(case::simple_lowercase(char));
            let mut all = vec![lower];
            if let Some(more) = EXTRA.iter().find(|group| group.contains(&lower)) {
                all.extend_from_slice(more);
            }
            for index in 0..all.len() {
                if let Some(char) = char::from_u32(all[index]) {
                    all.push(u32::from(case::simple_uppercase(char)));
                }
            }
            all.push(point);
            all.sort_unstable();
            all.dedup();
            all
        }
    }
}

/// The one character that stands for all that are equal to it when case is ignored.
pub(super) fn folded(point: u32, case: Case) -> u32 {
    match (case, char::from_u32(point)) {
        (Case::Exact, _) | (_, None) => point,
        (Case::Ascii, Some(char)) => u32::from(char.to_ascii_lowercase()),
        (Case::Unicode, Some(char)) => {
            let lower = u32::from(case::simple_lowercase(char));
            EXTRA.iter().find(|group| group.contains(&lower)).map_or(lower, |group| group[0])
        }
    }
}

/// A place, not a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// `\A`, and `^` without MULTILINE.
    Start,
    /// `^` with MULTILINE.
    LineStart,
    /// `$` without MULTILINE: the end, or before a newline at the end.
    End,
    /// `$` with MULTILINE.
    LineEnd,
    /// `\Z`
    VeryEnd,
    /// `\b`; whether words are ASCII.
    Boundary(bool),
    /// `\B`
    NoBoundary(bool),
}

/// How a repetition goes about its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    Greedy,
    Lazy,
    Possessive,
}

/// "Any number of times".
pub(super) const MANY: usize = u32::MAX as usize;

#[derive(Clone, Debug)]
pub(super) enum Node {
    Sequence(Vec<Node>),
    Literal(u32, Case),
    Any {
        newline_too: bool,
    },
    Set(Box<Set>),
    At(At),
    Group(Option<usize>, Box<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: usize,
        most: usize,
        greed: Greed,
    },
    /// Width is that of a look-behind.
    Look {
        node: Box<Node>,
        behind: Option<usize>,
        is_negated: bool,
    },
    Atomic(Box<Node>),
    Reference(usize, Case),
    Conditional {
        group: usize,
        yes: Box<Node>,
        no: Box<Node>,
    },
}

impl Node {
    /// The least and the greatest number of characters it takes; `groups` are the widths of the groups so far.
    pub(super) fn width(&self, groups: &[Option<(usize, usize)>]) -> (usize, usize) {
        let add = |a: usize, b: usize| a.saturating_add(b).min(MANY);
        match self {
            Self::Sequence(nodes) => nodes.iter().fold((0, 0), |(least, most), node| {
                let (l, m) = node.width(groups);
                (add(least, l), add(most, m))
            }),
            Self::Literal(..) | Self::Any { .. } | Self::Set(_) => (1, 1),
            Self::At(_) | Self::Look { .. } => (0, 0),
            Self::Group(_, node) | Self::Atomic(node) => node.width(groups),
            Self::Choice(nodes) => {
                let widths: Vec<_> = nodes.iter().map(|node| node.width(groups)).collect();
                let least = widths.iter().map(|(least, _)| *least).min().unwrap_or(0);
                (least, widths.iter().map(|(_, most)| *most).max().unwrap_or(0))
            }
            Self::Repeat { node, least, most, .. } => {
                let (l, m) = node.width(groups);
                (l.saturating_mul(*least).min(MANY), m.saturating_mul(*most).min(MANY))
            }
            Self::Reference(group, _) => groups.get(*group).copied().flatten().unwrap_or((0, MANY)),
            Self::Conditional { yes, no, .. } => {
                let (yes, no) = (yes.width(groups), no.width(groups));
                (yes.0.min(no.0), yes.1.max(no.1))
            }
        }
    }

    /// Whether it takes exactly one character and nothing else: such repetitions need no bookkeeping.
    pub(super) fn is_single(&self) -> bool {
        matches!(self, Self::Literal(..) | Self::Any { .. } | Self::Set(_))
    }
}
