"""Sudoku: cross out what cannot be, then try what is left, and count the steps."""

from collections import Counter

DIGITS = set("123456789")
CELLS = [(row, column) for row in range(9) for column in range(9)]
UNITS = (
    [[(row, column) for column in range(9)] for row in range(9)]
    + [[(row, column) for row in range(9)] for column in range(9)]
    + [[(r + i, c + j) for i in range(3) for j in range(3)] for r in (0, 3, 6) for c in (0, 3, 6)]
)
PEERS = {cell: {other for unit in UNITS if cell in unit for other in unit} - {cell} for cell in CELLS}


class Contradiction(Exception):
    pass


class Sudoku:
    def __init__(self, text):
        rows = [line.replace(" ", "") for line in text.strip().splitlines()]
        if len(rows) != 9 or any(len(row) != 9 for row in rows):
            raise ValueError("a sudoku has nine rows of nine cells")
        self.options = {cell: set(DIGITS) for cell in CELLS}
        self.work = Counter()
        for (row, column) in CELLS:
            if (char := rows[row][column]) in DIGITS:
                self.place((row, column), char)

    def place(self, cell, digit):
        for other in sorted(self.options[cell] - {digit}):
            self.cross_out(cell, other)

    def cross_out(self, cell, digit):
        options = self.options[cell]
        if digit not in options:
            return
        options.discard(digit)
        self.work["crossed out"] += 1
        if not options:
            raise Contradiction(cell)
        if len(options) == 1:
            (last,) = options
            for peer in PEERS[cell]:
                self.cross_out(peer, last)
        for unit in UNITS:
            if cell in unit:
                places = [place for place in unit if digit in self.options[place]]
                if not places:
                    raise Contradiction(cell)
                if len(places) == 1 and len(self.options[places[0]]) > 1:
                    self.place(places[0], digit)

    @property
    def solved(self):
        return all(len(options) == 1 for options in self.options.values())

    def solutions(self):
        if self.solved:
            yield self
            return
        cell = min((c for c in CELLS if len(self.options[c]) > 1), key=lambda c: len(self.options[c]))
        for digit in sorted(self.options[cell]):
            saved = {c: set(o) for c, o in self.options.items()}
            self.work["tries"] += 1
            try:
                self.place(cell, digit)
            except Contradiction:
                self.work["dead ends"] += 1
            else:
                yield from self.solutions()
            self.options = saved

    def __str__(self):
        lines = []
        for row in range(9):
            cells = ["".join(sorted(self.options[row, column])) for column in range(9)]
            cells = [cell if len(cell) == 1 else "." for cell in cells]
            lines.append(" ".join("".join(cells[i : i + 3]) for i in (0, 3, 6)))
            if row in (2, 5):
                lines.append("")
        return "\n".join(lines)


EASY = """
53. .7. ...
6.. 195 ...
.98 ... .6.
8.. .6. ..3
4.. 8.3 ..1
7.. .2. ..6
.6. ... 28.
... 419 ..5
... .8. .79
"""

HARD = """
4.. ... 8.5
.3. ... ...
... 7.. ...
.2. ... .6.
... .8. 4..
... .1. ...
... 6.3 .7.
5.. 2.. ...
1.4 ... ...
"""

easy = Sudoku(EASY)
print(easy, easy.solved, easy.work["crossed out"], sep="\n")
hard = Sudoku(HARD)
print(hard.solved, sum(len(options) == 1 for options in hard.options.values()))
solution = next(hard.solutions())
print(solution)
print(dict(hard.work))
print(all(sorted("".join(solution.options[c]) for c in unit) == sorted(DIGITS) for unit in UNITS))
several = Sudoku(EASY.replace("7", ".").replace("9", "."))
print(sum(1 for _ in several.solutions()), several.work["dead ends"])
for bad in (EASY.replace("53.", "553"), "123"):
    try:
        Sudoku(bad)
    except Contradiction as error:
        print("contradiction at", error.args[0])
    except ValueError as error:
        print(error)
