"""dis: the instructions of a function."""

import dis


def area(width, height=2):
    result = width * height
    if result > 10:
        return "big"
    return result


dis.dis(area)
print([instruction.opname for instruction in dis.get_instructions("x = a[0] + 1")])
for instruction in dis.get_instructions("for i in y: print(i)"):
    print(instruction.offset, instruction.opname, instruction.arg, instruction.argrepr, instruction.line_number)
print(dis.opmap["LOAD_CONST"] == dis.opname.index("LOAD_CONST"), dis.stack_effect(dis.opmap["POP_TOP"]), list(dis.findlinestarts(area.__code__))[:2])
print(dis.code_info(area).splitlines()[0], dis.Bytecode(area).codeobj.co_name)
