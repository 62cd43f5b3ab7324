"""Type variables, `Generic` and type aliases, and what the interpreter calls for `def f[T]`, `class C[T]`, `type X`.

CPython has these in C (`Objects/typevarobject.c`); substitution and checks are in `typing`, which is imported when
they are needed and not before.
"""

import sys

__native_in_cpython__ = True


def _idfunc(value):
    return value


def _typing():
    """The part of `typing` that type variables work with; it may not be loaded to its end yet."""
    import typing._alias

    return sys.modules["typing._alias"]


def _generic():
    import typing

    return sys.modules["typing._generic"]


def _check_name(name, what):
    if not isinstance(name, str):
        raise TypeError(f"{what}() argument 'name' must be str, not {type(name).__name__}")


def _check_bound(bound):
    if bound is None:
        return None
    return _typing()._type_check(bound, "Bound must be a type.")


class NoDefaultType:
    """The type of the default that type parameters without one have."""

    __module__ = "typing"
    __slots__ = ()

    def __new__(cls):
        return NoDefault

    def __repr__(self):
        return "typing.NoDefault"

    def __reduce__(self):
        return "NoDefault"


NoDefault = object.__new__(NoDefaultType)


class _Lazy:
    """A value that is computed when first asked for."""

    __slots__ = ("compute",)

    def __init__(self, compute):
        self.compute = compute


class _Parameter:
    """What all three kinds of type parameters have."""

    __slots__ = ("_name", "_module", "_default", "__weakref__")

    @property
    def __name__(self):
        return self._name

    @property
    def __module__(self):
        return self._module

    @property
    def __default__(self):
        if self._default is None:
            return NoDefault
        if isinstance(self._default, _Lazy):
            self._default = self._default.compute()
        return self._default

    def has_default(self):
        return self.__default__ is not NoDefault

    def __reduce__(self):
        return self._name

    def __or__(self, other):
        return _typing()._make_union(self, other)

    def __ror__(self, other):
        return _typing()._make_union(other, self)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __init_subclass__(cls, **kwargs):
        if cls.__dict__.get("__module__") not in ("_typing", "typing"):
            base = cls.__mro__[1].__name__
            raise TypeError(f"type 'typing.{base}' is not an acceptable base type")


class _Variance(_Parameter):
    __slots__ = ("_bound", "_covariant", "_contravariant", "_infer_variance")

    def _set_variance(self, covariant, contravariant, infer_variance):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if infer_variance and (covariant or contravariant):
            raise ValueError("Variance cannot be specified with infer_variance.")
        self._covariant = bool(covariant)
        self._contravariant = bool(contravariant)
        self._infer_variance = bool(infer_variance)

    @property
    def __bound__(self):
        if isinstance(self._bound, _Lazy):
            self._bound = self._bound.compute()
        return self._bound

    @property
    def __covariant__(self):
        return self._covariant

    @property
    def __contravariant__(self):
        return self._contravariant

    @property
    def __infer_variance__(self):
        return self._infer_variance

    def __repr__(self):
        if self._infer_variance:
            return self._name
        return ("+" if self._covariant else "-" if self._contravariant else "~") + self._name


_NO_DEFAULT = object()


class TypeVar(_Variance):
    """A type variable."""

    __module__ = "typing"
    __slots__ = ("_constraints",)

    def __new__(cls, name, *constraints, bound=None, default=_NO_DEFAULT, covariant=False, contravariant=False,
                infer_variance=False):
        _check_name(name, "typevar")
        self = super().__new__(cls)
        self._set_variance(covariant, contravariant, infer_variance)
        self._bound = _check_bound(bound)
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        if constraints:
            if bound is not None:
                raise TypeError("Constraints cannot be combined with bound=...")
            check = _typing()._type_check
            constraints = tuple(check(each, "TypeVar(name, constraint, ...): constraints must be types.")
                                for each in constraints)
        self._constraints = constraints
        self._name = name
        self._module = sys._getframemodulename(1)
        self._default = None if default is _NO_DEFAULT else default
        return self

    @property
    def __constraints__(self):
        if isinstance(self._constraints, _Lazy):
            self._constraints = self._constraints.compute()
        return self._constraints

    def __typing_subst__(self, arg):
        return _typing()._typevar_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        params = alias.__parameters__
        place = params.index(self)
        if place < len(args):
            return args
        if place == len(args) and self.has_default():
            return (*args, self.__default__)
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {place + 1}")


class ParamSpec(_Variance):
    """A parameter specification variable."""

    __module__ = "typing"
    __slots__ = ()

    def __new__(cls, name, *, bound=None, default=_NO_DEFAULT, covariant=False, contravariant=False,
                infer_variance=False):
        _check_name(name, "paramspec")
        self = super().__new__(cls)
        self._set_variance(covariant, contravariant, infer_variance)
        self._bound = _check_bound(bound)
        self._name = name
        self._module = sys._getframemodulename(1)
        self._default = None if default is _NO_DEFAULT else default
        return self

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __typing_subst__(self, arg):
        return _typing()._paramspec_subst(self, arg)

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._paramspec_prepare_subst(self, alias, args)


class _ParamSpecPart:
    __slots__ = ("_origin", "__weakref__")

    def __init__(self, origin):
        self._origin = origin

    @property
    def __origin__(self):
        return self._origin

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._origin == other._origin

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __repr__(self):
        origin = self._origin
        name = origin.__name__ if isinstance(origin, ParamSpec) else repr(origin)
        return f"{name}.{self._part}"


class ParamSpecArgs(_ParamSpecPart):
    """The positional part of a parameter specification: `P.args`."""

    __module__ = "typing"
    __slots__ = ()
    _part = "args"


class ParamSpecKwargs(_ParamSpecPart):
    """The part by name of a parameter specification: `P.kwargs`."""

    __module__ = "typing"
    __slots__ = ()
    _part = "kwargs"


class TypeVarTuple(_Parameter):
    """A type variable that stands for any number of types."""

    __module__ = "typing"
    __slots__ = ()

    def __new__(cls, name, *, default=_NO_DEFAULT):
        _check_name(name, "typevartuple")
        self = super().__new__(cls)
        self._name = name
        self._module = sys._getframemodulename(1)
        self._default = None if default is _NO_DEFAULT else default
        return self

    def __iter__(self):
        yield _typing().Unpack[self]

    def __repr__(self):
        return self._name

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        return _typing()._typevartuple_prepare_subst(self, alias, args)


class TypeAliasType:
    """What the `type` statement makes."""

    __module__ = "typing"
    __slots__ = ("_name", "_value", "_type_params", "_module", "__weakref__")

    def __new__(cls, name, value, *, type_params=()):
        _check_name(name, "typealias")
        if not isinstance(type_params, tuple):
            raise TypeError("type_params must be a tuple")
        self = super().__new__(cls)
        self._name = name
        self._value = value
        self._type_params = type_params
        self._module = sys._getframemodulename(1)
        return self

    @property
    def __name__(self):
        return self._name

    @property
    def __module__(self):
        return self._module

    @property
    def __value__(self):
        if isinstance(self._value, _Lazy):
            self._value = self._value.compute()
        return self._value

    @property
    def __type_params__(self):
        return self._type_params

    @property
    def __parameters__(self):
        unpack = _typing().Unpack
        return tuple(unpack[each] if isinstance(each, TypeVarTuple) else each for each in self._type_params)

    def __repr__(self):
        return self._name

    def __reduce__(self):
        return self._name

    def __or__(self, other):
        return _typing()._make_union(self, other)

    def __ror__(self, other):
        return _typing()._make_union(other, self)

    def __getitem__(self, args):
        if not self._type_params:
            raise TypeError("Only generic type aliases are subscriptable")
        return type(list[int])(self, args)


class Generic:
    """The base of generic classes."""

    __module__ = "typing"
    __slots__ = ()
    _is_protocol = False

    @classmethod
    def __class_getitem__(cls, args):
        return _generic()._generic_class_getitem(cls, args)

    @classmethod
    def __init_subclass__(cls, *args, **kwargs):
        return _generic()._generic_init_subclass(cls, *args, **kwargs)


# What the interpreter calls.


def _made(parameter):
    parameter._module = sys._getframemodulename(2)
    return parameter


def typevar(name):
    return _made(TypeVar(name, infer_variance=True))


def typevar_with_bound(name, compute):
    variable = _made(TypeVar(name, infer_variance=True))
    variable._bound = _Lazy(compute)
    return variable


def typevar_with_constraints(name, compute):
    variable = _made(TypeVar(name, infer_variance=True))
    variable._constraints = _Lazy(compute)
    return variable


def paramspec(name):
    return _made(ParamSpec(name, infer_variance=True))


def typevartuple(name):
    return _made(TypeVarTuple(name))


def set_typeparam_default(parameter, compute):
    parameter._default = _Lazy(compute)
    return parameter


def typealias(parts):
    name, type_params, compute = parts
    return _made(TypeAliasType(name, _Lazy(compute), type_params=type_params or ()))


def subscript_generic(params):
    unpack = _typing().Unpack
    params = tuple(unpack[each] if isinstance(each, TypeVarTuple) else each for each in params)
    return _typing()._GenericAlias(Generic, params)
