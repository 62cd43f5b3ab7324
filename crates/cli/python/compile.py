"""Compiles the sources that come in, one answer for each: what `bytescope verify` runs.

A request is a name and a source, each behind its length (4 bytes, little-endian). An answer is such a field
too: `C` and the marshalled code object, or `E` and the exception as JSON. The first argument is the optimisation
level.
"""

import json
import marshal
import struct
import sys
import warnings

requests, answers = sys.stdin.buffer, sys.stdout.buffer
level = int(sys.argv[1])
warnings.simplefilter("ignore")


def field():
    header = requests.read(4)
    if len(header) < 4:
        sys.exit()
    return requests.read(struct.unpack("<I", header)[0])


while True:
    name, source = field().decode(), field()
    try:
        code = compile(source, name, "exec", dont_inherit=True, optimize=level)
        answer = b"C" + marshal.dumps(code)
    except Exception as error:
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        shown = {"type": type(error).__name__, "message": message, "line": getattr(error, "lineno", None)}
        answer = b"E" + json.dumps(shown).encode()
    answers.write(struct.pack("<I", len(answer)) + answer)
    answers.flush()
