//! The JSON schemas of everything that `--format json` prints, committed below `docs/schema`.
//!
//! They are made from the types that are serialized. That the types say the truth is what validating the real
//! binary's output shows; the schemas are strict, so that what is not described is an error.

mod trace;

use std::io;
use std::path::PathBuf;
use std::{fs, iter};

use bytescope_explorer::schema;
use serde_json::Value;

use crate::repository;

/// The command that writes them anew.
pub const COMMAND: &str = "cargo run -p bytescope-tests --bin schemas";

/// All schemas, by the name of the command whose output they describe, as they should be committed.
pub fn all() -> Vec<(&'static str, String)> {
    let trace = iter::once(("trace", trace::line()));
    let all = schema::schemas().into_iter().chain(trace);
    all.map(|(name, schema)| (name, text(name, schema.to_value()))).collect()
}

/// Where a schema is committed.
pub fn path(name: &str) -> PathBuf {
    repository().join("docs/schema").join(name).with_extension("json")
}

/// Writes all of them, and returns how many.
pub fn write() -> io::Result<usize> {
    let all = all();
    for (name, text) in &all {
        let path = path(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, text)?;
    }
    Ok(all.len())
}

fn text(name: &str, mut schema: Value) -> String {
    let title = match name {
        "show" => "bytescope FILE --format json".to_owned(),
        "trace" => "A line of bytescope trace --format json".to_owned(),
        name => format!("bytescope {name} --format json"),
    };
    schema["title"] = title.into();
    // Numbers of a width of Rust's own mean nothing to a reader of JSON.
    drop_formats(&mut schema);
    // A view is a word of our code, for what is written of a thing.
    serde_json::to_string_pretty(&schema).unwrap_or_default().replace("View\"", "\"") + "\n"
}

fn drop_formats(value: &mut Value) {
    match value {
        Value::Object(map) => {
            if map.get("type").is_some_and(|kind| kind != "object") {
                map.remove("format");
            }
            map.values_mut().for_each(drop_formats);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_formats),
        _ => {}
    }
}
