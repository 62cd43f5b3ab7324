"""What `dis.get_instructions` says of every source of a bundle, compiled by the interpreter that runs this.

    python3.8 pyc_instructions.py SOURCES ANSWERS [--whole]

An answer is `P`, the number of instructions (4 bytes), the length of a .pyc file (4 bytes), the file, and the
SHA-256 of two texts in hexadecimal, with --whole both texts themselves, with the line `dis.dis:` between them; or `E`
and what went wrong, as JSON. The second text is what `dis.dis` prints, the first has a line for each instruction of each
code object, each before those inside it:

    opname arg offset start line target is_target positions argrepr [argrepr of dis.Bytecode]

`start` is the line that the instruction starts. Releases that number the targets of jumps do it in
`dis.get_instructions` without, in `dis.Bytecode` and `dis.dis` with the exception table: so they have two reprs.
What is the same for a whole file or may differ from run to run is made the same, as in tool_text.py: addresses are
left out, lines that show a frozenset are sorted.

This must be understood by 3.6.
"""

import dis
import hashlib
import importlib.util
import io
import json
import marshal
import os
import re
import struct
import sys
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

ADDRESS = re.compile(r"^((?:Disassembly of )?<code object .*?) at 0x[0-9a-f]+(?=, file )", re.DOTALL)
HEADER = importlib.util.MAGIC_NUMBER + bytes(12 if sys.version_info >= (3, 7) else 8)
HAS_LABELS = sys.version_info >= (3, 13)
JUMPS = frozenset(dis.hasjrel + dis.hasjabs + list(getattr(dis, "hasjump", ())))


def place(values):
    return ":".join("-" if value is None else str(value) for value in values)


def normal(text):
    if text.startswith(("<code object ", "Disassembly of ")):
        return ADDRESS.sub(r"\1", text, count=1)
    return "".join(sorted(text)) if "frozenset({" in text else text


def repr_without_address(value):
    text = repr(value)
    return ADDRESS.sub(r"\1", text, count=1) if isinstance(value, types.CodeType) else text


def lines(code):
    labelled = dis.Bytecode(code) if HAS_LABELS else ()
    labelled = iter(labelled)
    for i in dis.get_instructions(code):
        fields = [i.opname, "-" if i.arg is None else str(i.arg), str(i.offset)]
        if HAS_LABELS:
            fields.append(str(i.line_number) if i.starts_line else "-")
            fields.append(str(i.line_number))
            target = i.jump_target
        else:
            fields.append("-" if i.starts_line is None else str(i.starts_line))
            target = i.argval if i.opcode in JUMPS and i.arg is not None else None
        fields.append("-" if target is None else str(target))
        fields.append("T" if i.is_jump_target else "-")
        if hasattr(i, "positions"):
            fields.append(place(i.positions))
        fields.append(normal(i.argrepr))
        if HAS_LABELS:
            fields.append(normal(next(labelled).argrepr))
        yield " ".join(fields)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from lines(constant)


def text_of_dis(code):
    out = io.StringIO()
    dis.dis(code, file=out)
    if sys.version_info < (3, 7):
        # It did not look into nested code objects yet.
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                out.write("\nDisassembly of {!r}:\n{}".format(constant, text_of_dis(constant)))
    return out.getvalue()


def normal_dis(code):
    dis.repr = repr_without_address
    return "\n".join(map(normal, text_of_dis(code).split("\n")))


def answer(name, source, whole):
    try:
        data = marshal.dumps(compile(source, name, bundle.mode(name), dont_inherit=True))
    except Exception as error:
        return b"E" + json.dumps({"type": type(error).__name__, "message": str(error)}).encode()
    code = marshal.loads(data)
    rows = list(lines(code))
    texts = [text.encode("utf-8", "surrogatepass") for text in ("\n".join(rows), normal_dis(code))]
    data = HEADER + data
    if whole:
        digest = b"\ndis.dis:\n".join(texts)
    else:
        digest = "".join(hashlib.sha256(text).hexdigest() for text in texts).encode()
    return b"P" + struct.pack("<II", len(rows), len(data)) + data + digest


def main():
    sources, answers, *rest = sys.argv[1:]
    warnings.simplefilter("ignore")
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    bundle.write(
        answers, ((name, answer(name, source, "--whole" in rest)) for name, source in bundle.read(sources))
    )


main()
