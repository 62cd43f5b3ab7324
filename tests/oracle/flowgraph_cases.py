"""What a real CPython's flowgraph and assembler make of code generation's output, as text.

    python3.13 tests/oracle/flowgraph_cases.py SOURCE.py... > CASES.txt
    python3.13 tests/oracle/flowgraph_cases.py --beside SOURCE.py...    writes SOURCE.txt beside each

Every code unit of a source gives two cases, each an input sequence and what CPython made of it:

    optimize   `optimize_cfg`: all of `_PyCfg_OptimizeCodeUnit`
    assemble   `assemble_code_object`: lowering and assembling, without optimising before

CPython tells the constants of the outermost unit only, so other units get made-up ones: what matters is
that both sides are given the same. It compiles every unit as if it had no parameters.
"""

import argparse
import ast
import dis
import itertools
import os
import sys
import types
import warnings

import _testinternalcapi as internal
import opcode

NAME = {number: name for name, number in dis._all_opmap.items()}
LOCALS = {
    "LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_AND_CLEAR", "STORE_FAST", "STORE_FAST_MAYBE_NULL", "DELETE_FAST",
}
CELLS = {"MAKE_CELL", "LOAD_CLOSURE", "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "LOAD_FROM_DICT_OR_DEREF"}
NO_FALLTHROUGH = {"JUMP", "JUMP_NO_INTERRUPT", "RETURN_VALUE", "RETURN_CONST", "RAISE_VARARGS", "RERAISE"}
# Both truths, None, and numbers that the tests of the other side can write down as well.
MADE_UP = [None, True, 0, False, 7]


def units(source, filename):
    """(sequence, metadata, code object or None) of each unit, the outermost first."""
    sequence, metadata = internal.compiler_codegen(ast.parse(source), filename, 0)
    pending = [(sequence, metadata)]
    while pending:
        sequence, metadata = pending.pop()
        yield sequence, metadata
        pending += [(nested, None) for nested in reversed(sequence.get_nested())]


def instruction(entry):
    number, oparg, line, end_line, column, end_column = entry
    text = f"{NAME[number]} {oparg or 0}"
    if (line, end_line, column, end_column) != (-1, -1, -1, -1):
        text += f" @ {line}:{column} {end_line}:{end_column}"
    return text


def copy(instructions):
    """A new sequence: the functions below change the one they are given."""
    sequence = internal.new_instruction_sequence()
    targets = {i[1] for i in instructions if is_target(i[0])}
    labels = {}
    for index in sorted(targets):
        labels[index] = sequence.new_label()
    for index, (number, oparg, line, end_line, column, end_column) in enumerate(instructions):
        if index in labels:
            sequence.use_label(labels[index])
        if is_target(number):
            oparg = labels[oparg]
        sequence.addop(number, oparg or 0, line, end_line, column, end_column)
    return sequence


def is_target(number):
    return number in opcode.hasjrel or number in opcode.hasjabs or number in opcode.hasexc


def constants(instructions, metadata):
    given = list(metadata["consts"]) if metadata else []
    used = [i[1] for i in instructions if NAME[i[0]] in ("LOAD_CONST", "RETURN_CONST")]
    count = max([len(given), *(index + 1 for index in used)])
    if given and all(type(constant) in (type(None), bool, int) for constant in given):
        return given
    made_up = MADE_UP[count % len(MADE_UP):] + MADE_UP[: count % len(MADE_UP)]
    return list(itertools.islice(itertools.chain(made_up, itertools.count(100)), count))


def slots(instructions, opcodes):
    return max((i[1] + 1 for i in instructions if NAME[i[0]] in opcodes), default=0)


def optimize(instructions, metadata):
    consts = constants(instructions, metadata)
    nlocals = slots(instructions, LOCALS)
    yield f"locals {nlocals}"
    yield f"consts {'; '.join(map(repr, consts))}"
    yield from map(instruction, instructions)
    yield "becomes"
    optimized = internal.optimize_cfg(copy(instructions), consts, nlocals)
    yield f"consts {'; '.join(map(repr, consts))}"
    yield from map(instruction, optimized.get_instructions())


def reachable(instructions):
    """The same without what no way leads to, which would not survive the passes left out here."""
    seen = set()
    pending = [0]
    while pending:
        index = pending.pop()
        if index in seen:
            continue
        seen.add(index)
        number, oparg = instructions[index][:2]
        if is_target(number):
            pending.append(oparg)
        if NAME[number] not in NO_FALLTHROUGH:
            pending.append(index + 1)
    nop = (dis.opmap["NOP"], 0, -1, -1, -1, -1)
    return [entry if index in seen else nop for index, entry in enumerate(instructions)]


def assemble(instructions):
    instructions = reachable(instructions)
    nlocals = slots(instructions, LOCALS)
    ncells = slots(instructions, CELLS)
    # Every third cell is a local as well, and the last third are free variables.
    free = ncells // 3
    cells = {(f"v{i}" if i % 3 == 1 and i < nlocals else f"c{i}"): i for i in range(ncells - free)}
    metadata = {
        "name": "unit", "qualname": "unit", "firstlineno": max(1, instructions[0][2]),
        "argcount": 0, "posonlyargcount": 0, "kwonlyargcount": 0,
        "consts": {}, "names": {}, "fasthidden": {},
        "varnames": {f"v{i}": i for i in range(nlocals)},
        "cellvars": cells,
        "freevars": {f"f{i}": i for i in range(ncells - free, ncells)},
    }  # fmt: skip
    yield f"firstlineno {metadata['firstlineno']}"
    for names in ("varnames", "cellvars", "freevars"):
        yield f"{names} {' '.join(metadata[names])}"
    yield from map(instruction, instructions)
    yield "becomes"
    try:
        code = internal.assemble_code_object("unit.py", copy(instructions), metadata)
    except ValueError as error:
        yield f"error {type(error).__name__}: {error}"
        return
    yield f"stacksize {code.co_stacksize}"
    yield f"slots {' '.join([*code.co_varnames, *(c for c in code.co_cellvars if c not in code.co_varnames), *code.co_freevars])}"
    yield f"code {code.co_code.hex()}"
    yield f"linetable {code.co_linetable.hex()}"
    yield f"exceptiontable {code.co_exceptiontable.hex()}"


def cases(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        all_units = list(units(source, path))
    except (SyntaxError, ValueError, RecursionError):
        return
    for number, (sequence, metadata) in enumerate(all_units):
        instructions = sequence.get_instructions()
        name = f"{os.path.basename(path)} {number}"
        yield f"== optimize {name}"
        yield from optimize(instructions, metadata)
        yield f"== assemble {name}"
        yield from assemble(instructions)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("sources", nargs="+")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    header = f"# Written by flowgraph_cases.py in CPython {sys.version.split()[0]}. Do not edit."
    if not options.beside:
        print(header)
    for source in options.sources:
        if options.beside:
            with open(os.path.splitext(source)[0] + ".txt", "w") as file:
                print(header, *cases(source), sep="\n", file=file)
        else:
            for line in cases(source):
                print(line)


if __name__ == "__main__":
    main()
