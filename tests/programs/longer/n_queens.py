"""N queens on a board, none of which attacks another: four ways to search, which must agree."""

import random
from itertools import permutations


def by_permutations(n):
    """One queen a row and a column; only the diagonals have to be checked."""
    for columns in permutations(range(n)):
        if len({c + r for r, c in enumerate(columns)}) == n == len({c - r for r, c in enumerate(columns)}):
            yield columns


def by_backtracking(n):
    """Row by row, with sets of what is taken."""
    columns, rising, falling = set(), set(), set()
    board = []

    def place(row):
        if row == n:
            yield tuple(board)
            return
        for column in range(n):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            board.append(column)
            yield from place(row + 1)
            board.pop()
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)

    yield from place(0)


def by_bits(n):
    """The same with integers as sets: only counts."""
    full = (1 << n) - 1

    def count(columns, left, right):
        if columns == full:
            return 1
        total = 0
        free = full & ~(columns | left | right)
        while free:
            bit = free & -free
            free ^= bit
            total += count(columns | bit, (left | bit) << 1 & full, (right | bit) >> 1)
        return total

    return count(0, 0, 0)


def by_repair(n, seed):
    """Starts anywhere and moves queens to where they have the fewest conflicts."""
    rng = random.Random(seed)
    board = [rng.randrange(n) for _ in range(n)]

    def conflicts(row, column):
        return sum(
            1
            for other in range(n)
            if other != row and (board[other] == column or abs(board[other] - column) == abs(other - row))
        )

    for moves in range(10_000):
        attacked = [row for row in range(n) if conflicts(row, board[row])]
        if not attacked:
            return tuple(board), moves
        row = rng.choice(attacked)
        scores = [conflicts(row, column) for column in range(n)]
        best = min(scores)
        board[row] = rng.choice([column for column in range(n) if scores[column] == best])
    raise RuntimeError("no luck")


def valid(board):
    return all(
        a != b and abs(a - b) != j - i for i, a in enumerate(board) for j, b in enumerate(board[i + 1 :], start=i + 1)
    )


def symmetries(board):
    """The eight boards that are turns and mirror images of this one."""
    n = len(board)
    points = {(row, column) for row, column in enumerate(board)}
    for _ in range(4):
        points = {(column, n - 1 - row) for row, column in points}
        yield tuple(column for _, column in sorted(points))
        mirrored = {(row, n - 1 - column) for row, column in points}
        yield tuple(column for _, column in sorted(mirrored))


def draw(board):
    return "\n".join(" ".join("Q" if column == queen else "." for column in range(len(board))) for queen in board)


for n in range(1, 7):
    first, second = list(by_permutations(n)), list(by_backtracking(n))
    print(n, len(first), first == second, by_bits(n), all(map(valid, first)))
print([by_bits(n) for n in range(1, 8)])
eight = list(by_backtracking(8))
print(len(eight), eight[0], eight[-1])
print(draw(eight[0]))
different = {min(symmetries(board)) for board in eight}
print(len(different), "different ones:")
for board in sorted(different)[:4]:
    print("   ", *board, "in", len(set(symmetries(board))), "forms")
for seed in range(3):
    board, moves = by_repair(10, seed)
    print(board, moves, valid(board))
search = by_backtracking(10)
print(next(search), next(search))
search.close()
print(next(by_permutations(3), "none for three"))
