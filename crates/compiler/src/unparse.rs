//! Expressions back to text: what an annotation becomes under `from __future__ import annotations`
//! (CPython's `ast_unparse.c`).
//!
//! The text is CPython's, not the source's: one kind of quotes, parentheses only where precedence needs
//! them, spaces around operators. It is not always the nicest there is (`lambda*args: 0`), and what
//! `ast.unparse` gives, which is written in Python, often differs.

use std::mem;

use bytescope_bytecode::{Constant, Location};
use bytescope_syntax::ast::{
    Arg, Arguments, BoolOp, CmpOp, Comprehension, Conversion, Expr, ExprKind, Keyword, Operator, UnaryOp,
};
use bytescope_syntax::{ErrorKind, SyntaxError};
use num_bigint::BigInt;
use rustpython_wtf8::{CodePoint, Wtf8, Wtf8Buf};

/// As many digits may an integer have that becomes text (`sys.int_info.default_max_str_digits`).
const MAX_DIGITS: usize = 4300;

/// How tightly an expression binds; one that binds less than its place asks for gets parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precedence {
    Tuple,
    /// `if`-`else`, `lambda`
    Test,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

/// The text of an annotation (`_PyAST_ExprAsUnicode`).
///
/// # Errors
/// `ValueError` for integers of more than 4,300 digits.
pub fn unparse(expression: &Expr) -> Result<Wtf8Buf, SyntaxError> {
    let mut unparser = Unparser { out: Wtf8Buf::new(), too_long: false };
    unparser.expression(expression, Precedence::Test);
    if unparser.too_long {
        return Err(SyntaxError {
            kind: ErrorKind::ValueError,
            message: format!(
                "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion; \
                 use sys.set_int_max_str_digits() to increase the limit"
            ),
            location: Location::NONE,
        });
    }
    Ok(unparser.out)
}

struct Unparser {
    out: Wtf8Buf,
    /// An integer was too long to be written.
    too_long: bool,
}

impl Unparser {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn expression(&mut self, expression: &Expr, place: Precedence) {
        match &expression.kind {
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, place),
            ExprKind::NamedExpr { target, value } => self.parenthesized(place > Precedence::Tuple, |this| {
                this.expression(target, Precedence::Atom);
                this.text(" := ");
                this.expression(value, Precedence::Atom);
            }),
            ExprKind::BinOp { left, op, right } => self.bin_op(left, *op, right, place),
            ExprKind::UnaryOp { op, operand } => {
                let (symbol, own) = match op {
                    UnaryOp::Invert => ("~", Precedence::Factor),
                    UnaryOp::Not => ("not ", Precedence::Not),
                    UnaryOp::UAdd => ("+", Precedence::Factor),
                    UnaryOp::USub => ("-", Precedence::Factor),
                };
                self.parenthesized(place > own, |this| {
                    this.text(symbol);
                    this.expression(operand, own);
                });
            }
            ExprKind::Lambda { args, body } => self.parenthesized(place > Precedence::Test, |this| {
                let positional = !args.posonlyargs.is_empty() || !args.args.is_empty();
                this.text(if positional { "lambda " } else { "lambda" });
                this.arguments(args);
                this.text(": ");
                this.expression(body, Precedence::Test);
            }),
            ExprKind::IfExp { test, body, orelse } => self.parenthesized(place > Precedence::Test, |this| {
                this.expression(body, Precedence::Or);
                this.text(" if ");
                this.expression(test, Precedence::Or);
                this.text(" else ");
                this.expression(orelse, Precedence::Test);
            }),
            ExprKind::Dict { keys, values } => self.dict(keys, values),
            ExprKind::Set { elts } => self.bracketed("{", elts, "}"),
            ExprKind::List { elts, .. } => self.bracketed("[", elts, "]"),
            ExprKind::Tuple { elts, .. } if elts.is_empty() => self.text("()"),
            ExprKind::Tuple { elts, .. } => self.parenthesized(place > Precedence::Tuple, |this| {
                this.list(elts);
                if elts.len() == 1 {
                    this.text(",");
                }
            }),
            ExprKind::ListComp { elt, generators } => self.comprehension("[", elt, None, generators, "]"),
            ExprKind::SetComp { elt, generators } => self.comprehension("{", elt, None, generators, "}"),
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension("{", key, Some(value), generators, "}");
            }
            ExprKind::GeneratorExp { elt, generators } => self.comprehension("(", elt, None, generators, ")"),
            ExprKind::Await { value } => self.parenthesized(place > Precedence::Await, |this| {
                this.text("await ");
                this.expression(value, Precedence::Atom);
            }),
            ExprKind::Yield { value: None } => self.text("(yield)"),
            ExprKind::Yield { value: Some(value) } => {
                self.text("(yield ");
                self.expression(value, Precedence::Test);
                self.text(")");
            }
            ExprKind::YieldFrom { value } => {
                self.text("(yield from ");
                self.expression(value, Precedence::Test);
                self.text(")");
            }
            ExprKind::Compare { left, ops, comparators } => {
                self.parenthesized(place > Precedence::Comparison, |this| {
                    this.expression(left, Precedence::BitOr);
                    for (op, comparator) in ops.iter().zip(comparators) {
                        this.text(comparison_symbol(*op));
                        this.expression(comparator, Precedence::BitOr);
                    }
                });
            }
            ExprKind::Call { func, args, keywords } => self.call(func, args, keywords),
            ExprKind::FormattedValue { value, conversion, format_spec } => {
                self.replacement_field(value, *conversion, format_spec.as_deref());
            }
            ExprKind::JoinedStr { values } => self.f_string(values),
            ExprKind::Constant { value, u_prefix } => {
                if *u_prefix {
                    self.text("u");
                }
                self.constant(value);
            }
            ExprKind::Attribute { value, attr, .. } => {
                self.expression(value, Precedence::Atom);
                // `1.real` would be a float.
                let integer = matches!(value.kind, ExprKind::Constant { value: Constant::Int(_), .. });
                self.text(if integer { " ." } else { "." });
                self.text(attr);
            }
            ExprKind::Subscript { value, slice, .. } => {
                self.expression(value, Precedence::Atom);
                self.text("[");
                self.expression(slice, Precedence::Tuple);
                self.text("]");
            }
            ExprKind::Starred { value, .. } => {
                self.text("*");
                self.expression(value, Precedence::BitOr);
            }
            ExprKind::Name { id, .. } => self.text(id),
            ExprKind::Slice { lower, upper, step } => {
                self.optional("", lower.as_deref());
                self.text(":");
                self.optional("", upper.as_deref());
                self.optional(":", step.as_deref());
            }
        }
    }

    fn parenthesized(&mut self, parentheses: bool, inner: impl FnOnce(&mut Self)) {
        if parentheses {
            self.text("(");
        }
        inner(self);
        if parentheses {
            self.text(")");
        }
    }

    fn optional(&mut self, before: &str, expression: Option<&Expr>) {
        if let Some(expression) = expression {
            self.text(before);
            self.expression(expression, Precedence::Test);
        }
    }

    fn list(&mut self, expressions: &[Expr]) {
        for (index, expression) in expressions.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            self.expression(expression, Precedence::Test);
        }
    }

    fn bracketed(&mut self, open: &str, elements: &[Expr], close: &str) {
        self.text(open);
        self.list(elements);
        self.text(close);
    }

    fn bool_op(&mut self, op: BoolOp, values: &[Expr], place: Precedence) {
        let (symbol, own, operand) = match op {
            BoolOp::Or => (" or ", Precedence::Or, Precedence::And),
            BoolOp::And => (" and ", Precedence::And, Precedence::Not),
        };
        self.parenthesized(place > own, |this| {
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    this.text(symbol);
                }
                this.expression(value, operand);
            }
        });
    }

    fn bin_op(&mut self, left: &Expr, op: Operator, right: &Expr, place: Precedence) {
        use Precedence::{Arithmetic, Await, BitAnd, BitOr, BitXor, Factor, Power, Shift, Term};
        // The operator, how it binds, and what binds tighter.
        let (symbol, own, tighter) = match op {
            Operator::BitOr => (" | ", BitOr, BitXor),
            Operator::BitXor => (" ^ ", BitXor, BitAnd),
            Operator::BitAnd => (" & ", BitAnd, Shift),
            Operator::LShift => (" << ", Shift, Arithmetic),
            Operator::RShift => (" >> ", Shift, Arithmetic),
            Operator::Add => (" + ", Arithmetic, Term),
            Operator::Sub => (" - ", Arithmetic, Term),
            Operator::Mult => (" * ", Term, Factor),
            Operator::MatMult => (" @ ", Term, Factor),
            Operator::Div => (" / ", Term, Factor),
            Operator::Mod => (" % ", Term, Factor),
            Operator::FloorDiv => (" // ", Term, Factor),
            Operator::Pow => (" ** ", Power, Await),
        };
        // `a - b - c` groups to the left, `a ** b ** c` to the right.
        let (left_place, right_place) = if op == Operator::Pow { (tighter, own) } else { (own, tighter) };
        self.parenthesized(place > own, |this| {
            this.expression(left, left_place);
            this.text(symbol);
            this.expression(right, right_place);
        });
    }

    fn dict(&mut self, keys: &[Option<Expr>], values: &[Expr]) {
        self.text("{");
        for (index, (key, value)) in keys.iter().zip(values).enumerate() {
            if index > 0 {
                self.text(", ");
            }
            if let Some(key) = key {
                self.expression(key, Precedence::Test);
                self.text(": ");
                self.expression(value, Precedence::Test);
            } else {
                self.text("**");
                self.expression(value, Precedence::BitOr);
            }
        }
        self.text("}");
    }

    fn comprehension(
        &mut self,
        open: &str,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
        close: &str,
    ) {
        self.text(open);
        self.expression(element, Precedence::Test);
        self.optional(": ", value);
        for Comprehension { target, iter, ifs, is_async } in generators {
            self.text(if *is_async { " async for " } else { " for " });
            self.expression(target, Precedence::Tuple);
            self.text(" in ");
            self.expression(iter, Precedence::Or);
            for condition in ifs {
                self.text(" if ");
                self.expression(condition, Precedence::Or);
            }
        }
        self.text(close);
    }

    fn call(&mut self, func: &Expr, args: &[Expr], keywords: &[Keyword]) {
        self.expression(func, Precedence::Atom);
        // A generator expression brings its own parentheses.
        if let ([only @ Expr { kind: ExprKind::GeneratorExp { .. }, .. }], []) = (args, keywords) {
            return self.expression(only, Precedence::Test);
        }
        self.text("(");
        self.list(args);
        for (index, Keyword { arg, value, .. }) in keywords.iter().enumerate() {
            if index > 0 || !args.is_empty() {
                self.text(", ");
            }
            if let Some(arg) = arg {
                self.text(arg);
                self.text("=");
            } else {
                self.text("**");
            }
            self.expression(value, Precedence::Test);
        }
        self.text(")");
    }

    fn arguments(&mut self, args: &Arguments) {
        let mut separator = "";
        let mut parameter = |this: &mut Self, stars: &str, arg: Option<&Arg>, default: Option<&Expr>| {
            this.text(mem::replace(&mut separator, ", "));
            this.text(stars);
            if let Some(Arg { arg, annotation, .. }) = arg {
                this.text(arg);
                this.optional(": ", annotation.as_ref());
            }
            this.optional("=", default);
        };
        let positional = args.posonlyargs.len() + args.args.len();
        for (index, arg) in args.posonlyargs.iter().chain(&args.args).enumerate() {
            let default = (index + args.defaults.len()).checked_sub(positional);
            parameter(self, "", Some(arg), default.and_then(|default| args.defaults.get(default)));
            if index + 1 == args.posonlyargs.len() {
                self.text(", /");
            }
        }
        if args.vararg.is_some() || !args.kwonlyargs.is_empty() {
            parameter(self, "*", args.vararg.as_deref(), None);
        }
        for (arg, default) in args.kwonlyargs.iter().zip(&args.kw_defaults) {
            parameter(self, "", Some(arg), default.as_ref());
        }
        if let Some(arg) = &args.kwarg {
            parameter(self, "**", Some(arg), None);
        }
    }

    fn constant(&mut self, value: &Constant) {
        match value {
            Constant::Ellipsis => self.text("..."),
            Constant::Int(value) if is_too_long(value) => self.too_long = true,
            // There is no literal for infinity, but one that is too large for a float.
            Constant::Float(_) | Constant::Complex { .. } => {
                self.text(&value.repr().replace("inf", "1e309"));
            }
            _ => self.text(&value.repr()),
        }
    }

    /// The text inside an f-string is put together first and quoted as a whole, so quotes and backslashes
    /// inside replacement fields are escaped too.
    fn f_string(&mut self, values: &[Expr]) {
        let before = mem::take(&mut self.out);
        self.f_string_body(values);
        let body = mem::replace(&mut self.out, before);
        self.text("f");
        self.text(&Constant::Str(body).repr());
    }

    fn f_string_body(&mut self, values: &[Expr]) {
        for value in values {
            self.f_string_element(value);
        }
    }

    fn f_string_element(&mut self, element: &Expr) {
        match &element.kind {
            ExprKind::Constant { value: Constant::Str(text), .. } => self.literal_text(text),
            ExprKind::JoinedStr { values } => self.f_string(values),
            _ => self.expression(element, Precedence::Test),
        }
    }

    fn literal_text(&mut self, text: &Wtf8) {
        for code_point in text.code_points() {
            if code_point == '{' || code_point == '}' {
                self.out.push(code_point);
            }
            self.out.push(code_point);
        }
    }

    fn replacement_field(&mut self, value: &Expr, conversion: Conversion, format_spec: Option<&Expr>) {
        self.text("{");
        let start = self.out.len();
        // Parentheses around a lambda, for its colon.
        self.expression(value, Precedence::Or);
        if self.out.as_bytes().get(start) == Some(&b'{') {
            self.out.insert(start, CodePoint::from(' '));
        }
        self.text(match conversion {
            Conversion::None => "",
            Conversion::Str => "!s",
            Conversion::Repr => "!r",
            Conversion::Ascii => "!a",
        });
        if let Some(format_spec) = format_spec {
            self.text(":");
            match &format_spec.kind {
                ExprKind::JoinedStr { values } => self.f_string_body(values),
                _ => self.f_string_element(format_spec),
            }
        }
        self.text("}");
    }
}

fn comparison_symbol(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => " == ",
        CmpOp::NotEq => " != ",
        CmpOp::Lt => " < ",
        CmpOp::LtE => " <= ",
        CmpOp::Gt => " > ",
        CmpOp::GtE => " >= ",
        CmpOp::Is => " is ",
        CmpOp::IsNot => " is not ",
        CmpOp::In => " in ",
        CmpOp::NotIn => " not in ",
    }
}

/// Whether `repr` would refuse it. The number of bits is a quick first answer.
fn is_too_long(value: &BigInt) -> bool {
    value.bits() > 14_000 && value.magnitude().to_string().len() > MAX_DIGITS
}
