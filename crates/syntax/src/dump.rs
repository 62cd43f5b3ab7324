//! The syntax tree as text: every node, field and position, exactly.
//!
//! One line for each node, two spaces deeper than its parent:
//!
//! ```text
//! LABEL: NODE LINE:COLUMN-ENDLINE:ENDCOLUMN FIELD=VALUE FIELD=VALUE ...
//! ```
//!
//! LABEL is the field of the parent that holds the node, with an index if that field is a list: `body[0]`.
//! Line 1 is the root and has no label. Nodes that have no position in `ast` have none here. Fields that
//! hold names, numbers, constants, operators or contexts stand in the node's own line, the others are lines
//! below it, both in the order of `_fields`. What is absent (`None`, an empty list) is left out, but for
//! the `None`s in `keys` and `kw_defaults`: they are lines `keys[0]: None`.
//!
//! Values: `True`, `12`, `0x1f…` (an integer that needs more than 64 bits), `float:BITS`,
//! `complex:BITS,BITS` (IEEE 754 bits, 16 hexadecimal digits), `...`, `"text"` and `b"bytes"`. In text,
//! printable ASCII stands for itself and anything else, `"` and `\` included, is `\u{HEX}`; in bytes it is
//! `\xHH`. `tests/oracle/ast_dump.py` prints the same text from a real CPython's tree.
//!
//! One `impl` for each class of nodes, flat, as long as Python has classes; it is read beside `ast`'s grammar.

use std::fmt::{self, Display, Write};

use bytescope_bytecode::{Constant, Location, Name};

use crate::ast::{
    Alias, Arg, Arguments, BoolOp, Comprehension, Conversion, ExceptHandler, Expr, ExprContext, ExprKind,
    Keyword, MatchCase, Mod, Pattern, PatternKind, Stmt, StmtKind, TypeParam, TypeParamKind, WithItem,
};

/// The text of a tree. Recursion is as deep as the tree: see [`with_stack_for`](crate::with_stack_for).
pub fn dump(module: &Mod) -> String {
    let mut dump = Dump::default();
    // Writing to a string cannot fail.
    let _ = match module {
        Mod::Module { body } => dump.node("Module", None).and_then(|()| dump.stmts("body", body)),
        Mod::Interactive { body } => dump.node("Interactive", None).and_then(|()| dump.stmts("body", body)),
        Mod::Expression { body } => dump.node("Expression", None).and_then(|()| dump.child("body", &**body)),
    };
    dump.text
}

/// A node that can stand on a line of its own.
trait Node {
    fn write(&self, dump: &mut Dump) -> fmt::Result;
}

#[derive(Default)]
struct Dump {
    text: String,
    indent: usize,
}

impl Dump {
    /// The start of a node's line, after its label.
    fn node(&mut self, name: &str, location: Option<Location>) -> fmt::Result {
        self.text.push_str(name);
        match location {
            Some(location) => write!(self.text, " {location:?}"),
            None => Ok(()),
        }
    }

    /// A field in the node's own line.
    fn field(&mut self, field: &str, value: impl Display) -> fmt::Result {
        write!(self.text, " {field}={value}")
    }

    fn text(&mut self, field: &str, text: &str) -> fmt::Result {
        self.field(field, Quoted(text))
    }

    fn opt_text(&mut self, field: &str, text: Option<&Name>) -> fmt::Result {
        text.map_or(Ok(()), |text| self.text(field, text))
    }

    fn texts(&mut self, field: &str, texts: &[Name]) -> fmt::Result {
        if texts.is_empty() {
            return Ok(());
        }
        write!(self.text, " {field}=[")?;
        for (index, text) in texts.iter().enumerate() {
            write!(self.text, "{}{}", if index == 0 { "" } else { "," }, Quoted(text))?;
        }
        self.text.write_char(']')
    }

    fn ctx(&mut self, ctx: ExprContext) -> fmt::Result {
        self.field("ctx", format_args!("{ctx:?}"))
    }

    /// A line below the node.
    fn line(&mut self, label: impl Display, node: Option<&impl Node>) -> fmt::Result {
        self.indent += 1;
        self.text.push('\n');
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
        write!(self.text, "{label}: ")?;
        match node {
            Some(node) => node.write(self)?,
            None => self.text.push_str("None"),
        }
        self.indent -= 1;
        Ok(())
    }

    fn child(&mut self, field: &str, node: &impl Node) -> fmt::Result {
        self.line(field, Some(node))
    }

    fn opt<N: Node>(&mut self, field: &str, node: Option<&N>) -> fmt::Result {
        node.map_or(Ok(()), |node| self.child(field, node))
    }

    fn list<'node, N: Node + 'node>(
        &mut self,
        field: &str,
        nodes: impl IntoIterator<Item = &'node N>,
    ) -> fmt::Result {
        let mut nodes = nodes.into_iter().enumerate();
        nodes.try_for_each(|(index, node)| self.line(format_args!("{field}[{index}]"), Some(node)))
    }

    fn opt_list(&mut self, field: &str, nodes: &[Option<Expr>]) -> fmt::Result {
        let mut nodes = nodes.iter().enumerate();
        nodes.try_for_each(|(index, node)| self.line(format_args!("{field}[{index}]"), node.as_ref()))
    }

    fn stmts(&mut self, field: &str, stmts: &[Stmt]) -> fmt::Result {
        self.list(field, stmts)
    }
}

impl Node for Stmt {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        let location = Some(self.location);
        match &self.kind {
            StmtKind::FunctionDef(node) | StmtKind::AsyncFunctionDef(node) => {
                let is_async = matches!(self.kind, StmtKind::AsyncFunctionDef(_));
                dump.node(if is_async { "AsyncFunctionDef" } else { "FunctionDef" }, location)?;
                dump.text("name", &node.name)?;
                dump.child("args", &node.args)?;
                dump.stmts("body", &node.body)?;
                dump.list("decorator_list", &node.decorator_list)?;
                dump.opt("returns", node.returns.as_ref())?;
                dump.list("type_params", &node.type_params)
            }
            StmtKind::ClassDef(node) => {
                dump.node("ClassDef", location)?;
                dump.text("name", &node.name)?;
                dump.list("bases", &node.bases)?;
                dump.list("keywords", &node.keywords)?;
                dump.stmts("body", &node.body)?;
                dump.list("decorator_list", &node.decorator_list)?;
                dump.list("type_params", &node.type_params)
            }
            StmtKind::Return { value } => {
                dump.node("Return", location)?;
                dump.opt("value", value.as_deref())
            }
            StmtKind::Delete { targets } => {
                dump.node("Delete", location)?;
                dump.list("targets", targets)
            }
            StmtKind::Assign { targets, value } => {
                dump.node("Assign", location)?;
                dump.list("targets", targets)?;
                dump.child("value", &**value)
            }
            StmtKind::TypeAlias { name, type_params, value } => {
                dump.node("TypeAlias", location)?;
                dump.child("name", &**name)?;
                dump.list("type_params", type_params)?;
                dump.child("value", &**value)
            }
            StmtKind::AugAssign { target, op, value } => {
                dump.node("AugAssign", location)?;
                dump.field("op", format_args!("{op:?}"))?;
                dump.child("target", &**target)?;
                dump.child("value", &**value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                dump.node("AnnAssign", location)?;
                dump.field("simple", u8::from(*simple))?;
                dump.child("target", &**target)?;
                dump.child("annotation", &**annotation)?;
                dump.opt("value", value.as_deref())
            }
            StmtKind::For(node) | StmtKind::AsyncFor(node) => {
                let is_async = matches!(self.kind, StmtKind::AsyncFor(_));
                dump.node(if is_async { "AsyncFor" } else { "For" }, location)?;
                dump.child("target", &node.target)?;
                dump.child("iter", &node.iter)?;
                dump.stmts("body", &node.body)?;
                dump.stmts("orelse", &node.orelse)
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                let is_if = matches!(self.kind, StmtKind::If { .. });
                dump.node(if is_if { "If" } else { "While" }, location)?;
                dump.child("test", &**test)?;
                dump.stmts("body", body)?;
                dump.stmts("orelse", orelse)
            }
            StmtKind::With { items, body } | StmtKind::AsyncWith { items, body } => {
                let is_async = matches!(self.kind, StmtKind::AsyncWith { .. });
                dump.node(if is_async { "AsyncWith" } else { "With" }, location)?;
                dump.list("items", items)?;
                dump.stmts("body", body)
            }
            StmtKind::Match { subject, cases } => {
                dump.node("Match", location)?;
                dump.child("subject", &**subject)?;
                dump.list("cases", cases)
            }
            StmtKind::Raise { exc, cause } => {
                dump.node("Raise", location)?;
                dump.opt("exc", exc.as_deref())?;
                dump.opt("cause", cause.as_deref())
            }
            StmtKind::Try(node) | StmtKind::TryStar(node) => {
                let is_star = matches!(self.kind, StmtKind::TryStar(_));
                dump.node(if is_star { "TryStar" } else { "Try" }, location)?;
                dump.stmts("body", &node.body)?;
                dump.list("handlers", &node.handlers)?;
                dump.stmts("orelse", &node.orelse)?;
                dump.stmts("finalbody", &node.finalbody)
            }
            StmtKind::Assert { test, msg } => {
                dump.node("Assert", location)?;
                dump.child("test", &**test)?;
                dump.opt("msg", msg.as_deref())
            }
            StmtKind::Import { names } => {
                dump.node("Import", location)?;
                dump.list("names", names)
            }
            StmtKind::ImportFrom { module, names, level } => {
                dump.node("ImportFrom", location)?;
                dump.opt_text("module", module.as_ref())?;
                dump.field("level", level)?;
                dump.list("names", names)
            }
            StmtKind::Global { names } => {
                dump.node("Global", location)?;
                dump.texts("names", names)
            }
            StmtKind::Nonlocal { names } => {
                dump.node("Nonlocal", location)?;
                dump.texts("names", names)
            }
            StmtKind::Expr { value } => {
                dump.node("Expr", location)?;
                dump.child("value", &**value)
            }
            StmtKind::Pass => dump.node("Pass", location),
            StmtKind::Break => dump.node("Break", location),
            StmtKind::Continue => dump.node("Continue", location),
        }
    }
}

impl Node for Expr {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        let location = Some(self.location);
        match &self.kind {
            ExprKind::BoolOp { op, values } => {
                dump.node("BoolOp", location)?;
                dump.field("op", if *op == BoolOp::And { "And" } else { "Or" })?;
                dump.list("values", values)
            }
            ExprKind::NamedExpr { target, value } => {
                dump.node("NamedExpr", location)?;
                dump.child("target", &**target)?;
                dump.child("value", &**value)
            }
            ExprKind::BinOp { left, op, right } => {
                dump.node("BinOp", location)?;
                dump.field("op", format_args!("{op:?}"))?;
                dump.child("left", &**left)?;
                dump.child("right", &**right)
            }
            ExprKind::UnaryOp { op, operand } => {
                dump.node("UnaryOp", location)?;
                dump.field("op", format_args!("{op:?}"))?;
                dump.child("operand", &**operand)
            }
            ExprKind::Lambda { args, body } => {
                dump.node("Lambda", location)?;
                dump.child("args", &**args)?;
                dump.child("body", &**body)
            }
            ExprKind::IfExp { test, body, orelse } => {
                dump.node("IfExp", location)?;
                dump.child("test", &**test)?;
                dump.child("body", &**body)?;
                dump.child("orelse", &**orelse)
            }
            ExprKind::Dict { keys, values } => {
                dump.node("Dict", location)?;
                dump.opt_list("keys", keys)?;
                dump.list("values", values)
            }
            ExprKind::Set { elts } => {
                dump.node("Set", location)?;
                dump.list("elts", elts)
            }
            ExprKind::ListComp { elt, generators } => dump.comprehension("ListComp", self, elt, generators),
            ExprKind::SetComp { elt, generators } => dump.comprehension("SetComp", self, elt, generators),
            ExprKind::GeneratorExp { elt, generators } => {
                dump.comprehension("GeneratorExp", self, elt, generators)
            }
            ExprKind::DictComp { key, value, generators } => {
                dump.node("DictComp", location)?;
                dump.child("key", &**key)?;
                dump.child("value", &**value)?;
                dump.list("generators", generators)
            }
            ExprKind::Await { value } => {
                dump.node("Await", location)?;
                dump.child("value", &**value)
            }
            ExprKind::Yield { value } => {
                dump.node("Yield", location)?;
                dump.opt("value", value.as_deref())
            }
            ExprKind::YieldFrom { value } => {
                dump.node("YieldFrom", location)?;
                dump.child("value", &**value)
            }
            ExprKind::Compare { left, ops, comparators } => {
                dump.node("Compare", location)?;
                let ops: Vec<_> = ops.iter().map(|op| format!("{op:?}")).collect();
                dump.field("ops", format_args!("[{}]", ops.join(",")))?;
                dump.child("left", &**left)?;
                dump.list("comparators", comparators)
            }
            ExprKind::Call { func, args, keywords } => {
                dump.node("Call", location)?;
                dump.child("func", &**func)?;
                dump.list("args", args)?;
                dump.list("keywords", keywords)
            }
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                dump.node("FormattedValue", location)?;
                let conversion = match conversion {
                    Conversion::None => -1,
                    Conversion::Str => 115,
                    Conversion::Repr => 114,
                    Conversion::Ascii => 97,
                };
                dump.field("conversion", conversion)?;
                dump.child("value", &**value)?;
                dump.opt("format_spec", format_spec.as_deref())
            }
            ExprKind::JoinedStr { values } => {
                dump.node("JoinedStr", location)?;
                dump.list("values", values)
            }
            ExprKind::Constant { value, u_prefix } => {
                dump.node("Constant", location)?;
                dump.field("value", Exact(value))?;
                if *u_prefix { dump.text("kind", "u") } else { Ok(()) }
            }
            ExprKind::Attribute { value, attr, ctx } => {
                dump.node("Attribute", location)?;
                dump.text("attr", attr)?;
                dump.ctx(*ctx)?;
                dump.child("value", &**value)
            }
            ExprKind::Subscript { value, slice, ctx } => {
                dump.node("Subscript", location)?;
                dump.ctx(*ctx)?;
                dump.child("value", &**value)?;
                dump.child("slice", &**slice)
            }
            ExprKind::Starred { value, ctx } => {
                dump.node("Starred", location)?;
                dump.ctx(*ctx)?;
                dump.child("value", &**value)
            }
            ExprKind::Name { id, ctx } => {
                dump.node("Name", location)?;
                dump.text("id", id)?;
                dump.ctx(*ctx)
            }
            ExprKind::List { elts, ctx } => {
                dump.node("List", location)?;
                dump.ctx(*ctx)?;
                dump.list("elts", elts)
            }
            ExprKind::Tuple { elts, ctx } => {
                dump.node("Tuple", location)?;
                dump.ctx(*ctx)?;
                dump.list("elts", elts)
            }
            ExprKind::Slice { lower, upper, step } => {
                dump.node("Slice", location)?;
                dump.opt("lower", lower.as_deref())?;
                dump.opt("upper", upper.as_deref())?;
                dump.opt("step", step.as_deref())
            }
        }
    }
}

impl Dump {
    fn comprehension(
        &mut self,
        name: &str,
        node: &Expr,
        elt: &Expr,
        generators: &[Comprehension],
    ) -> fmt::Result {
        self.node(name, Some(node.location))?;
        self.child("elt", elt)?;
        self.list("generators", generators)
    }
}

impl Node for Comprehension {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("comprehension", None)?;
        dump.field("is_async", u8::from(self.is_async))?;
        dump.child("target", &self.target)?;
        dump.child("iter", &self.iter)?;
        dump.list("ifs", &self.ifs)
    }
}

impl Node for ExceptHandler {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("ExceptHandler", Some(self.location))?;
        dump.opt_text("name", self.name.as_ref())?;
        dump.opt("type", self.type_.as_ref())?;
        dump.stmts("body", &self.body)
    }
}

impl Node for Arguments {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("arguments", None)?;
        dump.list("posonlyargs", &self.posonlyargs)?;
        dump.list("args", &self.args)?;
        dump.opt("vararg", self.vararg.as_deref())?;
        dump.list("kwonlyargs", &self.kwonlyargs)?;
        dump.opt_list("kw_defaults", &self.kw_defaults)?;
        dump.opt("kwarg", self.kwarg.as_deref())?;
        dump.list("defaults", &self.defaults)
    }
}

impl Node for Arg {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("arg", Some(self.location))?;
        dump.text("arg", &self.arg)?;
        dump.opt("annotation", self.annotation.as_ref())
    }
}

impl Node for Keyword {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("keyword", Some(self.location))?;
        dump.opt_text("arg", self.arg.as_ref())?;
        dump.child("value", &self.value)
    }
}

impl Node for Alias {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("alias", Some(self.location))?;
        dump.text("name", &self.name)?;
        dump.opt_text("asname", self.asname.as_ref())
    }
}

impl Node for WithItem {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("withitem", None)?;
        dump.child("context_expr", &self.context_expr)?;
        dump.opt("optional_vars", self.optional_vars.as_ref())
    }
}

impl Node for MatchCase {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        dump.node("match_case", None)?;
        dump.child("pattern", &self.pattern)?;
        dump.opt("guard", self.guard.as_ref())?;
        dump.stmts("body", &self.body)
    }
}

impl Node for Pattern {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        let location = Some(self.location);
        match &self.kind {
            PatternKind::MatchValue { value } => {
                dump.node("MatchValue", location)?;
                dump.child("value", &**value)
            }
            PatternKind::MatchSingleton { value } => {
                dump.node("MatchSingleton", location)?;
                dump.field("value", Exact(value))
            }
            PatternKind::MatchSequence { patterns } => {
                dump.node("MatchSequence", location)?;
                dump.list("patterns", patterns)
            }
            PatternKind::MatchMapping { keys, patterns, rest } => {
                dump.node("MatchMapping", location)?;
                dump.opt_text("rest", rest.as_ref())?;
                dump.list("keys", keys)?;
                dump.list("patterns", patterns)
            }
            PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => {
                dump.node("MatchClass", location)?;
                dump.texts("kwd_attrs", kwd_attrs)?;
                dump.child("cls", &**cls)?;
                dump.list("patterns", patterns)?;
                dump.list("kwd_patterns", kwd_patterns)
            }
            PatternKind::MatchStar { name } => {
                dump.node("MatchStar", location)?;
                dump.opt_text("name", name.as_ref())
            }
            PatternKind::MatchAs { pattern, name } => {
                dump.node("MatchAs", location)?;
                dump.opt_text("name", name.as_ref())?;
                dump.opt("pattern", pattern.as_deref())
            }
            PatternKind::MatchOr { patterns } => {
                dump.node("MatchOr", location)?;
                dump.list("patterns", patterns)
            }
        }
    }
}

impl Node for TypeParam {
    fn write(&self, dump: &mut Dump) -> fmt::Result {
        let (node, name, bound, default_value) = match &self.kind {
            TypeParamKind::TypeVar { name, bound, default_value } => {
                ("TypeVar", name, bound.as_deref(), default_value)
            }
            TypeParamKind::ParamSpec { name, default_value } => ("ParamSpec", name, None, default_value),
            TypeParamKind::TypeVarTuple { name, default_value } => {
                ("TypeVarTuple", name, None, default_value)
            }
        };
        dump.node(node, Some(self.location))?;
        dump.text("name", name)?;
        dump.opt("bound", bound)?;
        dump.opt("default_value", default_value.as_deref())
    }
}

/// Text between quotes, in ASCII.
struct Quoted<'text>(&'text str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        self.0.chars().try_for_each(|char| escape(f, char.into()))?;
        f.write_char('"')
    }
}

fn escape(f: &mut fmt::Formatter<'_>, point: u32) -> fmt::Result {
    match u8::try_from(point) {
        Ok(byte @ b' '..=b'~') if byte != b'"' && byte != b'\\' => f.write_char(byte.into()),
        _ => write!(f, "\\u{{{point:x}}}"),
    }
}

/// A constant, so that different ones have different texts.
struct Exact<'value>(&'value Constant);

impl Display for Exact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Constant::None => f.write_str("None"),
            Constant::Ellipsis => f.write_str("..."),
            Constant::Bool(true) => f.write_str("True"),
            Constant::Bool(false) => f.write_str("False"),
            Constant::Int(value) if value.bits() <= 64 => write!(f, "{value}"),
            Constant::Int(value) => write!(f, "{value:#x}"),
            Constant::Float(value) => write!(f, "float:{:016x}", value.to_bits()),
            Constant::Complex { real, imag } => {
                write!(f, "complex:{:016x},{:016x}", real.to_bits(), imag.to_bits())
            }
            Constant::Str(text) => {
                f.write_char('"')?;
                text.code_points().try_for_each(|point| escape(f, point.to_u32()))?;
                f.write_char('"')
            }
            Constant::Bytes(bytes) => {
                f.write_str("b\"")?;
                for &byte in bytes {
                    match byte {
                        b'"' | b'\\' => write!(f, "\\x{byte:02x}")?,
                        b' '..=b'~' => f.write_char(byte.into())?,
                        _ => write!(f, "\\x{byte:02x}")?,
                    }
                }
                f.write_char('"')
            }
            // What constant folding makes; a parsed tree has none.
            Constant::Tuple(items) => list(f, "(", items, ")"),
            Constant::FrozenSet(items) => list(f, "{", items, "}"),
            Constant::Slice(parts) => list(f, "slice(", &parts[..], ")"),
            Constant::Code(code) => write!(f, "code:{}", Quoted(&code.name)),
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, open: &str, items: &[Constant], close: &str) -> fmt::Result {
    f.write_str(open)?;
    items.iter().try_for_each(|item| write!(f, "{},", Exact(item)))?;
    f.write_str(close)
}
