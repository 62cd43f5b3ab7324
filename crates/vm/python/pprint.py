"""Pretty-printing of nested data: on one line what fits, the rest an item a line."""

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]

import sys


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """What `pprint` prints."""
    return PrettyPrinter(
        indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    ).pformat(object)  # fmt: skip


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Print an object, dicts sorted."""
    PrettyPrinter(
        stream=stream, indent=indent, width=width, depth=depth, compact=compact, sort_dicts=sort_dicts,
        underscore_numbers=underscore_numbers,
    ).pprint(object)  # fmt: skip


def pp(object, *args, sort_dicts=False, **kwargs):
    """Print an object, dicts in their order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)


class _safe_key:
    """Orders anything: by value where that works, else by type and id."""

    __slots__ = ("obj",)

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        a, b = self.obj, other.obj
        try:
            return a < b
        except TypeError:
            return (str(type(a)), id(a)) < (str(type(b)), id(b))


def _by_key(pair):
    return _safe_key(pair[0]), _safe_key(pair[1])


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


_scalars = frozenset({str, bytes, bytearray, float, complex, bool, type(None)})


class PrettyPrinter:
    def __init__(
        self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False
    ):
        indent, width = int(indent), int(width)
        for holds, rule in (
            (indent >= 0, "indent must be >= 0"),
            (depth is None or depth > 0, "depth must be > 0"),
            (width != 0, "width must be != 0"),
        ):
            if not holds:
                raise ValueError(rule)
        self._width, self._indent_per_level, self._depth = width, indent, depth
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers
        self._stream = sys.stdout if stream is None else stream

    def pprint(self, object):
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        pieces = []
        self._format(object, pieces, 0, 0, {}, 0)
        return "".join(pieces)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """Text, whether it can be read back, whether it is recursive; a subclass may do it its way."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def _format(self, object, out, indent, allowance, context, level):
        key = id(object)
        if key in context:
            out.append(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            write = self._writer_for(object)
            if write is not None:
                context[key] = 1
                write(object, out, indent, allowance, context, level + 1)
                del context[key]
                return
        out.append(text)

    def _writer_for(self, object):
        cls = type(object)
        if cls.__repr__ in _writers:
            return _writers[cls.__repr__].__get__(self)
        for base in cls.__mro__:  # a subclass too, unless it shows itself in its own way
            if base.__name__ in _writers_by_name and base.__module__ in ("collections", "types"):
                if cls.__repr__ == base.__repr__:
                    return _writers_by_name[base.__name__].__get__(self)
        if hasattr(cls, "__dataclass_fields__") and cls.__dataclass_params__.repr:
            wrapped = getattr(cls.__repr__, "__wrapped__", None)
            if wrapped is not None and "__create_fn__" in wrapped.__code__.co_qualname:
                return self._dataclass
        return None

    # Writers for values that do not fit on a line.

    def _dataclass(self, object, out, indent, allowance, context, level):
        from dataclasses import fields

        name = object.__class__.__name__
        indent += len(name) + 1
        items = [(f.name, getattr(object, f.name)) for f in fields(object) if f.repr]
        out.append(name + "(")
        self._named(items, out, indent, allowance, context, level)
        out.append(")")

    def _namespace(self, object, out, indent, allowance, context, level):
        name = "namespace" if type(object).__name__ == "SimpleNamespace" else object.__class__.__name__
        indent += len(name) + 1
        out.append(name + "(")
        self._named(list(object.__dict__.items()), out, indent, allowance, context, level)
        out.append(")")

    def _named(self, items, out, indent, allowance, context, level):
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            out.append(key + "=")
            if id(value) in context:
                out.append("...")
            else:
                self._format(value, out, indent + len(key) + 1, allowance if last else 1, context, level)
            if not last:
                out.append(",\n" + " " * indent)

    def _dict(self, object, out, indent, allowance, context, level):
        out.append("{")
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        if object:
            items = sorted(object.items(), key=_by_key) if self._sort_dicts else object.items()
            self._dict_items(items, out, indent, allowance + 1, context, level)
        out.append("}")

    def _dict_items(self, items, out, indent, allowance, context, level):
        items = list(items)
        indent += self._indent_per_level
        for i, (key, value) in enumerate(items):
            last = i == len(items) - 1
            text = self._repr(key, context, level)
            out.append(text + ": ")
            self._format(value, out, indent + len(text) + 2, allowance if last else 1, context, level)
            if not last:
                out.append(",\n" + " " * indent)

    def _ordered_dict(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + "(")
        self._format(list(object.items()), out, indent + len(name) + 1, allowance + 1, context, level)
        out.append(")")

    def _list(self, object, out, indent, allowance, context, level):
        self._items(object, out, indent, allowance + 1, context, level, "[", "]")

    def _tuple(self, object, out, indent, allowance, context, level):
        end = ",)" if len(object) == 1 else ")"
        self._items(object, out, indent, allowance + len(end), context, level, "(", end)

    def _set(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        cls = object.__class__
        if cls is set:
            start, end = "{", "}"
        else:
            start, end = cls.__name__ + "({", "})"
            indent += len(cls.__name__) + 1
        self._items(
            sorted(object, key=_safe_key), out, indent, allowance + len(end), context, level, start, end
        )

    def _items(self, items, out, indent, allowance, context, level, start, end):
        out.append(start)
        indent += self._indent_per_level
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        line_end = ",\n" + " " * indent
        separator, room = "", self._width - indent + 1  # in what is left of the line
        items = list(items)
        for number, item in enumerate(items, 1):
            last = number == len(items)
            if self._compact:
                text = self._repr(item, context, level)
                size = len(text) + 2 + (allowance if last else 0)
                if size > room:
                    separator, room = separator and line_end, self._width - indent + 1
                if size <= room:
                    out.append(separator + text)
                    separator, room = ", ", room - size
                    continue
            out.append(separator)
            separator = line_end
            self._format(item, out, indent, allowance if last else 1, context, level)
        out.append(end)

    def _str(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        parens = level == 1
        room = self._width - indent - parens
        lines = object.splitlines(True)
        chunks = []
        for number, line in enumerate(lines, 1):
            room_at_end = room if number < len(lines) else room - allowance - parens
            if len(repr(line)) <= room_at_end:
                chunks.append(repr(line))
            else:
                words = _words(line)
                chunks += _packed(words, [room] * (len(words) - 1) + [room_at_end])
        text = ("\n" + " " * (indent + parens)).join(chunks)
        out.append(f"({text})" if parens and len(chunks) > 1 else text)

    def _bytes(self, object, out, indent, allowance, context, level):
        if len(object) <= 4:
            out.append(repr(object))
            return
        parens = level == 1
        room = self._width - indent - parens
        fours = [object[i : i + 4] for i in range(0, len(object), 4)]
        # Only if it is shorter than the others does the last piece leave room for what follows.
        rooms = [room] * (len(object) // 4) + [room - allowance - parens]
        text = ("\n" + " " * (indent + parens)).join(_packed(fours, rooms))
        out.append(f"({text})" if parens else text)

    def _bytearray(self, object, out, indent, allowance, context, level):
        out.append("bytearray(")
        self._bytes(bytes(object), out, indent + 10, allowance + 1, context, level + 1)
        out.append(")")

    def _mappingproxy(self, object, out, indent, allowance, context, level):
        out.append("mappingproxy(")
        self._format(object.copy(), out, indent + 13, allowance + 1, context, level)
        out.append(")")

    def _default_dict(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        out.append(f"{name}({factory},\n{' ' * indent}")
        self._dict(object, out, indent, allowance + 1, context, level)
        out.append(")")

    def _counter(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + "({")
        if self._indent_per_level > 1:
            out.append((self._indent_per_level - 1) * " ")
        self._dict_items(object.most_common(), out, indent + len(name) + 1, allowance + 2, context, level)
        out.append("})")

    def _chain_map(self, object, out, indent, allowance, context, level):
        name = object.__class__.__name__
        out.append(name + "(")
        indent += len(name) + 1
        for i, mapping in enumerate(object.maps):
            last = i == len(object.maps) - 1
            self._format(mapping, out, indent, allowance + 1 if last else 1, context, level)
            out.append(")" if last else ",\n" + " " * indent)

    def _deque(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + "(")
        indent += len(name) + 1
        out.append("[")
        if object.maxlen is None:
            self._items(object, out, indent, allowance + 2, context, level, "", "])")
        else:
            self._items(object, out, indent, 2, context, level, "", "")
            out.append(f"],\n{' ' * indent}maxlen={self._repr(object.maxlen, context, level)})")

    def _user(self, object, out, indent, allowance, context, level):
        self._format(object.data, out, indent, allowance, context, level - 1)

    # Values on one line.

    def _safe_repr(self, object, context, maxlevels, level):
        cls = type(object)
        if cls in _scalars:
            return repr(object), True, False
        own = cls.__repr__
        if issubclass(cls, int) and own is int.__repr__:
            return f"{object:_d}" if self._underscore_numbers else repr(object), True, False
        if issubclass(cls, dict) and own is dict.__repr__:
            if not object:
                return "{}", True, False
            opening, closing = "{", "}"
            items = sorted(object.items(), key=_by_key) if self._sort_dicts else object.items()
            parts = items
        elif issubclass(cls, list) and own is list.__repr__:
            if not object:
                return "[]", True, False
            opening, closing, parts = "[", "]", object
        elif issubclass(cls, tuple) and own is tuple.__repr__:
            if not object:
                return "()", True, False
            opening, closing, parts = "(", ",)" if len(object) == 1 else ")", object
        else:
            text = repr(object)
            return text, bool(text) and not text.startswith("<"), False
        key = id(object)
        if maxlevels and level >= maxlevels:
            return f"{opening}...{closing}", False, key in context
        if key in context:
            return _recursion(object), False, True
        context[key] = 1
        readable, recursive, pieces = True, False, []
        for part in parts:
            if opening == "{":
                name, name_ok, name_rec = self.format(part[0], context, maxlevels, level + 1)
                value, value_ok, value_rec = self.format(part[1], context, maxlevels, level + 1)
                pieces.append(f"{name}: {value}")
                readable = readable and name_ok and value_ok
                recursive = recursive or name_rec or value_rec
            else:
                value, value_ok, value_rec = self.format(part, context, maxlevels, level + 1)
                pieces.append(value)
                readable = readable and value_ok
                recursive = recursive or value_rec
        del context[key]
        return opening + ", ".join(pieces) + closing, readable, recursive


def _packed(parts, rooms):
    """The reprs of parts joined as far as there is room, which may be another for each part."""
    packed = None
    for part, room in zip(parts, rooms):
        if packed is not None and len(repr(packed + part)) > room:
            yield repr(packed)
            packed = None
        packed = part if packed is None else packed + part
    yield repr(packed)


def _words(line):
    """Words, each with the whitespace after it."""
    words, start = [], 0
    for i in range(1, len(line)):
        if line[i - 1].isspace() and not line[i].isspace():
            words.append(line[start:i])
            start = i
    words.append(line[start:])
    return words


_writers = {
    dict.__repr__: PrettyPrinter._dict, list.__repr__: PrettyPrinter._list, tuple.__repr__: PrettyPrinter._tuple,
    set.__repr__: PrettyPrinter._set, frozenset.__repr__: PrettyPrinter._set, str.__repr__: PrettyPrinter._str,
    bytes.__repr__: PrettyPrinter._bytes, bytearray.__repr__: PrettyPrinter._bytearray, type(type.__dict__).__repr__: PrettyPrinter._mappingproxy,
}  # fmt: skip
_writers_by_name = {
    "OrderedDict": PrettyPrinter._ordered_dict, "defaultdict": PrettyPrinter._default_dict,
    "Counter": PrettyPrinter._counter, "ChainMap": PrettyPrinter._chain_map, "deque": PrettyPrinter._deque,
    "UserDict": PrettyPrinter._user, "UserList": PrettyPrinter._user, "UserString": PrettyPrinter._user,
    "SimpleNamespace": PrettyPrinter._namespace,
}  # fmt: skip
