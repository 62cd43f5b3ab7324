"""`inspect.getsource` and its kin: which lines of which file an object is from."""

import linecache
import sys
import types

__name__ = "inspect"


def getfile(object):
    """The file that an object was defined in."""
    if isinstance(object, types.ModuleType):
        if getattr(object, "__file__", None):
            return object.__file__
        raise TypeError(f"{object!r} is a built-in module")
    if isinstance(object, type):
        module = sys.modules.get(object.__module__)
        if getattr(module, "__file__", None):
            return module.__file__
        if object.__module__ == "__main__":
            raise OSError("source code not available")
        raise TypeError(f"{object!r} is a built-in class")
    code = _code_of(object)
    if code is not None:
        return code.co_filename
    raise TypeError(
        "module, class, method, function, traceback, frame, or code object was expected, got "
        f"{type(object).__name__}"
    )


def _code_of(object):
    if isinstance(object, types.MethodType):
        object = object.__func__
    if isinstance(object, types.FunctionType):
        object = object.__code__
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.FrameType):
        object = object.f_code
    return object if isinstance(object, types.CodeType) else None


def getsourcefile(object):
    filename = getfile(object)
    return filename if linecache.getlines(filename) else None


def getabsfile(object, _filename=None):
    return _filename or getfile(object)


def getmodule(object, _filename=None):
    """The module that an object is from."""
    if isinstance(object, types.ModuleType):
        return object
    if hasattr(object, "__module__"):
        return sys.modules.get(object.__module__)
    try:
        filename = getfile(object)
    except (TypeError, FileNotFoundError):
        return None
    for module in list(sys.modules.values()):
        if getattr(module, "__file__", None) == filename:
            return module
    return None


def getmodulename(path):
    name = path.rpartition("/")[2]
    return name[:-3] if name.endswith(".py") else None


def findsource(object):
    """All lines of the file, and the index of the first that belongs to the object."""
    lines = linecache.getlines(getfile(object))
    if not lines:
        raise OSError("could not get source code")
    if isinstance(object, types.ModuleType):
        return lines, 0
    if isinstance(object, type):
        first = object.__dict__.get("__firstlineno__")
        if first is None:
            raise OSError("source code not available")
        if not 1 <= first <= len(lines):
            raise OSError("lineno is out of bounds")
        return lines, first - 1
    first = _code_of(object).co_firstlineno
    if first > len(lines):
        raise OSError("lineno is out of bounds")
    return lines, first - 1


def getsourcelines(object):
    """The lines of an object, and the number of the first; 0 for a whole module."""
    from inspect import unwrap

    object = unwrap(object)
    lines, index = findsource(object)
    if isinstance(object, types.TracebackType):
        object = object.tb_frame
    if isinstance(object, types.ModuleType) or isinstance(object, types.FrameType) and object.f_code.co_name == "<module>":
        return lines, 0
    return getblock(lines[index:]), index + 1


def getsource(object):
    """The text of an object."""
    return "".join(getsourcelines(object)[0])


def indentsize(line):
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


class _Lines:
    """Reads lines as far as brackets, strings and backslashes are concerned."""

    def __init__(self):
        self.depth = 0
        self.quote = None  # of an open triple-quoted string
        self.continued = False  # by a backslash

    def feed(self, line):
        """Take in one line; is the logical line complete?"""
        i, self.continued = 0, False
        while i < len(line):
            c = line[i]
            if self.quote:
                if c == "\\":
                    i += 2
                    continue
                if line.startswith(self.quote, i):
                    i += len(self.quote)
                    self.quote = None
                    continue
            elif c in "\"'":
                triple = line[i : i + 3]
                if triple == c * 3:
                    self.quote = triple
                    i += 3
                    continue
                i = self._after_string(line, i)
                continue
            elif c == "#":
                break
            elif c in "([{":
                self.depth += 1
            elif c in ")]}":
                self.depth -= 1
            elif c == "\\" and line[i + 1 :] in ("\n", "\r\n"):
                self.continued = True
            i += 1
        return not self.quote and self.depth <= 0 and not self.continued

    def _after_string(self, line, i):
        quote = line[i]
        i += 1
        while i < len(line) and line[i] != quote and line[i] != "\n":
            i += 2 if line[i] == "\\" else 1
        return i + 1


def getblock(lines):
    """The lines of the function, class or lambda at the beginning of these lines."""
    indent = indentsize(lines[0])
    reader = _Lines()
    last, complete, header, is_block = 0, True, False, False
    body = None  # the indent of its first line
    for i, line in enumerate(lines):
        if complete:
            text = line.strip()
            starts = not header
            if not starts:
                if text.startswith("#") and body is not None and indentsize(line) >= body:
                    last = i  # a comment as deep as the body belongs to it
                if not text or text.startswith("#"):
                    continue
                if indentsize(line) <= indent and i > 0 and is_block:
                    break
                if body is None:
                    body = indentsize(line)
            if starts and not text.startswith("@"):
                header = True
                is_block = text.startswith(("def ", "class ", "async "))
        complete = reader.feed(line)
        last = i
        if complete and header and not is_block:
            break
        if complete and is_block and _is_one_liner(line) and _starts_here(lines, i, indent):
            break
    return lines[: last + 1]


def _is_one_liner(line):
    code = line.split("#")[0].rstrip()
    return not code.endswith(":")


def _starts_here(lines, i, indent):
    """Is line `i` the header itself, with its body on the same line?"""
    text = lines[i].strip()
    return text.startswith(("def ", "class ", "async ")) and indentsize(lines[i]) == indent


def getcomments(object):
    """The comment lines right above an object."""
    try:
        lines, index = findsource(object)
    except (OSError, TypeError):
        return None
    if isinstance(object, types.ModuleType):
        start = 1 if lines and lines[0][:2] == "#!" else 0
        while start < len(lines) and lines[start].strip() in ("", "#"):
            start += 1
        end = start
        while end < len(lines) and lines[end].startswith("#"):
            end += 1
        return "".join(line.expandtabs() for line in lines[start:end]) or None
    indent = indentsize(lines[index])
    end = index
    while index > 0 and lines[index - 1].strip().startswith("#") and indentsize(lines[index - 1]) == indent:
        index -= 1
    return "".join(line.expandtabs().lstrip() for line in lines[index:end]) or None
