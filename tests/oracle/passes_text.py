"""What CPython's compiler has in its hands on the way, for every source of a bundle.

    python3.13 passes_text.py SOURCES ANSWERS [--whole] codegen|optimize_cfg

`codegen` is the instructions of every code object as code generation leaves them, each after those inside it;
`optimize_cfg` is those of the module after its control flow graph was optimised. Both come from
`_testinternalcapi`. An instruction is a line: name, argument (where it jumps, the index of the instruction it
leads to), location. Answers are as in `tool_text.py`.
"""

import _testinternalcapi as internal
import ast
import hashlib
import json
import os
import sys
import warnings

import _opcode_metadata

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

NAME = {number: name for name, number in _opcode_metadata.opmap.items()}


def listing(sequence, consts=None):
    """With constants, equal ones count as one: `optimize_cfg` does not find again what the compiler would."""
    yield "unit"
    places = {}
    if consts is not None:
        places = [places.setdefault((type(value), repr(value)), len(places)) for value in consts]
    for number, oparg, line, end_line, column, end_column in sequence.get_instructions():
        if places and NAME[number] in ("LOAD_CONST", "RETURN_CONST"):
            oparg = places[oparg]
        argument = "" if oparg is None else f" {oparg}"
        yield f"{NAME[number]}{argument} @{line}:{column}-{end_line}:{end_column}"


def all_units(sequence):
    for nested in sequence.get_nested():
        yield from all_units(nested)
    yield from listing(sequence)


def constants(indices):
    """The list of constants, out of a dict with keys that tell `0` from `False`: a pair where it takes one."""
    consts = [None] * len(indices)
    for key, index in indices.items():
        consts[index] = key[1] if isinstance(key, tuple) else key
    return consts


def text(name, source, what):
    tree = ast.parse(source, name)
    sequence, metadata = internal.compiler_codegen(tree, name, 0)
    if what == "codegen":
        return "\n".join(all_units(sequence))
    consts = constants(metadata["consts"])
    optimized = internal.optimize_cfg(sequence, consts, len(metadata["varnames"]))
    return "\n".join(listing(optimized, consts))


def answer(name, source, what, whole):
    try:
        found = text(name, source, what).encode()
    except Exception as error:
        return b"E" + json.dumps(bundle.exception(error)).encode()
    return b"W" + found if whole else b"T" + hashlib.sha256(found).hexdigest().encode()


def main():
    sources, answers, *rest = sys.argv[1:]
    warnings.simplefilter("ignore")
    entries = bundle.read(sources)
    whole = rest[0] == "--whole"
    bundle.write(answers, ((name, answer(name, source, rest[-1], whole)) for name, source in entries))


main()
