#!/usr/bin/env python3
"""Writes src/tables/*.rs from the metadata of real interpreters.

    python3 crates/bytecode/tables.py python3.13

Name one interpreter for each minor release that is to have a table; the order does not matter. The
script runs itself inside each of them (`--dump`), because every interpreter knows only its own
opcodes. Where the facts come from, in 3.13:

  names, numbers        _opcode_metadata.opmap
  caches                opcode._inline_cache_entries, opcode._cache_format
  flags, pops, pushes   the installed header internal/pycore_opcode_metadata.h
  operators, intrinsics _opcode.get_nb_ops and friends
  magic number          importlib.util.MAGIC_NUMBER
  printable characters  str.isprintable

Pops and pushes are formulas of the oparg. They are fitted to the few shapes that `Count` in
src/table.rs has, and pushes minus pops is compared with `_opcode.stack_effect` for some 400 opargs,
falling through and jumping. Specialised and instrumented opcodes are left out: no file holds them.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent / "src" / "tables"
OPARGS = [*range(300), 1023, 1024, 4095, 32767, 65535, *range(1 << 16, (1 << 16) + 20), 0x12345]
FLAGS = ("ARG", "CONST", "NAME", "JUMP", "FREE", "LOCAL", "EVAL_BREAK", "ERROR")

# What the argument of these means is known by name only, as in Lib/dis.py.
ARGUMENTS = {
    "LOAD_GLOBAL": "Global",
    "LOAD_ATTR": "Attribute",
    "LOAD_SUPER_ATTR": "SuperAttribute",
    "LOAD_FAST_LOAD_FAST": "LocalPair",
    "STORE_FAST_LOAD_FAST": "LocalPair",
    "STORE_FAST_STORE_FAST": "LocalPair",
    "COMPARE_OP": "Compare",
    "CONVERT_VALUE": "Conversion",
    "SET_FUNCTION_ATTRIBUTE": "FunctionAttributes",
    "BINARY_OP": "BinaryOp",
    "CALL_INTRINSIC_1": "Intrinsic1",
    "CALL_INTRINSIC_2": "Intrinsic2",
}


def dump():
    """One interpreter's tables, as a dictionary that JSON can hold."""
    import _opcode
    import importlib.util
    import opcode
    import sysconfig
    from _opcode_metadata import opmap

    include = Path(sysconfig.get_path("include"))
    header = (include / "internal" / "pycore_opcode_metadata.h").read_text()
    popped = formulas(header, "_PyOpcode_num_popped")
    pushed = formulas(header, "_PyOpcode_num_pushed")
    flags = {
        name: [flag for flag in FLAGS if f"HAS_{flag}_FLAG" in text]
        for name, text in re.findall(r"\[(\w+)\] = \{ true, -?\w+, (.*) \}", header)
    }

    # The header's formulas leave the pseudo opcodes out: they pop what they turn into, and push as
    # much as the stack effect says.
    targets = dict(re.findall(r"\[(\w+)-256\] = \{ \{ (\w+),", header))

    opcodes = {}
    for name, number in opmap.items():
        if name.startswith("INSTRUMENTED_"):
            continue
        block_push = _opcode.has_exc(number)
        if target := targets.get(name):
            popped[name] = popped[target]
            pushed[name] = f"{popped[name]} + {_opcode.stack_effect(number, 0, jump=True)}"
        entry = opcodes[name] = {
            "number": number,
            "caches": opcode._inline_cache_entries.get(name, 0),
            "flags": flags.get(name, []),
            "popped": fit(name, popped[name]),
            "pushed": fit(name, pushed[name]),
            "block_push": block_push,
            "cache_format": list(opcode._cache_format.get(name, {}).items()),
        }
        entry["argument"] = argument(name, entry)
        has = {flag.lower(): flag in entry["flags"] for flag in FLAGS[:6]}
        for flag, value in has.items():
            assert getattr(_opcode, f"has_{flag}")(number) == value, (name, flag)
        check_effect(name, number, popped[name], pushed[name], block_push)
    return {
        "version": sys.version_info[:3],
        "magic": int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little"),
        "opcodes": opcodes,
        "binary_ops": _opcode.get_nb_ops(),
        "intrinsics_1": _opcode.get_intrinsic1_descs(),
        "intrinsics_2": _opcode.get_intrinsic2_descs(),
        "compare_ops": opcode.cmp_op,
        "not_printable": not_printable(),
    }


def not_printable():
    """Ranges of code points, both ends included, that repr() escapes."""
    ranges = []
    for code_point in range(sys.maxunicode + 1):
        if not chr(code_point).isprintable():
            if ranges and ranges[-1][1] == code_point - 1:
                ranges[-1][1] = code_point
            else:
                ranges.append([code_point, code_point])
    return ranges


def formulas(header, function):
    """Opcode name -> C expression, from a switch that returns one for each case."""
    body = header[header.index(f"int {function}(int opcode, int oparg)  {{"):]
    body = body[: body.index("default:")]
    return dict(re.findall(r"case (\w+):\s*return (.*);", body))


def evaluate(expression, oparg):
    """A C expression of oparg; the only conditional in the header has the form `(c) ? a : b`."""
    python = re.sub(r"\(\((.*?)\) \? (.*?) : (.*?)\)", r"(\2 if \1 else \3)", expression)
    return eval(python, {"oparg": oparg})


def fit(name, expression):
    """The `Count` that agrees with the expression for every oparg tried."""
    values = {oparg: evaluate(expression, oparg) for oparg in OPARGS}
    base, factor = values[0], values[1] - values[0]
    candidates = {
        f"Fixed({base})": lambda oparg: base,
        f"Linear {{ base: {base}, factor: {factor} }}": lambda oparg: base + factor * oparg,
        f"LowBit({base})": lambda oparg: base + (oparg & 1),
        f"Three({base})": lambda oparg: base + (oparg == 3),
        f"TwoBytes({base})": lambda oparg: base + (oparg & 0xFF) + (oparg >> 8),
    }
    for text, function in candidates.items():
        if all(function(oparg) == value for oparg, value in values.items()):
            return text
    raise SystemExit(f"{name}: no Count has the shape of {expression}")


def check_effect(name, number, popped, pushed, block_push):
    """Compares with _opcode.stack_effect, where that has an answer."""
    import _opcode

    for jump in (False, True):
        for oparg in OPARGS:
            try:
                expected = _opcode.stack_effect(number, oparg, jump=jump)
            except ValueError:
                # Placeholders such as RESERVED, and opargs CPython finds out of range.
                continue
            effect = evaluate(pushed, oparg) - evaluate(popped, oparg)
            if block_push and not jump:
                effect = 0
            assert effect == expected, (name, oparg, jump, effect, expected)


def argument(name, entry):
    """The variant of ArgumentKind."""
    flags = entry["flags"]
    if name in ARGUMENTS:
        return ARGUMENTS[name]
    if entry["block_push"]:
        return "Handler"
    if "JUMP" in flags:
        return "JumpBackward" if "BACKWARD" in name else "JumpForward"
    for flag, kind in {"CONST": "Constant", "NAME": "Name", "LOCAL": "Local", "FREE": "Local"}.items():
        if flag in flags:
            return kind
    return "Number" if "ARG" in flags else "None"


def names_rs(names, jumps, releases):
    yield f"// Generated by tables.py from CPython {releases}. Do not edit."
    yield "use crate::Opcode;"
    yield ""
    yield "impl Opcode {"
    for index, name in enumerate(names):
        yield f"    /// `{name}`"
        yield f"    pub const {name}: Self = Self({index});"
    yield "}"
    yield ""
    yield "/// Every opcode's name, sorted: an [`Opcode`] is an index into it."
    yield f"pub(crate) static NAMES: [&str; {len(names)}] = ["
    for name in names:
        yield f'    "{name}",'
    yield "];"
    yield ""
    yield "/// Whether an opcode jumps (`OPCODE_HAS_JUMP`); releases agree on that."
    yield f"pub(crate) static JUMPS: [bool; {len(names)}] = ["
    for name in names:
        yield f"    {str(name in jumps).lower()}, // {name}"
    yield "];"


def table_rs(names, table):
    release = ".".join(map(str, table["version"]))
    yield f"// Generated by tables.py from CPython {release}. Do not edit."
    yield "use crate::argument::ArgumentKind as Arg;"
    yield "use crate::table::{Count, NO_NUMBER, OpcodeFlags as F, OpcodeInfo, OpcodeTable};"
    yield ""
    yield "use super::NAMES;"
    yield ""
    yield "/// The opcodes of this release, by [`Opcode`](crate::Opcode)."
    yield "static OPCODES: [OpcodeInfo; NAMES.len()] = ["
    for name in names:
        if (entry := table["opcodes"].get(name)) is None:
            yield f"    OpcodeInfo::ABSENT, // {name}"
            continue
        flags = "".join(f".union(F::{flag})" for flag in entry["flags"])
        caches = ", ".join(f'("{field}", {size})' for field, size in entry["cache_format"])
        yield f"    // {name}"
        yield "    OpcodeInfo {"
        yield "        exists: true,"
        yield f"        number: {entry['number'] if entry['number'] < 256 else 'NO_NUMBER'},"
        yield f"        caches: {entry['caches']},"
        yield f"        flags: F::empty(){flags},"
        yield f"        argument: Arg::{entry['argument']},"
        yield f"        popped: Count::{entry['popped']},"
        yield f"        pushed: Count::{entry['pushed']},"
        yield f"        cache_fields: &[{caches}],"
        yield "    },"
    yield "];"
    yield ""
    yield "/// This release's tables."
    yield "pub(super) static TABLE: OpcodeTable = OpcodeTable {"
    yield f"    magic: {table['magic']},"
    yield "    opcodes: &OPCODES,"
    by_number = {entry["number"]: name for name, entry in table["opcodes"].items()}
    yield "    by_number: ["
    for number in range(256):
        index = names.index(by_number[number]) if number in by_number else "NO_NUMBER"
        comment = f" // {number} {by_number[number]}" if number in by_number else f" // {number}"
        yield f"        {index},{comment}"
    yield "    ],"
    pairs = ", ".join(f'("{name}", "{symbol}")' for name, symbol in table["binary_ops"])
    yield f"    binary_ops: &[{pairs}],"
    for field in ("compare_ops", "intrinsics_1", "intrinsics_2"):
        yield f"    {field}: &[{', '.join(json.dumps(text) for text in table[field])}],"
    yield "};"


def printable_rs(table):
    release = ".".join(map(str, table["version"]))
    yield f"// Generated by tables.py from CPython {release}. Do not edit."
    yield "/// Code points, both ends included, that are not printable to `str.isprintable`."
    yield f"pub(crate) static NOT_PRINTABLE: [(u32, u32); {len(table['not_printable'])}] = ["
    for start, end in table["not_printable"]:
        yield f"    (0x{start:_x}, 0x{end:_x}),"
    yield "];"


def main(interpreters):
    if interpreters == ["--dump"]:
        json.dump(dump(), sys.stdout)
        return
    if not interpreters:
        raise SystemExit(__doc__)
    tables = []
    for interpreter in interpreters:
        tables.append(json.loads(subprocess.check_output([interpreter, __file__, "--dump"])))
    tables.sort(key=lambda table: table["version"])
    names = sorted({name for table in tables for name in table["opcodes"]})
    jumps = {
        name
        for table in tables
        for name, entry in table["opcodes"].items()
        if "JUMP" in entry["flags"]
    }
    releases = ", ".join(".".join(map(str, table["version"])) for table in tables)
    outputs = {
        "names.rs": names_rs(names, jumps, releases),
        # Later releases know more of Unicode; what repr() shows follows the newest.
        "printable.rs": printable_rs(tables[-1]),
    }
    for table in tables:
        outputs["v{}_{}.rs".format(*table["version"])] = table_rs(names, table)
    for file, lines in outputs.items():
        (HERE / file).write_text("\n".join(lines) + "\n")
    subprocess.check_call(
        ["rustfmt", "--edition", "2024", *(HERE / file for file in outputs)],
    )


if __name__ == "__main__":
    main(sys.argv[1:])
