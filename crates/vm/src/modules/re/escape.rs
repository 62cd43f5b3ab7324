//! What follows a backslash in a pattern.

use super::parse::{Parse, Parser, error};
use super::tree::{At, Class, Kind, Node, Set, flags};

/// What an escape means inside of a character class.
#[derive(Clone, Copy, Debug)]
pub(super) enum Escape {
    Char(u32),
    Class(Class),
}

impl Parser<'_> {
    /// A class or a character that means the same everywhere; `None` if it is neither.
    fn simple_escape(&mut self, char: char, at: usize, flags: u32) -> Parse<Option<Escape>> {
        let class = |kind, is_negated| Ok(Some(Escape::Class(Self::class(kind, is_negated, flags))));
        let point = match char {
            'd' | 'D' => return class(Kind::Digit, char == 'D'),
            's' | 'S' => return class(Kind::Space, char == 'S'),
            'w' | 'W' => return class(Kind::Word, char == 'W'),
            'a' => 7,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' => 92,
            'x' => self.hexadecimal(at, 2)?,
            'u' if self.is_text => self.hexadecimal(at, 4)?,
            'U' if self.is_text => {
                let point = self.hexadecimal(at, 8)?;
                if point > 0x10_FFFF {
                    return Err(error(&format!("bad escape {}", self.text(at, self.place)), at));
                }
                point
            }
            'N' if self.is_text => self.named_character(at)?,
            _ => return Ok(None),
        };
        Ok(Some(Escape::Char(point)))
    }

    fn hexadecimal(&mut self, at: usize, digits: usize) -> Parse<u32> {
        let start = self.place;
        while self.place < start + digits && self.peek().is_some_and(|char| char.is_ascii_hexdigit()) {
            self.place += 1;
        }
        if self.place < start + digits {
            return Err(error(&format!("incomplete escape {}", self.text(at, self.place)), at));
        }
        Ok(u32::from_str_radix(&self.text(start, self.place), 16).unwrap_or_default())
    }

    fn named_character(&mut self, at: usize) -> Parse<u32> {
        if !self.eat('{') {
            return Err(error("missing {", self.place));
        }
        let start = self.place;
        loop {
            match self.next() {
                None if self.place == start => return Err(error("missing character name", start)),
                None => return Err(error("missing }, unterminated name", start)),
                Some('}') => break,
                Some(_) => {}
            }
        }
        let name = self.text(start, self.place - 1);
        if name.is_empty() {
            return Err(error("missing character name", start));
        }
        match rustpython_unicode::lookup_character(&name) {
            Some(char) => Ok(char.into()),
            None => Err(error(&format!("undefined character name {}", super::parse::quoted(&name)), at)),
        }
    }

    fn octal(&mut self, at: usize) -> Parse<u32> {
        let value = u32::from_str_radix(&self.text(at + 1, self.place), 8).unwrap_or_default();
        if value > 0o377 {
            let text = self.text(at, self.place);
            return Err(error(&format!("octal escape value {text} outside of range 0-0o377"), at));
        }
        Ok(value)
    }

    fn is_octal(&self) -> bool {
        self.peek().is_some_and(|char| char.is_digit(8))
    }

    /// After a backslash in a character class.
    pub(super) fn escape_in_set(&mut self, flags: u32) -> Parse<Escape> {
        let at = self.place - 1;
        let Some(char) = self.next() else { return Err(error("bad escape (end of pattern)", at)) };
        if let Some(escape) = self.simple_escape(char, at, flags)? {
            return Ok(escape);
        }
        match char {
            'b' => Ok(Escape::Char(8)),
            '0'..='7' => {
                for _ in 0..2 {
                    self.place += usize::from(self.is_octal());
                }
                self.octal(at).map(Escape::Char)
            }
            _ if char.is_ascii_alphanumeric() => Err(error(&format!("bad escape \\{char}"), at)),
            _ => Ok(Escape::Char(self.pattern[self.place - 1])),
        }
    }

    /// After a backslash elsewhere.
    pub(super) fn escape_outside(&mut self, flags: u32) -> Parse {
        let at = self.place - 1;
        let Some(char) = self.next() else { return Err(error("bad escape (end of pattern)", at)) };
        let is_ascii = flags & flags::UNICODE == 0;
        match char {
            'A' => return Ok(Node::At(At::Start)),
            'Z' => return Ok(Node::At(At::VeryEnd)),
            'b' => return Ok(Node::At(At::Boundary(is_ascii))),
            'B' => return Ok(Node::At(At::NoBoundary(is_ascii))),
            _ => {}
        }
        let case = Self::case(flags);
        match self.simple_escape(char, at, flags)? {
            Some(Escape::Char(point)) => return Ok(Node::Literal(point, case)),
            Some(Escape::Class(class)) => {
                let exact = super::tree::Case::Exact;
                return Ok(Node::Set(Box::new(Set::new(false, Vec::new(), vec![class], exact))));
            }
            None => {}
        }
        match char {
            '0' => {
                for _ in 0..2 {
                    self.place += usize::from(self.is_octal());
                }
                self.octal(at).map(|point| Node::Literal(point, case))
            }
            '1'..='9' => self.group_or_octal(char, at, flags),
            _ if char.is_ascii_alphabetic() => Err(error(&format!("bad escape \\{char}"), at)),
            _ => Ok(Node::Literal(self.pattern[self.place - 1], case)),
        }
    }

    /// Three octal digits are a character, others the number of a group.
    fn group_or_octal(&mut self, first: char, at: usize, flags: u32) -> Parse {
        if self.peek().is_some_and(|char| char.is_ascii_digit()) {
            let second_is_octal = self.is_octal();
            self.place += 1;
            if first.is_digit(8) && second_is_octal && self.is_octal() {
                self.place += 1;
                let case = Self::case(flags);
                return self.octal(at).map(|point| Node::Literal(point, case));
            }
        }
        let group = self.text(at + 1, self.place).parse::<usize>().unwrap_or_default();
        if group < self.widths.len() {
            return self.reference(group, at, flags);
        }
        Err(error(&format!("invalid group reference {group}"), at + 1))
    }
}
