//! The abstract syntax tree, in the shape of CPython's `Python.asdl`.
//!
//! Node and field names are those of Python's `ast` documentation, and so are positions: a node's
//! [`Location`] is what `ast` reports as `lineno`, `col_offset`, `end_lineno`, `end_col_offset`. What has
//! no position there (`arguments`, `comprehension`, `match_case`, operators …) has none here. Type
//! comments are never read, so their fields are left out.

use bytescope_bytecode::{Constant, Location, Name};

/// The root: what one of the three modes of `compile()` accepts.
#[derive(Clone, Debug, PartialEq)]
pub enum Mod {
    /// `exec`: a file.
    Module {
        /// Statements.
        body: Vec<Stmt>,
    },
    /// `single`: one statement at the prompt.
    Interactive {
        /// Statements.
        body: Vec<Stmt>,
    },
    /// `eval`: one expression.
    Expression {
        /// The expression.
        body: Box<Expr>,
    },
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// What it is.
    pub kind: StmtKind,
    /// Where it stands.
    pub location: Location,
}

/// The statements of Python, by their names in `ast`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub enum StmtKind {
    FunctionDef(Box<FunctionDef>),
    AsyncFunctionDef(Box<FunctionDef>),
    ClassDef(Box<ClassDef>),
    Return { value: Option<Box<Expr>> },
    Delete { targets: Vec<Expr> },
    Assign { targets: Vec<Expr>, value: Box<Expr> },
    TypeAlias { name: Box<Expr>, type_params: Vec<TypeParam>, value: Box<Expr> },
    AugAssign { target: Box<Expr>, op: Operator, value: Box<Expr> },
    AnnAssign { target: Box<Expr>, annotation: Box<Expr>, value: Option<Box<Expr>>, simple: bool },
    For(Box<For>),
    AsyncFor(Box<For>),
    While { test: Box<Expr>, body: Vec<Stmt>, orelse: Vec<Stmt> },
    If { test: Box<Expr>, body: Vec<Stmt>, orelse: Vec<Stmt> },
    With { items: Vec<WithItem>, body: Vec<Stmt> },
    AsyncWith { items: Vec<WithItem>, body: Vec<Stmt> },
    Match { subject: Box<Expr>, cases: Vec<MatchCase> },
    Raise { exc: Option<Box<Expr>>, cause: Option<Box<Expr>> },
    Try(Box<Try>),
    TryStar(Box<Try>),
    Assert { test: Box<Expr>, msg: Option<Box<Expr>> },
    Import { names: Vec<Alias> },
    ImportFrom { module: Option<Name>, names: Vec<Alias>, level: u32 },
    Global { names: Vec<Name> },
    Nonlocal { names: Vec<Name> },
    Expr { value: Box<Expr> },
    Pass,
    Break,
    Continue,
}

/// `def`, or `async def`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct FunctionDef {
    pub name: Name,
    pub args: Arguments,
    pub body: Vec<Stmt>,
    pub decorator_list: Vec<Expr>,
    pub returns: Option<Expr>,
    pub type_params: Vec<TypeParam>,
}

/// `class`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct ClassDef {
    pub name: Name,
    pub bases: Vec<Expr>,
    pub keywords: Vec<Keyword>,
    pub body: Vec<Stmt>,
    pub decorator_list: Vec<Expr>,
    pub type_params: Vec<TypeParam>,
}

/// `for`, or `async for`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct For {
    pub target: Expr,
    pub iter: Expr,
    pub body: Vec<Stmt>,
    pub orelse: Vec<Stmt>,
}

/// `try`, with `except` or with `except*`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Try {
    pub body: Vec<Stmt>,
    pub handlers: Vec<ExceptHandler>,
    pub orelse: Vec<Stmt>,
    pub finalbody: Vec<Stmt>,
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub location: Location,
}

/// The expressions of Python, by their names in `ast`.
///
/// The largest ones hold boxed slices, not vectors, so that an [`Expr`] takes 64 bytes, no more than the parser library's:
/// the allocator then lays ours where the library's have just been.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub enum ExprKind {
    BoolOp {
        op: BoolOp,
        values: Vec<Expr>,
    },
    NamedExpr {
        target: Box<Expr>,
        value: Box<Expr>,
    },
    BinOp {
        left: Box<Expr>,
        op: Operator,
        right: Box<Expr>,
    },
    UnaryOp {
        op: UnaryOp,
        operand: Box<Expr>,
    },
    Lambda {
        args: Box<Arguments>,
        body: Box<Expr>,
    },
    IfExp {
        test: Box<Expr>,
        body: Box<Expr>,
        orelse: Box<Expr>,
    },
    /// A key of `None` is a `**mapping`.
    Dict {
        keys: Box<[Option<Expr>]>,
        values: Box<[Expr]>,
    },
    Set {
        elts: Vec<Expr>,
    },
    ListComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    SetComp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    DictComp {
        key: Box<Expr>,
        value: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    GeneratorExp {
        elt: Box<Expr>,
        generators: Vec<Comprehension>,
    },
    Await {
        value: Box<Expr>,
    },
    Yield {
        value: Option<Box<Expr>>,
    },
    YieldFrom {
        value: Box<Expr>,
    },
    Compare {
        left: Box<Expr>,
        ops: Box<[CmpOp]>,
        comparators: Box<[Expr]>,
    },
    Call {
        func: Box<Expr>,
        args: Box<[Expr]>,
        keywords: Box<[Keyword]>,
    },
    FormattedValue {
        value: Box<Expr>,
        conversion: Conversion,
        format_spec: Option<Box<Expr>>,
    },
    JoinedStr {
        values: Vec<Expr>,
    },
    /// `u_prefix` is ast's `kind == 'u'`.
    Constant {
        value: Constant,
        u_prefix: bool,
    },
    Attribute {
        value: Box<Expr>,
        attr: Name,
        ctx: ExprContext,
    },
    Subscript {
        value: Box<Expr>,
        slice: Box<Expr>,
        ctx: ExprContext,
    },
    Starred {
        value: Box<Expr>,
        ctx: ExprContext,
    },
    Name {
        id: Name,
        ctx: ExprContext,
    },
    List {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Tuple {
        elts: Vec<Expr>,
        ctx: ExprContext,
    },
    Slice {
        lower: Option<Box<Expr>>,
        upper: Option<Box<Expr>>,
        step: Option<Box<Expr>>,
    },
}

/// Whether a name, attribute, subscript or display is read, written or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ExprContext {
    Load,
    Store,
    Del,
}

/// `and`, `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BoolOp {
    And,
    Or,
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operator {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum UnaryOp {
    Invert,
    Not,
    UAdd,
    USub,
}

/// Comparison operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CmpOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// The `!s`, `!r`, `!a` of a replacement field; `ast` has -1, 115, 114, 97.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Conversion {
    None,
    Str,
    Repr,
    Ascii,
}

/// One `for` of a comprehension.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Comprehension {
    pub target: Expr,
    pub iter: Expr,
    pub ifs: Vec<Expr>,
    pub is_async: bool,
}

/// One `except` clause.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct ExceptHandler {
    /// `type` in `ast`.
    pub type_: Option<Expr>,
    pub name: Option<Name>,
    pub body: Vec<Stmt>,
    pub location: Location,
}

/// The parameters of a function or lambda.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Arguments {
    pub posonlyargs: Vec<Arg>,
    pub args: Vec<Arg>,
    pub vararg: Option<Box<Arg>>,
    pub kwonlyargs: Vec<Arg>,
    /// One for each of `kwonlyargs`.
    pub kw_defaults: Vec<Option<Expr>>,
    pub kwarg: Option<Box<Arg>>,
    /// For the last of `posonlyargs` and `args` together.
    pub defaults: Vec<Expr>,
}

/// One parameter.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Arg {
    pub arg: Name,
    pub annotation: Option<Expr>,
    pub location: Location,
}

/// A keyword argument of a call or class; `arg` of `None` is `**value`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Keyword {
    pub arg: Option<Name>,
    pub value: Expr,
    pub location: Location,
}

/// One name of an `import`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct Alias {
    pub name: Name,
    pub asname: Option<Name>,
    pub location: Location,
}

/// One `expr as target` of a `with`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct WithItem {
    pub context_expr: Expr,
    pub optional_vars: Option<Expr>,
}

/// One `case` of a `match`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub struct MatchCase {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Vec<Stmt>,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// What it is.
    pub kind: PatternKind,
    /// Where it stands.
    pub location: Location,
}

/// The patterns of `match`, by their names in `ast`.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub enum PatternKind {
    MatchValue {
        value: Box<Expr>,
    },
    /// `None`, `True` or `False`.
    MatchSingleton {
        value: Constant,
    },
    MatchSequence {
        patterns: Vec<Pattern>,
    },
    MatchMapping {
        keys: Vec<Expr>,
        patterns: Vec<Pattern>,
        rest: Option<Name>,
    },
    MatchClass {
        cls: Box<Expr>,
        patterns: Vec<Pattern>,
        kwd_attrs: Vec<Name>,
        kwd_patterns: Vec<Pattern>,
    },
    MatchStar {
        name: Option<Name>,
    },
    MatchAs {
        pattern: Option<Box<Pattern>>,
        name: Option<Name>,
    },
    MatchOr {
        patterns: Vec<Pattern>,
    },
}

/// One parameter between the brackets of `def f[T]`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeParam {
    /// What it is.
    pub kind: TypeParamKind,
    /// Where it stands.
    pub location: Location,
}

/// The kinds of type parameters (PEP 695, defaults PEP 696).
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields are documented by Python's own ast page")]
pub enum TypeParamKind {
    TypeVar { name: Name, bound: Option<Box<Expr>>, default_value: Option<Box<Expr>> },
    ParamSpec { name: Name, default_value: Option<Box<Expr>> },
    TypeVarTuple { name: Name, default_value: Option<Box<Expr>> },
}
