"""list, tuple, set and frozenset refuse keywords, unless a subclass says what they are for."""

for base in (list, tuple, set, frozenset):

    class WithInit(base):
        def __init__(self, items=(), /, newarg=None):
            if base in (list, set):
                super().__init__(items)
            self.newarg = newarg

    class WithNew(base):
        def __new__(cls, items=(), /, newarg=None):
            made = super().__new__(cls, items)
            made.newarg = newarg
            return made

    class Bare(base):
        pass

    for kind in (WithInit, WithNew) if base is not set else (WithInit,):
        made = kind([1, 2], newarg=3)
        print(base.__name__, kind.__name__, sorted(made), made.newarg)
    for kind in (base, Bare):
        try:
            print(kind([1], newarg=3))
        except TypeError as error:
            print(kind.__name__, error)
    try:
        base(1, 2)
    except TypeError as error:
        print(error)
