"""Measures CPython for the bench.

    python3.13 measure.py compile SOURCES [--passes N]     seconds of processor time to compile every source, in the best pass
    python3.13 measure.py peak COMMAND...                  largest memory of a command, in KiB, whatever its exit code
    python3.13 measure.py time COMMAND...                  seconds of processor time of a command, whatever its exit code
    python3.13 measure.py dis SOURCES                      seconds to compile every source and print its dis.dis
    python3.13 measure.py dis-one-by-one SOURCES           seconds of `python -m dis` for every source, one process each
    python3.13 measure.py marshal SOURCES PYCS             writes every source that compiles as a .pyc, prints their number
    python3.13 measure.py instructions PYCS                seconds of marshal.loads and dis.get_instructions of every .pyc

One number is printed. Sources are read before the clock starts, and every pass compiles all of them.
"""

import dis
import importlib.util
import marshal
import os
import resource
import subprocess
import sys
import tempfile
import time
import types
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


def run(command):
    """Runs a command that may find something wrong with its input, but must not fail: no figure comes from that."""
    status = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    if status not in (0, 1):
        raise SystemExit(f"{command} ended with {status}")


def peak(command):
    run(command)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def time_of(command):
    run(command)
    return children()


def dis_all(path):
    sources = list(bundle.read(path))
    with open(os.devnull, "w") as out:
        start = time.process_time()
        for _, code in compiled_sources(sources):
            dis.dis(code, file=out)
        return time.process_time() - start


def compiled_sources(sources):
    warnings.simplefilter("ignore")
    for name, source in sources:
        try:
            yield name, compile(source, name, "exec", dont_inherit=True, optimize=0)
        except SyntaxError:
            pass


def dis_one_by_one(path):
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "source.py")
        for _, source in bundle.read(path):
            with open(file, "wb") as out:
                out.write(source)
            time_of([sys.executable, "-W", "ignore", "-m", "dis", file])
    return children()


def marshal_all(path, pycs):
    header = importlib.util.MAGIC_NUMBER + bytes(12)
    files = [(name, header + marshal.dumps(code)) for name, code in compiled_sources(bundle.read(path))]
    bundle.write(pycs, files)
    return len(files)


def instructions(code):
    for _ in dis.get_instructions(code):
        pass
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            instructions(constant)


def instructions_all(pycs):
    files = list(bundle.read(pycs))
    start = time.process_time()
    for _, data in files:
        instructions(marshal.loads(data[16:]))
    return time.process_time() - start


def main():
    what, *arguments = sys.argv[1:]
    if what == "peak":
        print(peak(arguments))
    elif what in OTHERS:
        print(OTHERS[what](*arguments))
    else:
        passes = int(arguments[2]) if "--passes" in arguments else 3
        print(compile_all(arguments[0], passes))


OTHERS = {
    "time": lambda *command: time_of(command),
    "dis": dis_all,
    "dis-one-by-one": dis_one_by_one,
    "marshal": marshal_all,
    "instructions": instructions_all,
}

main()
