"""bytes is a sequence of small integers with the methods of str."""

b = b"Hello, World"
print(b[0], b[1:4], b[-1], list(b[:3]), len(b), b.upper(), b.lower(), b.find(b"o"), b.count(b"l"), b.split(b", "), b.replace(b"l", b"L"))
print(b.hex(), b.hex(" "), b.hex("-", 4), bytes.fromhex("48 65 6c"), b.startswith(b"He"), b.decode(), b"-".join([b"a", b"b"]), b"abc" + b"d", b"ab" * 2)
print(b"a" in b"abc", 97 in b"abc", b"%d-%s" % (5, b"x"), b"\x00\xff", bytes([1, 2]) < bytes([1, 3]), b"a" == "a", b"x".isalpha(), b" y ".strip(), b"5".zfill(3), b"a\nb".splitlines(), b"abc".translate(bytes.maketrans(b"a", b"z"), b"c"))
for call in ("b[0] = 1", "b + 'a'", "bytes([300])", "b'a'.join(['b'])", "b.find('o')", "bytes.fromhex('zz')", "b'%s' % 'text'", "b'a' < 'a'", "bytes('é', 'ascii')", "b'abc'[5]", "300 in b'a'", "b.decode('ascii', 5)"):
    try:
        exec(call)
    except Exception as error:
        print(call, "->", type(error).__name__, error)
print(hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], bytes(bytearray(b"q")), bytes(memoryview(b"mv")), bytes(5), b"" or "empty", type(b"a"[0]).__name__)
