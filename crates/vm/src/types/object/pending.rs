//! What has to run because objects went away: `__del__`, and callbacks of weak references.

use crate::objects::*;
use crate::value::{Kind, Value};
use crate::value::{Pending, take_pending};
use crate::{Raised, Stream, Vm};

impl Vm {
    /// Calls what waits to be called since objects went away. The interpreter does this between instructions.
    #[cold]
    pub(crate) fn run_pending(&mut self) {
        for work in take_pending() {
            match work {
                Pending::Finalize(object) => self.finalize(&object),
                Pending::Callback(callback, reference) => {
                    if let Err(raised) = self.call(&callback, [reference]) {
                        self.unraisable(&raised, "Exception ignored in", &callback);
                    }
                }
            }
        }
    }

    /// Calls `__del__`. The object may be reachable again afterwards; it is not called twice.
    fn finalize(&mut self, object: &Value) {
        let del = self.names.del.clone();
        let class = self.class_of(object);
        if let Some(method) = self.lookup(&class, &del)
            && let Err(raised) = self.call_special(object, &del, &[])
        {
            self.unraisable(&raised, "Exception ignored in", &method);
        }
    }

    /// Reports an exception that nobody can handle: `sys.unraisablehook` as it is by default.
    pub(crate) fn unraisable(&mut self, raised: &Raised, message: &str, object: &Value) {
        let shown = match self.repr_text(object) {
            Ok(text) => text.to_string_lossy().into_owned(),
            Err(_) => "<object repr() failed>".to_owned(),
        };
        let text = format!("{message}: {shown}\n{}", self.format_exception(&raised.0));
        self.host.write(Stream::Stderr, text.as_bytes());
    }

    /// The name of a class with its module, unless that is `builtins`.
    pub(crate) fn qualified_name(&mut self, class: &Class) -> String {
        let qualname = class.qualname.borrow().to_string();
        match self.module_of_class(class) {
            Some(module) if module.kind() == Kind::Str => match self.text(&module).as_str() {
                "builtins" => qualname,
                module => format!("{module}.{qualname}"),
            },
            _ => qualname,
        }
    }
}
