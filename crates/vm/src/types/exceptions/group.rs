//! `ExceptionGroup` (PEP 654), and what `except*` asks for.

use crate::call::Args;
use crate::objects::*;
use crate::types::{Def, native};
use crate::value::{Ref, Value};
use crate::{Exc, PyResult, Vm};

use super::{field, set_field};

/// How a group is divided.
enum Matcher {
    /// Instances of these classes.
    Classes(Vec<Ref<Class>>),
    /// Those for which a call is true.
    Predicate(Value),
    /// The exceptions themselves, wherever they are in the tree.
    Leaves(Vec<Value>),
}

impl Vm {
    fn is_group(&self, value: &Value) -> bool {
        self.is_instance(value, self.exception_class(Exc::BaseExceptionGroup))
    }

    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    fn exceptions_of(&self, group: &Value) -> Vec<Value> {
        let exceptions = group.downcast::<Exception>().and_then(|group| field(group, 1));
        exceptions.as_ref().and_then(native::<Tuple>).map(|tuple| tuple.items.to_vec()).unwrap_or_default()
    }

    /// A group of these exceptions, of the class that can hold them.
    pub(crate) fn exception_group(&mut self, message: Value, exceptions: Vec<Value>) -> PyResult {
        let class = self.exception_class(Exc::BaseExceptionGroup).value().clone();
        let exceptions = self.list(exceptions);
        self.call(&class, [message, exceptions])
    }

    fn matcher(&mut self, condition: &Value) -> PyResult<Matcher> {
        let base = self.exception_class(Exc::BaseException).clone();
        let as_class =
            |value: &Value| Ref::<Class>::of(value).filter(|class| class.is_subclass(&base)).cloned();
        if let Some(class) = as_class(condition) {
            return Ok(Matcher::Classes(vec![class]));
        }
        if let Some(tuple) = native::<Tuple>(condition)
            && let Some(classes) = tuple.items.iter().map(as_class).collect::<Option<Vec<_>>>()
        {
            return Ok(Matcher::Classes(classes));
        }
        let call = self.names.call.clone();
        let class = self.class_of(condition);
        if Ref::<Class>::of(condition).is_none() && self.lookup(&class, &call).is_some() {
            return Ok(Matcher::Predicate(condition.clone()));
        }
        Err(self.type_error(
            "expected an exception type, a tuple of exception types, or a callable (other than a class)",
        ))
    }

    fn matches(&mut self, matcher: &Matcher, exception: &Value) -> PyResult<bool> {
        match matcher {
            Matcher::Classes(classes) => Ok(classes.iter().any(|class| self.is_instance(exception, class))),
            Matcher::Predicate(predicate) => {
                let result = self.call(predicate, [exception.clone()])?;
                self.truth(&result)
            }
            Matcher::Leaves(leaves) => {
                Ok(!self.is_group(exception) && leaves.iter().any(|leaf| leaf.is(exception)))
            }
        }
    }

    /// The part of an exception that matches, and the rest (`exceptiongroup_split_recursive`).
    fn split(&mut self, exception: &Value, matcher: &Matcher) -> PyResult<(Option<Value>, Option<Value>)> {
        if self.matches(matcher, exception)? {
            return Ok((Some(exception.clone()), None));
        }
        if !self.is_group(exception) {
            return Ok((None, Some(exception.clone())));
        }
        self.enter_recursion(" in exceptiongroup_split_recursive")?;
        let parts: PyResult<Vec<_>> =
            self.exceptions_of(exception).iter().map(|inner| self.split(inner, matcher)).collect();
        self.leave_recursion();
        let (matching, rest): (Vec<_>, Vec<_>) = parts?.into_iter().unzip();
        let matching = self.subset(exception, matching.into_iter().flatten().collect())?;
        let rest = self.subset(exception, rest.into_iter().flatten().collect())?;
        Ok((matching, rest))
    }

    /// A group like `group` with only some of its exceptions (`exceptiongroup_subset`).
    fn subset(&mut self, group: &Value, exceptions: Vec<Value>) -> PyResult<Option<Value>> {
        if exceptions.is_empty() {
            return Ok(None);
        }
        let exceptions = self.list(exceptions);
        let derived = self.call_method(group, "derive", [exceptions])?;
        if !self.is_group(&derived) {
            return Err(self.type_error("derive must return an instance of BaseExceptionGroup"));
        }
        if let (Some(from), Some(to)) = (group.downcast::<Exception>(), derived.downcast::<Exception>()) {
            let (traceback, context, cause) =
                (from.traceback.borrow().clone(), from.context.borrow().clone(), from.cause.borrow().clone());
            drop(to.traceback.replace(traceback));
            drop(to.context.replace(context));
            drop(to.cause.replace(cause));
            to.suppress_context.set(from.suppress_context.get());
            let notes = self.names.notes.clone();
            if let Some(notes_of) = self.own_attribute(group, &notes) {
                let copy = self.collect(&notes_of)?;
                let copy = self.list(copy);
                self.setattr(&derived, &notes, Some(copy))?;
            }
        }
        Ok(Some(derived))
    }

    /// `except* types`: what of `exception` matches, and the rest; both may be `None` (`CHECK_EG_MATCH`).
    pub(crate) fn exception_group_match(
        &mut self,
        exception: &Value,
        types: &Value,
    ) -> PyResult<(Value, Value)> {
        if exception.is_none() {
            return Ok((Value::none(), Value::none()));
        }
        self.check_except_star_types(types)?;
        let Matcher::Classes(classes) = self.matcher(types)? else {
            return Ok((Value::none(), exception.clone()));
        };
        if classes.iter().any(|class| self.is_instance(exception, class)) {
            if self.is_group(exception) {
                return Ok((exception.clone(), Value::none()));
            }
            let message = self.str("");
            // In a tuple, and its repr shows that.
            let exceptions = self.tuple(vec![exception.clone()]);
            let class = self.exception_class(Exc::BaseExceptionGroup).value().clone();
            let wrapped = self.call(&class, [message, exceptions])?;
            return Ok((wrapped, Value::none()));
        }
        if !self.is_group(exception) {
            return Ok((Value::none(), exception.clone()));
        }
        let pair = self.call_method(exception, "split", [types.clone()])?;
        let Some(tuple) = native::<Tuple>(&pair) else {
            let (owner, class) = (self.class_of(exception).name(), self.class_of(&pair).name());
            return Err(self.type_error(format!("{owner}.split must return a tuple, not {class}")));
        };
        match &*tuple.items {
            [matching, rest, ..] => Ok((matching.clone(), rest.clone())),
            items => {
                let (owner, len) = (self.class_of(exception).name(), items.len());
                let message = format!("{owner}.split must return a 2-tuple, got tuple of size {len}");
                Err(self.type_error(message))
            }
        }
    }

    fn check_except_star_types(&mut self, types: &Value) -> PyResult<()> {
        let single = std::slice::from_ref(types);
        let all = native::<Tuple>(types).map_or(single, |tuple| &tuple.items);
        let (base, group) = (
            self.exception_class(Exc::BaseException).clone(),
            self.exception_class(Exc::BaseExceptionGroup).clone(),
        );
        for one in all {
            match Ref::<Class>::of(one).filter(|class| class.is_subclass(&base)) {
                None => {
                    return Err(self.type_error(
                        "catching classes that do not inherit from BaseException is not allowed",
                    ));
                }
                Some(class) if class.is_subclass(&group) => {
                    return Err(self.type_error(
                        "catching ExceptionGroup with except* is not allowed. Use except instead.",
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// What is raised after all `except*` clauses, or `None`: of `excs`, those that the clauses raised, and
    /// the parts of `orig` that they raised again or did not match (`_PyExc_PrepReraiseStar`).
    pub(crate) fn prep_reraise_star(&mut self, orig: &Value, excs: &Value) -> PyResult {
        let excs: Vec<Value> = native::<List>(excs).map(List::to_vec).unwrap_or_default();
        let excs: Vec<Value> = excs.into_iter().filter(|exception| !exception.is_none()).collect();
        if !self.is_group(orig) {
            return Ok(excs.into_iter().next().unwrap_or_else(Value::none));
        }
        let (again, mut raised): (Vec<_>, Vec<_>) =
            excs.into_iter().partition(|exception| self.has_same_origin(orig, exception));
        let mut leaves = Vec::new();
        for exception in &again {
            self.collect_leaves(exception, &mut leaves);
        }
        let again = if leaves.is_empty() { None } else { self.split(orig, &Matcher::Leaves(leaves))?.0 };
        if raised.is_empty() {
            return Ok(again.unwrap_or_else(Value::none));
        }
        raised.extend(again);
        if let [_] = raised.as_slice() {
            return Ok(raised.remove(0));
        }
        let message = self.str("");
        self.exception_group(message, raised)
    }

    fn collect_leaves(&self, exception: &Value, leaves: &mut Vec<Value>) {
        let mut queue = vec![exception.clone()];
        while let Some(next) = queue.pop() {
            if self.is_group(&next) {
                queue.extend(self.exceptions_of(&next));
            } else {
                leaves.push(next);
            }
        }
    }

    /// Whether an exception is a part of `orig` that was raised again: parts share notes, traceback, cause
    /// and context (`is_same_exception_metadata`).
    #[allow(clippy::unused_self, reason = "called like its neighbours")]
    fn has_same_origin(&mut self, orig: &Value, exception: &Value) -> bool {
        let (Some(a), Some(b)) = (orig.downcast::<Exception>(), exception.downcast::<Exception>()) else {
            return false;
        };
        let same = |a: &Option<Value>, b: &Option<Value>| match (a, b) {
            (Some(a), Some(b)) => a.is(b),
            (None, None) => true,
            _ => false,
        };
        let same_traceback = {
            let (a, b) = (a.traceback.borrow(), b.traceback.borrow());
            a.len() == b.len()
                && a.iter().zip(b.iter()).all(|(a, b)| a.code.is(&b.code) && a.instruction == b.instruction)
        };
        same_traceback
            && same(&a.cause.borrow(), &b.cause.borrow())
            && same(&a.context.borrow(), &b.context.borrow())
    }
}

fn new(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(class) = Ref::<Class>::of(&args[0]).cloned() else {
        return Err(vm.type_error("BaseExceptionGroup.__new__(X): X is not a type object"));
    };
    if args.named(2).is_some_and(|named| !named.is_empty()) {
        return Err(vm.type_error(format!("{}() takes no keyword arguments", class.name())));
    }
    let [message, sequence] = args.rest(1) else {
        let given = args.rest(1).len();
        return Err(
            vm.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({given} given)"))
        );
    };
    if native::<Str>(message).is_none() {
        let of = vm.class_of(message).name();
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {of}")));
    }
    let getitem = vm.names.getitem.clone();
    let of = vm.class_of(sequence);
    if vm.lookup(&of, &getitem).is_none() || native::<Dict>(sequence).is_some() {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let exceptions = vm.collect(sequence)?;
    if exceptions.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    if let Some(index) = exceptions.iter().position(|exception| !vm.is_exception(exception)) {
        return Err(
            vm.value_error(format!("Item {index} of second argument (exceptions) is not an exception"))
        );
    }
    let exception_class = vm.exception_class(Exc::Exception).clone();
    let group_class = vm.exception_class(Exc::ExceptionGroup).clone();
    let only_exceptions = exceptions.iter().all(|exception| vm.is_instance(exception, &exception_class));
    let class = if class.is(vm.exception_class(Exc::BaseExceptionGroup)) && only_exceptions {
        group_class
    } else if !only_exceptions && class.is(&group_class) {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if !only_exceptions && class.is_subclass(&exception_class) {
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{}'", class.name())));
    } else {
        class
    };
    let value = vm.bare_exception(&class, args.rest(1).to_vec());
    if let Some(group) = value.downcast::<Exception>() {
        set_field(group, 0, Some(message.clone()));
        set_field(group, 1, Some(vm.tuple(exceptions)));
    }
    Ok(value)
}

fn str(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let count = vm.exceptions_of(&args[0]).len();
    let message = args[0].downcast::<Exception>().and_then(|group| field(group, 0));
    let mut text = vm.str_text(&message.unwrap_or_else(Value::none))?;
    let plural = if count == 1 { "" } else { "s" };
    text.push_str(&format!(" ({count} sub-exception{plural})"));
    Ok(vm.str_from(text))
}

fn derive(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let message = args[0].downcast::<Exception>().and_then(|group| field(group, 0));
    let class = vm.exception_class(Exc::BaseExceptionGroup).value().clone();
    vm.call(&class, [message.unwrap_or_else(Value::none), args[1].clone()])
}

fn split(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let matcher = vm.matcher(&args[1])?;
    let (matching, rest) = vm.split(&args[0], &matcher)?;
    let parts = [matching, rest].map(|part| part.unwrap_or_else(Value::none));
    Ok(vm.tuple(parts.to_vec()))
}

fn subgroup(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let matcher = vm.matcher(&args[1])?;
    let (matching, _) = vm.split(&args[0], &matcher)?;
    Ok(matching.unwrap_or_else(Value::none))
}

pub(super) fn install(vm: &mut Vm) {
    let class = vm.exception_class(Exc::BaseExceptionGroup).clone();
    vm.define(
        &class,
        &[
            Def::staticmethod("__new__", "(type, /, *args, **kwargs)", new),
            Def::wrapper("__str__", "($self, /)", str),
            Def::method("derive", "($self, object, /)", derive),
            Def::method("split", "($self, object, /)", split),
            Def::method("subgroup", "($self, object, /)", subgroup),
        ],
    );
}
