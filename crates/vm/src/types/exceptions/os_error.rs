//! `OSError`: its forms of arguments, and the class that an error number stands for (PEP 3151).

use crate::call::Args;
use crate::objects::*;

use crate::types::{Def, class, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::{field, set_field};

/// The class of an error number (as on Linux).
fn by_errno(errno: i64) -> Option<Exc> {
    Some(match errno {
        11 | 114 | 115 => Exc::BlockingIOError,
        10 => Exc::ChildProcessError,
        32 | 108 => Exc::BrokenPipeError,
        103 => Exc::ConnectionAbortedError,
        111 => Exc::ConnectionRefusedError,
        104 => Exc::ConnectionResetError,
        17 => Exc::FileExistsError,
        2 => Exc::FileNotFoundError,
        4 => Exc::InterruptedError,
        21 => Exc::IsADirectoryError,
        20 => Exc::NotADirectoryError,
        1 | 13 => Exc::PermissionError,
        3 => Exc::ProcessLookupError,
        110 => Exc::TimeoutError,
        _ => return None,
    })
}

/// The class that `OSError(*args)` makes an instance of; any other class is itself.
pub(super) fn class_for(vm: &Vm, class: &Ref<Class>, args: &[Value]) -> Ref<Class> {
    if !class.is(vm.exception_class(Exc::OSError)) || !(2..=5).contains(&args.len()) {
        return class.clone();
    }
    let special = args[0].as_index().and_then(by_errno);
    special.map_or_else(|| class.clone(), |special| vm.exception_class(special).clone())
}

/// Sets the attributes (`oserror_init`); with a file name, `args` keeps only the first two.
pub(super) fn fill(vm: &mut Vm, exception: &Exception, args: &[Value], built_in: Exc) {
    if !(2..=5).contains(&args.len()) {
        return;
    }
    set_field(exception, 0, args.first().cloned());
    set_field(exception, 1, args.get(1).cloned());
    let Some(filename) = args.get(2).filter(|filename| !filename.is_none()) else { return };
    match filename.as_index() {
        Some(_) if built_in == Exc::BlockingIOError => set_field(exception, 4, Some(filename.clone())),
        _ => {
            set_field(exception, 2, Some(filename.clone()));
            set_field(exception, 3, args.get(4).filter(|second| !second.is_none()).cloned());
            super::base::set_args(vm, exception, args[..2].to_vec());
        }
    }
}

/// Whether `__new__` leaves the attributes to `__init__`: a class that overrides only the latter.
fn uses_init(vm: &mut Vm, of: &Ref<Class>) -> bool {
    let (new, init) = (vm.names.new.clone(), vm.names.init.clone());
    let os_error = vm.exception_class(Exc::OSError).clone();
    let own_init = vm.lookup(of, &init).is_some_and(|init| !class::is_from(&init, &os_error));
    own_init && vm.lookup(of, &new).is_some_and(|new| class::is_from(&new, &os_error))
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(of) = Ref::<Class>::of(&args[0]).cloned() else {
        return Err(vm.type_error("OSError.__new__(X): X is not a type object"));
    };
    let values = args.rest(1).to_vec();
    if uses_init(vm, &of) {
        return Ok(vm.bare_exception(&of, values));
    }
    check_no_keywords(vm, &of, &args)?;
    let of = class_for(vm, &of, &values);
    let value = vm.bare_exception(&of, values.clone());
    if let Some(exception) = value.downcast::<Exception>() {
        vm.fill_fields(exception, &values, &[])?;
    }
    Ok(value)
}

fn check_no_keywords(vm: &mut Vm, of: &Ref<Class>, args: &Args<'_>) -> PyResult<()> {
    if args.named(2).is_none_or(|named| named.is_empty()) {
        return Ok(());
    }
    Err(vm.type_error(format!("{}() takes no keyword arguments", of.name())))
}

fn init(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let of = vm.class_of(&args[0]);
    if !uses_init(vm, &of) {
        return Ok(Value::none());
    }
    check_no_keywords(vm, &of, &args)?;
    let exception = vm.native::<Exception>(&args[0])?;
    let values = args.rest(1).to_vec();
    super::base::set_args(vm, exception, values.clone());
    vm.fill_fields(exception, &values, &[])?;
    Ok(Value::none())
}

fn str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let [errno, strerror, filename, second] = [0, 1, 2, 3].map(|index| field(exception, index));
    let (number, message) = (errno.clone().unwrap_or_else(Value::none), strerror.clone());
    let message = message.unwrap_or_else(Value::none);
    if let Some(filename) = filename {
        let (number, message) = (vm.str_text(&number)?, vm.str_text(&message)?);
        let filename = vm.repr_text(&filename)?;
        let second = match second {
            Some(second) => format!(" -> {}", vm.repr_text(&second)?),
            None => String::new(),
        };
        return Ok(vm.str(&format!("[Errno {number}] {message}: {filename}{second}")));
    }
    if errno.is_some() && strerror.is_some() {
        let (number, message) = (vm.str_text(&number)?, vm.str_text(&message)?);
        return Ok(vm.str(&format!("[Errno {number}] {message}")));
    }
    super::text::of_args(vm, exception)
}

fn written(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    match field(exception, 4) {
        Some(written) => Ok(written),
        None => Err(vm.error(Exc::AttributeError, "characters_written")),
    }
}

fn set_written(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let value = match args.get(1) {
        Some(value) => Some(Value::int(vm.index_i64(value)?)),
        None if field(exception, 4).is_none() => {
            return Err(vm.error(Exc::AttributeError, "characters_written"));
        }
        None => None,
    };
    set_field(exception, 4, value);
    Ok(Value::none())
}

fn reduce(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let exception = vm.native::<Exception>(&args[0])?;
    let mut values =
        native::<Tuple>(&exception.args.borrow()).map(|args| args.items.to_vec()).unwrap_or_default();
    if values.len() == 2
        && let Some(filename) = field(exception, 2)
    {
        values.push(filename);
        if let Some(second) = field(exception, 3) {
            values.extend([Value::none(), second]);
        }
    }
    super::base::reduced(vm, &args[0], values)
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.exception_class(Exc::OSError).clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__str__", "($self, /)", str),
            Def::wrapper("__init__", "($self, /, *args, **kwargs)", init),
            Def::method("__reduce__", "($self, /)", reduce),
            Def::attribute_rw("characters_written", written, set_written),
        ],
    );
}
