//! A `.pyc` of any release, whatever is in it, is refused or shown in every way there is.
#![no_main]

use std::error::Error;

use bytescope_bytecode::{OpcodeTable, pyc};
use bytescope_explorer::{explore_pyc, graphs_of};
use bytescope_views::cpython::{self, DisOptions};
use bytescope_views::{Moment, Options, graph_view, main_view, markdown};
use libfuzzer_sys::fuzz_target;

const SOURCE: &[u8] = b"def f(a):\n    with a as b:\n        return [b for b in a if b > 1]\n";

fn show(data: &[u8], source: Option<&[u8]>) -> Result<(), Box<dyn Error>> {
    let exploration = explore_pyc(pyc::read(data)?, "fuzz.pyc", source);
    let options = Options { stack: true, from: true, caches: true, tables: true, ..Options::default() };
    for block in main_view(&exploration, &options) {
        block?;
    }
    serde_json::to_vec(&exploration)?;
    for text in cpython::dis(exploration.objects[0].code.walk(), exploration.table(), DisOptions::default()) {
        text?;
    }
    graph_view(&graphs_of(&exploration)?, Moment::default(), &options);
    markdown(&exploration, &options)?;
    Ok(())
}

fuzz_target!(|data: &[u8]| {
    // So that the fuzzer need not find the magic numbers.
    let Some((&which, rest)) = data.split_first() else { return };
    let tables: Vec<_> = OpcodeTable::all().collect();
    let magic = tables[usize::from(which) % tables.len()].form().magic.to_le_bytes();
    let data = [&magic, b"\r\n".as_slice(), rest].concat();
    let source = (which & 0x80 != 0).then_some(SOURCE);
    let _ = show(&data, source);
});
