//! How a traceback quotes the source of an instruction: its lines without their indent, and carets below the part
//! that was running (`Lib/traceback.py`, `StackSummary.format_frame_summary`).
//!
//! For an operator, a subscript or a call the part that did it is marked `^` and its operands `~`. Carets that
//! would say nothing (they cover the whole line) are left out.

use bytescope_bytecode::{Location, Version};
use bytescope_syntax::ast::{Expr, ExprKind, Mod, Stmt, StmtKind};
use bytescope_syntax::{Mode, parse};
use unicode_width::UnicodeWidthChar;

use crate::Source;

/// A place in the quoted lines: line and column, both from 0, in characters.
type Place = (usize, usize);

/// The lines of an instruction, each caret line after the line that it belongs to; empty if there is no source.
pub fn quote(source: &Source, location: Location) -> Vec<String> {
    let last = location.end_lineno.max(location.lineno);
    let original: Vec<&str> = (location.lineno..=last).map(|number| source.line(number).trim_end()).collect();
    if original.iter().all(|line| line.trim().is_empty()) {
        return Vec::new();
    }
    if location.col_offset < 0 || location.end_col_offset < 0 {
        return vec![original[0].trim().to_owned()];
    }
    let lines = dedent(&original);
    let cut = original[0].chars().count() - lines[0].chars().count();
    let start = characters(original[0], location.col_offset).saturating_sub(cut);
    let end = characters(original[original.len() - 1], location.end_col_offset).saturating_sub(cut);
    let quoted = Quoted { lines, start, end };
    let anchors = quoted.anchors();
    let shows_carets = quoted.shows_carets(anchors.is_some());
    let mut out = Vec::new();
    let mut shown: Option<usize> = None;
    for line in quoted.significant(anchors) {
        if let Some(before) = shown {
            match line - before {
                0 | 1 => {}
                2 => quoted.write(before + 1, anchors, shows_carets, &mut out),
                gap => out.push(format!("...<{} lines>...", gap - 1)),
            }
        }
        quoted.write(line, anchors, shows_carets, &mut out);
        shown = Some(line);
    }
    dedent(&out.iter().map(String::as_str).collect::<Vec<_>>())
}

struct Quoted {
    lines: Vec<String>,
    /// Where the instruction starts in the first line, in characters.
    start: usize,
    /// Where it ends in the last line.
    end: usize,
}

impl Quoted {
    /// The source of the instruction alone.
    fn segment(&self) -> Vec<String> {
        let mut segment = self.lines.clone();
        if let Some(last) = segment.last_mut() {
            *last = last.chars().take(self.end).collect();
        }
        if let Some(first) = segment.first_mut() {
            *first = first.chars().skip(self.start).collect();
        }
        segment
    }

    /// The part of an operator, subscript or call that does the work, in places of the quoted lines.
    fn anchors(&self) -> Option<(Place, Place)> {
        let segment = self.segment();
        let text = format!("(\n{}\n)", segment.join("\n"));
        let parsed = parse(&text, Mode::Exec, Version::LATEST).ok()?;
        let Mod::Module { body } = parsed.module() else { return None };
        let [Stmt { kind: StmtKind::Expr { value }, .. }] = &body[..] else { return None };
        let (from, to) = working_part(value, &segment)?;
        let shift = |(line, column): Place| (line, if line == 0 { column + self.start } else { column });
        Some((shift(from), shift(to)))
    }

    fn shows_carets(&self, has_anchors: bool) -> bool {
        if self.is_whole_call() {
            return false;
        }
        let before = self.lines[0].chars().take(self.start).any(|char| !char.is_whitespace());
        let after = self
            .lines
            .last()
            .is_some_and(|line| line.chars().skip(self.end).any(|char| !char.is_whitespace()));
        has_anchors || before || after
    }

    /// `return f(…)`, `f(…)` or `x = f(…)` where the call goes to the ends of the lines.
    fn is_whole_call(&self) -> bool {
        let text = self.lines.join("\n");
        let Ok(parsed) = parse(&text, Mode::Exec, Version::LATEST) else { return false };
        let Mod::Module { body } = parsed.module() else { return false };
        let call = match body.first().map(|statement| &statement.kind) {
            Some(StmtKind::Return { value: Some(value) }) => match &value.kind {
                ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name { .. }) => value,
                _ => return false,
            },
            Some(StmtKind::Assign { targets, value })
                if matches!(value.kind, ExprKind::Call { .. })
                    && matches!(&targets[..], [Expr { kind: ExprKind::Name { .. }, .. }]) =>
            {
                value
            }
            _ => return false,
        };
        let at = call.location;
        at.lineno == 1
            && at.end_lineno as usize == self.lines.len()
            && characters(&self.lines[0], at.col_offset) == self.start
            && characters(&self.lines[self.lines.len() - 1], at.end_col_offset) == self.end
    }

    /// First line, last line, and those around the anchors.
    fn significant(&self, anchors: Option<(Place, Place)>) -> Vec<usize> {
        let last = self.lines.len() - 1;
        let mut lines = vec![0, last];
        if let Some((from, to)) = anchors {
            for anchor in [from.0, to.0] {
                lines.extend(anchor.saturating_sub(1)..=(anchor + 1).min(last));
            }
        }
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    fn write(&self, line: usize, anchors: Option<(Place, Place)>, carets: bool, out: &mut Vec<String>) {
        let text = &self.lines[line];
        out.push(text.clone());
        if !carets {
            return;
        }
        let indent = text.chars().take_while(|char| char.is_whitespace()).count();
        let len = text.chars().count();
        let end = if line + 1 == self.lines.len() { self.end.min(len) } else { len };
        let mut marks = String::new();
        for (column, char) in text.chars().take(end).enumerate() {
            let mark = if column < indent || (line == 0 && column < self.start) {
                ' '
            } else {
                match anchors {
                    Some((from, to)) if (line, column) >= from && (line, column) < to => '^',
                    Some(_) => '~',
                    None => '^',
                }
            };
            let width = if char.width() == Some(2) { 2 } else { 1 };
            marks.extend(std::iter::repeat_n(mark, width));
        }
        out.push(marks);
    }
}

/// The operator, the brackets or the parentheses of an expression, as places in its own lines.
fn working_part(expr: &Expr, lines: &[String]) -> Option<(Place, Place)> {
    // The expression was parsed with a line before it.
    let place = |line: i32, column: i32| {
        let line = usize::try_from(line - 2).ok()?;
        Some((line, characters(lines.get(line)?, column)))
    };
    let end_of = |expr: &Expr| place(expr.location.end_lineno, expr.location.end_col_offset);
    let char_at = |(line, column): Place| lines.get(line)?.chars().nth(column);
    // From the end of an operand to the first character that is no space, comment or closing parenthesis.
    let next_sign = |mut at: Place, closing: bool| {
        loop {
            match char_at(at) {
                Some(char) if char.is_whitespace() || char == '\\' || (closing && char == ')') => at.1 += 1,
                Some('#') | None => {
                    at = (at.0 + 1, 0);
                    if at.0 >= lines.len() {
                        return None;
                    }
                }
                Some(_) => return Some(at),
            }
        }
    };
    match &expr.kind {
        ExprKind::BinOp { left, right, .. } => {
            let from = next_sign(end_of(left)?, true)?;
            let operand = place(right.location.lineno, right.location.col_offset)?;
            let mut to = (from.0, from.1 + 1);
            // Some operators have two characters.
            let goes_on = |char: char| !char.is_whitespace() && !matches!(char, '\\' | '#');
            if to < operand && char_at(to).is_some_and(goes_on) {
                to.1 += 1;
            }
            Some((from, to))
        }
        ExprKind::Subscript { value, .. } => {
            let mut from = next_sign(end_of(value)?, true)?;
            while char_at(from).is_some_and(|char| char != '[') {
                from.1 += 1;
            }
            Some((from, end_of(expr)?))
        }
        ExprKind::Call { func, .. } => {
            let mut from = next_sign(end_of(func)?, true)?;
            while char_at(from).is_some_and(|char| char != '(') {
                from.1 += 1;
            }
            Some((from, end_of(expr)?))
        }
        _ => None,
    }
}

/// The column in characters of a column in bytes.
fn characters(line: &str, bytes: i32) -> usize {
    let bytes = usize::try_from(bytes).unwrap_or(0);
    line.char_indices().take_while(|(at, _)| *at < bytes).count()
}

/// The lines without the indent that all of them share.
fn dedent(lines: &[&str]) -> Vec<String> {
    let indent = |line: &&str| line.chars().take_while(|char| matches!(char, ' ' | '\t')).count();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|line| line.chars().skip(common).collect()).collect()
}
