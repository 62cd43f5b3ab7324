"""Every source of a bundle as a listing: code objects as text, with every field in it.

    python3.13 listing.py SOURCES ANSWERS [--optimize 0|1|2]

The text is that of `bytescope_bytecode::listing`, made here from CPython's own objects; an exception is
one line.
"""

import argparse
import dis
import inspect
import os
import sys
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

SLOT_PAIRS = {"LOAD_FAST_LOAD_FAST", "STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST"}
INDEX_SHIFT = {"LOAD_GLOBAL": 1, "LOAD_ATTR": 1, "LOAD_SUPER_ATTR": 2}


def listing(code):
    yield from code_lines(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from listing(constant)


def code_lines(code):
    yield f"code {code.co_name}"
    yield f"  qualname: {code.co_qualname}"
    yield f"  filename: {code.co_filename}"
    yield f"  firstlineno: {code.co_firstlineno}"
    yield f"  argcount: {code.co_argcount}"
    yield f"  posonlyargcount: {code.co_posonlyargcount}"
    yield f"  kwonlyargcount: {code.co_kwonlyargcount}"
    yield f"  stacksize: {code.co_stacksize}"
    yield f"  flags: {code.co_flags:#x}"
    yield f"  names: {', '.join(code.co_names)}"
    yield f"  localsplus: {', '.join(f'{name} {kind:#x}' for name, kind in slots(code))}"
    yield "  consts:"
    for index, value in enumerate(code.co_consts):
        yield f"    {index}: {constant_text(value)}"
    yield "  instructions:"
    positions = list(code.co_positions())
    for offset, opcode, oparg, end in instructions(code.co_code):
        position = [-1 if part is None else part for part in positions[offset // 2]]
        line, end_line, column, end_column = position
        text = instruction_text(code, opcode, oparg, end)
        yield f"    {offset:>4} {text} @ {line}:{column}-{end_line}:{end_column}"
    yield "  exceptions:"
    for entry in dis._parse_exception_table(code):
        lasti = ", lasti" if entry.lasti else ""
        yield f"    {entry.start} to {entry.end} -> {entry.target}, depth {entry.depth}{lasti}"
    yield f"  linetable: {code.co_linetable.hex()}"
    yield f"  exceptiontable: {code.co_exceptiontable.hex()}"


def slots(code):
    """Names and kinds of the fast slots (`CO_FAST_*`). Python does not show the kinds, but they follow from
    the lists a name is in: outside functions, locals are those of inlined comprehensions, and hidden."""
    local = 0x20 if code.co_flags & inspect.CO_OPTIMIZED else 0x30
    kinds = {}
    for bit, names in ((local, code.co_varnames), (0x40, code.co_cellvars), (0x80, code.co_freevars)):
        for name in names:
            kinds[name] = kinds.get(name, 0) | bit
    return kinds.items()


def instructions(data):
    """(offset, opcode, argument, offset after the caches) of each instruction."""
    offset = argument = 0
    while offset < len(data):
        opcode, argument = data[offset], argument << 8 | data[offset + 1]
        if opcode == dis.EXTENDED_ARG:
            offset += 2
            continue
        end = offset + 2 + 2 * dis._inline_cache_entries.get(dis.opname[opcode], 0)
        yield offset, opcode, argument, end
        offset, argument = end, 0


def instruction_text(code, opcode, oparg, end):
    name = dis.opname[opcode]
    if opcode not in dis.hasarg:
        return name
    meaning = None
    if opcode in dis.hasconst:
        meaning = constant_text(code.co_consts[oparg])
    elif opcode in dis.hasname:
        meaning = code.co_names[oparg >> INDEX_SHIFT.get(name, 0)]
    elif name in SLOT_PAIRS:
        first, second = (code._varname_from_oparg(slot) for slot in (oparg >> 4, oparg & 15))
        meaning = f"{first}, {second}"
    elif opcode in dis.haslocal or opcode in dis.hasfree:
        meaning = code._varname_from_oparg(oparg)
    elif opcode in dis.hasjump:
        meaning = f"to {end - 2 * oparg if 'JUMP_BACKWARD' in name else end + 2 * oparg}"
    return f"{name} {oparg}" if meaning is None else f"{name} {oparg} ({meaning})"


def constant_text(value):
    if isinstance(value, types.CodeType):
        return f"code {value.co_name}, line {value.co_firstlineno}"
    if isinstance(value, frozenset):
        return f"frozenset({{{', '.join(sorted(map(repr, value)))}}})"
    return repr(value)


def answer(name, source, optimize):
    try:
        code = compile(source, name, bundle.mode(name), dont_inherit=True, optimize=optimize)
    except Exception as error:
        return f"{type(error).__name__}: {error}\n"
    return "".join(f"{line}\n" for line in listing(code))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sources")
    parser.add_argument("answers")
    parser.add_argument("--optimize", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    sys.set_int_max_str_digits(0)
    bundle.write(
        options.answers,
        (
            (name, answer(name, source, options.optimize).encode("utf-8", "surrogatepass"))
            for name, source in bundle.read(options.sources)
        ),
    )


main()
