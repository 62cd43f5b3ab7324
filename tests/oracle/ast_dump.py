"""The syntax tree of every source of a bundle, as the interpreter that runs this parses it.

    python3.13 ast_dump.py SOURCES ANSWERS

An answer is `E` and the exception as JSON (type and message, or what a traceback shows), or `T` and the
tree in the format of the crate bytescope-syntax (`dump.rs`), without the last line end.

The format: one line for each node, two spaces deeper than its parent:

    LABEL: NODE LINE:COLUMN-ENDLINE:ENDCOLUMN FIELD=VALUE FIELD=VALUE ...

LABEL is the field of the parent that holds the node, with an index if that field is a list: `body[0]`. Line 1
is the root and has no label. Nodes that have no position in `ast` have none here. Fields that hold names, numbers,
constants, operators or contexts stand in the node's own line, the others are lines below it, both in the
order of `_fields`. What is absent (`None`, an empty list) is left out, but for the `None`s in `keys` and
`kw_defaults`: they are lines `keys[0]: None`.

Values: `True`, `12`, `0x1f…` (an integer that needs more than 64 bits), `float:BITS`, `complex:BITS,BITS`
(IEEE 754 bits, 16 hexadecimal digits), `...`, `"text"` and `b"bytes"`. In text, printable ASCII stands for itself and
anything else, `"` and `\\` included, is `\\u{HEX}`; in bytes it is `\\xHH`.
"""

import ast
import json
import os
import struct
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

PLAIN = {c: chr(c) for c in range(0x20, 0x7F) if chr(c) not in '"\\'}


class Escapes(dict):
    """A table for `str.translate` that escapes what it does not hold."""

    def __missing__(self, point):
        self[point] = escaped = f"\\u{{{point:x}}}"
        return escaped


ESCAPES = Escapes(PLAIN)


def text(value):
    if value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return f'"{value.translate(ESCAPES)}"'


def bits(value):
    return struct.pack(">d", value).hex()


def constant(value):
    match value:
        case None | bool():
            return str(value)
        case int():
            return str(value) if value < 1 << 64 else hex(value)
        case float():
            return f"float:{bits(value)}"
        case complex():
            return f"complex:{bits(value.real)},{bits(value.imag)}"
        case str():
            return text(value)
        case bytes():
            return 'b"' + "".join(PLAIN.get(byte) or f"\\x{byte:02x}" for byte in value) + '"'
    return "..."


def dump(root):
    lines = []
    pending = [("", "", root)]
    while pending:
        indent, label, node = pending.pop()
        if node is None:
            lines.append(f"{indent}{label}None")
            continue
        line = indent + label + type(node).__name__
        if hasattr(node, "end_lineno"):
            line += f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}"
        indent += "  "
        below = []
        for field in node._fields:
            value = getattr(node, field)
            if field == "value" and isinstance(node, (ast.Constant, ast.MatchSingleton)):
                line += f" value={constant(value)}"
            elif value is None or value == []:
                pass
            elif isinstance(value, list):
                first = value[0]
                if isinstance(first, str):
                    line += f" {field}=[{','.join(map(text, value))}]"
                elif isinstance(first, ast.cmpop):
                    line += f" {field}=[{','.join(type(op).__name__ for op in value)}]"
                else:
                    below.extend((indent, f"{field}[{i}]: ", item) for i, item in enumerate(value))
            elif isinstance(value, str):
                line += f" {field}={text(value)}"
            elif isinstance(value, int):
                line += f" {field}={value}"
            elif value._fields or isinstance(value, (ast.stmt, ast.arguments)):
                below.append((indent, f"{field}: ", value))
            else:
                line += f" {field}={type(value).__name__}"
        lines.append(line)
        pending.extend(reversed(below))
    return "\n".join(lines)


def answer(name, source):
    try:
        tree = ast.parse(source, name, bundle.mode(name))
    except Exception as error:
        return b"E" + json.dumps(bundle.exception(error)).encode()
    return b"T" + dump(tree).encode()


def main():
    sources, answers = sys.argv[1:]
    warnings.simplefilter("ignore")
    bundle.write(answers, ((name, answer(name, source)) for name, source in bundle.read(sources)))


main()
