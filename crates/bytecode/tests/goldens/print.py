"""Prints the goldens beside this file. Run it with the CPython they are to be true for:

    python3.13 crates/bytecode/tests/goldens/print.py
"""

import _opcode
import _testinternalcapi
import dis
import importlib.util
import marshal
import opcode
import re
import sys
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent
RELEASE = ".".join(map(str, sys.version_info[:3]))
FLAGS = ("arg", "const", "name", "jump", "free", "local")
OPARGS = (0, 1, 2, 3, 4, 5, 255, 256, 0x205, 70000)


def opcodes():
    """Number, caches, flags and stack effects of every opcode."""
    for name, number in sorted(opcode.opmap.items()):
        if name.startswith("INSTRUMENTED_") or name == "RESERVED":
            continue
        flags = [flag for flag in FLAGS if getattr(_opcode, f"has_{flag}")(number)]
        effects = []
        for oparg in OPARGS:
            for jump in (False, True):
                try:
                    effects.append(str(_opcode.stack_effect(number, oparg, jump=jump)))
                except ValueError:
                    effects.append("?")
        caches = opcode._inline_cache_entries.get(name, 0)
        yield f"{name} {number} {caches} {'|'.join(flags) or '-'} {' '.join(effects)}"


VALUES = [
    None, True, False, ..., 0, -1, 2**31 - 1, -2**31, 2**31, -2**31 - 1, 2**15, 2**30, 2**45 - 1, 10**40,
    -(10**40), 1 << 1000, 0.0, -0.0, 1.0, 0.1, 1e16, 123456789012345680.0, 1e-4, 1e-5, 1.5e300, 5e-324,
    2.0**-44, 9007199254740993.0, float("inf"), float("-inf"), float("nan"), 1j, -1j, 0j, -0j,
    complex(-0.0, 1), complex(0, -0.0), complex(1, 2.5), complex(-1.5, -1e16), complex(float("inf"), float("nan")),
    complex(float("-inf"), 0), "", "a", "name_1", "it's", 'say "hi"', "it's \"both\"", "back\\slash", "tab\tnew\nret\r",
    "\0\x1f\x7f\x80\xa0\xad\xff", "Größe", "日本語", "\u200b\u2028\ue000\u0378", "😀\U000e0001\U0010ffff",
    "\ud800", "\ud83d\ude00", "x" * 300, "é" * 300, b"", b"bytes", b"it's", b"it's \"both\"", b"\0\t\n\r\\\x7f\xff",
    (), (1,), (1, 2), ("a", ("b", (None,))), tuple(range(300)), frozenset(), frozenset([1]), (frozenset(["x"]), b"y"),
]


def values():
    """Marshalled values with their repr."""
    for value in VALUES:
        yield f"{marshal.dumps(value).hex()} {value!r}"


LOCATIONS = [
    (10, 10, 0, 0), (10, 10, 0, 15), (10, 10, 0, 16), (10, 10, 79, 79), (10, 10, 79, 94), (10, 10, 80, 81),
    (10, 10, 127, 127), (10, 10, 127, 128), (10, 10, 5, 3), (11, 11, 5, 3), (11, 11, 0, 127), (12, 12, 3, 9),
    (14, 14, 3, 9), (16, 16, 3, 9), (19, 19, 3, 9), (18, 18, 3, 9), (17, 40, 3, 9), (40, 40, -1, -1), (41, -1, -1, -1),
    (42, 50, -1, -1), (42, 42, 4, -1), (42, 42, -1, 4), (-1, -1, -1, -1), (43, 43, 0, 1), (1000000, 1000000, 7, 8),
    (1000000, 1000099, 77777, 888888), (1, 1, 0, 1), (0, 1, 0, 0),
]


def locations():
    """First line, table, and the runs that CPython's assembler made it from: units, then the location."""
    for sizes in ((1,) * len(LOCATIONS), tuple(1 + 5 * index % 23 for index in range(len(LOCATIONS)))):
        for firstlineno in (1, 10, 2000000):
            sequence = _testinternalcapi.new_instruction_sequence()
            runs = []
            for size, (line, end_line, column, end_column) in zip(sizes, LOCATIONS):
                for _ in range(size):
                    # No NOP: the assembler may remove those.
                    # addop calls its fourth parameter col_offset and its fifth end_lineno, and mixes them up.
                    sequence.addop(opcode.opmap["SETUP_ANNOTATIONS"], 0, line, end_line, column, end_column)
                runs.append(f"{size}:{line},{end_line},{column},{end_column}")
            # CPython wants the code to end like code.
            sequence.addop(opcode.opmap["RETURN_CONST"], 0, 7, 7, 7, 7)
            runs.append("1:7,7,7,7")
            names = ("consts", "names", "varnames", "cellvars", "freevars", "fasthidden")
            metadata = {"name": "f", "qualname": "f", "firstlineno": firstlineno, "argcount": 0,
                        "posonlyargcount": 0, "kwonlyargcount": 0, **{name: {} for name in names}}
            code = _testinternalcapi.assemble_code_object("f", sequence, metadata)
            yield f"{firstlineno} {code.co_linetable.hex()} {' '.join(runs)}"


def disassembly(code):
    """Every code object: its exception table, then its instructions as dis has them."""
    yield f"= {code.co_qualname} {code.co_firstlineno}"
    for entry in dis._parse_exception_table(code):
        yield f"E {entry.start} {entry.end} {entry.target} {entry.depth} {int(entry.lasti)}"
    for instruction in dis.get_instructions(code):
        if instruction.opname == "EXTENDED_ARG":
            continue
        position = ",".join(str(-1 if number is None else number) for number in instruction.positions)
        argrepr = re.sub(r" at 0x[0-9a-f]+, file", ", file", instruction.argrepr)
        fields = (instruction.offset, instruction.start_offset, instruction.opname, instruction.arg,
                  instruction.jump_target, instruction.label, position, argrepr)
        yield "\t".join(map(str, fields))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from disassembly(constant)


def source_hashes():
    """Sources with their hashes."""
    for source in (b"", b"x", b"x = 1\n", b"0123456", b"01234567", b"012345678", bytes(range(256))):
        yield f"{source.hex() or '-'} {importlib.util.source_hash(source).hex()}"


def main():
    code = compile((HERE / "sample.py").read_bytes(), "sample.py", "exec")
    (HERE / "sample.marshal").write_bytes(marshal.dumps(code))
    goldens = {
        "opcodes": opcodes(),
        "values": values(),
        "locations": locations(),
        "sample": disassembly(code),
        "source_hashes": source_hashes(),
    }
    for name, lines in goldens.items():
        text = f"# CPython {RELEASE}, by print.py\n" + "".join(f"{line}\n" for line in lines)
        (HERE / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
