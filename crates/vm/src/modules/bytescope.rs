//! `_bytescope`: what our own modules in Python need from the machine and CPython's do otherwise.

use bytescope_bytecode::{Location, OpcodeTable, Version};

use crate::call::Args;
use crate::objects::{Class, ClassFlags, Dict};
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("set_type_flags", "(cls, flags, /)", set_type_flags),
    Def::function("source", "(filename, /)", source),
    Def::function("format_exception_only", "(exc, /)", format_exception_only),
    Def::function("format_source", "(filename, lineno, end_lineno, colno, end_colno, /)", format_source),
    Def::function("opcodes", "()", opcodes),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_bytescope", FUNCTIONS);
    Ok(())
}

/// `Py_TPFLAGS_SEQUENCE` and `Py_TPFLAGS_MAPPING`
const SEQUENCE: i64 = 1 << 5;
const MAPPING: i64 = 1 << 6;

fn set_type_flags(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let wanted = vm.index_i64(&args[1])?;
    if let Some(class) = Ref::<Class>::of(&args[0]) {
        let flags = class.flags.get();
        class.flags.set(ClassFlags {
            is_sequence: flags.is_sequence || wanted & SEQUENCE != 0,
            is_mapping: flags.is_mapping || wanted & MAPPING != 0,
            ..flags
        });
        let class = class.clone();
        vm.class_changed(&class);
    }
    Ok(Value::none())
}

/// The text of a source file of this run, if the host shows it: embedded modules and files that were compiled.
fn source(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let filename = vm.text(&args[0]);
    let embedded = filename.strip_prefix("<bytescope>/").and_then(|path| path.strip_suffix(".py"));
    if let Some((text, _)) = embedded.and_then(|path| vm.find_embedded(&path.replace('/', "."))) {
        return Ok(vm.str(text));
    }
    match vm.host.source(&filename) {
        Some(text) => Ok(vm.str(&text)),
        None => Ok(Value::none()),
    }
}

fn format_exception_only(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.last_lines(&args[0]);
    let lines = text.split('\n').map(|line| vm.str(&format!("{line}\n"))).collect();
    Ok(vm.list(lines))
}

fn format_source(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let filename = vm.text(&args[0]);
    let mut numbers = [-1_i32; 4];
    for (number, slot) in numbers.iter_mut().zip(1..) {
        if let Some(value) = args.some(slot) {
            *number = vm.index_i64(value)?.try_into().unwrap_or(-1);
        }
    }
    let [lineno, end_lineno, col_offset, end_col_offset] = numbers;
    let location = Location { lineno, end_lineno, col_offset, end_col_offset };
    let mut text = String::new();
    for line in vm.host.quote(&filename, location) {
        text.extend(["    ", &line, "\n"]);
    }
    Ok(vm.str(&text))
}

/// Numbers and cache entries of 3.13's instructions, by name.
fn opcodes(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    let dict = Ref::new(Dict::default());
    let table = OpcodeTable::of(Version::LATEST);
    for opcode in table.opcodes() {
        let (Some(number), caches) = (table.number(opcode), table.caches(opcode)) else { continue };
        let entry = vm.tuple(vec![Value::int(number.into()), Value::int(caches.into())]);
        vm.set_name(&dict, opcode.name(), entry);
    }
    Ok(dict.into_value())
}
