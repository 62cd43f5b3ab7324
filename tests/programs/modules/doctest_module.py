"""doctest: examples in documentation, tried out."""

import dataclasses
import doctest
import sys


def add(a, b):
    """Adds.

    >>> add(1, 2)
    3
    >>> add("a", "b")
    'ab'
    >>> add(2, 2)
    5
    >>> for n in range(2):
    ...     print(n)
    0
    1
    >>> add(1, "a")
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for +: 'int' and 'str'
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(100))  # doctest: +ELLIPSIS
    [0, 1, ..., 99]
    >>> {1:   2}   # doctest: +NORMALIZE_WHITESPACE
    {1: 2}
    """
    return a + b


class Counter:
    """
    >>> c = Counter()
    >>> c.step()
    1
    >>> c.step(); c.step()
    2
    3
    """

    def __init__(self):
        self.n = 0

    def step(self):
        """
        >>> Counter().step()
        0
        """
        self.n += 1
        return self.n


print(doctest.testmod())
print([(example.source, example.want) for example in doctest.DocTestParser().get_examples(Counter.__doc__)])


@dataclasses.dataclass
class Point:
    """A class with methods that were made for it.

    >>> Point()
    Point(x=1)
    """

    x: int = 1


print(sorted(test.name for test in doctest.DocTestFinder(exclude_empty=False).find(Point, "Point", module=sys.modules["__main__"])))
