"""A function is an object with a name, a docstring, attributes and code."""


def sample(a, b=1, *c, d=2, **e):
    """A sample.

    With two lines."""
    local = a
    return local


sample.color = "green"
print(sample.__name__, sample.__qualname__, sample.__module__, sample.color, vars(sample))
print(repr(sample.__doc__))
code = sample.__code__
print(code.co_name, code.co_varnames, code.co_nlocals, code.co_argcount, code.co_flags & 0x0C)
print(code.co_firstlineno, code.co_names, code.co_consts[0] == sample.__doc__)


def outer():
    class Inner:
        def method(self):
            return lambda: 0

    return Inner


print(outer().__qualname__, outer().method.__qualname__, outer()().method().__qualname__)
sample.__name__ = "renamed"
print(sample.__name__, code.co_name)
print(callable(sample), callable(5), callable(int))
