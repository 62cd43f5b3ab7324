"""Measures CPython for the bench.

    python3.13 measure.py compile SOURCES [--passes N]     seconds of processor time to compile every source, in the best pass
    python3.13 measure.py peak COMMAND...                  largest memory of a command, in KiB

One number is printed. Sources are read before the clock starts, and every pass compiles all of them.
"""

import os
import resource
import subprocess
import sys
import time
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import bundle


def compile_all(path, passes):
    warnings.simplefilter("ignore")
    sources = list(bundle.read(path))
    best = float("inf")
    for _ in range(passes):
        start = time.process_time()
        for name, source in sources:
            try:
                compile(source, name, "exec", dont_inherit=True, optimize=0)
            except SyntaxError:
                pass
        best = min(best, time.process_time() - start)
    return best


def peak(command):
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def main():
    what, *arguments = sys.argv[1:]
    if what == "peak":
        print(peak(arguments))
    else:
        passes = int(arguments[2]) if "--passes" in arguments else 3
        print(compile_all(arguments[0], passes))


main()
