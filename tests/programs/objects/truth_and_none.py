"""What counts as false, and how None behaves."""

false_values = [None, False, 0, 0.0, 0j, "", b"", [], (), {}, set(), frozenset(), range(0), bytearray()]
print(any(false_values), [bool(v) for v in false_values].count(False))
true_values = [True, 1, -1, 0.1, " ", "0", b"\0", [0], (None,), {0: 0}, {0}, range(1), object, print, ...]
print(all(true_values))
print(None == None, None is None, None == 0, None == False, type(None).__name__, str(None), [None] * 2)
for statement in ("None + 1", "None.x", "None()", "None[0]", "len(None)", "None < 1", "for i in None: pass", "None.x = 1", "a, b = None", "'a' + None", "type(None)(1)"):
    try:
        exec(statement.replace("None()", "(lambda: None)()()").replace("None[0]", "(lambda: None)()[0]"))
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
print(type(None)() is None, bool(NotImplementedError), (lambda: None)(), print() is None)
