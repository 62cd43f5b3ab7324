"""codecs and io: text over bytes."""

import codecs
import io

print(codecs.encode("héllo", "rot13"), codecs.decode("uryyb", "rot13"), codecs.encode(b"ab", "hex"), codecs.lookup("latin1").name, codecs.lookup("UTF8").name, codecs.BOM_UTF8)
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "é€x".encode()], codecs.getencoder("ascii")("abc"))
raw = io.BytesIO()
writer = io.TextIOWrapper(raw, encoding="utf-16-le", newline="\r\n", write_through=True)
print(writer.write("a\né"), raw.getvalue(), writer.encoding, writer.writable())
reader = io.TextIOWrapper(io.BytesIO(b"one\r\ntwo\rthree\nfour"), encoding="ascii")
print(reader.readline(), reader.read(2), list(reader), reader.read())
buffered = io.BufferedReader(io.BytesIO(b"abcdef"))
print(buffered.peek()[:2], buffered.read(3), buffered.read(), isinstance(buffered, io.BufferedIOBase), isinstance(io.StringIO(), io.TextIOBase), isinstance(io.BytesIO(), io.IOBase))


class Upper(io.TextIOBase):
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text.upper())
        return len(text)


upper = Upper()
print("shout", 1, file=upper)
upper.writelines(["a", "b"])
with upper:
    pass
print(upper.parts, upper.closed)


class Zeros(io.RawIOBase):
    def readable(self):
        return True

    def readinto(self, buffer):
        buffer[:] = bytes(len(buffer))
        return len(buffer)


print(Zeros().read(3), io.BufferedReader(Zeros()).read(5))
for call in (lambda: codecs.lookup("nope"), lambda: io.TextIOWrapper(io.BytesIO(b"\xff")).read(), lambda: Upper().read(), lambda: io.TextIOWrapper(io.BytesIO(), newline="x"), lambda: reader.write(5)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
