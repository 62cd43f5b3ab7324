//! From the typed syntax tree to [`Node`]s: one arm per kind, fields in the order of CPython's grammar.

use bytescope_bytecode::{Constant, Location, Name};
use bytescope_syntax::ast::{
    Alias, Arg, Arguments, BoolOp, ClassDef, CmpOp, Comprehension, Conversion, ExceptHandler, Expr,
    ExprContext, ExprKind, For, FunctionDef, Keyword, MatchCase, Mod, Operator, Pattern, PatternKind, Stmt,
    StmtKind, Try, TypeParam, TypeParamKind, UnaryOp, WithItem,
};

use crate::node::{Field, Node};

type Fields = Vec<(&'static str, Field)>;

/// The tree of a whole input. Recurses: run it where the stack is large enough for the tree.
pub fn tree(module: &Mod) -> Node {
    match module {
        Mod::Module { body } => bare("Module", vec![("body", list(body, stmt))]),
        Mod::Interactive { body } => bare("Interactive", vec![("body", list(body, stmt))]),
        Mod::Expression { body } => bare("Expression", vec![("body", Field::Node(expr(body)))]),
    }
}

fn bare(kind: &'static str, fields: Fields) -> Node {
    Node { kind, location: None, fields }
}

fn at(location: Location, (kind, fields): (&'static str, Fields)) -> Node {
    Node { kind, location: Some(location), fields }
}

fn list<T>(items: &[T], convert: impl Fn(&T) -> Node) -> Field {
    Field::List(items.iter().map(|item| Field::Node(convert(item))).collect())
}

fn option<T>(item: Option<&T>, convert: impl Fn(&T) -> Node) -> Field {
    item.map_or(Field::Absent, |item| Field::Node(convert(item)))
}

fn name(name: &Name) -> Field {
    Field::Identifier(name.clone())
}

fn option_name(text: Option<&Name>) -> Field {
    text.map_or(Field::Absent, name)
}

fn names(items: &[Name]) -> Field {
    Field::List(items.iter().map(name).collect())
}

fn child(node: &Expr) -> Field {
    Field::Node(expr(node))
}

fn exprs(items: &[Expr]) -> Field {
    list(items, expr)
}

fn body(items: &[Stmt]) -> Field {
    list(items, stmt)
}

fn word(kind: &'static str) -> Field {
    Field::Node(bare(kind, Vec::new()))
}

fn flag(value: bool) -> Field {
    Field::Int(i32::from(value))
}

fn stmt(node: &Stmt) -> Node {
    at(node.location, stmt_fields(&node.kind))
}

fn stmt_fields(kind: &StmtKind) -> (&'static str, Fields) {
    match kind {
        StmtKind::FunctionDef(def) => ("FunctionDef", function_def(def)),
        StmtKind::AsyncFunctionDef(def) => ("AsyncFunctionDef", function_def(def)),
        StmtKind::ClassDef(def) => ("ClassDef", class_def(def)),
        StmtKind::Return { value } => ("Return", vec![("value", option(value.as_deref(), expr))]),
        StmtKind::Delete { targets } => ("Delete", vec![("targets", exprs(targets))]),
        StmtKind::Assign { targets, value } => {
            ("Assign", vec![("targets", exprs(targets)), ("value", child(value))])
        }
        StmtKind::TypeAlias { name, type_params, value } => (
            "TypeAlias",
            vec![
                ("name", child(name)),
                ("type_params", list(type_params, type_param)),
                ("value", child(value)),
            ],
        ),
        StmtKind::AugAssign { target, op, value } => (
            "AugAssign",
            vec![("target", child(target)), ("op", word(operator(*op))), ("value", child(value))],
        ),
        StmtKind::AnnAssign { target, annotation, value, simple } => (
            "AnnAssign",
            vec![
                ("target", child(target)),
                ("annotation", child(annotation)),
                ("value", option(value.as_deref(), expr)),
                ("simple", flag(*simple)),
            ],
        ),
        StmtKind::For(node) => ("For", for_fields(node)),
        StmtKind::AsyncFor(node) => ("AsyncFor", for_fields(node)),
        StmtKind::While { test, body: block, orelse } => {
            ("While", vec![("test", child(test)), ("body", body(block)), ("orelse", body(orelse))])
        }
        StmtKind::If { test, body: block, orelse } => {
            ("If", vec![("test", child(test)), ("body", body(block)), ("orelse", body(orelse))])
        }
        StmtKind::With { items, body: block } => {
            ("With", vec![("items", list(items, with_item)), ("body", body(block))])
        }
        StmtKind::AsyncWith { items, body: block } => {
            ("AsyncWith", vec![("items", list(items, with_item)), ("body", body(block))])
        }
        StmtKind::Match { subject, cases } => {
            ("Match", vec![("subject", child(subject)), ("cases", list(cases, match_case))])
        }
        StmtKind::Raise { exc, cause } => {
            ("Raise", vec![("exc", option(exc.as_deref(), expr)), ("cause", option(cause.as_deref(), expr))])
        }
        StmtKind::Try(node) => ("Try", try_fields(node)),
        StmtKind::TryStar(node) => ("TryStar", try_fields(node)),
        StmtKind::Assert { test, msg } => {
            ("Assert", vec![("test", child(test)), ("msg", option(msg.as_deref(), expr))])
        }
        StmtKind::Import { names } => ("Import", vec![("names", list(names, alias))]),
        StmtKind::ImportFrom { module, names, level } => (
            "ImportFrom",
            vec![
                ("module", option_name(module.as_ref())),
                ("names", list(names, alias)),
                ("level", Field::Int(*level as i32)),
            ],
        ),
        StmtKind::Global { names: list } => ("Global", vec![("names", names(list))]),
        StmtKind::Nonlocal { names: list } => ("Nonlocal", vec![("names", names(list))]),
        StmtKind::Expr { value } => ("Expr", vec![("value", child(value))]),
        StmtKind::Pass => ("Pass", Vec::new()),
        StmtKind::Break => ("Break", Vec::new()),
        StmtKind::Continue => ("Continue", Vec::new()),
    }
}

fn function_def(def: &FunctionDef) -> Fields {
    vec![
        ("name", name(&def.name)),
        ("args", Field::Node(arguments(&def.args))),
        ("body", body(&def.body)),
        ("decorator_list", exprs(&def.decorator_list)),
        ("returns", option(def.returns.as_ref(), expr)),
        ("type_params", list(&def.type_params, type_param)),
    ]
}

fn class_def(def: &ClassDef) -> Fields {
    vec![
        ("name", name(&def.name)),
        ("bases", exprs(&def.bases)),
        ("keywords", list(&def.keywords, keyword)),
        ("body", body(&def.body)),
        ("decorator_list", exprs(&def.decorator_list)),
        ("type_params", list(&def.type_params, type_param)),
    ]
}

fn for_fields(node: &For) -> Fields {
    vec![
        ("target", child(&node.target)),
        ("iter", child(&node.iter)),
        ("body", body(&node.body)),
        ("orelse", body(&node.orelse)),
    ]
}

fn try_fields(node: &Try) -> Fields {
    vec![
        ("body", body(&node.body)),
        ("handlers", list(&node.handlers, except_handler)),
        ("orelse", body(&node.orelse)),
        ("finalbody", body(&node.finalbody)),
    ]
}

fn except_handler(node: &ExceptHandler) -> Node {
    let fields = vec![
        ("type", option(node.type_.as_ref(), expr)),
        ("name", option_name(node.name.as_ref())),
        ("body", body(&node.body)),
    ];
    at(node.location, ("ExceptHandler", fields))
}

fn expr(node: &Expr) -> Node {
    at(node.location, expr_fields(&node.kind))
}

fn expr_fields(kind: &ExprKind) -> (&'static str, Fields) {
    match kind {
        ExprKind::BoolOp { op, values } => {
            let op = match op {
                BoolOp::And => "And",
                BoolOp::Or => "Or",
            };
            ("BoolOp", vec![("op", word(op)), ("values", exprs(values))])
        }
        ExprKind::NamedExpr { target, value } => {
            ("NamedExpr", vec![("target", child(target)), ("value", child(value))])
        }
        ExprKind::BinOp { left, op, right } => {
            ("BinOp", vec![("left", child(left)), ("op", word(operator(*op))), ("right", child(right))])
        }
        ExprKind::UnaryOp { op, operand } => {
            let op = match op {
                UnaryOp::Invert => "Invert",
                UnaryOp::Not => "Not",
                UnaryOp::UAdd => "UAdd",
                UnaryOp::USub => "USub",
            };
            ("UnaryOp", vec![("op", word(op)), ("operand", child(operand))])
        }
        ExprKind::Lambda { args, body } => {
            ("Lambda", vec![("args", Field::Node(arguments(args))), ("body", child(body))])
        }
        ExprKind::IfExp { test, body, orelse } => {
            ("IfExp", vec![("test", child(test)), ("body", child(body)), ("orelse", child(orelse))])
        }
        ExprKind::Dict { keys, values } => {
            let keys = keys.iter().map(|key| option(key.as_ref(), expr)).collect();
            ("Dict", vec![("keys", Field::List(keys)), ("values", exprs(values))])
        }
        ExprKind::Set { elts } => ("Set", vec![("elts", exprs(elts))]),
        ExprKind::ListComp { elt, generators } => ("ListComp", comprehension_fields(elt, generators)),
        ExprKind::SetComp { elt, generators } => ("SetComp", comprehension_fields(elt, generators)),
        ExprKind::GeneratorExp { elt, generators } => ("GeneratorExp", comprehension_fields(elt, generators)),
        ExprKind::DictComp { key, value, generators } => (
            "DictComp",
            vec![
                ("key", child(key)),
                ("value", child(value)),
                ("generators", list(generators, comprehension)),
            ],
        ),
        ExprKind::Await { value } => ("Await", vec![("value", child(value))]),
        ExprKind::Yield { value } => ("Yield", vec![("value", option(value.as_deref(), expr))]),
        ExprKind::YieldFrom { value } => ("YieldFrom", vec![("value", child(value))]),
        ExprKind::Compare { left, ops, comparators } => {
            let ops = ops.iter().map(|op| word(cmp_op(*op))).collect();
            (
                "Compare",
                vec![("left", child(left)), ("ops", Field::List(ops)), ("comparators", exprs(comparators))],
            )
        }
        ExprKind::Call { func, args, keywords } => (
            "Call",
            vec![("func", child(func)), ("args", exprs(args)), ("keywords", list(keywords, keyword))],
        ),
        ExprKind::FormattedValue { value, conversion, format_spec } => {
            let conversion = match conversion {
                Conversion::None => -1,
                Conversion::Str => i32::from(b's'),
                Conversion::Repr => i32::from(b'r'),
                Conversion::Ascii => i32::from(b'a'),
            };
            (
                "FormattedValue",
                vec![
                    ("value", child(value)),
                    ("conversion", Field::Int(conversion)),
                    ("format_spec", option(format_spec.as_deref(), expr)),
                ],
            )
        }
        ExprKind::JoinedStr { values } => ("JoinedStr", vec![("values", exprs(values))]),
        ExprKind::Constant { value, u_prefix } => {
            let kind = if *u_prefix { Field::Constant(Constant::from("u")) } else { Field::Absent };
            ("Constant", vec![("value", Field::Constant(value.clone())), ("kind", kind)])
        }
        ExprKind::Attribute { value, attr, ctx } => {
            ("Attribute", vec![("value", child(value)), ("attr", name(attr)), ("ctx", context(*ctx))])
        }
        ExprKind::Subscript { value, slice, ctx } => {
            ("Subscript", vec![("value", child(value)), ("slice", child(slice)), ("ctx", context(*ctx))])
        }
        ExprKind::Starred { value, ctx } => {
            ("Starred", vec![("value", child(value)), ("ctx", context(*ctx))])
        }
        ExprKind::Name { id, ctx } => ("Name", vec![("id", name(id)), ("ctx", context(*ctx))]),
        ExprKind::List { elts, ctx } => ("List", vec![("elts", exprs(elts)), ("ctx", context(*ctx))]),
        ExprKind::Tuple { elts, ctx } => ("Tuple", vec![("elts", exprs(elts)), ("ctx", context(*ctx))]),
        ExprKind::Slice { lower, upper, step } => (
            "Slice",
            vec![
                ("lower", option(lower.as_deref(), expr)),
                ("upper", option(upper.as_deref(), expr)),
                ("step", option(step.as_deref(), expr)),
            ],
        ),
    }
}

fn comprehension_fields(elt: &Expr, generators: &[Comprehension]) -> Fields {
    vec![("elt", child(elt)), ("generators", list(generators, comprehension))]
}

fn comprehension(node: &Comprehension) -> Node {
    let fields = vec![
        ("target", child(&node.target)),
        ("iter", child(&node.iter)),
        ("ifs", exprs(&node.ifs)),
        ("is_async", flag(node.is_async)),
    ];
    bare("comprehension", fields)
}

fn arguments(node: &Arguments) -> Node {
    let kw_defaults = node.kw_defaults.iter().map(|value| option(value.as_ref(), expr)).collect();
    let fields = vec![
        ("posonlyargs", list(&node.posonlyargs, arg)),
        ("args", list(&node.args, arg)),
        ("vararg", option(node.vararg.as_deref(), arg)),
        ("kwonlyargs", list(&node.kwonlyargs, arg)),
        ("kw_defaults", Field::List(kw_defaults)),
        ("kwarg", option(node.kwarg.as_deref(), arg)),
        ("defaults", exprs(&node.defaults)),
    ];
    bare("arguments", fields)
}

fn arg(node: &Arg) -> Node {
    let fields = vec![("arg", name(&node.arg)), ("annotation", option(node.annotation.as_ref(), expr))];
    at(node.location, ("arg", fields))
}

fn keyword(node: &Keyword) -> Node {
    at(
        node.location,
        ("keyword", vec![("arg", option_name(node.arg.as_ref())), ("value", child(&node.value))]),
    )
}

fn alias(node: &Alias) -> Node {
    let fields = vec![("name", name(&node.name)), ("asname", option_name(node.asname.as_ref()))];
    at(node.location, ("alias", fields))
}

fn with_item(node: &WithItem) -> Node {
    let fields = vec![
        ("context_expr", child(&node.context_expr)),
        ("optional_vars", option(node.optional_vars.as_ref(), expr)),
    ];
    bare("withitem", fields)
}

fn match_case(node: &MatchCase) -> Node {
    let fields = vec![
        ("pattern", Field::Node(pattern(&node.pattern))),
        ("guard", option(node.guard.as_ref(), expr)),
        ("body", body(&node.body)),
    ];
    bare("match_case", fields)
}

fn pattern(node: &Pattern) -> Node {
    at(node.location, pattern_fields(&node.kind))
}

fn pattern_fields(kind: &PatternKind) -> (&'static str, Fields) {
    match kind {
        PatternKind::MatchValue { value } => ("MatchValue", vec![("value", child(value))]),
        PatternKind::MatchSingleton { value } => {
            ("MatchSingleton", vec![("value", Field::Constant(value.clone()))])
        }
        PatternKind::MatchSequence { patterns } => {
            ("MatchSequence", vec![("patterns", list(patterns, pattern))])
        }
        PatternKind::MatchMapping { keys, patterns, rest } => (
            "MatchMapping",
            vec![
                ("keys", exprs(keys)),
                ("patterns", list(patterns, pattern)),
                ("rest", option_name(rest.as_ref())),
            ],
        ),
        PatternKind::MatchClass { cls, patterns, kwd_attrs, kwd_patterns } => (
            "MatchClass",
            vec![
                ("cls", child(cls)),
                ("patterns", list(patterns, pattern)),
                ("kwd_attrs", names(kwd_attrs)),
                ("kwd_patterns", list(kwd_patterns, pattern)),
            ],
        ),
        PatternKind::MatchStar { name } => ("MatchStar", vec![("name", option_name(name.as_ref()))]),
        PatternKind::MatchAs { pattern: inner, name } => (
            "MatchAs",
            vec![("pattern", option(inner.as_deref(), pattern)), ("name", option_name(name.as_ref()))],
        ),
        PatternKind::MatchOr { patterns } => ("MatchOr", vec![("patterns", list(patterns, pattern))]),
    }
}

fn type_param(node: &TypeParam) -> Node {
    let default = |value: &Option<Box<Expr>>| ("default_value", option(value.as_deref(), expr));
    let (kind, fields) = match &node.kind {
        TypeParamKind::TypeVar { name: id, bound, default_value } => (
            "TypeVar",
            vec![("name", name(id)), ("bound", option(bound.as_deref(), expr)), default(default_value)],
        ),
        TypeParamKind::ParamSpec { name: id, default_value } => {
            ("ParamSpec", vec![("name", name(id)), default(default_value)])
        }
        TypeParamKind::TypeVarTuple { name: id, default_value } => {
            ("TypeVarTuple", vec![("name", name(id)), default(default_value)])
        }
    };
    at(node.location, (kind, fields))
}

fn context(ctx: ExprContext) -> Field {
    word(match ctx {
        ExprContext::Load => "Load",
        ExprContext::Store => "Store",
        ExprContext::Del => "Del",
    })
}

fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }
}

fn cmp_op(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}
