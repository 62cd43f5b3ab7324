#!/usr/bin/env python3
"""Writes src/tables/*.rs from the metadata of real interpreters.

    python3 crates/bytecode/tables.py python3.8 ... python3.13 FOLDER_OF_PYODIDE_3.14 ...

Name one interpreter for each minor release that is to have a table; the order does not matter. A folder is one
in which `npm install pyodide@VERSION` has run. The script runs itself inside each of them (`--dump`), because
every interpreter knows only its own opcodes. So this part must be understood by the oldest of them, 3.6. Where
the facts come from:

  names, numbers        opcode.opmap
  caches                opcode._inline_cache_entries, opcode._cache_format (since 3.11)
  flags                 opcode.hasconst and its sisters
  pops, pushes, errors  the installed header internal/pycore_opcode_metadata.h (native 3.13 only)
  stack effects         opcode.stack_effect
  operators and others  opcode.cmp_op, opcode._nb_ops, opcode._intrinsic_1_descs ...
  printable characters  str.isprintable
  the file's form       a .pyc that the interpreter writes, and the attributes of its code objects

Pops, pushes and effects are formulas of the oparg. They are fitted to the few shapes that `Count` in src/table.rs
has. Where there is a header, pushes minus pops is compared with the stack effect for some 400 opargs, falling
through and jumping; elsewhere the effect is all that is known. Specialised and instrumented opcodes are left out:
no file holds them.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPARGS = list(range(300)) + [1023, 1024, 4095, 32767, 65535, 0x12345] + list(range(1 << 16, (1 << 16) + 20))
FLAGS = ("ARG", "CONST", "NAME", "JUMP", "FREE", "LOCAL", "EVAL_BREAK", "ERROR")

# What the argument of these means is known by name only, as in Lib/dis.py: the variant of ArgumentKind, and the
# minor release since which it is that. Before, the flags tell.
ARGUMENTS = {
    "LOAD_GLOBAL": ("Global", 11),
    "LOAD_ATTR": ("Attribute", 12),
    "LOAD_SUPER_ATTR": ("SuperAttribute", 12),
    "IMPORT_NAME": ("Import", 15),
    "LOAD_FAST_LOAD_FAST": ("LocalPair", 13),
    "LOAD_FAST_BORROW_LOAD_FAST_BORROW": ("LocalPair", 14),
    "STORE_FAST_LOAD_FAST": ("LocalPair", 13),
    "STORE_FAST_STORE_FAST": ("LocalPair", 13),
    "COMPARE_OP": ("Compare", 0),
    "FORMAT_VALUE": ("Format", 0),
    "CONVERT_VALUE": ("Conversion", 13),
    "MAKE_FUNCTION": ("FunctionAttributes", 8),
    "SET_FUNCTION_ATTRIBUTE": ("FunctionAttributes", 13),
    "BINARY_OP": ("BinaryOp", 11),
    "CALL_INTRINSIC_1": ("Intrinsic1", 12),
    "CALL_INTRINSIC_2": ("Intrinsic2", 12),
    "LOAD_COMMON_CONSTANT": ("CommonConstant", 14),
    "LOAD_SPECIAL": ("SpecialMethod", 14),
    "IS_OP": ("Is", 14),
    "CONTAINS_OP": ("Contains", 14),
}

# They have a target, but never jump there.
NO_JUMPS = ("SETUP_", "END_ASYNC_FOR")


def dump():
    """One interpreter's tables, as a dictionary that JSON can hold."""
    import opcode

    minor = sys.version_info[1]
    header = metadata_header()
    caches = cache_sizes(opcode)
    formats = getattr(opcode, "_cache_format", {})
    opcodes = {}
    for name, number in opcode.opmap.items():
        if name.startswith("INSTRUMENTED_"):
            continue
        entry = opcodes[name] = {
            "number": number,
            "caches": caches.get(name, 0),
            "flags": flags_of(opcode, name, number),
            "cache_format": list(formats.get(name, {}).items()),
        }
        entry["argument"] = argument(name, number, entry["flags"], opcode, minor)
        if header:
            add_header(entry, name, number, header)
        else:
            entry["next"], entry["jump"] = [
                fit(name, {oparg: effect(number, oparg, jump, entry["flags"]) for oparg in OPARGS})
                for jump in (False, True)
            ]
    compare = {5: 16} if minor >= 13 else {4: 0} if minor == 12 else {0: 0}
    ((compare_shift, compare_bool),) = compare.items()
    table = {
        "version": sys.version_info[:3],
        "release": sys.version.split()[0],
        "opcodes": opcodes,
        "binary_ops": list(getattr(opcode, "_nb_ops", [])),
        "intrinsics_1": list(getattr(opcode, "_intrinsic_1_descs", [])),
        "intrinsics_2": list(getattr(opcode, "_intrinsic_2_descs", [])),
        "special_methods": list(getattr(opcode, "_special_method_names", [])),
        "common_constants": [
            value.__name__ if isinstance(value, type) else repr(value)
            for value in getattr(opcode, "_common_constants", [])
        ],
        "compare_ops": list(opcode.cmp_op),
        "compare_shift": compare_shift,
        "compare_bool": compare_bool,
        "null_first": minor < 13,
        "absent_lines": minor >= 13,
        "wide_columns": minor >= 7,
        "jumps": "Label" if minor >= 13 else "Offset" if minor >= 10 else "Relative",
        "not_printable": not_printable(),
    }
    table.update(form())
    return table


def form():
    """What this interpreter's .pyc files and code objects look like."""
    import dis
    import marshal
    import os
    import py_compile
    import tempfile

    folder = tempfile.mkdtemp()
    source = os.path.join(folder, "loop.py")
    with open(source, "w") as file:
        file.write("while x:\n    f(x) if x else g(x)\n")
    py_compile.compile(source, source + "c", doraise=True)
    with open(source + "c", "rb") as file:
        data = file.read()

    def is_code(start):
        try:
            return hasattr(marshal.loads(data[start:]), "co_code")
        except (EOFError, ValueError, TypeError):
            return False

    header_size = next(size for size in range(8, 24) if is_code(size))
    code = marshal.loads(data[header_size:])
    # Jumps count units of code where twice the argument of an absolute one is where it leads; and since there are
    # no absolute ones.
    labels = dis.findlabels(code.co_code)
    absolute = [i.arg for i in dis.get_instructions(code) if i.opcode in dis.hasjabs]
    units = 2 if all(2 * arg in labels for arg in absolute) else 1
    if hasattr(code, "co_positions"):
        lines = "Positions"
    elif hasattr(code, "co_lines"):
        lines = "Ranges"
    else:
        lines = "Lnotab"
    return {
        "magic": int.from_bytes(data[:2], "little"),
        "header_size": header_size,
        "slots": hasattr(code, "co_exceptiontable"),
        "positional_only": hasattr(code, "co_posonlyargcount"),
        "lines": lines,
        "jump_unit": units,
        # importlib's hash is this even where str's is another.
        "hash": "Sip13" if sys.version_info >= (3, 11) else "Sip24",
    }


def metadata_header():
    """The text of the header that knows more than any module; `None` without one."""
    import sysconfig

    include = Path(sysconfig.get_path("include") or "")
    path = include / "internal" / "pycore_opcode_metadata.h"
    return path.read_text() if path.is_file() else None


def cache_sizes(opcode):
    sizes = getattr(opcode, "_inline_cache_entries", {})
    if isinstance(sizes, list):
        return {name: sizes[number] for name, number in opcode.opmap.items() if number < len(sizes)}
    return sizes


def flags_of(opcode, name, number):
    """The flags that tell what the argument is."""
    flags = []
    if number in opcode.hasarg if hasattr(opcode, "hasarg") else number >= opcode.HAVE_ARGUMENT:
        flags.append("ARG")
    jumps = getattr(opcode, "hasjump", opcode.hasjrel + opcode.hasjabs)
    for flag, numbers in zip(FLAGS[1:], (opcode.hasconst, opcode.hasname, jumps, opcode.hasfree, opcode.haslocal)):
        if number in numbers and not (flag == "JUMP" and name.startswith(NO_JUMPS)):
            flags.append(flag)
    return flags


def argument(name, number, flags, opcode, minor):
    """The variant of ArgumentKind."""
    kind, since = ARGUMENTS.get(name, ("", 99))
    if minor >= since and "ARG" in flags:
        return kind
    if number in getattr(opcode, "hasexc", []):
        return "Handler"
    if number in opcode.hasjabs:
        return "JumpAbsolute"
    if number in getattr(opcode, "hasjump", []) or number in opcode.hasjrel:
        if name == "END_ASYNC_FOR":
            return "LoopStart"
        return "JumpBackward" if "JUMP_BACKWARD" in name else "JumpForward"
    if name == "KW_NAMES" and minor == 11:
        return "KeywordNames"
    if "FREE" in flags and minor < 11:
        return "Cell"
    for flag, kind in {"CONST": "Constant", "NAME": "Name", "LOCAL": "Local", "FREE": "Local"}.items():
        if flag in flags:
            return kind
    return "Number" if "ARG" in flags else "None"


def effect(number, oparg, jump, flags):
    """What `stack_effect` says; `None` for opargs it finds out of range."""
    import opcode

    arg = oparg if "ARG" in flags else None
    try:
        if sys.version_info < (3, 8):
            return opcode.stack_effect(number, arg)
        return opcode.stack_effect(number, arg, jump=jump)
    except ValueError:
        return None


def add_header(entry, name, number, header):
    """Pops, pushes and the flags that only the header knows, compared with what the modules say."""
    import _opcode

    popped = formulas(header, "_PyOpcode_num_popped")
    pushed = formulas(header, "_PyOpcode_num_pushed")
    # The header's formulas leave the pseudo opcodes out: they pop what they turn into, and push as
    # much as the stack effect says.
    target = dict(re.findall(r"\[(\w+)-256\] = \{ \{ (\w+),", header)).get(name)
    if target:
        popped[name] = popped[target]
        pushed[name] = "{} + {}".format(popped[name], _opcode.stack_effect(number, 0, jump=True))
    known = dict(re.findall(r"\[(\w+)\] = \{ true, -?\w+, (.*) \}", header)).get(name, "")
    flags = [flag for flag in FLAGS if "HAS_{}_FLAG".format(flag) in known]
    assert flags[: len(entry["flags"])] == entry["flags"] or target or not known, (name, flags, entry["flags"])
    entry["flags"] = flags if known else entry["flags"]
    values = [{oparg: evaluate(text[name], oparg) for oparg in OPARGS} for text in (popped, pushed)]
    entry["popped"], entry["pushed"] = (fit(name, value) for value in values)
    for jump in (False, True):
        for oparg in OPARGS:
            try:
                expected = _opcode.stack_effect(number, oparg, jump=jump)
            except ValueError:
                # Placeholders such as RESERVED, and opargs CPython finds out of range.
                continue
            difference = values[1][oparg] - values[0][oparg]
            if _opcode.has_exc(number) and not jump:
                difference = 0
            assert difference == expected, (name, oparg, jump, difference, expected)


def formulas(header, function):
    """Opcode name -> C expression, from a switch that returns one for each case."""
    body = header[header.index("int {}(int opcode, int oparg)  {{".format(function)):]
    body = body[: body.index("default:")]
    return dict(re.findall(r"case (\w+):\s*return (.*);", body))


def evaluate(expression, oparg):
    """A C expression of oparg; the only conditional in the header has the form `(c) ? a : b`."""
    python = re.sub(r"\(\((.*?)\) \? (.*?) : (.*?)\)", r"(\2 if \1 else \3)", expression)
    return eval(python, {"oparg": oparg})


def fit(name, values):
    """The `Count` that agrees with the values for every oparg tried."""
    values = {oparg: value for oparg, value in values.items() if value is not None}
    if not values:
        return "Fixed(0)"
    base = values.get(0, 0)
    factor = values.get(1, base) - base
    candidates = [
        ("Fixed({})".format(base), lambda oparg: base),
        ("Linear {{ base: {}, factor: {} }}".format(base, factor), lambda oparg: base + factor * oparg),
        ("LowBit({})".format(base), lambda oparg: base + (oparg & 1)),
        ("Three({})".format(base), lambda oparg: base + (oparg == 3)),
        ("TwoBytes({})".format(base), lambda oparg: base + (oparg & 0xFF) + (oparg >> 8)),
    ]
    for sign in (1, -1):
        for mask in (1, 4, 15, 31):
            candidates.append(
                (
                    "Bits {{ base: {}, factor: {}, mask: {} }}".format(base, sign, mask),
                    lambda oparg, sign=sign, mask=mask: base + sign * bin(oparg & mask).count("1"),
                )
            )
    candidates.append(("MinusThree({})".format(base), lambda oparg: base - (oparg == 3)))
    for text, function in candidates:
        if all(function(oparg) == value for oparg, value in values.items()):
            return text
    raise SystemExit("{}: no Count has the shape of {}".format(name, sorted(values.items())[:40]))


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
    counts = {
        count.split("(")[0].split(" ")[0]
        for entry in table["opcodes"].values()
        for field in ("popped", "pushed", "next", "jump")
        for count in [entry.get(field, "Fixed")]
    }
    yield f"// Generated by tables.py from CPython {table['release']}. Do not edit."
    yield "use crate::Version;"
    yield "use crate::argument::ArgumentKind as A;"
    yield "use crate::form::{CodeLayout, Form, JumpWords, LineTable, SourceHash, Words};"
    yield f"use crate::table::Count::{{{', '.join(sorted(counts))}}};"
    yield "use crate::table::{OpcodeFlags as F, OpcodeInfo as I, OpcodeTable, by_number};"
    yield ""
    yield "use super::NAMES;"
    yield ""
    yield "/// The opcodes of this release, by [`Opcode`](crate::Opcode)."
    yield "#[rustfmt::skip]"
    yield "static OPCODES: [I; NAMES.len()] = ["
    for name in names:
        entry = table["opcodes"].get(name)
        if entry is None:
            yield f"    I::ABSENT, // {name}"
            continue
        flags = "F::empty()" + "".join(f".union(F::{flag})" for flag in entry["flags"])
        text = f"I::new({entry['number']}, A::{entry['argument']}, {flags})"
        for method in ("moves", "changes"):
            pair = {"moves": ("popped", "pushed"), "changes": ("next", "jump")}[method]
            if pair[0] in entry:
                text += f".{method}({entry[pair[0]]}, {entry[pair[1]]})"
        if entry["cache_format"]:
            fields = ", ".join(f'("{field}", {size})' for field, size in entry["cache_format"])
            text += f".caches(&[{fields}])"
            assert sum(size for _, size in entry["cache_format"]) == entry["caches"], name
        else:
            assert entry["caches"] == 0, name
        yield f"    {text}, // {name}"
    yield "];"
    yield ""
    major, minor, micro = table["version"]
    layout = "Slots" if table["slots"] else f"Names {{ positional_only: {str(table['positional_only']).lower()} }}"
    yield "/// This release's tables."
    yield "pub(super) static TABLE: OpcodeTable = OpcodeTable {"
    yield f"    version: Version {{ minor: {minor}, micro: {micro} }},"
    yield f'    release: "{table["release"]}",'
    yield "    form: Form {"
    yield f"        magic: {table['magic']},"
    yield f"        header_size: {table['header_size']},"
    yield f"        layout: CodeLayout::{layout},"
    yield f"        lines: LineTable::{table['lines']},"
    yield f"        jump_unit: {table['jump_unit']},"
    yield f"        hash: SourceHash::{table['hash']},"
    yield "    },"
    yield "    words: Words {"
    yield f"        null_first: {str(table['null_first']).lower()},"
    yield f"        absent_lines: {str(table['absent_lines']).lower()},"
    yield f"        wide_columns: {str(table['wide_columns']).lower()},"
    yield f"        unicode_of: {minor},"
    yield f"        jumps: JumpWords::{table['jumps']},"
    yield f"        compare_shift: {table['compare_shift']},"
    yield f"        compare_bool: {table['compare_bool']},"
    yield "    },"
    yield "    opcodes: &OPCODES,"
    yield "    by_number: by_number(&OPCODES),"
    pairs = ", ".join(f'("{name}", "{symbol}")' for name, symbol in table["binary_ops"])
    yield f"    binary_ops: &[{pairs}],"
    for field in ("compare_ops", "intrinsics_1", "intrinsics_2", "special_methods", "common_constants"):
        yield f"    {field}: &[{', '.join(json.dumps(text) for text in table[field])}],"
    yield "};"


def printable_rs(tables):
    """What is not printable in the oldest release or was not later, and since when it is."""
    never = 255
    since = {}
    first = never
    for table in sorted(tables, key=lambda table: table["version"], reverse=True):
        for start, end in table["not_printable"]:
            for point in range(start, end + 1):
                since.setdefault(point, first)
        first = table["version"][1]
    ranges = []
    for point in sorted(since):
        if ranges and ranges[-1][1] == point - 1 and ranges[-1][2] == since[point]:
            ranges[-1][1] = point
        else:
            ranges.append([point, point, since[point]])
    releases = ", ".join(table["release"] for table in tables)
    yield f"// Generated by tables.py from CPython {releases}. Do not edit."
    yield "/// Code points, both ends included, that are not printable to `str.isprintable`, and the minor release since which"
    yield "/// they are; 255 for those that no release prints."
    yield f"pub(crate) static NOT_PRINTABLE: [(u32, u32, u8); {len(ranges)}] = ["
    for start, end, minor in ranges:
        yield f"    (0x{start:_x}, 0x{end:_x}, {minor}),"
    yield "];"


def mod_rs(tables):
    modules = ["v{}_{}".format(*table["version"]) for table in tables]
    yield "//! Opcode tables, generated from real interpreters' own metadata and committed. Never edit them by hand."
    yield "//!"
    yield "//! `python3 crates/bytecode/tables.py INTERPRETER...` writes them again, this file too; a further release is a"
    yield "//! further argument."
    yield ""
    for module in sorted(["names", "printable", *modules]):
        yield f"mod {module};"
    yield ""
    yield "pub(crate) use names::{JUMPS, NAMES};"
    yield "pub(crate) use printable::NOT_PRINTABLE;"
    yield ""
    yield "use crate::table::OpcodeTable;"
    yield ""
    yield "/// The table of each minor release, oldest first."
    yield f"pub(crate) static TABLES: [&OpcodeTable; {len(modules)}] ="
    yield f"    [{', '.join(f'&{module}::TABLE' for module in modules)}];"


def dump_of(interpreter):
    script = Path(__file__).resolve()
    command = [interpreter, "-I", str(script)]
    if Path(interpreter).is_dir():
        starter = HERE.parent.parent / "tests" / "oracle" / "pyodide.mjs"
        command = ["node", str(starter), interpreter, str(script)]
    return json.loads(subprocess.check_output([*command, "--dump"]))


def main(interpreters):
    if interpreters == ["--dump"]:
        json.dump(dump(), sys.stdout)
        sys.stdout.flush()
        return
    if not interpreters:
        raise SystemExit(__doc__)
    tables = sorted(map(dump_of, interpreters), key=lambda table: table["version"])
    names = sorted({name for table in tables for name in table["opcodes"]})
    jumps = {
        name
        for table in tables
        for name, entry in table["opcodes"].items()
        if "JUMP" in entry["flags"]
    }
    outputs = {
        "mod.rs": mod_rs(tables),
        "names.rs": names_rs(names, jumps, ", ".join(table["release"] for table in tables)),
        "printable.rs": printable_rs(tables),
    }
    for table in tables:
        outputs["v{}_{}.rs".format(*table["version"])] = table_rs(names, table)
    folder = HERE / "src" / "tables"
    for file, lines in outputs.items():
        (folder / file).write_text("\n".join(lines) + "\n")
    subprocess.check_call(["rustfmt", "--edition", "2024", *(folder / file for file in outputs)])


if __name__ == "__main__":
    main(sys.argv[1:])
