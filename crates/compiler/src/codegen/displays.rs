//! Lists, tuples, sets, dicts; and the same shapes as assignment targets.

use bytescope_bytecode::{Constant, Location, Name, Opcode};
use bytescope_syntax::SyntaxError;
use bytescope_syntax::ast::{Expr, ExprContext, ExprKind};

use super::{Codegen, Result, STACK_USE_GUIDELINE};
use crate::fold::frozen_set;

/// `CALL_INTRINSIC_1`: makes a tuple of a list.
const INTRINSIC_LIST_TO_TUPLE: u32 = 6;

/// What a sequence of expressions is to become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Display {
    List,
    Set,
    /// Built as a list where it must be built step by step.
    Tuple,
}

impl Display {
    fn build(self) -> Opcode {
        if self == Self::Set { Opcode::BUILD_SET } else { Opcode::BUILD_LIST }
    }

    fn add(self) -> Opcode {
        if self == Self::Set { Opcode::SET_ADD } else { Opcode::LIST_APPEND }
    }

    fn extend(self) -> Opcode {
        if self == Self::Set { Opcode::SET_UPDATE } else { Opcode::LIST_EXTEND }
    }
}

impl<'a> Codegen<'a> {
    /// A list or tuple, read, bound or deleted.
    pub(super) fn sequence(
        &mut self,
        elts: &'a [Expr],
        ctx: ExprContext,
        display: Display,
        location: Location,
    ) -> Result {
        match ctx {
            ExprContext::Load => self.display(display, elts, 0, None, location),
            ExprContext::Store => self.unpack(elts, location),
            ExprContext::Del => self.exprs(elts),
        }
    }

    /// Builds a sequence of `pushed` values already on the stack, then `elts`, then the value of the
    /// name `injected` (`starunpack_helper`).
    pub(super) fn display(
        &mut self,
        display: Display,
        elts: &'a [Expr],
        pushed: u32,
        injected: Option<&Name>,
        location: Location,
    ) -> Result {
        let count = elts.len() + usize::from(injected.is_some());
        if count > 2
            && injected.is_none()
            && let Some(items) = constants(elts.iter())
        {
            self.constant_display(display, items, pushed, location);
            return Ok(());
        }
        let big = count + pushed as usize > STACK_USE_GUIDELINE;
        let starred = elts.iter().any(|elt| matches!(elt.kind, ExprKind::Starred { .. }));
        if !big && !starred {
            self.exprs(elts)?;
            if let Some(name) = injected {
                self.load_name(name, location)?;
            }
            let opcode = if display == Display::Tuple { Opcode::BUILD_TUPLE } else { display.build() };
            self.emit_arg(opcode, count as u32 + pushed, location);
            return Ok(());
        }

        let mut built = big;
        if big {
            self.emit_arg(display.build(), pushed, location);
        }
        for (index, elt) in elts.iter().enumerate() {
            if let ExprKind::Starred { value, .. } = &elt.kind {
                if !built {
                    self.emit_arg(display.build(), index as u32 + pushed, location);
                    built = true;
                }
                self.expr(value)?;
                self.emit_arg(display.extend(), 1, location);
            } else {
                self.expr(elt)?;
                if built {
                    self.emit_arg(display.add(), 1, location);
                }
            }
        }
        if let Some(name) = injected {
            self.load_name(name, location)?;
            self.emit_arg(display.add(), 1, location);
        }
        if display == Display::Tuple {
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE, location);
        }
        Ok(())
    }

    /// A display of constants: one constant, spread into a fresh list or set.
    fn constant_display(&mut self, display: Display, items: Vec<Constant>, pushed: u32, location: Location) {
        if display == Display::Tuple && pushed == 0 {
            self.load_const(&Constant::Tuple(items.into()), location);
            return;
        }
        let folded = match display {
            Display::Set => Constant::FrozenSet(frozen_set::distinct(items).into()),
            Display::List | Display::Tuple => Constant::Tuple(items.into()),
        };
        self.emit_arg(display.build(), pushed, location);
        self.load_const(&folded, location);
        self.emit_arg(display.extend(), 1, location);
        if display == Display::Tuple {
            self.emit_arg(Opcode::CALL_INTRINSIC_1, INTRINSIC_LIST_TO_TUPLE, location);
        }
    }

    /// `a, *b = …`: takes the sequence on the stack apart and binds each target
    /// (`assignment_helper`).
    fn unpack(&mut self, targets: &'a [Expr], location: Location) -> Result {
        let is_starred = |target: &Expr| matches!(target.kind, ExprKind::Starred { .. });
        let stars = targets.iter().map(is_starred);
        self.unpack_values(stars, location, &UNPACK_TARGETS)?;
        targets.iter().try_for_each(|target| match &target.kind {
            ExprKind::Starred { value, .. } => self.expr(value),
            _ => self.expr(target),
        })
    }

    /// Emits the instruction that takes a sequence apart; `stars` tells which target is starred
    /// (`unpack_helper`, `pattern_unpack_helper`).
    pub(super) fn unpack_values(
        &mut self,
        stars: impl ExactSizeIterator<Item = bool>,
        location: Location,
        messages: &UnpackMessages,
    ) -> Result {
        let count = stars.len();
        let mut star = None;
        for (index, _) in stars.enumerate().filter(|(_, starred)| *starred) {
            if star.is_some() {
                return Err(SyntaxError::new(messages.multiple, location));
            }
            let after = count - index - 1;
            if index >= 1 << 8 || after >= (i32::MAX >> 8) as usize {
                return Err(SyntaxError::new(messages.too_many, location));
            }
            self.emit_arg(Opcode::UNPACK_EX, (index + (after << 8)) as u32, location);
            star = Some(index);
        }
        if star.is_none() {
            self.emit_arg(Opcode::UNPACK_SEQUENCE, count as u32, location);
        }
        Ok(())
    }

    /// A dict display (`compiler_dict`): runs of pairs between the `**` unpackings.
    pub(super) fn dict(
        &mut self,
        keys: &'a [Option<Expr>],
        values: &'a [Expr],
        location: Location,
    ) -> Result {
        let mut have_dict = false;
        let mut start = 0;
        for (index, key) in keys.iter().enumerate() {
            if key.is_none() {
                self.dict_run(keys, values, start..index, &mut have_dict, location)?;
                start = index + 1;
                if !have_dict {
                    self.emit_arg(Opcode::BUILD_MAP, 0, location);
                    have_dict = true;
                }
                self.expr(&values[index])?;
                self.emit_arg(Opcode::DICT_UPDATE, 1, location);
            } else if (index - start) * 2 > STACK_USE_GUIDELINE {
                self.dict_run(keys, values, start..index + 1, &mut have_dict, location)?;
                start = index + 1;
            }
        }
        self.dict_run(keys, values, start..keys.len(), &mut have_dict, location)?;
        if !have_dict {
            self.emit_arg(Opcode::BUILD_MAP, 0, location);
        }
        Ok(())
    }

    /// One run of pairs, as a dict of its own or added to the one before (`compiler_subdict`).
    fn dict_run(
        &mut self,
        keys: &'a [Option<Expr>],
        values: &'a [Expr],
        run: std::ops::Range<usize>,
        have_dict: &mut bool,
        location: Location,
    ) -> Result {
        let (keys, values) = (&keys[run.clone()], &values[run]);
        let count = values.len();
        if count == 0 {
            return Ok(());
        }
        let big = count * 2 > STACK_USE_GUIDELINE;
        let constant_keys = if count > 1 && !big { constants(keys.iter().flatten()) } else { None };
        if let Some(keys) = constant_keys {
            self.exprs(values)?;
            self.load_const(&Constant::Tuple(keys.into()), location);
            self.emit_arg(Opcode::BUILD_CONST_KEY_MAP, count as u32, location);
        } else {
            if big {
                self.emit_arg(Opcode::BUILD_MAP, 0, location);
            }
            for (key, value) in keys.iter().flatten().zip(values) {
                self.expr(key)?;
                self.expr(value)?;
                if big {
                    self.emit_arg(Opcode::MAP_ADD, 1, location);
                }
            }
            if !big {
                self.emit_arg(Opcode::BUILD_MAP, count as u32, location);
            }
        }
        if *have_dict {
            self.emit_arg(Opcode::DICT_UPDATE, 1, location);
        }
        *have_dict = true;
        Ok(())
    }
}

/// What CPython says of a bad star in an assignment or in a pattern.
pub(super) struct UnpackMessages {
    pub(super) multiple: &'static str,
    pub(super) too_many: &'static str,
}

const UNPACK_TARGETS: UnpackMessages = UnpackMessages {
    multiple: "multiple starred expressions in assignment",
    too_many: "too many expressions in star-unpacking assignment",
};

/// The values of the expressions if all are constants (`are_all_items_const`).
fn constants<'e>(exprs: impl Iterator<Item = &'e Expr>) -> Option<Vec<Constant>> {
    exprs
        .map(|expr| match &expr.kind {
            ExprKind::Constant { value, .. } => Some(value.clone()),
            _ => None,
        })
        .collect()
}
