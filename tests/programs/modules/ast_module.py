"""ast: trees of programs, walked, changed and written again."""

import ast

tree = ast.parse("def f(a, *, b=1):\n    return a + b * 2  # sum\nx = [n for n in range(3) if n]\n")
print(ast.dump(tree.body[0]))
print(ast.dump(tree.body[1], indent=2))
print([type(node).__name__ for node in ast.walk(tree.body[0].body[0])])
print(tree.body[0].lineno, tree.body[0].end_lineno, tree.body[1].col_offset, ast.get_source_segment("x = 1 + 2", ast.parse("x = 1 + 2").body[0].value))
for text in ("[1, (2.5, 'a'), {'k': None}, {1, 2}, b'x', -3, 1+2j, True]", "f(1)", "1 + 1", "__import__('os')", "[1,"):
    try:
        print(ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(type(error).__name__, str(error).split(":")[0])


class Names(ast.NodeVisitor):
    def __init__(self):
        self.found = []

    def visit_Name(self, node):
        self.found.append((node.id, type(node.ctx).__name__))
        self.generic_visit(node)


names = Names()
names.visit(tree)
print(names.found)


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


changed = ast.fix_missing_locations(Double().visit(ast.parse("print(1 + 20, 'ab')")))
print(ast.unparse(changed))
exec(compile(changed, "<tree>", "exec"))
source = '''
class A(B, metaclass=M):
    "doc"
    x: int = 1

    @d
    async def f(self, a, /, b=2, *c, d, e=5, **g) -> int:
        async with a as b:
            await x
        return (yield a)

match p:
    case [1, *rest] | {"k": v} if v:
        pass
    case Point(x=0) as q:
        del q[1:2], a.b
try:
    lambda *a, k=1: (a if k else not -k ** 2)
except* (E, F) as e:
    raise G from None
else:
    print(f"{x!r:>{w}} {y}", *z, **k)
type T[K: int] = dict[K, str]
'''
print(ast.unparse(ast.parse(source)))
print(ast.get_docstring(ast.parse("'''A\n   B'''")), isinstance(ast.parse("1", mode="eval"), ast.Expression), ast.Name._fields, type(ast.Name("x").ctx).__name__)
