"""Regular expressions: the functions over the native engine."""

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "escape",
    "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE",
    "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag", "PatternError",
]  # fmt: skip

import enum
import _re
from _re import Match, Pattern, PatternError

error = PatternError


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


_cache = {}


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    compiled = _re.compile(pattern, flags)
    if len(_cache) >= 512:
        del _cache[next(iter(_cache))]
    _cache[type(pattern), pattern, flags] = compiled
    return compiled


def match(pattern, string, flags=0):
    """A match at the beginning of the string."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """A match of the whole string."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere."""
    return _compile(pattern, flags).search(string)


_absent = object()


def _positional(name, args, names, values):
    """count, maxsplit and flags given by position, which is deprecated."""
    values = list(values)
    if len(args) > len(names):
        total = {"sub": 5, "subn": 5, "split": 4}[name]
        raise TypeError(f"{name}() takes from {total - 2} to {total} positional arguments but {total + len(args) - 2} were given")
    for i, arg in enumerate(args):
        if values[i] is not _absent:
            raise TypeError(f"{name}() got multiple values for argument '{names[i]}'")
        values[i] = arg
    if args:
        import warnings

        warnings.warn(f"'{names[0]}' is passed as positional argument", DeprecationWarning, stacklevel=3)
    return [0 if value is _absent else value for value in values]


def sub(pattern, repl, string, *args, count=_absent, flags=_absent):
    """The string with matches replaced."""
    count, flags = _positional("sub", args, ("count", "flags"), (count, flags))
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, *args, count=_absent, flags=_absent):
    """The string with matches replaced, and how many there were."""
    count, flags = _positional("subn", args, ("count", "flags"), (count, flags))
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, *args, maxsplit=_absent, flags=_absent):
    """The pieces between matches."""
    maxsplit, flags = _positional("split", args, ("maxsplit", "flags"), (maxsplit, flags))
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches, or their groups if there are any."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """All matches."""
    return _compile(pattern, flags).finditer(string)


def compile(pattern, flags=0):
    """A pattern to be used again and again."""
    return _compile(pattern, flags)


def purge():
    _cache.clear()


_special = {ord(c): "\\" + c for c in "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"}


def escape(pattern):
    """A pattern that matches this text and no other."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, "latin1").translate(_special).encode("latin1")
