//! Dropping an expression of any depth without recursion.

use ruff_python_ast as ruff;

/// Takes `expr` apart. Only chains can be deeper than the parser's limits on brackets and prefixes allow
/// (`a+a+a…`, `a.b.b…`, `a(b)(b)…`, `a[b][b]…`), so only their links are taken apart one by one.
pub(super) fn dismantle(expr: ruff::Expr) {
    let mut left = vec![expr];
    while let Some(expr) = left.pop() {
        match expr {
            ruff::Expr::BinOp(node) => left.extend([*node.left, *node.right]),
            ruff::Expr::Attribute(node) => left.push(*node.value),
            ruff::Expr::Subscript(node) => left.extend([*node.value, *node.slice]),
            ruff::Expr::Await(node) => left.push(*node.value),
            ruff::Expr::Starred(node) => left.push(*node.value),
            ruff::Expr::UnaryOp(node) => left.push(*node.operand),
            ruff::Expr::Named(node) => left.push(*node.value),
            ruff::Expr::Lambda(node) => left.push(*node.body),
            ruff::Expr::If(node) => left.extend([*node.test, *node.body, *node.orelse]),
            ruff::Expr::BoolOp(node) => left.extend(node.values),
            ruff::Expr::Compare(node) => {
                left.push(*node.left);
                left.extend(node.comparators);
            }
            ruff::Expr::Call(node) => {
                left.push(*node.func);
                left.extend(node.arguments.args);
                left.extend(node.arguments.keywords.into_iter().map(|keyword| keyword.value));
            }
            ruff::Expr::List(node) => left.extend(node.elts),
            ruff::Expr::Tuple(node) => left.extend(node.elts),
            ruff::Expr::Set(node) => left.extend(node.elts),
            ruff::Expr::Dict(node) => {
                left.extend(node.items.into_iter().flat_map(|item| item.key.into_iter().chain([item.value])));
            }
            other => drop(other),
        }
    }
}
