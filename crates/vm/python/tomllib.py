"""TOML read into dictionaries."""

import re
from datetime import date, datetime, time, timedelta, timezone

__all__ = ("loads", "load", "TOMLDecodeError")


class TOMLDecodeError(ValueError):
    """Text that is no TOML."""


def load(fp, /, *, parse_float=float):
    """The contents of a binary file."""
    data = fp.read()
    try:
        text = data.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(text, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """The contents of a text."""
    try:
        text = s.replace("\r\n", "\n")
    except (AttributeError, TypeError):
        raise TypeError(f"Expected str object, not '{type(s).__qualname__}'") from None
    return _Reader(text, parse_float).document()


_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"[ \t]*")
_DATETIME = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"(?:[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?"
)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?")
_NUMBER = re.compile(
    r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
    r"|[+-]?(?:0|[1-9](?:_?\d)*)((?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)"
)
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_CONTROL = frozenset(map(chr, range(32))) | {"\x7f"}


class _Reader:
    def __init__(self, text, parse_float):
        self.text, self.place, self.parse_float = text, 0, parse_float
        self.closed = set()  # tables that cannot be added to
        self.headers = set()
        self.arrays = set()

    def fail(self, message, place=None):
        place = self.place if place is None else place
        if place >= len(self.text):
            where = "end of document"
        else:
            line = self.text.count("\n", 0, place) + 1
            column = place + 1 if line == 1 else place - self.text.rindex("\n", 0, place)
            where = f"line {line}, column {column}"
        raise TOMLDecodeError(f"{message} (at {where})")

    def peek(self):
        return self.text[self.place : self.place + 1]

    def blanks(self):
        self.place = _BLANK.match(self.text, self.place).end()

    def comment(self):
        if self.peek() == "#":
            end = self.text.find("\n", self.place)
            end = len(self.text) if end < 0 else end
            for place in range(self.place + 1, end):
                if self.text[place] in _CONTROL and self.text[place] != "\t":
                    self.fail(f"Found invalid character {self.text[place]!r}", place)
            self.place = end

    def document(self):
        root = table = {}
        prefix = ()
        while True:
            self.blanks()
            char = self.peek()
            if not char:
                return root
            if char == "\n":
                self.place += 1
                continue
            if char == "[":
                prefix, table = self.header(root)
            elif char == "#":
                self.comment()
                continue
            elif _BARE.match(char) or char in "\"'":
                self.pair(table, prefix)
            else:
                self.fail("Invalid statement")
            self.blanks()
            self.comment()
            if self.peek() not in ("", "\n"):
                self.fail("Expected newline or end of document after a statement")

    def header(self, root):
        is_array = self.text.startswith("[[", self.place)
        self.place += 2 if is_array else 1
        self.blanks()
        key = self.key()
        mark = "]]" if is_array else "]"
        if not self.text.startswith(mark, self.place):
            self.fail(f"Expected {mark!r} at the end of {'an array' if is_array else 'a table'} declaration")
        self.place += len(mark)
        table = root
        for depth, part in enumerate(key[:-1], 1):
            if key[:depth] in self.closed and key[:depth] not in self.arrays:
                self.fail(f"Cannot mutate immutable namespace {key[:depth]}")
            table = table.setdefault(part, {})
            if isinstance(table, list):
                table = table[-1]
            if not isinstance(table, dict):
                self.fail("Cannot overwrite a value")
        last = key[-1]
        if is_array:
            if key in self.closed and key not in self.arrays:
                self.fail(f"Cannot mutate immutable namespace {key}")
            array = table.setdefault(last, [])
            if not isinstance(array, list) or (key not in self.arrays and array):
                self.fail("Cannot overwrite a value")
            self.arrays.add(key)
            size = len(key)
            for known in (self.headers, self.closed, self.arrays):
                known.difference_update([k for k in known if k[:size] == key and len(k) > size])
            array.append({})
            return key, array[-1]
        if key in self.headers or key in self.closed:
            self.fail(f"Cannot declare {key} twice")
        self.headers.add(key)
        table = table.setdefault(last, {})
        if not isinstance(table, dict):
            self.fail("Cannot overwrite a value")
        return key, table

    def key(self):
        parts = [self.key_part()]
        self.blanks()
        while self.peek() == ".":
            self.place += 1
            self.blanks()
            parts.append(self.key_part())
            self.blanks()
        return tuple(parts)

    def key_part(self):
        match = _BARE.match(self.text, self.place)
        if match:
            self.place = match.end()
            return match[0]
        if self.peek() == "'":
            return self.literal()
        if self.peek() == '"':
            return self.basic()
        self.fail("Invalid initial character for a key part")

    def pair(self, table, prefix, in_line=False):
        key = self.key()
        if self.peek() != "=":
            self.fail("Expected '=' after a key in a key/value pair")
        self.place += 1
        self.blanks()
        value = self.value()
        for depth, part in enumerate(key[:-1], 1):
            path = prefix + key[:depth]
            if not in_line and path in self.headers:
                self.fail(f"Cannot redefine namespace {path}")
            if path in self.closed:
                self.fail(f"Cannot mutate immutable namespace {path}")
            table = table.setdefault(part, {})
            if not isinstance(table, dict):
                self.fail("Cannot overwrite a value")
        if key[-1] in table:
            self.fail("Cannot overwrite a value")
        if not in_line and isinstance(value, (dict, list)):
            self.closed.add(prefix + key)
        table[key[-1]] = value

    def value(self):
        char = self.peek()
        text, place = self.text, self.place
        if char == '"':
            return self.multiline('"') if text.startswith('"""', place) else self.basic()
        if char == "'":
            return self.multiline("'") if text.startswith("'''", place) else self.literal()
        for word, value in (("true", True), ("false", False)):
            if text.startswith(word, place):
                self.place += len(word)
                return value
        if char == "[":
            return self.array()
        if char == "{":
            return self.inline_table()
        if match := _DATETIME.match(text, place):
            return self.moment(match)
        if match := _TIME.match(text, place):
            self.place = match.end()
            hour, minute, second, fraction = match.groups()
            return time(int(hour), int(minute), int(second), int((fraction or "").ljust(6, "0")))
        if match := _NUMBER.match(text, place):
            self.place = match.end()
            if match[1]:
                value = self.parse_float(match[0])
                if isinstance(value, (dict, list)):
                    raise ValueError("parse_float must not return dicts or lists")
                return value
            return int(match[0], 0)
        for word in ("inf", "nan", "-inf", "+inf", "-nan", "+nan"):
            if text.startswith(word, place):
                self.place += len(word)
                return self.parse_float(word)
        self.fail("Invalid value")

    def moment(self, match):
        year, month, day, hour, minute, second, fraction, zulu, sign, off_hour, off_minute = match.groups()
        self.place = match.end()
        try:
            if hour is None:
                return date(int(year), int(month), int(day))
            zone = None
            if sign:
                offset = timedelta(hours=int(off_hour), minutes=int(off_minute))
                zone = timezone(-offset if sign == "-" else offset)
            elif zulu:
                zone = timezone.utc
            micro = int((fraction or "").ljust(6, "0"))
            return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), micro, tzinfo=zone)
        except ValueError:
            self.place = match.start()
            self.fail("Invalid date or datetime")

    def space(self):
        while True:
            before = self.place
            while self.peek() in (" ", "\t", "\n") and self.peek():
                self.place += 1
            self.comment()
            if self.place == before:
                return

    def array(self):
        self.place += 1
        items = []
        self.space()
        while self.peek() != "]":
            items.append(self.value())
            self.space()
            if self.peek() == ",":
                self.place += 1
                self.space()
            elif self.peek() != "]":
                self.fail("Unclosed array")
        self.place += 1
        return items

    def inline_table(self):
        self.place += 1
        table = {}
        self.blanks()
        if self.peek() == "}":
            self.place += 1
            return table
        while True:
            self.pair(table, (), True)
            self.blanks()
            if self.peek() == "}":
                self.place += 1
                return table
            if self.peek() != ",":
                self.fail("Unclosed inline table")
            self.place += 1
            self.blanks()

    def literal(self):
        start = self.place + 1
        end = self.text.find("'", start)
        newline = self.text.find("\n", start)
        if end < 0 or (0 <= newline < end):
            self.place = len(self.text) if newline < 0 else newline
            self.fail("Expected \"'\"" if newline < 0 else "Found invalid character '\\n'")
        self.place = end + 1
        return self.text[start:end]

    def basic(self):
        self.place += 1
        out = []
        while True:
            char = self.peek()
            if not char:
                self.fail("Unterminated string")
            if char == '"':
                self.place += 1
                return "".join(out)
            if char == "\\":
                out.append(self.escape(False))
                continue
            if char in _CONTROL and char != "\t":
                self.fail(f"Illegal character {char!r}")
            out.append(char)
            self.place += 1

    def escape(self, multiline):
        char = self.text[self.place + 1 : self.place + 2]
        if char in _ESCAPES and char:
            self.place += 2
            return _ESCAPES[char]
        if char in ("u", "U") and char:
            size = 4 if char == "u" else 8
            digits = self.text[self.place + 2 : self.place + 2 + size]
            if len(digits) != size or re.fullmatch("[0-9A-Fa-f]*", digits) is None:
                self.fail("Invalid hex value")
            number = int(digits, 16)
            if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
                self.fail("Escaped character is not a Unicode scalar value")
            self.place += 2 + size
            return chr(number)
        if multiline and char in (" ", "\t", "\n"):
            self.place += 1
            self.blanks()
            if self.peek() != "\n":
                self.fail("Unescaped '\\' in a string")
            while self.peek() in (" ", "\t", "\n") and self.peek():
                self.place += 1
            return ""
        self.fail("Unescaped '\\' in a string" if char else "Unterminated string")

    def multiline(self, quote):
        self.place += 3
        if self.peek() == "\n":
            self.place += 1
        out = []
        while True:
            char = self.peek()
            if not char:
                self.fail("Unterminated string")
            if self.text.startswith(quote * 3, self.place):
                self.place += 3
                # Up to two more quotes belong to the text.
                for _ in range(2):
                    if self.peek() == quote:
                        out.append(quote)
                        self.place += 1
                return "".join(out)
            if char == "\\" and quote == '"':
                out.append(self.escape(True))
                continue
            if char in _CONTROL and char not in "\t\n":
                self.fail(f"Illegal character {char!r}")
            out.append(char)
            self.place += 1
