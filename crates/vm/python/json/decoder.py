"""Reading JSON: a recursive descent over the text, by position."""

__all__ = ["JSONDecoder", "JSONDecodeError"]


class JSONDecodeError(ValueError):
    """What is wrong and where: `msg`, `doc`, `pos`, `lineno`, `colno`."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count("\n", 0, pos) + 1
        colno = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_constants = {"-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan")}
_escapes = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_spaces = " \t\n\r"
_digits = frozenset("0123456789")


def _skip(s, i):
    """The first position from `i` that is no whitespace."""
    end = len(s)
    while i < end and s[i] in _spaces:
        i += 1
    return i


def _four_hex_digits(s, pos):
    digits = s[pos + 1 : pos + 5]
    if len(digits) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in digits):
        return int(digits, 16)
    raise JSONDecodeError("Invalid \\uXXXX escape", s, pos)


def py_scanstring(s, end, strict=True):
    """The string whose text begins at `end`, after the quote, and the position after it."""
    begin = end - 1
    chunks = []
    while True:
        quote = s.find('"', end)
        if quote < 0:
            stop = len(s)
        else:
            stop = quote
        backslash = s.find("\\", end, stop)
        if backslash >= 0:
            stop = backslash
        piece = s[end:stop]
        if strict and not piece.isprintable():
            for offset, char in enumerate(piece):
                if char < " ":
                    raise JSONDecodeError("Invalid control character at", s, end + offset)
        if backslash < 0:
            if quote < 0:
                raise JSONDecodeError("Unterminated string starting at", s, begin)
            if not chunks:
                return piece, quote + 1
            chunks.append(piece)
            return "".join(chunks), quote + 1
        chunks.append(piece)
        if backslash + 1 >= len(s):
            raise JSONDecodeError("Unterminated string starting at", s, begin)
        char = s[backslash + 1]
        if char != "u":
            if char not in _escapes:
                raise JSONDecodeError("Invalid \\escape", s, backslash)
            chunks.append(_escapes[char])
            end = backslash + 2
            continue
        code = _four_hex_digits(s, backslash + 1)
        end = backslash + 6
        if 0xD800 <= code <= 0xDBFF and s[end : end + 2] == "\\u":
            low = _four_hex_digits(s, end + 1)
            if 0xDC00 <= low <= 0xDFFF:
                code = 0x10000 + ((code - 0xD800) << 10 | (low - 0xDC00))
                end += 6
        chunks.append(chr(code))


scanstring = py_scanstring


class JSONDecoder:
    """Turns JSON into Python objects; hooks may make others."""

    def __init__(
        self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
        object_pairs_hook=None,
    ):  # fmt: skip
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or _constants.__getitem__
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}

    def decode(self, s):
        """The one value in the text."""
        obj, end = self.raw_decode(s, _skip(s, 0))
        end = _skip(s, end)
        if end != len(s):
            raise JSONDecodeError("Extra data", s, end)
        return obj

    def raw_decode(self, s, idx=0):
        """The value that begins at `idx`, and the position after it."""
        try:
            return self._value(s, idx)
        except _NoValue as error:
            raise JSONDecodeError("Expecting value", s, error.pos) from None
        finally:
            self.memo.clear()

    scan_once = raw_decode

    def _value(self, s, i):
        char = s[i : i + 1]
        if char == '"':
            return scanstring(s, i + 1, self.strict)
        if char == "{":
            return self._object(s, i + 1)
        if char == "[":
            return self._array(s, i + 1)
        if char == "n" and s.startswith("null", i):
            return None, i + 4
        if char == "t" and s.startswith("true", i):
            return True, i + 4
        if char == "f" and s.startswith("false", i):
            return False, i + 5
        if char and (char in _digits or char == "-"):
            number = self._number(s, i)
            if number is not None:
                return number
        for name in _constants:
            if s.startswith(name, i):
                return self.parse_constant(name), i + len(name)
        raise _NoValue(i)

    def _number(self, s, i):
        """A number, or None if a minus sign is all there is."""
        n = len(s)
        j = i + (s[i] == "-")
        if j == n or s[j] not in _digits:
            return None
        if s[j] == "0":
            j += 1
        else:
            while j < n and s[j] in _digits:
                j += 1
        is_int, end = True, j
        if j + 1 < n and s[j] == "." and s[j + 1] in _digits:
            is_int, end = False, _after_digits(s, j + 1)
        if end < n and s[end] in "eE":
            k = end + 1
            if k < n and s[k] in "+-":
                k += 1
            if k < n and s[k] in _digits:
                is_int, end = False, _after_digits(s, k)
        return (self.parse_int if is_int else self.parse_float)(s[i:end]), end

    def _object(self, s, i):
        pairs = []
        i = _skip(s, i)
        if s[i : i + 1] == "}":
            return self._finished(pairs), i + 1
        if s[i : i + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)
        while True:
            key, i = scanstring(s, i + 1, self.strict)
            key = self.memo.setdefault(key, key)
            i = _skip(s, i)
            if s[i : i + 1] != ":":
                raise JSONDecodeError("Expecting ':' delimiter", s, i)
            value, i = self._value(s, _skip(s, i + 1))
            pairs.append((key, value))
            i = _skip(s, i)
            char = s[i : i + 1]
            if char == "}":
                return self._finished(pairs), i + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma, i = i, _skip(s, i + 1)
            if s[i : i + 1] != '"':
                if s[i : i + 1] == "}":
                    raise JSONDecodeError("Illegal trailing comma before end of object", s, comma)
                raise JSONDecodeError("Expecting property name enclosed in double quotes", s, i)

    def _finished(self, pairs):
        if self.object_pairs_hook is not None:
            return self.object_pairs_hook(pairs)
        return dict(pairs) if self.object_hook is None else self.object_hook(dict(pairs))

    def _array(self, s, i):
        values = []
        i = _skip(s, i)
        if s[i : i + 1] == "]":
            return values, i + 1
        while True:
            value, i = self._value(s, i)
            values.append(value)
            i = _skip(s, i)
            char = s[i : i + 1]
            if char == "]":
                return values, i + 1
            if char != ",":
                raise JSONDecodeError("Expecting ',' delimiter", s, i)
            comma, i = i, _skip(s, i + 1)
            if s[i : i + 1] == "]":
                raise JSONDecodeError("Illegal trailing comma before end of array", s, comma)


class _NoValue(Exception):
    def __init__(self, pos):
        self.pos = pos


def _after_digits(s, i):
    while i < len(s) and s[i] in _digits:
        i += 1
    return i
