"""Methods that change in place return None; using the result is a classic mistake."""

items = [3, 1, 2]
items = items.sort() or items
print(items, [1].append(2), {}.update(a=1), set().add(1), [2, 1].reverse(), print())
for statement in ("x = [1].append(2); x[0]", "for n in [2, 1].sort(): pass", "len([].extend('a'))", "items = items.reverse(); items.append(1)", "print('a') + 'b'", "max(None)", "{}.update({}).keys()"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", f"{type(error).__name__}: {error}")
