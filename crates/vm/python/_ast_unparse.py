"""Syntax trees as source."""

import ast
from enum import IntEnum


class Level(IntEnum):
    """How tightly expressions bind, loosest first."""

    NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, CMP = range(8)
    BOR, BXOR, BAND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT, ATOM = range(8, 18)
    EXPR = BOR

    def next(self):
        return Level(min(self + 1, Level.ATOM))


_BINARY = {
    "Add": ("+", Level.ARITH), "Sub": ("-", Level.ARITH), "Mult": ("*", Level.TERM), "MatMult": ("@", Level.TERM),
    "Div": ("/", Level.TERM), "Mod": ("%", Level.TERM), "LShift": ("<<", Level.SHIFT), "RShift": (">>", Level.SHIFT),
    "BitOr": ("|", Level.BOR), "BitXor": ("^", Level.BXOR), "BitAnd": ("&", Level.BAND),
    "FloorDiv": ("//", Level.TERM), "Pow": ("**", Level.POWER),
}  # fmt: skip
_UNARY = {"Invert": ("~", Level.FACTOR), "Not": ("not", Level.NOT), "UAdd": ("+", Level.FACTOR), "USub": ("-", Level.FACTOR)}
_COMPARE = {"Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
            "In": "in", "NotIn": "not in"}  # fmt: skip
_INFINITY = "1e309"


def _escaped(char, keep):
    if char in keep:
        return char
    return char if char == "\\" or char.isprintable() else char.encode("unicode_escape").decode("ascii")


class Writer:
    """Writes a tree."""

    def __init__(self):
        self.lines = []
        self.depth = 0

    def write(self, node):
        if isinstance(node, (ast.mod, ast.stmt, ast.excepthandler, ast.match_case)):
            self.statement(node)
            text = "".join(self.lines)
            return text[1:] if text.startswith("\n") else text
        if isinstance(node, ast.pattern):
            return self.pattern(node, Level.TEST)
        if isinstance(node, ast.arguments):
            return self.arguments(node)
        return self.expression(node, Level.TEST) if isinstance(node, ast.expr) else self.other(node)

    def other(self, node):
        match node:
            case ast.arg():
                return self.arg(node)
            case ast.keyword():
                return self.keyword(node)
            case ast.alias():
                return node.name + (f" as {node.asname}" if node.asname else "")
            case ast.withitem():
                return self.withitem(node)
            case ast.comprehension():
                return self.generator(node).lstrip()
            case ast.type_param():
                return self.type_param(node)
        return ""

    # Statements.

    def line(self, text):
        self.lines.append("\n" + "    " * self.depth + text)

    def block(self, body):
        self.depth += 1
        for node in body:
            self.statement(node)
        self.depth -= 1

    def body_with_docstring(self, body):
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and isinstance(body[0].value.value, str):
            self.line(self.docstring(body[0].value.value))
            body = body[1:]
        for node in body:
            self.statement(node)

    def docstring(self, text):
        quote, text = self.quoted(text, ['"""', "'''"])
        return f"{quote}{text}{quote}"

    def statement(self, node):
        kind = node.__class__.__name__
        getattr(self, "on_" + kind)(node)

    def on_Module(self, node):
        self.body_with_docstring(node.body)

    def on_Interactive(self, node):
        for each in node.body:
            self.statement(each)

    def on_Expression(self, node):
        self.lines.append(self.expression(node.body, Level.TEST))

    def on_FunctionType(self, node):
        inside = ", ".join(self.expression(arg, Level.TEST) for arg in node.argtypes)
        self.lines.append(f"({inside}) -> {self.expression(node.returns, Level.TEST)}")

    def on_Expr(self, node):
        self.line(self.expression(node.value, Level.YIELD))

    def on_FunctionDef(self, node, word="def"):
        if self.lines:
            self.lines.append("\n")
        for decorator in node.decorator_list:
            self.line("@" + self.expression(decorator, Level.TEST))
        returns = f" -> {self.expression(node.returns, Level.TEST)}" if node.returns else ""
        params = self.type_params(node)
        self.line(f"{word} {node.name}{params}({self.arguments(node.args)}){returns}:")
        self.depth += 1
        self.body_with_docstring(node.body)
        self.depth -= 1

    def on_AsyncFunctionDef(self, node):
        self.on_FunctionDef(node, "async def")

    def on_ClassDef(self, node):
        if self.lines:
            self.lines.append("\n")
        for decorator in node.decorator_list:
            self.line("@" + self.expression(decorator, Level.TEST))
        parts = [self.expression(base, Level.TEST) for base in node.bases]
        parts += [self.keyword(keyword) for keyword in node.keywords]
        inside = f"({', '.join(parts)})" if parts else ""
        self.line(f"class {node.name}{self.type_params(node)}{inside}:")
        self.depth += 1
        self.body_with_docstring(node.body)
        self.depth -= 1

    def type_params(self, node):
        params = getattr(node, "type_params", None)
        return f"[{', '.join(map(self.type_param, params))}]" if params else ""

    def type_param(self, node):
        text = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}[node.__class__.__name__] + node.name
        if getattr(node, "bound", None):
            text += ": " + self.expression(node.bound, Level.TEST)
        if getattr(node, "default_value", None):
            text += " = " + self.expression(node.default_value, Level.TEST)
        return text

    def on_Return(self, node):
        self.line("return" + (f" {self.expression(node.value, Level.TEST)}" if node.value else ""))

    def on_Delete(self, node):
        self.line("del " + ", ".join(self.expression(target, Level.TEST) for target in node.targets))

    def on_Assign(self, node):
        targets = "".join(self.expression(target, Level.TUPLE) + " = " for target in node.targets)
        self.line(targets + self.expression(node.value, Level.TEST))

    def on_TypeAlias(self, node):
        params = self.type_params(node)
        self.line(f"type {self.expression(node.name, Level.TEST)}{params} = {self.expression(node.value, Level.TEST)}")

    def on_AugAssign(self, node):
        op = _BINARY[node.op.__class__.__name__][0]
        self.line(f"{self.expression(node.target, Level.TEST)} {op}= {self.expression(node.value, Level.TEST)}")

    def on_AnnAssign(self, node):
        target = self.expression(node.target, Level.TEST)
        if not node.simple and isinstance(node.target, ast.Name):
            target = f"({target})"
        value = f" = {self.expression(node.value, Level.TEST)}" if node.value else ""
        self.line(f"{target}: {self.expression(node.annotation, Level.TEST)}{value}")

    def on_For(self, node, word="for"):
        self.line(f"{word} {self.expression(node.target, Level.TUPLE)} in {self.expression(node.iter, Level.TEST)}:")
        self.block(node.body)
        self.otherwise(node.orelse)

    def on_AsyncFor(self, node):
        self.on_For(node, "async for")

    def otherwise(self, body, word="else"):
        if body:
            self.line(word + ":")
            self.block(body)

    def on_While(self, node):
        self.line(f"while {self.expression(node.test, Level.TEST)}:")
        self.block(node.body)
        self.otherwise(node.orelse)

    def on_If(self, node):
        self.line(f"if {self.expression(node.test, Level.TEST)}:")
        self.block(node.body)
        while node.orelse and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            node = node.orelse[0]
            self.line(f"elif {self.expression(node.test, Level.TEST)}:")
            self.block(node.body)
        self.otherwise(node.orelse)

    def withitem(self, item):
        text = self.expression(item.context_expr, Level.TEST)
        if item.optional_vars:
            text += " as " + self.expression(item.optional_vars, Level.TEST)
        return text

    def on_With(self, node, word="with"):
        self.line(f"{word} {', '.join(map(self.withitem, node.items))}:")
        self.block(node.body)

    def on_AsyncWith(self, node):
        self.on_With(node, "async with")

    def on_Match(self, node):
        self.line(f"match {self.expression(node.subject, Level.TEST)}:")
        self.block(node.cases)

    def on_match_case(self, node):
        guard = f" if {self.expression(node.guard, Level.TEST)}" if node.guard else ""
        self.line(f"case {self.pattern(node.pattern, Level.TEST)}{guard}:")
        self.block(node.body)

    def on_Raise(self, node):
        text = "raise"
        if node.exc:
            text += " " + self.expression(node.exc, Level.TEST)
            if node.cause:
                text += " from " + self.expression(node.cause, Level.TEST)
        self.line(text)

    def on_Try(self, node, star=""):
        self.line("try:")
        self.block(node.body)
        for handler in node.handlers:
            self.on_ExceptHandler(handler, star)
        self.otherwise(node.orelse)
        self.otherwise(node.finalbody, "finally")

    def on_TryStar(self, node):
        self.on_Try(node, "*")

    def on_ExceptHandler(self, node, star=""):
        text = "except" + star
        if node.type:
            text += " " + self.expression(node.type, Level.TEST)
        if node.name:
            text += " as " + node.name
        self.line(text + ":")
        self.block(node.body)

    def on_Assert(self, node):
        message = f", {self.expression(node.msg, Level.TEST)}" if node.msg else ""
        self.line(f"assert {self.expression(node.test, Level.TEST)}{message}")

    def on_Import(self, node):
        self.line("import " + ", ".join(map(self.other, node.names)))

    def on_ImportFrom(self, node):
        self.line(f"from {'.' * (node.level or 0)}{node.module or ''} import {', '.join(map(self.other, node.names))}")

    def on_Global(self, node):
        self.line("global " + ", ".join(node.names))

    def on_Nonlocal(self, node):
        self.line("nonlocal " + ", ".join(node.names))

    def on_Pass(self, node):
        self.line("pass")

    def on_Break(self, node):
        self.line("break")

    def on_Continue(self, node):
        self.line("continue")

    # Arguments.

    def arg(self, node):
        return node.arg + (f": {self.expression(node.annotation, Level.TEST)}" if node.annotation else "")

    def arguments(self, node):
        parts = []
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        for number, (arg, default) in enumerate(zip(plain, defaults), 1):
            parts.append(self.arg(arg) + (f"={self.expression(default, Level.TEST)}" if default else ""))
            if number == len(node.posonlyargs):
                parts.append("/")
        if node.vararg or node.kwonlyargs:
            parts.append("*" + (self.arg(node.vararg) if node.vararg else ""))
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            parts.append(self.arg(arg) + (f"={self.expression(default, Level.TEST)}" if default else ""))
        if node.kwarg:
            parts.append("**" + self.arg(node.kwarg))
        return ", ".join(parts)

    def keyword(self, node):
        value = self.expression(node.value, Level.TEST)
        return f"**{value}" if node.arg is None else f"{node.arg}={value}"

    # Expressions. `level` is how tightly what is around binds.

    def expression(self, node, level):
        return getattr(self, "of_" + node.__class__.__name__)(node, level)

    @staticmethod
    def wrap(text, needed):
        return f"({text})" if needed else text

    def of_BoolOp(self, node, level):
        word, own = ("and", Level.AND) if isinstance(node.op, ast.And) else ("or", Level.OR)
        inner, parts = own, []
        for value in node.values:
            inner = inner.next()
            parts.append(self.expression(value, inner))
        return self.wrap(f" {word} ".join(parts), level > own)

    def of_NamedExpr(self, node, level):
        text = f"{self.expression(node.target, Level.ATOM)} := {self.expression(node.value, Level.ATOM)}"
        return self.wrap(text, level > Level.NAMED)

    def of_BinOp(self, node, level):
        name = node.op.__class__.__name__
        op, own = _BINARY[name]
        left, right = (own.next(), own) if name == "Pow" else (own, own.next())
        text = f"{self.expression(node.left, left)} {op} {self.expression(node.right, right)}"
        return self.wrap(text, level > own)

    def of_UnaryOp(self, node, level):
        op, own = _UNARY[node.op.__class__.__name__]
        space = " " if own is Level.NOT else ""
        return self.wrap(f"{op}{space}{self.expression(node.operand, own)}", level > own)

    def of_Lambda(self, node, level):
        arguments = self.arguments(node.args)
        text = f"lambda{' ' if arguments else ''}{arguments}: {self.expression(node.body, Level.TEST)}"
        return self.wrap(text, level > Level.TEST)

    def of_IfExp(self, node, level):
        inner = Level.TEST.next()
        text = (
            f"{self.expression(node.body, inner)} if {self.expression(node.test, inner)} "
            f"else {self.expression(node.orelse, Level.TEST)}"
        )
        return self.wrap(text, level > Level.TEST)

    def of_Dict(self, node, level):
        parts = []
        for key, value in zip(node.keys, node.values):
            if key is None:
                parts.append("**" + self.expression(value, Level.EXPR))
            else:
                parts.append(f"{self.expression(key, Level.TEST)}: {self.expression(value, Level.TEST)}")
        return "{" + ", ".join(parts) + "}"

    def items(self, elts):
        return ", ".join(self.expression(item, Level.TEST) for item in elts)

    def of_Set(self, node, level):
        return "{" + self.items(node.elts) + "}" if node.elts else "{*()}"

    def of_List(self, node, level):
        return f"[{self.items(node.elts)}]"

    def of_Tuple(self, node, level):
        text = self.items(node.elts) + ("," if len(node.elts) == 1 else "")
        return self.wrap(text, not node.elts or level > Level.TUPLE)

    def generator(self, node):
        word = " async for " if node.is_async else " for "
        inner = Level.TEST.next()
        text = f"{word}{self.expression(node.target, Level.TUPLE)} in {self.expression(node.iter, inner)}"
        return text + "".join(f" if {self.expression(test, inner)}" for test in node.ifs)

    def comprehension(self, elt, generators):
        return elt + "".join(map(self.generator, generators))

    def of_ListComp(self, node, level):
        return f"[{self.comprehension(self.expression(node.elt, Level.TEST), node.generators)}]"

    def of_SetComp(self, node, level):
        return "{" + self.comprehension(self.expression(node.elt, Level.TEST), node.generators) + "}"

    def of_GeneratorExp(self, node, level):
        return f"({self.comprehension(self.expression(node.elt, Level.TEST), node.generators)})"

    def of_DictComp(self, node, level):
        pair = f"{self.expression(node.key, Level.TEST)}: {self.expression(node.value, Level.TEST)}"
        return "{" + self.comprehension(pair, node.generators) + "}"

    def of_Await(self, node, level):
        return self.wrap(f"await {self.expression(node.value, Level.ATOM)}", level > Level.AWAIT)

    def of_Yield(self, node, level):
        value = f" {self.expression(node.value, Level.ATOM)}" if node.value else ""
        return self.wrap("yield" + value, level > Level.YIELD)

    def of_YieldFrom(self, node, level):
        return self.wrap(f"yield from {self.expression(node.value, Level.ATOM)}", level > Level.YIELD)

    def of_Compare(self, node, level):
        inner = Level.CMP.next()
        text = self.expression(node.left, inner)
        for op, right in zip(node.ops, node.comparators):
            text += f" {_COMPARE[op.__class__.__name__]} {self.expression(right, inner)}"
        return self.wrap(text, level > Level.CMP)

    def of_Call(self, node, level):
        parts = [self.expression(arg, Level.TEST) for arg in node.args]
        parts += [self.keyword(keyword) for keyword in node.keywords]
        return f"{self.expression(node.func, Level.ATOM)}({', '.join(parts)})"

    def of_Attribute(self, node, level):
        value = self.expression(node.value, Level.ATOM)
        # A number would take the dot for its own.
        space = " " if isinstance(node.value, ast.Constant) and isinstance(node.value.value, int) else ""
        return f"{value}{space}.{node.attr}"

    def of_Subscript(self, node, level):
        inside = node.slice
        if isinstance(inside, ast.Tuple) and inside.elts:
            text = self.items(inside.elts) + ("," if len(inside.elts) == 1 else "")
        else:
            text = self.expression(inside, Level.TEST)
        return f"{self.expression(node.value, Level.ATOM)}[{text}]"

    def of_Starred(self, node, level):
        return "*" + self.expression(node.value, Level.EXPR)

    def of_Name(self, node, level):
        return node.id

    def of_Slice(self, node, level):
        text = (self.expression(node.lower, Level.TEST) if node.lower else "") + ":"
        text += self.expression(node.upper, Level.TEST) if node.upper else ""
        return text + (f":{self.expression(node.step, Level.TEST)}" if node.step else "")

    def of_Constant(self, node, level):
        value = node.value
        if isinstance(value, tuple):
            inside = ", ".join(self.constant(item) for item in value) + ("," if len(value) == 1 else "")
            return f"({inside})"
        if value is ...:
            return "..."
        return ("u" if node.kind == "u" else "") + self.constant(value)

    def constant(self, value):
        text = repr(value)
        if isinstance(value, (float, complex)):
            return text.replace("inf", _INFINITY).replace("nan", f"({_INFINITY}-{_INFINITY})")
        return text

    # Text with values in it.

    def quoted(self, text, quotes, escape_special=False):
        """Quotes that will do for a text, and the text escaped for them."""
        keep = "" if escape_special else "\n\t"
        escaped = "".join(_escaped(char, keep) for char in text.replace("\\", "\\\\"))
        possible = quotes
        if "\n" in escaped:
            possible = [quote for quote in possible if len(quote) == 3]
        possible = [quote for quote in possible if quote not in escaped]
        if not possible:
            text = repr(text)
            quote = next((quote for quote in quotes if text[0] in quote), text[0])
            return quote, text[1:-1]
        if escaped:
            possible.sort(key=lambda quote: quote[0] == escaped[-1])
            if possible[0][0] == escaped[-1]:
                escaped = escaped[:-1] + "\\" + escaped[-1]
        return possible[0], escaped

    def pieces(self, node, quotes, in_spec=False):
        """The parts of an f-string: (text, whether it is a constant)."""
        for value in node.values:
            if isinstance(value, ast.Constant):
                yield value.value.replace("{", "{{").replace("}", "}}"), True
            elif isinstance(value, ast.JoinedStr):
                yield from self.pieces(value, quotes)
            else:
                yield self.replacement(value), False

    def replacement(self, node):
        inner = self.expression(node.value, Level.TEST.next())
        text = "{" + (" " if inner.startswith("{") else "") + inner
        if node.conversion != -1:
            text += "!" + chr(node.conversion)
        if node.format_spec:
            text += ":" + "".join(part for part, _ in self.pieces(node.format_spec, [], True))
        return text + "}"

    def of_JoinedStr(self, node, level):
        quotes = ["'", '"', '"""', "'''"]
        parts = list(self.pieces(node, quotes))
        out = []
        for text, is_constant in parts:
            if is_constant:
                escaped = "".join(_escaped(char, "") for char in text.replace("\\", "\\\\"))
                quotes = [quote for quote in quotes if quote not in escaped] or quotes[:1]
                out.append(escaped)
            else:
                out.append(text)
        quote = quotes[0]
        text = "".join(out)
        if text and parts[-1][1] and text[-1] == quote[0]:
            text = text[:-1] + "\\" + text[-1]
        return f"f{quote}{text}{quote}"

    def of_FormattedValue(self, node, level):
        return self.of_JoinedStr(ast.JoinedStr(values=[node]), level)

    # Patterns.

    def pattern(self, node, level):
        match node:
            case ast.MatchValue():
                return self.expression(node.value, level)
            case ast.MatchSingleton():
                return repr(node.value)
            case ast.MatchSequence():
                return f"[{', '.join(self.pattern(each, Level.TEST) for each in node.patterns)}]"
            case ast.MatchStar():
                return f"*{node.name or '_'}"
            case ast.MatchMapping():
                pairs = zip(node.keys, node.patterns)
                parts = [f"{self.expression(key, Level.TEST)}: {self.pattern(each, Level.TEST)}" for key, each in pairs]
                if node.rest:
                    parts.append(f"**{node.rest}")
                return "{" + ", ".join(parts) + "}"
            case ast.MatchClass():
                parts = [self.pattern(each, Level.TEST) for each in node.patterns]
                parts += [f"{name}={self.pattern(each, Level.TEST)}" for name, each in zip(node.kwd_attrs, node.kwd_patterns)]
                return f"{self.expression(node.cls, Level.ATOM)}({', '.join(parts)})"
            case ast.MatchAs():
                if node.pattern is None:
                    return node.name or "_"
                return self.wrap(f"{self.pattern(node.pattern, Level.BOR)} as {node.name}", level > Level.TEST)
            case ast.MatchOr():
                text = " | ".join(self.pattern(each, Level.BOR.next()) for each in node.patterns)
                return self.wrap(text, level > Level.BOR)
        raise ValueError(f"not a pattern: {node!r}")
