"""What some exceptions remember besides their message."""

cases = ["{}['k']", "[].nope", "nope", "int('x')", "'é'.encode('ascii')", "b'\\xff'.decode()", "import_me", "next(iter(()))"]
for case in cases:
    try:
        eval(case)
    except UnicodeError as error:
        print(type(error).__name__, error.encoding, error.object, error.start, error.end, error.reason)
    except Exception as error:
        shown = {name: getattr(error, name) for name in ("name", "obj", "value") if hasattr(error, name)}
        print(type(error).__name__, error.args, shown)

try:
    import nonexistent_module
except ImportError as error:
    print(type(error).__name__, error.name, error.path, error.msg)
try:
    from math import nothing_such
except ImportError as error:
    print(type(error).__name__, error.name, error.name_from)
error = OSError(2, "No such file", "data.txt")
print(repr(error), error.errno, error.strerror, error.filename, type(error).__name__, error)
print(StopIteration(5).value, SystemExit(3).code, UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"))
