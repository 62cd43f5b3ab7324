//! Rounds of loops: which ones are told, and which are only counted.

/// A loop that goes round in a frame.
#[derive(Debug)]
struct Loop {
    /// Its first instruction.
    head: usize,
    /// The last jump back to it.
    tail: usize,
    /// How often it jumped back.
    rounds: u64,
    /// Instructions that were not shown.
    hidden: u64,
}

/// How many rounds are shown.
const SHOWN: u64 = 2;

/// The loops that a frame is in, outer ones first.
#[derive(Debug, Default)]
pub(crate) struct Loops(Vec<Loop>);

impl Loops {
    /// The frame goes from one instruction to another. Returns the rounds and steps that were not shown of a loop
    /// that ends with it.
    pub(crate) fn go(&mut self, from: Option<usize>, to: usize) -> Option<(u64, u64)> {
        let mut ended = None;
        if let Some(from) = from.filter(|from| to < *from) {
            while self.0.last().is_some_and(|innermost| innermost.head > to) {
                self.0.pop();
            }
            match self.0.last_mut() {
                Some(innermost) if innermost.head == to => {
                    innermost.rounds += 1;
                    innermost.tail = innermost.tail.max(from);
                }
                _ => self.0.push(Loop { head: to, tail: from, rounds: 1, hidden: 0 }),
            }
        }
        while let Some(innermost) = self.0.last()
            && (to < innermost.head || to > innermost.tail)
        {
            if innermost.hidden > 0 {
                // A `for` that finds nothing more is no round of its own.
                let is_empty = u64::from(from == Some(innermost.head));
                ended = Some((innermost.rounds + 1 - SHOWN - is_empty, innermost.hidden));
            }
            self.0.pop();
        }
        // What an outer loop hides needs no telling of its own.
        if self.is_hiding() { None } else { ended }
    }

    /// Whether the present round is one too many.
    pub(crate) fn is_hiding(&self) -> bool {
        self.0.iter().any(|one| one.rounds >= SHOWN)
    }

    /// Counts an instruction that is not shown, here or in a frame above.
    pub(crate) fn hide(&mut self) {
        if let Some(outermost) = self.0.iter_mut().find(|one| one.rounds >= SHOWN) {
            outermost.hidden += 1;
        }
    }
}
