"""The symbol table of every source of a bundle, as the interpreter that runs this builds it.

    python3.13 symtable_dump.py SOURCES ANSWERS

An answer is `E` and the exception as JSON (type and message, or what a traceback shows), or `T` and a
listing of the scopes in the format of our `SymbolTable`:

    kind name at line N[, nested]
      parameters a b
      name: where it lives, FLAGS
      (scopes inside)

Symbols stand in order of insertion. Only names that nothing but scopes inside needs come out of a set in
CPython, in another order from run to run; they stand last, sorted.
"""

import _symtable
import json
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

KINDS = ["function", "class", "module", "annotation", "type alias", "type parameters", "type variable"]
SCOPES = ["unknown", "local", "global", "implicit global", "free", "cell"]
FLAGS = ["GLOBAL", "LOCAL", "PARAM", "NONLOCAL", "USE", "FREE", "FREE_CLASS", "IMPORT", "ANNOT", "COMP_ITER"]
FLAGS += ["TYPE_PARAM", "COMP_CELL"]
ADDED_LATER = 1 << FLAGS.index("FREE_CLASS") | 1 << FLAGS.index("COMP_CELL")


def listing(scope, indent=""):
    nested = ", nested" if scope.nested else ""
    yield f"{indent}{KINDS[scope.type]} {scope.name} at line {scope.lineno}{nested}\n"
    indent += "  "
    if scope.varnames:
        yield f"{indent}parameters {' '.join(scope.varnames)}\n"
    symbols = [(name, packed & 0xFFF, packed >> 12) for name, packed in scope.symbols.items()]
    own = [symbol for symbol in symbols if symbol[1] & ~ADDED_LATER]
    passed_through = sorted(symbol for symbol in symbols if not symbol[1] & ~ADDED_LATER)
    for name, flags, where in own + passed_through:
        names = [flag for bit, flag in enumerate(FLAGS) if flags >> bit & 1]
        yield f"{indent}{name}: {SCOPES[where]}{', ' if names else ''}{' '.join(names)}\n"
    for child in scope.children:
        yield from listing(child, indent)


def answer(name, source):
    try:
        top = _symtable.symtable(source, name, "exec")
    except Exception as error:
        return b"E" + json.dumps(bundle.exception(error)).encode()
    return b"T" + "".join(listing(top)).encode("utf-8", "surrogatepass")


def main():
    sources, answers = sys.argv[1:]
    warnings.simplefilter("ignore")
    bundle.write(answers, ((name, answer(name, source)) for name, source in bundle.read(sources)))


if __name__ == "__main__":
    main()
