"""Leaving two loops at once: with a flag, with else, with a function, with an exception."""

grid = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
for row in grid:
    for value in row:
        if value == 5:
            break
    else:
        continue
    break
print(row, value)


def find(wanted):
    for y, row in enumerate(grid):
        for x, value in enumerate(row):
            if value == wanted:
                return x, y


print(find(8), find(100))


class Found(Exception):
    pass


try:
    for row in grid:
        for value in row:
            if value > 6:
                raise Found(value)
except Found as found:
    print("found", found)
print(next((v for row in grid for v in row if v % 4 == 0), None))
