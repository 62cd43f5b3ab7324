"""Syntax trees: parsed natively, and here as objects that can be walked, changed and written as source again."""

import sys
from enum import IntEnum, auto

from _bytescope import parse as _native_parse

PyCF_ONLY_AST, PyCF_TYPE_COMMENTS, PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_OPTIMIZED_AST = 0x400, 0x1000, 0x2000, 0x8400

# Each class with its fields: `*` means a list, `?` may be None. Those before a colon are the bases of what follows.
_GRAMMAR = """
mod: Module(body* type_ignores*) Interactive(body*) Expression(body) FunctionType(argtypes* returns)
stmt: FunctionDef(name args body* decorator_list* returns? type_comment? type_params*)
 AsyncFunctionDef(name args body* decorator_list* returns? type_comment? type_params*)
 ClassDef(name bases* keywords* body* decorator_list* type_params*) Return(value?) Delete(targets*)
 Assign(targets* value type_comment?) TypeAlias(name type_params* value) AugAssign(target op value)
 AnnAssign(target annotation value? simple) For(target iter body* orelse* type_comment?)
 AsyncFor(target iter body* orelse* type_comment?) While(test body* orelse*) If(test body* orelse*)
 With(items* body* type_comment?) AsyncWith(items* body* type_comment?) Match(subject cases*) Raise(exc? cause?)
 Try(body* handlers* orelse* finalbody*) TryStar(body* handlers* orelse* finalbody*) Assert(test msg?) Import(names*)
 ImportFrom(module? names* level?) Global(names*) Nonlocal(names*) Expr(value) Pass() Break() Continue()
expr: BoolOp(op values*) NamedExpr(target value) BinOp(left op right) UnaryOp(op operand) Lambda(args body)
 IfExp(test body orelse) Dict(keys* values*) Set(elts*) ListComp(elt generators*) SetComp(elt generators*)
 DictComp(key value generators*) GeneratorExp(elt generators*) Await(value) Yield(value?) YieldFrom(value)
 Compare(left ops* comparators*) Call(func args* keywords*) FormattedValue(value conversion format_spec?)
 JoinedStr(values*) Constant(value kind?) Attribute(value attr ctx) Subscript(value slice ctx) Starred(value ctx)
 Name(id ctx) List(elts* ctx) Tuple(elts* ctx) Slice(lower? upper? step?)
expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()
excepthandler: ExceptHandler(type? name? body*)
pattern: MatchValue(value) MatchSingleton(value) MatchSequence(patterns*) MatchMapping(keys* patterns* rest?)
 MatchClass(cls patterns* kwd_attrs* kwd_patterns*) MatchStar(name?) MatchAs(pattern? name?) MatchOr(patterns*)
type_ignore: TypeIgnore(lineno tag)
type_param: TypeVar(name bound? default_value?) ParamSpec(name default_value?) TypeVarTuple(name default_value?)
"""
_ALONE = """
comprehension(target iter ifs* is_async) arg(arg annotation? type_comment?) keyword(arg? value)
arguments(posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*) alias(name asname?)
withitem(context_expr optional_vars?) match_case(pattern guard? body*)
"""
_PLACE = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_PLACED = {"stmt", "expr", "excepthandler", "pattern", "type_param", "arg", "keyword", "alias"}


class AST:
    """A node."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()
    _lists = _optional = frozenset()
    _context = False

    def __init__(self, *args, **kwargs):
        if len(args) > len(self._fields):
            plural = "" if len(self._fields) == 1 else "s"
            raise TypeError(
                f"{type(self).__name__} constructor takes at most {len(self._fields)} positional argument{plural}"
            )
        given = dict(zip(self._fields, args))
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{type(self).__name__} got multiple values for argument {name!r}")
            if name not in self._fields and name not in self._attributes:
                import warnings

                warnings.warn(
                    f"{type(self).__name__}.__init__ got an unexpected keyword argument {name!r}. "
                    "Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.",
                    DeprecationWarning,
                    stacklevel=2,
                )
            given[name] = value
        for name in self._fields:
            if name in given:
                continue
            if name in self._lists:
                given[name] = []
            elif name == "ctx":
                given[name] = Load()
            elif name not in self._optional:
                import warnings

                warnings.warn(
                    f"{type(self).__name__}.__init__ missing 1 required positional argument: {name!r}. "
                    "This will become an error in Python 3.15.",
                    DeprecationWarning,
                    stacklevel=2,
                )
        for name, value in given.items():
            setattr(self, name, value)

    def __reduce__(self):
        return _remake, (type(self), dict(self.__dict__))

    def __replace__(self, /, **changes):
        values = {name: getattr(self, name) for name in self._fields + self._attributes if hasattr(self, name)}
        return type(self)(**(values | changes))


def _remake(cls, values):
    node = cls.__new__(cls)
    node.__dict__.update(values)
    return node


AST.__module__ = "ast"


def _declare(base, text):
    for line in text.replace(")", ")\n").split("\n"):
        name, _, inside = line.strip().removesuffix(")").partition("(")
        if not name:
            continue
        words = inside.split()
        fields = tuple(word.rstrip("*?") for word in words)
        optional = frozenset(word[:-1] for word in words if word.endswith("?"))
        attributes = _PLACE if base.__name__ in _PLACED or name in _PLACED else ()
        body = {
            "_fields": fields, "__match_args__": fields, "_attributes": attributes,
            "_lists": frozenset(word[:-1] for word in words if word.endswith("*")),
            "_optional": optional, "__module__": "ast", **dict.fromkeys(optional),
        }  # fmt: skip
        if attributes:
            body |= {"end_lineno": None, "end_col_offset": None}
        globals()[name] = type(name, (base,), body)


for _line in _GRAMMAR.strip().replace("\n ", " ").split("\n"):
    _base, _, _rest = _line.partition(":")
    _attrs = {"_attributes": _PLACE, "end_lineno": None, "end_col_offset": None} if _base in _PLACED else {}
    globals()[_base] = type(_base, (AST,), {"__module__": "ast", **_attrs})
    _declare(globals()[_base], _rest)
_declare(AST, _ALONE.replace("\n", " "))
del _line, _base, _rest, _attrs


def _build(value):
    """The nodes that the native parser's tuples mean."""
    if isinstance(value, tuple):
        kind, place, fields = value
        cls = globals()[kind]
        node = cls.__new__(cls)
        values = node.__dict__
        for name in cls._fields:
            item = fields.get(name)
            values[name] = _build(item) if item is not None or name not in cls._lists else []
        if place is not None:
            values["lineno"], values["col_offset"], values["end_lineno"], values["end_col_offset"] = place
        return node
    if isinstance(value, list):
        return [_build(item) for item in value]
    if isinstance(value, slice):
        return value.start
    return value


def _parse(source, filename, mode):
    """What `compile` with `PyCF_ONLY_AST` calls."""
    return _build(_native_parse(source, filename, mode))


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None, optimize=-1):
    """The tree of a source."""
    if mode not in ("exec", "eval", "single"):
        raise ValueError("compile() mode must be 'exec', 'eval' or 'single'")
    if isinstance(source, AST):
        return source
    if not isinstance(source, (str, bytes, bytearray)):
        raise TypeError("compile() arg 1 must be a string, bytes or AST object")
    return _parse(source, filename, mode)


def _source_of(tree, mode):
    """What `compile` makes of a tree: its text."""
    expected = {"exec": Module, "eval": Expression, "single": Interactive}[mode]
    if not isinstance(tree, expected):
        raise TypeError(f"expected {expected.__name__} node, got {type(tree).__name__}")
    return unparse(tree)


def literal_eval(node_or_string):
    """The value of a literal: numbers, text, tuples, lists, dicts, sets, booleans and None, and nothing else."""
    if isinstance(node_or_string, str):
        node_or_string = parse(node_or_string.lstrip(" \t"), mode="eval")
    if isinstance(node_or_string, Expression):
        node_or_string = node_or_string.body

    def refuse(node):
        text = "malformed node or string"
        if line := getattr(node, "lineno", None):
            text += f" on line {line}"
        raise ValueError(text + f": {node!r}")

    def number(node):
        if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
            refuse(node)
        return node.value

    def signed(node):
        if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
            value = number(node.operand)
            return +value if isinstance(node.op, UAdd) else -value
        return number(node)

    def convert(node):
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Tuple):
            return tuple(map(convert, node.elts))
        if isinstance(node, List):
            return list(map(convert, node.elts))
        if isinstance(node, Set):
            return set(map(convert, node.elts))
        if isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set" and node.args == node.keywords == []:
            return set()
        if isinstance(node, Dict):
            if len(node.keys) != len(node.values):
                refuse(node)
            return dict(zip(map(convert, node.keys), map(convert, node.values)))
        if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
            left, right = signed(node.left), number(node.right)
            if isinstance(left, (int, float)) and isinstance(right, complex):
                return left + right if isinstance(node.op, Add) else left - right
        return signed(node)

    return convert(node_or_string)


_unset = object()


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None, show_empty=False):
    """A tree as text."""

    def show(node, level=0):
        if indent is not None:
            level += 1
            prefix, sep = "\n" + indent * level, ",\n" + indent * level
        else:
            prefix, sep = "", ", "
        if isinstance(node, AST):
            cls, parts, simple = type(node), [], True
            left_out, keywords = [], annotate_fields
            for name in node._fields:
                value = getattr(node, name, _unset)
                if value is _unset or value is None and getattr(cls, name, _unset) is None:
                    keywords = True
                    continue
                if not show_empty:
                    if value == [] and isinstance(value, list):
                        if not keywords:
                            left_out.append(repr(value))
                        continue
                    if not keywords:
                        parts += left_out
                        left_out = []
                text, is_simple = show(value, level)
                simple = simple and is_simple
                parts.append(f"{name}={text}" if keywords else text)
            if include_attributes:
                for name in node._attributes:
                    value = getattr(node, name, _unset)
                    if value is not _unset and (value is not None or getattr(cls, name, _unset) is not None):
                        text, is_simple = show(value, level)
                        simple = simple and is_simple
                        parts.append(f"{name}={text}")
            if simple and len(parts) <= 3:
                return f"{node.__class__.__name__}({', '.join(parts)})", not parts
            return f"{node.__class__.__name__}({prefix}{sep.join(parts)})", False
        if isinstance(node, list):
            if not node:
                return "[]", True
            return f"[{prefix}{sep.join(show(item, level)[0] for item in node)}]", False
        return repr(node), True

    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {node.__class__.__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return show(node)[0]


def copy_location(new_node, old_node):
    """Give a node the place of another."""
    for name in _PLACE:
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (hasattr(old_node, name) and name.startswith("end_")):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Give nodes without a place that of the node around them."""

    def fix(node, place):
        for index, name in enumerate(_PLACE):
            if name in node._attributes:
                if getattr(node, name, None) is None:
                    setattr(node, name, place[index])
                else:
                    place = (*place[:index], getattr(node, name), *place[index + 1 :])
        for child in iter_child_nodes(node):
            fix(child, place)

    fix(node, (1, 0, 1, 0))
    return node


def increment_lineno(node, n=1):
    """Move nodes down."""
    for child in walk(node):
        placed = child._attributes + child._fields  # for a TypeIgnore the line is a field
        if "lineno" in placed:
            child.lineno = getattr(child, "lineno", 0) + n
        if "end_lineno" in placed and (end := getattr(child, "end_lineno", 0)) is not None:
            child.end_lineno = end + n
    return node


def iter_fields(node):
    """Names and values of the fields that are there."""
    for name in node._fields:
        try:
            yield name, getattr(node, name)
        except AttributeError:
            pass


def iter_child_nodes(node):
    """The nodes right below."""
    for _, value in iter_fields(node):
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, AST):
                yield item


def walk(node):
    """The node and all below it, level by level."""
    nodes = [node]
    for node in nodes:  # which grows meanwhile
        nodes.extend(iter_child_nodes(node))
        yield node


def get_docstring(node, clean=True):
    """The documentation of a function, a class or a module."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{node.__class__.__name__!r} can't have docstrings")
    if not (node.body and isinstance(node.body[0], Expr)):
        return None
    value = node.body[0].value
    if not (isinstance(value, Constant) and isinstance(value.value, str)):
        return None
    if clean:
        import inspect

        return inspect.cleandoc(value.value)
    return value.value


def get_source_segment(source, node, *, padded=False):
    """The text that a node came from."""
    try:
        if node.end_lineno is None or node.end_col_offset is None:
            return None
        first, last = node.lineno - 1, node.end_lineno - 1
        start, end = node.col_offset, node.end_col_offset
    except AttributeError:
        return None
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line + "\n" for line in lines[first : last + 1]]
    if first == last:
        return lines[0].encode()[start:end].decode()
    pad = "".join(char if char in "\f\t" else " " for char in lines[0].encode()[:start].decode()) if padded else ""
    lines[0] = pad + lines[0].encode()[start:].decode()
    lines[-1] = lines[-1].encode()[:end].decode()
    return "".join(lines)


class NodeVisitor:
    """Calls `visit_CLASS` for each node."""

    def visit(self, node):
        return getattr(self, "visit_" + node.__class__.__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        for _, value in iter_fields(node):
            for item in value if isinstance(value, list) else (value,):
                if isinstance(item, AST):
                    self.visit(item)


class NodeTransformer(NodeVisitor):
    """Puts what `visit_CLASS` gives in the place of each node; None takes it away."""

    def generic_visit(self, node):
        for name, old in iter_fields(node):
            if isinstance(old, list):
                old[:] = [new for item in old for new in self._in_place_of(item)]
            elif isinstance(old, AST):
                if (new := self.visit(old)) is not None:
                    setattr(node, name, new)
                else:
                    delattr(node, name)
        return node

    def _in_place_of(self, item):
        """What comes into a list where an item was."""
        if not isinstance(item, AST):
            return (item,)
        new = self.visit(item)
        if new is None:
            return ()
        return (new,) if isinstance(new, AST) else new


def unparse(ast_obj):
    """Source that would give this tree."""
    from _ast_unparse import Writer

    return Writer().write(ast_obj)


class _ABC(type):
    def __instancecheck__(cls, instance):
        return isinstance(instance, Constant) and isinstance(instance.value, cls._types)


class Num(Constant, metaclass=_ABC):
    _types = (int, float, complex)


class Str(Constant, metaclass=_ABC):
    _types = (str,)


class Bytes(Constant, metaclass=_ABC):
    _types = (bytes,)


class NameConstant(Constant, metaclass=_ABC):
    _types = (type(None), bool)
