//! Uncaught exceptions as CPython prints them (`Lib/traceback.py`): frames with source and carets, causes and
//! contexts, notes, groups, suggestions.

use std::fmt::Write as _;

use bytescope_bytecode::{Location, location_table};

use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, Vm};

/// How often one frame may be printed in a row (`_RECURSIVE_CUTOFF`).
const MAX_REPEATED: usize = 3;
/// How many members of a group are printed, and how deep groups may be nested.
const MAX_GROUP_WIDTH: usize = 15;
const MAX_GROUP_DEPTH: usize = 10;

impl Vm {
    /// The text that ends with `ValueError: message`, as it goes to `stderr`.
    pub fn format_exception(&mut self, exception: &Value) -> String {
        let mut out = String::new();
        let mut seen = Vec::new();
        self.write_exception(&mut out, exception, "", &mut seen, 0);
        out
    }

    /// The frames alone.
    pub(super) fn format_traceback(&mut self, exception: &Value) -> String {
        let mut out = String::new();
        let entries = exception.downcast::<Exception>().map(|object| object.traceback.borrow().clone());
        if let Some(entries) = entries.filter(|entries| !entries.is_empty()) {
            out.push_str("Traceback (most recent call last):\n");
            self.write_frames(&mut out, &entries, "");
        }
        out
    }

    fn write_exception(
        &mut self,
        out: &mut String,
        exception: &Value,
        indent: &str,
        seen: &mut Vec<usize>,
        depth: usize,
    ) {
        seen.push(exception.id());
        let Some(object) = exception.downcast::<Exception>() else { return };
        let (cause, context) = (object.cause.borrow().clone(), object.context.borrow().clone());
        let chained = match cause {
            Some(cause) => {
                Some((cause, "The above exception was the direct cause of the following exception:"))
            }
            None if object.suppress_context.get() => None,
            None => context.map(|context| {
                (context, "During handling of the above exception, another exception occurred:")
            }),
        };
        if let Some((chained, words)) = chained
            && !seen.contains(&chained.id())
        {
            self.write_exception(out, &chained, indent, seen, depth);
            let _ = write!(out, "\n{indent}{words}\n\n");
        }
        let entries = object.traceback.borrow().clone();
        let members = self.group_members(exception);
        let body = indent.to_owned();
        if members.is_some() && depth == 0 && indent.is_empty() {
            // The outermost group draws its margin itself.
            let mut inner = String::new();
            self.write_group(&mut inner, exception, &entries, members.unwrap_or_default(), seen, 1, "  ");
            out.push_str(&inner);
            return;
        }
        if let Some(members) = members {
            self.write_group(out, exception, &entries, members, seen, depth, indent);
            return;
        }
        if !entries.is_empty() {
            let _ = writeln!(out, "{body}Traceback (most recent call last):");
            self.write_frames(out, &entries, &body);
        }
        self.write_last_lines(out, exception, &body);
    }

    #[allow(clippy::too_many_arguments, reason = "a recursive printer carries its state")]
    fn write_group(
        &mut self,
        out: &mut String,
        exception: &Value,
        entries: &[TracebackEntry],
        members: Vec<Value>,
        seen: &mut Vec<usize>,
        depth: usize,
        indent: &str,
    ) {
        let margin = format!("{indent}| ");
        if !entries.is_empty() {
            let lead = if depth == 1 { format!("{indent}+ ") } else { margin.clone() };
            let _ = writeln!(out, "{lead}Exception Group Traceback (most recent call last):");
            self.write_frames(out, entries, &margin);
        }
        self.write_last_lines(out, exception, &margin);
        if depth > MAX_GROUP_DEPTH {
            let _ = writeln!(out, "{indent}| ... (max_group_depth is {MAX_GROUP_DEPTH})");
            return;
        }
        let count = members.len();
        let inner = format!("{indent}  ");
        for (index, member) in members.iter().enumerate() {
            let is_cut = index == MAX_GROUP_WIDTH;
            let title = if is_cut { "...".to_owned() } else { (index + 1).to_string() };
            let lead = if index == 0 { "+-" } else { "  " };
            let _ = writeln!(out, "{indent}{lead}+---------------- {title} ----------------");
            if is_cut {
                let more = count - MAX_GROUP_WIDTH;
                let plural = if more == 1 { "" } else { "s" };
                let _ = writeln!(out, "{inner}| and {more} more exception{plural}");
                break;
            }
            if self.group_members(member).is_some() {
                self.write_exception(out, member, &inner, seen, depth + 1);
            } else {
                self.write_exception(out, member, &format!("{inner}| "), seen, depth + 1);
            }
        }
        let last_is_group = members.last().is_some_and(|last| self.group_members(last).is_some());
        if !last_is_group || count > MAX_GROUP_WIDTH {
            let _ = writeln!(out, "{inner}+------------------------------------");
        }
    }

    fn group_members(&mut self, exception: &Value) -> Option<Vec<Value>> {
        let object = exception.downcast::<Exception>()?;
        if !object.class.borrow().is_subclass(self.exception_class(Exc::BaseExceptionGroup)) {
            return None;
        }
        let members = object.fields.borrow().get(1).cloned().flatten()?;
        members.downcast::<Tuple>().map(|members| members.items.to_vec())
    }

    /// The frames of a traceback, outermost first.
    fn write_frames(&mut self, out: &mut String, entries: &[TracebackEntry], indent: &str) {
        let mut last: Option<(usize, i32)> = None;
        let mut repeated = 0;
        for entry in entries.iter().rev() {
            let location = location_of(&entry.code, entry.instruction);
            let this = (entry.code.value().id(), location.lineno);
            if last == Some(this) {
                repeated += 1;
                if repeated >= MAX_REPEATED {
                    continue;
                }
            } else {
                Self::write_repeated(out, repeated, indent);
                (last, repeated) = (Some(this), 0);
            }
            self.write_frame(out, entry, location, indent);
        }
        Self::write_repeated(out, repeated, indent);
    }

    fn write_repeated(out: &mut String, repeated: usize, indent: &str) {
        if repeated >= MAX_REPEATED {
            let more = repeated - MAX_REPEATED + 1;
            let plural = if more == 1 { "" } else { "s" };
            let _ = writeln!(out, "{indent}  [Previous line repeated {more} more time{plural}]");
        }
    }

    fn write_frame(&mut self, out: &mut String, entry: &TracebackEntry, location: Location, indent: &str) {
        let (file, name) = (&entry.code.filename, &entry.code.object.name);
        let _ = writeln!(out, "{indent}  File \"{file}\", line {}, in {name}", location.lineno);
        for line in self.host.frontend().quote(file, location) {
            let _ = writeln!(out, "{indent}    {line}");
        }
    }

    /// `ValueError: message`, the place of a syntax error before it, and the notes after it.
    fn write_last_lines(&mut self, out: &mut String, exception: &Value, indent: &str) {
        for line in self.last_lines(exception, true).split('\n') {
            let _ = writeln!(out, "{indent}{line}");
        }
    }

    /// The last lines of a report. Without the traceback, as programs may ask for them, nothing is known of names.
    pub(crate) fn last_lines(&mut self, exception: &Value, has_traceback: bool) -> String {
        let class = self.class_of(exception);
        let module = self.module_of_class(&class);
        let module = module.map(|module| self.text(&module)).unwrap_or_default();
        let qualname = class.qualname.borrow().clone();
        let name = match module.as_str() {
            "builtins" | "__main__" | "" => qualname.to_string(),
            _ => format!("{module}.{qualname}"),
        };
        let mut lines = String::new();
        let is_syntax_error = class.is_subclass(self.exception_class(Exc::SyntaxError));
        let message = if is_syntax_error {
            self.syntax_error_lines(exception, &mut lines)
        } else {
            match self.str_text(exception) {
                Ok(text) => text.to_string_lossy().into_owned(),
                Err(_) => "<exception str() failed>".to_owned(),
            }
        };
        lines.push_str(&name);
        if !message.is_empty() {
            let _ = write!(lines, ": {message}");
        }
        if let Some(hint) = self.suggestion(exception, has_traceback) {
            lines.push_str(&hint);
        }
        let notes = self.names.notes.clone();
        if let Some(notes) = self.own_attribute(exception, &notes) {
            match notes.downcast::<List>().map(List::to_vec) {
                Some(notes) => {
                    for note in notes {
                        let text = self.str_text(&note).map(|text| text.to_string_lossy().into_owned());
                        let _ =
                            write!(lines, "\n{}", text.unwrap_or_else(|_| "<note str() failed>".to_owned()));
                    }
                }
                None => {
                    let repr = self.repr_text(&notes).map(|text| text.to_string_lossy().into_owned());
                    let _ = write!(lines, "\n{}", repr.unwrap_or_default());
                }
            }
        }
        lines
    }

    /// Where a syntax error is, with a caret; returns its message.
    fn syntax_error_lines(&mut self, exception: &Value, lines: &mut String) -> String {
        let fields = exception.downcast::<Exception>().map(|object| object.fields.borrow().clone());
        let fields = fields.unwrap_or_default();
        let field = |index: usize| fields.get(index).cloned().flatten().filter(|value| !value.is_none());
        let message =
            field(0).map_or_else(|| "<no detail available>".to_owned(), |message| self.text(&message));
        let filename = field(1).map(|name| self.text(&name));
        let lineno = field(2).and_then(|line| line.as_int());
        if let Some(lineno) = lineno {
            let name = filename.unwrap_or_else(|| "<string>".to_owned());
            let _ = writeln!(lines, "  File \"{name}\", line {lineno}");
            let text = field(4).map(|text| self.text(&text));
            if let Some(text) = text {
                let text = text.trim_end_matches(['\n', '\r']);
                let stripped = text.trim_start_matches([' ', '\n', '\x0c']);
                let cut = (text.chars().count() - stripped.chars().count()) as i64;
                let _ = writeln!(lines, "    {stripped}");
                if let Some(offset) = field(3).and_then(|offset| offset.as_int()) {
                    let end_line = field(5).and_then(|line| line.as_int()).unwrap_or(lineno);
                    let end = field(6).and_then(|end| end.as_int()).unwrap_or(offset);
                    let width = text.chars().count() as i64;
                    let end = if end_line > lineno { width + 1 } else { end };
                    let end = if end <= 0 || end == offset { offset + 1 } else { end };
                    let (from, to) = (offset - 1 - cut, end - 1 - cut);
                    if from >= 0 {
                        let pad: String = stripped
                            .chars()
                            .take(from as usize)
                            .map(|char| if char.is_whitespace() { char } else { ' ' })
                            .collect();
                        let pad = format!("{pad:<width$}", width = from as usize);
                        let carets = "^".repeat((to - from).max(1) as usize);
                        let _ = writeln!(lines, "    {pad}{carets}");
                    }
                }
            }
        } else if let Some(name) = filename {
            return format!("{message} ({name})");
        }
        message
    }

    /// `. Did you mean: 'x'?` for names and attributes that look like others.
    fn suggestion(&mut self, exception: &Value, has_traceback: bool) -> Option<String> {
        let class = self.class_of(exception);
        let is = |vm: &Self, name| class.is_subclass(vm.exception_class(name));
        let object = exception.downcast::<Exception>()?;
        let fields = object.fields.borrow().clone();
        let field = |index: usize| fields.get(index).cloned().flatten();
        if is(self, Exc::NameError) {
            let name = field(0)?;
            let wrong = self.text(&name);
            let entry = object.traceback.borrow().first().cloned();
            if let Some(entry) = entry.filter(|_| has_traceback) {
                let locals = entry.frame.as_ref().and_then(|frame| self.frame_snapshot(frame));
                let own = self.intern("self");
                if let Some(this) = locals.as_ref().and_then(|locals| locals.get_str(&own))
                    && let Ok(Some(_)) = self.getattr_opt(&this, &name)
                {
                    return Some(format!(". Did you mean: 'self.{wrong}'?"));
                }
                let mut known = Vec::new();
                for dict in locals.iter().chain([&entry.globals, &self.builtins.clone()]) {
                    known.extend(dict.items().iter().map(|(name, _)| self.text(name)));
                }
                if let Some(close) = closest(&wrong, &known) {
                    return Some(format!(". Did you mean: '{close}'?"));
                }
            }
            let is_module = crate::modules::is_standard(&wrong);
            return is_module.then(|| format!(". Did you forget to import '{wrong}'?"));
        }
        if is(self, Exc::AttributeError) {
            let (name, of) = (field(0)?, field(1)?);
            let wrong = self.text(&name);
            let dir = self.intern("__dir__");
            let names = self.call_special(&of, &dir, &[]).ok().flatten()?;
            let names = self.collect(&names).ok()?;
            let known: Vec<String> = names
                .iter()
                .map(|name| self.text(name))
                .filter(|name| wrong.starts_with('_') || !name.starts_with('_'))
                .collect();
            return closest(&wrong, &known).map(|close| format!(". Did you mean: '{close}'?"));
        }
        if is(self, Exc::ImportError) {
            let wrong = self.text(&field(3)?);
            let module = self.text(&field(1)?);
            let module = self.import_module(&module).ok()?;
            let dir = self.intern("__dir__");
            let names = self.call_special(&module, &dir, &[]).ok().flatten()?;
            let names = self.collect(&names).ok()?;
            let known: Vec<String> = names.iter().map(|name| self.text(name)).collect();
            return closest(&wrong, &known).map(|close| format!(". Did you mean: '{close}'?"));
        }
        None
    }
}

/// Where an instruction stands in the source.
pub(crate) fn location_of(code: &Ref<Code>, instruction: u32) -> Location {
    let unit = code.offsets.get(instruction as usize).map_or(0, |offset| *offset as usize / 2);
    let locations = location_table::decode_units(&code.object.linetable, code.object.firstlineno);
    locations.ok().and_then(|locations| locations.get(unit).copied()).unwrap_or(Location::NONE)
}

/// The known name that is most like a wrong one, if it is like enough (`_Py_CalculateSuggestions`).
pub(crate) fn closest(wrong: &str, known: &[String]) -> Option<String> {
    const MAX_CANDIDATES: usize = 750;
    const MAX_LEN: usize = 40;
    const MOVE: usize = 2;
    if known.len() > MAX_CANDIDATES || wrong.len() > MAX_LEN {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in known {
        if candidate == wrong {
            continue;
        }
        let limit = (candidate.chars().count() + wrong.chars().count() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(distance, _)| limit.min(distance.saturating_sub(1)));
        let distance = distance(wrong, candidate, limit);
        if distance <= limit && best.is_none_or(|(best, _)| distance < best) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.clone())
}

/// Levenshtein's distance where a change of case costs half (`levenshtein_distance`); more than `limit` if so.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    const MOVE: usize = 2;
    const CASE: usize = 1;
    let cost = |a: char, b: char| match (a == b, a.eq_ignore_ascii_case(&b)) {
        (true, _) => 0,
        (_, true) => CASE,
        _ => MOVE,
    };
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (1..=b.len()).map(|index| index * MOVE).collect();
    for (i, left) in a.iter().enumerate() {
        let mut diagonal = i * MOVE;
        let mut result = diagonal + MOVE;
        let mut least = usize::MAX;
        for (j, right) in b.iter().enumerate() {
            let substitute = diagonal + cost(*left, *right);
            diagonal = row[j];
            result = substitute.min(row[j].min(result) + MOVE);
            row[j] = result;
            least = least.min(result);
        }
        if least > limit {
            return limit + 1;
        }
    }
    row.last().copied().unwrap_or(a.len() * MOVE)
}
