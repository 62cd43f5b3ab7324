"""The symbol table of every source of a bundle, as the interpreter that runs this builds it.

    python3.13 symtable_dump.py SOURCES ANSWERS

An answer is `E` and the exception as JSON (type and message, or what a traceback shows), or `T` and the scopes in order
of appearance, each as lines of UTF-8:

    depth kind name lineno nested
    parameters, with spaces between them
    name flags scope                     (one line for each symbol, in order of insertion)

`kind`, `flags` and `scope` are the numbers of CPython's `_Py_block_ty`, `DEF_*` and `LOCAL` to `CELL`. Two
names of one scope can change places from run to run: those that only scopes inside need, which come out of
a set. They are put last, sorted.
"""

import _symtable
import json
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

# Free in a method of a class that binds it too; a cell of an inlined comprehension.
ADDED_LATER = 64 | 2048


def lines(scope, depth=0):
    yield f"{depth} {scope.type} {scope.name} {scope.lineno} {int(bool(scope.nested))}"
    yield " ".join(scope.varnames)
    symbols = [(name, packed & 0xFFF, packed >> 12) for name, packed in scope.symbols.items()]
    own = [symbol for symbol in symbols if symbol[1] & ~ADDED_LATER]
    passed = sorted(symbol for symbol in symbols if not symbol[1] & ~ADDED_LATER)
    for name, flags, kind in own + passed:
        yield f"{name} {flags} {kind}"
    for child in scope.children:
        yield from lines(child, depth + 1)


def describe(error):
    shown = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, SyntaxError):
        shown["message"] = error.msg
        for field in ("lineno", "offset", "end_lineno", "end_offset"):
            shown[field] = getattr(error, field)
    return shown


def answer(name, source):
    try:
        top = _symtable.symtable(source, name, "exec")
    except Exception as error:
        return b"E" + json.dumps(describe(error)).encode()
    return b"T" + "\n".join(lines(top)).encode("utf-8", "surrogatepass")


def main():
    sources, answers = sys.argv[1:]
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(100_000)
    bundle.write(answers, ((name, answer(name, source)) for name, source in bundle.read(sources)))


if __name__ == "__main__":
    main()
