"""encode and decode with the usual codecs and error handlers."""

text = "naïve €5"
for codec in ("utf-8", "utf-16", "utf-16-be", "utf-32-le", "latin-1", "cp1252", "ascii", "utf-8-sig", "utf_7"):
    try:
        data = text.encode(codec)
        print(codec, data, data.decode(codec) == text)
    except UnicodeEncodeError as error:
        print(codec, "->", error)
for handler in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
    print(handler, text.encode("ascii", handler))
for data in (b"\xff", b"\xc3", b"\xe2\x82", b"ok\x80ok", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80"):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error)
    print(ascii(data.decode(errors="replace")), ascii(data.decode(errors="backslashreplace")), ascii(data.decode("latin-1")))
for call in (lambda: "a".encode("no-such"), lambda: b"a".decode("nope"), lambda: "é".encode("ascii", "unknown"), lambda: "a".encode(5)):
    try:
        call()
    except (LookupError, TypeError) as error:
        print(type(error).__name__, error)
