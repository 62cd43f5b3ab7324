//! What the module `site` adds for those who sit at a prompt: `exit`, `quit`, `copyright`, `credits`, `license`.

use crate::call::Args;
use crate::host::Stream;
use crate::types::Def;
use crate::value::{Held, Value};
use crate::{Exc, PyResult, Vm};

use super::super::support::ClassSpec;

static QUITTER: ClassSpec = ClassSpec::closed(
    "_sitebuiltins",
    "Quitter",
    &[
        Def::wrapper("__call__", "($self, /, code=None)", quit),
        Def::wrapper("__repr__", "($self, /)", repr_quitter),
        Def::attribute("name", |vm, args| {
            let name = vm.held::<Quitter>(&args[0])?.0;
            Ok(vm.str(name))
        }),
        Def::attribute("eof", |vm, _| Ok(vm.str(EOF))),
    ],
);

static PRINTER: ClassSpec = ClassSpec::closed(
    "_sitebuiltins",
    "_Printer",
    &[Def::wrapper("__call__", "($self, /)", print), Def::wrapper("__repr__", "($self, /)", repr_printer)],
);

const EOF: &str = "Ctrl-D (i.e. EOF)";

#[derive(Debug)]
struct Quitter(&'static str);

impl Held for Quitter {}

#[derive(Debug)]
struct Printer(&'static str);

impl Held for Printer {}

pub(super) fn install(vm: &mut Vm) {
    let builtins = vm.builtins.clone();
    for name in ["exit", "quit"] {
        let quitter = vm.foreign(&QUITTER, Quitter(name));
        vm.set_name(&builtins, name, quitter);
    }
    let texts = [
        ("copyright", "Python is the Python Software Foundation's; this machine is bytescope's."),
        ("credits", "Python is the work of its community. See www.python.org for more information."),
        ("license", "See https://docs.python.org/3.13/license.html"),
    ];
    for (name, text) in texts {
        let printer = vm.foreign(&PRINTER, Printer(text));
        vm.set_name(&builtins, name, printer);
    }
}

fn quit(vm: &mut Vm, mut args: Args<'_>) -> PyResult {
    let code = args.take(1).unwrap_or_else(Value::none);
    Err(vm.error_with(Exc::SystemExit, vec![code]))
}

fn repr_quitter(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let name = vm.held::<Quitter>(&args[0])?.0;
    Ok(vm.str(&format!("Use {name}() or {EOF} to exit")))
}

fn print(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.held::<Printer>(&args[0])?.0;
    vm.write(Stream::Stdout, &format!("{text}\n"));
    Ok(Value::none())
}

fn repr_printer(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let text = vm.held::<Printer>(&args[0])?.0;
    Ok(vm.str(text))
}
