"""Writes the answers into the tables that the tests of the compiler's first phases read.

    python3.13 front_tables.py ../../crates/compiler/tests/data

The questions in the tables are ours, the answers are those of the interpreter that runs this:

- `fold.tsv`: an expression, and its text after CPython's AST optimizer;
- `unparse.tsv`: an expression, and its text as an annotation that is not evaluated;
- `scopes.txt`: programs, each with its symbol table or with what is wrong with it.
"""

import _symtable
import ast
import os
import platform
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from symtable_dump import listing

FUTURE_ANNOTATIONS = 0x1000000
HEADER = f"# Answers of CPython {platform.python_version()}; tests/oracle/front_tables.py writes them.\n"


def as_annotation(expression):
    """The text that CPython stores for an annotation, given as a tree."""
    target = ast.Name("x", ast.Store())
    statement = ast.AnnAssign(target, expression, None, 1)
    module = ast.fix_missing_locations(ast.Module([statement], []))
    constants = compile(module, "", "exec", FUTURE_ANNOTATIONS, True).co_consts
    return constants[0]


def folded(source):
    return as_annotation(ast.parse(source, mode="eval", optimize=1).body)


def unparsed(source):
    return as_annotation(ast.parse(source, mode="eval").body)


def scopes(source):
    try:
        return "".join(listing(_symtable.symtable(source, "", "exec")))
    except SyntaxError as error:
        end = f"-{error.end_lineno}:{error.end_offset - 1}" if error.end_offset else ""
        return f"{error.lineno}:{error.offset - 1}{end} {error.msg}\n"


def rewrite_table(path, answer):
    with open(path, encoding="utf-8") as file:
        questions = [line.rstrip("\n").split("\t")[0] for line in file if not line.startswith("# ")]
    lines = [f"{question}\t{answer(question)}\n" for question in questions]
    with open(path, "w", encoding="utf-8") as file:
        file.writelines([HEADER, *lines])


def rewrite_programs(path):
    with open(path, encoding="utf-8") as file:
        _, *programs = file.read().split("====\n")
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEADER)
        for program in programs:
            source = program.split("----\n")[0]
            file.write(f"====\n{source}----\n{scopes(source)}")


def main():
    (folder,) = sys.argv[1:]
    warnings.simplefilter("ignore")
    rewrite_table(os.path.join(folder, "fold.tsv"), folded)
    rewrite_table(os.path.join(folder, "unparse.tsv"), unparsed)
    rewrite_programs(os.path.join(folder, "scopes.txt"))


main()
