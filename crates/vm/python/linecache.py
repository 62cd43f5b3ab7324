"""Lines of source files: those of the running program, which the interpreter has at hand."""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

import _bytescope

cache = {}


def getlines(filename, module_globals=None):
    """All lines, each with its newline; an empty list if the text is not known."""
    if filename in cache:
        return cache[filename][2]
    text = _bytescope.source(filename)
    if text is None:
        return []
    lines = text.splitlines(True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    cache[filename] = (len(text), None, lines, filename)
    return lines


def getline(filename, lineno, module_globals=None):
    """One line, or an empty string."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ""


def clearcache():
    cache.clear()


def checkcache(filename=None):
    pass


def lazycache(filename, module_globals):
    return False
