//! Many named byte strings in one file: how an interpreter is handed thousands of sources at once, and how
//! it hands back its answers. `oracle/bundle.py` is the other half.

use std::hash::Hasher;
use std::io::Read as _;
use std::path::Path;
use std::{fs, io};

use siphasher::sip128::{Hasher128, SipHasher13};
use walkdir::WalkDir;
use zip::ZipArchive;

/// Named byte strings, in order.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// Names (paths with `/`, as a rule) and contents.
    pub entries: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// The Python files in a folder and below, sorted by path. Left out are `__pycache__` and
    /// `site-packages`, so that a `lib/python3.13` gives the standard library and nothing else.
    pub fn of_folder(folder: &Path) -> io::Result<Self> {
        let skipped = ["__pycache__", "site-packages"];
        let wanted = |entry: &walkdir::DirEntry| !skipped.iter().any(|name| entry.file_name() == *name);
        let mut entries = Vec::new();
        for entry in WalkDir::new(folder).into_iter().filter_entry(wanted) {
            let entry = entry?;
            if entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending == "py") {
                let name = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let name = name.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                entries.push((name, fs::read(entry.path())?));
            }
        }
        entries.sort_unstable();
        Ok(Self { entries })
    }

    /// The Python files in a zip, sorted by path.
    pub fn of_zip(path: &Path) -> io::Result<Self> {
        let mut archive = ZipArchive::new(fs::File::open(path)?).map_err(io::Error::other)?;
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).map_err(io::Error::other)?;
            let name = file.name().map_err(io::Error::other)?.into_owned();
            if Path::new(&name).extension().is_some_and(|ending| ending == "py") {
                let mut content = Vec::new();
                file.read_to_end(&mut content)?;
                entries.push((name, content));
            }
        }
        entries.sort_unstable();
        Ok(Self { entries })
    }

    /// A folder as [`Bundle::of_folder`], a bundle file, or a single Python file.
    pub fn of_path(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            return Self::of_folder(path);
        }
        let content = fs::read(path)?;
        if path.extension().is_some_and(|ending| ending == "bundle") {
            return Self::decode(&content).ok_or_else(|| io::Error::other("not a bundle: it ends too early"));
        }
        Ok(Self { entries: vec![(path.to_string_lossy().into_owned(), content)] })
    }

    /// Every `step`th entry.
    #[must_use]
    pub fn sample(&self, step: usize) -> Self {
        Self { entries: self.entries.iter().step_by(step.max(1)).cloned().collect() }
    }

    /// The bytes of a bundle file.
    pub fn encode(&self) -> Vec<u8> {
        let mut data = Vec::new();
        for (name, content) in &self.entries {
            for field in [name.as_bytes(), content] {
                data.extend((field.len() as u32).to_le_bytes());
                data.extend(field);
            }
        }
        data
    }

    /// Reads a bundle file; `None` if it is cut off.
    pub fn decode(mut data: &[u8]) -> Option<Self> {
        let mut entries = Vec::new();
        while !data.is_empty() {
            let name = String::from_utf8_lossy(take_field(&mut data)?).into_owned();
            entries.push((name, take_field(&mut data)?.to_vec()));
        }
        Some(Self { entries })
    }

    /// A hash over names and contents that tells corpora apart: 32 hexadecimal digits.
    pub fn identity(&self) -> String {
        let mut hasher = SipHasher13::new();
        hasher.write(&self.encode());
        format!("{:032x}", hasher.finish128().as_u128())
    }
}

/// The next length and what it stands before.
fn take_field<'a>(data: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = data.split_first_chunk::<4>()?;
    let (field, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *data = rest;
    Some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let entries = vec![("a.py".to_owned(), b"x = 1\n".to_vec()), ("b.py".to_owned(), Vec::new())];
        let bundle = Bundle { entries };
        let data = bundle.encode();
        assert_eq!(Bundle::decode(&data).map(|read| read.entries), Some(bundle.entries));
        assert!(Bundle::decode(&data[..data.len() - 1]).is_none());
    }
}
