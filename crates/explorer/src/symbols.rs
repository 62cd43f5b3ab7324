//! The symbol table of one input: for each scope its names, where they live, and why.
//!
//! The compiler's table says what CPython decides; the reasons are worked out here from the scopes around and
//! inside. What is a built-in is a guess in the end, since a program may add names to its module while it
//! runs: we say so of names that the module does not bind and that the `builtins` of 3.13 have.

use std::collections::BTreeSet;

use bytescope_bytecode::{Location, Name, Version};
use bytescope_compiler::future::FutureFeatures;
use bytescope_compiler::symtable::{ScopeId, ScopeKind, SymbolFlags, SymbolScope, SymbolTable};
use bytescope_syntax::{parse, with_stack_for};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::pipeline::{Program, Refusal, Settings, text};
use crate::source::Source;

/// All scopes of an input.
#[derive(Clone, Debug)]
pub struct Symbols {
    /// The release whose compiler this is.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// The text.
    pub source: Source,
    /// The scopes, each before those inside it; the module is the first.
    pub scopes: Vec<Scope>,
}

/// One scope.
#[derive(Clone, Debug)]
pub struct Scope {
    /// CPython's name for it: the function's or class's, `top`, `lambda`, `genexpr` …
    pub name: Name,
    /// The name of its code object: `total`, `<module>`, `<lambda>`, `<genexpr>` …
    pub code_name: String,
    /// The qualified name of its code object, without `<locals>`: `Basket.total`.
    pub path: String,
    /// What it is.
    pub kind: ScopeKind,
    /// Index of the scope around it.
    pub parent: Option<usize>,
    /// How many scopes are around it.
    pub depth: usize,
    /// Where it starts.
    pub location: Location,
    /// Whether some scope around it is a function.
    pub nested: bool,
    /// Its names, in order of first appearance.
    pub symbols: Vec<Symbol>,
}

/// One name in one scope.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The name, mangled if it is private to a class.
    pub name: Name,
    /// What the scope does with it.
    pub flags: SymbolFlags,
    /// Where CPython says it lives.
    pub scope: SymbolScope,
    /// The same for readers: `parameter`, `local`, `cell`, `free`, `global`, `built-in`.
    pub kind: &'static str,
    /// What the scope does with it, in words.
    pub uses: Vec<&'static str>,
    /// Why it lives there; empty where that needs no reason.
    pub why: String,
}

impl Scope {
    /// Whether a reader may mean it by that name.
    pub fn goes_by(&self, name: &str) -> bool {
        [&*self.name, &self.code_name, &self.path].contains(&name)
            || name.replace("<locals>.", "") == self.path
    }
}

/// Builds the symbol table of a program, which need not compile any further.
///
/// # Errors
///
/// What CPython's parser and symbol table would raise for it.
pub fn symbols(program: Program<'_>, settings: &Settings) -> Result<Symbols, Box<Refusal>> {
    let source = text(program)?;
    let refuse = |error| Box::new(Refusal { error, source: source.clone() });
    let parsed = parse(&source, settings.mode, settings.version).map_err(refuse)?;
    let future = FutureFeatures::of(parsed.module()).map_err(refuse)?;
    let table =
        with_stack_for(parsed.depth, || SymbolTable::build(parsed.module(), &future)).map_err(refuse)?;
    let mut scopes = scopes(&table);
    explain(&mut scopes);
    Ok(Symbols {
        version: settings.version,
        filename: settings.filename.clone(),
        source: Source::new(source),
        scopes,
    })
}

/// The scopes in order, without any reasons.
fn scopes(table: &SymbolTable) -> Vec<Scope> {
    let mut scopes: Vec<Scope> = Vec::new();
    let mut waiting = vec![(ScopeId(0), None)];
    while let Some((id, parent)) = waiting.pop() {
        let scope = table.scope(id);
        let around = parent.and_then(|index: usize| scopes.get(index));
        let code_name = match (&*scope.name, scope.kind) {
            (_, ScopeKind::Module) => "<module>".to_owned(),
            (name @ ("lambda" | "genexpr" | "listcomp" | "setcomp" | "dictcomp"), ScopeKind::Function) => {
                format!("<{name}>")
            }
            (name, _) => name.to_owned(),
        };
        let path = match around {
            Some(around) if around.kind != ScopeKind::Module => format!("{}.{code_name}", around.path),
            _ => code_name.clone(),
        };
        let symbols = scope.symbols.iter().map(|(name, symbol)| Symbol {
            name: name.clone(),
            flags: symbol.flags,
            scope: symbol.scope,
            kind: "",
            uses: uses(symbol.flags),
            why: String::new(),
        });
        let index = scopes.len();
        waiting.extend(scope.children.iter().rev().map(|child| (*child, Some(index))));
        scopes.push(Scope {
            name: scope.name.clone(),
            code_name,
            path,
            kind: scope.kind,
            parent,
            depth: around.map_or(0, |around| around.depth + 1),
            location: scope.location,
            nested: scope.nested,
            symbols: symbols.collect(),
        });
    }
    scopes
}

fn uses(flags: SymbolFlags) -> Vec<&'static str> {
    if is_passed_on(flags) {
        return vec!["passed on"];
    }
    let words = [
        (SymbolFlags::PARAM, "passed"),
        (SymbolFlags::GLOBAL, "declared"),
        (SymbolFlags::NONLOCAL, "nonlocal"),
        (SymbolFlags::IMPORT, "imported"),
        (SymbolFlags::ANNOT, "annotated"),
        (SymbolFlags::LOCAL, "set"),
        (SymbolFlags::USE, "read"),
    ];
    words.into_iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, word)| word).collect()
}

/// Whether a scope does nothing with a name itself, and only has it for scopes inside.
fn is_passed_on(flags: SymbolFlags) -> bool {
    (SymbolFlags::FREE_CLASS | SymbolFlags::COMP_CELL).contains(flags)
}

/// Fills in what the names are to a reader, and why.
fn explain(scopes: &mut [Scope]) {
    let context = Context::new(scopes);
    for (index, scope) in scopes.iter_mut().enumerate() {
        for symbol in &mut scope.symbols {
            symbol.kind = context.kind(scope.kind, symbol);
            symbol.why = context.why(index, symbol);
        }
    }
}

/// What the reasons are made from, collected in one go: programs may have very many scopes.
struct Context {
    /// Names that the module binds, or some function that declares them global.
    of_module: FxHashSet<Name>,
    /// The kind of the first scope of a name directly inside another.
    named: FxHashMap<(usize, Name), ScopeKind>,
    /// The scopes inside one that use its cell or what it passes on, in words.
    users: FxHashMap<(usize, Name), BTreeSet<String>>,
    /// The scope whose cell a free name is.
    owners: FxHashMap<(usize, Name), String>,
}

impl Context {
    fn new(scopes: &[Scope]) -> Self {
        let mut context = Self {
            of_module: FxHashSet::default(),
            named: FxHashMap::default(),
            users: FxHashMap::default(),
            owners: FxHashMap::default(),
        };
        let mut cells = FxHashSet::default();
        for (index, scope) in scopes.iter().enumerate() {
            let mut parent = scope.parent;
            if let Some(around) = parent
                && scopes[around].kind == ScopeKind::TypeParameters
            {
                // `def f[T]()` is inside the scope of its type parameters, which has its name.
                parent = scopes[around].parent;
            }
            if let Some(parent) = parent.filter(|_| scope.kind != ScopeKind::TypeParameters) {
                context.named.entry((parent, scope.name.clone())).or_insert(scope.kind);
            }
            for symbol in &scope.symbols {
                let is_global = index == 0 || symbol.scope == SymbolScope::GlobalExplicit;
                if is_global && symbol.flags.intersects(SymbolFlags::BOUND) {
                    context.of_module.insert(symbol.name.clone());
                }
                match symbol.scope {
                    SymbolScope::Cell => drop(cells.insert((index, symbol.name.clone()))),
                    SymbolScope::Free => context.follow(scopes, index, symbol, &cells),
                    _ => {}
                }
            }
        }
        context
    }

    /// Looks outwards for the cell of a free name. Scopes come before those inside, so that it is known.
    fn follow(&mut self, scopes: &[Scope], index: usize, symbol: &Symbol, cells: &FxHashSet<(usize, Name)>) {
        let mut outer = scopes[index].parent;
        while let Some(around) = outer {
            let key = (around, symbol.name.clone());
            let found = cells.contains(&key);
            if !is_passed_on(symbol.flags) {
                self.users.entry(key).or_default().insert(scopes[index].code_name.clone());
            }
            if found {
                self.owners.insert((index, symbol.name.clone()), scopes[around].code_name.clone());
                break;
            }
            outer = scopes[around].parent;
        }
    }

    fn kind(&self, scope: ScopeKind, symbol: &Symbol) -> &'static str {
        match symbol.scope {
            SymbolScope::Cell => "cell",
            SymbolScope::Free => "free",
            SymbolScope::GlobalImplicit
                if !self.of_module.contains(&symbol.name) && is_builtin(&symbol.name) =>
            {
                "built-in"
            }
            SymbolScope::GlobalExplicit | SymbolScope::GlobalImplicit => "global",
            SymbolScope::Local | SymbolScope::Unknown if scope == ScopeKind::Module => "global",
            _ if symbol.flags.contains(SymbolFlags::PARAM) => "parameter",
            _ => "local",
        }
    }

    fn why(&self, index: usize, symbol: &Symbol) -> String {
        let name = &*symbol.name;
        let key = (index, symbol.name.clone());
        match symbol.scope {
            SymbolScope::Cell => {
                self.users_of(&key).map_or_else(String::new, |users| format!("kept for {users}"))
            }
            // `__class__` and `__classdict__` are no names of the class itself.
            SymbolScope::Free => {
                format!("cell of {}", self.owners.get(&key).map_or("the class", String::as_str))
            }
            SymbolScope::GlobalImplicit if self.of_module.contains(name) => "bound by the module".to_owned(),
            SymbolScope::GlobalImplicit if is_builtin(name) => String::new(),
            SymbolScope::GlobalImplicit if SET_BY_IMPORT.contains(&name) => "every module has it".to_owned(),
            SymbolScope::GlobalImplicit => "not bound in this file".to_owned(),
            _ if symbol.flags.contains(SymbolFlags::TYPE_PARAM) => "a type parameter".to_owned(),
            _ => match self.named.get(&key) {
                Some(ScopeKind::Class) => "the class below".to_owned(),
                Some(ScopeKind::Function) => "the function below".to_owned(),
                _ => String::new(),
            },
        }
    }

    /// The first few scopes that use a name from around them.
    fn users_of(&self, key: &(usize, Name)) -> Option<String> {
        /// More names than these say nothing.
        const SOME: usize = 3;
        let users = self.users.get(key)?;
        let more = if users.len() > SOME { " …" } else { "" };
        Some(users.iter().take(SOME).map(String::as_str).collect::<Vec<_>>().join(", ") + more)
    }
}

/// What the import system puts into a module.
const SET_BY_IMPORT: [&str; 8] = [
    "__annotations__",
    "__builtins__",
    "__cached__",
    "__doc__",
    "__file__",
    "__path__",
    "__name__",
    "__package__",
];

/// Whether the `builtins` of 3.13 have a name.
pub fn is_builtin(name: &str) -> bool {
    BUILTINS.binary_search(&name).is_ok()
}

/// `dir(builtins)` of 3.13, without what every module has.
const BUILTINS: [&str; 150] = [
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BaseExceptionGroup",
    "BlockingIOError",
    "BrokenPipeError",
    "BufferError",
    "BytesWarning",
    "ChildProcessError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "DeprecationWarning",
    "EOFError",
    "Ellipsis",
    "EncodingWarning",
    "EnvironmentError",
    "Exception",
    "ExceptionGroup",
    "FileExistsError",
    "FileNotFoundError",
    "FloatingPointError",
    "FutureWarning",
    "GeneratorExit",
    "IOError",
    "ImportError",
    "ImportWarning",
    "IndentationError",
    "IndexError",
    "InterruptedError",
    "IsADirectoryError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "MemoryError",
    "ModuleNotFoundError",
    "NameError",
    "NotADirectoryError",
    "NotImplemented",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "PendingDeprecationWarning",
    "PermissionError",
    "ProcessLookupError",
    "PythonFinalizationError",
    "RecursionError",
    "ReferenceError",
    "ResourceWarning",
    "RuntimeError",
    "RuntimeWarning",
    "StopAsyncIteration",
    "StopIteration",
    "SyntaxError",
    "SyntaxWarning",
    "SystemError",
    "SystemExit",
    "TabError",
    "TimeoutError",
    "TypeError",
    "UnboundLocalError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "UnicodeTranslateError",
    "UnicodeWarning",
    "UserWarning",
    "ValueError",
    "Warning",
    "ZeroDivisionError",
    "__build_class__",
    "__debug__",
    "__import__",
    "abs",
    "aiter",
    "all",
    "anext",
    "any",
    "ascii",
    "bin",
    "bool",
    "breakpoint",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "compile",
    "complex",
    "copyright",
    "credits",
    "delattr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "help",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "license",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];
