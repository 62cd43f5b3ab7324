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

for _kind in ("arg", "const", "name", "jump", "free", "local", "exc"):
    globals()[f"has{_kind}"] = list(filter(getattr(_opcode, f"has_{_kind}"), opmap.values()))
hasjrel, hasjabs = hasjump, []  # none goes to a fixed place
hascompare = [opmap["COMPARE_OP"]]
_intrinsic_1_descs = _opcode.get_intrinsic1_descs()
_intrinsic_2_descs = _opcode.get_intrinsic2_descs()
_nb_ops = _opcode.get_nb_ops()
