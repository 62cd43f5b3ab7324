"""Arguments are passed as references: what a function changes in place is changed for all."""


def change(items, text, number):
    items.append("added")
    text += "!"
    number += 1
    return items, text, number


items, text, number = [1], "hi", 5
result = change(items, text, number)
print(items, text, number, result, result[0] is items)

a = [1, 2]
b = a
b += [3]
print(a)
b = b + [4]
print(a, b)
matrix = [[0] * 2 for _ in range(2)]
matrix[0][0] = 1
row = matrix[1]
row[1] = 2
print(matrix)


class Config:
    options = {}

    def __init__(self):
        self.own = {}


one, two = Config(), Config()
one.options["k"] = one.own["k"] = 1
print(two.options, two.own)
swap = [1, 2, 3]
swap[0], swap[2] = swap[2], swap[0]
print(swap)
