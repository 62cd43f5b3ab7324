"""contextlib: managers from generators, suppress, ExitStack, redirecting output."""

import io
from contextlib import ContextDecorator, ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress


@contextmanager
def tag(name):
    print(f"<{name}>", end="")
    try:
        yield name
    finally:
        print(f"</{name}>")


with tag("b") as name:
    print(name, end="")


@tag("p")
def paragraph():
    print("as a decorator", end="")


paragraph()
with suppress(KeyError, IndexError):
    {}["missing"]
    print("never")
with ExitStack() as stack:
    for name in "xy":
        stack.enter_context(tag(name))
    stack.callback(print, "callback", end="; ")
    print("body", end=" ")
out = io.StringIO()
with redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))


class Thing:
    def close(self):
        print("closed")


with closing(Thing()), nullcontext(5) as five:
    print(five)


class Timer(ContextDecorator):
    def __enter__(self):
        print("start", end=" ")

    def __exit__(self, *details):
        print("stop")


@Timer()
def work():
    print("work", end=" ")


work()


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def never():
    if False:
        yield


for manager in (twice, never):
    try:
        with manager():
            pass
    except RuntimeError as error:
        print(error)
