//! Functions that compile and run code, or look at the names of what runs.

use std::sync::Arc;

use bytescope_bytecode::CodeFlags;

use crate::call::{Args, Arguments};
use crate::host::CompileMode;
use crate::objects::*;
use crate::types::native;
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Vm};

pub(super) fn build_class(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let arguments = Arguments {
        positional: args.rest(0).iter().cloned().collect(),
        keywords: args.named(1).map(|named| named.items()).unwrap_or_default(),
    };
    match arguments.positional.as_slice() {
        [function, _, ..] if function.kind() != Kind::Function => {
            Err(vm.type_error("__build_class__: func must be a function"))
        }
        [_, name, ..] if native::<Str>(name).is_none() => {
            Err(vm.type_error("__build_class__: name is not a string"))
        }
        [_, _, ..] => vm.build_class(arguments),
        _ => Err(vm.type_error("__build_class__: not enough arguments")),
    }
}

pub(super) fn import(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(name) = native::<Str>(&args[0]) else {
        return Err(vm.type_error("module name must be a string"));
    };
    let name = name.wtf8().to_string_lossy().into_owned();
    let globals = args.get(1).cloned().unwrap_or_else(Value::none);
    let from_list = args.get(3).cloned().unwrap_or_else(Value::none);
    let level = args.get(4).map_or(Ok(0), |level| vm.index_i64(level))?;
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    vm.import_name(&name, &globals, &from_list, level)
}

pub(super) fn globals(vm: &mut Vm, _: Args<'_>) -> PyResult {
    Ok(vm.globals().into_value())
}

pub(super) fn locals(vm: &mut Vm, _: Args<'_>) -> PyResult {
    vm.locals()
}

/// The flags of `compile()` that future statements set.
const FUTURES: u32 = CodeFlags::FUTURE_BARRY_AS_BDFL.bits() | CodeFlags::FUTURE_ANNOTATIONS.bits();
/// `ast.PyCF_ONLY_AST`
const ONLY_AST: u32 = 0x400;

impl Vm {
    /// The future statements that hold where the running code was written.
    fn inherited_flags(&self) -> u32 {
        self.interpreter.frames.last().map_or(0, |frame| frame.code.object.flags.bits() & FUTURES)
    }

    fn compile_source(
        &mut self,
        source: &[u8],
        filename: &str,
        mode: CompileMode,
        flags: u32,
    ) -> PyResult<Ref<Code>> {
        if source.contains(&0) {
            return Err(self.error(Exc::SyntaxError, "source code string cannot contain null bytes"));
        }
        match self.host.frontend().compile(source, filename, mode, flags) {
            Ok(object) => {
                self.warn_of_syntax(filename)?;
                self.load(&Arc::new(object))
            }
            Err(error) => Err(self.syntax_error(&error, filename)),
        }
    }
}

/// The bytes of source that is text or bytes; `None` for anything else.
fn source_bytes(source: &Value) -> Option<Vec<u8>> {
    if let Some(text) = native::<Str>(source) {
        return Some(text.wtf8().as_bytes().to_vec());
    }
    if let Some(bytes) = native::<Bytes>(source) {
        return Some(bytes.data.to_vec());
    }
    native::<ByteArray>(source).map(|array| array.data.borrow().clone())
}

pub(super) fn compile(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let filename = super::files::path_text(vm, &args[1])?;
    let mode = match native::<Str>(&args[2]).and_then(Str::as_str) {
        Some("exec") => CompileMode::Exec,
        Some("eval") => CompileMode::Eval,
        Some("single") => CompileMode::Single,
        _ if native::<Str>(&args[2]).is_none() => {
            let class = vm.class_of(&args[2]).name();
            return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {class}")));
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let flags = args.get(3).map_or(Ok(0), |flags| vm.index_i64(flags))? as u32;
    if flags & ONLY_AST != 0 {
        let ast = vm.import_module("ast")?;
        return vm.call_method(&ast, "_parse", [args[0].clone(), args[1].clone(), args[2].clone()]);
    }
    let inherit = !args.get(4).map_or(Ok(false), |no| vm.truth(no))?;
    let flags = flags | if inherit { vm.inherited_flags() } else { 0 };
    if args[0].kind() == Kind::Code {
        return Ok(args[0].clone());
    }
    let is_tree = vm.intern("_fields");
    if vm.find_attr(&args[0], &is_tree)?.is_some() {
        // A tree is compiled by way of its text.
        let ast = vm.import_module("ast")?;
        let text = vm.call_method(&ast, "_source_of", [args[0].clone(), args[2].clone()])?;
        let source = source_bytes(&text).unwrap_or_default();
        return vm.compile_source(&source, &filename, mode, flags).map(Ref::into_value);
    }
    let Some(source) = source_bytes(&args[0]) else {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    };
    vm.compile_source(&source, &filename, mode, flags).map(Ref::into_value)
}

/// The namespaces for `eval` and `exec`: those of the running code unless others are given. If only globals
/// are given, they are the locals as well.
fn namespaces(vm: &mut Vm, args: &Args<'_>) -> PyResult<(Ref<Dict>, Value)> {
    let (globals, locals) = (args.some(1).cloned(), args.some(2).cloned());
    let locals = match (&globals, locals) {
        (_, Some(locals)) => locals,
        (Some(globals), None) => globals.clone(),
        (None, None) => vm.locals()?,
    };
    let globals = match globals {
        Some(globals) => crate::types::any_dict(&globals).cloned(),
        None => Some(vm.globals()),
    };
    Ok((globals.unwrap_or_else(|| vm.builtins.clone()), locals))
}

fn is_mapping(vm: &mut Vm, value: &Value) -> bool {
    let class = vm.class_of(value);
    let name = vm.names.getitem.clone();
    vm.lookup(&class, &name).is_some()
}

pub(super) fn eval(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(locals) = args.some(2)
        && !is_mapping(vm, locals)
    {
        return Err(vm.type_error("locals must be a mapping"));
    }
    if let Some(globals) = args.some(1)
        && native::<Dict>(globals).is_none()
    {
        let message = if is_mapping(vm, globals) {
            "globals must be a real dict; try eval(expr, {}, mapping)"
        } else {
            "globals must be a dict"
        };
        return Err(vm.type_error(message));
    }
    let (globals, locals) = namespaces(vm, &args)?;
    if let Some(code) = Ref::<Code>::of(&args[0]) {
        if code.free > 0 {
            return Err(vm.type_error("code object passed to eval() may not contain free variables"));
        }
        return vm.run_code(code, &globals, Some(locals));
    }
    let Some(source) = source_bytes(&args[0]) else {
        return Err(vm.type_error("eval() arg 1 must be a string, bytes or code object"));
    };
    let start = source.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(source.len());
    let flags = vm.inherited_flags();
    let code = vm.compile_source(&source[start..], "<string>", CompileMode::Eval, flags)?;
    vm.run_code(&code, &globals, Some(locals))
}

pub(super) fn exec(vm: &mut Vm, args: Args<'_>) -> PyResult {
    if let Some(globals) = args.some(1)
        && native::<Dict>(globals).is_none()
    {
        let class = vm.class_of(globals).name();
        return Err(vm.type_error(format!("exec() globals must be a dict, not {class}")));
    }
    if let Some(locals) = args.some(2)
        && !is_mapping(vm, locals)
    {
        let class = vm.class_of(locals).name();
        return Err(vm.type_error(format!("locals must be a mapping or None, not {class}")));
    }
    let (globals, locals) = namespaces(vm, &args)?;
    if let Some(code) = Ref::<Code>::of(&args[0]) {
        if code.free > 0 {
            return Err(vm.type_error("code object passed to exec() may not contain free variables"));
        }
        vm.run_code(code, &globals, Some(locals))?;
        return Ok(Value::none());
    }
    if args.some(3).is_some() {
        return Err(vm.type_error("closure can only be used when source is a code object"));
    }
    let Some(source) = source_bytes(&args[0]) else {
        return Err(vm.type_error("exec() arg 1 must be a string, bytes or code object"));
    };
    let flags = vm.inherited_flags();
    let code = vm.compile_source(&source, "<string>", CompileMode::Exec, flags)?;
    vm.run_code(&code, &globals, Some(locals))?;
    Ok(Value::none())
}
