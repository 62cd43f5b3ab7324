"""return leaves loops, with blocks and try blocks from the inside out."""

from contextlib import contextmanager


@contextmanager
def noisy(name):
    print("in", name)
    try:
        yield
    finally:
        print("out", name)


def search(rows, wanted):
    with noisy("search"):
        for row in rows:
            with noisy(f"row {row}"):
                for n in row:
                    try:
                        if n == wanted:
                            return f"found {n}"
                    finally:
                        print("looked at", n)
    return "not found"


print(search([[1], [2, 3]], 2))
print(search([[1]], 9))
