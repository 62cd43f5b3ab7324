//! Choosing by a number: the same number, the same choice, on every machine and in every version.

/// A sequence of choices (`SplitMix64`, which is short and good enough to shuffle lines).
#[derive(Debug)]
pub(super) struct Choice {
    state: u64,
}

impl Choice {
    /// The sequence of a seed; different purposes choose differently.
    pub(super) fn new(seed: u64, purpose: &str) -> Self {
        let salt = purpose.bytes().fold(0_u64, |salt, byte| salt.wrapping_mul(31).wrapping_add(byte.into()));
        Self { state: seed ^ salt.wrapping_mul(0x9e37_79b9_7f4a_7c15) }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 if that is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        if bound == 0 { 0 } else { (self.next() % bound) as usize }
    }

    /// One of several.
    pub(super) fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    /// Puts items into another order.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for index in (1..items.len()).rev() {
            items.swap(index, self.below(index + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_chooses_the_same() {
        let order = |seed| {
            let mut items = [0, 1, 2, 3, 4, 5, 6, 7];
            Choice::new(seed, "test").shuffle(&mut items);
            items
        };
        assert_eq!(order(1), order(1));
        assert_ne!(order(1), order(2));
        assert_eq!(Choice::new(7, "test").below(0), 0);
    }
}
