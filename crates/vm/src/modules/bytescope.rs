//! `_bytescope`: what our own modules in Python need from the machine and CPython's do otherwise.

use bytescope_bytecode::{Location, OpcodeTable, Version};

use crate::call::Args;
use crate::host::{CompileMode, SyntaxField, SyntaxNode};
use crate::objects::{Class, ClassFlags, Dict, Slice, Str};
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("set_type_flags", "(cls, flags, /)", set_type_flags),
    Def::function("source", "(filename, /)", source),
    Def::function("format_exception_only", "(exc, with_traceback=True, /)", format_exception_only),
    Def::function("format_source", "(filename, lineno, end_lineno, colno, end_colno, /)", format_source),
    Def::function("opcodes", "()", opcodes),
    Def::function("import_module", "(name, /)", import_module),
    Def::function("reload_module", "(name, module, /)", reload_module),
    Def::function("find_module", "(name, path=None, /)", find_module),
    Def::function("parse", "(source, filename, mode, /)", parse),
    Def::function("module_source", "(filename, /)", source),
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
    // Built-in types do not change.
    if let Some(class) = Ref::<Class>::of(&args[0]).filter(|class| class.flags.get().is_heap) {
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
    match vm.host.frontend().source(&filename) {
        Some(text) => Ok(vm.str(&text)),
        None => Ok(Value::none()),
    }
}

fn format_exception_only(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let is_whole = args.get(1).map_or(Ok(true), |whole| vm.truth(whole))?;
    let text = vm.last_lines(&args[0], is_whole);
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
    for line in vm.host.frontend().quote(&filename, location) {
        text.extend(["    ", &line, "\n"]);
    }
    Ok(vm.str(&text))
}

/// The syntax tree of a source: a node is its class's name, its four positions or `None`, and a dictionary of its
/// fields.
fn parse(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let source = match native::<Str>(&args[0]) {
        Some(text) => text.wtf8().as_bytes().to_vec(),
        None => vm.byte_data(&args[0])?,
    };
    if source.contains(&0) {
        return Err(vm.error(Exc::SyntaxError, "source code string cannot contain null bytes"));
    }
    let filename = vm.text(&args[1]);
    let mode = match vm.text(&args[2]).as_str() {
        "eval" => CompileMode::Eval,
        "single" => CompileMode::Single,
        _ => CompileMode::Exec,
    };
    match vm.host.frontend().parse(&source, &filename, mode) {
        Some(Ok(root)) => node_value(vm, root),
        Some(Err(error)) => Err(vm.syntax_error(&error, &filename)),
        None => Err(vm.error(Exc::NotImplementedError, "there is no parser here")),
    }
}

fn node_value(vm: &mut Vm, node: SyntaxNode) -> PyResult {
    let fields = Ref::new(Dict::default());
    for (name, field) in node.fields {
        let value = field_value(vm, field)?;
        vm.set_name(&fields, name, value);
    }
    let place = match node.location {
        Some(Location { lineno, col_offset, end_lineno, end_col_offset }) => {
            let numbers = [lineno, col_offset, end_lineno, end_col_offset];
            vm.tuple(numbers.map(|number| Value::int(number.into())).to_vec())
        }
        None => Value::none(),
    };
    let kind = vm.intern(node.kind);
    Ok(vm.tuple(vec![kind, place, fields.into_value()]))
}

fn field_value(vm: &mut Vm, field: SyntaxField) -> PyResult {
    Ok(match field {
        SyntaxField::Absent => Value::none(),
        SyntaxField::Node(node) => node_value(vm, node)?,
        SyntaxField::List(items) => {
            let items = items.into_iter().map(|item| field_value(vm, item)).collect::<PyResult<_>>()?;
            vm.list(items)
        }
        SyntaxField::Identifier(name) => vm.intern(&name),
        // In a slice: nodes are tuples, and constants may be.
        SyntaxField::Constant(constant) => {
            let value = vm.constant_value(&constant)?;
            Value::new(Slice { start: value, stop: Value::none(), step: Value::none() })
        }
        SyntaxField::Int(number) => Value::int(number.into()),
    })
}

fn import_module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.text(&args[0]);
    vm.import_module(&name)
}

fn reload_module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.text(&args[0]);
    vm.reload_module(&name, &args[1])
}

/// Where a module is: its file, or `None` if it is native or embedded, and whether it is a package. `None` if there
/// is no such module.
fn find_module(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.text(&args[0]);
    match vm.find_module(&name, args.some(1))? {
        Some((file, is_package)) => {
            let file = file.map_or_else(Value::none, |file| vm.str(&file));
            Ok(vm.tuple(vec![file, Value::bool(is_package)]))
        }
        None => Ok(Value::none()),
    }
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
