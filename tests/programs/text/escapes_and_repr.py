"""How repr writes the characters that cannot be shown as they are."""

for text in ("plain", "tab\t", "cr\r nl\n", "back\\slash", "it's", 'say "x"', "'\"", "\x00\x1f\x7f", "\x80\xa0\xad", "é€", "\u200b\u2028\ufeff", "\U0001F600\U000E0001", "\ud800", "\uffff"):
    print(repr(text), ascii(text), len(text))
print(str(["\n", "é"]), f"{'\n'!r}", "%r %a" % ("é", "é"))
print(b"\x00 tab\t ' \" \\ \xff", repr(b"it's"), repr(b"'\""), bytearray(b"\x01a"))
print("a\
b", "\a\b\f\v".encode(), "\0" "1", len("\N{LATIN SMALL LETTER E WITH ACUTE}"))
