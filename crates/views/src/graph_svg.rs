//! The control flow graph as a picture: blocks in the order of the code, one below the other, so that the picture
//! reads like the listing. Jumps run at the right, exceptions dashed at the left; before and after optimisation
//! stand side by side.
//!
//! The picture needs no program but a browser, and follows its light or dark theme. [`svg_graph`] is one graph for
//! a page that has colours of its own.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use bytescope_explorer::{BasicBlock, Edge, EdgeKind, Passes, edges};

use crate::graph_text::lines;
use crate::graph_view::Moment;
use crate::options::Options;
use crate::run::width;
use crate::text::printable;

/// Measures in pixels: a character of the font, a line, the space between lanes and around things.
const LETTER: usize = 8;
const LINE: usize = 16;
const LANE: usize = 12;
const GAP: usize = 28;

/// The head of an arrow.
const HEAD: &str = "<marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" \
    markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" style=\"fill:context-stroke;stroke:none\"/></marker>";

const STYLE: &str = "\
svg{background:#fcfcfa;color:#1f2328;font:13px ui-monospace,Menlo,Consolas,monospace}\
text{fill:currentColor;white-space:pre}.t{font-weight:bold}.q{fill:#5c636d}\
rect{fill:#f4f4f0;stroke:#85898f}path{fill:none;stroke:currentColor}\
.j{stroke:#0a5cad}.e{stroke:#a81750;stroke-dasharray:4 3}rect.e{stroke-dasharray:none}\
@media(prefers-color-scheme:dark){svg{background:#16181c;color:#e4e6e9}.q{fill:#a8afb9}\
rect{fill:#1e2126;stroke:#737a84}.j{stroke:#74b8ff}.e{stroke:#ff93b4}}";

/// The same on paper.
const PRINT: &str = "text{fill:#1f2328;font-size:13px}.t{font-weight:bold}rect{fill:#fff;stroke:#85898f}\
path{fill:none;stroke:#1f2328}.j{stroke:#0a5cad}.e{stroke:#a81750;stroke-dasharray:4 3}rect.e{stroke-dasharray:none}";

/// The graphs as one SVG document.
pub fn svg(passes: &Passes, moment: Moment, options: &Options) -> String {
    let mut body = String::new();
    let (mut total, mut top) = (0, GAP);
    for unit in passes.chosen(options.only.as_deref()) {
        let mut left = GAP;
        let mut bottom = top;
        for (name, blocks) in moment.of(unit) {
            let graph = Graph::new(blocks);
            graph.draw(&mut body, &format!("{}, {name}", unit.path()), left, top);
            left += graph.width() + GAP;
            bottom = bottom.max(top + graph.height());
        }
        total = total.max(left);
        top = bottom + GAP;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{total}\" height=\"{top}\" \
         viewBox=\"0 0 {total} {top}\"><style>{STYLE}</style><defs>{HEAD}</defs>\n{body}</svg>\n"
    )
}

/// One graph as an `svg` element with a title, without colours: text of the class `t` is bold, paths of the class `j` are
/// jumps, and what is of the class `e` has to do with exceptions. The first in a page brings the heads of the arrows.
pub fn svg_graph(blocks: &[BasicBlock], title: &str, is_first: bool) -> String {
    let graph = Graph::new(blocks);
    let mut body = String::new();
    graph.draw(&mut body, "", 1, 0);
    let (width, height) = (graph.width() + 2, graph.height());
    let head = if is_first { format!("<defs>{HEAD}</defs>") } else { String::new() };
    format!(
        "<svg class=\"cfg\" role=\"img\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\
         <title>{}</title>{head}\n{body}</svg>\n",
        escape(title)
    )
}

/// A graph for paper: an SVG document with letters of the font, and its width and height in pixels.
pub fn print_graph(blocks: &[BasicBlock], font: &str) -> (String, usize, usize) {
    let graph = Graph::new(blocks);
    let mut body = String::new();
    graph.draw(&mut body, "", 1, 0);
    let (width, height) = (graph.width() + 2, graph.height());
    let picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:space=\"preserve\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\"><style>{PRINT}text{{font-family:'{font}'}}</style><defs>{HEAD}</defs>{body}</svg>"
    );
    (picture, width, height)
}

/// A graph with its measures.
struct Graph<'a> {
    blocks: &'a [BasicBlock],
    text: Vec<Vec<String>>,
    /// Where each block starts below the title, by number.
    tops: BTreeMap<u32, usize>,
    /// Edges with their lanes: jumps and exceptions.
    jumps: Vec<(Edge, usize)>,
    exceptions: Vec<(Edge, usize)>,
    box_width: usize,
}

impl<'a> Graph<'a> {
    fn new(blocks: &'a [BasicBlock]) -> Self {
        let text: Vec<Vec<String>> = blocks.iter().map(lines).collect();
        let widest = text.iter().flatten().map(|line| width(line)).max().unwrap_or(0);
        let mut tops = BTreeMap::new();
        let mut top = LINE;
        for (block, lines) in blocks.iter().zip(&text) {
            tops.insert(block.id, top);
            top += (lines.len() + 1) * LINE + GAP;
        }
        let of_kind = |kind| {
            let ways = edges(blocks).into_iter().filter(move |edge| edge.kind == kind);
            in_lanes(ways.filter(|edge| tops.contains_key(&edge.to)).collect(), &tops)
        };
        let (jumps, exceptions) = (of_kind(EdgeKind::Jump), of_kind(EdgeKind::Exception));
        Self { blocks, text, tops, jumps, exceptions, box_width: (widest + 2) * LETTER }
    }

    /// The room for lanes on one side.
    fn side(lanes: &[(Edge, usize)]) -> usize {
        lanes.iter().map(|(_, lane)| (lane + 2) * LANE).max().unwrap_or(0)
    }

    fn width(&self) -> usize {
        Self::side(&self.exceptions) + self.box_width + Self::side(&self.jumps)
    }

    fn height(&self) -> usize {
        let lines: usize = self.text.iter().map(|lines| (lines.len() + 1) * LINE + GAP).sum();
        lines + 2 * LINE
    }

    fn draw(&self, out: &mut String, title: &str, left: usize, top: usize) {
        let left = left + Self::side(&self.exceptions);
        let right = left + self.box_width;
        // Writing to a string cannot fail, here and below.
        if !title.is_empty() {
            let _ = writeln!(out, "<text class=\"t\" x=\"{left}\" y=\"{top}\">{}</text>", escape(title));
        }
        let middle = left + self.box_width / 2;
        let start_of = |id: u32| top + self.tops.get(&id).copied().unwrap_or(0);
        let ways = edges(self.blocks);
        for (block, lines) in self.blocks.iter().zip(&self.text) {
            let y = start_of(block.id);
            let height = (lines.len() + 1) * LINE;
            let class = if block.handler { " class=\"e\"" } else { "" };
            let _ = writeln!(
                out,
                "<rect{class} x=\"{left}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"4\"/>",
                self.box_width
            );
            for (index, line) in lines.iter().enumerate() {
                let class = if index == 0 { " class=\"t\"" } else { "" };
                let _ = writeln!(
                    out,
                    "<text{class} x=\"{}\" y=\"{}\">{}</text>",
                    left + LETTER,
                    y + (index + 1) * LINE,
                    escape(line)
                );
            }
            for edge in ways.iter().filter(|edge| edge.from == block.id && edge.kind == EdgeKind::Fallthrough)
            {
                let (from, to) = (y + height, start_of(edge.to));
                let _ = writeln!(out, "<path d=\"M{middle} {from}V{to}\" marker-end=\"url(#a)\"/>");
            }
        }
        let end_of = |id: u32| {
            let lines =
                self.blocks.iter().position(|block| block.id == id).map_or(0, |at| self.text[at].len());
            start_of(id) + lines * LINE
        };
        for (edge, lane) in &self.jumps {
            let (from, to, x) = (end_of(edge.from), start_of(edge.to) + LINE / 2, right + (lane + 1) * LANE);
            let path = format!("M{right} {from}H{x}V{to}H{right}");
            let _ = writeln!(out, "<path class=\"j\" d=\"{path}\" marker-end=\"url(#a)\"/>");
        }
        for (edge, lane) in &self.exceptions {
            let (from, to) = (end_of(edge.from), start_of(edge.to) + LINE / 2);
            let x = left - (lane + 1) * LANE;
            let path = format!("M{left} {from}H{x}V{to}H{left}");
            let _ = writeln!(out, "<path class=\"e\" d=\"{path}\" marker-end=\"url(#a)\"/>");
        }
    }
}

/// Gives every edge the lane nearest to the blocks that is free over its whole way, short ways first.
fn in_lanes(mut ways: Vec<Edge>, tops: &BTreeMap<u32, usize>) -> Vec<(Edge, usize)> {
    let reach = |edge: &Edge| {
        let (from, to) = (tops[&edge.from], tops[&edge.to]);
        (from.min(to), from.max(to))
    };
    ways.sort_by_key(|edge| {
        let (top, bottom) = reach(edge);
        (bottom - top, *edge)
    });
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut placed = Vec::new();
    for edge in ways {
        let (top, bottom) = reach(&edge);
        let free =
            |taken: &Vec<(usize, usize)>| taken.iter().all(|(start, end)| *end < top || bottom < *start);
        let lane = lanes.iter().position(free).unwrap_or(lanes.len());
        if lane == lanes.len() {
            lanes.push(Vec::new());
        }
        lanes[lane].push((top, bottom));
        placed.push((edge, lane));
    }
    placed
}

fn escape(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
