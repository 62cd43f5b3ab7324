//! Where the functions and classes of a program end.

use std::collections::HashMap;

use bytescope_bytecode::Name;

use crate::node::{Field, Node};

/// The last line of each function and class by what its code object knows: first line (a decorator's, if
/// there is one) and name.
pub(crate) type Definitions = HashMap<(i32, Name), i32>;

/// Finds the definitions of a program.
pub(crate) fn definitions(tree: &Node) -> Definitions {
    let mut found = Definitions::new();
    tree.walk(&mut |node| {
        if !matches!(node.kind, "FunctionDef" | "AsyncFunctionDef" | "ClassDef") {
            return;
        }
        let Some(location) = node.location else { return };
        let decorators = node.children().into_iter().filter(|(field, _)| *field == "decorator_list");
        let first =
            decorators.filter_map(|(_, decorator)| decorator.location).map(|place| place.lineno).min();
        if let Some((_, Field::Identifier(name))) = node.fields.iter().find(|(field, _)| *field == "name") {
            found.insert((first.unwrap_or(location.lineno), name.clone()), location.end_lineno);
        }
    });
    found
}
