"""Matrices with operators: products, powers, determinants, inverses, all in exact fractions."""

from fractions import Fraction
from itertools import product


class Matrix:
    def __init__(self, rows):
        self.rows = [[Fraction(x) for x in row] for row in rows]
        widths = {len(row) for row in self.rows}
        if len(widths) != 1:
            raise ValueError("rows of different lengths")
        self.height, self.width = len(self.rows), widths.pop()

    @classmethod
    def identity(cls, n):
        return cls([[int(i == j) for j in range(n)] for i in range(n)])

    @classmethod
    def from_function(cls, height, width, function):
        return cls([[function(i, j) for j in range(width)] for i in range(height)])

    def __getitem__(self, place):
        row, column = place
        return self.rows[row][column]

    def __eq__(self, other):
        return isinstance(other, Matrix) and self.rows == other.rows

    def __add__(self, other):
        self._same_shape(other)
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __sub__(self, other):
        return self + -1 * other

    def __mul__(self, factor):
        if isinstance(factor, Matrix):
            raise TypeError("use @ for the product of matrices")
        return Matrix([[a * factor for a in row] for row in self.rows])

    __rmul__ = __mul__

    def __matmul__(self, other):
        if self.width != other.height:
            raise ValueError(f"cannot multiply {self.shape} by {other.shape}")
        columns = list(zip(*other.rows))
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in columns] for row in self.rows])

    def __pow__(self, n):
        if n < 0:
            return self.inverse() ** -n
        result, base = Matrix.identity(self.height), self
        while n:
            if n & 1:
                result @= base
            base @= base
            n >>= 1
        return result

    @property
    def shape(self):
        return f"{self.height}x{self.width}"

    @property
    def transposed(self):
        return Matrix(zip(*self.rows))

    def _same_shape(self, other):
        if self.shape != other.shape:
            raise ValueError(f"{self.shape} is not {other.shape}")

    def determinant(self):
        """Elimination with row swaps; the product of what stays on the diagonal."""
        rows = [row[:] for row in self.rows]
        result = Fraction(1)
        for i in range(self.height):
            pivot = next((r for r in range(i, self.height) if rows[r][i]), None)
            if pivot is None:
                return Fraction(0)
            if pivot != i:
                rows[i], rows[pivot] = rows[pivot], rows[i]
                result = -result
            result *= rows[i][i]
            for r in range(i + 1, self.height):
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
        return result

    def inverse(self):
        n = self.height
        rows = [row + unit for row, unit in zip(self.rows, Matrix.identity(n).rows)]
        for i in range(n):
            pivot = next((r for r in range(i, n) if rows[r][i]), None)
            if pivot is None:
                raise ZeroDivisionError("the matrix has no inverse")
            rows[i], rows[pivot] = rows[pivot], rows[i]
            rows[i] = [a / rows[i][i] for a in rows[i]]
            for r in range(n):
                if r != i:
                    rows[r] = [a - rows[r][i] * b for a, b in zip(rows[r], rows[i])]
        return Matrix([row[n:] for row in rows])

    def __str__(self):
        texts = [[str(a) for a in row] for row in self.rows]
        width = max(len(text) for row in texts for text in row)
        return "\n".join("[" + " ".join(text.rjust(width) for text in row) + "]" for row in texts)


a = Matrix([[2, 1], [1, 3]])
b = Matrix([[0, 1], [1, 0]])
for title, result in {"a + b": a + b, "a - b": a - b, "a @ b": a @ b, "3 * a": 3 * a, "a ** 5": a**5, "a ** -1": a**-1}.items():
    print(title, result, sep="\n")
print((a @ a**-1) == Matrix.identity(2), a.determinant(), b.determinant(), a[0, 1])
hilbert = Matrix.from_function(4, 4, lambda i, j: Fraction(1, i + j + 1))
print(hilbert.determinant(), hilbert.inverse(), sep="\n")
fibonacci = Matrix([[1, 1], [1, 0]]) ** 90
print(fibonacci[0, 1])
wide = Matrix([[1, 2, 3]])
print(wide.transposed, wide @ wide.transposed, (wide.transposed @ wide).determinant(), sep="\n")
for attempt in (lambda: a + wide, lambda: a @ wide, lambda: a * b, lambda: Matrix([[1, 2], [3]]), lambda: Matrix([[1, 2], [2, 4]]) ** -1, lambda: a + 1):
    try:
        attempt()
    except (ValueError, TypeError, ZeroDivisionError, AttributeError) as error:
        print(type(error).__name__, error)
print(sum(hilbert[i, j] for i, j in product(range(4), repeat=2)))
