//! What starts with `(?`: groups, their names, look-around, conditions and flags.

use super::{Parse, Parser, Refusal, error, quoted};
use crate::modules::re::tree::{MANY, Node, flags};

impl Parser<'_> {
    /// A group after its `(`; `None` for comments and flags.
    pub(super) fn group(&mut self, at: usize, flags: &mut u32, at_start: bool) -> Parse<Option<Node>> {
        let mut inner_flags = *flags;
        let mut capture = true;
        let mut name = None;
        let mut is_atomic = false;
        if self.eat('?') {
            let Some(char) = self.next() else { return Err(error("unexpected end of pattern", self.place)) };
            match char {
                'P' => {
                    if self.eat('<') {
                        name = Some(self.group_name('>')?);
                    } else if self.eat('=') {
                        return self.named_reference(at, *flags).map(Some);
                    } else {
                        return Err(match self.peek() {
                            None => error("unexpected end of pattern", self.place),
                            Some(char) => error(&format!("unknown extension ?P{char}"), self.place - 2),
                        });
                    }
                }
                ':' => capture = false,
                '#' => loop {
                    match self.next() {
                        None => return Err(error("missing ), unterminated comment", at)),
                        Some(')') => return Ok(None),
                        Some(_) => {}
                    }
                },
                '=' | '!' => return self.look(at, *flags, false, char == '!').map(Some),
                '<' => match self.peek() {
                    None => return Err(error("unexpected end of pattern", self.place)),
                    Some(char @ ('=' | '!')) => {
                        self.place += 1;
                        return self.look(at, *flags, true, char == '!').map(Some);
                    }
                    Some(char) => {
                        return Err(error(&format!("unknown extension ?<{char}"), self.place - 2));
                    }
                },
                '(' => return self.conditional(at, *flags).map(Some),
                '>' => {
                    capture = false;
                    is_atomic = true;
                }
                _ if "aiLmsux-".contains(char) => {
                    match self.inline_flags(char, at, *flags, at_start)? {
                        None => {
                            *flags = self.flags & !flags::DEBUG;
                            return Ok(None);
                        }
                        Some(changed) => inner_flags = changed,
                    }
                    capture = false;
                }
                _ => {
                    return Err(error(&format!("unknown extension ?{char}"), self.place - 2));
                }
            }
        }
        let index = if capture { Some(self.open_group(name)?) } else { None };
        let node = self.choice(inner_flags, false)?;
        if !self.eat(')') {
            return Err(error("missing ), unterminated subpattern", at));
        }
        if let Some(index) = index {
            self.widths[index] = Some(node.width(&self.widths));
        }
        Ok(Some(if is_atomic { Node::Atomic(Box::new(node)) } else { Node::Group(index, Box::new(node)) }))
    }

    fn open_group(&mut self, name: Option<(String, usize)>) -> Parse<usize> {
        let index = self.widths.len();
        self.widths.push(None);
        if let Some((name, at)) = name {
            if let Some((_, old)) = self.names.iter().find(|(known, _)| *known == name) {
                let message =
                    format!("redefinition of group name '{name}' as group {index}; was group {old}");
                return Err(error(&message, at));
            }
            self.names.push((name, index));
        }
        Ok(index)
    }

    /// A name up to `end`, with its position.
    fn group_name(&mut self, end: char) -> Parse<(String, usize)> {
        let at = self.place;
        let close = loop {
            match self.next() {
                None if self.place == at => return Err(error("missing group name", at)),
                None => return Err(error(&format!("missing {end}, unterminated name"), at)),
                Some(char) if char == end => break self.place - 1,
                Some(_) => {}
            }
        };
        if close == at {
            return Err(error("missing group name", at));
        }
        let name = self.text(at, close);
        self.check_name(&name, at)?;
        Ok((name, at))
    }

    fn check_name(&self, name: &str, at: usize) -> Parse<()> {
        let mut chars = name.chars();
        let is_name = chars
            .next()
            .is_some_and(|char| char == '_' || rustpython_unicode::identifier::is_xid_start(char))
            && chars.all(rustpython_unicode::identifier::is_xid_continue);
        if !is_name || !self.is_text && !name.is_ascii() {
            let quoted = quoted(name);
            return Err(error(&format!("bad character in group name {quoted}"), at));
        }
        Ok(())
    }

    fn named_reference(&mut self, _at: usize, flags: u32) -> Parse {
        let (name, at) = self.group_name(')')?;
        let group = self.names.iter().find(|(known, _)| *known == name).map(|(_, group)| *group);
        match group {
            Some(group) => self.reference(group, at, flags),
            None => Err(error(&format!("unknown group name {}", quoted(&name)), at)),
        }
    }

    /// A reference to what a group matched.
    pub(in crate::modules::re) fn reference(&mut self, group: usize, at: usize, flags: u32) -> Parse {
        if self.widths[group].is_none() {
            return Err(error("cannot refer to an open group", at));
        }
        if self.behind.is_some_and(|first| group >= first) {
            let message = "cannot refer to group defined in the same lookbehind subpattern";
            return Err(error(message, self.place));
        }
        Ok(Node::Reference(group, Self::case(flags)))
    }

    fn look(&mut self, at: usize, flags: u32, is_behind: bool, is_negated: bool) -> Parse {
        let outer = self.behind;
        if is_behind && outer.is_none() {
            self.behind = Some(self.widths.len());
        }
        let node = self.choice(flags, false)?;
        self.behind = outer;
        if !self.eat(')') {
            return Err(error("missing ), unterminated subpattern", at));
        }
        let behind = if is_behind {
            match node.width(&self.widths) {
                (least, most) if least == most => Some(least),
                _ => {
                    return Err(Refusal::Pattern(
                        "look-behind requires fixed-width pattern".to_owned(),
                        None,
                    ));
                }
            }
        } else {
            None
        };
        Ok(Node::Look { node: Box::new(node), behind, is_negated })
    }

    fn conditional(&mut self, at: usize, flags: u32) -> Parse {
        let name_at = self.place;
        let name = {
            let mut end = self.place;
            while self.char_at(end).is_some_and(|char| char != ')') {
                end += 1;
            }
            if self.char_at(end).is_none() {
                let message =
                    if end == name_at { "missing group name" } else { "missing ), unterminated name" };
                return Err(error(message, name_at));
            }
            self.place = end + 1;
            self.text(name_at, end)
        };
        if name.is_empty() {
            return Err(error("missing group name", name_at));
        }
        let group = if name.bytes().all(|byte| byte.is_ascii_digit()) {
            match name.parse::<usize>() {
                Ok(0) => return Err(error("bad group number", name_at)),
                Ok(group) if group < MANY => {
                    self.asked.push((group, name_at));
                    group
                }
                _ => return Err(error(&format!("invalid group reference {name}"), name_at)),
            }
        } else {
            self.check_name(&name, name_at)?;
            match self.names.iter().find(|(known, _)| *known == name) {
                Some((_, group)) => *group,
                None => return Err(error(&format!("unknown group name {}", quoted(&name)), name_at)),
            }
        };
        let mut flags = flags;
        let yes = self.sequence(&mut flags, false)?;
        let no = if self.eat('|') {
            let no = self.sequence(&mut flags, false)?;
            if self.peek() == Some('|') {
                return Err(error("conditional backref with more than two branches", self.place));
            }
            no
        } else {
            Node::Sequence(Vec::new())
        };
        if !self.eat(')') {
            return Err(error("missing ), unterminated subpattern", at));
        }
        Ok(Node::Conditional { group, yes: Box::new(yes), no: Box::new(no) })
    }

    /// Flags after `(?`: those of the group that they open, or `None` if they were for the whole pattern.
    fn inline_flags(&mut self, first: char, at: usize, flags: u32, at_start: bool) -> Parse<Option<u32>> {
        const TYPES: u32 = flags::ASCII | flags::LOCALE | flags::UNICODE;
        let (mut added, mut removed) = (0, 0);
        let mut char = first;
        while char != '-' {
            let flag = self.flag(char)?;
            added |= flag;
            if flag & TYPES != 0 && added & TYPES != flag {
                return Err(error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", self.place));
            }
            match self.next() {
                None => return Err(error("missing -, : or )", self.place)),
                Some(')') => {
                    if !at_start {
                        return Err(error("global flags not at the start of the expression", at));
                    }
                    if added & flags::ASCII != 0 {
                        self.flags &= !flags::UNICODE;
                    }
                    self.flags |= added;
                    return Ok(None);
                }
                Some(':') => return Ok(Some(Self::with_flags(flags, added, 0))),
                Some('-') => char = '-',
                Some(other) if other.is_alphabetic() && !"aiLmsux".contains(other) => {
                    return Err(error("unknown flag", self.place - 1));
                }
                Some(other) if "aiLmsux".contains(other) => char = other,
                Some(_) => return Err(error("missing -, : or )", self.place - 1)),
            }
        }
        let mut next = self.next();
        loop {
            match next {
                None => return Err(error("missing flag", self.place)),
                Some(other) if !"aiLmsux".contains(other) => {
                    let message = if other.is_alphabetic() { "unknown flag" } else { "missing flag" };
                    return Err(error(message, self.place - 1));
                }
                Some(other) => {
                    let flag = self.flag(other)?;
                    if flag & TYPES != 0 {
                        let message = "bad inline flags: cannot turn off flags 'a', 'u' and 'L'";
                        return Err(error(message, self.place));
                    }
                    removed |= flag;
                }
            }
            next = self.next();
            match next {
                None => return Err(error("missing :", self.place)),
                Some(':') => break,
                Some(other) if "aiLmsux".contains(other) => {}
                Some(other) => {
                    let message = if other.is_alphabetic() { "unknown flag" } else { "missing :" };
                    return Err(error(message, self.place - 1));
                }
            }
        }
        if added & removed != 0 {
            return Err(error("bad inline flags: flag turned on and off", self.place - 1));
        }
        Ok(Some(Self::with_flags(flags, added, removed)))
    }

    fn with_flags(flags: u32, added: u32, removed: u32) -> u32 {
        let mut flags = flags;
        if added & (flags::ASCII | flags::UNICODE | flags::LOCALE) != 0 {
            flags &= !(flags::ASCII | flags::UNICODE | flags::LOCALE);
        }
        (flags | added) & !removed
    }

    fn flag(&self, char: char) -> Parse<u32> {
        Ok(match char {
            'a' => flags::ASCII,
            'i' => flags::IGNORECASE,
            'm' => flags::MULTILINE,
            's' => flags::DOTALL,
            'x' => flags::VERBOSE,
            'L' if self.is_text => {
                return Err(error("bad inline flags: cannot use 'L' flag with a str pattern", self.place));
            }
            'L' => flags::LOCALE,
            'u' if !self.is_text => {
                return Err(error("bad inline flags: cannot use 'u' flag with a bytes pattern", self.place));
            }
            _ => flags::UNICODE,
        })
    }
}
