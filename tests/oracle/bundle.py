"""Many named byte strings in one file: how the tests talk to an interpreter.

An entry is a name and its content, each behind its length (4 bytes, little-endian). A bundle of sources
goes in, a bundle of answers with the same names comes out, so one start of an interpreter serves
thousands of files, and nothing depends on the folders an interpreter can see.
"""

import struct


def read(path):
    """The entries of a bundle file, as (name, content) pairs."""
    with open(path, "rb") as file:
        data = file.read()
    position = 0
    while position < len(data):
        name, position = _field(data, position)
        content, position = _field(data, position)
        yield name.decode(), content


def _field(data, position):
    (length,) = struct.unpack_from("<I", data, position)
    start = position + 4
    return data[start : start + length], start + length


def write(path, entries):
    """Writes (name, content) pairs as they come."""
    with open(path, "wb") as file:
        for name, content in entries:
            name = name.encode()
            file.write(struct.pack("<I", len(name)) + name)
            file.write(struct.pack("<I", len(content)) + content)


def mode(name):
    """How to compile an entry: as its name says (`x.eval.py`, `x.single.py`), as a file otherwise."""
    marked = name.endswith((".eval.py", ".single.py"))
    return name.split(".")[-2] if marked else "exec"


def exception(error):
    """What a traceback shows of an exception."""
    shown = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, SyntaxError):
        shown["message"] = error.msg
        for field in ("lineno", "offset", "end_lineno", "end_offset"):
            shown[field] = getattr(error, field)
    return shown
