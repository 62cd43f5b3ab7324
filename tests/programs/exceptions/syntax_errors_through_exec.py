"""compile and exec raise SyntaxError with a position in the text."""

sources = ["x = = 1", "if True\n    pass", "def f(:\n  pass", "print 'hi'", "  x = 1", "for i in range(3):\nprint(i)", "(1, 2", "return 5", "break", "x = 'abc", "1 = x", "f(a=1, 2)", "if x = 1: pass", "del 5", "lambda: (yield", "nonlocal x", "await f()", "{1: 2, 3}", "a b", "class: pass", "else: pass", "f'{'", "f'{a b}'", "x = 0777", "5a", "def f(a, a): pass", "import a.b as c.d", "from x import *\n*", "\tif 1:\n        x\n\ty", "async def f(): yield from x", "match x:\n  case y: 1\n  case z: 2", "global x; x: int = 1"]
for source in sources:
    try:
        compile(source, "<text>", "exec")
        print(repr(source), "compiles")
    except SyntaxError as error:
        print(repr(source), "->", type(error).__name__, error.msg, (error.lineno, error.offset, error.end_lineno, error.end_offset))
