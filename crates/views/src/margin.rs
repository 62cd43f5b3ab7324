//! The margin: jumps as arrows, exception ranges as brackets.
//!
//! All jumps to one label share a lane, so that a `match` with twenty cases draws one line and not twenty.
//! Short lanes lie nearest the label. Where lines cross, the vertical stays unbroken. What does not fit into
//! the lanes allowed is not drawn; the argument still names its label.

/// A target row and the rows that jump to it.
#[derive(Clone, Debug)]
struct Lane {
    target: usize,
    sources: Vec<usize>,
    top: usize,
    bottom: usize,
}

/// The lanes of one code object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arrows {
    /// Position 0 is nearest the label.
    positions: Vec<Vec<Lane>>,
}

/// How a lane looks on one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Nothing.
    Empty,
    /// The lane goes through.
    Vertical,
    /// Another lane's line crosses, and there is nothing here.
    Horizontal,
    /// The lane starts here and goes down.
    Top,
    /// The lane comes from above and ends here.
    Bottom,
    /// The lane goes through, and an arm leaves it.
    Arm,
    /// A jump to itself.
    Loop,
}

/// The margin of one row.
#[derive(Clone, Debug)]
pub(crate) struct Strokes {
    /// Lanes from left to right.
    pub(crate) lanes: Vec<Stroke>,
    /// An arrow head points at the label.
    pub(crate) head: bool,
    /// The instruction jumps: a line comes out of it.
    pub(crate) tail: bool,
}

impl Arrows {
    /// Lays out jumps, given as (from row, to row), on at most `limit` lanes.
    pub(crate) fn new(jumps: &[(usize, usize)], limit: usize) -> Self {
        let mut lanes: Vec<Lane> = Vec::new();
        let mut sorted = jumps.to_vec();
        sorted.sort_unstable_by_key(|&(from, to)| (to, from));
        for (from, to) in sorted {
            match lanes.last_mut() {
                Some(lane) if lane.target == to => {
                    lane.sources.push(from);
                    lane.top = lane.top.min(from);
                    lane.bottom = lane.bottom.max(from);
                }
                _ => lanes.push(Lane {
                    target: to,
                    sources: vec![from],
                    top: from.min(to),
                    bottom: from.max(to),
                }),
            }
        }
        lanes.sort_by_key(|lane| (lane.bottom - lane.top, lane.top));
        let mut positions: Vec<Vec<Lane>> = Vec::new();
        for lane in lanes {
            let free = |others: &Vec<Lane>| others.iter().all(|other| apart(other, &lane));
            match positions.iter().position(free) {
                Some(position) => positions[position].push(lane),
                None if positions.len() < limit => positions.push(vec![lane]),
                None => {}
            }
        }
        for lanes in &mut positions {
            lanes.sort_unstable_by_key(|lane| lane.top);
        }
        Self { positions }
    }

    /// How many lanes there are.
    pub(crate) fn lanes(&self) -> usize {
        self.positions.len()
    }

    /// What to draw on a row.
    pub(crate) fn row(&self, row: usize) -> Strokes {
        let mut lanes = vec![Stroke::Empty; self.positions.len()];
        let (mut head, mut tail) = (false, false);
        // From the outside in, so that an outer line runs to the label until something stands in its way.
        let mut drawing = false;
        for (column, found) in
            (0..self.positions.len()).rev().map(|position| self.at(position, row)).enumerate()
        {
            let Some(lane) = found else {
                if drawing {
                    lanes[column] = Stroke::Horizontal;
                }
                continue;
            };
            let is_target = lane.target == row;
            let is_source = lane.sources.binary_search(&row).is_ok();
            head |= is_target;
            tail |= is_source;
            drawing |= is_target || is_source;
            lanes[column] = match (is_target || is_source, row == lane.top, row == lane.bottom) {
                (false, ..) => Stroke::Vertical,
                (true, true, true) => Stroke::Loop,
                (true, true, false) => Stroke::Top,
                (true, false, true) => Stroke::Bottom,
                (true, false, false) => Stroke::Arm,
            };
        }
        Strokes { lanes, head, tail }
    }

    /// Which lanes go on between the row before and `row`, where another line of source comes between them.
    pub(crate) fn before(&self, row: usize) -> Vec<Stroke> {
        let passes = |position| {
            row > 0
                && self.at(position, row - 1).zip(self.at(position, row)).is_some_and(|(a, b)| a.top == b.top)
        };
        let stroke = |position| if passes(position) { Stroke::Vertical } else { Stroke::Empty };
        (0..self.positions.len()).rev().map(stroke).collect()
    }

    fn at(&self, position: usize, row: usize) -> Option<&Lane> {
        let lanes = self.positions.get(position)?;
        let index = lanes.partition_point(|lane| lane.bottom < row);
        lanes.get(index).filter(|lane| lane.top <= row)
    }
}

fn apart(one: &Lane, other: &Lane) -> bool {
    one.bottom < other.top || other.bottom < one.top
}

/// A bracket on one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bracket {
    /// Not covered by a handler.
    None,
    /// The first row of a range.
    First,
    /// In between.
    Middle,
    /// The last row.
    Last,
    /// The only row.
    Only,
}

impl Stroke {
    /// How it is drawn.
    pub(crate) fn glyph(self) -> &'static str {
        match self {
            Self::Empty => " ",
            Self::Vertical => "│",
            Self::Horizontal => "─",
            Self::Top => "╭",
            Self::Bottom => "╰",
            Self::Arm => "├",
            Self::Loop => "╶",
        }
    }
}

impl Bracket {
    /// How it is drawn.
    pub(crate) fn glyph(self) -> &'static str {
        match self {
            Self::None => " ",
            Self::First => "┌",
            Self::Middle => "╎",
            Self::Last => "└",
            Self::Only => "[",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(jumps: &[(usize, usize)], rows: usize) -> Vec<String> {
        let arrows = Arrows::new(jumps, 9);
        (0..rows)
            .map(|row| {
                let strokes = arrows.row(row);
                let lanes: String = strokes.lanes.iter().map(|stroke| stroke.glyph()).collect();
                lanes
                    + if strokes.head {
                        "─▸"
                    } else if strokes.tail {
                        "──"
                    } else {
                        "  "
                    }
            })
            .collect()
    }

    #[test]
    fn the_shortest_is_nearest() {
        let drawn = draw(&[(0, 4), (1, 3)], 5);
        assert_eq!(drawn, ["╭───", "│╭──", "││  ", "│╰─▸", "╰──▸"]);
    }

    #[test]
    fn jumps_to_one_label_share_a_lane() {
        let drawn = draw(&[(0, 3), (1, 3), (2, 2)], 4);
        assert_eq!(drawn, ["╭───", "├───", "│╶─▸", "╰──▸"]);
    }

    #[test]
    fn verticals_stay_unbroken() {
        let drawn = draw(&[(0, 2), (1, 4)], 5);
        assert_eq!(drawn, [" ╭──", "╭│──", "│╰─▸", "│   ", "╰──▸"]);
    }
}
