"""What one of CPython's tools prints for every source of a bundle: `python -m dis` and its sisters.

    python3.13 tool_text.py SOURCES ANSWERS [--whole] TOOL [OPTION...]

TOOL is the module. Its own `main` runs, in a folder that holds the source under the entry's name. An answer is
`T` and the SHA-256 of the text in hexadecimal, with --whole `W` and the text itself, or `E` and what went
wrong, as JSON.

Two things in these texts are not the same from run to run, and are made so: the address in the repr of a code
object is left out, and the characters of a line that shows a frozenset are sorted, since the order of its items
depends on how strings are hashed. For that reason too, the names that a symbol table only passes through, or
adds on its own, are sorted and come last.
"""

import contextlib
import hashlib
import importlib
import io
import json
import os
import pathlib
import re
import sys
import tempfile
import types
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle

ADDRESS = re.compile(r" at 0x[0-9a-f]+")
PASSED_THROUGH = re.compile(r" symbol '[^']*': $")


def repr_without_address(value):
    text = repr(value)
    return ADDRESS.sub("", text, count=1) if isinstance(value, types.CodeType) else text


def normal_dis(text):
    for line in text.split("\n"):
        if line.startswith("Disassembly of <code object "):
            line = ADDRESS.sub("", line, count=1)
        elif "frozenset({" in line:
            line = "".join(sorted(line))
        yield line


def normal_symbols(text):
    later = []
    for line in text.split("\n"):
        if PASSED_THROUGH.search(line):
            later.append(line)
            continue
        if not line:
            yield from sorted(later)
            later.clear()
        yield line


NORMAL = {"dis": normal_dis, "symtable": normal_symbols}


def text_of(tool, options, name):
    sys.argv = [tool, *options, name]
    module = importlib.import_module(tool)
    module.repr = repr_without_address
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        if tool == "symtable":
            module.main([*options, name])
        else:
            module.main()
    return out.getvalue()


def answer(whole, tool, options, name, source):
    path = pathlib.Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source)
    try:
        text = text_of(tool, options, name)
    except (Exception, SystemExit) as error:
        return b"E" + json.dumps(bundle.exception(error)).encode()
    finally:
        path.unlink()
    if tool in NORMAL:
        text = "\n".join(NORMAL[tool](text))
    text = text.encode()
    return b"W" + text if whole else b"T" + hashlib.sha256(text).hexdigest().encode()


def main():
    sources, answers, *rest = sys.argv[1:]
    whole = rest[0] == "--whole"
    tool, *options = rest[whole:]
    warnings.simplefilter("ignore")
    sources, answers = map(os.path.abspath, (sources, answers))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        entries = bundle.read(sources)
        bundle.write(answers, ((name, answer(whole, tool, options, name, source)) for name, source in entries))
        os.chdir("/")


main()
