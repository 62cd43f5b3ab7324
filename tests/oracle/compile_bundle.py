"""Compiles every source of a bundle with the interpreter that runs this.

    python3.13 compile_bundle.py SOURCES ANSWERS [--optimize 0|1|2]

An answer is `C` and the marshalled code object, or `E` and the exception as JSON: its type, and for a
syntax error what a traceback shows (message, line, offset, end line, end offset). The file name given to
`compile()` is the entry's name.
"""

import argparse
import json
import marshal
import os
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle


def answer(name, source, optimize):
    try:
        code = compile(source, name, bundle.mode(name), dont_inherit=True, optimize=optimize)
    except Exception as error:
        return b"E" + json.dumps(bundle.exception(error)).encode()
    return b"C" + marshal.dumps(code)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sources")
    parser.add_argument("answers")
    parser.add_argument("--optimize", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    bundle.write(
        options.answers,
        (
            (name, answer(name, source, options.optimize))
            for name, source in bundle.read(options.sources)
        ),
    )


main()
