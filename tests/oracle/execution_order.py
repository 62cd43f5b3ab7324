"""Runs a program and writes every instruction of it that CPython executes, in order.

    python3.13 -E -s -B -X utf8 execution_order.py PROGRAM OUTPUT LIMIT

Each line of the output is a JSON object with the qualified name of a code object and the offset of an
instruction in it: what the INSTRUCTION events of sys.monitoring report. Only code of the program's own file
counts; EXTENDED_ARG is taken for a part of the instruction behind it. After LIMIT instructions, and when the
program ends, nothing more is written.

CPython has no events for RESUME and for what stands before it (COPY_FREE_VARS, MAKE_CELL, and RETURN_GENERATOR
with its POP_TOP).
"""

import json
import opcode
import os
import sys
import types

monitoring = sys.monitoring
TOOL = monitoring.DEBUGGER_ID


def watch(path, limit, events):
    """Collects the events of the code in a file."""

    def instruction(code, offset):
        if code.co_filename != path:
            return monitoring.DISABLE
        if code.co_code[offset] == opcode.EXTENDED_ARG:
            return None
        events.append((code.co_qualname, offset))
        if len(events) == limit:
            monitoring.set_events(TOOL, 0)
        return None

    monitoring.use_tool_id(TOOL, "bytescope")
    monitoring.register_callback(TOOL, monitoring.events.INSTRUCTION, instruction)
    monitoring.set_events(TOOL, monitoring.events.INSTRUCTION)


def main():
    program, output, limit = sys.argv[1:]
    path = os.path.abspath(program)
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    # The module `__main__` is the program's; this script's own must stay alive nevertheless.
    own = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    sys.modules["__main__"].__file__ = path
    sys.argv[:] = [program]
    sys.path[0] = os.path.dirname(path)
    events = []
    watch(path, int(limit), events)
    try:
        exec(code, vars(sys.modules["__main__"]))
    except BaseException as error:
        print(f"{program} ends with {type(error).__name__}", file=sys.stderr)
        if not isinstance(error, SystemExit):
            # It may run code of the program.
            sys.excepthook(type(error), error, error.__traceback__)
    # As at the end of an interpreter: what only the program's names keep alive goes, and may run code of it.
    namespace = vars(sys.modules["__main__"])
    for is_private in (True, False):
        for name in list(namespace):
            if (name[:1] == "_" != name[1:2]) == is_private and name != "__builtins__":
                namespace[name] = None
    monitoring.set_events(TOOL, 0)
    sys.modules["__main__"] = own
    with open(output, "w", encoding="utf-8") as file:
        for name, offset in events:
            file.write(json.dumps({"code": name, "offset": offset}) + "\n")


main()
