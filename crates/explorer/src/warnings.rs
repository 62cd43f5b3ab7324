//! What CPython's compiler warns about: code that is valid and hardly meant (`Python/compile.c`, `check_…`), and
//! escapes that mean nothing.

use std::collections::HashSet;
use std::ptr;

use bytescope_bytecode::{Constant, Location};

use crate::node::{Field, Node};
use crate::source::Source;

/// A `SyntaxWarning`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Line, from 1.
    pub lineno: i32,
    /// What is odd.
    pub message: String,
}

/// The warnings about a program, in CPython's order: those of the parser come first.
pub(crate) fn warnings(root: &Node, source: &Source) -> Vec<Warning> {
    let mut found = Vec::new();
    // The literal pieces of an f-string are seen with it.
    let mut pieces = HashSet::new();
    root.walk(&mut |node| {
        if node.kind == "JoinedStr" {
            pieces.extend(
                children(node, "values")
                    .into_iter()
                    .filter(|piece| piece.kind == "Constant")
                    .map(ptr::from_ref),
            );
        }
        if !pieces.contains(&ptr::from_ref(node)) {
            escapes(node, source, &mut found);
        }
    });
    found.sort_by_key(|warning| warning.lineno);
    root.walk(&mut |node| {
        let message = match node.kind {
            "Compare" => comparison(node),
            "Assert" => assertion(node),
            "Call" => call(node),
            "Subscript" => subscript(node),
            _ => None,
        };
        if let (Some((message, at)), Some(location)) = (message, node.location) {
            found.push(Warning { lineno: at.map_or(location.lineno, |at| at.lineno), message });
        }
    });
    found
}

type Found = Option<(String, Option<Location>)>;

fn child<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match node.fields.iter().find(|(field, _)| *field == name)? {
        (_, Field::Node(child)) => Some(child),
        _ => None,
    }
}

fn children<'n>(node: &'n Node, name: &str) -> Vec<&'n Node> {
    match node.fields.iter().find(|(field, _)| *field == name) {
        Some((_, Field::List(items))) => items
            .iter()
            .filter_map(|item| if let Field::Node(node) = item { Some(node) } else { None })
            .collect(),
        _ => Vec::new(),
    }
}

fn constant(node: &Node) -> Option<&Constant> {
    match node.fields.first()? {
        (_, Field::Constant(constant)) if node.kind == "Constant" => Some(constant),
        _ => None,
    }
}

/// The type of a value that is known before the program runs (`infer_type`), by its name.
fn type_of(node: &Node) -> Option<&'static str> {
    Some(match node.kind {
        "Tuple" => "tuple",
        "List" | "ListComp" => "list",
        "Dict" | "DictComp" => "dict",
        "Set" | "SetComp" => "set",
        "GeneratorExp" => "generator",
        "Lambda" => "function",
        "JoinedStr" | "FormattedValue" => "str",
        "UnaryOp" => type_of(child(node, "operand").filter(|operand| operand.kind == "Constant")?)?,
        "Constant" => constant(node)?.type_name(),
        _ => return None,
    })
}

/// Whether an operand of `is` is a constant of which there may be several (`check_is_arg`).
fn is_literal(node: &Node) -> bool {
    match node.kind {
        "Constant" => {
            !matches!(constant(node), Some(Constant::None | Constant::Bool(_) | Constant::Ellipsis) | None)
        }
        // What folding makes a constant of.
        "UnaryOp" => child(node, "operand").is_some_and(|operand| {
            matches!(
                constant(operand),
                Some(Constant::Int(_) | Constant::Float(_) | Constant::Complex { .. })
            )
        }),
        "Tuple" => children(node, "elts").iter().all(|item| item.kind == "Constant" || is_literal(item)),
        _ => false,
    }
}

fn comparison(node: &Node) -> Found {
    let mut left = child(node, "left")?;
    for (op, right) in children(node, "ops").iter().zip(children(node, "comparators")) {
        let words = match op.kind {
            "Is" => Some(("is", "==")),
            "IsNot" => Some(("is not", "!=")),
            _ => None,
        };
        if let Some((is, equals)) = words
            && (is_literal(left) || is_literal(right))
        {
            let of = type_of(if is_literal(left) { left } else { right })?;
            return Some((format!("\"{is}\" with '{of}' literal. Did you mean \"{equals}\"?"), None));
        }
        left = right;
    }
    None
}

fn assertion(node: &Node) -> Found {
    let test = child(node, "test")?;
    (test.kind == "Tuple" && !children(test, "elts").is_empty())
        .then(|| ("assertion is always true, perhaps remove parentheses?".to_owned(), None))
}

fn call(node: &Node) -> Found {
    let func = child(node, "func")?;
    if matches!(func.kind, "Lambda" | "UnaryOp") {
        return None;
    }
    let of = type_of(func)?;
    let message = format!("'{of}' object is not callable; perhaps you missed a comma?");
    Some((message, None))
}

fn subscript(node: &Node) -> Found {
    if child(node, "ctx").is_some_and(|context| context.kind != "Load") {
        return None;
    }
    let (value, slice) = (child(node, "value")?, child(node, "slice")?);
    let is_scalar = match value.kind {
        "Constant" => !matches!(type_of(value), Some("str" | "bytes" | "tuple")),
        "Set" | "SetComp" | "GeneratorExp" | "Lambda" => true,
        _ => false,
    };
    let of = type_of(value)?;
    if is_scalar {
        return Some((format!("'{of}' object is not subscriptable; perhaps you missed a comma?"), None));
    }
    if matches!(value.kind, "Constant" | "Tuple" | "List" | "ListComp" | "JoinedStr")
        && let Some(index) = type_of(slice)
        && !matches!(index, "int" | "bool")
    {
        let message =
            format!("{of} indices must be integers or slices, not {index}; perhaps you missed a comma?");
        return Some((message, None));
    }
    None
}

/// Escapes that mean nothing, in the literals that a node is written with.
fn escapes(node: &Node, source: &Source, found: &mut Vec<Warning>) {
    let is_text = match node.kind {
        "JoinedStr" => true,
        "Constant" => matches!(constant(node), Some(Constant::Str(_) | Constant::Bytes(_))),
        _ => false,
    };
    let Some(location) = node.location.filter(|_| is_text) else { return };
    let Some(text) = source.range(location).and_then(|range| source.text().get(range)) else { return };
    if !text.contains('\\') {
        return;
    }
    let mut lineno = location.lineno;
    let mut rest = text;
    loop {
        // Between literals that stand side by side there are blanks, comments and line ends.
        let start = rest.trim_start_matches([' ', '\t', '\\', '\n', '\r', '\x0c']);
        lineno += rest[..rest.len() - start.len()].matches('\n').count() as i32;
        rest = start;
        if rest.starts_with('#') {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
            continue;
        }
        let Some(end) = literal(rest, lineno, found) else { return };
        lineno += rest[..end].matches('\n').count() as i32;
        rest = &rest[end..];
    }
}

/// Looks at one literal at the beginning of `text`; its length, if there is one.
fn literal(text: &str, lineno: i32, found: &mut Vec<Warning>) -> Option<usize> {
    let prefix = text.find(['"', '\''])?;
    let letters = &text[..prefix];
    if letters.len() > 2 || !letters.chars().all(|char| "rRbBuUfF".contains(char)) {
        return None;
    }
    let has = |char: char| letters.to_ascii_lowercase().contains(char);
    let quote = &text[prefix..=prefix];
    let triple = quote.repeat(3);
    let quote = if text[prefix..].starts_with(&triple) { triple.as_str() } else { quote };
    let (mut place, mut depth) = (prefix + quote.len(), 0);
    // Only the first of a literal is told, and of each piece between the fields of an f-string.
    let mut is_told = has('r');
    while !text.get(place..)?.starts_with(quote) || depth > 0 {
        let char = text[place..].chars().next()?;
        place += char.len_utf8();
        match char {
            '{' if has('f') && depth == 0 && text[place..].starts_with('{') => place += 1,
            '{' if has('f') => depth += 1,
            '}' if has('f') && depth > 0 => {
                depth -= 1;
                is_told = has('r');
            }
            '\\' if depth == 0 => {
                let escaped = text[place..].chars().next()?;
                if !is_told && let Some(message) = escape(escaped, &text[place..], has('b')) {
                    found.push(Warning { lineno, message });
                    is_told = true;
                }
                place += escaped.len_utf8();
            }
            _ => {}
        }
    }
    Some(place + quote.len())
}

/// What is said of a backslash with this character behind it.
fn escape(char: char, rest: &str, is_bytes: bool) -> Option<String> {
    let known = "\n\r\\'\"abfnrtvx01234567";
    if char.is_digit(8) {
        let digits: String = rest.chars().take(3).take_while(|char| char.is_digit(8)).collect();
        (digits.len() == 3 && digits.as_str() >= "400")
            .then(|| format!("invalid octal escape sequence '\\{digits}'"))
    } else if known.contains(char) || (!is_bytes && "NuU".contains(char)) {
        None
    } else {
        Some(format!("invalid escape sequence '\\{char}'"))
    }
}
