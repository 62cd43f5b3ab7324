"""Writing JSON, piece by piece."""

_INFINITY = float("inf")
_short = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def py_encode_basestring(s):
    """A string in quotes, only what JSON forbids escaped."""
    if s.isprintable() and '"' not in s and "\\" not in s:
        return f'"{s}"'
    return '"' + "".join([_short.get(c) or (c if c >= " " else f"\\u{ord(c):04x}") for c in s]) + '"'


def py_encode_basestring_ascii(s):
    """A string in quotes, everything beyond ASCII escaped, as surrogates where need be."""
    if s.isascii() and s.isprintable() and '"' not in s and "\\" not in s:
        return f'"{s}"'
    pieces = []
    for c in s:
        if c in _short:
            pieces.append(_short[c])
        elif " " <= c <= "~":
            pieces.append(c)
        elif (code := ord(c)) < 0x10000:
            pieces.append(f"\\u{code:04x}")
        else:
            code -= 0x10000
            pieces.append(f"\\u{0xD800 | code >> 10:04x}\\u{0xDC00 | code & 0x3FF:04x}")
    return '"' + "".join(pieces) + '"'


try:
    from _json import encode_basestring, encode_basestring_ascii
except ImportError:
    encode_basestring, encode_basestring_ascii = py_encode_basestring, py_encode_basestring_ascii


class JSONEncoder:
    """Turns dicts, lists, tuples, strings, numbers, booleans and None into JSON; `default` may help with others."""

    item_separator = ", "
    key_separator = ": "

    def __init__(
        self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
        separators=None, default=None,
    ):  # fmt: skip
        self.skipkeys, self.sort_keys, self.indent = skipkeys, sort_keys, indent
        self.ensure_ascii, self.check_circular, self.allow_nan = ensure_ascii, check_circular, allow_nan
        if default is not None:
            self.default = default
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ","

    def default(self, o):
        """Give something that JSON can say in the place of `o`."""
        raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

    def encode(self, o):
        return "".join(self.iterencode(o))

    def iterencode(self, o, _one_shot=False):
        """The text in pieces."""
        return _Writing(self).value(o, 0)


class _Writing:
    """The encoding of one object: the containers that are open, and the settings at hand."""

    def __init__(self, encoder):
        self.encoder = encoder
        self.quote = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.open = {} if encoder.check_circular else None
        indent = encoder.indent
        self.indent = " " * indent if isinstance(indent, int) else indent

    def scalar(self, o):
        """The text of what is no container, or None."""
        if isinstance(o, str):
            return self.quote(o)
        if o is None:
            return "null"
        if o is True:
            return "true"
        if o is False:
            return "false"
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self.float(o)
        return None

    def float(self, o):
        if o != o:
            text = "NaN"
        elif o == _INFINITY:
            text = "Infinity"
        elif o == -_INFINITY:
            text = "-Infinity"
        else:
            return float.__repr__(o)
        if not self.encoder.allow_nan:
            raise ValueError("Out of range float values are not JSON compliant: " + repr(o))
        return text

    def value(self, o, level):
        text = self.scalar(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from self.entered(o, self.list, level)
        elif isinstance(o, dict):
            yield from self.entered(o, self.dict, level)
        else:
            yield from self.entered(o, self.other, level)

    def entered(self, o, write, level):
        if self.open is None:
            yield from write(o, level)
            return
        if id(o) in self.open:
            raise ValueError("Circular reference detected")
        self.open[id(o)] = o
        yield from write(o, level)
        del self.open[id(o)]

    def other(self, o, level):
        yield from self.value(self.encoder.default(o), level)

    def margins(self, level):
        """What goes after the opening bracket, between items, and before the closing bracket."""
        separator = self.encoder.item_separator
        if self.indent is None:
            return "", separator, ""
        inner = "\n" + self.indent * (level + 1)
        return inner, separator + inner, "\n" + self.indent * level

    def list(self, items, level):
        if not items:
            yield "[]"
            return
        first, between, last = self.margins(level)
        lead = "[" + first
        for item in items:
            text = self.scalar(item)
            if text is not None:
                yield lead + text
            else:
                yield lead
                yield from self.value(item, level + 1)
            lead = between
        yield last + "]"

    def key(self, key):
        """A key as a string, or None if it is to be skipped."""
        if isinstance(key, str):
            return key
        if isinstance(key, float):
            return self.float(key)
        if key is None or isinstance(key, int):
            return self.scalar(key)
        if self.encoder.skipkeys:
            return None
        raise TypeError(f"keys must be str, int, float, bool or None, not {key.__class__.__name__}")

    def dict(self, o, level):
        if not o:
            yield "{}"
            return
        first, between, last = self.margins(level)
        lead = "{" + first
        empty = True
        for key, value in sorted(o.items()) if self.encoder.sort_keys else o.items():
            key = self.key(key)
            if key is None:
                continue
            lead += self.quote(key) + self.encoder.key_separator
            text = self.scalar(value)
            if text is not None:
                yield lead + text
            else:
                yield lead
                yield from self.value(value, level + 1)
            lead = between
            empty = False
        yield "{}" if empty else last + "}"
