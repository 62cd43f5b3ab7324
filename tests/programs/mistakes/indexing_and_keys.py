"""Common mistakes with sequences and dicts, and what Python says about them."""

mistakes = ["[1, 2, 3][3]", "[1, 2, 3][-4]", "(1,)[1]", "'abc'[3]", "{'a': 1}['b']", "{'a': 1}[0]", "range(3)[3]", "{1, 2}.pop(1)", "[1, 2].index(3)", "'abc'.index('z')", "[][0]", "{}.popitem()", "set().pop()", "b'a'[1]", "[1, 2].remove(3)", "dict(a=1)['a']['b']", "[[1]][0][1]", "'a b'.split()[2]", "list(map(int, '12x'))", "dict([('a', 1, 2)])", "sum(['1', '2'])", "''.join([1, 2])", "max([])", "next(iter([]))"]
for mistake in mistakes:
    try:
        print(mistake, "=", eval(mistake))
    except Exception as error:
        print(mistake, "->", f"{type(error).__name__}: {error}")
