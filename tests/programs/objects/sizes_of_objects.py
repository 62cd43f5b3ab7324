"""sys.getsizeof, for what a learner asks it about."""

import sys
from collections import deque

size = sys.getsizeof
print("str", [size(text) for text in ("", "a", "abc", "é", "éa", "日", "日本", "😀", "a😀", chr(255), "é" * 10)])
print("int", [size(number) for number in (0, 1, -1, 2**30 - 1, 2**30, 2**60, True)])
print("others", [size(x) for x in (1.0, 1j, None, ..., b"", b"abc", (), (1,), range(3), slice(1), object())])
print("iterators", [size(x) for x in (iter([]), iter(()), iter(range(3)), iter({}), iter(set()), enumerate([]), zip(), map(str, []))])
print("classes", size(int), size(type("C", (), {})), size(type("S", (), {"__slots__": ()})), size(type("M", (type,), {})))


class Plain:
    pass


class Slots:
    __slots__ = ("a", "b")


class Empty:
    __slots__ = ()


class Number(int):
    pass


class Items(list):
    pass


class Text(str):
    pass


class Error(Exception):
    pass


print("instances", [size(x) for x in (Plain(), Slots(), Empty(), Number(5), Items(), Text("ab"), Error())])
print("exceptions", [size(kind()) for kind in (Exception, KeyError, NameError, AttributeError, StopIteration, OSError, ImportError, SyntaxError)])


class Person:
    def __init__(self):
        self.name, self.age = "Ada", 36


first = Person()
print("the first instance's attributes", size(first), size(first.__dict__))
crowd = [Person() for _ in range(3)]
print("a later one's", size(crowd[-1].__dict__))
crowd += [Person() for _ in range(40)]
print("a much later one's", size(crowd[-1].__dict__))
many = Plain()
for number in range(40):
    setattr(many, f"a{number}", number)
print("too many to share", size(many.__dict__), size(many))


def numbers(a, b, c):
    d = [a, b, c]
    yield d


print("generators", size(numbers(1, 2, 3)), size(x for x in ()))
queue, sizes = deque(), []
for number in range(200):
    queue.append(number)
    sizes.append(size(queue))
print("deque", sorted(set(sizes)), [sizes.index(one) for one in sorted(set(sizes))])
