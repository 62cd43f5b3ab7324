"""with and finally inside generators, left in the middle."""

from contextlib import contextmanager


@contextmanager
def section(name):
    print("enter", name)
    try:
        yield name.upper()
    except KeyError as error:
        print("swallowed", error)
    finally:
        print("leave", name)


def lines():
    with section("file") as name:
        for n in range(3):
            yield f"{name} {n}"


for line in lines():
    print(line)
    if line.endswith("1"):
        break
print("after loop")
with section("body"):
    raise KeyError("inside")
try:
    with section("other"):
        raise ValueError("passes")
except ValueError as error:
    print("outside", error)
