"""argparse: positional arguments, options, commands, help and errors."""

import argparse
import contextlib
import io

parser = argparse.ArgumentParser(prog="tool", description="Copies things, and counts while it does.", epilog="That is all.")
parser.add_argument("source", help="where from")
parser.add_argument("target", nargs="?", default="out", help="where to (default: %(default)s)")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("-n", "--number", type=int, metavar="N", help="how many")
parser.add_argument("--kind", choices=["slow", "fast"])
parser.add_argument("--tags", nargs="+")
group = parser.add_mutually_exclusive_group()
group.add_argument("--keep", action="store_true")
group.add_argument("--drop", action="store_true")


def attempt(parser, line):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            result = parser.parse_args(line.split())
        except SystemExit as stop:
            result = f"exit {stop.code}"
    print(line, "->", result)
    print(out.getvalue() + err.getvalue(), end="")


for line in ("a", "a b -vv -n 3", "a --tags x y --keep", "a -n many", "a --kind odd", "a --keep --drop", "", "a b c", "--num=5 a", "-h"):
    attempt(parser, line)

commands = argparse.ArgumentParser(prog="git")
actions = commands.add_subparsers(dest="command", required=True)
add = actions.add_parser("add", help="add files")
add.add_argument("files", nargs="*")
actions.add_parser("status", aliases=["st"]).set_defaults(short=True)
for line in ("add x y", "st", "push", "", "-h", "add -h"):
    attempt(commands, line)
