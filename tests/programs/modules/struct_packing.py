"""struct: numbers as bytes and back."""

import struct

print(struct.pack("<ihb", 1, -2, 3), struct.pack(">I", 2**31), struct.pack("!d", 1.5), struct.pack("<f", 0.1), struct.pack("3s5s", b"abcdef", b"x"), struct.pack("?c", True, b"q"), struct.pack("<2h3x", 1, 2), struct.pack("<q", -1), struct.pack("4p", b"hello"), struct.pack("<e", 1.5))
print(struct.unpack("<ihb", b"\x01\x00\x00\x00\xfe\xff\x03"), struct.unpack(">2H", b"\x00\x01\x00\x02"), struct.unpack("<f", struct.pack("<f", 0.1)), struct.calcsize("<ihb"), struct.calcsize("bi"), struct.calcsize("=bi"), list(struct.iter_unpack("<h", b"\1\0\2\0")), struct.unpack_from("<B", b"abc", 2))
s = struct.Struct("<Bh")
buffer = bytearray(5)
s.pack_into(buffer, 1, 255, -1)
print(buffer, s.size, s.format, s.unpack(b"\x01\x02\x00"))
for call in (lambda: struct.pack("B", 256), lambda: struct.pack("i", "a"), lambda: struct.pack("ii", 1), lambda: struct.unpack("i", b"abc"), lambda: struct.pack("y", 1), lambda: struct.pack("<h", 40000), lambda: struct.pack("f", 1e300), lambda: struct.pack("s", "text"), lambda: struct.unpack_from("<i", b"ab")):
    try:
        call()
    except (struct.error, OverflowError, TypeError) as error:
        print(type(error).__name__, error)
