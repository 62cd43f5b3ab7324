"""What paths have in common whatever they look like. There are no files here, unless reading was granted."""

import os

__all__ = ["commonprefix", "exists", "getatime", "getctime", "getmtime", "getsize", "isdir", "isfile", "islink",
           "samefile", "sameopenfile", "samestat", "lexists", "isjunction", "isdevdrive"]  # fmt: skip


def _is_there(path):
    try:
        os.stat(path)
    except (OSError, ValueError):
        return False
    return True


def exists(path):
    """Whether there is such a file or folder."""
    return _is_there(path)


lexists = exists


def isfile(path):
    """Whether it is a file."""
    return _is_there(path)


def isdir(s):
    """Whether it is a folder: of those, programs here see none but the root."""
    return os.fspath(s) in ("/", b"/", ".", b".")


def islink(path):
    os.fspath(path)
    return False


isjunction = isdevdrive = islink


def getsize(filename):
    """Size of a file in bytes."""
    return os.stat(filename).st_size


def getmtime(filename):
    return os.stat(filename).st_mtime


getatime = getctime = getmtime


def commonprefix(m):
    """The longest text that all begin with."""
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = tuple(map(os.fspath, m))
    first, last = min(m), max(m)
    for place, item in enumerate(first):
        if item != last[place]:
            return first[:place]
    return first


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(os.stat(f1), os.stat(f2))


def sameopenfile(fp1, fp2):
    return fp1 == fp2


def _splitext(p, sep, altsep, extsep):
    name = p.rfind(sep)
    if altsep:
        name = max(name, p.rfind(altsep))
    dot = p.rfind(extsep)
    if dot > name and p[name + 1 : dot].strip(extsep):
        return p[:dot], p[dot:]
    return p, p[:0]


def _check_arg_types(funcname, *args):
    text = data = False
    for arg in args:
        if isinstance(arg, str):
            text = True
        elif isinstance(arg, bytes):
            data = True
        else:
            kind = arg.__class__.__name__
            raise TypeError(f"{funcname}() argument must be str, bytes, or os.PathLike object, not {kind!r}") from None
    if text and data:
        raise TypeError("Can't mix strings and bytes in path components") from None
