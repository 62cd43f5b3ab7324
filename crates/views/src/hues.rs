//! Which colour each piece of source gets.
//!
//! A colour means nothing but "this piece of source": the piece, the argument of the instruction it became
//! and its slice are painted alike. Spans nest, so the pieces that touch on a line form an outerplanar graph,
//! and three colours are enough to keep neighbours apart: take away spans with at most two neighbours until
//! none is left, then colour them in reverse. A whole statement is not coloured (it would be one colour from
//! end to end), and the same words get the same colour where the neighbours allow it.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use bytescope_explorer::{Disassembly, Exploration};

use crate::run::Hue;

/// Spans that cover more lines than this are not painted: nobody sees both of their ends.
const MOST_LINES: i32 = 100;

/// The colours of one code object's spans.
#[derive(Debug, Default)]
pub(crate) struct Hues {
    hues: HashMap<Range<usize>, Hue>,
    /// The painted parts of each line, in bytes of that line, from left to right.
    lines: HashMap<i32, Vec<Piece>>,
}

/// A part of a line that belongs to one span.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// Bytes of the line.
    pub(crate) columns: Range<usize>,
    /// The span in the whole source.
    pub(crate) span: Range<usize>,
}

impl Hues {
    /// Colours the spans of a code object's instructions.
    pub(crate) fn new(exploration: &Exploration, disassembly: &Disassembly) -> Self {
        let source = &exploration.source;
        let mut on_line: HashMap<i32, Vec<Piece>> = HashMap::new();
        let mut seen = HashSet::new();
        for instruction in &disassembly.instructions {
            let location = instruction.location;
            let Some(span) = source.range(location) else { continue };
            if span.is_empty()
                || location.end_lineno - location.lineno > MOST_LINES
                || !seen.insert(span.clone())
                || exploration.spans().is_statement(&span)
            {
                continue;
            }
            for line in location.lineno..=location.end_lineno {
                if let Some(columns) = source.columns_on_line(line, location) {
                    on_line.entry(line).or_default().push(Piece { columns, span: span.clone() });
                }
            }
        }
        let lines: HashMap<_, _> =
            on_line.into_iter().map(|(line, spans)| (line, pieces(source.line(line), spans))).collect();
        let text = |span: &Range<usize>| source.text().get(span.clone()).unwrap_or("").to_owned();
        Self { hues: colour(&lines, text), lines }
    }

    /// The colour of a span, if it has one.
    pub(crate) fn of(&self, span: Option<&Range<usize>>) -> Option<Hue> {
        self.hues.get(span?).copied()
    }

    /// A line's text in its parts, with the span each belongs to.
    pub(crate) fn parts<'a>(&'a self, line: i32, text: &'a str) -> Vec<(&'a str, Option<&'a Range<usize>>)> {
        let mut parts = Vec::new();
        let mut at = 0;
        for piece in self.lines.get(&line).map_or(&[][..], Vec::as_slice) {
            parts.push((text.get(at..piece.columns.start).unwrap_or(""), None));
            parts.push((text.get(piece.columns.clone()).unwrap_or(""), Some(&piece.span)));
            at = piece.columns.end;
        }
        parts.push((text.get(at..).unwrap_or(""), None));
        parts.retain(|(part, _)| !part.is_empty());
        parts
    }
}

/// Cuts a line where the smallest covering span changes.
fn pieces(text: &str, mut spans: Vec<Piece>) -> Vec<Piece> {
    // Smaller spans paint over larger ones.
    spans.sort_by_key(|piece| std::cmp::Reverse(piece.span.len()));
    let mut owner: Vec<Option<usize>> = vec![None; text.len()];
    for (index, piece) in spans.iter().enumerate() {
        if let Some(bytes) = owner.get_mut(piece.columns.clone()) {
            bytes.fill(Some(index));
        }
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < owner.len() {
        let end = start + owner[start..].iter().take_while(|other| **other == owner[start]).count();
        if let Some(index) = owner[start] {
            pieces.push(Piece { columns: start..end, span: spans[index].span.clone() });
        }
        start = end;
    }
    pieces
}

fn colour(
    lines: &HashMap<i32, Vec<Piece>>,
    text: impl Fn(&Range<usize>) -> String,
) -> HashMap<Range<usize>, Hue> {
    // Numbered by first appearance.
    let mut numbers: Vec<i32> = lines.keys().copied().collect();
    numbers.sort_unstable();
    let mut index = HashMap::new();
    let mut spans: Vec<Range<usize>> = Vec::new();
    let mut neighbours: Vec<Vec<usize>> = Vec::new();
    // Those with something in between: better different, but no matter.
    let mut near: Vec<Vec<usize>> = Vec::new();
    for line in numbers {
        let mut previous: Option<(usize, usize)> = None;
        let mut before = None;
        for piece in &lines[&line] {
            let this = *index.entry(piece.span.clone()).or_insert_with(|| {
                spans.push(piece.span.clone());
                neighbours.push(Vec::new());
                near.push(Vec::new());
                spans.len() - 1
            });
            if let Some((other, end)) = previous.filter(|(other, _)| *other != this) {
                // A comma and a space between two pieces hardly part them.
                let list = if piece.columns.start <= end + 2 { &mut neighbours } else { &mut near };
                list[this].push(other);
                list[other].push(this);
            }
            if let Some(other) = before.filter(|other| *other != this) {
                near[this].push(other);
                near[other].push(this);
            }
            before = previous.map(|(other, _)| other);
            previous = Some((this, piece.columns.end));
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }

    let mut favourites: HashMap<String, Hue> = HashMap::new();
    let mut hues: Vec<Option<Hue>> = vec![None; spans.len()];
    for span in elimination_order(&neighbours).into_iter().rev() {
        let among = |list: &[usize], hue: Hue| list.iter().any(|&other| hues[other] == Some(hue));
        let words = text(&spans[span]);
        let favourite = favourites.get(&words).copied();
        let free = || Hue::ALL.into_iter().filter(|&hue| !among(&neighbours[span], hue));
        let hue = free()
            .filter(|&hue| Some(hue) == favourite)
            .chain(free().filter(|&hue| !among(&near[span], hue)))
            .chain(free())
            .next()
            .unwrap_or(Hue::Blue);
        favourites.entry(words).or_insert(hue);
        hues[span] = Some(hue);
    }
    spans.into_iter().zip(hues).filter_map(|(span, hue)| Some((span, hue?))).collect()
}

/// An order in which every node has at most two neighbours after it, where the graph allows that.
fn elimination_order(neighbours: &[Vec<usize>]) -> Vec<usize> {
    let mut degree: Vec<usize> = neighbours.iter().map(Vec::len).collect();
    let mut removed = vec![false; neighbours.len()];
    let mut order = Vec::with_capacity(neighbours.len());
    // From the right, so that colours are given from the left.
    let mut ready: Vec<usize> = (0..neighbours.len()).filter(|&node| degree[node] <= 2).collect();
    let mut rest = (0..neighbours.len()).rev();
    while order.len() < neighbours.len() {
        let Some(node) = ready.pop().or_else(|| rest.next()) else { break };
        if std::mem::replace(&mut removed[node], true) {
            continue;
        }
        order.push(node);
        for &other in &neighbours[node] {
            degree[other] -= 1;
            if degree[other] == 2 && !removed[other] {
                ready.push(other);
            }
        }
    }
    order
}
