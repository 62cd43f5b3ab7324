//! What a step takes from the stack and what it gives.

use bytescope_tracer::{Recording, State};

/// How far ahead the end of a call is looked for.
pub(crate) const FAR: usize = 50_000;

/// What a step gives.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// These values, bottom first.
    Now(Vec<String>),
    /// These values, when the call comes back, which is at this step.
    Later(u64, Vec<String>),
    /// Its frame ends, or what it gives is not recorded.
    Unknown,
}

/// The values that a step takes, bottom first.
pub(crate) fn takes<'a>(state: &'a State<'_>) -> Vec<&'a str> {
    let Some(frame) = state.frames.first() else { return Vec::new() };
    let first = frame.stack.len().saturating_sub(frame.instruction.popped);
    frame.stack[first..].iter().map(|slot| slot.value).collect()
}

/// The values that the step at a place gives, if they are there at most `far` steps later.
pub(crate) fn gives(recording: &Recording, index: usize, far: usize) -> Gives {
    let Some(before) = recording.at(index) else { return Gives::Unknown };
    let Some(frame) = before.frames.first() else { return Gives::Unknown };
    let comes_back = |at: &usize| recording.glimpse(*at).is_some_and(|glimpse| glimpse.frame == frame.number);
    let Some(next) = (index + 1..recording.len().min(index + far + 1)).find(comes_back) else {
        return Gives::Unknown;
    };
    let Some(after) = recording.at(next) else { return Gives::Unknown };
    let Some(there) = after.frames.first() else { return Gives::Unknown };
    // An exception empties the stack; a loop that ends takes its iterator with it.
    let kept = frame.stack.len().saturating_sub(frame.instruction.popped).min(there.stack.len());
    let values = there.stack[kept..].iter().map(|slot| slot.value.to_owned()).collect();
    if next == index + 1 { Gives::Now(values) } else { Gives::Later(after.step, values) }
}
