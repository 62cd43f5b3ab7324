//! Events as JSON lines (`docs/json.md` describes them to their readers).
//!
//! Lines are put together by hand: most of a line is the same each time an instruction runs, and is kept as text.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::event::{Event, Record, Sink, Texts};
use crate::recording::json::{found, scope};

/// Lines are handed on when there are this many bytes of them.
const BUFFER: usize = 1 << 16;

/// Writes JSON lines. Only whole lines are written, so that what is there can be read whenever the program stops.
pub struct Lines<W: Write> {
    out: W,
    buffer: String,
    /// What to do when nothing can be written any more.
    failed: fn(&io::Error),
}

impl<W: Write> std::fmt::Debug for Lines<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines").field("buffer", &self.buffer.len()).finish_non_exhaustive()
    }
}

impl<W: Write> Lines<W> {
    /// Writes to `out`; calls `failed` when that fails.
    pub fn new(out: W, failed: fn(&io::Error)) -> Self {
        Self { out, buffer: String::with_capacity(BUFFER * 2), failed }
    }

    fn hand_on(&mut self) {
        if let Err(error) = self.out.write_all(self.buffer.as_bytes()).and_then(|()| self.out.flush()) {
            (self.failed)(&error);
        }
        self.buffer.clear();
    }

    fn step(&mut self, record: &Record<'_>) {
        let out = &mut self.buffer;
        out.push_str("{\"step\":");
        let _ = write!(out, "{}", record.step);
        out.push_str(",\"frame\":");
        let _ = write!(out, "{}", record.frame);
        out.push(',');
        out.push_str(&record.instruction.json);
        out.push_str(",\"stack\":");
        texts(out, record.before);
        out.push_str(",\"stack_after\":");
        match record.after {
            Some(after) => texts(out, after),
            None => out.push_str("null"),
        }
        if !record.changes.is_empty() {
            out.push_str(",\"changes\":{");
            for (index, change) in record.changes.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quoted(out, &change.name);
                out.push(':');
                match &change.value {
                    Some(value) => quoted(out, value),
                    None => out.push_str("null"),
                }
            }
            out.push('}');
        }
        if !record.output.is_empty() {
            out.push_str(",\"output\":");
            quoted(out, record.output);
        }
        out.push_str("}\n");
    }
}

impl<W: Write> Sink for Lines<W> {
    fn event(&mut self, event: &Event<'_>) {
        let out = &mut self.buffer;
        let _ = match event {
            Event::Step(record) => {
                self.step(record);
                Ok(())
            }
            Event::Entered { frame, caller, code, is_resumed, locals } => {
                let kind = if *is_resumed { "resumed" } else { "entered" };
                let _ = write!(out, "{{\"event\":\"{kind}\",\"frame\":{frame},\"caller\":");
                let _ = match caller {
                    Some(caller) => write!(out, "{caller}"),
                    None => write!(out, "null"),
                };
                let (name, file) = (json_text(&code.qualname), json_text(&code.file));
                let _ = write!(out, ",\"code\":{name},\"file\":{file},\"first_line\":{}", code.first_line);
                out.push_str(",\"locals\":{");
                for (index, (name, value)) in locals.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quoted(out, name);
                    out.push(':');
                    quoted(out, value);
                }
                writeln!(out, "}}}}")
            }
            Event::Left { frame, exit, value, .. } => {
                let kind = exit.event();
                writeln!(out, "{{\"event\":\"{kind}\",\"frame\":{frame},\"value\":{}}}", json_text(value))
            }
            Event::Raised { frame, exception, headline, handler } => {
                let (exception, headline) = (json_text(exception), json_text(headline));
                let _ = write!(
                    out,
                    "{{\"event\":\"raised\",\"frame\":{frame},\"exception\":{exception},\"message\":{headline},\
                     \"handler\":"
                );
                match handler {
                    Some((_, offset)) => writeln!(out, "{offset}}}"),
                    None => writeln!(out, "null}}"),
                }
            }
            Event::Sought { frame, offset, asked, is_found } => {
                let _ =
                    write!(out, "{{\"event\":\"sought\",\"frame\":{frame},\"offset\":{offset},\"asked\":[");
                for (index, range) in asked.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    let _ = write!(out, "{comma}[{},{},{}]", range.start, range.end, range.target);
                }
                writeln!(out, "],\"found\":{is_found}}}")
            }
            Event::Named { frame, name, lookup } => {
                let name = json_text(name);
                let _ = write!(out, "{{\"event\":\"name\",\"frame\":{frame},\"name\":{name},\"found\":");
                or_null(out, lookup.found.map(scope));
                out.push_str(",\"asked\":");
                array(out, lookup.asked.iter().copied().map(scope));
                writeln!(out, "}}")
            }
            Event::Attribute { frame, name, lookup } => {
                let (name, class) = (json_text(name), json_text(&lookup.class));
                let _ = write!(
                    out,
                    "{{\"event\":\"attribute\",\"frame\":{frame},\"name\":{name},\"class\":{class},\"found\":"
                );
                let [found, place, kind] = found(&lookup.found);
                or_null(out, found);
                out.push_str(",\"in\":");
                or_null(out, place);
                out.push_str(",\"kind\":");
                or_null(out, kind);
                out.push_str(",\"asked\":");
                array(out, lookup.asked.iter().map(|class| &**class));
                writeln!(out, ",\"asked_object\":{}}}", lookup.asked_object)
            }
            Event::Freed { object, is_collected } => {
                let kind = if *is_collected { "collected" } else { "freed" };
                writeln!(out, "{{\"event\":\"{kind}\",\"object\":{}}}", json_text(object))
            }
            Event::Check { frame } => writeln!(out, "{{\"event\":\"check\",\"frame\":{frame}}}"),
            Event::Switched { from, to } => {
                writeln!(out, "{{\"event\":\"switched\",\"from\":{from},\"to\":{to}}}")
            }
            Event::Wrote(text) => writeln!(out, "{{\"event\":\"wrote\",\"text\":{}}}", json_text(text)),
            Event::Rounds { frame, rounds, steps } => {
                writeln!(
                    out,
                    "{{\"event\":\"rounds\",\"frame\":{frame},\"rounds\":{rounds},\"steps\":{steps}}}"
                )
            }
            Event::End { steps, exit_code } => {
                writeln!(out, "{{\"event\":\"end\",\"steps\":{steps},\"exit_code\":{exit_code}}}")
            }
        };
        if self.buffer.len() >= BUFFER || matches!(event, Event::End { .. }) {
            self.hand_on();
        }
    }
}

fn texts(out: &mut String, texts: &Texts) {
    array(out, texts.iter());
}

fn array<'t>(out: &mut String, texts: impl Iterator<Item = &'t str>) {
    out.push('[');
    for (index, text) in texts.enumerate() {
        if index > 0 {
            out.push(',');
        }
        quoted(out, text);
    }
    out.push(']');
}

fn or_null(out: &mut String, text: Option<&str>) {
    match text {
        Some(text) => quoted(out, text),
        None => out.push_str("null"),
    }
}

/// A JSON string.
pub(crate) fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    quoted(&mut out, text);
    out
}

fn quoted(out: &mut String, text: &str) {
    if text.bytes().any(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        // Text always can be written as JSON.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}
