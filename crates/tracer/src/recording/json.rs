//! A recording as JSON: tables that refer to each other by index, as `docs/json.md` says.

use bytescope_vm::{Found, How, Scope};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::segment::{NONE, Segment};
use super::{Happening, Recording};
use crate::event::Exit;
use crate::known::{Known, KnownInstruction};

impl Serialize for Recording {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &1)?;
        map.serialize_entry("steps", &self.outcome.steps)?;
        map.serialize_entry("exit_code", &self.outcome.exit_code)?;
        map.serialize_entry("is_cut", &self.outcome.is_cut)?;
        map.serialize_entry("forgotten", &self.forgotten)?;
        map.serialize_entry("codes", &Each(|| self.codes.iter().map(|code| CodeJson(code))))?;
        map.serialize_entry("output", &self.output)?;
        map.serialize_entry("output_start", &self.output_start)?;
        map.serialize_entry("segments", &Each(|| self.segments.iter().map(SegmentJson)))?;
        map.end()
    }
}

/// What a function iterates over, as an array.
struct Each<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for Each<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut array = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            array.serialize_element(&item)?;
        }
        array.end()
    }
}

struct CodeJson<'a>(&'a Known);

impl Serialize for CodeJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", &self.0.name)?;
        map.serialize_entry("qualname", &self.0.qualname)?;
        map.serialize_entry("file", &self.0.file)?;
        map.serialize_entry("first_line", &self.0.first_line)?;
        map.serialize_entry("instructions", &Each(|| self.0.instructions.iter().map(InstructionJson)))?;
        map.end()
    }
}

struct InstructionJson<'a>(&'a KnownInstruction);

impl Serialize for InstructionJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let instruction = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("offset", &instruction.offset)?;
        map.serialize_entry("opname", instruction.opcode.name())?;
        map.serialize_entry("arg", &instruction.arg)?;
        map.serialize_entry("meaning", &instruction.meaning)?;
        map.serialize_entry("line", &instruction.line)?;
        let at = instruction.location;
        let positions = [at.lineno, at.end_lineno, at.col_offset, at.end_col_offset];
        map.serialize_entry("positions", &positions.map(|at| (at >= 0).then_some(at)))?;
        map.serialize_entry("source", &instruction.source)?;
        map.serialize_entry("takes", &instruction.popped)?;
        map.serialize_entry("gives", &instruction.pushed)?;
        map.serialize_entry("terms", &instruction.stack)?;
        map.end()
    }
}

struct SegmentJson<'a>(&'a Segment);

impl Serialize for SegmentJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let segment = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("texts", &Each(|| segment.texts()))?;
        map.serialize_entry(
            "frames",
            &Each(|| segment.frames.iter().map(|frame| FrameJson(segment, frame))),
        )?;
        map.serialize_entry(
            "moments",
            &Each(|| (0..segment.moments.len()).map(|at| MomentJson(segment, at))),
        )?;
        map.end()
    }
}

struct FrameJson<'a>(&'a Segment, &'a super::segment::Frame);

impl Serialize for FrameJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(segment, frame) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("number", &frame.number)?;
        map.serialize_entry("depth", &frame.depth)?;
        map.serialize_entry("code", &frame.code)?;
        map.serialize_entry("instruction", &frame.instruction)?;
        map.serialize_entry("locals", segment.locals(frame))?;
        map.serialize_entry("stack", segment.stack(frame))?;
        map.serialize_entry("below", &(frame.below != NONE).then_some(frame.below))?;
        map.end()
    }
}

struct MomentJson<'a>(&'a Segment, usize);

impl Serialize for MomentJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(segment, at) = *self;
        let moment = &segment.moments[at];
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("step", &moment.step)?;
        map.serialize_entry("frame", &moment.frame)?;
        map.serialize_entry("output", &moment.output)?;
        if moment.handling != NONE {
            map.serialize_entry("handling", &moment.handling)?;
        }
        let happened = segment.happened(at);
        if !happened.is_empty() {
            map.serialize_entry("happened", happened)?;
        }
        map.end()
    }
}

impl Serialize for Happening {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Entered { frame, code, is_resumed, locals } => {
                map.serialize_entry("event", if *is_resumed { "resumed" } else { "entered" })?;
                map.serialize_entry("frame", frame)?;
                map.serialize_entry("code", code)?;
                map.serialize_entry("locals", locals)?;
            }
            Self::Left { frame, code, exit, value } => {
                map.serialize_entry("event", exit.event())?;
                map.serialize_entry("frame", frame)?;
                map.serialize_entry("code", code)?;
                map.serialize_entry("value", value)?;
            }
            Self::Raised { frame, exception, headline, handler } => {
                map.serialize_entry("event", "raised")?;
                map.serialize_entry("frame", frame)?;
                map.serialize_entry("exception", exception)?;
                map.serialize_entry("message", headline)?;
                map.serialize_entry("handler", &handler.map(|(_, offset)| offset))?;
            }
            Self::Sought { offset, asked, is_found } => {
                map.serialize_entry("event", "sought")?;
                map.serialize_entry("offset", offset)?;
                let ranges = || asked.iter().map(|range| [range.start, range.end, range.target]);
                map.serialize_entry("asked", &Each(ranges))?;
                map.serialize_entry("found", is_found)?;
            }
            Self::Named { name, lookup } => {
                map.serialize_entry("event", "name")?;
                map.serialize_entry("name", &**name)?;
                map.serialize_entry("found", &lookup.found.map(scope))?;
                map.serialize_entry("asked", &Each(|| lookup.asked.iter().copied().map(scope)))?;
            }
            Self::Attribute { name, lookup } => {
                map.serialize_entry("event", "attribute")?;
                map.serialize_entry("name", &**name)?;
                map.serialize_entry("class", &*lookup.class)?;
                let [found, place, kind] = found(&lookup.found);
                map.serialize_entry("found", &found)?;
                map.serialize_entry("in", &place)?;
                map.serialize_entry("kind", &kind)?;
                map.serialize_entry("asked", &Each(|| lookup.asked.iter().map(|class| &**class)))?;
                map.serialize_entry("asked_object", &lookup.asked_object)?;
            }
            Self::Freed { object, is_collected } => {
                map.serialize_entry("event", if *is_collected { "collected" } else { "freed" })?;
                map.serialize_entry("object", object)?;
            }
            Self::Check => map.serialize_entry("event", "check")?,
            Self::Switched { from, to } => {
                map.serialize_entry("event", "switched")?;
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            Self::Rounds { rounds, steps } => {
                map.serialize_entry("event", "rounds")?;
                map.serialize_entry("rounds", rounds)?;
                map.serialize_entry("steps", steps)?;
            }
        }
        map.end()
    }
}

/// A scope's name in JSON.
pub(crate) fn scope(scope: Scope) -> &'static str {
    match scope {
        Scope::Local => "local",
        Scope::Enclosing => "enclosing",
        Scope::Global => "global",
        Scope::BuiltIn => "built-in",
    }
}

/// Where an attribute was found, in JSON: the fields `found`, `in` and `kind`.
pub(crate) fn found(found: &Found) -> [Option<&str>; 3] {
    match found {
        Found::Object => [Some("object"), None, None],
        Found::Class { class, how } => {
            let kind = match how {
                How::DataDescriptor => "data descriptor",
                How::Method => "method",
                How::Descriptor => "descriptor",
                How::Plain => "plain",
            };
            [Some("class"), Some(class), Some(kind)]
        }
        Found::Hook { class, name } => [Some("hook"), class.as_deref(), Some(name)],
        Found::Nowhere => [None; 3],
    }
}

impl Exit {
    /// Its name in JSON.
    pub(crate) fn event(self) -> &'static str {
        match self {
            Self::Returned => "returned",
            Self::Yielded => "yielded",
            Self::Raised => "left",
        }
    }
}
