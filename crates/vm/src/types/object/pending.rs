//! What has to run because objects went away: `__del__`, and callbacks of weak references.

use crate::objects::*;
use crate::value::{Kind, Pending, Ref, Value, take_pending};
use crate::{Raised, Stream, Vm};

impl Vm {
    /// Calls what waits to be called since objects went away. The interpreter does this between instructions.
    #[cold]
    pub(crate) fn run_pending(&mut self) {
        // What is freed here may leave more to be done.
        while crate::value::pending() {
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
            self.warn_never_awaited(generator.value());
        }
        if generator.kind == GeneratorKind::AsyncGenerator || state != GeneratorState::Suspended {
            return;
        }
        if let Err(raised) = self.close_generator_object(generator) {
            self.unraisable(&raised, "Exception ignored in", generator.value());
        }
    }

    fn warn_never_awaited(&mut self, coroutine: &Value) {
        if let Ok(warnings) = self.import_module("warnings")
            && let Err(raised) = self.call_method(&warnings, "_warn_unawaited_coroutine", [coroutine.clone()])
        {
            // A warning that was turned into an exception has nobody else to go to.
            self.unraisable(&raised, "Exception ignored in", coroutine);
        }
    }

    /// Reports an exception that nobody can handle, through `sys.unraisablehook`.
    pub(crate) fn unraisable(&mut self, raised: &Raised, message: &str, object: &Value) {
        // The finalizer may have been called while another exception was on its way.
        let reraising = std::mem::take(&mut self.interpreter.reraising);
        let hook = self.sys_name("unraisablehook");
        match hook {
            Some(hook) if hook.kind() != Kind::Native => {
                let arguments = self.unraisable_arguments(raised, message, object);
                if let Err(raised) = self.call(&hook, [arguments]) {
                    self.report_unraisable(&raised, "Exception ignored in sys.unraisablehook", &hook);
                }
            }
            _ => self.report_unraisable(raised, message, object),
        }
        self.interpreter.reraising = reraising;
    }

    /// What `sys.unraisablehook` does by default.
    pub(crate) fn report_unraisable(&mut self, raised: &Raised, message: &str, object: &Value) {
        let shown = match self.repr_text(object) {
            Ok(text) => text.to_string_lossy().into_owned(),
            Err(_) => "<object repr() failed>".to_owned(),
        };
        let text = format!("{message}: {shown}\n{}", self.format_exception(&raised.0));
        self.write(Stream::Stderr, &text);
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
