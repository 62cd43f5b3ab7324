//! Comprehensions and generator expressions.
//!
//! A generator expression is a unit of its own, called with its first iterator. The others usually run
//! inside the surrounding unit (PEP 709): names that they bind are saved on the stack before and
//! restored after, also when an exception passes. Outside functions such names become hidden fast
//! locals for the time being.

use bytescope_bytecode::{Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Comprehension, Expr, ExprKind};

use super::blocks::BlockKind;
use super::coroutines::Awaited;
use super::functions::Attached;
use super::scopes::UnitKind;
use super::{Codegen, End, Result};
use crate::instruction::Label;
use crate::symtable::{ComprehensionKind, ScopeId, ScopeKind, ScopeRole, Symbol, SymbolFlags, SymbolScope};

/// What a comprehension produces each round.
#[derive(Clone, Copy)]
pub(super) enum Element<'a> {
    Value(&'a Expr),
    Pair(&'a Expr, &'a Expr),
}

impl Element<'_> {
    /// Where the element stands: a pair from its key to its value.
    fn location(self) -> Location {
        match self {
            Self::Value(value) => value.location,
            Self::Pair(key, value) => Location {
                end_lineno: value.location.end_lineno,
                end_col_offset: value.location.end_col_offset,
                ..key.location
            },
        }
    }
}

/// What all the loops of one comprehension share.
#[derive(Clone, Copy)]
struct Loops<'a> {
    generators: &'a [Comprehension],
    kind: ComprehensionKind,
    element: Element<'a>,
    location: Location,
    /// The first iterator is on the stack already; else it is the unit's argument.
    inlined: bool,
}

/// What entering an inlined comprehension changed, to be undone after it.
#[derive(Default)]
struct Inlined {
    /// Locals saved on the stack, in order.
    pushed: Vec<Name>,
    /// Symbols of the surrounding scope that the comprehension sees differently.
    replaced: Vec<(Name, Symbol)>,
    /// Names that are fast locals only now.
    hidden: Vec<Name>,
    labels: Option<(Label, Label)>,
}

impl<'a> Codegen<'a> {
    /// Any of the four (`compiler_comprehension`).
    pub(super) fn comprehension(
        &mut self,
        expr: &'a Expr,
        kind: ComprehensionKind,
        generators: &'a [Comprehension],
        element: Element<'a>,
    ) -> Result {
        let location = expr.location;
        let Some(outermost) = generators.first() else { return Ok(()) };
        let id = self.symbols.scope_of(expr, ScopeRole::Own);
        let scope = self.symbols.scope(id);
        let is_async = scope.coroutine;
        let inlined = scope.comp_inlined;
        let around = self.unit.kind;

        let mut state = Inlined::default();
        if inlined {
            self.comprehension_iter(outermost)?;
            state = self.enter_inlined(id, location);
        } else {
            let name = match kind {
                ComprehensionKind::List => "<listcomp>",
                ComprehensionKind::Set => "<setcomp>",
                ComprehensionKind::Dict => "<dictcomp>",
                ComprehensionKind::Generator => "<genexpr>",
            };
            self.enter(&Name::from(name), UnitKind::Comprehension, id, location.lineno);
        }
        let generator = kind == ComprehensionKind::Generator;
        if is_async && !generator && !matches!(around, UnitKind::AsyncFunction | UnitKind::Comprehension) {
            return Err(SyntaxError::new(
                "asynchronous comprehension outside of an asynchronous function",
                location,
            ));
        }

        let build = match kind {
            ComprehensionKind::List => Some(Opcode::BUILD_LIST),
            ComprehensionKind::Set => Some(Opcode::BUILD_SET),
            ComprehensionKind::Dict => Some(Opcode::BUILD_MAP),
            ComprehensionKind::Generator => None,
        };
        if let Some(build) = build {
            self.emit_arg(build, 0, location);
            if inlined {
                self.emit_arg(Opcode::SWAP, 2, location);
            }
        }
        let loops = Loops { generators, kind, element, location, inlined };
        self.comprehension_loop(loops, 0, 0)?;
        if inlined {
            self.leave_inlined(state, location);
            return Ok(());
        }

        if generator {
            self.wrap_in_stopiteration_handler();
        } else {
            self.emit(Opcode::RETURN_VALUE, location);
        }
        let code = self.leave(End::None)?;
        self.make_closure(code, Attached::default(), location)?;
        self.comprehension_iter(outermost)?;
        self.emit_arg(Opcode::CALL, 0, location);
        if is_async && !generator {
            self.await_value(Awaited::Expression, location);
        }
        Ok(())
    }

    /// The first iterable, evaluated outside.
    fn comprehension_iter(&mut self, first: &'a Comprehension) -> Result {
        self.expr(&first.iter)?;
        let opcode = if first.is_async { Opcode::GET_AITER } else { Opcode::GET_ITER };
        self.emit(opcode, first.iter.location);
        Ok(())
    }

    /// One `for` and everything inside it. `depth` counts the iterators between the element and the
    /// collection (`compiler_comprehension_generator`).
    fn comprehension_loop(&mut self, loops: Loops<'a>, index: usize, depth: u32) -> Result {
        if loops.generators[index].is_async {
            self.async_comprehension_loop(loops, index, depth)
        } else {
            self.sync_comprehension_loop(loops, index, depth)
        }
    }

    fn sync_comprehension_loop(&mut self, loops: Loops<'a>, index: usize, mut depth: u32) -> Result {
        let start = self.new_label();
        let if_cleanup = self.new_label();
        let anchor = self.new_label();
        let generator = &loops.generators[index];

        // `for y in [f(x)]` is an assignment, not a loop.
        let single = if index > 0 { single_item(&generator.iter) } else { None };
        if index == 0 {
            self.argument_iterator(loops);
        } else if let Some(item) = single {
            self.expr(item)?;
        } else {
            self.expr(&generator.iter)?;
            self.emit(Opcode::GET_ITER, generator.iter.location);
        }
        if single.is_none() {
            depth += 1;
            if self.dialect.comprehension_iterates_twice {
                self.emit(Opcode::GET_ITER, generator.iter.location);
            }
            self.use_label(start);
            self.emit_jump(Opcode::FOR_ITER, anchor, generator.iter.location);
        }
        self.expr(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let location = self.inside_loop(loops, index, depth)?;
        self.use_label(if_cleanup);
        if single.is_none() {
            self.emit_jump(Opcode::JUMP, start, location);
            self.use_label(anchor);
            self.emit(Opcode::END_FOR, Location::NONE);
            self.emit(Opcode::POP_TOP, Location::NONE);
        }
        Ok(())
    }

    fn async_comprehension_loop(&mut self, loops: Loops<'a>, index: usize, depth: u32) -> Result {
        let start = self.new_label();
        let except = self.new_label();
        let if_cleanup = self.new_label();
        let generator = &loops.generators[index];
        if index == 0 {
            self.argument_iterator(loops);
        } else {
            self.expr(&generator.iter)?;
            self.emit(Opcode::GET_AITER, generator.iter.location);
        }
        self.use_label(start);
        self.push_block(BlockKind::AsyncComprehensionGenerator, loops.location)?;
        self.fetch_next(except, loops.location);
        self.expr(&generator.target)?;
        for condition in &generator.ifs {
            self.jump_if(condition, if_cleanup, false)?;
        }
        let location = self.inside_loop(loops, index, depth + 1)?;
        self.use_label(if_cleanup);
        self.emit_jump(Opcode::JUMP, start, location);
        self.pop_block();
        self.use_label(except);
        self.emit(Opcode::END_ASYNC_FOR, loops.location);
        Ok(())
    }

    /// In a unit of its own, the first iterator is the argument.
    fn argument_iterator(&mut self, loops: Loops<'a>) {
        if !loops.inlined {
            self.unit.code.argcount = 1;
            self.emit_arg(Opcode::LOAD_FAST, 0, loops.location);
        }
    }

    /// The next loop, or the element after the last one. Returns the element's place.
    fn inside_loop(&mut self, loops: Loops<'a>, index: usize, depth: u32) -> Result<Location> {
        let (Element::Value(first) | Element::Pair(first, _)) = loops.element;
        if index + 1 < loops.generators.len() {
            self.comprehension_loop(loops, index + 1, depth)?;
            // The jump back of an outer loop has the place of the key alone.
            return Ok(first.location);
        }
        self.expr(first)?;
        if let Element::Pair(_, value) = loops.element {
            self.expr(value)?;
        }
        let location = loops.element.location();
        match loops.kind {
            ComprehensionKind::Generator => {
                self.yield_value(location);
                self.emit(Opcode::POP_TOP, location);
            }
            ComprehensionKind::List => self.emit_arg(Opcode::LIST_APPEND, depth + 1, location),
            ComprehensionKind::Set => self.emit_arg(Opcode::SET_ADD, depth + 1, location),
            ComprehensionKind::Dict => self.emit_arg(Opcode::MAP_ADD, depth + 1, location),
        }
        Ok(location)
    }

    /// Isolates the names that an inlined comprehension binds (`push_inlined_comprehension_state`).
    fn enter_inlined(&mut self, id: ScopeId, location: Location) -> Inlined {
        let outer = self.scope();
        let in_class = outer.kind == ScopeKind::Class && self.unit.inlined_comprehensions == 0;
        let in_function = outer.kind.is_function_like();
        self.unit.inlined_comprehensions += 1;

        let mut state = Inlined::default();
        let symbols: Vec<(Name, Symbol)> =
            self.symbols.scope(id).symbols.iter().map(|(name, symbol)| (name.clone(), *symbol)).collect();
        for (name, symbol) in symbols {
            let scope = self.symbols.scope_mut(self.unit.scope);
            let outside = scope.symbol(&name);
            // A cell here that is free outside can be treated as free all along: both are derefs.
            let same = symbol.scope == outside.scope
                || symbol.scope == SymbolScope::Free
                || (symbol.scope == SymbolScope::Cell && outside.scope == SymbolScope::Free);
            if !same || in_class {
                scope.symbols.insert(name.clone(), symbol);
                state.replaced.push((name.clone(), outside));
            }
            let bound =
                symbol.flags.contains(SymbolFlags::LOCAL) && !symbol.flags.contains(SymbolFlags::NONLOCAL);
            if !bound && !in_class {
                continue;
            }
            if !in_function && self.unit.active_hidden.insert(name.clone()) {
                self.unit.code.fasthidden.insert(name.clone());
                state.hidden.push(name.clone());
            }
            // For a cell this saves the cell itself; the comprehension gets a fresh one.
            self.emit_local(Opcode::LOAD_FAST_AND_CLEAR, &name, location);
            if symbol.scope == SymbolScope::Cell {
                let place = match outside.scope {
                    SymbolScope::Free => SymbolScope::Free,
                    _ => SymbolScope::Cell,
                };
                let mangled = self.mangled(&name);
                let oparg = self.deref_index(&mangled, place);
                self.emit_arg(Opcode::MAKE_CELL, oparg, location);
            }
            state.pushed.push(name);
        }
        if !state.pushed.is_empty() {
            // Brings the iterator back to the top.
            self.emit_arg(Opcode::SWAP, state.pushed.len() as u32 + 1, location);
            let cleanup = self.new_label();
            let end = self.new_label();
            state.labels = Some((cleanup, end));
            self.emit_jump(Opcode::SETUP_FINALLY, cleanup, location);
        }
        state
    }

    /// Undoes [`Self::enter_inlined`], on the normal way out and for an exception
    /// (`pop_inlined_comprehension_state`).
    fn leave_inlined(&mut self, state: Inlined, location: Location) {
        self.unit.inlined_comprehensions -= 1;
        let scope = self.symbols.scope_mut(self.unit.scope);
        for (name, symbol) in state.replaced {
            scope.symbols.insert(name, symbol);
        }
        if let Some((cleanup, end)) = state.labels {
            self.emit(Opcode::POP_BLOCK, Location::NONE);
            self.emit_jump(Opcode::JUMP_NO_INTERRUPT, end, Location::NONE);
            self.use_label(cleanup);
            // Drops the unfinished collection under the exception.
            self.emit_arg(Opcode::SWAP, 2, Location::NONE);
            self.emit(Opcode::POP_TOP, Location::NONE);
            self.restore_locals(&state.pushed, location);
            self.emit_arg(Opcode::RERAISE, 0, Location::NONE);
            self.use_label(end);
            self.restore_locals(&state.pushed, location);
        }
        for name in state.hidden {
            self.unit.active_hidden.remove(&name);
        }
    }

    /// Puts saved locals back from under the value on top of the stack.
    fn restore_locals(&mut self, pushed: &[Name], location: Location) {
        self.emit_arg(Opcode::SWAP, pushed.len() as u32 + 1, location);
        for name in pushed.iter().rev() {
            self.emit_local(Opcode::STORE_FAST_MAYBE_NULL, name, location);
        }
    }
}

/// The only item of a list or tuple display without a star.
fn single_item(iter: &Expr) -> Option<&Expr> {
    match &iter.kind {
        ExprKind::List { elts, .. } | ExprKind::Tuple { elts, .. } => match &elts[..] {
            [Expr { kind: ExprKind::Starred { .. }, .. }] => None,
            [item] => Some(item),
            _ => None,
        },
        _ => None,
    }
}
