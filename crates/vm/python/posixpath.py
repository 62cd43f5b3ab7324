"""Paths as Unix writes them: `os.path`."""

__all__ = ["normcase", "isabs", "join", "splitdrive", "splitroot", "split", "splitext", "basename", "dirname",
           "commonprefix", "getsize", "getmtime", "getatime", "getctime", "islink", "exists", "lexists", "isdir",
           "isfile", "ismount", "expanduser", "expandvars", "normpath", "abspath", "samefile", "sameopenfile",
           "samestat", "curdir", "pardir", "sep", "pathsep", "defpath", "altsep", "extsep", "devnull", "realpath",
           "supports_unicode_filenames", "relpath", "commonpath", "isjunction", "isdevdrive"]  # fmt: skip

curdir, pardir, extsep, sep, pathsep = ".", "..", ".", "/", ":"
defpath, altsep, devnull = "/bin:/usr/bin", None, "/dev/null"
supports_unicode_filenames = False

# `os` imports names of this module.
import genericpath
import os
from genericpath import *


def _slash(path):
    return b"/" if isinstance(path, bytes) else "/"


def normcase(s):
    return os.fspath(s)


def isabs(s):
    """Whether it begins at the root."""
    s = os.fspath(s)
    return s.startswith(_slash(s))


def join(a, *p):
    """Paths one after the other; an absolute one begins anew."""
    path = a = os.fspath(a)
    slash = _slash(a)
    try:
        for part in map(os.fspath, p):
            if part.startswith(slash) or not path:
                path = part
            elif path.endswith(slash):
                path += part
            else:
                path += slash + part
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types("join", a, *p)
        raise
    return path


def split(p):
    """Everything before the last slash, and what follows it."""
    p = os.fspath(p)
    slash = _slash(p)
    place = p.rfind(slash) + 1
    head, tail = p[:place], p[place:]
    if head and head.strip(slash):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    """A path without its ending, and the ending with its dot."""
    p = os.fspath(p)
    if isinstance(p, bytes):
        return genericpath._splitext(p, b"/", None, b".")
    return genericpath._splitext(p, sep, None, extsep)


def splitdrive(p):
    """Nothing, and the path: there are no drives."""
    p = os.fspath(p)
    return p[:0], p


def splitroot(p):
    """Nothing, the slashes that mean the root, and the rest."""
    p = os.fspath(p)
    slash = _slash(p)
    if not p.startswith(slash):
        return p[:0], p[:0], p
    # Two slashes, and no more than two, are a root of their own.
    count = 2 if p[1:2] == slash and p[2:3] != slash else 1
    return p[:0], p[:count], p[count:]


def basename(p):
    return split(p)[1]


def dirname(p):
    return split(p)[0]


def ismount(path):
    return os.fspath(path) in ("/", b"/")


def expanduser(path):
    """A tilde as it is: nobody has a home here, unless the environment names one."""
    path = os.fspath(path)
    tilde = b"~" if isinstance(path, bytes) else "~"
    if not path.startswith(tilde) or "HOME" not in os.environ:
        return path
    slash = _slash(path)
    name, rest = (path.partition(slash)[0], path[len(path.partition(slash)[0]) :])
    if name != tilde:
        return path
    home = os.environ["HOME"]
    home = home.encode() if isinstance(path, bytes) else home
    return home.rstrip(slash) + rest or slash


def expandvars(path):
    """Variables of the environment in their places; unknown ones stay."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return expandvars(path.decode()).encode()
    import re

    def value(match):
        name = match[1]
        name = name[1:-1] if name.startswith("{") else name
        return os.environ.get(name, match[0])

    return re.sub(r"\$(\w+|\{[^}]*\}?)", value, path, flags=re.ASCII)


def normpath(path):
    """Without doubled slashes, dots, and what two dots take back."""
    path = os.fspath(path)
    slash, dot, dots = (b"/", b".", b"..") if isinstance(path, bytes) else ("/", ".", "..")
    if not path:
        return dot
    _, root, rest = splitroot(path)
    parts = []
    for part in rest.split(slash):
        if part in (rest[:0], dot):
            continue
        if part != dots or (not root and not parts) or (parts and parts[-1] == dots):
            parts.append(part)
        elif parts:
            parts.pop()
    return root + slash.join(parts) or dot


def abspath(path):
    """From the root on."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """There are no links to follow."""
    return abspath(filename)


def relpath(path, start=None):
    """How to get to a path from another."""
    if not path:
        raise ValueError("no path specified")
    path = os.fspath(path)
    slash, dot, dots = (b"/", b".", b"..") if isinstance(path, bytes) else ("/", ".", "..")
    start = dot if start is None else os.fspath(start)
    try:
        here = [part for part in abspath(start).split(slash) if part]
        there = [part for part in abspath(path).split(slash) if part]
        common = len(commonprefix([here, there]))
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types("relpath", path, start)
        raise
    return slash.join([dots] * (len(here) - common) + there[common:]) or dot


def commonpath(paths):
    """The longest path that all lead through."""
    paths = tuple(map(os.fspath, paths))
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    slash, dot = (b"/", b".") if isinstance(paths[0], bytes) else ("/", ".")
    try:
        absolute = {path.startswith(slash) for path in paths}
        if len(absolute) > 1:
            raise ValueError("Can't mix absolute and relative paths")
        parts = [[part for part in path.split(slash) if part and part != dot] for path in paths]
    except (TypeError, AttributeError):
        genericpath._check_arg_types("commonpath", *paths)
        raise
    return (slash if True in absolute else slash[:0]) + slash.join(commonprefix(parts))
