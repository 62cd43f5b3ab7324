//! Python's syntax of regular expressions (`Lib/re/_parser.py`), with its errors and their positions.

mod groups;

use rustpython_wtf8::{CodePoint, Wtf8Buf};

use super::escape::Escape;
use super::tree::{At, Case, Class, Greed, Kind, MANY, Node, Set, flags};

/// Why a pattern is refused.
#[derive(Clone, Debug)]
pub(super) enum Refusal {
    /// `re.PatternError`: message and position in characters.
    Pattern(String, Option<usize>),
    /// `OverflowError`
    TooLarge(&'static str),
    /// `ValueError`
    Flags(&'static str),
}

pub(super) type Parse<T = Node> = Result<T, Refusal>;

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) flags: u32,
    /// Number of groups.
    pub(super) groups: usize,
    pub(super) names: Vec<(String, usize)>,
}

pub(super) struct Parser<'p> {
    pub(super) pattern: &'p [u32],
    pub(super) is_text: bool,
    pub(super) place: usize,
    flags: u32,
    /// Widths of the groups that are closed; `None` while open. Group 0 is the whole.
    pub(super) widths: Vec<Option<(usize, usize)>>,
    names: Vec<(String, usize)>,
    /// Number of groups when the outermost look-behind began.
    pub(super) behind: Option<usize>,
    /// Groups that conditionals ask for, with the position of the question.
    asked: Vec<(usize, usize)>,
    depth: usize,
}

/// How deep groups may be nested.
const MAX_DEPTH: usize = 1000;

/// Reads a pattern with the flags of `compile()`.
pub(super) fn parse(pattern: &[u32], is_text: bool, given: u32) -> Parse<Parsed> {
    let mut parser = Parser {
        pattern,
        is_text,
        place: 0,
        flags: given,
        widths: vec![None],
        names: Vec::new(),
        behind: None,
        asked: Vec::new(),
        depth: 0,
    };
    parser.check_flags()?;
    if is_text && given & (flags::ASCII | flags::LOCALE) == 0 {
        parser.flags |= flags::UNICODE;
    }
    let start = parser.flags;
    let node = match parser.choice(start, true)? {
        // `(?x)` at the start changes how everything after it is read: once more, knowing it.
        _ if parser.flags & flags::VERBOSE != 0 && given & flags::VERBOSE == 0 => {
            return parse(pattern, is_text, given | flags::VERBOSE);
        }
        node => node,
    };
    if parser.place < pattern.len() {
        return Err(error("unbalanced parenthesis", parser.place));
    }
    if let Some((group, at)) = parser.asked.iter().find(|(group, _)| *group >= parser.widths.len()) {
        return Err(error(&format!("invalid group reference {group}"), *at));
    }
    parser.check_flags()?;
    let groups = parser.widths.len() - 1;
    Ok(Parsed { node, flags: parser.flags, groups, names: parser.names })
}

pub(super) fn error(message: &str, place: usize) -> Refusal {
    Refusal::Pattern(message.to_owned(), Some(place))
}

impl Parser<'_> {
    fn check_flags(&mut self) -> Parse<()> {
        if self.is_text {
            if self.flags & flags::LOCALE != 0 {
                return Err(Refusal::Flags("cannot use LOCALE flag with a str pattern"));
            }
            if self.flags & flags::ASCII != 0 && self.flags & flags::UNICODE != 0 {
                return Err(Refusal::Flags("ASCII and UNICODE flags are incompatible"));
            }
        } else {
            if self.flags & flags::UNICODE != 0 {
                return Err(Refusal::Flags("cannot use UNICODE flag with a bytes pattern"));
            }
            if self.flags & flags::ASCII != 0 && self.flags & flags::LOCALE != 0 {
                return Err(Refusal::Flags("ASCII and LOCALE flags are incompatible"));
            }
        }
        Ok(())
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.char_at(self.place)
    }

    /// The character at a place; a lone surrogate stands as U+FFFD, which is no syntax either.
    pub(super) fn char_at(&self, place: usize) -> Option<char> {
        self.pattern.get(place).map(|point| char::from_u32(*point).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.place += 1;
        Some(char)
    }

    pub(super) fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.place += usize::from(found);
        found
    }

    /// The text of part of the pattern.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        let points = self.pattern[from..to.min(self.pattern.len())].iter();
        let text: Wtf8Buf = points.filter_map(|point| CodePoint::from_u32(*point)).collect();
        text.to_string_lossy().into_owned()
    }

    pub(super) fn case(flags: u32) -> Case {
        match (flags & flags::IGNORECASE != 0, flags & flags::UNICODE != 0) {
            (false, _) => Case::Exact,
            (true, false) => Case::Ascii,
            (true, true) => Case::Unicode,
        }
    }

    /// Alternatives, up to `)` or the end. `is_outermost` allows flags for the whole pattern at the start.
    fn choice(&mut self, flags: u32, is_outermost: bool) -> Parse {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Refusal::TooLarge("the pattern is nested too deeply"));
        }
        let mut flags = flags;
        let mut branches = vec![self.sequence(&mut flags, is_outermost)?];
        while self.eat('|') {
            branches.push(self.sequence(&mut flags, false)?);
        }
        self.depth -= 1;
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            last => {
                branches.extend(last);
                Node::Choice(branches)
            }
        })
    }

    fn sequence(&mut self, flags: &mut u32, is_outermost: bool) -> Parse {
        let start = self.place;
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(char) = self.peek() {
            if matches!(char, '|' | ')') {
                break;
            }
            let at = self.place;
            self.place += 1;
            if *flags & flags::VERBOSE != 0 {
                if matches!(char, ' ' | '\t'..='\r') {
                    continue;
                }
                if char == '#' {
                    while self.next().is_some_and(|char| char != '\n') {}
                    continue;
                }
            }
            let case = Self::case(*flags);
            let node = match char {
                '\\' => self.escape_outside(*flags)?,
                '[' => self.set(at, *flags)?,
                '*' | '+' | '?' | '{' => match self.repetition(char, at)? {
                    None => Node::Literal(self.pattern[at], case),
                    Some((least, most)) => {
                        let node = Self::repeated(nodes.pop(), at)?;
                        let greed = if self.eat('?') {
                            Greed::Lazy
                        } else if self.eat('+') {
                            Greed::Possessive
                        } else {
                            Greed::Greedy
                        };
                        Node::Repeat { node: Box::new(node), least, most, greed }
                    }
                },
                '.' => Node::Any { newline_too: *flags & flags::DOTALL != 0 },
                '^' => Node::At(if *flags & flags::MULTILINE != 0 { At::LineStart } else { At::Start }),
                '$' => Node::At(if *flags & flags::MULTILINE != 0 { At::LineEnd } else { At::End }),
                '(' => {
                    let at_start = is_outermost && start == 0 && nodes.is_empty();
                    match self.group(at, flags, at_start)? {
                        Some(node) => node,
                        None => continue,
                    }
                }
                _ => Node::Literal(self.pattern[at], case),
            };
            nodes.push(node);
        }
        Ok(match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            last => {
                nodes.extend(last);
                Node::Sequence(nodes)
            }
        })
    }

    /// The bounds of a repetition; `None` if a brace is just a brace.
    fn repetition(&mut self, char: char, at: usize) -> Parse<Option<(usize, usize)>> {
        match char {
            '*' => return Ok(Some((0, MANY))),
            '+' => return Ok(Some((1, MANY))),
            '?' => return Ok(Some((0, 1))),
            _ => {}
        }
        if self.peek() == Some('}') {
            return Ok(None);
        }
        let low = self.digits();
        let high = if self.eat(',') { self.digits() } else { low.clone() };
        if !self.eat('}') {
            self.place = at + 1;
            return Ok(None);
        }
        let number = |text: &str, default: usize| -> Parse<usize> {
            match text.parse::<usize>() {
                _ if text.is_empty() => Ok(default),
                Ok(number) if number < MANY => Ok(number),
                _ => Err(Refusal::TooLarge("the repetition number is too large")),
            }
        };
        let (least, most) = (number(&low, 0)?, number(&high, MANY)?);
        if most < least {
            return Err(error("min repeat greater than max repeat", at + 1));
        }
        Ok(Some((least, most)))
    }

    fn digits(&mut self) -> String {
        let start = self.place;
        while self.peek().is_some_and(|char| char.is_ascii_digit()) {
            self.place += 1;
        }
        self.text(start, self.place)
    }

    /// What a repetition repeats, if it can be repeated.
    fn repeated(node: Option<Node>, at: usize) -> Parse {
        match node {
            None | Some(Node::At(_)) => Err(error("nothing to repeat", at)),
            Some(Node::Sequence(nodes)) if nodes.is_empty() => Err(error("nothing to repeat", at)),
            Some(Node::Repeat { .. }) => Err(error("multiple repeat", at)),
            Some(node) => Ok(node),
        }
    }

    /// A character class after its `[`.
    fn set(&mut self, at: usize, flags: u32) -> Parse {
        let is_negated = self.eat('^');
        let (mut ranges, mut classes) = (Vec::new(), Vec::new());
        let mut is_first = true;
        loop {
            let from = self.place;
            let Some(char) = self.next() else { return Err(error("unterminated character set", at)) };
            if char == ']' && !is_first {
                break;
            }
            is_first = false;
            let low =
                if char == '\\' { self.escape_in_set(flags)? } else { Escape::Char(self.pattern[from]) };
            if self.peek() != Some('-') {
                match low {
                    Escape::Char(point) => ranges.push((point, point)),
                    Escape::Class(class) => classes.push(class),
                }
                continue;
            }
            self.place += 1;
            let to = self.place;
            let Some(char) = self.next() else { return Err(error("unterminated character set", at)) };
            if char == ']' {
                match low {
                    Escape::Char(point) => ranges.push((point, point)),
                    Escape::Class(class) => classes.push(class),
                }
                ranges.push((0x2D, 0x2D));
                break;
            }
            let high = if char == '\\' { self.escape_in_set(flags)? } else { Escape::Char(self.pattern[to]) };
            match (low, high) {
                (Escape::Char(low), Escape::Char(high)) if low <= high => ranges.push((low, high)),
                _ => {
                    let message = format!("bad character range {}", self.text(from, self.place));
                    return Err(error(&message, from));
                }
            }
        }
        if let ([(low, high)], [], false) = (&ranges[..], &classes[..], is_negated)
            && low == high
        {
            return Ok(Node::Literal(*low, Self::case(flags)));
        }
        Ok(Node::Set(Box::new(Set::new(is_negated, ranges, classes, Self::case(flags)))))
    }

    /// The class that `\d` and the like mean.
    pub(super) fn class(kind: Kind, is_negated: bool, flags: u32) -> Class {
        Class { kind, is_negated, is_ascii: flags & flags::UNICODE == 0 }
    }
}

/// A name as `repr` shows it.
pub(in super::super) fn quoted(name: &str) -> String {
    let quote = if name.contains('\'') && !name.contains('"') { '"' } else { '\'' };
    let mut text = String::from(quote);
    for char in name.chars() {
        match char {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            char if char == quote => {
                text.push('\\');
                text.push(char);
            }
            char => text.push(char),
        }
    }
    text.push(quote);
    text
}
