//! The stages of one program, line by line: which tokens, names, and instructions belong to a source line.
//!
//! What ties a name in the tree to the symbol table is the scope it is looked up in: decorators, defaults,
//! annotations and bases belong to the scope around a definition, the first iterable of a comprehension to the
//! one around it.

use std::collections::{BTreeMap, HashMap};

use bytescope_bytecode::DecodeError;
use bytescope_compiler::symtable::ScopeKind;
use serde::{Serialize, Serializer};

use crate::disassemble::Disassembly;
use crate::exploration::Exploration;
use crate::json::{LineView, StagesView};
use crate::node::{Field, Node};
use crate::symbols::Symbols;
use crate::tokens::Tokens;

/// A program's stages. Those that nobody asked for are left out.
#[derive(Debug)]
pub struct Stages {
    /// The program: its tree and its instructions.
    pub exploration: Exploration,
    /// Its tokens.
    pub tokens: Option<Tokens>,
    /// Its symbol table.
    pub symbols: Option<Symbols>,
    /// Whether the tree is one of the stages.
    pub has_tree: bool,
    /// Each code object taken apart, in the exploration's order.
    pub disassemblies: Vec<Disassembly>,
    /// What belongs to each line; what belongs to none stands under 0.
    pub lines: BTreeMap<i32, StageLine>,
}

/// What belongs to one source line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageLine {
    /// Indices of the tokens that start on it.
    pub tokens: Vec<usize>,
    /// The names that stand on it, each once.
    pub names: Vec<NameUse>,
    /// Code object and index of the instructions that came from it.
    pub instructions: Vec<(usize, usize)>,
}

/// A name in the source: indices of its scope and of the symbol there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameUse {
    /// The scope it is looked up in.
    pub scope: usize,
    /// The symbol in that scope.
    pub symbol: usize,
}

impl Stages {
    /// Sorts everything by lines. Fails only on code that no compiler made.
    ///
    /// # Errors
    ///
    /// What is wrong with the code, and at which offset.
    pub fn new(
        exploration: Exploration,
        tokens: Option<Tokens>,
        symbols: Option<Symbols>,
        has_tree: bool,
    ) -> Result<Self, DecodeError> {
        let mut lines: BTreeMap<i32, StageLine> = BTreeMap::new();
        for (index, token) in tokens.iter().flat_map(|tokens| tokens.tokens.iter().enumerate()) {
            lines.entry(token.location.lineno).or_default().tokens.push(index);
        }
        if let Some(symbols) = &symbols {
            exploration.with_stack(|| {
                let mut finder = Finder::new(symbols, &mut lines);
                finder.visit(exploration.tree(), 0);
            });
        }
        let disassemblies: Result<Vec<_>, _> =
            exploration.objects.iter().map(|object| exploration.disassemble(object)).collect();
        let disassemblies = disassemblies?;
        for (object, disassembly) in disassemblies.iter().enumerate() {
            for (at, instruction) in disassembly.instructions.iter().enumerate() {
                let line = instruction.location.lineno.max(0);
                lines.entry(line).or_default().instructions.push((object, at));
            }
        }
        Ok(Self { exploration, tokens, symbols, has_tree, disassemblies, lines })
    }
}

impl Serialize for Stages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let lines = self.lines.iter().map(|(line, stages)| LineView::new(self, *line, stages));
        let tree = self.has_tree.then(|| self.exploration.tree());
        let view = StagesView::new(&self.exploration, tree, lines.collect());
        self.exploration.with_stack(|| view.serialize(serializer))
    }
}

/// Looks up every name of a tree.
struct Finder<'a> {
    symbols: &'a Symbols,
    /// Scopes by where they start; of several at one place, the innermost is the last.
    places: HashMap<(i32, i32), Vec<usize>>,
    lines: &'a mut BTreeMap<i32, StageLine>,
}

impl<'a> Finder<'a> {
    fn new(symbols: &'a Symbols, lines: &'a mut BTreeMap<i32, StageLine>) -> Self {
        let mut places: HashMap<_, Vec<_>> = HashMap::new();
        for (index, scope) in symbols.scopes.iter().enumerate().skip(1) {
            if matches!(scope.kind, ScopeKind::Function | ScopeKind::Class) {
                places.entry((scope.location.lineno, scope.location.col_offset)).or_default().push(index);
            }
        }
        Self { symbols, places, lines }
    }

    fn visit(&mut self, node: &Node, scope: usize) {
        let line = node.location.map(|location| location.lineno);
        let inner = self.scope_of(node).unwrap_or(scope);
        let outer = if inner == scope { scope } else { self.symbols.scopes[inner].parent.unwrap_or(scope) };
        for (name, field) in &node.fields {
            if let (Some(line), true) = (line, names_something(node.kind, name)) {
                self.identifiers(field, line, if node.kind == "arg" { inner } else { outer });
            }
            self.field(node.kind, name, field, inner, outer);
        }
    }

    fn field(&mut self, kind: &str, name: &str, field: &Field, inner: usize, outer: usize) {
        match field {
            Field::Node(child) if child.kind == "arguments" => self.arguments(child, inner, outer),
            Field::Node(child) => {
                self.visit(child, if belongs_outside(kind, name) { outer } else { inner });
            }
            Field::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    match item {
                        // The first iterable is worked out before the comprehension begins.
                        Field::Node(child) if name == "generators" && index == 0 => {
                            for (name, field) in &child.fields {
                                let scope = if *name == "iter" { outer } else { inner };
                                self.field(child.kind, name, field, scope, scope);
                            }
                        }
                        _ => self.field(kind, name, item, inner, outer),
                    }
                }
            }
            _ => {}
        }
    }

    /// Parameters are the function's; defaults and annotations belong to what is around it.
    fn arguments(&mut self, arguments: &Node, inner: usize, outer: usize) {
        for (name, field) in &arguments.fields {
            let is_default = matches!(*name, "defaults" | "kw_defaults");
            let parameters: Vec<&Node> = match field {
                Field::Node(child) => vec![child],
                Field::List(items) => items
                    .iter()
                    .filter_map(|item| if let Field::Node(child) = item { Some(child) } else { None })
                    .collect(),
                _ => Vec::new(),
            };
            for parameter in parameters {
                if is_default {
                    self.visit(parameter, outer);
                    continue;
                }
                for (name, field) in &parameter.fields {
                    match field {
                        Field::Identifier(_) if *name == "arg" => {
                            let line = parameter.location.map_or(0, |location| location.lineno);
                            self.identifiers(field, line, inner);
                        }
                        Field::Node(annotation) => self.visit(annotation, outer),
                        _ => {}
                    }
                }
            }
        }
    }

    fn scope_of(&self, node: &Node) -> Option<usize> {
        let opens = matches!(
            node.kind,
            "FunctionDef"
                | "AsyncFunctionDef"
                | "ClassDef"
                | "Lambda"
                | "ListComp"
                | "SetComp"
                | "DictComp"
                | "GeneratorExp"
        );
        let place = node.location.filter(|_| opens)?;
        // A lambda that a comprehension starts with is at the same place, and inside.
        let found = self.places.get(&(place.lineno, place.col_offset))?;
        let wanted = match node.kind {
            "Lambda" => Some("<lambda>"),
            "ListComp" => Some("<listcomp>"),
            "SetComp" => Some("<setcomp>"),
            "DictComp" => Some("<dictcomp>"),
            "GeneratorExp" => Some("<genexpr>"),
            _ => None,
        };
        let fits = |index: &&usize| {
            let scope = &self.symbols.scopes[**index];
            wanted.is_none_or(|wanted| scope.code_name == wanted) && scope.location == place
        };
        found.iter().find(fits).or(found.last()).copied()
    }

    fn identifiers(&mut self, field: &Field, line: i32, scope: usize) {
        match field {
            Field::Identifier(name) => self.found(name, line, scope),
            Field::List(items) => items.iter().for_each(|item| self.identifiers(item, line, scope)),
            _ => {}
        }
    }

    /// The symbol of a name: the scope's own, or that of the nearest scope around which has one.
    fn found(&mut self, name: &str, line: i32, scope: usize) {
        // `import a.b` binds `a`.
        let name = name.split('.').next().unwrap_or(name);
        let mut around = Some(scope);
        while let Some(index) = around {
            let symbols = &self.symbols.scopes[index].symbols;
            let own = symbols.iter().position(|symbol| *symbol.name == *name);
            // Private names of a class are mangled.
            let mangled = || {
                let private = name.starts_with("__") && !name.ends_with("__");
                symbols.iter().position(|symbol| private && symbol.name.ends_with(name))
            };
            if let Some(symbol) = own.or_else(mangled) {
                let names = &mut self.lines.entry(line).or_default().names;
                let found = NameUse { scope: index, symbol };
                if !names.contains(&found) {
                    names.push(found);
                }
                return;
            }
            around = self.symbols.scopes[index].parent;
        }
    }
}

/// Fields that are evaluated in the scope around a definition.
fn belongs_outside(kind: &str, field: &str) -> bool {
    matches!(
        (kind, field),
        ("FunctionDef" | "AsyncFunctionDef", "decorator_list" | "returns")
            | ("ClassDef", "decorator_list" | "bases" | "keywords")
    )
}

/// Fields that hold a name of the symbol table.
fn names_something(kind: &str, field: &str) -> bool {
    matches!(
        (kind, field),
        ("Name", "id")
            | (
                "FunctionDef"
                    | "AsyncFunctionDef"
                    | "ClassDef"
                    | "ExceptHandler"
                    | "MatchAs"
                    | "MatchStar"
                    | "TypeVar"
                    | "ParamSpec"
                    | "TypeVarTuple"
                    | "alias",
                "name"
            )
            | ("alias", "asname")
            | ("MatchMapping", "rest")
            | ("Global" | "Nonlocal", "names")
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use bytescope_bytecode::Version;
    use bytescope_syntax::Mode;

    use super::Stages;
    use crate::{Program, Settings, explore, symbols};

    /// `name: kind in scope` of each name on a line.
    fn names(source: &str, line: i32) -> Vec<String> {
        let settings = Settings {
            filename: "a.py".to_owned(),
            mode: Mode::Exec,
            version: Version::V3_13_0,
            optimize: 0,
        };
        let exploration = explore(Program::Text(source), &settings).unwrap();
        let symbols = symbols(Program::Text(source), &settings).unwrap();
        let stages = Stages::new(exploration, None, Some(symbols), false).unwrap();
        let symbols = stages.symbols.as_ref().unwrap();
        let names = stages.lines[&line].names.iter().map(|found| {
            let scope = &symbols.scopes[found.scope];
            let symbol = &scope.symbols[found.symbol];
            format!("{}: {} in {}", symbol.name, symbol.kind, scope.path)
        });
        names.collect()
    }

    #[test]
    fn defaults_and_annotations_belong_outside() {
        let source = "x = 1\n@deco\ndef f(x: T = x):\n    return x\n";
        assert_eq!(
            names(source, 3),
            ["f: global in <module>", "x: parameter in f", "T: global in <module>", "x: global in <module>"]
        );
        assert_eq!(names(source, 2), ["deco: global in <module>"]);
        assert_eq!(names(source, 4), ["x: parameter in f"]);
    }

    #[test]
    fn comprehensions_closures_and_private_names() {
        let source = "def f(a):\n    return [a for a in a if b]\n";
        // The comprehension is inlined, and its names are the function's.
        assert_eq!(names(source, 2), ["a: parameter in f", "b: global in f"]);
        let source = "def f(a):\n    return (a for a in a if b)\n";
        assert_eq!(
            names(source, 2),
            ["a: local in f.<genexpr>", "a: parameter in f", "b: global in f.<genexpr>"]
        );
        let source =
            "class C:\n    def m(self):\n        return __x\n    def n(self):\n        lambda: self\n";
        assert_eq!(names(source, 3), ["_C__x: global in C.m"]);
        assert_eq!(names(source, 5), ["self: free in C.n.<lambda>"]);
        assert_eq!(names("import a.b as c, d.e\n", 1), ["c: global in <module>", "d: global in <module>"]);
    }
}
