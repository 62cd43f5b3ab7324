"""Are the modules of `crates/vm/python` written in our own words?

    python3.13 tests/own_words.py [PATH-PART]

Compares each with the module of the same name in the library of the CPython that runs this, line by line, after both went
through the parser, so that comments, docstrings and layout do not count. Prints the longest runs of equal lines, those of
the files named in full; exit code 1 if a run has more than eight. Renamed variables and another order of methods are not seen.
"""

import ast
import sys
import sysconfig
from pathlib import Path

LONGEST = 8
OURS = Path(__file__).resolve().parent.parent / "crates/vm/python"
LIBRARY = Path(sysconfig.get_path("stdlib"))


def lines(path):
    """The lines of a module as the parser sees them, without docstrings and annotations of functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        match node:
            case (
                ast.Module(body=body)
                | ast.ClassDef(body=body)
                | ast.FunctionDef(body=body)
                | ast.AsyncFunctionDef(body=body)
            ):
                if ast.get_docstring(node, clean=False) is not None:
                    body[0] = ast.Pass()
                if hasattr(node, "returns"):
                    node.returns = None
            case ast.arg():
                node.annotation = None
    return [line.strip() for line in ast.unparse(tree).splitlines() if line.strip() not in ("", "pass")]


def originals(path):
    """What CPython has under that name: one file, or all of a package that we laid out differently."""
    same = LIBRARY / path
    if same.exists():
        return [same]
    package = LIBRARY / path.parts[0].removesuffix(".py")
    return sorted(package.rglob("*.py")) if package.is_dir() else []


def longest_run(ours, theirs):
    """The longest run of equal lines: how many, and where it begins in ours."""
    places = {}
    for at, line in enumerate(theirs):
        places.setdefault(line, []).append(at)
    best, before = (0, 0), {}
    for at, line in enumerate(ours):
        now = {there: before.get(there - 1, 0) + 1 for there in places.get(line, ())}
        length = max(now.values(), default=0)
        if length > best[0]:
            best = (length, at - length + 1)
        before = now
    return best


def main(part=None):
    found = []
    for path in sorted(OURS.rglob("*.py")):
        name = path.relative_to(OURS)
        ours = lines(path)
        runs = [longest_run(ours, lines(original)) for original in originals(name)]
        length, start = max(runs, default=(0, 0))
        found.append((length, str(name)))
        if part is not None and part in str(name):
            print(f"{name}:", *ours[start : start + length], sep="\n    ")
    found.sort(reverse=True)
    for length, name in found[:5]:
        print(f"{length:3} equal lines: {name}")
    return 1 if found[0][0] > LONGEST else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
