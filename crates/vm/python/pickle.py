"""Objects as bytes and back, in CPython's six protocols."""

import _compat_pickle
import codecs
import copyreg
import io
import sys
from copyreg import _extension_cache, _extension_registry, _inverted_registry, dispatch_table
from functools import partial
from itertools import islice
from struct import pack, unpack
from types import FunctionType

__all__ = ["PickleError", "PicklingError", "UnpicklingError", "Pickler", "Unpickler", "dump", "dumps", "load", "loads",
           "PickleBuffer", "HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"]  # fmt: skip

format_version = "4.0"
compatible_formats = ["1.0", "1.1", "1.2", "1.3", "2.0", "3.0", "4.0", "5.0"]
HIGHEST_PROTOCOL, DEFAULT_PROTOCOL = 5, 4


class PickleError(Exception):
    """What can go wrong."""


class PicklingError(PickleError):
    """An object that cannot be pickled."""


class UnpicklingError(PickleError):
    """Bytes that are no pickle."""


for _class in (PickleError, PicklingError, UnpicklingError):
    _class.__module__ = "_pickle"


class PickleBuffer:
    """Bytes that may travel beside the pickle."""

    def __init__(self, object, /):
        self._view = memoryview(object)

    def raw(self):
        return self._view.cast("B")

    def release(self):
        self._view.release()


_OPCODES = {
    "MARK": b"(", "STOP": b".", "POP": b"0", "POP_MARK": b"1", "DUP": b"2", "FLOAT": b"F", "INT": b"I", "BININT": b"J",
    "BININT1": b"K", "LONG": b"L", "BININT2": b"M", "NONE": b"N", "PERSID": b"P", "BINPERSID": b"Q", "REDUCE": b"R",
    "STRING": b"S", "BINSTRING": b"T", "SHORT_BINSTRING": b"U", "UNICODE": b"V", "BINUNICODE": b"X", "APPEND": b"a",
    "BUILD": b"b", "GLOBAL": b"c", "DICT": b"d", "EMPTY_DICT": b"}", "APPENDS": b"e", "GET": b"g", "BINGET": b"h",
    "INST": b"i", "LONG_BINGET": b"j", "LIST": b"l", "EMPTY_LIST": b"]", "OBJ": b"o", "PUT": b"p", "BINPUT": b"q",
    "LONG_BINPUT": b"r", "SETITEM": b"s", "TUPLE": b"t", "EMPTY_TUPLE": b")", "SETITEMS": b"u", "BINFLOAT": b"G",
    "PROTO": b"\x80", "NEWOBJ": b"\x81", "EXT1": b"\x82", "EXT2": b"\x83", "EXT4": b"\x84", "TUPLE1": b"\x85",
    "TUPLE2": b"\x86", "TUPLE3": b"\x87", "NEWTRUE": b"\x88", "NEWFALSE": b"\x89", "LONG1": b"\x8a", "LONG4": b"\x8b",
    "BINBYTES": b"B", "SHORT_BINBYTES": b"C", "SHORT_BINUNICODE": b"\x8c", "BINUNICODE8": b"\x8d",
    "BINBYTES8": b"\x8e", "EMPTY_SET": b"\x8f", "ADDITEMS": b"\x90", "FROZENSET": b"\x91", "NEWOBJ_EX": b"\x92",
    "STACK_GLOBAL": b"\x93", "MEMOIZE": b"\x94", "FRAME": b"\x95", "BYTEARRAY8": b"\x96", "NEXT_BUFFER": b"\x97",
    "READONLY_BUFFER": b"\x98",
}  # fmt: skip
globals().update(_OPCODES)
__all__ += _OPCODES
TRUE, FALSE = b"I01\n", b"I00\n"
_tuplesize2code = [EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3]
bytes_types = (bytes, bytearray)
_FRAME_TARGET = 64 * 1024


def _getattribute(obj, name):
    """An attribute by its dotted name, and what it was found on."""
    parent = obj
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError(f"Can't get local attribute {name!r} on {obj!r}")
        try:
            parent, obj = obj, getattr(obj, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {obj!r}") from None
    return obj, parent


def whichmodule(obj, name):
    """The module that an object is in."""
    if (own := getattr(obj, "__module__", None)) is not None:
        return own
    others = (key for key in tuple(sys.modules) if key not in ("__main__", "__mp_main__"))
    return next((key for key in others if _leads_to(sys.modules.get(key), name, obj)), "__main__")


def _leads_to(module, name, obj):
    try:
        return _getattribute(module, name)[0] is obj
    except AttributeError:
        return False


def _renamed(module, name, names, modules):
    """What a module and a name in it are called in the other Python."""
    return names.get((module, name)) or (modules.get(module, module), name)


def encode_long(x):
    """A number as little-endian bytes in two's complement, as few as will do."""
    bits = (~x if x < 0 else x).bit_length()  # and one more for the sign
    return x.to_bytes(bits // 8 + 1, "little", signed=True) if x else b""


def decode_long(data):
    return int.from_bytes(data, "little", signed=True)


class Pickler:
    """Writes objects to a file."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        if protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f"pickle protocol must be <= {HIGHEST_PROTOCOL}")
        if buffer_callback is not None and protocol < 5:
            raise ValueError("buffer_callback needs protocol >= 5")
        try:
            self._file_write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute")
        self._buffer_callback = buffer_callback
        self.memo = {}
        self.proto = protocol
        self.bin = protocol >= 1
        self.fast = 0
        self.fix_imports = fix_imports and protocol < 3
        self._frame = None

    def clear_memo(self):
        """Forget what was written."""
        self.memo.clear()

    def dump(self, obj):
        """Write an object."""
        if not hasattr(self, "_file_write"):
            raise PicklingError(f"Pickler.__init__() was not called by {self.__class__.__name__}.__init__()")
        if self.proto >= 2:
            self._file_write(PROTO + pack("<B", self.proto))
        if self.proto >= 4:
            self._frame = bytearray()
        self.save(obj)
        self.write(STOP)
        if self._frame is not None:
            self._end_frame()
            self._frame = None

    # Frames: from protocol 4 on, bytes come in pieces whose size is known.

    def write(self, data):
        if self._frame is None:
            self._file_write(data)
        else:
            self._frame += data

    def _commit(self):
        if self._frame is not None and len(self._frame) >= _FRAME_TARGET:
            self._end_frame()

    def _end_frame(self):
        data, self._frame = bytes(self._frame), bytearray()
        if len(data) >= 4:
            self._file_write(FRAME + pack("<Q", len(data)))
        if data:
            self._file_write(data)

    def _write_large(self, header, data):
        if self._frame is not None:
            self._end_frame()
        self._file_write(header)
        self._file_write(data)

    # What was written already is only referred to.

    def memoize(self, obj):
        if self.fast:
            return
        number = len(self.memo)
        self.write(self.put(number))
        self.memo[id(obj)] = number, obj

    def put(self, number):
        if self.proto >= 4:
            return MEMOIZE
        if self.bin:
            return BINPUT + pack("<B", number) if number < 256 else LONG_BINPUT + pack("<I", number)
        return PUT + repr(number).encode("ascii") + b"\n"

    def get(self, number):
        if self.bin:
            return BINGET + pack("<B", number) if number < 256 else LONG_BINGET + pack("<I", number)
        return GET + repr(number).encode("ascii") + b"\n"

    def persistent_id(self, obj):
        return None

    def save(self, obj, save_persistent_id=True):
        """Write one object."""
        self._commit()
        if save_persistent_id:
            pid = self.persistent_id(obj)
            if pid is not None:
                self.save_pers(pid)
                return
        known = self.memo.get(id(obj))
        if known is not None:
            self.write(self.get(known[0]))
            return
        reduced = NotImplemented
        override = getattr(self, "reducer_override", None)
        kind = type(obj)
        if override is not None and kind not in _ATOMS:
            reduced = override(obj)
        if reduced is NotImplemented:
            save = _dispatch.get(kind)
            if save is not None:
                save(self, obj)
                return
            reduce = getattr(self, "dispatch_table", dispatch_table).get(kind)
            if reduce is not None:
                reduced = reduce(obj)
            elif issubclass(kind, type):
                self.save_global(obj)
                return
            else:
                reduce = getattr(obj, "__reduce_ex__", None)
                if reduce is not None:
                    reduced = reduce(self.proto)
                else:
                    reduce = getattr(obj, "__reduce__", None)
                    if reduce is None:
                        raise PicklingError(f"Can't pickle {kind.__name__!r} object: {obj!r}")
                    reduced = reduce()
        if isinstance(reduced, str):
            self.save_global(obj, reduced)
            return
        if not isinstance(reduced, tuple):
            raise PicklingError("__reduce__ must return a string or tuple")
        if not 2 <= len(reduced) <= 6:
            raise PicklingError("tuple returned by __reduce__ must contain 2 through 6 elements")
        self.save_reduce(obj=obj, *reduced)

    def save_pers(self, pid):
        if self.bin:
            self.save(pid, save_persistent_id=False)
            self.write(BINPERSID)
            return
        text = str(pid)
        if not text.isascii():
            raise PicklingError("persistent IDs in protocol 0 must be ASCII strings")
        self.write(PERSID + text.encode() + b"\n")

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None, state_setter=None, *, obj=None):
        """Write how an object is made."""
        if not callable(func):
            raise PicklingError("first item of the tuple returned by __reduce__ must be callable")
        if not isinstance(args, tuple):
            raise PicklingError("second item of the tuple returned by __reduce__ must be a tuple")
        name = getattr(func, "__name__", "")
        if self.proto >= 2 and name == "__newobj_ex__":
            cls, args, kwargs = args
            if not hasattr(cls, "__new__"):
                raise PicklingError(f"args[0] from {name} args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError(f"args[0] from {name} args has the wrong class")
            if self.proto >= 4:
                self.save(cls)
                self.save(args)
                self.save(kwargs)
                self.write(NEWOBJ_EX)
            else:
                self.save(partial(cls.__new__, cls, *args, **kwargs))
                self.save(())
                self.write(REDUCE)
        elif self.proto >= 2 and name == "__newobj__":
            cls = args[0]
            if not hasattr(cls, "__new__"):
                raise PicklingError("args[0] from __newobj__ args has no __new__")
            if obj is not None and cls is not obj.__class__:
                raise PicklingError("args[0] from __newobj__ args has the wrong class")
            self.save(cls)
            self.save(args[1:])
            self.write(NEWOBJ)
        else:
            self.save(func)
            self.save(args)
            self.write(REDUCE)
        known = self.memo.get(id(obj)) if obj is not None else None
        if known is not None:  # it contains itself, and so was written with its arguments
            self.write(POP + self.get(known[0]))
        elif obj is not None:
            self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is None:
            return
        if state_setter is None:
            self.save(state)
            self.write(BUILD)
        else:
            for part in (state_setter, obj, state):
                self.save(part)
            self.write(TUPLE2 + REDUCE + POP)

    def save_none(self, obj):
        self.write(NONE)

    def save_bool(self, obj):
        if self.proto >= 2:
            self.write(NEWTRUE if obj else NEWFALSE)
        else:
            self.write(TRUE if obj else FALSE)

    def save_long(self, obj):
        small = -0x80000000 <= obj <= 0x7FFFFFFF
        if self.bin and small:
            if 0 <= obj <= 0xFF:
                self.write(BININT1 + pack("<B", obj))
            elif 0 <= obj <= 0xFFFF:
                self.write(BININT2 + pack("<H", obj))
            else:
                self.write(BININT + pack("<i", obj))
        elif self.proto >= 2:
            data = encode_long(obj)
            if len(data) < 256:
                self.write(LONG1 + pack("<B", len(data)) + data)
            else:
                self.write(LONG4 + pack("<i", len(data)) + data)
        elif small:
            self.write(INT + repr(obj).encode("ascii") + b"\n")
        else:
            self.write(LONG + repr(obj).encode("ascii") + b"L\n")

    def save_float(self, obj):
        if self.bin:
            self.write(BINFLOAT + pack(">d", obj))
        else:
            self.write(FLOAT + repr(obj).encode("ascii") + b"\n")

    def save_bytes(self, obj):
        if self.proto < 3:
            how = (codecs.encode, (str(obj, "latin1"), "latin1")) if obj else (bytes, ())
            self.save_reduce(*how, obj=obj)
            return
        size = len(obj)
        if size <= 0xFF:
            self.write(SHORT_BINBYTES + pack("<B", size) + obj)
        elif size > 0xFFFFFFFF and self.proto >= 4:
            self._write_large(BINBYTES8 + pack("<Q", size), obj)
        elif size >= _FRAME_TARGET:
            self._write_large(BINBYTES + pack("<I", size), obj)
        else:
            self.write(BINBYTES + pack("<I", size) + obj)
        self.memoize(obj)

    def save_bytearray(self, obj):
        if self.proto < 5:
            self.save_reduce(bytearray, (bytes(obj),) if obj else (), obj=obj)
            return
        header = BYTEARRAY8 + pack("<Q", len(obj))
        if len(obj) >= _FRAME_TARGET:
            self._write_large(header, bytes(obj))
        else:
            self.write(header + obj)
        self.memoize(obj)

    def save_picklebuffer(self, obj):
        if self.proto < 5:
            raise PicklingError("PickleBuffer can only be pickled with protocol >= 5")
        view = obj.raw()
        in_band = True
        if self._buffer_callback is not None:
            in_band = bool(self._buffer_callback(obj))
        if in_band:
            if view.readonly:
                self.save_bytes(view.tobytes())
            else:
                self.save_bytearray(bytearray(view))
        else:
            self.write(NEXT_BUFFER)
            if view.readonly:
                self.write(READONLY_BUFFER)

    def save_str(self, obj):
        if self.bin:
            data = obj.encode("utf-8", "surrogatepass")
            size = len(data)
            if size <= 0xFF and self.proto >= 4:
                self.write(SHORT_BINUNICODE + pack("<B", size) + data)
            elif size > 0xFFFFFFFF and self.proto >= 4:
                self._write_large(BINUNICODE8 + pack("<Q", size), data)
            elif size >= _FRAME_TARGET:
                self._write_large(BINUNICODE + pack("<I", size), data)
            else:
                self.write(BINUNICODE + pack("<I", size) + data)
        else:
            text = obj
            for char in "\\\0\n\r\x1a":
                text = text.replace(char, f"\\u{ord(char):04x}")
            self.write(UNICODE + text.encode("raw-unicode-escape") + b"\n")
        self.memoize(obj)

    def save_tuple(self, obj):
        if not obj:
            self.write(EMPTY_TUPLE if self.bin else MARK + TUPLE)
            return
        size = len(obj)
        if size <= 3 and self.proto >= 2:
            for item in obj:
                self.save(item)
            if id(obj) in self.memo:
                self.write(POP * size + self.get(self.memo[id(obj)][0]))
            else:
                self.write(_tuplesize2code[size])
                self.memoize(obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            get = self.get(self.memo[id(obj)][0])
            self.write(POP_MARK + get if self.bin else POP * (size + 1) + get)
            return
        self.write(TUPLE)
        self.memoize(obj)

    def save_list(self, obj):
        self.write(EMPTY_LIST if self.bin else MARK + LIST)
        self.memoize(obj)
        self._batch_appends(obj, len(obj) > 1)

    # What is known to have several items ends with a batch even if only one is left.

    def _batch_appends(self, items, exact=False):
        if not self.bin:
            for item in items:
                self.save(item)
                self.write(APPEND)
            return
        items = iter(items)
        while True:
            batch = list(islice(items, 1000))
            if len(batch) > 1 or (batch and exact):
                self.write(MARK)
                for item in batch:
                    self.save(item)
                self.write(APPENDS)
            elif batch:
                self.save(batch[0])
                self.write(APPEND)
            if len(batch) < 1000:
                return

    def save_dict(self, obj):
        self.write(EMPTY_DICT if self.bin else MARK + DICT)
        self.memoize(obj)
        self._batch_setitems(obj.items(), len(obj) > 1)

    def _batch_setitems(self, items, exact=False):
        if not self.bin:
            for key, value in items:
                self.save(key)
                self.save(value)
                self.write(SETITEM)
            return
        items = iter(items)
        while True:
            batch = list(islice(items, 1000))
            if len(batch) > 1 or (batch and exact):
                self.write(MARK)
                for key, value in batch:
                    self.save(key)
                    self.save(value)
                self.write(SETITEMS)
            elif batch:
                self.save(batch[0][0])
                self.save(batch[0][1])
                self.write(SETITEM)
            if len(batch) < 1000:
                return

    def save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        self.write(EMPTY_SET)
        self.memoize(obj)
        items = iter(obj)
        while True:
            batch = list(islice(items, 1000))
            if batch:
                self.write(MARK)
                for item in batch:
                    self.save(item)
                self.write(ADDITEMS)
            if len(batch) < 1000:
                return

    def save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        self.write(MARK)
        for item in obj:
            self.save(item)
        if id(obj) in self.memo:
            self.write(POP_MARK + self.get(self.memo[id(obj)][0]))
            return
        self.write(FROZENSET)
        self.memoize(obj)

    def save_global(self, obj, name=None):
        """Write where an object is to be found."""
        if name is None:
            name = getattr(obj, "__qualname__", None)
        if name is None:
            name = obj.__name__
        module_name = whichmodule(obj, name)
        if "<locals>" in name.split("."):
            raise AttributeError(f"Can't get local object {name!r}")
        try:
            __import__(module_name, level=0)
            module = sys.modules[module_name]
        except (ImportError, ValueError, KeyError):
            raise PicklingError(f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
        try:
            found, parent = _getattribute(module, name)
        except AttributeError:
            raise PicklingError(
                f"Can't pickle {obj!r}: attribute lookup {name} on {module_name} failed"
            ) from None
        if found is not obj:
            raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        if self.proto >= 2:
            code = _extension_registry.get((module_name, name))
            if code:
                if code <= 0xFF:
                    self.write(EXT1 + pack("<B", code))
                elif code <= 0xFFFF:
                    self.write(EXT2 + pack("<H", code))
                else:
                    self.write(EXT4 + pack("<i", code))
                return
        last = name.rpartition(".")[2]
        if parent is module:
            name = last
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            self.write(STACK_GLOBAL)
        elif parent is not module:
            self.save_reduce(getattr, (parent, last))
        elif self.proto >= 3:
            self.write(GLOBAL + f"{module_name}\n{name}\n".encode())
        else:
            if self.fix_imports:
                names, modules = _compat_pickle.REVERSE_NAME_MAPPING, _compat_pickle.REVERSE_IMPORT_MAPPING
                module_name, name = _renamed(module_name, name, names, modules)
            try:
                self.write(GLOBAL + f"{module_name}\n{name}\n".encode("ascii"))
            except UnicodeEncodeError:
                raise PicklingError(
                    f"can't pickle global identifier '{module_name}.{name}' using pickle protocol {self.proto}"
                ) from None
        self.memoize(obj)

    def save_type(self, obj):
        for value in (None, NotImplemented, ...):
            if obj is type(value):
                self.save_reduce(type, (value,), obj=obj)
                return
        self.save_global(obj)


_ATOMS = {type(None), bool, int, float, bytes, str, tuple, list, dict, set, frozenset, bytearray}
_dispatch = {
    type(None): Pickler.save_none, bool: Pickler.save_bool, int: Pickler.save_long, float: Pickler.save_float,
    bytes: Pickler.save_bytes, bytearray: Pickler.save_bytearray, str: Pickler.save_str, tuple: Pickler.save_tuple,
    list: Pickler.save_list, dict: Pickler.save_dict, set: Pickler.save_set, frozenset: Pickler.save_frozenset,
    FunctionType: Pickler.save_global, type: Pickler.save_type, PickleBuffer: Pickler.save_picklebuffer,
}  # fmt: skip


# Reading.


class _Stop(Exception):
    def __init__(self, value):
        self.value = value


class Unpickler:
    """Reads objects from a file."""

    def __init__(self, file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
        self._buffers = iter(buffers) if buffers is not None else None
        self._file_read, self._file_readline = file.read, file.readline
        self.memo = {}
        self.encoding, self.errors = encoding, errors
        self.proto = 0
        self.fix_imports = fix_imports

    def load(self):
        """Read an object."""
        if not hasattr(self, "_file_read"):
            raise UnpicklingError(f"Unpickler.__init__() was not called by {self.__class__.__name__}.__init__()")
        self.metastack, self.stack = [], []
        self.append = self.stack.append
        self.proto = 0
        try:
            while True:
                key = self._file_read(1)
                if not key:
                    raise EOFError("Ran out of input")
                load = _loaders.get(key)
                if load is None:
                    raise UnpicklingError(f"invalid load key, '{_shown(key)}'.")
                try:
                    load(self)
                except IndexError:
                    raise UnpicklingError("unpickling stack underflow") from None
        except _Stop as stop:
            return stop.value

    def read(self, size):
        data = self._file_read(size)
        if len(data) < size:
            raise UnpicklingError("pickle data was truncated")
        return data

    def readline(self):
        line = self._file_readline()
        if not line.endswith(b"\n"):
            raise UnpicklingError("pickle data was truncated")
        return line[:-1]

    def pop_mark(self):
        if not self.metastack:
            raise UnpicklingError("could not find MARK")
        items = self.stack
        self.stack = self.metastack.pop()
        self.append = self.stack.append
        return items

    def persistent_load(self, pid):
        raise UnpicklingError("A load persistent id instruction was encountered, but no persistent_load function was specified.")

    def find_class(self, module, name):
        """What a pickle means by a name; to be overridden by those who do not trust it."""
        if self.proto < 3 and self.fix_imports:
            module, name = _renamed(module, name, _compat_pickle.NAME_MAPPING, _compat_pickle.IMPORT_MAPPING)
        __import__(module, level=0)
        found = sys.modules[module]
        if self.proto >= 4:
            return _getattribute(found, name)[0]
        try:
            return getattr(found, name)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {found!r}") from None

    def load_proto(self):
        proto = self.read(1)[0]
        if proto > HIGHEST_PROTOCOL:
            raise ValueError(f"unsupported pickle protocol: {proto}")
        self.proto = proto

    def load_frame(self):
        self.read(8)

    def load_persid(self):
        self.append(self.persistent_load(self.readline().decode("ascii")))

    def load_binpersid(self):
        self.append(self.persistent_load(self.stack.pop()))

    def load_int(self):
        data = self.readline()
        self.append(True if data == b"01" else False if data == b"00" else int(data, 0))

    def load_binint(self):
        self.append(unpack("<i", self.read(4))[0])

    def load_binint1(self):
        self.append(self.read(1)[0])

    def load_binint2(self):
        self.append(unpack("<H", self.read(2))[0])

    def load_long(self):
        self.append(int(self.readline().removesuffix(b"L"), 0))

    def load_long1(self):
        self.append(decode_long(self.read(self.read(1)[0])))

    def load_long4(self):
        size = unpack("<i", self.read(4))[0]
        if size < 0:
            raise UnpicklingError("LONG pickle has negative byte count")
        self.append(decode_long(self.read(size)))

    def load_float(self):
        self.append(float(self.readline()))

    def load_binfloat(self):
        self.append(unpack(">d", self.read(8))[0])

    def _text(self, data):
        return data if self.encoding == "bytes" else data.decode(self.encoding, self.errors)

    def load_string(self):
        data = self.readline()
        if len(data) < 2 or data[:1] != data[-1:] or data[:1] not in (b"'", b'"'):
            raise UnpicklingError("the STRING opcode argument must be quoted")
        self.append(self._text(codecs.decode(data[1:-1], "unicode-escape").encode("latin-1")))

    def load_binstring(self):
        size = unpack("<i", self.read(4))[0]
        if size < 0:
            raise UnpicklingError("BINSTRING pickle has negative byte count")
        self.append(self._text(self.read(size)))

    def load_short_binstring(self):
        self.append(self._text(self.read(self.read(1)[0])))

    def load_unicode(self):
        self.append(self.readline().decode("raw-unicode-escape"))

    def _sized(self, format, size):
        return self.read(unpack(format, self.read(size))[0])

    def load_binunicode(self):
        self.append(self._sized("<I", 4).decode("utf-8", "surrogatepass"))

    def load_short_binunicode(self):
        self.append(self.read(self.read(1)[0]).decode("utf-8", "surrogatepass"))

    def load_binunicode8(self):
        self.append(self._sized("<Q", 8).decode("utf-8", "surrogatepass"))

    def load_binbytes(self):
        self.append(self._sized("<I", 4))

    def load_short_binbytes(self):
        self.append(self.read(self.read(1)[0]))

    def load_binbytes8(self):
        self.append(self._sized("<Q", 8))

    def load_bytearray8(self):
        self.append(bytearray(self._sized("<Q", 8)))

    def load_next_buffer(self):
        if self._buffers is None:
            raise UnpicklingError("pickle stream refers to out-of-band data but no *buffers* argument was given")
        try:
            self.append(next(self._buffers))
        except StopIteration:
            raise UnpicklingError("not enough out-of-band buffers")

    def load_readonly_buffer(self):
        view = memoryview(self.stack[-1])
        if not view.readonly:
            self.stack[-1] = view.toreadonly()

    def load_tuple(self):
        items = self.pop_mark()
        self.append(tuple(items))

    def load_tuple1(self):
        self.stack[-1] = (self.stack[-1],)

    def load_tuple2(self):
        self.stack[-2:] = [(self.stack[-2], self.stack[-1])]

    def load_tuple3(self):
        self.stack[-3:] = [(self.stack[-3], self.stack[-2], self.stack[-1])]

    def load_frozenset(self):
        items = self.pop_mark()
        self.append(frozenset(items))

    def load_list(self):
        items = self.pop_mark()
        self.append(items)

    def load_dict(self):
        items = self.pop_mark()
        self.append(dict(zip(items[::2], items[1::2])))

    def _make(self, cls, args):
        if args or not isinstance(cls, type) or hasattr(cls, "__getinitargs__"):
            self.append(cls(*args))
        else:
            self.append(cls.__new__(cls))

    def load_inst(self):
        module, name = self.readline().decode("ascii"), self.readline().decode("ascii")
        args = self.pop_mark()
        self._make(self.find_class(module, name), args)

    def load_obj(self):
        args = self.pop_mark()
        self._make(args.pop(0), args)

    def load_newobj(self):
        args = self.stack.pop()
        cls = self.stack.pop()
        self.append(cls.__new__(cls, *args))

    def load_newobj_ex(self):
        kwargs, args = self.stack.pop(), self.stack.pop()
        cls = self.stack.pop()
        self.append(cls.__new__(cls, *args, **kwargs))

    def load_global(self):
        module, name = self.readline().decode("utf-8"), self.readline().decode("utf-8")
        self.append(self.find_class(module, name))

    def load_stack_global(self):
        name, module = self.stack.pop(), self.stack.pop()
        if type(name) is not str or type(module) is not str:
            raise UnpicklingError("STACK_GLOBAL requires str")
        self.append(self.find_class(module, name))

    def load_ext1(self):
        self.get_extension(self.read(1)[0])

    def load_ext2(self):
        self.get_extension(unpack("<H", self.read(2))[0])

    def load_ext4(self):
        self.get_extension(unpack("<i", self.read(4))[0])

    def get_extension(self, code):
        if code in _extension_cache:
            self.append(_extension_cache[code])
            return
        key = _inverted_registry.get(code)
        if not key:
            if code <= 0:
                raise UnpicklingError("EXT specifies code <= 0")
            raise ValueError(f"unregistered extension code {code}")
        _extension_cache[code] = found = self.find_class(*key)
        self.append(found)

    def load_reduce(self):
        args = self.stack.pop()
        self.stack[-1] = self.stack[-1](*args)

    def load_pop(self):
        if self.stack:
            del self.stack[-1]
        else:
            self.pop_mark()

    def load_get(self):
        self._remember(int(self.readline()))

    def load_binget(self):
        self._remember(self.read(1)[0])

    def load_long_binget(self):
        self._remember(unpack("<I", self.read(4))[0])

    def _remember(self, number):
        try:
            self.append(self.memo[number])
        except KeyError:
            raise UnpicklingError(f"Memo value not found at index {number}") from None

    def load_put(self):
        number = int(self.readline())
        if number < 0:
            raise ValueError("negative PUT argument")
        self.memo[number] = self.stack[-1]

    def load_binput(self):
        self.memo[self.read(1)[0]] = self.stack[-1]

    def load_long_binput(self):
        self.memo[unpack("<I", self.read(4))[0]] = self.stack[-1]

    def load_memoize(self):
        self.memo[len(self.memo)] = self.stack[-1]

    def load_append(self):
        value = self.stack.pop()
        self.stack[-1].append(value)

    def load_appends(self):
        items = self.pop_mark()
        target = self.stack[-1]
        extend = getattr(target, "extend", None)
        if extend is not None:
            extend(items)
        else:
            for item in items:
                target.append(item)

    def load_setitem(self):
        value, key = self.stack.pop(), self.stack.pop()
        self.stack[-1][key] = value

    def load_setitems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        for place in range(0, len(items), 2):
            target[items[place]] = items[place + 1]

    def load_additems(self):
        items = self.pop_mark()
        target = self.stack[-1]
        if isinstance(target, set):
            target.update(items)
        else:
            for item in items:
                target.add(item)

    def load_build(self):
        state = self.stack.pop()
        target = self.stack[-1]
        setstate = getattr(target, "__setstate__", None)
        if setstate is not None:
            setstate(state)
            return
        slots = None
        if isinstance(state, tuple) and len(state) == 2:
            state, slots = state
        if state:
            values = target.__dict__
            for key, value in state.items():
                values[sys.intern(key) if type(key) is str else key] = value
        if slots:
            for key, value in slots.items():
                setattr(target, key, value)

    def load_mark(self):
        self.metastack.append(self.stack)
        self.stack = []
        self.append = self.stack.append

    def load_stop(self):
        raise _Stop(self.stack.pop())


def _shown(key):
    byte = key[0]
    if key in (b"'", b"\\"):
        return "\\" + chr(byte)
    return chr(byte) if 32 <= byte < 127 else f"\\x{byte:02x}"


def _constant(make):
    return lambda self: self.append(make())


_loaders = {
    opcode: getattr(Unpickler, "load_" + name.lower())
    for name, opcode in _OPCODES.items()
    if hasattr(Unpickler, "load_" + name.lower())
} | {
    NONE: _constant(lambda: None), NEWTRUE: _constant(lambda: True), NEWFALSE: _constant(lambda: False),
    EMPTY_TUPLE: _constant(tuple), EMPTY_LIST: _constant(list), EMPTY_DICT: _constant(dict), EMPTY_SET: _constant(set),
    POP_MARK: lambda self: self.pop_mark(), DUP: lambda self: self.append(self.stack[-1]),
}  # fmt: skip


def dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None):
    """Write an object to a file."""
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)


def dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None):
    """An object as bytes."""
    file = io.BytesIO()
    Pickler(file, protocol, fix_imports=fix_imports, buffer_callback=buffer_callback).dump(obj)
    return file.getvalue()


def load(file, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """Read an object from a file."""
    return Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


def loads(data, /, *, fix_imports=True, encoding="ASCII", errors="strict", buffers=None):
    """The object that bytes mean."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    file = io.BytesIO(data)
    return Unpickler(file, fix_imports=fix_imports, buffers=buffers, encoding=encoding, errors=errors).load()


_Pickler, _Unpickler, _dump, _dumps, _load, _loads = Pickler, Unpickler, dump, dumps, load, loads
