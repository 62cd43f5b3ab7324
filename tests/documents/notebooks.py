"""Validates notebooks, runs them in the interpreter at hand, and compares what they print with what they say they print.

    python notebooks.py NOTEBOOK...

Needs nbformat, nbclient and ipykernel. Exit status 1 if anything differs.
"""

import pathlib
import sys
import tempfile

import nbclient
import nbformat


def printed(cell):
    """What a cell wrote to standard output."""
    streams = (output for output in cell.outputs if output.output_type == "stream")
    return "".join(output.text for output in streams if output.name == "stdout")


def ending(cell):
    """The class of the exception that a cell ended with, if it did."""
    return next((output.ename for output in cell.outputs if output.output_type == "error"), None)


def check(path):
    """What is wrong with a notebook."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    stated = [(printed(cell), ending(cell)) for cell in notebook.cells if cell.cell_type == "code"]
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        client = nbclient.NotebookClient(notebook, timeout=60, kernel_name="python3", resources=resources)
        # Where no encryption can be had, the kernel warns of that.
        client.extra_arguments = ["--log-level=ERROR"]
        client.execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell, wanted in zip(cells, stated, strict=True):
        found = printed(cell), ending(cell)
        if found != wanted:
            yield f"{cell.id} prints {found!r}, stated is {wanted!r}"


def main(paths):
    wrong = 0
    for path in paths:
        try:
            problems = list(check(path))
        except (nbformat.ValidationError, nbclient.exceptions.CellExecutionError) as error:
            problems = [str(error).strip().splitlines()[-1]]
        for problem in problems:
            print(f"{pathlib.Path(path).name}: {problem}")
        wrong += bool(problems)
    version = ".".join(map(str, sys.version_info[:3]))
    print(f"{len(paths) - wrong} of {len(paths)} notebooks run in CPython {version} and print what they say")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
