//! Sharing out the width among the columns.

/// The widths of the columns, in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    pub(crate) source: usize,
    pub(crate) opcode: usize,
    pub(crate) argument: usize,
    pub(crate) from: usize,
    pub(crate) stack: usize,
}

/// A column and how narrow it may become.
type Step = (fn(&mut Columns) -> &mut usize, usize);

impl Columns {
    fn total(&self) -> usize {
        self.source + self.opcode + self.argument + self.from + self.stack
    }

    /// Narrows the columns, in an order that costs the reader least, until they fit into `room`.
    ///
    /// What can be read elsewhere gives way first (a slice stands in the source, the stack is told by the
    /// rows above), then the argument, then the source, which wraps and loses nothing, and last the name.
    pub(crate) fn fit(mut self, room: usize, wide: bool) -> Self {
        let argument = if self.from + self.stack > 0 { 16 } else { 14 };
        let (opcode, source) = if wide { (20, 34) } else { (18, 28) };
        let steps: [Step; 11] = [
            (|columns| &mut columns.from, 26),
            (|columns| &mut columns.stack, 48),
            (|columns| &mut columns.argument, argument),
            // On a narrow terminal a long name loses its end before the source is broken.
            (|columns| &mut columns.opcode, if wide { usize::MAX } else { opcode }),
            (|columns| &mut columns.source, source),
            (|columns| &mut columns.stack, 30),
            (|columns| &mut columns.opcode, opcode),
            (|columns| &mut columns.from, 14),
            (|columns| &mut columns.stack, 16),
            (|columns| &mut columns.source, 16),
            (|columns| &mut columns.argument, 8),
        ];
        for (column, minimum) in steps {
            let excess = self.total().saturating_sub(room);
            let width = column(&mut self);
            *width -= excess.min(width.saturating_sub(minimum));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays() {
        let columns = Columns { source: 30, opcode: 17, argument: 12, from: 0, stack: 0 };
        assert_eq!(columns.fit(70, false), columns);
    }

    #[test]
    fn the_argument_gives_way_before_the_source() {
        let columns = Columns { source: 40, opcode: 17, argument: 20, from: 0, stack: 0 };
        assert_eq!(columns.fit(70, false), Columns { argument: 14, source: 39, ..columns });
    }
}
