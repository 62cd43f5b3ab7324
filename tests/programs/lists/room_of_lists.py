"""How much room a list has depends on how it was made: literals, iterables, growth, slices."""

import sys


def room(items):
    return (sys.getsizeof(items) - sys.getsizeof([])) // 8


n = 1
print("displays", [room(x) for x in ([], [1], [1, 2], [1, 2, 3], [n, n, n], [1, 2, 3, 4, 5], [n, *(1, 2, 3)], [*"abc", n])])
print("from sets and dicts", [room([*{1, 2, 3}]), room([*{1: 2}]), room(list({1, 2})), room(list({1: 2}.values()))])
print("comprehensions", [room([i for i in range(n)]) for n in range(20)])
print("list(range)", [room(list(range(n))) for n in range(12)])
print("list(generator)", [room(list(i for i in range(n))) for n in range(12)])
print("list(tuple)", [room(list(tuple(range(n)))) for n in range(9)])
print("list(str)", [room(list("x" * n)) for n in range(9)])
print("list(map)", [room(list(map(str, range(n)))) for n in range(12)])
print("sorted", [room(sorted(range(n))) for n in range(9)], room(sorted({1: 2, 3: 4})))
print("slices and copies", room(list(range(20))[:7]), room(list(range(7)).copy()), room([0] * 7), room([0] * 7 + [1]))
print("split", [room("a b c d".split()), room("".split()), room("a,b".split(",")), room("a ".split(maxsplit=3)), room(("a " * 13).split())])


def growth(change, times=24):
    items, rooms = [], []
    for number in range(times):
        change(items, number)
        rooms.append(room(items))
    return rooms


def add(items, number):
    items += [number] * 5


def insert_slice(items, number):
    items[0:0] = [1, 2, 3]


print("append", growth(list.append))
print("insert", growth(lambda items, number: items.insert(0, number)))
print("extend one", growth(lambda items, number: items.extend([number])))
print("extend three", growth(lambda items, number: items.extend((1, 2, 3))))
print("extend range", growth(lambda items, number: items.extend(range(3))))
print("extend generator", growth(lambda items, number: items.extend(x for x in range(3))))
print("+=", growth(add))
print("slices", growth(insert_slice))


def shrinking(change):
    items, rooms = list(range(40)), []
    while items:
        change(items)
        rooms.append(room(items))
    return rooms


def delete_first(items):
    del items[0]


def delete_three(items):
    del items[0:3]


print("pop", shrinking(list.pop))
print("remove", shrinking(lambda items: items.remove(items[0])))
print("del one", shrinking(delete_first))
print("del slice", shrinking(delete_three))
items = list(range(3))
items *= 5
print("*=", room(items))
items.clear()
print("clear", room(items))
