"""The numbers and kinds of opcodes."""

__all__ = [
    "cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst",
    "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc",
]  # fmt: skip

import _bytescope
import _opcode
from _opcode import stack_effect

_table = _bytescope.opcodes()  # name: (number, cache entries)
opmap = {name: number for name, (number, _) in _table.items()}
opname = [f"<{op!r}>" for op in range(max(opmap.values()) + 1)]
for _name, _number in opmap.items():
    opname[_number] = _name
_inline_cache_entries = {name: caches for name, (_, caches) in _table.items() if caches}

HAVE_ARGUMENT = 44
EXTENDED_ARG = opmap["EXTENDED_ARG"]
cmp_op = ("<", "<=", "==", "!=", ">", ">=")

hasarg = [op for op in opmap.values() if _opcode.has_arg(op)]
hasconst = [op for op in opmap.values() if _opcode.has_const(op)]
hasname = [op for op in opmap.values() if _opcode.has_name(op)]
hasjump = [op for op in opmap.values() if _opcode.has_jump(op)]
hasjrel = hasjump
hasjabs = []
hasfree = [op for op in opmap.values() if _opcode.has_free(op)]
haslocal = [op for op in opmap.values() if _opcode.has_local(op)]
hasexc = [op for op in opmap.values() if _opcode.has_exc(op)]
hascompare = [opmap["COMPARE_OP"]]
_intrinsic_1_descs = _opcode.get_intrinsic1_descs()
_intrinsic_2_descs = _opcode.get_intrinsic2_descs()
_nb_ops = _opcode.get_nb_ops()
