"""Regular expressions.

Patterns are read and matched by the native module `_re`; here are the functions around it, the cache of compiled
patterns and the flags.
"""

import enum

import _re
from _re import Match, Pattern

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]  # fmt: skip


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


class PatternError(Exception):
    """What is wrong with a pattern: `msg`, `pattern`, and where: `pos`, `lineno`, `colno` (from 1)."""

    __module__ = "re"

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = "\n" if isinstance(pattern, str) else b"\n"
            msg = f"{msg} at position {pos}"
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f"{msg} (line {self.lineno}, column {self.colno})"
        super().__init__(msg)


error = PatternError

_cache = {}
_MAX_CACHED = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    key = type(pattern), pattern, flags
    try:
        return _cache[key]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    compiled = _re.compile(pattern, flags)
    if not flags & DEBUG:
        while len(_cache) >= _MAX_CACHED:
            del _cache[next(iter(_cache))]
        _cache[key] = compiled
    return compiled


def compile(pattern, flags=0):
    """A pattern object."""
    return _compile(pattern, flags)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _compile(pattern, flags).search(string)


def match(pattern, string, flags=0):
    """A match at the beginning of the string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def findall(pattern, string, flags=0):
    """All matches: their texts, or those of their groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _compile(pattern, flags).finditer(string)


class _Unset:
    """The default of an argument that is better given by name."""

    def __repr__(self):
        return "0"


_unset = _Unset()


def _by_name(function, names, args, values):
    """The values of two arguments that used to be positional: given so they still work, with a warning."""
    if not args:
        return values
    for name, value in zip(names, values):
        if value is not _unset:
            raise TypeError(f"{function}() got multiple values for argument {name!r}")
    if len(args) > 2:
        given = len(args) + (3 if function != "split" else 2)
        raise TypeError(f"{function}() takes from {given - len(args)} to {given - len(args) + 2} positional arguments "
                        f"but {given} were given")
    import warnings

    warnings.warn(f"{names[0]!r} is passed as positional argument", DeprecationWarning, stacklevel=3)
    return (*args, *values[len(args):])


def sub(pattern, repl, string, *args, count=_unset, flags=_unset):
    """The string with matches replaced."""
    count, flags = _by_name("sub", ("count", "flags"), args, (count, flags))
    return _compile(pattern, 0 if flags is _unset else flags).sub(repl, string, 0 if count is _unset else count)


def subn(pattern, repl, string, *args, count=_unset, flags=_unset):
    """The string with matches replaced, and how many were."""
    count, flags = _by_name("subn", ("count", "flags"), args, (count, flags))
    return _compile(pattern, 0 if flags is _unset else flags).subn(repl, string, 0 if count is _unset else count)


def split(pattern, string, *args, maxsplit=_unset, flags=_unset):
    """The parts of the string between matches."""
    maxsplit, flags = _by_name("split", ("maxsplit", "flags"), args, (maxsplit, flags))
    return _compile(pattern, 0 if flags is _unset else flags).split(string, 0 if maxsplit is _unset else maxsplit)


def purge():
    """Forgets all compiled patterns."""
    _cache.clear()


_special = {point: "\\" + chr(point) for point in b"()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """The text with a backslash before every character that means something in a pattern."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")


class Scanner:
    """Cuts a text into tokens: a list of patterns, each with what to do with its matches."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._actions = [action for _, action in lexicon]
        self._patterns = [_compile(phrase, flags) for phrase, _ in lexicon]

    def scan(self, string):
        result = []
        place = 0
        while True:
            for pattern, action in zip(self._patterns, self._actions):
                found = pattern.match(string, place)
                if found:
                    break
            else:
                break
            end = found.end()
            if end == place:
                break
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
            place = end
        return result, string[place:]
