"""Objects that stand for others in tests, and note what is done with them.

What is not here: `create_autospec` checks signatures of functions and classes, not of their attributes.
"""

import contextlib
import functools
import importlib
import inspect
import io
import sys

__all__ = (
    "Mock", "MagicMock", "patch", "sentinel", "DEFAULT", "ANY", "call", "create_autospec", "AsyncMock",
    "FILTER_DIR", "NonCallableMock", "NonCallableMagicMock", "mock_open", "PropertyMock", "seal",
)  # fmt: skip

FILTER_DIR = True


class _Sentinel:
    """A thing that is only itself."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"sentinel.{self.name}"

    def __reduce__(self):
        return f"sentinel.{self.name}"


class _Sentinels:
    """Gives the same sentinel for the same name."""

    def __init__(self):
        self._known = {}

    def __getattr__(self, name):
        if name == "__bases__":
            raise AttributeError
        return self._known.setdefault(name, _Sentinel(name))


sentinel = _Sentinels()
DEFAULT = sentinel.DEFAULT
_missing = sentinel.MISSING
_deleted = sentinel.DELETED


class _Any:
    """Equal to everything."""

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __repr__(self):
        return "<ANY>"


ANY = _Any()


def _arguments_text(args, kwargs):
    return ", ".join([repr(arg) for arg in args] + [f"{name}={value!r}" for name, value in kwargs.items()])


class _Call(tuple):
    """A call: a name, arguments by position, arguments by keyword. Parts that were left out are empty."""

    def __new__(cls, value=(), name="", parent=None, two=False, from_kall=True):
        args, kwargs = (), {}
        for part in value:
            if isinstance(part, str):
                name = part
            elif isinstance(part, tuple):
                args = part
            else:
                kwargs = part
        return tuple.__new__(cls, (args, kwargs) if two else (name, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name = name
        self._mock_parent = parent
        self._mock_from_kall = from_kall

    def __eq__(self, other):
        try:
            len(other)
        except TypeError:
            return NotImplemented
        name, args, kwargs = self if len(self) == 3 else ("", *self)
        if getattr(self, "_mock_parent", None) and getattr(other, "_mock_parent", None):
            if self._mock_parent != other._mock_parent:
                return False
        other_name, other_args, other_kwargs = "", (), {}
        if len(other) > 3:
            return False
        for part in other:
            if isinstance(part, str):
                other_name = part
            elif isinstance(part, tuple):
                other_args = part
            else:
                other_kwargs = part
        if name and other_name != name:
            return False
        return (other_args, other_kwargs) == (args, kwargs)

    __ne__ = object.__ne__
    __hash__ = None

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(("", args, kwargs), name="()")
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + "()", parent=self)

    def __getattr__(self, attribute):
        if self._mock_name is None:
            return _Call(name=attribute, from_kall=False)
        return _Call(name=f"{self._mock_name}.{attribute}", parent=self, from_kall=False)

    def __getattribute__(self, attribute):
        if attribute in tuple.__dict__ and not attribute.startswith("__"):
            raise AttributeError
        return tuple.__getattribute__(self, attribute)

    @property
    def args(self):
        return self[0] if len(self) == 2 else self[1]

    @property
    def kwargs(self):
        return self[-1]

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or "call"
            return "call" + name if name.startswith("()") else name
        name, args, kwargs = self if len(self) == 3 else ("", *self)
        if not name:
            name = "call"
        elif not name.startswith("()"):
            name = f"call.{name}"
        else:
            name = f"call{name}"
        return f"{name}({_arguments_text(args, kwargs)})"

    def call_list(self):
        calls = []
        thing = self
        while thing is not None:
            if thing._mock_from_kall:
                calls.append(thing)
            thing = thing._mock_parent
        return _CallList(reversed(calls))


call = _Call(from_kall=False)


class _CallList(list):
    """Calls; another such list can be a part of it."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        return any(self[at : at + len(value)] == value for at in range(len(self) - len(value) + 1))

    def __repr__(self):
        return "[" + ",\n ".join(map(repr, self)) + "]" if len(list.__repr__(self)) > 80 else list.__repr__(self)


class _Values:
    """What an iterable `side_effect` yields, call by call."""

    def __init__(self, values):
        self.values = iter(values)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.values)


def _is_exception(thing):
    return isinstance(thing, BaseException) or isinstance(thing, type) and issubclass(thing, BaseException)


_ASSERTS = ("assert", "assret", "asert", "aseert", "assrt")
_NOTED = {"called": False, "call_count": 0, "call_args": None}


class NonCallableMock:
    """A mock without calls."""

    def __new__(cls, /, *args, **kwargs):
        # Each mock has a class of its own, for the special methods that it is given.
        own = type(cls.__name__, (cls,), {"__doc__": cls.__doc__, "__module__": cls.__module__})
        return object.__new__(own)

    def __init__(
        self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name="",
        _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs,
    ):  # fmt: skip
        if _new_parent is None:
            _new_parent = parent
        own = self.__dict__
        own["_mock_parent"] = parent
        own["_mock_name"] = name
        own["_mock_new_name"] = _new_name
        own["_mock_new_parent"] = _new_parent
        own["_mock_sealed"] = False
        own["_mock_children"] = {}
        own["_mock_wraps"] = wraps
        own["_mock_delegate"] = None
        own["_mock_unsafe"] = unsafe
        own["_mock_return_value"] = DEFAULT
        own["_mock_side_effect"] = None
        own.update({"_mock_" + key: value for key, value in _NOTED.items()})
        own["_mock_call_args_list"] = _CallList()
        own["_mock_mock_calls"] = _CallList()
        own["method_calls"] = _CallList()
        self._mock_add_spec(spec if spec_set is None else spec_set, spec_set is not None)
        if kwargs:
            self.configure_mock(**kwargs)

    def _mock_add_spec(self, spec, spec_set):
        own = self.__dict__
        own["_spec_class"] = None
        own["_spec_signature"] = None
        own["_spec_set"] = spec_set
        if spec is None or isinstance(spec, (list, tuple)):
            own["_mock_methods"] = spec
            return
        own["_spec_class"] = spec if isinstance(spec, type) else type(spec)
        own["_mock_methods"] = dir(spec)
        with contextlib.suppress(TypeError, ValueError):
            if callable(spec):
                own["_spec_signature"] = inspect.signature(spec)

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)

    def attach_mock(self, mock, attribute):
        mock.__dict__.update(_mock_parent=None, _mock_new_parent=None, _mock_name="", _mock_new_name=None)
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        # Names with fewer dots come first: the others are attributes of theirs.
        for name, value in sorted(kwargs.items(), key=lambda item: item[0].count(".")):
            *path, last = name.split(".")
            thing = self
            for part in path:
                thing = getattr(thing, part)
            setattr(thing, last, value)

    @property
    def __class__(self):
        return self.__dict__.get("_spec_class") or type(self)

    @property
    def return_value(self):
        value = self._mock_return_value
        if value is DEFAULT and self._mock_wraps is None:
            value = self._get_child_mock(_new_parent=self, _new_name="()")
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value):
        self.__dict__["_mock_return_value"] = value
        _adopt(self, value, None, "()")

    @property
    def side_effect(self):
        return self.__dict__["_mock_side_effect"]

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not _is_exception(value):
            value = _Values(value)
        self.__dict__["_mock_side_effect"] = value

    def _noted(name):
        def get(self):
            return self.__dict__["_mock_" + name]

        def set(self, value):
            self.__dict__["_mock_" + name] = value

        return property(get, set)

    called = _noted("called")
    call_count = _noted("call_count")
    call_args = _noted("call_args")
    call_args_list = _noted("call_args_list")
    mock_calls = _noted("mock_calls")
    del _noted

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        for key, value in _NOTED.items():
            self.__dict__["_mock_" + key] = value
        self.call_args_list = _CallList()
        self.mock_calls = _CallList()
        self.__dict__["method_calls"] = _CallList()
        if return_value:
            self.__dict__["_mock_return_value"] = DEFAULT
        if side_effect:
            self.__dict__["_mock_side_effect"] = None
        for child in self._mock_children.values():
            if child is not _deleted and isinstance(child, NonCallableMock):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        value = self._mock_return_value
        if _is_mock(value) and value is not self:
            value.reset_mock(visited)

    def __getattr__(self, name):
        if name in ("_mock_methods", "_mock_unsafe"):
            raise AttributeError(name)
        methods = self.__dict__.get("_mock_methods")
        if methods is not None:
            if name not in methods or name in _ALL_MAGICS:
                raise AttributeError(f"Mock object has no attribute {name!r}")
        elif name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        if not self._mock_unsafe and (methods is None or name not in methods) and name.startswith(_ASSERTS):
            raise AttributeError(
                f"{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be an attribute."
            )
        child = self._mock_children.get(name)
        if child is _deleted:
            raise AttributeError(name)
        if child is None:
            wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
            child = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            self._mock_children[name] = child
        return child

    def __setattr__(self, name, value):
        if name in self.__dict__ or name in _SETTABLE or isinstance(getattr(type(self), name, None), property):
            return object.__setattr__(self, name, value)
        methods = self._mock_methods
        if self._spec_set and methods is not None and name not in methods:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in _UNSUPPORTED:
            raise AttributeError(f"Attempting to set unsupported magic method {name!r}.")
        if name in _ALL_MAGICS:
            if methods is not None and name not in methods:
                raise AttributeError(f"Mock object has no attribute '{name}'")
            if _is_mock(value):
                _adopt(self, value, None, name)
                setattr(type(self), name, value)
                self._mock_children[name] = value
            else:
                setattr(type(self), name, lambda mock, /, *args, **kwargs: value(mock, *args, **kwargs))
            return None
        if name == "__class__":
            self.__dict__["_spec_class"] = value
            return None
        if _adopt(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f"Cannot set {self._name()}.{name}")
        return object.__setattr__(self, name, value)

    def __delattr__(self, name):
        if name in _ALL_MAGICS and name in type(self).__dict__:
            delattr(type(self), name)
        child = self._mock_children.get(name, _missing)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        self._mock_children[name] = _deleted

    def __dir__(self):
        own = [name for name in self.__dict__ if not name.startswith("_mock_")]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        inherited = [name for name in dir(type(self)) if not name.startswith("_")]
        return sorted({*inherited, *(self._mock_methods or ()), *own, *children})

    def _name(self):
        """The path to it: `mock.method()`."""
        names, last, dot = [], self, "."
        if self._mock_new_name == "()":
            dot = ""
        names.append(self._mock_new_name or "")
        parent = self._mock_new_parent
        while parent is not None:
            last = parent
            names.append((parent._mock_new_name or "") + dot)
            dot = "" if parent._mock_new_name == "()" else "."
            parent = parent._mock_new_parent
        first = last._mock_name or "mock"
        if names[-1] in ("", "."):
            names[-1] = first + names[-1] if len(names) > 1 else first
        else:
            names.append(first if names[-1].startswith("()") else first + ".")
        return "".join(reversed(names))

    def __repr__(self):
        name = self._name()
        shown = "" if name in ("mock", "mock.") else f" name={name!r}"
        spec = self.__dict__.get("_spec_class")
        spec = "" if spec is None else f" spec{'_set' if self._spec_set else ''}={spec.__name__!r}"
        return f"<{type(self).__name__}{shown}{spec} id='{id(self)}'>"

    def _call_text(self, args, kwargs):
        return f"{self._mock_name or 'mock'}({_arguments_text(args, kwargs)})"

    def _bound(self, one):
        """The arguments in one form, if the signature is known."""
        signature = self.__dict__.get("_spec_signature")
        if signature is None:
            return _Call((one[-2], one[-1]), two=True)
        try:
            bound = signature.bind(*one[-2], **one[-1])
        except TypeError as error:
            return error.with_traceback(None)
        return _Call((bound.args, bound.kwargs), two=True)

    def _calls_text(self, prefix="Calls"):
        return f"\n{prefix}: {self.mock_calls!r}." if self.mock_calls else ""

    def assert_called(self):
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._mock_name or 'mock'}' to have been called.")

    def assert_called_once(self):
        if self.call_count != 1:
            raise AssertionError(
                f"Expected '{self._mock_name or 'mock'}' to have been called once. "
                f"Called {self.call_count} times.{self._calls_text()}"
            )

    def assert_not_called(self):
        if self.call_count != 0:
            raise AssertionError(
                f"Expected '{self._mock_name or 'mock'}' to not have been called. "
                f"Called {self.call_count} times.{self._calls_text()}"
            )

    def assert_called_with(self, /, *args, **kwargs):
        expected = self._call_text(args, kwargs)
        if self.call_args is None:
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: not called.")
        wanted, actual = self._bound(("", args, kwargs)), self._bound(self.call_args)
        if actual != wanted:
            cause = wanted if isinstance(wanted, Exception) else None
            found = self._call_text(*self.call_args)
            raise AssertionError(f"expected call not found.\nExpected: {expected}\n  Actual: {found}") from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        if self.call_count != 1:
            raise AssertionError(
                f"Expected '{self._mock_name or 'mock'}' to be called once. "
                f"Called {self.call_count} times.{self._calls_text()}"
            )
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        wanted = self._bound(("", args, kwargs))
        if not any(self._bound(one) == wanted for one in self.call_args_list):
            cause = wanted if isinstance(wanted, Exception) else None
            raise AssertionError(f"{self._call_text(args, kwargs)} call not found") from cause

    def assert_has_calls(self, calls, any_order=False):
        calls = list(calls)
        if not any_order:
            if calls not in self.mock_calls:
                raise AssertionError(
                    f"Calls not found.\nExpected: {_CallList(calls)!r}{self._calls_text(prefix='  Actual').rstrip('.')}"
                )
            return
        left, missing = list(self.mock_calls), []
        for one in calls:
            try:
                left.remove(one)
            except ValueError:
                missing.append(one)
        if missing:
            raise AssertionError(
                f"{self._mock_name or 'mock'!r} does not contain all of {tuple(missing)!r} in its call list, "
                f"found {self.mock_calls!r} instead"
            )

    def _get_child_mock(self, /, **kwargs):
        if self._mock_sealed:
            name = kwargs.get("name")
            raise AttributeError(self._name() + (f".{name}" if name else "()"))
        kind = type(self).__mro__[1]
        if issubclass(kind, AsyncMock):
            kind = MagicMock if kwargs.get("_new_name") == "()" else AsyncMock
        elif not issubclass(kind, CallableMixin):
            kind = MagicMock if issubclass(kind, NonCallableMagicMock) else Mock
        return kind(**kwargs)


def _is_mock(thing):
    return isinstance(type(thing), type) and issubclass(type(thing), NonCallableMock)


def _adopt(parent, value, name, new_name):
    """Makes a mock the child of another one, unless it has a name or a parent of its own."""
    if not _is_mock(value):
        return False
    own = value.__dict__
    if own["_mock_name"] or own["_mock_new_name"] or own["_mock_parent"] is not None or own["_mock_new_parent"] is not None:
        return False
    above = parent
    while above is not None:
        if above is value:
            return False
        above = above._mock_new_parent
    if new_name:
        own["_mock_new_parent"], own["_mock_new_name"] = parent, new_name
    if name:
        own["_mock_parent"], own["_mock_name"] = parent, name
    return True


class CallableMixin(NonCallableMock):
    """What happens at a call."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None,
                 parent=None, _spec_state=None, _new_name="", _new_parent=None, **kwargs):  # fmt: skip
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        if return_value is not DEFAULT:
            self.return_value = return_value
        if side_effect is not None:
            self.side_effect = side_effect

    def __call__(self, /, *args, **kwargs):
        signature = self.__dict__.get("_autospec_signature")
        if signature is not None:
            signature.bind(*args, **kwargs)
        self._note_call(args, kwargs)
        return self._answer(args, kwargs)

    def _note_call(self, args, kwargs):
        self.called = True
        self.call_count += 1
        self.call_args = one = _Call((args, kwargs), two=True)
        self.call_args_list.append(one)
        name, method_name = self._mock_new_name, self._mock_name
        is_called = name == "()"
        self.mock_calls.append(_Call(("", args, kwargs)))
        tells_method = self._mock_parent is not None
        parent = self._mock_new_parent
        while parent is not None:
            if tells_method:
                parent.method_calls.append(_Call((method_name, args, kwargs)))
                tells_method = parent._mock_parent is not None
                if tells_method:
                    method_name = f"{parent._mock_name}.{method_name}"
            parent.mock_calls.append(_Call((name, args, kwargs)))
            if parent._mock_new_name:
                dot = "" if is_called else "."
                is_called = parent._mock_new_name == "()"
                name = parent._mock_new_name + dot + name
            parent = parent._mock_new_parent

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            if callable(effect):
                result = effect(*args, **kwargs)
            else:
                result = next(effect)
                if _is_exception(result):
                    raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock that can be called; special methods only as they are set."""


_NUMERIC = "add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod"
_MAGICS = {
    f"__{name}__"
    for name in (
        "lt gt le ge eq ne getitem setitem delitem len contains str sizeof hash iter enter exit bool int float complex "
        f"index fspath aiter round trunc floor ceil neg pos abs invert reversed missing repr format call {_NUMERIC} "
        + " ".join("i" + name for name in _NUMERIC.split() if name != "divmod")
        + " "
        + " ".join("r" + name for name in _NUMERIC.split())
    ).split()
}
_ASYNC_MAGICS = {"__aenter__", "__aexit__", "__anext__"}
_LEFT_ALONE = {"__repr__", "__call__", "__missing__", "__reversed__", "__format__"}
_ALL_MAGICS = (_MAGICS | _ASYNC_MAGICS | {"__get__", "__set__", "__delete__"}) - {"__call__"}
_UNSUPPORTED = {"__getattr__", "__setattr__", "__init__", "__new__", "__prepare__", "__instancecheck__",
                "__subclasscheck__", "__del__"}  # fmt: skip
_SETTABLE = {"_mock_return_value", "_mock_side_effect", "_mock_parent", "_mock_new_parent", "_mock_name",
             "_mock_new_name", "method_calls"}  # fmt: skip
_RESULTS = {
    "__hash__": lambda mock: object.__hash__(mock),
    "__str__": lambda mock: object.__str__(mock),
    "__sizeof__": lambda mock: object.__sizeof__(mock),
    "__fspath__": lambda mock: f"{type(mock).__name__}/{mock._name()}/{id(mock)}",
}
_CONSTANTS = {
    "__lt__": NotImplemented, "__gt__": NotImplemented, "__le__": NotImplemented, "__ge__": NotImplemented,
    "__int__": 1, "__contains__": False, "__len__": 0, "__exit__": False, "__complex__": 1j, "__float__": 1.0,
    "__bool__": True, "__index__": 1, "__aexit__": False,
}  # fmt: skip


class _Magic:
    """A special method that becomes a mock when it is first used."""

    def __init__(self, name):
        self.name = name

    def __get__(self, mock, kind=None):
        if mock is None:
            return self
        method = mock._mock_children.get(self.name)
        if method is None:
            is_async = self.name in _ASYNC_MAGICS
            method = (AsyncMock if is_async else MagicMock)(name=self.name, _new_name=self.name, _new_parent=mock)
            mock._mock_children[self.name] = method
            if self.name in _CONSTANTS:
                method.return_value = _CONSTANTS[self.name]
            elif self.name in _RESULTS:
                method.return_value = _RESULTS[self.name](mock)
            elif self.name == "__eq__":
                method.side_effect = lambda other: _equality(mock, method, other)
            elif self.name == "__ne__":
                method.side_effect = lambda other: DEFAULT if method._mock_return_value is not DEFAULT else _not(mock, other)
            elif self.name in ("__iter__", "__aiter__"):
                method.side_effect = lambda: _iteration(method)
        return method


def _equality(mock, method, other):
    if method._mock_return_value is not DEFAULT:
        return DEFAULT
    return True if mock is other else NotImplemented


def _not(mock, other):
    return False if mock is other else NotImplemented


def _iteration(method):
    value = method._mock_return_value
    return iter([]) if value is DEFAULT else iter(value)


class MagicMixin(NonCallableMock):
    """Has the special methods, as far as its spec has them."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._set_magics()

    def _set_magics(self):
        methods = self._mock_methods
        for name in (_MAGICS | _ASYNC_MAGICS) - _LEFT_ALONE:
            if name.startswith("__r") and name != "__round__":
                continue
            if name in type(self).__dict__ or methods is not None and name not in methods:
                continue
            setattr(type(self), name, _Magic(name))

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        self._set_magics()


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """A mock with special methods, without calls."""


class MagicMock(MagicMixin, Mock):
    """A mock with calls and special methods."""


class AsyncMock(MagicMixin, Mock):
    """A mock whose calls are awaited."""

    def __init__(self, /, *args, **kwargs):
        self.__dict__["_mock_await_args_list"] = _CallList()
        self.__dict__["await_count"] = 0
        self.__dict__["await_args"] = None
        self.__dict__["await_args_list"] = _CallList()
        super().__init__(*args, **kwargs)

    async def __call__(self, /, *args, **kwargs):
        self._note_call(args, kwargs)
        one = _Call((args, kwargs), two=True)
        self.__dict__["await_count"] += 1
        self.__dict__["await_args"] = one
        self.await_args_list.append(one)
        try:
            result = self._answer(args, kwargs)
        except StopIteration:
            raise StopAsyncIteration from None
        return await result if inspect.iscoroutine(result) else result

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError(f"Expected {self._mock_name or 'mock'} to have been awaited.")

    def assert_awaited_once(self):
        if self.await_count != 1:
            raise AssertionError(
                f"Expected {self._mock_name or 'mock'} to have been awaited once. Awaited {self.await_count} times."
            )

    def assert_awaited_with(self, /, *args, **kwargs):
        expected = self._call_text(args, kwargs)
        if self.await_args is None:
            raise AssertionError(f"Expected await: {expected}\nNot awaited")
        if self.await_args != _Call((args, kwargs), two=True):
            found = self._call_text(*self.await_args)
            raise AssertionError(f"expected await not found.\nExpected: {expected}\n  Actual: {found}")

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self.assert_awaited_once()
        self.assert_awaited_with(*args, **kwargs)

    def assert_not_awaited(self):
        if self.await_count != 0:
            raise AssertionError(
                f"Expected {self._mock_name or 'mock'} to not have been awaited. Awaited {self.await_count} times."
            )


class PropertyMock(Mock):
    """A mock for a property of a class."""

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)

    def __get__(self, obj, obj_type=None):
        return self()

    def __set__(self, obj, value):
        self(value)


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock that takes the arguments that its original takes."""
    kind = AsyncMock if inspect.iscoroutinefunction(spec) else MagicMock
    if not callable(spec) or instance and not hasattr(spec, "__call__"):
        kind = NonCallableMagicMock
    name = getattr(spec, "__name__", None) if _name is None else _name
    made = kind(spec=spec, name=name, unsafe=unsafe, **kwargs)
    if spec_set:
        made.__dict__["_spec_set"] = True
    with contextlib.suppress(TypeError, ValueError):
        made.__dict__["_autospec_signature"] = inspect.signature(spec)
    if isinstance(spec, type) and not instance:
        made.return_value = create_autospec(spec, spec_set, instance=True, _name="()")
        made.return_value.__dict__.pop("_autospec_signature", None)
    for attribute in dir(spec):
        if attribute.startswith("__"):
            continue
        original = getattr(spec, attribute, None)
        if not inspect.isroutine(original):
            continue
        child = getattr(made, attribute)
        with contextlib.suppress(TypeError, ValueError):
            signature = inspect.signature(original)
            if inspect.isfunction(original) and isinstance(spec, type) and instance:
                if not isinstance(inspect.getattr_static(spec, attribute), staticmethod):
                    signature = signature.replace(parameters=list(signature.parameters.values())[1:])
            child.__dict__["_autospec_signature"] = signature
    return made


def seal(mock):
    """No new attributes from now on."""
    mock.__dict__["_mock_sealed"] = True
    for name, child in list(mock._mock_children.items()):
        if _is_mock(child) and child._mock_new_parent is mock:
            seal(child)
    value = mock._mock_return_value
    if _is_mock(value) and value._mock_new_parent is mock:
        seal(value)


def mock_open(mock=None, read_data=""):
    """A mock for `open`, whose files give this text."""
    mock = MagicMock(name="open", spec=open) if mock is None else mock
    handle = MagicMock(spec=io.StringIO if isinstance(read_data, str) else io.BytesIO)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    streams = [None]

    def begin(*args, **kwargs):
        streams[0] = io.StringIO(read_data) if isinstance(read_data, str) else io.BytesIO(read_data)
        return DEFAULT

    def reading(name):
        def read(*args, **kwargs):
            method = getattr(handle, name)
            if method._mock_return_value is not DEFAULT:
                return method.return_value
            return getattr(streams[0], name)(*args, **kwargs)

        return read

    for name in ("read", "readline", "readlines"):
        getattr(handle, name).side_effect = reading(name)
    handle.__iter__.side_effect = lambda: iter(streams[0])
    begin()
    mock.side_effect = begin
    mock.return_value = handle
    return mock


def _target(path):
    """What `patch("a.b.c")` is about: how to get `a.b`, and `c`."""
    place, dot, name = path.rpartition(".")
    if not dot:
        raise TypeError(f"Need a valid target to patch. You supplied: {path!r}")
    return functools.partial(_resolve, place), name


def _resolve(path):
    thing = None
    for at, part in enumerate(parts := path.split(".")):
        if thing is None:
            thing = importlib.import_module(part)
        elif hasattr(thing, part):
            thing = getattr(thing, part)
        else:
            importlib.import_module(".".join(parts[: at + 1]))
            thing = getattr(thing, part)
    return thing


class _patch:
    """Replaces one attribute for a time."""

    attribute_name = None
    _active = []

    def __init__(self, getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs):
        if new_callable is not None and new is not DEFAULT:
            raise ValueError("Cannot use 'new' and 'new_callable' together")
        self.getter, self.attribute, self.new, self.create = getter, attribute, new, create
        self.spec, self.spec_set, self.autospec = spec, spec_set, autospec
        self.new_callable, self.kwargs, self.additional = new_callable, kwargs, []

    def _copy(self):
        twin = _patch(self.getter, self.attribute, self.new, self.spec, self.create, self.spec_set, self.autospec,
                      self.new_callable, self.kwargs)  # fmt: skip
        twin.attribute_name = self.attribute_name
        twin.additional = [other._copy() for other in self.additional]
        return twin

    def __call__(self, decorated):
        if isinstance(decorated, type):
            for name in dir(decorated):
                if name.startswith(patch.TEST_PREFIX) and callable(method := getattr(decorated, name)):
                    setattr(decorated, name, self._copy()(method))
            return decorated
        if hasattr(decorated, "patchings"):
            decorated.patchings.append(self)
            return decorated
        patchings = [self]

        @contextlib.contextmanager
        def patched(args, kwargs):
            with contextlib.ExitStack() as stack:
                extra = []
                for one in patchings:
                    value = stack.enter_context(one)
                    if one.attribute_name is not None:
                        kwargs.update(value)
                    elif one.new is DEFAULT:
                        extra.append(value)
                yield (*args, *extra), kwargs

        if inspect.iscoroutinefunction(decorated):

            @functools.wraps(decorated)
            async def wrapper(*args, **kwargs):
                with patched(args, kwargs) as (args, kwargs):
                    return await decorated(*args, **kwargs)

        else:

            @functools.wraps(decorated)
            def wrapper(*args, **kwargs):
                with patched(args, kwargs) as (args, kwargs):
                    return decorated(*args, **kwargs)

        wrapper.patchings = patchings
        return wrapper

    def __enter__(self):
        self.target = target = self.getter()
        name = self.attribute
        try:
            original, local = target.__dict__[name], True
        except (AttributeError, KeyError):
            original, local = getattr(target, name, DEFAULT), False
        if name in vars(sys.modules["builtins"]) and inspect.ismodule(target):
            self.create = True
        if original is DEFAULT and not self.create:
            raise AttributeError(f"{target} does not have the attribute {name!r}")
        new = self.new
        if new is DEFAULT and self.autospec is None:
            new = self._new_mock(original)
        elif self.autospec is not None:
            spec = original if self.autospec is True else self.autospec
            new = create_autospec(spec, spec_set=bool(self.spec_set), _name=name, **self.kwargs)
        self.temp_original, self.is_local = original, local
        setattr(target, name, new)
        if self.attribute_name is None:
            return new
        values = {self.attribute_name: new} if self.new is DEFAULT else {}
        self.stack = contextlib.ExitStack()
        for other in self.additional:
            values.update(self.stack.enter_context(other))
        return values

    def _new_mock(self, original):
        spec = original if self.spec is True else self.spec
        spec_set = original if self.spec_set is True else self.spec_set
        kind = self.new_callable
        if kind is None:
            kind = AsyncMock if inspect.iscoroutinefunction(original) else MagicMock
        arguments = dict(self.kwargs)
        if spec is not None:
            arguments["spec"] = spec
        if spec_set is not None:
            arguments["spec_set"] = spec_set
        if isinstance(kind, type) and issubclass(kind, NonCallableMock):
            arguments.setdefault("name", self.attribute)
        return kind(**arguments)

    def __exit__(self, *details):
        if self.attribute_name is not None:
            self.stack.close()
        if self.is_local and self.temp_original is not DEFAULT:
            setattr(self.target, self.attribute, self.temp_original)
        else:
            delattr(self.target, self.attribute)
            if not self.create and not hasattr(self.target, self.attribute):
                setattr(self.target, self.attribute, self.temp_original)
        return False

    def start(self):
        result = self.__enter__()
        self._active.append(self)
        return result

    def stop(self):
        if self not in self._active:
            return None
        self._active.remove(self)
        return self.__exit__(None, None, None)


def patch(target, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, *,
          unsafe=False, **kwargs):  # fmt: skip
    """Replaces what `target`, a path, names: as a decorator, in a `with`, or from `start` to `stop`."""
    getter, attribute = _target(target)
    return _patch(getter, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_object(target, attribute, new=DEFAULT, spec=None, create=False, spec_set=None, autospec=None,
                  new_callable=None, *, unsafe=False, **kwargs):  # fmt: skip
    if isinstance(target, str):
        raise TypeError(f"{target!r} must be the actual object to be patched, not a str")
    return _patch(lambda: target, attribute, new, spec, create, spec_set, autospec, new_callable, kwargs)


def _patch_multiple(target, spec=None, create=False, spec_set=None, autospec=None, new_callable=None, **kwargs):
    getter = functools.partial(_resolve, target) if isinstance(target, str) else lambda: target
    if not kwargs:
        raise ValueError("Must supply at least one keyword argument with patch.multiple")
    patchers = [
        _patch(getter, name, new, spec, create, spec_set, autospec, new_callable, {}) for name, new in kwargs.items()
    ]
    for patcher in patchers:
        patcher.attribute_name = patcher.attribute
    patchers[0].additional = patchers[1:]
    return patchers[0]


class _patch_dict:
    """Changes a dictionary for a time."""

    def __init__(self, in_dict, values=(), clear=False, **kwargs):
        self.in_dict, self.values, self.clear = in_dict, dict(values), clear
        self.values.update(kwargs)

    def __call__(self, decorated):
        if isinstance(decorated, type):
            for name in dir(decorated):
                if name.startswith(patch.TEST_PREFIX) and callable(method := getattr(decorated, name)):
                    setattr(decorated, name, _patch_dict(self.in_dict, self.values, self.clear)(method))
            return decorated

        @functools.wraps(decorated)
        def wrapper(*args, **kwargs):
            with self:
                return decorated(*args, **kwargs)

        return wrapper

    def __enter__(self):
        if isinstance(self.in_dict, str):
            self.in_dict = _resolve(self.in_dict)
        self.original = dict(self.in_dict)
        if self.clear:
            self.in_dict.clear()
        self.in_dict.update(self.values)
        return self.in_dict

    def __exit__(self, *details):
        self.in_dict.clear()
        self.in_dict.update(self.original)
        return False

    def start(self):
        result = self.__enter__()
        _patch._active.append(self)
        return result

    def stop(self):
        if self not in _patch._active:
            return None
        _patch._active.remove(self)
        return self.__exit__(None, None, None)


def _stop_all():
    """Ends all that was begun by `start`."""
    for one in reversed(list(_patch._active)):
        one.stop()


patch.object = _patch_object
patch.dict = _patch_dict
patch.multiple = _patch_multiple
patch.stopall = _stop_all
patch.TEST_PREFIX = "test"
