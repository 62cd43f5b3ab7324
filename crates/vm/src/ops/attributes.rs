//! Attributes (`Objects/object.c`, `Objects/typeobject.c`): where a name is looked for, and in which order.

use crate::objects::*;
use crate::types::descriptors::{Member, Property, bind_method};
use crate::value::{Kind, Ref, Value};
use crate::{Exc, PyResult, Raised, Vm};

/// Whether a value in a class is just a value: no method, no descriptor.
pub(crate) fn is_plain_data(value: &Value) -> bool {
    matches!(
        value.kind(),
        Kind::None | Kind::Bool | Kind::Int | Kind::Float | Kind::Str | Kind::Tuple | Kind::List | Kind::Dict
    )
}

/// What the object's own dictionary has.
pub(crate) fn own_attribute(object: &Value, name: &Value) -> Option<Value> {
    match object.kind() {
        Kind::Instance => {
            let instance = object.downcast::<Instance>()?;
            instance.attributes.get(&instance.class.borrow(), name)
        }
        Kind::Exception => {
            let exception = object.downcast::<Exception>()?;
            exception.attributes.get(&exception.class.borrow(), name)
        }
        Kind::Module => object.downcast::<Module>()?.dict.get_str(name),
        Kind::Function => object.downcast::<Function>()?.dict.borrow().as_ref()?.get_str(name),
        Kind::Class => object.downcast::<Class>()?.dict.get_str(name),
        Kind::Foreign => object.downcast::<Foreign>()?.dict.borrow().as_ref()?.get_str(name),
        _ => None,
    }
}

impl Vm {
    /// A number for the present state of a class and its bases; caches compare it. Never 0.
    pub(crate) fn class_version(&mut self, class: &Class) -> u32 {
        if class.version.get() == 0 {
            class.version.set(self.lookups.new_version());
            // A base that changes resets the versions of classes below it, if it has one itself.
            for base in class.mro.borrow().iter().skip(1) {
                self.class_version(base);
            }
        }
        class.version.get()
    }

    /// To be called after any change of a class: forgets what caches know of it and of the classes below it
    /// (`PyType_Modified`).
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    pub(crate) fn class_changed(&mut self, class: &Class) {
        forget(class);
    }

    /// Looks for a name in a class and its bases, along the MRO (`_PyType_Lookup`). `name` is interned.
    pub fn lookup(&mut self, class: &Class, name: &Value) -> Option<Value> {
        let version = self.class_version(class);
        if let Some(found) = self.lookups.get(version, name) {
            return found.clone();
        }
        let found = class.mro.borrow().iter().find_map(|class| class.dict.get_str(name));
        self.lookups.set(version, name, found.clone());
        found
    }

    /// What an attribute of a class is when reached through `object`, or through the class itself if there is
    /// none (`tp_descr_get`).
    pub fn bind(&mut self, attribute: Value, object: Option<&Value>, class: &Ref<Class>) -> PyResult {
        match attribute.kind() {
            Kind::Function => Ok(match object {
                Some(this) => Value::new(BoundMethod { function: attribute, this: this.clone() }),
                None => attribute,
            }),
            Kind::Native => self.bind_native_function(attribute, object, class),
            Kind::Foreign
                if let Some(bound) = attribute
                    .downcast::<Foreign>()
                    .and_then(|foreign| bind_method(foreign, class.value())) =>
            {
                Ok(bound)
            }
            Kind::Instance | Kind::Foreign | Kind::Class => {
                let get = self.names.get.clone();
                let owner = self.class_of(&attribute);
                match self.lookup(&owner, &get) {
                    Some(get) => {
                        let object = object.cloned().unwrap_or_else(Value::none);
                        let arguments = [attribute, object, class.value().clone()];
                        self.call(&get, arguments)
                    }
                    None => Ok(attribute),
                }
            }
            _ => Ok(attribute),
        }
    }

    fn bind_native_function(
        &mut self,
        attribute: Value,
        object: Option<&Value>,
        class: &Ref<Class>,
    ) -> PyResult {
        let Some(native) = attribute.downcast::<Native>() else { return Ok(attribute) };
        if native.this.is_some() {
            return Ok(attribute);
        }
        let this = match (native.kind, object) {
            (NativeKind::Method | NativeKind::Wrapper, Some(object)) => object.clone(),
            (NativeKind::ClassMethod, _) => class.value().clone(),
            (NativeKind::Attribute, Some(object)) => {
                return self.call_native_with_self(native, [object.clone()].into());
            }
            _ => return Ok(attribute),
        };
        Ok(Value::new(Native {
            name: native.name,
            signature: native.signature,
            function: native.function,
            setter: None,
            kind: native.kind,
            class: native.class.clone(),
            this: Some(this),
            module: native.module.clone(),
            parameters: std::cell::OnceCell::new(),
        }))
    }

    /// Whether an attribute of a class goes before the instance's own: it has a `__set__` or `__delete__`.
    pub(crate) fn is_data_descriptor(&mut self, attribute: &Value) -> bool {
        match attribute.kind() {
            Kind::Native => {
                attribute.downcast::<Native>().is_some_and(|native| native.kind == NativeKind::Attribute)
            }
            Kind::Instance | Kind::Foreign => {
                let class = self.class_of(attribute);
                let (set, delete) = (self.names.set.clone(), self.names.delete.clone());
                self.lookup(&class, &set).is_some() || self.lookup(&class, &delete).is_some()
            }
            _ => false,
        }
    }

    /// `getattr(object, name)`
    pub fn getattr(&mut self, object: &Value, name: &Value) -> PyResult {
        match self.getattr_opt(object, name)? {
            Some(value) => Ok(value),
            None => Err(self.no_attribute(object, name)),
        }
    }

    /// `getattr(object, name)`, or `None` if there is no such attribute, whoever says so.
    pub(crate) fn find_attr(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        match self.getattr_opt(object, name) {
            Err(raised) if raised.is(self, Exc::AttributeError) => Ok(None),
            result => result,
        }
    }

    /// `getattr(object, name)`, or `None` where that raises `AttributeError`.
    pub fn getattr_opt(&mut self, object: &Value, name: &Value) -> PyResult<Option<Value>> {
        let name = &self.intern_value(name);
        let class = self.class_of(object);
        if class.flags.get().plain_getattr {
            return self.generic_getattr(object, &class, name);
        }
        let getattribute = self.names.getattribute.clone();
        let result = match self.lookup(&class, &getattribute) {
            Some(hook) if hook.kind() != Kind::Native => {
                match self.call(&hook, [object.clone(), name.clone()]) {
                    Ok(value) => Ok(Some(value)),
                    Err(raised) if raised.is(self, Exc::AttributeError) => Err(raised),
                    Err(raised) => return Err(raised),
                }
            }
            Some(hook) => self.call(&hook, [object.clone(), name.clone()]).map(Some),
            None => self.generic_getattr(object, &class, name),
        };
        let getattr = self.names.getattr.clone();
        match (result, self.lookup(&class, &getattr)) {
            (Ok(Some(value)), _) => Ok(Some(value)),
            (Err(raised), _) if !raised.is(self, Exc::AttributeError) => Err(raised),
            (_, Some(hook)) => match self.call(&hook, [object.clone(), name.clone()]) {
                Ok(value) => Ok(Some(value)),
                // The message of a `__getattr__` is kept for `getattr`, by raising it.
                Err(raised) => Err(raised),
            },
            (Ok(None), None) => Ok(None),
            (Err(raised), None) => Err(raised),
        }
    }

    /// `object.__getattribute__` without the error; of classes, `type.__getattribute__`.
    pub(crate) fn generic_getattr(
        &mut self,
        object: &Value,
        class: &Ref<Class>,
        name: &Value,
    ) -> PyResult<Option<Value>> {
        if let Some(of) = Ref::<Class>::of(object) {
            return self.class_getattr(of, class, name);
        }
        let in_class = self.lookup(class, name);
        if let Some(attribute) = &in_class {
            if let Some(member) = Member::of(attribute) {
                return self.member_value(member, object).map(Some);
            }
            if let Some(property) = Property::of(attribute) {
                return self.property_value(property, object).map(Some);
            }
            if self.is_data_descriptor(attribute) {
                return self.bind(attribute.clone(), Some(object), class).map(Some);
            }
        }
        if let Some(value) = self.own_attribute(object, name) {
            if value.is_none() && object.kind() == Kind::Module {
                return self.module_origin(object, name).map(Some);
            }
            return Ok(Some(value));
        }
        match in_class {
            Some(attribute) => self.bind(attribute, Some(object), class).map(Some),
            None if object.kind() == Kind::Module => self.module_getattr(object, name),
            None => Ok(None),
        }
    }

    /// What a module's own `__getattr__` says (PEP 562).
    fn module_getattr(&mut self, module: &Value, name: &Value) -> PyResult<Option<Value>> {
        let hook = self.names.getattr.clone();
        match self.own_attribute(module, &hook) {
            Some(hook) => self.call(&hook, [name.clone()]).map(Some),
            None => Ok(None),
        }
    }

    /// An attribute of a class: of its metaclass if that is a data descriptor, of the class and its bases, of
    /// its metaclass.
    fn class_getattr(
        &mut self,
        of: &Ref<Class>,
        metaclass: &Ref<Class>,
        name: &Value,
    ) -> PyResult<Option<Value>> {
        let in_metaclass = self.lookup(metaclass, name);
        if let Some(attribute) = &in_metaclass
            && self.is_data_descriptor(attribute)
        {
            return self.bind(attribute.clone(), Some(of.value()), metaclass).map(Some);
        }
        if let Some(attribute) = self.lookup(of, name) {
            return self.bind(attribute, None, of).map(Some);
        }
        match in_metaclass {
            Some(attribute) => self.bind(attribute, Some(of.value()), metaclass).map(Some),
            None => Ok(None),
        }
    }

    /// What the object's own dictionary has, without asking its class.
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    pub(crate) fn own_attribute(&mut self, object: &Value, name: &Value) -> Option<Value> {
        own_attribute(object, name)
    }

    /// `setattr(object, name, value)`, or `delattr(object, name)` without a value.
    pub fn setattr(&mut self, object: &Value, name: &Value, value: Option<Value>) -> PyResult<()> {
        let name = &self.intern_value(name);
        let class = self.class_of(object);
        if class.flags.get().plain_setattr {
            return self.generic_setattr(object, &class, name, value);
        }
        let hook = if value.is_some() { self.names.setattr.clone() } else { self.names.delattr.clone() };
        match self.lookup(&class, &hook) {
            Some(hook) => {
                let mut arguments = vec![object.clone(), name.clone()];
                arguments.extend(value);
                self.call(&hook, arguments).map(drop)
            }
            None => self.generic_setattr(object, &class, name, value),
        }
    }

    /// `object.__setattr__` and `object.__delattr__`; of classes, those of `type`.
    pub(crate) fn generic_setattr(
        &mut self,
        object: &Value,
        class: &Ref<Class>,
        name: &Value,
        value: Option<Value>,
    ) -> PyResult<()> {
        if let Some(attribute) = self.lookup(class, name) {
            if let Some(native) = attribute.downcast::<Native>()
                && native.kind == NativeKind::Attribute
            {
                return self.set_native_attribute(native, object, value);
            }
            if let Some(member) = Member::of(&attribute) {
                return self.set_member(member, object, value);
            }
            if let Some(property) = Property::of(&attribute) {
                return self.set_property(property, object, value);
            }
            let hook = if value.is_some() { self.names.set.clone() } else { self.names.delete.clone() };
            if self.is_data_descriptor(&attribute) {
                let owner = self.class_of(&attribute);
                let Some(hook) = self.lookup(&owner, &hook) else {
                    let missing = if value.is_some() { "__set__" } else { "__delete__" };
                    return Err(self.error(Exc::AttributeError, missing));
                };
                let mut arguments = vec![attribute, object.clone()];
                arguments.extend(value);
                return self.call(&hook, arguments).map(drop);
            }
        }
        self.set_own_attribute(object, class, name, value)
    }

    pub(crate) fn set_native_attribute(
        &mut self,
        native: &Native,
        object: &Value,
        value: Option<Value>,
    ) -> PyResult<()> {
        let Some(setter) = native.setter else {
            let class = self.class_of(object).name();
            let message = format!("attribute '{}' of '{class}' objects is not writable", native.name);
            return Err(self.error(Exc::AttributeError, message));
        };
        let mut slots = [Some(object.clone()), value];
        setter(self, crate::call::Args::new(&mut slots)).map(drop)
    }

    fn set_own_attribute(
        &mut self,
        object: &Value,
        class: &Ref<Class>,
        name: &Value,
        value: Option<Value>,
    ) -> PyResult<()> {
        // What is replaced is dropped at the end, when nothing is borrowed.
        let old = match object.kind() {
            Kind::Instance if class.flags.get().has_dict => {
                let Some(instance) = object.downcast::<Instance>() else { return Ok(()) };
                instance.attributes.set(class, name, value.clone())
            }
            Kind::Exception => {
                let Some(exception) = object.downcast::<Exception>() else { return Ok(()) };
                exception.attributes.set(class, name, value.clone())
            }
            Kind::Module | Kind::Function | Kind::Foreign if let Some(dict) = self.own_dict(object) => {
                match &value {
                    Some(value) => dict.set_str(name, value.clone()),
                    None => dict.remove_str(name),
                }
            }
            Kind::Class => return self.set_class_attribute(object, name, value),
            _ => {
                let known = self.lookup(class, name).is_some();
                let text = self.text(name);
                let message = if known {
                    format!("'{}' object attribute '{text}' is read-only", class.name())
                } else {
                    format!(
                        "'{}' object has no attribute '{text}' and no __dict__ for setting new attributes",
                        class.name()
                    )
                };
                return Err(self.attribute_error(message, object, name));
            }
        };
        if value.is_none() && old.is_none() {
            return Err(self.no_attribute(object, name));
        }
        drop(old);
        Ok(())
    }

    fn set_class_attribute(&mut self, object: &Value, name: &Value, value: Option<Value>) -> PyResult<()> {
        let Some(class) = Ref::<Class>::of(object).cloned() else { return Ok(()) };
        let text = self.text(name);
        if !class.flags.get().is_heap {
            let message = format!("cannot set '{text}' attribute of immutable type '{}'", class.name());
            return Err(self.type_error(message));
        }
        self.lookups.forget_one(class.version.get(), name);
        let old = match &value {
            Some(value) => class.dict.set_str(name, value.clone()),
            None => match class.dict.remove_str(name) {
                None => return Err(self.no_attribute(object, name)),
                old => old,
            },
        };
        // A number for a number, say, in `Class.count += 1`: caches go by the place, and look at what is there.
        let stays = |value: &Option<Value>| value.as_ref().is_some_and(is_plain_data);
        if stays(&old) && stays(&value) && !text.starts_with("__") {
            self.forget_below(&class, name);
            return Ok(());
        }
        drop(old);
        self.class_changed(&class);
        if text.starts_with("__") {
            self.update_class_flags(&class);
        }
        Ok(())
    }

    /// Forgets what a name is in the classes below one.
    fn forget_below(&mut self, class: &Class, name: &Value) {
        let subclasses = class.subclasses.borrow().clone();
        for subclass in subclasses {
            let subclass =
                subclass.downcast::<crate::value::WeakRef>().and_then(crate::value::WeakRef::target);
            if let Some(subclass) = subclass.as_ref().and_then(Value::downcast::<Class>) {
                self.lookups.forget_one(subclass.version.get(), name);
                self.forget_below(subclass, name);
            }
        }
    }

    /// The dictionary behind `object.__dict__`, made if need be; `None` if it has none.
    pub fn own_dict(&mut self, object: &Value) -> Option<Ref<Dict>> {
        match object.kind() {
            Kind::Instance => {
                let instance = object.downcast::<Instance>()?;
                let class = instance.class.borrow().clone();
                class.flags.get().has_dict.then(|| instance.attributes.dict(&class))
            }
            Kind::Exception => {
                let exception = object.downcast::<Exception>()?;
                Some(exception.attributes.dict(&exception.class.borrow()))
            }
            Kind::Module => Some(object.downcast::<Module>()?.dict.clone()),
            Kind::Function => {
                let function = object.downcast::<Function>()?;
                Some(function.dict.borrow_mut().get_or_insert_with(|| Ref::new(Dict::default())).clone())
            }
            Kind::Foreign => {
                let foreign = object.downcast::<Foreign>()?;
                let has_dict = foreign.class.flags.get().has_dict;
                has_dict.then(|| {
                    foreign.dict.borrow_mut().get_or_insert_with(|| Ref::new(Dict::default())).clone()
                })
            }
            _ => None,
        }
    }

    /// Looks for a special method in the class of an object, and calls it; `None` if there is none.
    pub fn call_special(
        &mut self,
        object: &Value,
        name: &Value,
        arguments: &[Value],
    ) -> PyResult<Option<Value>> {
        let class = self.class_of(object);
        let Some(method) = self.lookup(&class, name) else { return Ok(None) };
        let is_plain = match method.kind() {
            Kind::Function => true,
            Kind::Native => method
                .downcast::<Native>()
                .is_some_and(|native| matches!(native.kind, NativeKind::Method | NativeKind::Wrapper)),
            _ => false,
        };
        if is_plain {
            if let Some(native) = Ref::<Native>::of(&method)
                && let Some(result) = self.call_native_special(native, object, arguments)
            {
                return result.map(Some);
            }
            let mut all = crate::call::Arguments::default();
            all.positional.push(object.clone());
            all.positional.extend(arguments.iter().cloned());
            return self.call(&method, all).map(Some);
        }
        let bound = self.bind(method, Some(object), &class)?;
        let arguments = crate::call::Arguments::positional(arguments.iter().cloned());
        self.call(&bound, arguments).map(Some)
    }

    /// An `AttributeError` that knows the object and the name, for suggestions.
    #[cold]
    pub fn attribute_error(&mut self, message: impl AsRef<str>, object: &Value, name: &Value) -> Raised {
        let raised = self.error(Exc::AttributeError, message);
        if let Some(exception) = raised.0.downcast::<Exception>() {
            let mut fields = exception.fields.borrow_mut();
            fields.resize(2, None);
            fields[0] = Some(name.clone());
            fields[1] = Some(object.clone());
        }
        raised
    }

    /// `'C' object has no attribute 'x'`
    #[cold]
    pub fn no_attribute(&mut self, object: &Value, name: &Value) -> Raised {
        let text = self.text(name);
        let message = match object.kind() {
            Kind::Class => {
                let class = object.downcast::<Class>().map(Class::name).unwrap_or_default();
                format!("type object '{class}' has no attribute '{text}'")
            }
            Kind::Module => {
                let key = self.names.name.clone();
                let module = object.downcast::<Module>().and_then(|module| module.dict.get_str(&key));
                match module {
                    Some(module) => format!("module '{}' has no attribute '{text}'", self.text(&module)),
                    None => format!("module has no attribute '{text}'"),
                }
            }
            _ => format!("'{}' object has no attribute '{text}'", self.class_of(object).name()),
        };
        self.attribute_error(message, object, name)
    }
}

/// Takes the version from a class and the classes below it.
fn forget(class: &Class) {
    class.version.set(0);
    let subclasses = class.subclasses.borrow().clone();
    for subclass in subclasses {
        let subclass = subclass.downcast::<crate::value::WeakRef>().and_then(crate::value::WeakRef::target);
        if let Some(subclass) = subclass.as_ref().and_then(Value::downcast::<Class>) {
            forget(subclass);
        }
    }
}
