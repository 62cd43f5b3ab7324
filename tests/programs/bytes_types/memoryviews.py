"""A memoryview looks into another object's bytes without copying them."""

data = bytearray(b"abcdef")
view = memoryview(data)
part = view[1:4]
part[0] = ord("X")
view[-1] = 90
print(data, bytes(part), part.tolist(), len(view), view.nbytes, view.itemsize, view.format, view.readonly, view.shape, part.obj is data)
part[:] = b"123"
print(data, view[::2].tobytes(), view == data, part == b"123", list(view[4:]), view.hex())
try:
    data.append(1)
except BufferError as error:
    print(error)
fixed = memoryview(b"fixed")
for statement in ("fixed[0] = 1", "part[:] = b'12'", "view[99]", "view[0] = 300", "view['a']", "memoryview('text')", "memoryview(5)", "view[0] = 'a'"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
words = memoryview(bytes(range(8))).cast("H")
print(words.tolist(), words.format, words.itemsize, memoryview(b"\x01\x00\x00\x00").cast("i")[0])
part.release()
view.release()
data.append(1)
try:
    view[0]
except ValueError as error:
    print(error)
with memoryview(b"q") as m:
    print(m[0], hash(m) == hash(b"q"))
