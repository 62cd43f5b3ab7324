"""io.StringIO and io.BytesIO: files in memory."""

import io

f = io.StringIO("line one\nline two\nlast")
print(repr(f.read(4)), f.tell(), repr(f.readline()), f.readlines(), repr(f.read()), f.seek(0), [line.strip() for line in f])
g = io.StringIO()
print(g.write("abc"), g.write("def\n"), repr(g.getvalue()), g.tell(), g.truncate(2), repr(g.getvalue()), g.seekable(), g.writable(), g.closed)
g.writelines(["x\n", "y"])
print(repr(g.getvalue()), file=g)
print(len(g.getvalue()), g.seek(1), g.write("ZZ"), repr(g.getvalue()[:6]))
b = io.BytesIO(b"bytes\x00here")
print(b.read(5), b.read(1), b.getvalue(), b.seek(-4, 2), b.read(), b.getbuffer().nbytes, b.readinto(bytearray(3)), b.read1(2))
with io.StringIO("with") as h:
    print(h.read())
for call in (lambda: h.read(), lambda: g.write(b"x"), lambda: b.write("x"), lambda: g.seek(-1), lambda: g.seek(1, 1), lambda: io.StringIO(5), lambda: io.BytesIO("x"), lambda: g.read("a")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
w = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\r\n")
w.write("é\n")
w.flush()
print(w.buffer.getvalue(), repr(io.StringIO("a\r\nb\rc", newline=None).read()), io.SEEK_END, list(io.StringIO("a\n\nb")))
