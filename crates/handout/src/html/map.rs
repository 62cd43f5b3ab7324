//! The mind map of a book: the title in the middle, sections left and right of it, their pages beyond, each a link.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped};

use super::escape::{Text, attribute};
use crate::book::{Book, Section};
use crate::mind_map::sides;

/// Measures in pixels.
const ROW: usize = 26;
const GAP: usize = 22;
const BRANCH: usize = 46;
const LETTER: usize = 8;

/// The map as an `svg` element.
pub(super) fn mind_map(book: &Book, label: &str) -> Markup {
    let [right, left] = sides(book);
    let height = tallness(&left).max(tallness(&right)) + 2 * GAP;
    let root = crate::plain_text(&book.title);
    let root_width = (root.chars().count() + 4) * (LETTER + 1);
    let letters = |titles: &mut dyn Iterator<Item = String>| titles.map(|title| title.chars().count()).max();
    let mut titles = book.entries().map(|entry| crate::plain_text(&entry.title));
    let leaf_width = letters(&mut titles).unwrap_or(0) * LETTER;
    let mut parts = book.sections.iter().flat_map(|section| {
        let title = crate::plain_text(&section.title);
        wrapped(&title).into_iter().map(str::to_owned).collect::<Vec<_>>()
    });
    let title_width = letters(&mut parts).unwrap_or(0) * (LETTER + 1);
    let reach = BRANCH + title_width + BRANCH;
    let width = 2 * (reach + leaf_width) + root_width;
    let (middle, centre) = (width / 2, height / 2);
    let mut lines = String::new();
    let mut nodes = String::new();
    for (sections, is_right) in [(&right, true), (&left, false)] {
        let mut top = (height - tallness(sections)) / 2;
        for (number, section) in sections {
            let rows = section.entries.len().max(1);
            let y = top + rows * ROW / 2;
            let start = if is_right { middle + root_width / 2 } else { middle - root_width / 2 };
            let (branch, leaf) =
                if is_right { (start + BRANCH, start + reach) } else { (start - BRANCH, start - reach) };
            let (bend, anchor) =
                if is_right { (start + BRANCH / 2, "start") } else { (start - BRANCH / 2, "end") };
            let class = format!("c{}", number % 3);
            // Writing to a string cannot fail, here and below.
            let _ = write!(
                lines,
                "<path class=\"{class} th\" d=\"M{start} {centre}C{bend} {centre} {bend} {y} {branch} {y}\"/>"
            );
            let title = crate::plain_text(&section.title);
            let (title_x, turn) = if is_right { (branch + 6, leaf - 24) } else { (branch - 6, leaf + 24) };
            let parts = wrapped(&title);
            let longest = parts.iter().map(|part| part.chars().count()).max().unwrap_or(0) * (LETTER + 1);
            let mut words = String::new();
            for (index, line) in parts.iter().enumerate() {
                let dy = if index == 0 { 14 - 9 * parts.len() as i64 } else { 18 };
                let _ = write!(words, "<tspan x=\"{title_x}\" dy=\"{dy}\">{}</tspan>", rendered(line));
            }
            let _ = write!(
                nodes,
                "<text class=\"{class} st\" text-anchor=\"{anchor}\" x=\"{title_x}\" y=\"{y}\">{words}</text>"
            );
            for (index, entry) in section.entries.iter().enumerate() {
                let row = top + index * ROW + ROW / 2;
                let near = if is_right { leaf - 6 } else { leaf + 6 };
                let edge = if is_right { title_x + longest } else { title_x - longest };
                let _ = write!(
                    lines,
                    "<path class=\"{class}\" d=\"M{edge} {y}C{turn} {y} {turn} {row} {near} {row}\"/>"
                );
                let text = format!(
                    "<text text-anchor=\"{anchor}\" x=\"{leaf}\" y=\"{}\">{}</text>",
                    row + 5,
                    rendered(&crate::plain_text(&entry.title))
                );
                let _ = match &entry.slug {
                    Some(slug) => write!(nodes, "<a href=\"{}.html\">{text}</a>", attribute(slug)),
                    None => write!(nodes, "<g class=\"no\">{text}</g>"),
                };
            }
            top += rows * ROW + GAP;
        }
    }
    let (x, y) = (middle - root_width / 2, centre - 22);
    let label = attribute(label);
    PreEscaped(format!(
        "<svg role=\"group\" aria-label=\"{label}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
         <g aria-hidden=\"true\">{lines}</g>{nodes}<rect x=\"{x}\" y=\"{y}\" width=\"{root_width}\" height=\"44\" rx=\"22\"/>\
         <text class=\"rt\" text-anchor=\"middle\" x=\"{middle}\" y=\"{}\">{}</text></svg>",
        centre + 6,
        rendered(&root)
    ))
}

fn tallness(sections: &[(usize, &Section)]) -> usize {
    let rows: usize = sections.iter().map(|(_, section)| section.entries.len().max(1) * ROW + GAP).sum();
    rows.saturating_sub(GAP)
}

/// Two lines, if there are two words and one line would be long.
fn wrapped(title: &str) -> Vec<&str> {
    const LONG: usize = 16;
    if title.chars().count() <= LONG {
        return vec![title];
    }
    let spaces = title.match_indices(' ').map(|(at, _)| at);
    match spaces.min_by_key(|at| at.abs_diff(title.len() / 2)) {
        Some(at) => vec![&title[..at], &title[at + 1..]],
        None => vec![title],
    }
}

fn rendered(text: &str) -> String {
    use maud::Render as _;
    Text(&attribute(text)).render().0
}
