//! `import` (`Python/import.c`, `importlib`): `sys.modules` first, then modules written in Rust, those that are
//! embedded, and files that the host finds.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use crate::host::{CompileError, CompileMode, ModuleSource};
use crate::objects::*;
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

impl Vm {
    /// `IMPORT_NAME`: through `__import__`, which programs may replace.
    pub(super) fn import_instruction(&mut self, name: &Value, from_list: &Value, level: &Value) -> PyResult {
        let globals = self.globals();
        let level = level.as_int().unwrap_or_default();
        let name = self.text(name);
        self.import_name(&name, globals.value(), from_list, level)
    }

    /// `__import__(name, globals, …, fromlist, level)`: the module that the statement binds.
    pub(crate) fn import_name(
        &mut self,
        name: &str,
        globals: &Value,
        from_list: &Value,
        level: i64,
    ) -> PyResult {
        let absolute = if level > 0 { self.resolve(name, globals, level)? } else { name.to_owned() };
        if absolute.is_empty() {
            return Err(self.value_error("Empty module name"));
        }
        let module = self.import_module(&absolute)?;
        let has_list = self.truth(from_list)?;
        if has_list {
            self.import_submodules(&module, &absolute, from_list)?;
            return Ok(module);
        }
        if level > 0 && name.is_empty() {
            return Ok(module);
        }
        // `import a.b.c` binds `a`; a relative one, the first part after the package.
        let first = name.split('.').next().unwrap_or(name);
        let cut = absolute.len() - (name.len() - first.len());
        let top = absolute[..cut].to_owned();
        self.import_module(&top)
    }

    /// The absolute name of a relative import (`resolve_name`).
    fn resolve(&mut self, name: &str, globals: &Value, level: i64) -> PyResult<String> {
        let globals = globals.downcast::<Dict>();
        let (package_key, name_key, path_key) =
            (self.names.package.clone(), self.names.name.clone(), self.names.path.clone());
        let package =
            globals.and_then(|globals| globals.get_str(&package_key)).filter(|value| !value.is_none());
        let package = match package {
            Some(package) => self.text(&package),
            None => {
                let own = globals.and_then(|globals| globals.get_str(&name_key));
                let own = own.map(|own| self.text(&own)).unwrap_or_default();
                if globals.is_some_and(|globals| globals.get_str(&path_key).is_some()) {
                    own
                } else {
                    own.rsplit_once('.').map_or(String::new(), |(package, _)| package.to_owned())
                }
            }
        };
        if package.is_empty() {
            return Err(
                self.error(Exc::ImportError, "attempted relative import with no known parent package")
            );
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => {
                    return Err(
                        self.error(Exc::ImportError, "attempted relative import beyond top-level package")
                    );
                }
            }
        }
        Ok(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
    }

    /// The module with this absolute name, imported with its parents if need be.
    pub(crate) fn import_module(&mut self, name: &str) -> PyResult {
        let key = self.intern(name);
        if let Some(module) = self.modules.get_str(&key) {
            if module.is_none() {
                return Err(self.not_found(name, format!("import of {name} halted; None in sys.modules")));
            }
            return Ok(module);
        }
        let (parent, last) = match name.rsplit_once('.') {
            Some((parent, last)) => (Some((parent, self.import_module(parent)?)), last),
            None => (None, name),
        };
        // The parent may have imported it.
        if let Some(module) = self.modules.get_str(&key) {
            return Ok(module);
        }
        let module = self.load_module(name, last, parent.as_ref().map(|(name, module)| (*name, module)))?;
        if let Some((_, parent)) = parent {
            let last = self.intern(last);
            self.setattr(&parent, &last, Some(module.clone()))?;
        }
        Ok(module)
    }

    fn load_module(&mut self, name: &str, last: &str, parent: Option<(&str, &Value)>) -> PyResult {
        if let Some((_, make)) = crate::modules::NATIVE.iter().find(|(native, _)| *native == name) {
            let module = self.new_module(name);
            self.add_module(name, &module);
            make(self, &module.dict)?;
            return Ok(module.into_value());
        }
        let path = match parent {
            None => self.search_path()?,
            Some((parent_name, parent)) => {
                let key = self.names.path.clone();
                match self.attribute_or_none(parent, &key)? {
                    Some(path) => self.paths(&path)?,
                    None => {
                        let message = format!("No module named '{name}'; '{parent_name}' is not a package");
                        return Err(self.not_found(name, message));
                    }
                }
            }
        };
        // A program's own modules go before the embedded ones, as they do before the standard library; an
        // installation's library has only what is missing here.
        let (own, library) = self.split_path(path, parent.map(|(parent, _)| parent));
        if let Some(found) = self.host.find_module(last, &own) {
            return self.run_found(name, found);
        }
        if let Some((source, is_package)) = self.find_embedded(name) {
            let file = format!("<bytescope>/{}.py", name.replace('.', "/"));
            return self.run_module(name, source.as_bytes(), &file, is_package.then_some("<bytescope>"));
        }
        if let Some(found) = self.host.find_module(last, &library) {
            return self.run_found(name, found);
        }
        let folders = self.host.find_folders(last, &own);
        if !folders.is_empty() {
            return Ok(self.namespace_package(name, &folders));
        }
        let message = if let Some(why) = crate::modules::why_not(name) {
            format!("No module named '{name}': {why}")
        } else if parent.is_none() && crate::modules::is_standard(name) {
            format!(
                "No module named '{name}': it is not part of bytescope's PVM (--stdlib DIR imports pure Python modules from an installation)"
            )
        } else {
            format!("No module named '{name}'")
        };
        Err(self.not_found(name, message))
    }

    fn run_found(&mut self, name: &str, found: ModuleSource) -> PyResult {
        let file = found.path.to_string_lossy().into_owned();
        let folder = found.path.parent().map(|folder| folder.to_string_lossy().into_owned());
        let package = found.is_package.then(|| folder.unwrap_or_default());
        self.run_module(name, &found.source, &file, package.as_deref())
    }

    /// A package of folders without `__init__.py` (PEP 420).
    fn namespace_package(&mut self, name: &str, folders: &[PathBuf]) -> Value {
        let module = self.new_module(name);
        let folders = folders.iter().map(|folder| self.str(&folder.to_string_lossy())).collect();
        let path = self.list(folders);
        drop(module.dict.set_str(&self.names.path.clone(), path));
        drop(module.dict.set_str(&self.names.file.clone(), Value::none()));
        let package = self.str(name);
        drop(module.dict.set_str(&self.names.package.clone(), package));
        self.add_module(name, &module);
        module.into_value()
    }

    /// The folders of the program, and those of an installation's library that are granted.
    fn split_path(&self, path: Vec<PathBuf>, parent: Option<&str>) -> (Vec<PathBuf>, Vec<PathBuf>) {
        let Some(stdlib) = &self.stdlib else { return (path, Vec::new()) };
        let (mut library, own): (Vec<_>, Vec<_>) = path.into_iter().partition(|folder| folder == stdlib);
        // Packages that are embedded here may have more modules there.
        if let Some(parent) = parent
            && own.iter().any(|folder| folder.as_os_str() == "<bytescope>")
        {
            library.push(stdlib.join(parent.replace('.', "/")));
        }
        (own, library)
    }

    /// Runs a module's code again, in the names that it has (`importlib.reload`).
    pub(crate) fn reload_module(&mut self, name: &str, module: &Value) -> PyResult {
        let Some(module) = Ref::<Module>::of(module).cloned() else {
            return Err(self.type_error("reload() argument must be a module"));
        };
        if crate::modules::NATIVE.iter().any(|(native, _)| *native == name) {
            return Ok(module.into_value());
        }
        let file = self.names.file.clone();
        let file = module.dict.get_str(&file).map(|file| self.text(&file)).unwrap_or_default();
        let source = match self.find_embedded(name) {
            Some((source, _)) if file.starts_with("<bytescope>") => source.as_bytes().to_vec(),
            _ => {
                let path = self.folders_of(name)?;
                let last = name.rsplit('.').next().unwrap_or(name);
                match self.host.find_module(last, &path) {
                    Some(found) => found.source,
                    None => {
                        return Err(self.not_found(name, format!("spec not found for the module '{name}'")));
                    }
                }
            }
        };
        let code = match self.host.frontend().compile(&source, &file, CompileMode::Exec, 0) {
            Ok(code) => self.load(&Arc::new(code))?,
            Err(error) => return Err(self.syntax_error(&error, &file)),
        };
        self.run_code(&code, &module.dict, None)?;
        let key = self.intern(name);
        Ok(self.modules.get_str(&key).unwrap_or_else(|| module.into_value()))
    }

    /// Where a module's parent, which is imported, lets it be looked for.
    fn folders_of(&mut self, name: &str) -> PyResult<Vec<PathBuf>> {
        let Some((parent, _)) = name.rsplit_once('.') else { return self.search_path() };
        let parent = self.import_module(parent)?;
        let key = self.names.path.clone();
        match self.attribute_or_none(&parent, &key)? {
            Some(path) => self.paths(&path),
            None => Ok(Vec::new()),
        }
    }

    /// Where a module is: its file, if it has one, and whether it is a package.
    pub(crate) fn find_module(
        &mut self,
        name: &str,
        path: Option<&Value>,
    ) -> PyResult<Option<(Option<String>, bool)>> {
        if crate::modules::NATIVE.iter().any(|(native, _)| *native == name) {
            return Ok(Some((None, false)));
        }
        let path = match path {
            Some(path) => self.paths(path)?,
            None => self.folders_of(name)?,
        };
        let (parent, last) = match name.rsplit_once('.') {
            Some((parent, last)) => (Some(parent), last),
            None => (None, name),
        };
        let (own, library) = self.split_path(path, parent);
        let file = |found: ModuleSource| (Some(found.path.to_string_lossy().into_owned()), found.is_package);
        if let Some(found) = self.host.find_module(last, &own) {
            return Ok(Some(file(found)));
        }
        if let Some((_, is_package)) = self.find_embedded(name) {
            return Ok(Some((None, is_package)));
        }
        Ok(self.host.find_module(last, &library).map(file))
    }

    fn run_module(&mut self, name: &str, source: &[u8], file: &str, package: Option<&str>) -> PyResult {
        let code = match self.host.frontend().compile(source, file, CompileMode::Exec, 0) {
            Ok(code) => {
                self.warn_of_syntax(file)?;
                self.load(&Arc::new(code))?
            }
            Err(error) => return Err(self.syntax_error(&error, file)),
        };
        if file.starts_with("<bytescope>") && is_native_in_cpython(source) {
            hide(&code);
        }
        let module = self.new_module(name);
        let file_value = self.str(file);
        drop(module.dict.set_str(&self.names.file.clone(), file_value));
        let package_name = match package {
            Some(folder) => {
                let folder = self.str(folder);
                let path = self.list(vec![folder]);
                drop(module.dict.set_str(&self.names.path.clone(), path));
                name
            }
            None => name.rsplit_once('.').map_or("", |(parent, _)| parent),
        };
        let package_name = self.str(package_name);
        drop(module.dict.set_str(&self.names.package.clone(), package_name));
        self.add_module(name, &module);
        let key = self.intern(name);
        self.initializing.push(name.to_owned());
        let result = self.run_code(&code, &module.dict, None);
        self.initializing.pop();
        match result {
            // It may have put something else in its place.
            Ok(_) => Ok(self.modules.get_str(&key).unwrap_or_else(|| module.into_value())),
            Err(raised) => {
                drop(self.modules.remove_str(&key));
                Err(raised)
            }
        }
    }

    /// Issues the warnings about what was compiled last.
    pub(crate) fn warn_of_syntax(&mut self, filename: &str) -> PyResult<()> {
        for warning in self.host.frontend().take_warnings() {
            let warnings = self.import_module("warnings")?;
            let category = self.exception_class(Exc::SyntaxWarning).value().clone();
            let (message, file) = (self.str(&warning.message), self.str(filename));
            let line = Value::int(warning.lineno.into());
            let result =
                self.call_method(&warnings, "warn_explicit", [message, category, file.clone(), line]);
            // A warning that is to be an error is a `SyntaxError`.
            if let Err(raised) = result {
                if !raised.is(self, Exc::SyntaxWarning) {
                    return Err(raised);
                }
                return Err(self.syntax_error(
                    &CompileError {
                        class: "SyntaxError",
                        message: warning.message,
                        lineno: Some(warning.lineno),
                        offset: None,
                        end_lineno: None,
                        end_offset: None,
                        text: None,
                    },
                    filename,
                ));
            }
        }
        Ok(())
    }

    /// An attribute of a module, whose `__getattr__` may say in its own words that there is none.
    fn attribute_or_none(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        match self.getattr_opt(object, name) {
            Err(raised) if raised.is(self, Exc::AttributeError) => Ok(None),
            other => other,
        }
    }

    /// A module with nothing but its name.
    pub(crate) fn new_module(&mut self, name: &str) -> Ref<Module> {
        let dict = Ref::new(Dict::default());
        let text = self.intern(name);
        drop(dict.set_str(&self.names.name.clone(), text));
        for key in [
            self.names.doc.clone(),
            self.names.package.clone(),
            self.names.loader.clone(),
            self.names.spec.clone(),
        ] {
            drop(dict.set_str(&key, Value::none()));
        }
        Ref::new(Module { dict, class: RefCell::new(self.types.module.clone()) })
    }

    /// An attribute that is `None` in a module. Its spec and its loader are made when somebody asks for them: most
    /// programs do not, and the classes they are of are written in Python.
    pub(crate) fn module_origin(&mut self, module: &Value, name: &Value) -> PyResult {
        if !name.is(&self.names.spec) && !name.is(&self.names.loader) {
            return Ok(Value::none());
        }
        let own_name = self.own_attribute(module, &self.names.name.clone());
        let own_name = own_name.filter(|name| crate::types::native::<Str>(name).is_some());
        let known = own_name.and_then(|name| self.modules.get_str(&name));
        if !known.is_some_and(|known| known.is(module)) {
            return Ok(Value::none());
        }
        let util = self.import_module("importlib.util")?;
        let found = self.call_method(&util, "_origin", [module.clone()])?;
        let found = self.collect(&found)?;
        for (key, value) in [self.names.spec.clone(), self.names.loader.clone()].iter().zip(found) {
            self.setattr(module, key, Some(value))?;
        }
        Ok(self.own_attribute(module, name).unwrap_or_else(Value::none))
    }

    /// Enters a module in `sys.modules`.
    pub(crate) fn add_module(&mut self, name: &str, module: &Ref<Module>) {
        let key = self.intern(name);
        drop(self.modules.set_str(&key, module.value().clone()));
    }

    /// The module `builtins`.
    pub(crate) fn builtins_module(&mut self) -> Value {
        let key = self.intern("builtins");
        if let Some(module) = self.modules.get_str(&key) {
            return module;
        }
        let class = RefCell::new(self.types.module.clone());
        let module = Ref::new(Module { dict: self.builtins.clone(), class });
        drop(self.builtins.set_str(&self.names.name.clone(), key));
        self.add_module("builtins", &module);
        module.into_value()
    }

    /// `sys.path`
    fn search_path(&mut self) -> PyResult<Vec<PathBuf>> {
        let (sys, path) = (self.intern("sys"), self.intern("path"));
        let Some(sys) = self.modules.get_str(&sys) else { return Ok(self.path.clone()) };
        match self.attribute_or_none(&sys, &path)? {
            Some(path) => self.paths(&path),
            None => Ok(Vec::new()),
        }
    }

    fn paths(&mut self, list: &Value) -> PyResult<Vec<PathBuf>> {
        let items = self.collect(list)?;
        Ok(items.iter().map(|item| PathBuf::from(self.text(item))).collect())
    }

    /// Modules of a package that `from package import …` names.
    fn import_submodules(&mut self, module: &Value, name: &str, from_list: &Value) -> PyResult<()> {
        let path = self.names.path.clone();
        if self.attribute_or_none(module, &path)?.is_none() {
            return Ok(());
        }
        for wanted in self.collect(from_list)? {
            if self.text(&wanted) == "*" {
                let all = self.names.all.clone();
                if let Some(all) = self.attribute_or_none(module, &all)? {
                    let items = self.collect(&all)?;
                    let all = self.list(items);
                    self.import_submodules(module, name, &all)?;
                }
            } else if self.attribute_or_none(module, &wanted)?.is_none() {
                let full = format!("{name}.{}", self.text(&wanted));
                if let Err(raised) = self.import_module(&full) {
                    // Not to be there is no error yet; what a module there does not find is one.
                    let key = self.intern("name");
                    let is_missing = raised.is(self, Exc::ModuleNotFoundError)
                        && self
                            .attribute_or_none(&raised.0, &key)?
                            .is_some_and(|name| self.text(&name) == full);
                    if !is_missing {
                        return Err(raised);
                    }
                }
            }
        }
        Ok(())
    }

    /// `IMPORT_FROM`
    pub(super) fn import_from(&mut self, module: &Value, name: &Value) -> PyResult {
        if let Some(value) = self.attribute_or_none(module, name)? {
            return Ok(value);
        }
        let key = self.names.name.clone();
        let module_name = match self.attribute_or_none(module, &key)? {
            Some(module_name) => self.text(&module_name),
            None => "<unknown module name>".to_owned(),
        };
        let text = self.text(name);
        let full = self.intern(&format!("{module_name}.{text}"));
        if let Some(found) = self.modules.get_str(&full) {
            return Ok(found);
        }
        let file = self.names.file.clone();
        let place = match self.attribute_or_none(module, &file)? {
            Some(file) => self.text(&file),
            None => "unknown location".to_owned(),
        };
        let message = if self.initializing.contains(&module_name) {
            format!(
                "cannot import name '{text}' from partially initialized module '{module_name}' \
                 (most likely due to a circular import) ({place})"
            )
        } else {
            format!("cannot import name '{text}' from '{module_name}' ({place})")
        };
        let raised = self.error(Exc::ImportError, message);
        let module_name = self.str(&module_name);
        Self::set_import_fields(&raised, module_name);
        if let Some(exception) = raised.0.downcast::<Exception>() {
            exception.fields.borrow_mut()[3] = Some(name.clone());
        }
        Err(raised)
    }

    /// `from module import *`
    pub(super) fn import_star(&mut self, module: &Value) -> PyResult {
        let (all, dict) = (self.names.all.clone(), self.names.dict.clone());
        let names = match self.attribute_or_none(module, &all)? {
            Some(all) => self.collect(&all)?,
            None => {
                let dict = self.getattr(module, &dict)?;
                let names = self.collect(&dict)?;
                names.into_iter().filter(|name| !self.text(name).starts_with('_')).collect()
            }
        };
        for name in names {
            let value = self.getattr(module, &name)?;
            let name = self.intern_value(&name);
            self.store_name(&name, value)?;
        }
        Ok(Value::none())
    }

    #[cold]
    fn not_found(&mut self, name: &str, message: String) -> Raised {
        let raised = self.error(Exc::ModuleNotFoundError, message);
        let name = self.str(name);
        Self::set_import_fields(&raised, name);
        raised
    }

    fn set_import_fields(raised: &Raised, name: Value) {
        if let Some(exception) = raised.0.downcast::<Exception>() {
            let message =
                exception.args.borrow().downcast::<Tuple>().and_then(|args| args.items.first().cloned());
            let mut fields = exception.fields.borrow_mut();
            fields.resize(4, None);
            fields[0] = message;
            fields[1] = Some(name);
        }
    }

    /// The exception for source that does not compile.
    #[cold]
    pub(crate) fn syntax_error(&mut self, error: &CompileError, filename: &str) -> Raised {
        let key = self.intern(error.class);
        let class = self.builtins.get_str(&key).and_then(Ref::<Class>::from_value);
        let class = class.unwrap_or_else(|| self.exception_class(Exc::SyntaxError).clone());
        let message = self.str(&error.message);
        if !class.is_subclass(self.exception_class(Exc::SyntaxError)) {
            return Raised(self.new_exception(&class, vec![message]));
        }
        let number = |number: Option<i64>| number.map_or_else(Value::none, Value::int);
        let filename = self.str(filename);
        let text = match &error.text {
            Some(text) => self.str(text),
            None => Value::none(),
        };
        let details = vec![
            filename,
            number(error.lineno.map(i64::from)),
            number(error.offset.map(i64::from)),
            text,
            number(error.end_lineno.map(i64::from)),
            number(error.end_offset.map(i64::from)),
        ];
        let details = self.tuple(details);
        match self.call(class.value(), [message, details]) {
            Ok(exception) => Raised(exception),
            Err(raised) => raised,
        }
    }
}

/// Whether an embedded module stands for one that CPython has in C.
fn is_native_in_cpython(source: &[u8]) -> bool {
    let mark = b"\n__native_in_cpython__ = True";
    source.windows(mark.len()).any(|window| window == mark)
}

/// Keeps code, and the functions in it, out of tracebacks.
fn hide(code: &Ref<Code>) {
    code.is_hidden.set(true);
    code.constants.iter().filter_map(Ref::<Code>::of).for_each(hide);
}
