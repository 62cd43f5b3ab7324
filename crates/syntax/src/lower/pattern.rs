//! The patterns of `match`.

use bytescope_bytecode::Constant;
use ruff_python_ast as ruff;

use super::Lowering;
use crate::ast::{Pattern, PatternKind};

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, pattern: ruff::Pattern) -> Pattern {
        self.deeper(|this| this.pattern_here(pattern))
    }

    fn pattern_here(&mut self, pattern: ruff::Pattern) -> Pattern {
        let location = self.locate(&pattern);
        let kind = match pattern {
            ruff::Pattern::MatchValue(node) => PatternKind::MatchValue { value: self.boxed(node.value) },
            ruff::Pattern::MatchSingleton(node) => PatternKind::MatchSingleton {
                value: match node.value {
                    ruff::Singleton::None => Constant::None,
                    ruff::Singleton::True => Constant::Bool(true),
                    ruff::Singleton::False => Constant::Bool(false),
                },
            },
            ruff::Pattern::MatchSequence(node) => {
                PatternKind::MatchSequence { patterns: self.patterns(node.patterns) }
            }
            ruff::Pattern::MatchMapping(node) => PatternKind::MatchMapping {
                keys: self.exprs(node.keys),
                patterns: self.patterns(node.patterns),
                rest: self.opt_identifier(node.rest.as_ref()),
            },
            ruff::Pattern::MatchClass(node) => {
                let cls = self.boxed(node.cls);
                let patterns = self.patterns(node.arguments.patterns);
                let (kwd_attrs, kwd_patterns) = node
                    .arguments
                    .keywords
                    .into_iter()
                    .map(|keyword| (self.identifier(&keyword.attr), self.pattern(keyword.pattern)))
                    .unzip();
                PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns }
            }
            ruff::Pattern::MatchStar(node) => {
                PatternKind::MatchStar { name: self.opt_identifier(node.name.as_ref()) }
            }
            ruff::Pattern::MatchAs(node) => PatternKind::MatchAs {
                pattern: node.pattern.map(|pattern| Box::new(self.pattern(*pattern))),
                name: self.opt_identifier(node.name.as_ref()),
            },
            ruff::Pattern::MatchOr(node) => PatternKind::MatchOr { patterns: self.patterns(node.patterns) },
        };
        Pattern { kind, location }
    }

    fn patterns(&mut self, patterns: impl IntoIterator<Item = ruff::Pattern>) -> Vec<Pattern> {
        patterns.into_iter().map(|pattern| self.pattern(pattern)).collect()
    }
}
