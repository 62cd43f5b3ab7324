"""Bytecode as instructions and as text."""

__all__ = [
    "code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
    "get_instructions", "Instruction", "Bytecode", "Positions", "cmp_op", "stack_effect", "hascompare", "opname",
    "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg", "hasconst", "hasname", "hasjump", "hasjrel", "hasjabs",
    "hasfree", "haslocal", "hasexc",
]  # fmt: skip

import sys
import types
from collections import namedtuple
from opcode import *
from opcode import _inline_cache_entries, _intrinsic_1_descs, _intrinsic_2_descs, _nb_ops

_have_code = (
    types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type,
)  # fmt: skip

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR", 64: "NOFREE",
    128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR",
}  # fmt: skip

_converters = ((None, ""), (str, "str"), (repr, "repr"), (ascii, "ascii"))
_function_attributes = ("defaults", "kwdefaults", "annotations", "closure")
_OPNAME_WIDTH, _OPARG_WIDTH = 20, 5

Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4)
_ExceptionTableEntry = namedtuple("_ExceptionTableEntry", "start end target depth lasti")
_Instruction = namedtuple(
    "_Instruction",
    "opname opcode arg argval argrepr offset start_offset starts_line line_number label positions cache_info",
    defaults=[None, None, None],
)


class Instruction(_Instruction):
    """One instruction: what it is, where it is, what its argument means."""

    oparg = property(lambda self: self.arg)
    baseopcode = property(lambda self: self.opcode)
    baseopname = property(lambda self: self.opname)
    cache_offset = property(lambda self: self.offset + 2)
    end_offset = property(lambda self: self.cache_offset + 2 * _inline_cache_entries.get(self.opname, 0))
    jump_target = property(lambda self: self.argval if self.opcode in _jumps else None)
    is_jump_target = property(lambda self: self.label is not None)

    def __str__(self):
        import io

        out = io.StringIO()
        _Printer(out).line(self)
        return out.getvalue()


_jumps = frozenset(hasjump)
_with_arg = frozenset(hasarg)


def _unpack(code):
    """(offset of the first prefix, offset, opcode, argument) of each instruction."""
    extended, start, caches = 0, None, 0
    for offset in range(0, len(code), 2):
        if caches:
            caches -= 1
            continue
        op = code[offset]
        caches = _inline_cache_entries.get(opname[op], 0)
        start = offset if start is None else start
        if op in _with_arg:
            arg = code[offset + 1] | extended
            extended = arg << 8 if op == EXTENDED_ARG else 0
            if extended >= 1 << 31:
                extended -= 1 << 32
        else:
            arg, extended = None, 0
        yield start, offset, op, arg
        if op != EXTENDED_ARG:
            start = None


def _target(offset, op, arg):
    """Where a jump goes."""
    name = opname[op]
    after = offset + 2 + 2 * _inline_cache_entries.get(name, 0)
    return after - 2 * arg if "JUMP_BACKWARD" in name else after + 2 * arg


def findlabels(code):
    """The offsets that are jumped to."""
    targets = (_target(offset, op, arg) for _, offset, op, arg in _unpack(code) if op in _jumps)
    return list(dict.fromkeys(targets))


def findlinestarts(code):
    """Pairs of offset and line, where the line changes."""
    last = False
    for start, _, line in code.co_lines():
        if line is not last:
            last = line
            yield start, line


def _parse_exception_table(code):
    table, entries, i = code.co_exceptiontable, [], 0

    def varint():
        nonlocal i
        byte = table[i]
        value = byte & 63
        while byte & 64:
            i += 1
            byte = table[i]
            value = value << 6 | byte & 63
        i += 1
        return value

    while i < len(table):
        start, length, target, depth = varint() * 2, varint() * 2, varint() * 2, varint()
        entries.append(_ExceptionTableEntry(start, start + length, target, depth >> 1, bool(depth & 1)))
    return entries


def _labels_of(code, entries):
    targets = set(findlabels(code.co_code))
    for entry in entries:
        targets |= {entry.start, entry.end, entry.target}
    return {offset: number for number, offset in enumerate(sorted(targets), 1)}


def _argument(op, arg, offset, code, labels):
    """What an argument means, as value and as text."""
    name = opname[op]
    if arg is None:
        return None, ""
    if op in hasconst:
        value = code.co_consts[arg]
        return value, repr(value)
    if op in hasname:
        if name == "LOAD_GLOBAL":
            value = code.co_names[arg // 2]
            return value, value + " + NULL" if arg & 1 else value
        if name == "LOAD_ATTR":
            value = code.co_names[arg // 2]
            return value, value + " + NULL|self" if arg & 1 else value
        if name == "LOAD_SUPER_ATTR":
            value = code.co_names[arg // 4]
            return value, value + " + NULL|self" if arg & 1 else value
        value = code.co_names[arg]
        return value, value
    if op in _jumps:
        value = _target(offset, op, arg)
        return value, f"to L{labels[value]}"
    if op in haslocal or op in hasfree:
        if name in ("LOAD_FAST_LOAD_FAST", "STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST"):
            pair = code._varname_from_oparg(arg >> 4), code._varname_from_oparg(arg & 15)
            return pair, ", ".join(pair)
        value = code._varname_from_oparg(arg)
        return value, value
    if name == "COMPARE_OP":
        value = cmp_op[arg >> 5]
        return value, f"bool({value})" if arg & 16 else value
    if name == "CONVERT_VALUE":
        return _converters[arg]
    if name == "SET_FUNCTION_ATTRIBUTE":
        text = ", ".join(what for i, what in enumerate(_function_attributes) if arg & 1 << i)
        return arg, text
    if name == "BINARY_OP":
        return arg, _nb_ops[arg][1]
    if name == "CALL_INTRINSIC_1":
        return arg, _intrinsic_1_descs[arg]
    if name == "CALL_INTRINSIC_2":
        return arg, _intrinsic_2_descs[arg]
    return arg, ""


def _instructions(code, first_line=None, entries=()):
    """With the entries of the exception table, the places they name have labels too."""
    labels = _labels_of(code, entries)
    lines = dict(findlinestarts(code))
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    positions = list(code.co_positions())
    line = None
    for start, offset, op, arg in _unpack(code.co_code):
        starts_line = start in lines if offset == start else offset in lines
        if offset in lines:
            line = lines[offset]
            if line is not None:
                line += shift
        value, text = _argument(op, arg, offset, code, labels)
        yield Instruction(
            opname[op], op, arg, value, text, offset, start, starts_line, line, labels.get(offset),
            Positions(*positions[offset // 2]), _caches_of(code, op, offset),
        )  # fmt: skip


def _caches_of(code, op, offset):
    count = _inline_cache_entries.get(opname[op], 0)
    if not count:
        return None
    names = _cache_format.get(opname[op], (("cache", count),))
    caches, at = [], offset + 2
    for name, size in names:
        caches.append((name, size, bytes(code.co_code[at : at + 2 * size])))
        at += 2 * size
    return caches


_cache_format = {
    "LOAD_GLOBAL": (("counter", 1), ("index", 1), ("module_keys_version", 1), ("builtin_keys_version", 1)),
    "BINARY_OP": (("counter", 1),),
    "UNPACK_SEQUENCE": (("counter", 1),),
    "COMPARE_OP": (("counter", 1),),
    "CONTAINS_OP": (("counter", 1),),
    "BINARY_SUBSCR": (("counter", 1),),
    "FOR_ITER": (("counter", 1),),
    "LOAD_SUPER_ATTR": (("counter", 1),),
    "LOAD_ATTR": (("counter", 1), ("version", 2), ("keys_version", 2), ("descr", 4)),
    "STORE_ATTR": (("counter", 1), ("version", 2), ("index", 1)),
    "CALL": (("counter", 1), ("func_version", 2)),
    "STORE_SUBSCR": (("counter", 1),),
    "SEND": (("counter", 1),),
    "JUMP_BACKWARD": (("counter", 1),),
    "TO_BOOL": (("counter", 1), ("version", 2)),
    "POP_JUMP_IF_TRUE": (("counter", 1),),
    "POP_JUMP_IF_FALSE": (("counter", 1),),
    "POP_JUMP_IF_NONE": (("counter", 1),),
    "POP_JUMP_IF_NOT_NONE": (("counter", 1),),
}


def _try_compile(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def _code_of(x):
    """The code object of a function, method, generator, source text or code object."""
    for attr in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, attr):
            x = getattr(x, attr)
    if isinstance(x, str):
        x = _try_compile(x, "<disassembly>")
    if hasattr(x, "co_code"):
        return x
    raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, source text or code object."""
    return _instructions(_code_of(x), first_line)


class _Printer:
    """Writes instructions, in columns as wide as the code needs."""

    def __init__(self, file=None, line_width=0, label_width=0, offset_width=0):
        self.file = file
        self.line_width = line_width
        self.label_width = label_width
        self.offset_width = offset_width

    def line(self, instruction, current=False):
        if self.line_width and instruction.starts_line and instruction.offset > 0:
            print(file=self.file)
        fields = []
        if self.line_width:
            shown = ""
            if instruction.starts_line:
                shown = "--" if instruction.line_number is None else str(instruction.line_number)
            fields.append(shown.rjust(self.line_width))
        label = "" if instruction.label is None else f"L{instruction.label}:"
        fields.append(label.rjust(self.label_width))
        if self.offset_width:
            fields.append(f"{instruction.offset!r:>{self.offset_width}}  ")
        fields.append("-->" if current else "   ")
        fields.append(instruction.opname.ljust(_OPNAME_WIDTH))
        if instruction.arg is not None:
            excess = max(0, len(instruction.opname) - _OPNAME_WIDTH)
            fields.append(repr(instruction.arg).rjust(_OPARG_WIDTH - excess))
            if instruction.argrepr:
                fields.append(f"({instruction.argrepr})")
        print(" ".join(fields).rstrip(), file=self.file)

    def exception_table(self, entries, labels):
        if entries:
            print("ExceptionTable:", file=self.file)
            for e in entries:
                lasti = " lasti" if e.lasti else ""
                start, end, target = labels[e.start], labels[e.end], labels[e.target]
                print(f"  L{start} to L{end} -> L{target} [{e.depth}]{lasti}", file=self.file)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Write the instructions of a code object."""
    entries = _parse_exception_table(co)
    labels = _labels_of(co, entries)
    lines = dict(findlinestarts(co)).values()
    greatest = max(filter(None, lines), default=-1)
    line_width = 0 if greatest == -1 else max(4 if None in lines else 3, len(str(greatest)))
    offset_width = max(4, len(str(len(co.co_code) - 2))) if show_offsets else 0
    printer = _Printer(file, line_width, 4 + len(str(len(labels))), offset_width)
    for instruction in _instructions(co, None, entries):
        current = instruction.start_offset <= lasti <= instruction.end_offset - 2 if lasti >= 0 else False
        printer.line(instruction, current)
    printer.exception_table(entries, labels)


disco = disassemble


def _disassemble_recursive(co, *, file=None, depth=None, **options):
    disassemble(co, file=file, **options)
    if depth is None or depth > 0:
        for inner in co.co_consts:
            if hasattr(inner, "co_code"):
                print(file=file)
                print("Disassembly of %r:" % (inner,), file=file)
                _disassemble_recursive(inner, file=file, depth=None if depth is None else depth - 1, **options)


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False):
    """Write the bytecode of a function, class, module, source text or code object."""
    if x is None:
        distb(file=file)
        return
    for attr in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, attr):
            x = getattr(x, attr)
    if hasattr(x, "__dict__"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, _have_code):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(member, file=file, depth=depth, show_offsets=show_offsets)
                except TypeError as msg:
                    print("Sorry:", msg, file=file)
                print(file=file)
    elif hasattr(x, "co_code"):
        _disassemble_recursive(x, file=file, depth=depth, show_offsets=show_offsets)
    elif isinstance(x, str):
        _disassemble_recursive(_try_compile(x, "<dis>"), file=file, depth=depth, show_offsets=show_offsets)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False):
    """Write the bytecode in which an exception was raised, and mark the instruction."""
    if tb is None:
        if not hasattr(sys, "last_exc"):
            raise RuntimeError("no last traceback to disassemble")
        tb = sys.last_exc.__traceback__
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets)


def pretty_flags(flags):
    """The names of code flags; what has no name, and that there are none, as numbers."""
    bits = [1 << i for i in range(32) if flags >> i & 1]
    names = [COMPILER_FLAG_NAMES.get(bit, hex(bit)) for bit in bits]
    rest = flags - sum(bits)
    if rest or not bits:
        names.append(hex(rest))
    return ", ".join(names)


def code_info(x):
    """What a code object says of itself."""
    co = _code_of(x)
    lines = [
        f"Name:              {co.co_name}",
        f"Filename:          {co.co_filename}",
        f"Argument count:    {co.co_argcount}",
        f"Positional-only arguments: {co.co_posonlyargcount}",
        f"Kw-only arguments: {co.co_kwonlyargcount}",
        f"Number of locals:  {co.co_nlocals}",
        f"Stack size:        {co.co_stacksize}",
        f"Flags:             {pretty_flags(co.co_flags)}",
    ]
    for title, items, show in (
        ("Constants", co.co_consts, repr), ("Names", co.co_names, str), ("Variable names", co.co_varnames, str),
        ("Free variables", co.co_freevars, str), ("Cell variables", co.co_cellvars, str),
    ):  # fmt: skip
        if items:
            lines.append(f"{title}:")
            lines += [f"{i:4d}: {show(item)}" for i, item in enumerate(items)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of something, to iterate over and to print."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False, show_offsets=False):
        self.codeobj = _code_of(x)
        self.first_line = self.codeobj.co_firstlineno if first_line is None else first_line
        self._original_object = x
        self.current_offset = current_offset
        self.exception_entries = _parse_exception_table(self.codeobj)
        self.show_offsets = show_offsets

    def __iter__(self):
        return _instructions(self.codeobj, self.first_line, self.exception_entries)

    def __repr__(self):
        return f"{self.__class__.__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        while tb.tb_next:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        """The text that `dis.disassemble` writes."""
        import io

        out = io.StringIO()
        lasti = -1 if self.current_offset is None else self.current_offset
        disassemble(self.codeobj, lasti, file=out, show_offsets=self.show_offsets)
        return out.getvalue()
