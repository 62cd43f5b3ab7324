"""Context variables: values that belong to a task rather than to a thread.

A context is a dict that is copied when a task begins; `asyncio` makes it current around each step.
"""

__native_in_cpython__ = True

__all__ = ["Context", "ContextVar", "Token", "copy_context"]

from _thread import get_ident

GenericAlias = type(list[int])

_current = {}  # thread: its current context
_absent = object()


def _context():
    context = _current.get(get_ident())
    if context is None:
        context = _current[get_ident()] = Context()
    return context


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """Remembers what a variable was before it was set."""

    __slots__ = ("_context", "_var", "_old", "_used")
    MISSING = _Missing()

    def __init__(self, context, var, old):
        self._context, self._var, self._old, self._used = context, var, old, False

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return self._old

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self._var!r} at {id(self):#x}>"

    __class_getitem__ = classmethod(GenericAlias)


class ContextVar:
    """A variable whose value depends on the current context."""

    __slots__ = ("_name", "_default")

    def __init__(self, name, *, default=_absent):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name, self._default = name, default

    @property
    def name(self):
        return self._name

    def get(self, default=_absent, /):
        value = _context()._values.get(self, default)
        if value is not _absent:
            return value
        if self._default is not _absent:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        """Give it a value in this context; the token is for `reset`."""
        context = _context()
        token = Token(context, self, context._values.get(self, Token.MISSING))
        context._values[self] = value
        return token

    def reset(self, token, /):
        """Go back to what it was before the `set` that gave the token."""
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _context()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        if token._old is Token.MISSING:
            context._values.pop(self, None)
        else:
            context._values[self] = token._old

    def __repr__(self):
        default = "" if self._default is _absent else f" default={self._default!r}"
        return f"<ContextVar name={self._name!r}{default} at {id(self):#x}>"

    __class_getitem__ = classmethod(GenericAlias)


class Context:
    """The values of context variables; reads like a mapping."""

    __slots__ = ("_values", "_entered", "__weakref__")

    def __init__(self):
        self._values = {}
        self._entered = False

    def run(self, callable, /, *args, **kwargs):
        """Call a function with this context as the current one."""
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        thread = get_ident()
        previous = _current.get(thread)
        self._entered = True
        _current[thread] = self
        try:
            return callable(*args, **kwargs)
        finally:
            self._entered = False
            _current[thread] = previous

    def copy(self):
        new = Context()
        new._values = self._values.copy()
        return new

    def __getitem__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")
        return self._values[var]

    def __contains__(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")
        return var in self._values

    def get(self, var, default=None, /):
        return self._values.get(var, default)

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __eq__(self, other):
        return self._values == other._values if isinstance(other, Context) else NotImplemented

    __hash__ = object.__hash__


def copy_context():
    """A copy of the current context."""
    return _context().copy()
