"""Everything a list can do."""

a = [3, 1, 2]
a.append(5)
a.extend("xy")
a.insert(1, "new")
a.insert(-100, "front")
a.insert(100, "back")
print(a, len(a), a.index("new"), a.count(1), a.pop(), a.pop(0), a.pop(-2))
a.remove("new")
a.reverse()
print(a, a.copy() == a, a.copy() is a)
b = [5, 2, 9]
b.sort()
print(b, b.sort(reverse=True), b, b.clear(), b)
print([1, 2] + [3], [0] * 3, [1] in [[1]], [1, 2] < [1, 3], [] < [0], [1, 2, 3][::-1], list(range(3)), [*"ab"], [[]] * 2)
c = [[0] * 2] * 2
c[0][0] = "shared"
print(c, [1, 2, 1, 2].index(2, 2), [1, [2]] == [1, [2]], [1, 2].__contains__(2))
for statement in ("[].pop()", "[1].pop(5)", "[1].remove(2)", "[1].index(2)", "[1] + (2,)", "[1][5]", "a['0']", "[].append()", "[1] * 'a'", "[1] < 5", "[].sort(5)", "del [1][3]", "[1][2] = 3", "[1].insert('a', 1)", "{[1]: 2}", "[1].nope", "[1] - [1]", "[1].extend(5)"):
    try:
        exec(statement)
    except Exception as error:
        print(statement, "->", type(error).__name__, error)
loop = [1]
loop.append(loop)
print(loop, loop[1] is loop)
