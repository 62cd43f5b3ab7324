//! Which source spans are expressions, and which are statements.

use std::collections::HashSet;
use std::ops::Range;

use bytescope_bytecode::Version;
use bytescope_syntax::Mode;

use crate::node::Node;
use crate::pipeline::{Program, Settings};
use crate::source::Source;
use crate::syntax_tree::syntax_tree;

/// The byte ranges of all expressions and statements of a program.
#[derive(Debug, Default)]
pub struct Spans {
    /// Sorted by start, and for the same start the widest first: every range before those it covers.
    ranges: Vec<Range<usize>>,
    statements: HashSet<Range<usize>>,
}

impl Spans {
    /// Collects the expressions of a tree.
    pub fn new(tree: &Node, source: &Source) -> Self {
        let mut ranges = Vec::new();
        let mut statements = HashSet::new();
        tree.walk(&mut |node| {
            let Some(range) = node.location.and_then(|location| source.range(location)) else { return };
            if is_expression(node.kind) {
                ranges.push(range);
            } else if is_statement(node.kind) {
                statements.insert(range);
            }
        });
        ranges.sort_unstable_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
        ranges.dedup();
        Self { ranges, statements }
    }

    /// Those of a text alone; none if it is no program.
    pub fn of(source: &Source, version: Version) -> Self {
        let settings = Settings { filename: String::new(), mode: Mode::Exec, version, optimize: 0 };
        syntax_tree(Program::Text(source.text()), &settings)
            .map(|syntax| syntax.tree.with_stack(|| Self::new(syntax.tree.root(), source)))
            .unwrap_or_default()
    }

    /// The smallest expression that covers `span`.
    pub fn smallest_covering(&self, span: &Range<usize>) -> Option<Range<usize>> {
        // Ranges nest, so going back from the last one that starts in time, the first that reaches far
        // enough is the smallest.
        let end = self.ranges.partition_point(|range| range.start <= span.start);
        self.ranges[..end].iter().rev().find(|range| range.end >= span.end).cloned()
    }

    /// Whether `span` is a whole statement or `except` clause.
    pub fn is_statement(&self, span: &Range<usize>) -> bool {
        self.statements.contains(span)
    }
}

/// Kinds of `stmt` in the grammar, and what looks like one.
fn is_statement(kind: &str) -> bool {
    !is_expression(kind)
        && !matches!(kind, "arg" | "keyword" | "alias" | "TypeVar" | "ParamSpec" | "TypeVarTuple")
        && !kind.starts_with("Match")
        || kind == "Match"
}

/// Kinds of `expr` in the grammar.
fn is_expression(kind: &str) -> bool {
    matches!(
        kind,
        "BoolOp"
            | "NamedExpr"
            | "BinOp"
            | "UnaryOp"
            | "Lambda"
            | "IfExp"
            | "Dict"
            | "Set"
            | "ListComp"
            | "SetComp"
            | "DictComp"
            | "GeneratorExp"
            | "Await"
            | "Yield"
            | "YieldFrom"
            | "Compare"
            | "Call"
            | "FormattedValue"
            | "JoinedStr"
            | "Constant"
            | "Attribute"
            | "Subscript"
            | "Starred"
            | "Name"
            | "List"
            | "Tuple"
            | "Slice"
    )
}
