"""A generator runs until the next yield and keeps its place."""


def count(n):
    print("start")
    for i in range(n):
        print("before", i)
        yield i
        print("after", i)
    print("end")


g = count(2)
print(type(g).__name__, g.__name__)
print(next(g))
print(next(g))
print(next(g, "default"))
print(next(g, "still default"))
try:
    next(g)
except StopIteration as stop:
    print("stopped with", stop.value)


def squares(limit):
    n = 0
    while n * n < limit:
        yield n * n
        n += 1


print(list(squares(30)), sum(squares(100)), max(squares(10)), 16 in squares(20))
a, b, *rest = squares(40)
print(a, b, rest, dict(zip("abc", squares(9))))
