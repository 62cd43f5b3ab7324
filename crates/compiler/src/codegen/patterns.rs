//! `match` (PEP 634).
//!
//! Every pattern takes the subject off the stack and jumps away on failure. Captured values wait on the
//! stack, *under* what is still being matched, and are bound only when the whole pattern has matched.
//! How many values a failure must drop depends on how far matching had come, so failures jump into a
//! ladder of `POP_TOP`s.

use bytescope_bytecode::{Constant, Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{CmpOp, Expr, ExprContext, ExprKind, MatchCase, Pattern, PatternKind};

use rustc_hash::FxHashSet;

use super::displays::UnpackMessages;
use super::names::check_forbidden;
use super::statements::SUBTRACT;
use super::{Codegen, Result};
use crate::fold::frozen_set;
use crate::instruction::Label;

/// The state of one `case` (CPython's `pattern_context`).
#[derive(Default)]
struct Context {
    /// Names captured so far, in the order of their values on the stack.
    stores: Vec<Name>,
    /// Whether a pattern that always matches is allowed here.
    allow_irrefutable: bool,
    /// Jumping to `fail_pop[i]` drops `i` values.
    fail_pop: Vec<Label>,
    /// Values on top of the stack that must stay on top; captures go under them.
    on_top: usize,
}

const UNPACK_PATTERNS: UnpackMessages = UnpackMessages {
    multiple: "multiple starred expressions in sequence pattern",
    too_many: "too many expressions in star-unpacking sequence pattern",
};

impl<'a> Codegen<'a> {
    /// `compiler_match_inner`.
    pub(super) fn match_statement(&mut self, subject: &'a Expr, cases: &'a [MatchCase]) -> Result {
        self.expr(subject)?;
        let end = self.new_label();
        let Some((last, others)) = cases.split_last() else { return Ok(()) };
        // A final `case _` needs no test.
        let default = (is_wildcard(&last.pattern) && !others.is_empty()).then_some(last);
        let tested = if default.is_some() { others } else { cases };
        for (index, case) in tested.iter().enumerate() {
            self.match_case(case, index + 1 == tested.len(), index + 1 == cases.len(), end)?;
        }
        if let Some(case) = default {
            self.emit(Opcode::NOP, case.pattern.location);
            if let Some(guard) = &case.guard {
                self.jump_if(guard, end, false)?;
            }
            self.statements(&case.body)?;
        }
        self.use_label(end);
        Ok(())
    }

    /// One `case` that is tested; all but the last of those keep a copy of the subject.
    fn match_case(&mut self, case: &'a MatchCase, last_tested: bool, last: bool, end: Label) -> Result {
        let location = case.pattern.location;
        if !last_tested {
            self.emit_arg(Opcode::COPY, 1, location);
        }
        let mut context = Context { allow_irrefutable: case.guard.is_some() || last, ..Context::default() };
        self.pattern(&case.pattern, &mut context)?;
        for name in &context.stores {
            self.store_name(name, location)?;
        }
        if let Some(guard) = &case.guard {
            let fail = self.fail_label(&mut context, 0);
            self.jump_if(guard, fail, false)?;
        }
        if !last_tested {
            self.emit(Opcode::POP_TOP, location);
        }
        self.statements(&case.body)?;
        self.emit_jump(Opcode::JUMP, end, Location::NONE);
        self.emit_fail_pops(&mut context, location);
        Ok(())
    }

    fn pattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let location = pattern.location;
        match &pattern.kind {
            PatternKind::MatchValue { value } => self.value_pattern(value, location, context),
            PatternKind::MatchSingleton { value } => {
                self.load_const(value, location);
                self.compare_op(CmpOp::Is, location);
                self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
                Ok(())
            }
            PatternKind::MatchSequence { patterns } => self.sequence_pattern(patterns, location, context),
            PatternKind::MatchMapping { keys, patterns, rest } => {
                self.mapping_pattern(keys, patterns, rest.as_ref(), location, context)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                self.class_pattern(cls, patterns, kwd_attrs, kwd_patterns, location, context)
            }
            PatternKind::MatchStar { name } => self.capture(name.as_ref(), location, context),
            PatternKind::MatchAs { pattern, name } => {
                self.as_pattern(pattern.as_deref(), name.as_ref(), location, context)
            }
            PatternKind::MatchOr { patterns } => self.or_pattern(patterns, location, context),
        }
    }

    /// A part of a pattern, where captures and wildcards are always fine.
    fn subpattern(&mut self, pattern: &'a Pattern, context: &mut Context) -> Result {
        let allowed = std::mem::replace(&mut context.allow_irrefutable, true);
        self.pattern(pattern, context)?;
        context.allow_irrefutable = allowed;
        Ok(())
    }

    /// The label that drops `pops` values on failure.
    fn fail_label(&mut self, context: &mut Context, pops: usize) -> Label {
        while context.fail_pop.len() <= pops {
            context.fail_pop.push(self.new_label());
        }
        context.fail_pop[pops]
    }

    /// Jumps to where this pattern's leftovers and captures are dropped.
    fn jump_to_fail_pop(&mut self, context: &mut Context, opcode: Opcode, location: Location) {
        let pops = context.on_top + context.stores.len();
        let target = self.fail_label(context, pops);
        self.emit_jump(opcode, target, location);
    }

    /// The ladder that the failures jumped into.
    fn emit_fail_pops(&mut self, context: &mut Context, location: Location) {
        for (pops, label) in context.fail_pop.drain(..).enumerate().rev() {
            self.use_label(label);
            if pops > 0 {
                self.emit(Opcode::POP_TOP, location);
            }
        }
    }

    /// Moves the top of the stack down by `count - 1` places.
    fn rotate(&mut self, count: usize, location: Location) {
        for depth in (2..=count).rev() {
            self.emit_arg(Opcode::SWAP, depth as u32, location);
        }
    }

    /// Keeps the value on top for a name, or drops it (`pattern_helper_store_name`).
    fn capture(&mut self, name: Option<&Name>, location: Location, context: &mut Context) -> Result {
        let Some(name) = name else {
            self.emit(Opcode::POP_TOP, location);
            return Ok(());
        };
        check_forbidden(name, ExprContext::Store, location)?;
        check_new_capture(name, location, context)?;
        self.rotate(context.on_top + context.stores.len() + 1, location);
        context.stores.push(name.clone());
        Ok(())
    }

    fn value_pattern(&mut self, value: &'a Expr, location: Location, context: &mut Context) -> Result {
        if !matches!(value.kind, ExprKind::Constant { .. } | ExprKind::Attribute { .. }) {
            let message = "patterns may only match literals and attribute lookups";
            return Err(SyntaxError::new(message, location));
        }
        self.expr(value)?;
        self.compare_op(CmpOp::Eq, location);
        self.emit(Opcode::TO_BOOL, location);
        self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
        Ok(())
    }

    fn as_pattern(
        &mut self,
        pattern: Option<&'a Pattern>,
        name: Option<&Name>,
        location: Location,
        context: &mut Context,
    ) -> Result {
        let Some(pattern) = pattern else {
            if !context.allow_irrefutable {
                let message = match name {
                    Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
                    None => "wildcard makes remaining patterns unreachable".to_owned(),
                };
                return Err(SyntaxError::new(message, location));
            }
            return self.capture(name, location, context);
        };
        context.on_top += 1;
        self.emit_arg(Opcode::COPY, 1, location);
        self.pattern(pattern, context)?;
        context.on_top -= 1;
        self.capture(name, location, context)
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        location: Location,
        context: &mut Context,
    ) -> Result {
        let mut star = None;
        let mut star_is_wildcard = false;
        let mut only_wildcards = true;
        for (index, pattern) in patterns.iter().enumerate() {
            if let PatternKind::MatchStar { name } = &pattern.kind {
                if star.is_some() {
                    let message = "multiple starred names in sequence pattern";
                    return Err(SyntaxError::new(message, location));
                }
                star = Some(index);
                star_is_wildcard = name.is_none();
                only_wildcards &= star_is_wildcard;
            } else {
                only_wildcards &= is_wildcard(pattern);
            }
        }

        context.on_top += 1;
        self.emit(Opcode::MATCH_SEQUENCE, location);
        self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
        match star {
            None => self.check_length(patterns.len(), CmpOp::Eq, location, context),
            Some(_) if patterns.len() > 1 => {
                self.check_length(patterns.len() - 1, CmpOp::GtE, location, context);
            }
            Some(_) => {}
        }
        context.on_top -= 1;
        match star {
            _ if only_wildcards => {
                self.emit(Opcode::POP_TOP, location);
                Ok(())
            }
            Some(star) if star_is_wildcard => self.index_sequence(patterns, star, location, context),
            _ => self.unpack_sequence(patterns, location, context),
        }
    }

    /// Fails unless the subject's length compares as wanted.
    fn check_length(&mut self, length: usize, op: CmpOp, location: Location, context: &mut Context) {
        self.emit(Opcode::GET_LEN, location);
        self.load_const(&Constant::Int(length.into()), location);
        self.compare_op(op, location);
        self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
    }

    /// Takes a sequence apart and matches its items (`pattern_helper_sequence_unpack`).
    fn unpack_sequence(
        &mut self,
        patterns: &'a [Pattern],
        location: Location,
        context: &mut Context,
    ) -> Result {
        let stars = patterns.iter().map(|item| matches!(item.kind, PatternKind::MatchStar { .. }));
        self.unpack_values(stars, location, &UNPACK_PATTERNS)?;
        self.match_items(patterns.iter(), context)
    }

    /// Matches the values on top of the stack, one pattern each, the first on top.
    fn match_items(
        &mut self,
        patterns: impl ExactSizeIterator<Item = &'a Pattern>,
        context: &mut Context,
    ) -> Result {
        context.on_top += patterns.len();
        for pattern in patterns {
            context.on_top -= 1;
            self.subpattern(pattern, context)?;
        }
        Ok(())
    }

    /// Where `*_` swallows the rest, items are fetched by index (`pattern_helper_sequence_subscr`).
    fn index_sequence(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        location: Location,
        context: &mut Context,
    ) -> Result {
        context.on_top += 1;
        for (index, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) || index == star {
                continue;
            }
            self.emit_arg(Opcode::COPY, 1, location);
            if index < star {
                self.load_const(&Constant::Int(index.into()), location);
            } else {
                // The subject need not support negative indices.
                self.emit(Opcode::GET_LEN, location);
                self.load_const(&Constant::Int((patterns.len() - index).into()), location);
                self.emit_arg(Opcode::BINARY_OP, SUBTRACT, location);
            }
            self.emit(Opcode::BINARY_SUBSCR, location);
            self.subpattern(pattern, context)?;
        }
        context.on_top -= 1;
        self.emit(Opcode::POP_TOP, location);
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        keys: &'a [Expr],
        patterns: &'a [Pattern],
        rest: Option<&Name>,
        location: Location,
        context: &mut Context,
    ) -> Result {
        context.on_top += 1;
        self.emit(Opcode::MATCH_MAPPING, location);
        self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
        if keys.is_empty() && rest.is_none() {
            context.on_top -= 1;
            self.emit(Opcode::POP_TOP, location);
            return Ok(());
        }
        if !keys.is_empty() {
            self.check_length(keys.len(), CmpOp::GtE, location, context);
        }
        self.mapping_keys(keys, location)?;
        self.emit_arg(Opcode::BUILD_TUPLE, keys.len() as u32, location);
        self.emit(Opcode::MATCH_KEYS, location);
        // Now the keys and the values lie on top of the subject.
        context.on_top += 2;
        self.fail_if_none(location, context);
        self.emit_arg(Opcode::UNPACK_SEQUENCE, keys.len() as u32, location);
        context.on_top -= 1;
        self.match_items(patterns.iter(), context)?;
        context.on_top -= 2;
        let Some(rest) = rest else {
            self.emit(Opcode::POP_TOP, location);
            self.emit(Opcode::POP_TOP, location);
            return Ok(());
        };
        // rest = dict(subject); for key in keys: del rest[key]
        self.emit_arg(Opcode::BUILD_MAP, 0, location);
        self.emit_arg(Opcode::SWAP, 3, location);
        self.emit_arg(Opcode::DICT_UPDATE, 2, location);
        self.emit_arg(Opcode::UNPACK_SEQUENCE, keys.len() as u32, location);
        for left in (1..=keys.len() as u32).rev() {
            self.emit_arg(Opcode::COPY, 1 + left, location);
            self.emit_arg(Opcode::SWAP, 2, location);
            self.emit(Opcode::DELETE_SUBSCR, location);
        }
        self.capture(Some(rest), location, context)
    }

    /// Pushes the keys of a mapping pattern; literal keys must differ.
    fn mapping_keys(&mut self, keys: &'a [Expr], location: Location) -> Result {
        let mut seen = FxHashSet::default();
        for key in keys {
            match &key.kind {
                ExprKind::Constant { value, .. } => {
                    if !seen.insert(frozen_set::canonical(value)) {
                        let message = format!("mapping pattern checks duplicate key ({})", value.repr());
                        return Err(SyntaxError::new(message, location));
                    }
                }
                ExprKind::Attribute { .. } => {}
                _ => {
                    let message = "mapping pattern keys may only match literals and attribute lookups";
                    return Err(SyntaxError::new(message, location));
                }
            }
            self.expr(key)?;
        }
        Ok(())
    }

    /// Fails if the top of the stack, which stays, is None.
    fn fail_if_none(&mut self, location: Location, context: &mut Context) {
        self.emit_arg(Opcode::COPY, 1, location);
        self.load_none(location);
        self.compare_op(CmpOp::IsNot, location);
        self.jump_to_fail_pop(context, Opcode::POP_JUMP_IF_FALSE, location);
    }

    fn class_pattern(
        &mut self,
        cls: &'a Expr,
        patterns: &'a [Pattern],
        kwd_attrs: &[Name],
        kwd_patterns: &'a [Pattern],
        location: Location,
        context: &mut Context,
    ) -> Result {
        check_attributes(kwd_attrs, kwd_patterns)?;
        self.expr(cls)?;
        self.load_names(kwd_attrs.iter(), location);
        self.emit_arg(Opcode::MATCH_CLASS, patterns.len() as u32, location);
        // A tuple of the attributes, or None.
        context.on_top += 1;
        self.fail_if_none(location, context);
        let count = patterns.len() + kwd_patterns.len();
        self.emit_arg(Opcode::UNPACK_SEQUENCE, count as u32, location);
        context.on_top += count;
        context.on_top -= 1;
        for pattern in patterns.iter().chain(kwd_patterns) {
            context.on_top -= 1;
            if is_wildcard(pattern) {
                self.emit(Opcode::POP_TOP, location);
            } else {
                self.subpattern(pattern, context)?;
            }
        }
        Ok(())
    }

    /// `p | q`: each alternative gets a copy of the subject, and all bind the same names, which are
    /// brought into the order of the first.
    fn or_pattern(&mut self, patterns: &'a [Pattern], location: Location, context: &mut Context) -> Result {
        let end = self.new_label();
        let mut control: Vec<Name> = Vec::new();
        for (index, alternative) in patterns.iter().enumerate() {
            let mut inner = Context {
                allow_irrefutable: index + 1 == patterns.len() && context.allow_irrefutable,
                ..Context::default()
            };
            self.emit_arg(Opcode::COPY, 1, alternative.location);
            self.pattern(alternative, &mut inner)?;
            if index == 0 {
                control.clone_from(&inner.stores);
            } else {
                self.reorder_captures(&control, &mut inner.stores, alternative.location, location)?;
            }
            self.emit_jump(Opcode::JUMP, end, alternative.location);
            self.emit_fail_pops(&mut inner, alternative.location);
        }
        self.emit(Opcode::POP_TOP, location);
        self.jump_to_fail_pop(context, Opcode::JUMP, location);

        self.use_label(end);
        // Between the captures and their place: each other, the copy of the subject, what must stay on
        // top, and earlier captures.
        let rotations = control.len() + 1 + context.on_top + context.stores.len();
        for name in control {
            self.rotate(rotations, location);
            check_new_capture(&name, location, context)?;
            context.stores.push(name);
        }
        self.emit(Opcode::POP_TOP, location);
        Ok(())
    }

    /// Rotates the captures of an alternative into the order of the first one's.
    fn reorder_captures(
        &mut self,
        control: &[Name],
        stores: &mut Vec<Name>,
        alternative: Location,
        whole: Location,
    ) -> Result {
        let differ = || SyntaxError::new("alternative patterns bind different names", whole);
        if stores.len() != control.len() {
            return Err(differ());
        }
        for wanted in (0..control.len()).rev() {
            let found = stores.iter().position(|name| *name == control[wanted]).ok_or_else(differ)?;
            if found != wanted {
                let rotated: Vec<Name> = stores.drain(..=found).collect();
                let at = wanted - found;
                stores.splice(at..at, rotated);
                for _ in 0..=found {
                    self.rotate(wanted + 1, alternative);
                }
            }
        }
        Ok(())
    }
}

/// `_`
fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::MatchAs { pattern: None, name: None })
}

fn check_new_capture(name: &Name, location: Location, context: &Context) -> Result {
    if context.stores.contains(name) {
        let message = format!("multiple assignments to name '{name}' in pattern");
        return Err(SyntaxError::new(message, location));
    }
    Ok(())
}

/// No attribute twice in a class pattern (`validate_kwd_attrs`); errors point at the pattern.
fn check_attributes(attrs: &[Name], patterns: &[Pattern]) -> Result {
    for (index, (attr, pattern)) in attrs.iter().zip(patterns).enumerate() {
        check_forbidden(attr, ExprContext::Store, pattern.location)?;
        let again = attrs.iter().zip(patterns).skip(index + 1).find(|(other, _)| *other == attr);
        if let Some((_, pattern)) = again {
            let message = format!("attribute name repeated in class pattern: {attr}");
            return Err(SyntaxError::new(message, pattern.location));
        }
    }
    Ok(())
}
