//! The sections and pages of a book as a picture: as Mermaid's source, and as a canvas for Obsidian, two-sided, the book
//! in the middle. The index as a web page draws its own ([`crate::html`]), with the same `sides`.

use std::fmt::Write as _;

use serde_json::json;

use crate::book::{Book, Entry, Section};
use crate::layout::harmless;
use crate::obsidian;
use crate::prose::plain_text;

/// The height of a page's row on a canvas, and what is between sections.
const ROW: i32 = 78;
const GAP: i32 = 66;

/// A section with its place.
struct Placed<'a> {
    section: &'a Section,
    /// -1 to the left, 1 to the right.
    side: i32,
    /// The middle of each page's row.
    rows: Vec<i32>,
    middle: i32,
}

/// Sections with their numbers in the book.
pub(crate) type Side<'a> = Vec<(usize, &'a Section)>;

/// The first sections at the right, the others at the left, so that both sides are about as tall. A section that has no
/// pages has no place.
pub(crate) fn sides(book: &Book) -> [Side<'_>; 2] {
    // The name of a section takes about the room of a page.
    let tallness = |side: &Side<'_>| side.iter().map(|(_, section)| section.entries.len() + 1).sum::<usize>();
    let all = book.sections.iter().enumerate();
    let mut right: Side<'_> = all.filter(|(_, section)| !section.entries.is_empty()).collect();
    let cut = |at: usize| [right[..at].to_vec(), right[at..].to_vec()];
    let unbalanced = |at: &usize| {
        let [right, left] = cut(*at);
        tallness(&right).abs_diff(tallness(&left))
    };
    let best = (0..=right.len()).min_by_key(unbalanced).unwrap_or(0);
    let left = right.split_off(best);
    [right, left]
}

/// Gives every section and page its place.
fn placed(book: &Book) -> (Vec<Placed<'_>>, i32) {
    let height = |section: &Section| section.entries.len() as i32 * ROW + GAP;
    let [right, left] = sides(book);
    let tall = |side: &Side<'_>| side.iter().map(|(_, section)| height(section)).sum::<i32>();
    let full = tall(&left).max(tall(&right));
    let mut out = Vec::new();
    for (side, part) in [(1, right), (-1, left)] {
        let mut y = (full - tall(&part)) / 2 + GAP;
        for (_, section) in part {
            let rows: Vec<_> = (0..section.entries.len() as i32).map(|row| y + row * ROW).collect();
            let middle = i32::midpoint(rows.first().copied().unwrap_or(y), rows.last().copied().unwrap_or(y));
            y += height(section);
            out.push(Placed { section, side, rows, middle });
        }
    }
    (out, full + GAP)
}

/// The map in Mermaid's language.
pub fn mermaid(book: &Book) -> String {
    let label = |title: &str| format!("[\"{}\"]", harmless(&plain_text(title)).replace('"', "#quot;"));
    let mut out = format!("mindmap\n  book{}\n", label(&book.title));
    for (index, section) in
        book.sections.iter().enumerate().filter(|(_, section)| !section.entries.is_empty())
    {
        let _ = writeln!(out, "    s{index}{}", label(&section.title));
        for (place, entry) in section.entries.iter().enumerate() {
            let _ = writeln!(out, "      s{index}p{place}{}", label(&entry.title));
        }
    }
    out
}

/// The map as a canvas (JSON Canvas 1.0) whose cards are the notes of the vault.
pub fn canvas(book: &Book) -> String {
    let (sections, height) = placed(book);
    let node = |id: &str, x: i32, y: i32, width: i32, height: i32| json!({ "id": id, "x": x - width / 2, "y": y - height / 2, "width": width, "height": height });
    let mut nodes = Vec::new();
    let mut edges = Vec::new();
    let mut root = node("book", 0, height / 2, 300, 80);
    root["type"] = "text".into();
    root["text"] = format!("# {}", book.title).into();
    nodes.push(root);
    for (index, Placed { section, side, rows, middle }) in sections.iter().enumerate() {
        let id = format!("section-{index}");
        let mut card = node(&id, side * 520, *middle, 340, 60);
        card["type"] = "text".into();
        card["text"] = format!("**{}**", section.title).into();
        nodes.push(card);
        edges.push(edge("book", &id, *side));
        for (place, (entry, row)) in section.entries.iter().zip(rows).enumerate() {
            let page = format!("page-{index}-{place}");
            let mut card = node(&page, side * 1060, *row, 480, 60);
            note(&mut card, entry);
            nodes.push(card);
            edges.push(edge(&id, &page, *side));
        }
    }
    let mut text =
        serde_json::to_string_pretty(&json!({ "nodes": nodes, "edges": edges })).unwrap_or_default();
    text.push('\n');
    text
}

fn note(card: &mut serde_json::Value, entry: &Entry) {
    if entry.slug.is_some() {
        card["type"] = "file".into();
        card["file"] = format!("{}.md", obsidian::file_name(&entry.title)).into();
    } else {
        card["type"] = "text".into();
        card["text"] = entry.title.clone().into();
    }
}

fn edge(from: &str, to: &str, side: i32) -> serde_json::Value {
    let (start, end) = if side > 0 { ("right", "left") } else { ("left", "right") };
    json!({ "id": format!("{from}-{to}"), "fromNode": from, "fromSide": start, "toNode": to, "toSide": end })
}
