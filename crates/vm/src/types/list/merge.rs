//! Merge sort as `Objects/listobject.c` does it ("powersort" on natural runs, with galloping): which items are
//! compared, and in which order, is what CPython's `sort` shows to a `__lt__` that looks.
//!
//! It works on the places of items, so that an exception in a comparison loses nothing.

use crate::PyResult;

/// Runs shorter than this are lengthened by binary insertion.
const MAX_MINRUN: usize = 64;
/// How often in a row one side must win before galloping starts.
const MIN_GALLOP: usize = 7;

/// The places of `len` items in sorted order; if a comparison fails, in some order, with the failure.
pub(super) fn sorted_order(
    len: usize,
    reverse: bool,
    less: impl FnMut(usize, usize) -> PyResult<bool>,
) -> (Vec<usize>, PyResult<()>) {
    let mut order: Vec<usize> = (0..len).collect();
    // Sorting the reversed list and reversing it again keeps equal items in their order.
    if reverse {
        order.reverse();
    }
    let mut sorter = Sorter { order, less, pending: Vec::new(), min_gallop: MIN_GALLOP };
    let result = if len < 2 { Ok(()) } else { sorter.sort() };
    if reverse {
        sorter.order.reverse();
    }
    (sorter.order, result)
}

struct Sorter<F> {
    order: Vec<usize>,
    less: F,
    pending: Vec<Run>,
    min_gallop: usize,
}

/// A sorted run that waits to be merged.
struct Run {
    start: usize,
    len: usize,
    /// Depth in the merge tree of the boundary to the next run.
    power: u32,
}

/// How a merge ended.
enum Merged {
    /// Nothing is left on the other side, or an exception came: the copied side goes where it stands.
    Rest,
    /// One item of the copied side is left, and it goes to the far end.
    Last,
}

impl<F: FnMut(usize, usize) -> PyResult<bool>> Sorter<F> {
    fn sort(&mut self) -> PyResult<()> {
        let len = self.order.len();
        let minrun = minrun(len);
        let mut start = 0;
        while start < len {
            let mut run = self.count_run(start)?;
            if run < minrun {
                let forced = minrun.min(len - start);
                self.insert_sorted(start, forced, run)?;
                run = forced;
            }
            self.found_run(start, run)?;
            self.pending.push(Run { start, len: run, power: 0 });
            start += run;
        }
        while self.pending.len() > 1 {
            let mut at = self.pending.len() - 2;
            if at > 0 && self.pending[at - 1].len < self.pending[at + 1].len {
                at -= 1;
            }
            self.merge_at(at)?;
        }
        Ok(())
    }

    fn is_less(&mut self, left: usize, right: usize) -> PyResult<bool> {
        (self.less)(self.order[left], self.order[right])
    }

    /// Length of the run that begins at `start`; a descending one is reversed (`count_run`).
    fn count_run(&mut self, start: usize) -> PyResult<usize> {
        let end = self.order.len();
        let mut n = start + 1;
        while n < end && !self.is_less(n, n - 1)? {
            n += 1;
        }
        if n == end {
            return Ok(n - start);
        }
        if n > start + 1 {
            if self.is_less(start, n - 1)? {
                return Ok(n - start);
            }
            self.order[start..n].reverse();
        }
        n += 1;
        // Equal items inside a descending run are reversed twice: here and with the whole.
        let mut equal = 0;
        while n < end {
            if self.is_less(n, n - 1)? {
                self.reverse_equal(n, &mut equal);
            } else if self.is_less(n - 1, n)? {
                break;
            } else {
                equal += 1;
            }
            n += 1;
        }
        self.reverse_equal(n, &mut equal);
        self.order[start..n].reverse();
        while n < end && !self.is_less(n, n - 1)? {
            n += 1;
        }
        Ok(n - start)
    }

    fn reverse_equal(&mut self, end: usize, equal: &mut usize) {
        if *equal > 0 {
            self.order[end - *equal - 1..end].reverse();
            *equal = 0;
        }
    }

    /// Sorts `len` items of which the first `sorted` are in order, by binary insertion (`binarysort`).
    fn insert_sorted(&mut self, start: usize, len: usize, sorted: usize) -> PyResult<()> {
        for next in start + sorted..start + len {
            let (mut low, mut high) = (start, next);
            while low < high {
                let middle = (low + high) >> 1;
                if self.is_less(next, middle)? {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            self.order[low..=next].rotate_right(1);
        }
        Ok(())
    }

    /// Merges what must be merged before a run of this length follows (`found_new_run`).
    fn found_run(&mut self, start: usize, len: usize) -> PyResult<()> {
        let Some(last) = self.pending.last() else { return Ok(()) };
        let power = power(last.start, start - last.start, len, self.order.len());
        while self.pending.len() > 1 && self.pending[self.pending.len() - 2].power > power {
            self.merge_at(self.pending.len() - 2)?;
        }
        if let Some(last) = self.pending.last_mut() {
            last.power = power;
        }
        Ok(())
    }

    /// Merges a waiting run with the one after it.
    fn merge_at(&mut self, at: usize) -> PyResult<()> {
        let second = self.pending.remove(at + 1);
        let first = &mut self.pending[at];
        let (mut start, middle) = (first.start, second.start);
        first.len += second.len;
        first.power = second.power;
        // What is in place already at both ends stays out of the merge.
        start += self.gallop_right(middle, start, middle - start, 0)?;
        if start == middle {
            return Ok(());
        }
        let tail = self.gallop_left(middle - 1, middle, second.len, second.len - 1)?;
        if tail == 0 {
            return Ok(());
        }
        if middle - start <= tail {
            self.merge_low(start, middle, middle + tail)
        } else {
            self.merge_high(start, middle, middle + tail)
        }
    }

    fn gallop_left(&mut self, key: usize, start: usize, len: usize, hint: usize) -> PyResult<usize> {
        let (key, run) = (self.order[key], &self.order[start..start + len]);
        gallop(run, hint, |item| (self.less)(item, key))
    }

    fn gallop_right(&mut self, key: usize, start: usize, len: usize, hint: usize) -> PyResult<usize> {
        let (key, run) = (self.order[key], &self.order[start..start + len]);
        gallop_after(run, hint, |item| (self.less)(key, item))
    }

    /// Merges two adjacent runs of which the first is the shorter one, from the front (`merge_lo`).
    fn merge_low(&mut self, start: usize, middle: usize, end: usize) -> PyResult<()> {
        let left = self.order[start..middle].to_vec();
        // `dest` is where the next item goes; what is left of `left` just fits before `right`.
        let mut state = (start, 0, middle);
        let result = self.merge_forward(&left, end, &mut state);
        let (dest, a, b) = state;
        if let Ok(Merged::Last) = result {
            self.order.copy_within(b..end, dest);
            self.order[end - 1] = left[a];
        } else {
            self.order[dest..dest + left.len() - a].copy_from_slice(&left[a..]);
        }
        result.map(drop)
    }

    fn merge_forward(
        &mut self,
        left: &[usize],
        end: usize,
        (dest, a, b): &mut (usize, usize, usize),
    ) -> PyResult<Merged> {
        macro_rules! take_right {
            ($count:expr) => {{
                let count = $count;
                self.order.copy_within(*b..*b + count, *dest);
                *dest += count;
                *b += count;
                if *b == end {
                    return Ok(Merged::Rest);
                }
            }};
        }
        macro_rules! take_left {
            ($count:expr) => {{
                let count = $count;
                self.order[*dest..*dest + count].copy_from_slice(&left[*a..*a + count]);
                *dest += count;
                *a += count;
                match left.len() - *a {
                    0 => return Ok(Merged::Rest),
                    1 => return Ok(Merged::Last),
                    _ => {}
                }
            }};
        }
        take_right!(1);
        if left.len() == 1 {
            return Ok(Merged::Last);
        }
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins < self.min_gallop && right_wins < self.min_gallop {
                if (self.less)(self.order[*b], left[*a])? {
                    take_right!(1);
                    right_wins += 1;
                    left_wins = 0;
                } else {
                    take_left!(1);
                    left_wins += 1;
                    right_wins = 0;
                }
            }
            self.min_gallop += 1;
            loop {
                self.min_gallop = (self.min_gallop - 1).max(1);
                let key = self.order[*b];
                left_wins = gallop_after(&left[*a..], 0, |item| (self.less)(key, item))?;
                if left_wins > 0 {
                    take_left!(left_wins);
                }
                take_right!(1);
                let key = left[*a];
                right_wins = gallop(&self.order[*b..end], 0, |item| (self.less)(item, key))?;
                if right_wins > 0 {
                    take_right!(right_wins);
                }
                take_left!(1);
                if left_wins < MIN_GALLOP && right_wins < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop += 1;
        }
    }

    /// Merges two adjacent runs of which the second is the shorter one, from the back (`merge_hi`).
    fn merge_high(&mut self, start: usize, middle: usize, end: usize) -> PyResult<()> {
        let right = self.order[middle..end].to_vec();
        // Ends, exclusive: of the place to fill, of what is left of the first run, of what is left of `right`.
        let mut state = (end, middle, right.len());
        let result = self.merge_backward(&right, start, &mut state);
        let (dest, a, b) = state;
        if let Ok(Merged::Last) = result {
            self.order.copy_within(start..a, start + 1);
            self.order[start] = right[0];
        } else {
            self.order[dest - b..dest].copy_from_slice(&right[..b]);
        }
        result.map(drop)
    }

    fn merge_backward(
        &mut self,
        right: &[usize],
        start: usize,
        (dest, a, b): &mut (usize, usize, usize),
    ) -> PyResult<Merged> {
        macro_rules! take_left {
            ($count:expr) => {{
                let count = $count;
                self.order.copy_within(*a - count..*a, *dest - count);
                *dest -= count;
                *a -= count;
                if *a == start {
                    return Ok(Merged::Rest);
                }
            }};
        }
        macro_rules! take_right {
            ($count:expr) => {{
                let count = $count;
                self.order[*dest - count..*dest].copy_from_slice(&right[*b - count..*b]);
                *dest -= count;
                *b -= count;
                match *b {
                    0 => return Ok(Merged::Rest),
                    1 => return Ok(Merged::Last),
                    _ => {}
                }
            }};
        }
        take_left!(1);
        if *b == 1 {
            return Ok(Merged::Last);
        }
        loop {
            let (mut left_wins, mut right_wins) = (0, 0);
            while left_wins < self.min_gallop && right_wins < self.min_gallop {
                if (self.less)(right[*b - 1], self.order[*a - 1])? {
                    take_left!(1);
                    left_wins += 1;
                    right_wins = 0;
                } else {
                    take_right!(1);
                    right_wins += 1;
                    left_wins = 0;
                }
            }
            self.min_gallop += 1;
            loop {
                self.min_gallop = (self.min_gallop - 1).max(1);
                let key = right[*b - 1];
                let left = &self.order[start..*a];
                left_wins = left.len() - gallop_after(left, left.len() - 1, |item| (self.less)(key, item))?;
                if left_wins > 0 {
                    take_left!(left_wins);
                }
                take_right!(1);
                let key = self.order[*a - 1];
                right_wins = *b - gallop(&right[..*b], *b - 1, |item| (self.less)(item, key))?;
                if right_wins > 0 {
                    take_right!(right_wins);
                }
                take_left!(1);
                if left_wins < MIN_GALLOP && right_wins < MIN_GALLOP {
                    break;
                }
            }
            self.min_gallop += 1;
        }
    }
}

/// How many items of a sorted run are before the key, looked for from `hint` in growing leaps; `is_before`
/// tells of an item (`gallop_left`).
fn gallop(run: &[usize], hint: usize, mut is_before: impl FnMut(usize) -> PyResult<bool>) -> PyResult<usize> {
    let (mut low, mut high);
    let (mut last, mut leap) = (0, 1);
    if is_before(run[hint])? {
        let most = run.len() - hint;
        while leap < most && is_before(run[hint + leap])? {
            last = leap;
            leap = 2 * leap + 1;
        }
        (low, high) = (hint + last + 1, hint + leap.min(most));
    } else {
        let most = hint + 1;
        while leap < most && !is_before(run[hint - leap])? {
            last = leap;
            leap = 2 * leap + 1;
        }
        (low, high) = (hint + 1 - leap.min(most), hint - last);
    }
    while low < high {
        let middle = low + ((high - low) >> 1);
        if is_before(run[middle])? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// How many items of a sorted run are not after the key; `is_after` tells of an item (`gallop_right`).
fn gallop_after(
    run: &[usize],
    hint: usize,
    mut is_after: impl FnMut(usize) -> PyResult<bool>,
) -> PyResult<usize> {
    gallop(run, hint, |item| is_after(item).map(|after| !after))
}

/// The length up to which short runs are lengthened (`merge_compute_minrun`).
fn minrun(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= MAX_MINRUN {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// Depth in the merge tree of the boundary between two runs (`powerloop`).
fn power(start: usize, first: usize, second: usize, len: usize) -> u32 {
    // Twice the middles of both runs; the power is the first binary digit in which they differ.
    let mut a = 2 * start + first;
    let mut b = a + first + second;
    let mut power = 0;
    loop {
        power += 1;
        if a >= len {
            a -= len;
            b -= len;
        } else if b >= len {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}
