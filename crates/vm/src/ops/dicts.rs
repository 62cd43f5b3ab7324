//! Dictionaries with keys of any type: where comparing keys runs Python code.

use crate::objects::{Dict, Found};
use crate::value::Value;
use crate::{PyResult, Vm};

impl Vm {
    /// The place of a key, and the key's hash.
    pub fn dict_find(&mut self, dict: &Dict, key: &Value) -> PyResult<(i64, Option<usize>)> {
        let hash = self.hash(key)?;
        Ok((hash, self.dict_find_hashed(dict, hash, key)?))
    }

    /// The place of a key whose hash is known.
    pub(crate) fn dict_find_hashed(
        &mut self,
        dict: &Dict,
        hash: i64,
        key: &Value,
    ) -> PyResult<Option<usize>> {
        'again: loop {
            match dict.find(hash, key) {
                Found::At(place) => return Ok(Some(place)),
                Found::Missing => return Ok(None),
                Found::Ask(candidates) => {
                    let version = dict.version();
                    for (place, candidate) in candidates {
                        let same = self.equals(&candidate, key)?;
                        if !dict.has_version(version) {
                            // The comparison changed the dictionary.
                            continue 'again;
                        }
                        if same {
                            return Ok(Some(place));
                        }
                    }
                    return Ok(None);
                }
            }
        }
    }

    /// The value of a key.
    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> PyResult<Option<Value>> {
        let (_, place) = self.dict_find(dict, key)?;
        Ok(place.and_then(|place| dict.value_at(place)))
    }

    /// Sets the value of a key.
    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> PyResult<()> {
        match self.dict_find(dict, &key)? {
            (_, Some(place)) => drop(dict.replace_at(place, value)),
            (hash, None) => dict.insert(hash, key, value),
        }
        Ok(())
    }

    /// Removes a key; gives back what was there.
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> PyResult<Option<(Value, Value)>> {
        let (_, place) = self.dict_find(dict, key)?;
        Ok(place.and_then(|place| dict.remove_at(place)))
    }
}
