"""Identities of 128 bits. Those that are made of names; random ones need randomness, which is not granted."""

from enum import Enum

__author__ = "bytescope"

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = [
    "reserved for NCS compatibility",
    "specified in RFC 4122",
    "reserved for Microsoft compatibility",
    "reserved for future definition",
]


class SafeUUID(Enum):
    """Whether an identity was made with care that no two processes make the same."""

    safe = 0
    unsafe = -1
    unknown = None


_FIELDS = {  # how many bits each has
    "time_low": 32, "time_mid": 16, "time_hi_version": 16, "clock_seq_hi_variant": 8, "clock_seq_low": 8,
    "node": 48,
}  # fmt: skip
_VARIANTS = (RESERVED_NCS,) * 4 + (RFC_4122,) * 2 + (RESERVED_MICROSOFT, RESERVED_FUTURE)  # by three bits


def _of_hex(text):
    digits = text.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "")
    if len(digits) != 32:
        raise ValueError("badly formed hexadecimal UUID string")
    return int(digits, 16)


def _of_bytes(data, argument):
    if len(data) != 16:
        raise ValueError(f"{argument} is not a 16-char string")
    assert isinstance(data, bytes), repr(data)
    return int.from_bytes(data)


def _of_fields(fields):
    if len(fields) != len(_FIELDS):
        raise ValueError("fields is not a 6-tuple")
    number = 0
    for place, (value, bits) in enumerate(zip(fields, _FIELDS.values()), 1):
        if not 0 <= value < 1 << bits:
            article = "an" if bits == 8 else "a"
            raise ValueError(f"field {place} out of range (need {article} {bits}-bit value)")
        number = number << bits | value
    return number


def _turned(data):
    """The three numbers at the beginning the other way round: from big-endian to little-endian, and back."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


def _bits(below, width):
    """A property that gives so many bits of the number."""
    mask = (1 << width) - 1
    return property(lambda self: self.int >> below & mask)


class UUID:
    """An identity."""

    __slots__ = ("int", "is_safe", "__weakref__")

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *,
                 is_safe=SafeUUID.unknown):  # fmt: skip
        if [hex, bytes, bytes_le, fields, int].count(None) != 4:
            raise TypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given")
        if hex is not None:
            int = _of_hex(hex)
        elif bytes is not None:
            int = _of_bytes(bytes, "bytes")
        elif bytes_le is not None:
            int = _of_bytes(_turned(bytes_le), "bytes_le")
        elif fields is not None:
            int = _of_fields(fields)
        elif not 0 <= int < 1 << 128:
            raise ValueError("int is out of range (need a 128-bit value)")
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError("illegal version number")
            int = int & ~(0xF << 76 | 0x3 << 62) | version << 76 | 0x2 << 62
        object.__setattr__(self, "int", int)
        object.__setattr__(self, "is_safe", is_safe)

    def __getstate__(self):
        state = {"int": self.int}
        if self.is_safe != SafeUUID.unknown:
            state["is_safe"] = self.is_safe.value
        return state

    def __setstate__(self, state):
        object.__setattr__(self, "int", state["int"])
        object.__setattr__(self, "is_safe", SafeUUID(state.get("is_safe")))

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __repr__(self):
        return f"{self.__class__.__name__}({str(self)!r})"

    def __setattr__(self, name, value):
        raise TypeError("UUID objects are immutable")

    def __str__(self):
        digits = self.hex
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    @property
    def bytes(self):
        return self.int.to_bytes(16)

    @property
    def bytes_le(self):
        return _turned(self.bytes)

    @property
    def hex(self):
        return f"{self.int:032x}"

    @property
    def urn(self):
        return f"urn:uuid:{self}"

    @property
    def fields(self):
        return (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant, self.clock_seq_low,
                self.node)  # fmt: skip

    time_low, time_mid, time_hi_version = _bits(96, 32), _bits(80, 16), _bits(64, 16)
    clock_seq_hi_variant, clock_seq_low, node = _bits(56, 8), _bits(48, 8), _bits(0, 48)
    clock_seq = _bits(48, 14)

    @property
    def time(self):
        return (self.time_hi_version & 0x0FFF) << 48 | self.time_mid << 32 | self.time_low

    @property
    def variant(self):
        return _VARIANTS[self.int >> 61 & 0x7]

    @property
    def version(self):
        return self.int >> 76 & 0xF if self.variant == RFC_4122 else None


NAMESPACE_DNS = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_URL = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_OID = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
NAMESPACE_X500 = UUID("6ba7b814-9dad-11d1-80b4-00c04fd430c8")


def uuid3(namespace, name):
    """Of a name, by MD5."""
    from hashlib import md5

    data = name.encode() if isinstance(name, str) else name
    return UUID(bytes=md5(namespace.bytes + data, usedforsecurity=False).digest(), version=3)


def uuid5(namespace, name):
    """Of a name, by SHA-1."""
    from hashlib import sha1

    data = name.encode() if isinstance(name, str) else name
    return UUID(bytes=sha1(namespace.bytes + data).digest()[:16], version=5)


def uuid4():
    """A random one."""
    import random

    return UUID(int=random.getrandbits(128), version=4)


def getnode():
    """No network card, so a number that says so."""
    return 0x010000000000


def uuid1(node=None, clock_seq=None):
    """Of the time, which is the virtual clock's."""
    import random
    import time

    stamp = time.time_ns() // 100 + 0x01B21DD213814000
    if clock_seq is None:
        clock_seq = random.getrandbits(14)
    fields = (stamp & 0xFFFFFFFF, stamp >> 32 & 0xFFFF, stamp >> 48 & 0x0FFF, clock_seq >> 8 & 0x3F,
              clock_seq & 0xFF, getnode() if node is None else node)  # fmt: skip
    return UUID(fields=fields, version=1)
