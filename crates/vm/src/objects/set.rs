//! `set` and `frozenset`: CPython's own table, because the order of iteration shows it.
//!
//! The table is the one of `Objects/setobject.c`: open addressing, nine linear probes, then a jump that the
//! higher bits of the hash perturb; dummies stay until a new key takes their place or the table is rebuilt. As in [`Dict`](super::Dict), a
//! search decides what it can decide natively and else [asks](Step::Ask).

use std::cell::{Cell, RefCell};

use crate::value::{Held, Value};

use super::dict::same_key;

/// A set or frozenset.
#[derive(Debug)]
pub struct Set {
    /// Whether it is a `frozenset`.
    pub is_frozen: bool,
    table: RefCell<Table>,
    /// The hash of a frozenset, once asked for.
    pub hash: Cell<Option<i64>>,
}

#[derive(Debug)]
struct Table {
    /// A power of two of them.
    slots: Vec<Slot>,
    /// Slots that are not empty: keys and dummies.
    fill: usize,
    /// Keys.
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
    /// Counts the rebuildings, so that a search notices them.
    generation: u32,
}

/// Without a key a slot is empty, or a dummy if its hash is -1, which is the hash of no object.
#[derive(Clone, Debug, Default)]
struct Slot {
    hash: i64,
    key: Option<Value>,
}

const DUMMY: Slot = Slot { hash: -1, key: None };
const SMALLEST: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

impl Slot {
    fn is_empty(&self) -> bool {
        self.key.is_none() && self.hash == 0
    }

    fn is_dummy(&self) -> bool {
        self.key.is_none() && self.hash != 0
    }
}

/// The slots that a hash leads to, one after the other, without end.
#[derive(Debug)]
struct Probes {
    mask: usize,
    place: usize,
    linear: usize,
    perturb: u64,
    start: usize,
}

impl Probes {
    fn new(hash: i64, mask: usize) -> Self {
        let start = hash as usize & mask;
        Self { mask, place: start, linear: Self::linear(start, mask), perturb: hash as u64, start }
    }

    /// Linear probes do not go over the end of the table.
    fn linear(start: usize, mask: usize) -> usize {
        if start + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 }
    }

    fn advance(&mut self) {
        if self.linear > 0 {
            self.linear -= 1;
            self.place += 1;
            return;
        }
        self.perturb >>= PERTURB_SHIFT;
        let jump = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize);
        self.start = jump & self.mask;
        self.place = self.start;
        self.linear = Self::linear(self.start, self.mask);
    }
}

/// A search for a key in a set.
#[derive(Debug)]
pub(crate) struct Search {
    hash: i64,
    probes: Probes,
    /// The last dummy on the way, which a new key would take.
    dummy: Option<usize>,
    generation: u32,
}

/// How far a search came.
#[derive(Debug)]
pub(crate) enum Step {
    /// The key is in this slot.
    Found(usize),
    /// The key is not there; this is the slot where it would go.
    Free(usize),
    /// The key in the slot has the same hash; only `==` can tell.
    Ask(usize, Value),
}

impl Set {
    /// An empty set.
    pub fn new(is_frozen: bool) -> Self {
        Self { is_frozen, table: RefCell::default(), hash: Cell::new(None) }
    }

    /// Number of keys.
    pub fn len(&self) -> usize {
        self.table.borrow().used
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many places the table has (`sys.getsizeof` shows it).
    pub(crate) fn places(&self) -> usize {
        self.table.borrow().slots.len()
    }

    /// All keys in the order of iteration: what to work on when Python code may run meanwhile.
    pub fn to_vec(&self) -> Vec<Value> {
        self.table.borrow().slots.iter().filter_map(|slot| slot.key.clone()).collect()
    }

    /// The hashes of all keys.
    pub(crate) fn hashes(&self) -> Vec<i64> {
        let table = self.table.borrow();
        table.slots.iter().filter(|slot| slot.key.is_some()).map(|slot| slot.hash).collect()
    }

    /// Size of the table.
    pub(crate) fn slots(&self) -> usize {
        self.table.borrow().slots.len()
    }

    /// The first key at `place` or after it, with its hash and the place after it (`set_next`).
    pub(crate) fn next_from(&self, place: usize) -> Option<(usize, i64, Value)> {
        let table = self.table.borrow();
        let mut slots = table.slots.iter().enumerate().skip(place);
        slots.find_map(|(place, slot)| Some((place + 1, slot.hash, slot.key.clone()?)))
    }

    /// Begins to look for a key.
    pub(crate) fn search(&self, hash: i64) -> Search {
        let table = self.table.borrow();
        Search { hash, probes: Probes::new(hash, table.mask()), dummy: None, generation: table.generation }
    }

    /// Goes on looking. After a question that was answered with no, it goes on behind that slot.
    pub(crate) fn step(&self, search: &mut Search, key: &Value) -> Step {
        let table = self.table.borrow();
        loop {
            let place = search.probes.place;
            let slot = &table.slots[place];
            if slot.is_empty() {
                return Step::Free(search.dummy.unwrap_or(place));
            }
            if slot.is_dummy() {
                search.dummy = Some(place);
            }
            search.probes.advance();
            if slot.hash == search.hash
                && let Some(candidate) = &slot.key
            {
                match same_key(candidate, key) {
                    Some(true) => return Step::Found(place),
                    Some(false) => {}
                    None => return Step::Ask(place, candidate.clone()),
                }
            }
        }
    }

    /// Whether Python code that ran meanwhile left the table and this key in place.
    pub(crate) fn is_unchanged(&self, search: &Search, place: usize, key: &Value) -> bool {
        let table = self.table.borrow();
        table.generation == search.generation
            && table.slots.get(place).and_then(|slot| slot.key.as_ref()).is_some_and(|there| there.is(key))
    }

    /// Puts a key into the free slot that a search just found.
    pub(crate) fn insert_at(&self, place: usize, hash: i64, key: Value) {
        let mut table = self.table.borrow_mut();
        let old = std::mem::replace(&mut table.slots[place], Slot { hash, key: Some(key) });
        table.used += 1;
        if old.is_dummy() {
            return;
        }
        table.fill += 1;
        if table.fill * 5 >= table.mask() * 3 {
            table.grow();
        }
    }

    /// Takes out the key of a slot.
    #[must_use = "drop it when nothing is borrowed"]
    pub(crate) fn remove_at(&self, place: usize) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        table.used -= 1;
        std::mem::replace(&mut table.slots[place], DUMMY).key
    }

    /// Removes some key (`set_pop`).
    pub(crate) fn pop(&self) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        if table.used == 0 {
            return None;
        }
        let mask = table.mask();
        let mut place = table.finger & mask;
        while table.slots[place].key.is_none() {
            place = (place + 1) & mask;
        }
        table.used -= 1;
        table.finger = place + 1;
        std::mem::replace(&mut table.slots[place], DUMMY).key
    }

    /// Makes room for keys of which none or few may be there already (`set_merge`, `set_update_internal`).
    pub(crate) fn reserve(&self, more: usize) {
        let mut table = self.table.borrow_mut();
        if (table.fill + more) * 5 >= table.mask() * 3 {
            let used = table.used;
            table.resize((used + more) * 2);
        }
    }

    /// Copies the keys of another set if this one was always empty (`set_merge`); whether it was.
    pub(crate) fn fill_from(&self, other: &Self) -> bool {
        let mut table = self.table.borrow_mut();
        if table.fill != 0 {
            return false;
        }
        let other = other.table.borrow();
        if table.mask() == other.mask() && other.fill == other.used {
            table.slots.clone_from(&other.slots);
        } else {
            for slot in &other.slots {
                if let Some(key) = &slot.key {
                    table.insert_clean(slot.hash, key.clone());
                }
            }
        }
        table.fill = other.used;
        table.used = other.used;
        true
    }

    /// Rebuilds the table if more than a quarter of its slots are dummies.
    pub(crate) fn sweep(&self) {
        let mut table = self.table.borrow_mut();
        if table.fill - table.used > table.mask() / 4 {
            table.grow();
        }
    }

    /// Removes everything; what was there is in the result, to be dropped when nothing is borrowed.
    #[must_use = "drop it when nothing is borrowed"]
    pub(crate) fn take(&self) -> Self {
        let taken = Self::new(self.is_frozen);
        self.swap(&taken);
        taken
    }

    /// Exchanges what two sets hold (`set_swap_bodies`).
    pub(crate) fn swap(&self, other: &Self) {
        self.table.swap(&other.table);
        let (mut left, mut right) = (self.table.borrow_mut(), other.table.borrow_mut());
        for table in [&mut left, &mut right] {
            table.generation = table.generation.wrapping_add(1);
        }
        // Where `pop` goes on stays with the object, as in CPython.
        std::mem::swap(&mut left.finger, &mut right.finger);
    }
}

impl Default for Table {
    fn default() -> Self {
        Self { slots: vec![Slot::default(); SMALLEST], fill: 0, used: 0, finger: 0, generation: 0 }
    }
}

impl Table {
    fn mask(&self) -> usize {
        self.slots.len() - 1
    }

    fn grow(&mut self) {
        self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
    }

    /// Rebuilds the table, without dummies, with more than `least` slots (`set_table_resize`).
    fn resize(&mut self, least: usize) {
        let mut size = SMALLEST;
        while size <= least {
            size <<= 1;
        }
        if size == SMALLEST && self.slots.len() == SMALLEST && self.fill == self.used {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        self.fill = self.used;
        self.generation = self.generation.wrapping_add(1);
        for slot in old {
            if let Some(key) = slot.key {
                self.insert_clean(slot.hash, key);
            }
        }
    }

    /// Puts a key that is known not to be there into a table without dummies (`set_insert_clean`).
    fn insert_clean(&mut self, hash: i64, key: Value) {
        let mut probes = Probes::new(hash, self.mask());
        while self.slots[probes.place].key.is_some() {
            probes.advance();
        }
        self.slots[probes.place] = Slot { hash, key: Some(key) };
    }
}

impl Held for Set {
    fn traverse(&self, visit: &mut dyn FnMut(&Value)) {
        for slot in &self.table.borrow().slots {
            slot.key.iter().for_each(&mut *visit);
        }
    }

    fn clear(&self) {
        drop(self.take());
    }
}
