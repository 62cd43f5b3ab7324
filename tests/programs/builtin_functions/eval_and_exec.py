"""eval gives the value of an expression, exec runs statements, both in given namespaces."""

x = 10
print(eval("x + 1"), eval("x + 1", {"x": 5}), eval("x * y", {"x": 2}, {"y": 3}))
space = {}
exec("a = 1\ndef f(): return a + 1\nb = f()", space)
print(sorted(key for key in space if key != "__builtins__"), space["b"], space["f"]())
print(exec("y = x * 2"), y)


def local_scope():
    z = 1
    exec("z = 2; w = 3")
    print(z, "w" in locals(), eval("z + 10"))
    names = {}
    exec("q = z", globals() | {"z": 5}, names)
    print(names)


local_scope()
print(eval(" \t 5 "), eval("[n for n in range(3)]"), eval(b"1 + 1"))
for code in ("x = 1", "1 +", "", "missing", "import os"):
    try:
        eval(code)
    except (SyntaxError, NameError) as error:
        print(repr(code), "->", type(error).__name__, error)
for call in (lambda: eval(5), lambda: exec("1", 5), lambda: eval("1", {}, 5)):
    try:
        call()
    except TypeError as error:
        print(error)
try:
    exec("print(len)", {"__builtins__": {"print": print}})
except NameError as error:
    print(error)
