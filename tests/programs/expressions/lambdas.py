"""A lambda is a function without a name or statements."""

square = lambda x: x * x
print(square(7), square.__name__)
print((lambda: "nothing")(), (lambda *a, **k: (a, k))(1, b=2))
print(sorted(["bb", "a", "ccc"], key=lambda w: -len(w)))

late = [lambda: n for n in range(3)]
early = [lambda n=n: n for n in range(3)]
print([f() for f in late], [f() for f in early])

compose = lambda f, g: lambda x: f(g(x))
print(compose(str, abs)(-5) + "!")
counter = (lambda box: lambda: box.append(1) or len(box))([])
print(counter(), counter(), counter())
