//! What look-ups in classes found (`type_cache` of `Objects/typeobject.c`).
//!
//! A class that changes gets another version, so what was found before is never asked for again; there is no list of
//! what to forget.

use crate::value::Value;

/// Results of look-ups in classes, by the class's version and the name (`type_cache`).
#[derive(Debug)]
pub(crate) struct LookupCache {
    entries: Vec<Option<CachedLookup>>,
    last_version: u32,
}

#[derive(Debug)]
struct CachedLookup {
    version: u32,
    name: Value,
    found: Option<Value>,
}

const CACHE_SIZE: usize = 1 << 12;

impl Default for LookupCache {
    fn default() -> Self {
        Self { entries: std::iter::repeat_with(|| None).take(CACHE_SIZE).collect(), last_version: 0 }
    }
}

impl LookupCache {
    /// Forgets everything: what it found it also keeps alive.
    pub(crate) fn forget(&mut self) {
        self.entries.fill_with(|| None);
    }

    /// A version that no class had before.
    pub(super) fn new_version(&mut self) -> u32 {
        self.last_version += 1;
        self.last_version
    }

    /// What was found, nothing included; `None` if nobody looked.
    pub(super) fn get(&self, version: u32, name: &Value) -> Option<&Option<Value>> {
        let cached = self.entries[slot(version, name)].as_ref()?;
        (cached.version == version && cached.name.is(name)).then_some(&cached.found)
    }

    /// Notes what was found.
    pub(super) fn set(&mut self, version: u32, name: &Value, found: Option<Value>) {
        self.entries[slot(version, name)] = Some(CachedLookup { version, name: name.clone(), found });
    }

    /// Forgets one look-up.
    pub(super) fn forget_one(&mut self, version: u32, name: &Value) {
        let slot = slot(version, name);
        if self.entries[slot].as_ref().is_some_and(|cached| cached.version == version && cached.name.is(name))
        {
            self.entries[slot] = None;
        }
    }
}

fn slot(version: u32, name: &Value) -> usize {
    (version as usize).wrapping_mul(31).wrapping_add(name.id() >> 4) % CACHE_SIZE
}
