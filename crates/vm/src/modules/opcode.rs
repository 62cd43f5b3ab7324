//! `_opcode`: what `dis` asks about instructions.

use bytescope_bytecode::{Opcode, OpcodeFlags, OpcodeTable, Version};

use crate::call::Args;
use crate::objects::Dict;
use crate::types::Def;
use crate::value::{Ref, Value};
use crate::{PyResult, Vm};

const FUNCTIONS: &[Def] = &[
    Def::function("stack_effect", "(opcode, oparg=None, /, *, jump=None)", stack_effect),
    Def::function("is_valid", "(opcode)", |vm, args| Ok(Value::bool(opcode_of(vm, &args[0])?.is_some()))),
    Def::function("has_arg", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::ARG)),
    Def::function("has_const", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::CONST)),
    Def::function("has_name", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::NAME)),
    Def::function("has_jump", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::JUMP)),
    Def::function("has_free", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::FREE)),
    Def::function("has_local", "(opcode)", |vm, args| has(vm, &args[0], OpcodeFlags::LOCAL)),
    Def::function("has_exc", "(opcode)", |_, _| Ok(Value::bool(false))),
    Def::function("get_executor", "(*, code, offset)", |_, _| Ok(Value::none())),
    Def::function("get_specialization_stats", "()", |_, _| Ok(Value::none())),
    Def::function("get_intrinsic1_descs", "()", |vm, _| names(vm, OpcodeTable::intrinsic_1)),
    Def::function("get_intrinsic2_descs", "()", |vm, _| names(vm, OpcodeTable::intrinsic_2)),
    Def::function("get_nb_ops", "()", operators),
];

pub(super) fn make(vm: &mut Vm, dict: &Ref<Dict>) -> PyResult<()> {
    vm.define_functions(dict, "_opcode", FUNCTIONS);
    Ok(())
}

fn table() -> &'static OpcodeTable {
    OpcodeTable::of(Version::LATEST)
}

fn opcode_of(vm: &mut Vm, number: &Value) -> PyResult<Option<Opcode>> {
    let number = vm.index_i64(number)?;
    Ok(u8::try_from(number).ok().and_then(|number| table().opcode(number)))
}

fn has(vm: &mut Vm, number: &Value, flag: OpcodeFlags) -> PyResult {
    let opcode = opcode_of(vm, number)?;
    Ok(Value::bool(opcode.is_some_and(|opcode| table().flags(opcode).contains(flag))))
}

fn stack_effect(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(opcode) = opcode_of(vm, &args[0])? else {
        return Err(vm.value_error("invalid opcode or oparg"));
    };
    let argument = match args.some(1) {
        Some(argument) => vm.index_i64(argument)?,
        None => 0,
    };
    let jump = match args.some(2) {
        Some(jump) => vm.truth(jump)?,
        None => false,
    };
    Ok(Value::int(table().stack_effect(opcode, argument as u32, jump).into()))
}

/// All names of a numbered list.
fn names(vm: &mut Vm, name: fn(&OpcodeTable, u32) -> Option<&'static str>) -> PyResult {
    let names = (0..).map_while(|number| name(table(), number)).map(|name| vm.str(name)).collect();
    Ok(vm.list(names))
}

/// The operators of `BINARY_OP`: CPython's name and the symbol.
fn operators(vm: &mut Vm, _args: Args<'_>) -> PyResult {
    let mut pairs = Vec::new();
    for (name, symbol) in (0..).map_while(|number| table().binary_op(number)) {
        let pair = vec![vm.str(name), vm.str(symbol)];
        pairs.push(vm.tuple(pair));
    }
    Ok(vm.list(pairs))
}
