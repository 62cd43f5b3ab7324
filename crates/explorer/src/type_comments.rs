//! `# type:` comments as parts of the syntax tree (PEP 484), where Python's grammar has them: after
//! assignments, after the colons of `for`, `with` and `def`, and after parameters.
//!
//! The tokens say where a comment stands, the tree says whose it is. What surprised us: a statement that ends
//! with such a comment ends behind it, and so do the statements around; and the tag of an ignored line that
//! has no code includes the line's end.

use std::collections::BTreeMap;

use bytescope_bytecode::{Constant, Location, Name};
use bytescope_syntax::{SyntaxError, TokenKind, tokens};

use crate::node::{Field, Node};

/// A line and a byte column.
type Place = (i32, i32);

/// A comment that is a token of its own to CPython: `TYPE_COMMENT`.
struct Comment {
    text: Name,
    location: Location,
    /// Where the token before it ends.
    after: Place,
    site: Site,
}

/// What the tokens tell about a comment's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Site {
    /// Behind a parameter, and the comma if there is one.
    Parameter,
    /// Behind the colon of a compound statement, on its line.
    Header,
    /// On a line of its own, the first of a block.
    BlockStart,
    /// Anywhere else outside of brackets.
    Statement,
    /// Where no type comment may be.
    Nowhere,
}

/// Comments that no node has taken yet, by where they start.
type Comments = BTreeMap<Place, Comment>;

/// Puts the comments of a source into its tree.
pub(crate) fn type_comments(root: &mut Node, source: &str) -> Result<(), SyntaxError> {
    let (mut comments, ignores) = comments(source);
    attach(root, &mut comments);
    if let Some(stray) = comments.into_values().next() {
        return Err(SyntaxError::new("invalid syntax", stray.location));
    }
    if root.kind == "Module" {
        root.fields.push(("type_ignores", Field::List(ignores)));
    }
    Ok(())
}

/// The type comments, and the `TypeIgnore` nodes.
fn comments(source: &str) -> (Comments, Vec<Field>) {
    let all = tokens(source);
    let mut comments = Comments::new();
    let mut ignores = Vec::new();
    let mut brackets: Vec<bool> = Vec::new();
    // The last tokens that the parser sees, the very last first.
    let mut before: [(&str, Place); 3] = [("", (1, 0)); 3];
    let mut in_def = false;
    for (index, token) in all.iter().enumerate() {
        let location = token.location;
        match token.kind {
            TokenKind::Comment => {
                let Some(text) = type_text(token.text) else { continue };
                let next = all[index + 1..]
                    .iter()
                    .find(|token| !matches!(token.kind, TokenKind::Comment | TokenKind::Nl));
                let alone = all[..index].last().is_none_or(|last| {
                    last.location.lineno != location.lineno || last.kind == TokenKind::Dedent
                });
                if let Some(tag) = ignored(text) {
                    let tag = if alone { format!("{tag}\n") } else { tag.to_owned() };
                    ignores.push(Field::Node(Node {
                        kind: "TypeIgnore",
                        location: None,
                        fields: vec![
                            ("lineno", Field::Int(location.lineno)),
                            ("tag", Field::Constant(Constant::from(tag.as_str()))),
                        ],
                    }));
                    continue;
                }
                let closes = next.is_some_and(|token| token.text == ")");
                let indents = next.is_some_and(|token| token.kind == TokenKind::Indent);
                let [(last, end), (second, _), _] = before;
                let site = match (&brackets[..], last) {
                    ([true], ",") if !matches!(second, "/" | "*") => Site::Parameter,
                    ([true], word) if closes && !matches!(word, "(" | "," | "/" | "*") => Site::Parameter,
                    ([], ":") if !alone => Site::Header,
                    ([], "\n") if alone && second == ":" && indents => Site::BlockStart,
                    ([], _) if !alone => Site::Statement,
                    _ => Site::Nowhere,
                };
                let text = Name::from(text);
                let place = (location.lineno, location.col_offset);
                comments.insert(place, Comment { text, location, after: end, site });
            }
            TokenKind::Nl | TokenKind::Indent | TokenKind::Dedent => {}
            kind => {
                match token.text {
                    "def" if brackets.is_empty() => in_def = true,
                    "(" | "[" | "{" if kind == TokenKind::Op => {
                        let is_parameters = brackets.is_empty() && in_def && token.text == "(";
                        in_def &= !is_parameters;
                        brackets.push(is_parameters);
                    }
                    ")" | "]" | "}" if kind == TokenKind::Op => drop(brackets.pop()),
                    _ => {}
                }
                let text = if kind == TokenKind::Newline { "\n" } else { token.text };
                before = [(text, (location.end_lineno, location.end_col_offset)), before[0], before[1]];
            }
        }
    }
    (comments, ignores)
}

/// What a comment says behind `# type:`, if it does (CPython's `type_comment_prefix`, whose spaces stand for any
/// number of blanks).
fn type_text(comment: &str) -> Option<&str> {
    let blanks = [' ', '\t'];
    let rest = comment.strip_prefix('#')?.trim_start_matches(blanks);
    Some(rest.strip_prefix("type:")?.trim_start_matches(blanks))
}

/// The tag of `ignore`.
fn ignored(text: &str) -> Option<&str> {
    let tag = text.strip_prefix("ignore")?;
    let ends = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric();
    tag.as_bytes().first().is_none_or(ends).then_some(tag)
}

/// Gives the node and those below it their comments. Returns the node's end before and after, if it moved.
fn attach(node: &mut Node, comments: &mut Comments) -> Option<(Place, Place)> {
    if comments.is_empty() {
        return None;
    }
    match node.kind {
        "For" | "AsyncFor" | "With" | "AsyncWith" => {
            let found = before_body(node, comments, &[Site::Header]);
            set(node, found);
        }
        "FunctionDef" | "AsyncFunctionDef" => {
            parameters(node, comments);
            let found = before_body(node, comments, &[Site::Header, Site::BlockStart]);
            set(node, found);
        }
        "Assign" => return assignment(node, comments),
        _ => {}
    }
    let mut moved = None;
    for (_, field) in &mut node.fields {
        let items = match field {
            Field::List(items) => &mut items[..],
            field => std::slice::from_mut(field),
        };
        for item in items {
            if let Field::Node(child) = item {
                moved = attach(child, comments).or(moved);
            }
        }
    }
    let location = node.location.as_mut()?;
    let (from, to) = moved?;
    if (location.end_lineno, location.end_col_offset) != from {
        return None;
    }
    (location.end_lineno, location.end_col_offset) = to;
    moved
}

/// The comment behind an assignment, which then ends with it.
fn assignment(node: &mut Node, comments: &mut Comments) -> Option<(Place, Place)> {
    let location = node.location.as_mut()?;
    let end = (location.end_lineno, location.end_col_offset);
    let (place, comment) = comments.range(end..).next()?;
    if comment.after != end || comment.site != Site::Statement {
        return None;
    }
    let place = *place;
    let comment = comments.remove(&place)?;
    let to = (comment.location.end_lineno, comment.location.end_col_offset);
    (location.end_lineno, location.end_col_offset) = to;
    set(node, Some(comment.text));
    Some((end, to))
}

/// The comment between a statement's head and its first block.
fn before_body(node: &Node, comments: &mut Comments, sites: &[Site]) -> Option<Name> {
    let start = node.location.map(|location| (location.lineno, location.col_offset))?;
    let body = node.fields.iter().find_map(|(name, field)| match field {
        Field::List(items) if *name == "body" => items.first(),
        _ => None,
    });
    let Some(Field::Node(Node { location: Some(first), .. })) = body else { return None };
    let end = (first.lineno, first.col_offset);
    let found = comments.range(start..end).find(|(_, comment)| sites.contains(&comment.site));
    let place = *found?.0;
    comments.remove(&place).map(|comment| comment.text)
}

/// The comments of a function's parameters: each belongs to the last parameter that starts before it.
fn parameters(function: &mut Node, comments: &mut Comments) {
    let Some(arguments) = function.fields.iter_mut().find_map(|(name, field)| match field {
        Field::Node(node) if *name == "args" => Some(node),
        _ => None,
    }) else {
        return;
    };
    let mut found: Vec<&mut Node> = Vec::new();
    for (name, field) in &mut arguments.fields {
        if matches!(*name, "defaults" | "kw_defaults") {
            continue;
        }
        let items = match field {
            Field::List(items) => &mut items[..],
            field => std::slice::from_mut(field),
        };
        found.extend(items.iter_mut().filter_map(|item| match item {
            Field::Node(node) => Some(node),
            _ => None,
        }));
    }
    let start = |node: &Node| node.location.map_or((0, 0), |place| (place.lineno, place.col_offset));
    found.sort_unstable_by_key(|node| start(node));
    let mut ends: Vec<Place> = found.iter().skip(1).map(|node| start(node)).collect();
    // No statement of the body is in brackets, so that no parameter comment can be.
    ends.push((i32::MAX, 0));
    for (node, end) in found.into_iter().zip(ends) {
        let first = comments.range(start(node)..end).next();
        if let Some((place, Comment { site: Site::Parameter, .. })) = first {
            let place = *place;
            set(node, comments.remove(&place).map(|comment| comment.text));
        }
    }
}

/// Adds the field; type parameters come after it.
fn set(node: &mut Node, text: Option<Name>) {
    let Some(text) = text else { return };
    let index = node.fields.iter().position(|(name, _)| *name == "type_params").unwrap_or(node.fields.len());
    node.fields.insert(index, ("type_comment", Field::Identifier(text)));
}
