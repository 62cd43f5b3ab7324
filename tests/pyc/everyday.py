"""What programs are made of, in words that every release from 3.6 on understands."""
import os.path as path
from sys import *


class Basket:
    """A class with a closure and a decorator."""
    limit: int = 3

    @staticmethod
    def make(*items, **named):
        return [*items, *named], {**named, 'more': -1.5}

    def __init__(self, first=0, *, second=(1, 2)):
        self.first, self.second = first, second

    def total(self):
        return super().__init__() or sum(price * 2 for price in self.second if price)


def divide(left, right, *, places=2):
    try:
        result = left / right
    except ZeroDivisionError as error:
        print('no:', error, file=None)
        raise
    except (TypeError, ValueError):
        return None
    else:
        result = round(result, places)
    finally:
        print('done')
    return result


def loop(rows):
    count = 0
    for index, row in enumerate(rows):
        while row:
            row -= 1
            if row == 3:
                continue
            if row is None or row not in {1, 2, 3}:
                break
        else:
            count += 1
        first, *rest = f'{index!r:>10} of {count}', row
        del rest
    with open(first) as file, open(file.name) as other:
        other.write(file.read()[1:2])
    return lambda x: count + x if 0 < x < count else ~x


def generate(items):
    global seen
    seen = yield from items
    got = yield seen
    assert got, 'nothing'


async def wait(things):
    async with things as thing:
        async for part in thing:
            await part
    return [part async for part in things]
