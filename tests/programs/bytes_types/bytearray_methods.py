"""bytearray is bytes that can be changed."""

a = bytearray(b"hello")
alias = a
a[0] = 72
a[-1:] = b"o world"
a.append(33)
a.extend(b"??")
a += b"."
a.insert(0, 42)
print(a, alias is a, a.pop(), a.pop(0), len(a))
a.remove(33)
del a[5:7]
a.reverse()
print(a, a.find(b"o"), a[::2], a.copy() == a, bytes(a), a.upper(), a * 2 == a + a)
a[1:3] = [65, 66, 67]
a[::3] = b"." * len(a[::3])
print(a, a.decode())
a.clear()
print(a, bytearray(3), bytearray([1, 2]), bytearray("é", "utf-8"), bytearray.fromhex("ff"))
for call in ("bytearray(b'x')[0] = 300", "bytearray(b'x')[0] = 'a'", "bytearray().pop()", "bytearray(b'x').remove(1)", "hash(bytearray())", "bytearray('x')", "bytearray(b'ab')[::2] = b'xyz'", "bytearray(b'a').append('b')", "bytearray(b'a') + 'b'"):
    try:
        exec(call)
    except Exception as error:
        print(call, "->", type(error).__name__, error)
