"""base64, binascii, zlib, hashlib's shakes: bytes in other clothes."""

import base64
import binascii
import hashlib
import zlib

for data in (b"", b"a", b"ab", b"hello world", bytes(range(250, 256))):
    print(base64.b64encode(data), base64.urlsafe_b64encode(data), base64.b32encode(data), base64.b16encode(data), base64.b85encode(data), base64.a85encode(data), base64.encodebytes(data))
    assert data == base64.b64decode(base64.b64encode(data)) == base64.b32decode(base64.b32encode(data)) == base64.b85decode(base64.b85encode(data)) == base64.a85decode(base64.a85encode(data))
print(base64.b64decode("aGVs bG8=\n"), binascii.hexlify(b"\x00\xff", "-"), binascii.unhexlify("00ff"), binascii.crc32(b"hello"), zlib.adler32(b"hello"), zlib.crc32(b"lo", zlib.crc32(b"hel")), binascii.b2a_base64(b"x", newline=False))
for call in (lambda: base64.b64decode("abc"), lambda: base64.b64decode("a"), lambda: base64.b64decode("ab$=", validate=True), lambda: base64.b32decode("a"), lambda: binascii.unhexlify("abc"), lambda: binascii.unhexlify("zz"), lambda: base64.b64encode("text"), lambda: base64.b16decode("0g"), lambda: zlib.decompress(b"nonsense")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
text = b"again and again and again " * 40
packed = zlib.compress(text)
print(len(packed) < len(text) // 5, zlib.decompress(packed) == text, isinstance(binascii.Error(), ValueError))
machine = zlib.decompressobj()
print(b"".join(machine.decompress(packed[i : i + 7]) for i in range(0, len(packed), 7)) == text, machine.eof)
print(hashlib.shake_256(b"x").hexdigest(10), hashlib.blake2s(b"x", digest_size=4, salt=b"s").hexdigest(), hashlib.blake2b(b"x" * 200, key=b"k", person=b"p").hexdigest()[:20])
