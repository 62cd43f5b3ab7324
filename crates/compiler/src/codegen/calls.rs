//! Calls: plain, of methods, with `*` and `**`, and attribute access through `super()`.

use bytescope_bytecode::{Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, ExprContext, ExprKind, Keyword};

use super::displays::Display;
use super::names::check_forbidden;
use super::statements::attribute_location;
use super::{Codegen, Result, STACK_USE_GUIDELINE};
use crate::symtable::SymbolScope;

/// `LOAD_ATTR`'s low bit: look up a method, to be called with its object.
const METHOD: u32 = 1;
/// `LOAD_SUPER_ATTR`'s low bit: the same.
const SUPER_METHOD: u32 = 1;
/// `LOAD_SUPER_ATTR`'s second bit: `super` was called with two arguments.
const SUPER_TWO_ARGUMENTS: u32 = 2;

impl<'a> Codegen<'a> {
    /// `compiler_call`.
    pub(super) fn call(
        &mut self,
        func: &'a Expr,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result {
        check_keywords(keywords)?;
        if let ExprKind::Attribute { value, attr, ctx: ExprContext::Load } = &func.kind
            && self.calls_as_method(value, args, keywords)
        {
            return self.method_call(func, value, attr, args, keywords, location);
        }
        self.expr(func)?;
        self.emit(Opcode::PUSH_NULL, func.location);
        self.call_pushed(0, args, None, keywords, location)
    }

    /// Whether `value.attr(…)` can do without a bound method object (`maybe_optimize_method_call`).
    ///
    /// Names that the module imports are taken to be modules, whose functions are no methods.
    fn calls_as_method(&self, value: &Expr, args: &[Expr], keywords: &[Keyword]) -> bool {
        if matches!(&value.kind, ExprKind::Name { id, .. } if self.is_imported(id)) {
            return false;
        }
        args.len() + keywords.len() + usize::from(!keywords.is_empty()) < STACK_USE_GUIDELINE
            && !has_unpacking(args, keywords)
    }

    fn method_call(
        &mut self,
        func: &'a Expr,
        value: &'a Expr,
        attr: &Name,
        args: &'a [Expr],
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result {
        let at_attr = attribute_location(func.location, func, attr);
        if let Some(arguments) = self.super_arguments(value, attr) {
            self.load_super_attr(value, arguments, attr, SUPER_METHOD, func.location)?;
            self.emit(Opcode::NOP, at_attr);
        } else {
            self.expr(value)?;
            let index = self.name_index(attr);
            self.emit_arg(Opcode::LOAD_ATTR, index << 1 | METHOD, at_attr);
        }
        self.exprs(args)?;
        if !keywords.is_empty() {
            self.keyword_values(keywords, at_attr)?;
        }
        let at_call = attribute_location(location, func, attr);
        self.emit_call(args.len() as u32, keywords.len() as u32, at_call);
        Ok(())
    }

    fn emit_call(&mut self, args: u32, keywords: u32, location: Location) {
        let opcode = if keywords == 0 { Opcode::CALL } else { Opcode::CALL_KW };
        self.emit_arg(opcode, args + keywords, location);
    }

    /// Pushes the values of keyword arguments, then the tuple of their names.
    fn keyword_values(&mut self, keywords: &'a [Keyword], location: Location) -> Result {
        keywords.iter().try_for_each(|keyword| self.expr(&keyword.value))?;
        self.load_names(keywords.iter().filter_map(|keyword| keyword.arg.as_ref()), location);
        Ok(())
    }

    /// Calls what stands below `pushed` arguments, with `args` and `keywords` after those; `injected` is
    /// the name of one more positional argument (`compiler_call_helper`).
    pub(super) fn call_pushed(
        &mut self,
        pushed: u32,
        args: &'a [Expr],
        injected: Option<&Name>,
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result {
        check_keywords(keywords)?;
        let count = args.len() + usize::from(injected.is_some());
        if count + keywords.len() * 2 > STACK_USE_GUIDELINE || has_unpacking(args, keywords) {
            return self.call_ex(pushed, args, injected, keywords, location);
        }
        self.exprs(args)?;
        if let Some(name) = injected {
            self.load_name(name, location)?;
        }
        if !keywords.is_empty() {
            self.keyword_values(keywords, location)?;
        }
        self.emit_call(pushed + count as u32, keywords.len() as u32, location);
        Ok(())
    }

    /// A call through one tuple and one dict.
    fn call_ex(
        &mut self,
        pushed: u32,
        args: &'a [Expr],
        injected: Option<&Name>,
        keywords: &'a [Keyword],
        location: Location,
    ) -> Result {
        match args {
            [Expr { kind: ExprKind::Starred { value, .. }, .. }] if pushed == 0 && injected.is_none() => {
                self.expr(value)?;
            }
            _ => self.display(Display::Tuple, args, pushed, injected, location)?,
        }
        let mut have_dict = false;
        let mut start = 0;
        for (index, keyword) in keywords.iter().enumerate() {
            if keyword.arg.is_none() {
                self.keyword_run(&keywords[start..index], &mut have_dict, location)?;
                start = index + 1;
                if !have_dict {
                    self.emit_arg(Opcode::BUILD_MAP, 0, location);
                    have_dict = true;
                }
                self.expr(&keyword.value)?;
                self.emit_arg(Opcode::DICT_MERGE, 1, location);
            }
        }
        self.keyword_run(&keywords[start..], &mut have_dict, location)?;
        self.emit_arg(Opcode::CALL_FUNCTION_EX, u32::from(have_dict), location);
        Ok(())
    }

    /// One run of `name=value` arguments, as a dict or merged into the one before
    /// (`compiler_subkwargs`).
    fn keyword_run(&mut self, keywords: &'a [Keyword], have_dict: &mut bool, location: Location) -> Result {
        let count = keywords.len();
        if count == 0 {
            return Ok(());
        }
        let big = count * 2 > STACK_USE_GUIDELINE;
        if count > 1 && !big {
            self.keyword_values(keywords, location)?;
            self.emit_arg(Opcode::BUILD_CONST_KEY_MAP, count as u32, location);
        } else {
            if big {
                self.emit_arg(Opcode::BUILD_MAP, 0, Location::NONE);
            }
            for keyword in keywords {
                if let Some(name) = &keyword.arg {
                    self.load_str(name, location);
                }
                self.expr(&keyword.value)?;
                if big {
                    self.emit_arg(Opcode::MAP_ADD, 1, Location::NONE);
                }
            }
            if !big {
                self.emit_arg(Opcode::BUILD_MAP, count as u32, location);
            }
        }
        if *have_dict {
            self.emit_arg(Opcode::DICT_MERGE, 1, location);
        }
        *have_dict = true;
        Ok(())
    }

    /// An attribute that is read.
    pub(super) fn load_attribute(&mut self, expr: &'a Expr, value: &'a Expr, attr: &Name) -> Result {
        let at_attr = attribute_location(expr.location, expr, attr);
        if let Some(arguments) = self.super_arguments(value, attr) {
            self.load_super_attr(value, arguments, attr, 0, expr.location)?;
            self.emit(Opcode::NOP, at_attr);
        } else {
            self.expr(value)?;
            let index = self.name_index(attr);
            self.emit_arg(Opcode::LOAD_ATTR, index << 1, at_attr);
        }
        Ok(())
    }

    /// The arguments of `super(…)` if `value.attr` can go through `LOAD_SUPER_ATTR`
    /// (`can_optimize_super_call`): `super` must be the builtin for all that can be seen, with two
    /// arguments, or with none where `__class__` and a first parameter are at hand.
    fn super_arguments<'e>(&self, value: &'e Expr, attr: &str) -> Option<&'e [Expr]> {
        let ExprKind::Call { func, args, keywords } = &value.kind else { return None };
        let ExprKind::Name { id, .. } = &func.kind else { return None };
        if &**id != "super" || attr == "__class__" || !keywords.is_empty() {
            return None;
        }
        let shadowed = self.symbols.scopes[0].symbol(id).scope != SymbolScope::Unknown;
        if self.scope_of_name(id) != SymbolScope::GlobalImplicit || shadowed {
            return None;
        }
        let possible = match &args[..] {
            [] => {
                self.unit.code.argcount > 0
                    && self.place_of_free(&Name::from("__class__")) == SymbolScope::Free
            }
            [_, _] => !has_unpacking(args, &[]),
            _ => false,
        };
        possible.then_some(args)
    }

    /// `super` and its two arguments, then the lookup (`load_args_for_super`).
    fn load_super_attr(
        &mut self,
        call: &'a Expr,
        arguments: &'a [Expr],
        attr: &Name,
        method: u32,
        location: Location,
    ) -> Result {
        if let ExprKind::Call { func, .. } = &call.kind {
            self.expr(func)?;
        }
        let mut flags = method;
        if arguments.is_empty() {
            self.load_name(&Name::from("__class__"), call.location)?;
            if let Some(first) = self.unit.code.varnames.first().cloned() {
                self.load_name(&first, call.location)?;
            }
        } else {
            self.exprs(arguments)?;
            flags |= SUPER_TWO_ARGUMENTS;
        }
        let index = self.name_index(attr);
        self.emit_arg(Opcode::LOAD_SUPER_ATTR, index << 2 | flags, location);
        Ok(())
    }

    /// `"".join([…])`, for an f-string too long for the stack.
    pub(super) fn join_list(&mut self, values: &'a [Expr], location: Location) -> Result {
        self.load_str("", location);
        let index = self.name_index(&Name::from("join"));
        self.emit_arg(Opcode::LOAD_ATTR, index << 1 | METHOD, location);
        self.emit_arg(Opcode::BUILD_LIST, 0, location);
        for value in values {
            self.expr(value)?;
            self.emit_arg(Opcode::LIST_APPEND, 1, location);
        }
        self.emit_arg(Opcode::CALL, 1, location);
        Ok(())
    }
}

fn has_unpacking(args: &[Expr], keywords: &[Keyword]) -> bool {
    args.iter().any(|arg| matches!(arg.kind, ExprKind::Starred { .. }))
        || keywords.iter().any(|keyword| keyword.arg.is_none())
}

/// No keyword twice, and not `__debug__` (`validate_keywords`).
fn check_keywords(keywords: &[Keyword]) -> Result {
    for (index, keyword) in keywords.iter().enumerate() {
        let Some(name) = &keyword.arg else { continue };
        check_forbidden(name, ExprContext::Store, keyword.location)?;
        let again = keywords[index + 1..].iter().find(|other| other.arg.as_ref() == Some(name));
        if let Some(other) = again {
            return Err(SyntaxError::new(format!("keyword argument repeated: {name}"), other.location));
        }
    }
    Ok(())
}
