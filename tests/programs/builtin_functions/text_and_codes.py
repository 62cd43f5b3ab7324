"""chr, ord, ascii, repr, format, print with its options."""

import io

print(chr(97), chr(8364), chr(0x1F600), ord("a"), ord("€"), ord(b"z"))
print(ascii("naïve €"), repr("tab\t\n\\ \x00 \x7f é \u200b"), repr("it's"), repr('say "hi"'), repr("both ' and \""))
print(format(255, "x"), format("a", ">3"), format(3.14159, ".2f"))
print("a", "b", sep="-", end="!\n")
print()
print(1, None, [2], sep="")
print(*"abc", sep="\n")
buffer = io.StringIO()
print("into", "a buffer", file=buffer, flush=True)
print(repr(buffer.getvalue()))
for call in (lambda: print(1, sep=5), lambda: print(1, end=b""), lambda: print(1, file=5), lambda: chr(0x110000), lambda: ord("")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
