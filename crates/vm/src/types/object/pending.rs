//! What has to run because objects went away: `__del__`, and callbacks of weak references.

use crate::objects::*;
use crate::value::{Kind, Pending, Ref, Value, take_pending};
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
    pub(crate) fn finalize(&mut self, object: &Value) {
        if let Some(generator) = Ref::<Generator>::of(object) {
            self.finalize_generator(&generator.clone());
            return;
        }
        let del = self.names.del.clone();
        let class = self.class_of(object);
        if let Some(method) = self.lookup(&class, &del)
            && let Err(raised) = self.call_special(object, &del, &[])
        {
            self.unraisable(&raised, "Exception ignored in", &method);
        }
    }

    /// Closes a generator that nothing refers to any more; of a coroutine that never ran, says so.
    fn finalize_generator(&mut self, generator: &Ref<Generator>) {
        let state = generator.state.get();
        if generator.kind == GeneratorKind::Coroutine && state == GeneratorState::Created {
            let name = self.text(&generator.qualname.borrow());
            self.warn_never_awaited(&name);
        }
        if generator.kind == GeneratorKind::AsyncGenerator || state != GeneratorState::Suspended {
            return;
        }
        if let Err(raised) = self.close_generator_object(generator) {
            self.unraisable(&raised, "Exception ignored in", generator.value());
        }
    }

    fn warn_never_awaited(&mut self, name: &str) {
        let message = self.str(&format!("coroutine '{name}' was never awaited"));
        let category = self.exception_class(crate::Exc::RuntimeWarning).value().clone();
        if let Ok(warnings) = self.import_module("warnings") {
            // A warning that is turned into an exception has nobody to go to.
            let _ = self.call_method(&warnings, "warn", [message, category]);
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
