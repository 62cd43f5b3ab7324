"""Special forms, and what subscribing them gives.

An alias remembers its origin, its arguments and the type variables among them; subscribing it again puts types in the
place of the variables. Equality is by origin and arguments, for unions without regard to order.
"""

import sys
from _typing import Generic, ParamSpec, TypeVar, TypeVarTuple
import _typing

GenericAlias = type(list[int])
UnionType = type(int | str)
FunctionType = type(lambda: None)
NoneType = type(None)
__name__ = "typing"  # where the classes say they are from


NoDefault = getattr(_typing, "NoDefault", None)
if NoDefault is None:
    NoDefault = TypeVar("T").__default__
_NoDefaultType = type(NoDefault)


def _is_unpacked(x):
    return isinstance(x, GenericAlias) and getattr(x, "__unpacked__", False) or isinstance(x, _UnpackGenericAlias)


def _type_repr(obj):
    """A type as it is written in an alias."""
    if isinstance(obj, tuple):
        return "[" + ", ".join(map(_type_repr, obj)) + "]"
    if isinstance(obj, type) and not isinstance(obj, GenericAlias):
        return obj.__qualname__ if obj.__module__ == "builtins" else f"{obj.__module__}.{obj.__qualname__}"
    if obj is ...:
        return "..."
    if isinstance(obj, FunctionType):
        return obj.__name__
    return repr(obj)


def _type_convert(arg, module=None, *, allow_special_forms=False):
    if arg is None:
        return NoneType
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=allow_special_forms)
    return arg


def _type_check(arg, msg, is_argument=True, module=None, *, allow_special_forms=False):
    """Take a type, None or text for a type; refuse what certainly is none."""
    arg = _type_convert(arg, module, allow_special_forms=allow_special_forms)
    origin = getattr(arg, "__origin__", None)
    bare = (Generic, sys.modules["typing"].__dict__.get("Protocol"))
    invalid = bare if allow_special_forms else (*bare, ClassVar, Final) if is_argument else (*bare, ClassVar)
    if isinstance(arg, _GenericAlias) and any(origin is form for form in bare):
        raise TypeError(f"{arg} is not valid as type argument")
    if arg in (Any, LiteralString, NoReturn, Never, Self, TypeAlias):
        return arg
    if any(arg is form for form in (ClassVar, Final)) and not any(arg is form for form in invalid):
        return arg
    if isinstance(arg, _SpecialForm) or arg is not None and any(arg is form for form in bare):
        raise TypeError(f"Plain {arg} is not valid as type argument")
    if type(arg) is tuple:
        raise TypeError(f"{msg} Got {arg!r:.100}.")
    return arg


def _is_param_expr(arg):
    return arg is ... or isinstance(arg, (tuple, list)) or isinstance(arg, (ParamSpec, _ConcatenateGenericAlias))


def _collect_parameters(args):
    """The type variables in these arguments, each once, in order of appearance."""
    found = []

    def add(variable):
        if variable not in found:
            found.append(variable)

    for arg in args:
        if isinstance(arg, (tuple, list)):
            for variable in _collect_parameters(arg):
                add(variable)
        elif isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            add(arg)
        elif not isinstance(arg, type) or isinstance(arg, GenericAlias):
            for variable in getattr(arg, "__parameters__", ()):
                add(variable)
    return tuple(found)


def _dedupe(params):
    unique = []
    for param in params:
        if param not in unique:
            unique.append(param)
    return tuple(unique)


# Substitution. The native type variables call these four by name when `list[T]` is subscribed.


def _typevar_subst(self, arg):
    arg = _type_check(arg, "Parameters to generic types must be types.", is_argument=True)
    if isinstance(arg, _UnpackGenericAlias) or isinstance(arg, GenericAlias) and getattr(arg, "__unpacked__", False):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def _paramspec_subst(self, arg):
    if isinstance(arg, (list, tuple)):
        return tuple(_type_check(a, "Expected a type.") for a in arg)
    if not _is_param_expr(arg):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
    return arg


def _paramspec_prepare_subst(self, alias, args):
    params = alias.__parameters__
    index = params.index(self)
    if index >= len(args) and self.has_default():
        args = (*args, self.__default__)
    if index >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(params) == 1 and not _is_param_expr(args[0]):
        return (args,)
    if isinstance(args[index], list):
        return (*args[:index], tuple(args[index]), *args[index + 1 :])
    return args


def _typevartuple_prepare_subst(self, alias, args):
    """Gather the arguments that fall to the variadic variable in one tuple."""
    params = alias.__parameters__
    index = params.index(self)
    after = len(params) - index - 1
    if len(args) < len(params) - 1:
        raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(params) - 1}")
    taken = args[index : len(args) - after]
    if not taken and len(args) <= index and self.has_default():
        taken = getattr(self.__default__, "__args__", ())
    return (*args[:index], tuple(taken), *args[len(args) - after :])


def _spliced(args):
    """Arguments with `*tuple[int, str]` taken apart."""
    result = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner and inner[-1] is ...:
            result.append(arg)
        else:
            result.extend(inner)
    return tuple(result)


def _prepared(alias, args):
    """Arguments matched with the variables of an alias: checked, defaults filled in."""
    args = _spliced(args)
    params = alias.__parameters__
    given = len(args)
    for param in params:
        if isinstance(param, TypeVarTuple):
            args = _typevartuple_prepare_subst(param, alias, args)
        elif isinstance(param, ParamSpec):
            args = _paramspec_prepare_subst(param, alias, args)
        elif len(args) <= params.index(param) and param.has_default():
            args = (*args, param.__default__)
    if len(args) != len(params):
        amount = "many" if given > len(params) else "few"
        expected = f"{len(params)}"
        if given < len(params) and isinstance(alias, type):
            expected = f"at least {sum(not p.has_default() for p in params)}"
        raise TypeError(f"Too {amount} arguments for {alias}; actual {given}, expected {expected}")
    return args


def _replace_variables(args, by_param):
    """These arguments with types in the place of variables."""
    result = []
    for arg in args:
        if isinstance(arg, (list, tuple)):
            result.append(type(arg)(_replace_variables(arg, by_param)))
        elif isinstance(arg, TypeVar):
            result.append(_typevar_subst(arg, by_param[arg]) if arg in by_param else arg)
        elif isinstance(arg, ParamSpec):
            new = _paramspec_subst(arg, by_param[arg]) if arg in by_param else arg
            result.extend(new if isinstance(new, tuple) and isinstance(args, _CallableArgs) else (new,))
        elif isinstance(arg, _UnpackGenericAlias) and isinstance(arg.__args__[0], TypeVarTuple) and arg.__args__[0] in by_param:
            result.extend(by_param[arg.__args__[0]])
        elif not isinstance(arg, type) or isinstance(arg, GenericAlias):
            inner = getattr(arg, "__parameters__", ())
            if inner:
                flat = []
                for param in inner:
                    if isinstance(param, TypeVarTuple):
                        flat.extend(by_param[param])
                    else:
                        flat.append(by_param[param])
                arg = arg[tuple(flat)]
            result.append(arg)
        else:
            result.append(arg)
    return tuple(result)


class _CallableArgs(tuple):
    """Arguments into which the types that stand for a ParamSpec are spliced."""


class _Final:
    """Refuses to be a base."""

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _SpecialForm(_Final, _root=True):
    # `Union`, `Literal` and so on: a name with its own rule for brackets. (A docstring would be in the slot's way.)
    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, getitem):
        self._getitem = getitem
        self._name = getitem.__name__
        self.__doc__ = getitem.__doc__

    def __getattr__(self, item):
        if item in {"__name__", "__qualname__"}:
            return self._name
        raise AttributeError(item)

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __repr__(self):
        return "typing." + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __getitem__(self, parameters):
        return self._getitem(self, parameters)


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Compatible with every type."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


class _BaseGenericAlias(_Final, _root=True):
    def __init__(self, origin, *, inst=True, name=None):
        self._inst = inst
        self._name = name
        self.__origin__ = origin

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except Exception:  # slots, or an attribute that minds
            pass
        return result

    def __mro_entries__(self, bases):
        entries = []
        if self.__origin__ not in bases:
            entries.append(self.__origin__)
        position = bases.index(self)
        for later in bases[position + 1 :]:
            if isinstance(later, _BaseGenericAlias) or isinstance(later, type) and issubclass(later, Generic):
                break
        else:
            entries.append(Generic)
        return tuple(entries)

    def __getattr__(self, attr):
        if "__origin__" in self.__dict__ and not (attr.startswith("__") and attr.endswith("__")):
            return getattr(self.__origin__, attr)
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if "__origin__" in self.__dict__ and attr in ("__doc__",):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __setattr__(self, attr, value):
        own = {"_name", "_inst", "_nparams", "_paramspec_tvars", "_defaults", "__metadata__"}
        if (attr.startswith("__") and attr.endswith("__")) or attr in own:
            super().__setattr__(attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __or__(self, right):
        return Union[self, right]

    def __ror__(self, left):
        return Union[left, self]


class _GenericAlias(_BaseGenericAlias, _root=True):
    """`Stack[int]`, `List[T]`: an origin with arguments."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst=inst, name=name)
        self.__args__ = args if isinstance(args, tuple) else (args,)
        self.__parameters__ = _collect_parameters(self.__args__)
        if not name:
            self.__module__ = origin.__module__

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __getitem__(self, args):
        if self.__origin__ in (Generic, sys.modules["typing"].__dict__.get("Protocol")):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = tuple(_type_convert(a) for a in args)
        args = _prepared(self, args)
        return self.copy_with(_replace_variables(self._own_args(), dict(zip(self.__parameters__, args))))

    def _own_args(self):
        return self.__args__

    def copy_with(self, args):
        return self.__class__(self.__origin__, args, name=self._name, inst=self._inst)

    def __repr__(self):
        name = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join(map(_type_repr, self.__args__)) if self.__args__ else "()"
        return f"{name}[{args}]"

    def __reduce__(self):
        import operator

        origin = getattr(sys.modules["typing"], self._name) if self._name else self.__origin__
        args = self.__args__
        return operator.getitem, (origin, args[0] if len(args) == 1 and not isinstance(args[0], tuple) else args)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            if sys.modules["typing"].__dict__.get("Protocol") in bases:
                return ()
            for base in bases[bases.index(self) + 1 :]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __iter__(self):
        yield Unpack[self]


class _SpecialGenericAlias(_BaseGenericAlias, _root=True):
    """`List`, `Mapping`: a name for a class, before its brackets."""

    def __init__(self, origin, nparams, *, inst=False, name=None, defaults=()):
        super().__init__(origin, inst=inst, name=name or origin.__name__)
        self._nparams = nparams
        self._defaults = defaults
        where = "" if origin.__module__ == "builtins" else f"{origin.__module__}."
        self.__doc__ = f"A generic version of {where}{origin.__qualname__}."

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple(_type_check(p, "Parameters to generic types must be types.") for p in params)
        missing = self._nparams - len(params)
        if self._defaults and 0 < missing <= len(self._defaults):
            params += self._defaults[-missing:]
        if not self._nparams:
            raise TypeError(f"{self} is not a generic class")
        if len(params) != self._nparams:
            amount = "many" if len(params) > self._nparams else "few"
            expected = f"at least {self._nparams - len(self._defaults)}" if self._defaults else self._nparams
            raise TypeError(f"Too {amount} arguments for {self}; actual {len(params)}, expected {expected}")
        return self.copy_with(params)

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __repr__(self):
        return "typing." + self._name

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            return issubclass(cls.__origin__, self.__origin__)
        if isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)

    def __reduce__(self):
        return self._name


class _CallableGenericAlias(_GenericAlias, _root=True):
    def _own_args(self):
        return _CallableArgs(self.__args__)

    def __getitem__(self, args):
        if len(self.__parameters__) == 1 and isinstance(self.__parameters__[0], ParamSpec):
            if not (isinstance(args, tuple) and len(args) == 1) and not _is_param_expr(args):
                args = (args if isinstance(args, tuple) else (args,),)
        return super().__getitem__(args)

    def __repr__(self):
        if len(self.__args__) == 2 and _is_param_expr(self.__args__[0]):
            return super().__repr__()
        return f"typing.Callable[[{', '.join(map(_type_repr, self.__args__[:-1]))}], {_type_repr(self.__args__[-1])}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _is_param_expr(args[0])):
            args = list(args[:-1]), args[-1]
        import operator

        return operator.getitem, (Callable, args)


class _CallableType(_SpecialGenericAlias, _root=True):
    """`Callable`, whose class is asked for when needed, because it takes the abstract classes."""

    def __init__(self):
        self._inst, self._name, self._nparams, self._defaults = False, "Callable", 2, ()

    def __getattr__(self, attr):
        if attr == "__origin__":
            from _collections_abc import Callable as origin

            self.__origin__ = origin
            return origin
        return super().__getattr__(attr)

    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        result = _type_check(result, "Callable[args, result]: result must be a type.")
        if isinstance(args, (list, tuple)):
            args = tuple(_type_convert(arg) for arg in args)
        else:
            args = (args,)
        return self.copy_with((*args, result))

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)


class _TupleType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            checked = [_type_check(p, "Tuple[t, ...]: t must be a type.") for p in params[:-1]]
            return self.copy_with((*checked, ...))
        return self.copy_with(tuple(_type_check(p, "Tuple[t0, t1, ...]: each t must be a type.") for p in params))


class _UnionGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, params):
        return Union[params]

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, UnionType)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and NoneType in args:
            return f"typing.Optional[{_type_repr(args[0] if args[1] is NoneType else args[1])}]"
        return super().__repr__()

    def __instancecheck__(self, obj):
        return any(isinstance(obj, arg) for arg in self.__args__)

    def __subclasscheck__(self, cls):
        return any(issubclass(cls, arg) for arg in self.__args__)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def _tagged(self):
        return {(value, type(value)) for value in self.__args__}

    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return self._tagged() == other._tagged()

    def __hash__(self):
        return hash(frozenset(self._tagged()))

    def __repr__(self):
        return f"typing.Literal[{', '.join(map(repr, self.__args__))}]"


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def _own_args(self):
        return _CallableArgs(self.__args__)


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __getitem__(self, args):
        # What `*Ts` stands for; `tuple[*Ts]` splices it in.
        return args if self.__typing_is_unpacked_typevartuple__ else super().__getitem__(args)

    def __repr__(self):
        return "typing.Unpack[" + _type_repr(self.__args__[0]) + "]"

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)

    @property
    def __typing_unpacked_tuple_args__(self):
        inner = self.__args__[0]
        return inner.__args__ if getattr(inner, "__origin__", None) is tuple else None


class _AnnotatedAlias(_GenericAlias, _root=True):
    """A type with metadata beside it."""

    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        self.__metadata__ = metadata

    def copy_with(self, params):
        return _AnnotatedAlias(params[0], self.__metadata__)

    def __repr__(self):
        shown = ", ".join([_type_repr(self.__origin__), *map(repr, self.__metadata__)])
        return f"typing.Annotated[{shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getattr__(self, attr):
        if attr in {"__name__", "__qualname__"}:
            return "Annotated"
        return super().__getattr__(attr)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class ForwardRef(_Final, _root=True):
    """A type given as text, to be evaluated later."""

    __slots__ = (
        "__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__", "__forward_is_argument__",
        "__forward_is_class__", "__forward_module__",
    )  # fmt: skip

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            code = compile(f"({arg},)[0]" if arg.startswith("*") else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}") from None
        self.__forward_arg__ = arg
        self.__forward_code__ = code
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
        if self.__forward_arg__ in recursive_guard:
            return self
        if globalns is None and localns is None:
            globalns = localns = {}
        elif globalns is None:
            globalns = localns
        elif localns is None:
            localns = globalns
        module = sys.modules.get(self.__forward_module__) if self.__forward_module__ else None
        if module is not None:
            globalns = module.__dict__
        if type_params:
            localns = {**{param.__name__: param for param in type_params}, **localns}
        value = _type_check(
            eval(self.__forward_code__, globalns, localns),
            "Forward references must evaluate to types.",
            is_argument=self.__forward_is_argument__,
            allow_special_forms=self.__forward_is_class__,
        )
        value = _eval_type(
            value, globalns, localns, type_params, recursive_guard=recursive_guard | {self.__forward_arg__}
        )
        self.__forward_value__ = value
        self.__forward_evaluated__ = True
        return value

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = f", module={self.__forward_module__!r}" if self.__forward_module__ else ""
        return f"ForwardRef({self.__forward_arg__!r}{module})"


def _eval_type(t, globalns, localns, type_params=(), *, recursive_guard=frozenset()):
    """A type with the texts in it evaluated."""
    if isinstance(t, ForwardRef):
        return t._evaluate(globalns, localns, type_params, recursive_guard=recursive_guard)
    if not isinstance(t, (_GenericAlias, GenericAlias, UnionType)):
        return t
    convert = isinstance(t, GenericAlias)
    args = tuple(ForwardRef(arg) if convert and isinstance(arg, str) else arg for arg in t.__args__)
    new = tuple(_eval_type(arg, globalns, localns, type_params, recursive_guard=recursive_guard) for arg in args)
    if new == t.__args__:
        return t
    if isinstance(t, GenericAlias):
        return type(t)(t.__origin__, new) if type(t) is GenericAlias else t.__origin__[list(new[:-1]), new[-1]]
    if isinstance(t, UnionType):
        result = new[0]
        for arg in new[1:]:
            result = result | arg
        return result
    return t.copy_with(new)


# The forms.


def _bare(name, doc):
    def getitem(self, parameters):
        raise TypeError(f"{self} is not subscriptable")

    getitem.__name__, getitem.__doc__ = name, doc
    return _SpecialForm(getitem)


LiteralString = _bare("LiteralString", "A literal string of any text.")
Never = _bare("Never", "The type without values.")
NoReturn = _bare("NoReturn", "What a function returns that never does.")
Self = _bare("Self", "The class of `self`.")
TypeAlias = _bare("TypeAlias", "Marks an assignment as the definition of an alias.")


def _one_type(name, doc, accepts="accepts only single type"):
    def getitem(self, parameters):
        item = _type_check(parameters, f"{self} {accepts}.", allow_special_forms=name in ("ClassVar", "Final", "Required", "NotRequired", "ReadOnly"))
        return _GenericAlias(self, (item,))

    getitem.__name__, getitem.__doc__ = name, doc
    return _SpecialForm(getitem)


ClassVar = _one_type("ClassVar", "An attribute of the class, not of instances.")
Final = _one_type("Final", "Not to be assigned again.")
TypeGuard = _one_type("TypeGuard", "What a function returns that narrows its argument when true.")
TypeIs = _one_type("TypeIs", "What a function returns that narrows its argument either way.")
Required = _one_type("Required", "A key that has to be there.", "accepts only a single type")
NotRequired = _one_type("NotRequired", "A key that may be missing.", "accepts only a single type")
ReadOnly = _one_type("ReadOnly", "A key that is not to be assigned.", "accepts only a single type")


@_SpecialForm
def Union(self, parameters):
    """Any of several types."""
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for param in parameters:
        param = _type_check(param, "Union[arg, ...]: each arg must be a type.")
        flat.extend(param.__args__ if isinstance(param, (_UnionGenericAlias, UnionType)) else (param,))
    flat = _dedupe(flat)
    if len(flat) == 1:
        return flat[0]
    return _UnionGenericAlias(self, flat, name="Optional" if len(flat) == 2 and NoneType in flat else None)


def _make_union(left, right):
    return Union[left, right]


@_SpecialForm
def Optional(self, parameters):
    """A type or None."""
    return Union[_type_check(parameters, f"{self} requires a single type."), NoneType]


@_SpecialForm
def Literal(self, parameters):
    """One of these values."""
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for param in parameters:
        flat.extend(param.__args__ if isinstance(param, _LiteralGenericAlias) else (param,))
    try:
        seen, unique = set(), []
        for value in flat:
            if (value, type(value)) not in seen:
                seen.add((value, type(value)))
                unique.append(value)
        flat = unique
    except TypeError:  # values that cannot be hashed
        pass
    return _LiteralGenericAlias(self, tuple(flat))


@_SpecialForm
def Concatenate(self, parameters):
    """Parameters put before those of a ParamSpec."""
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    if not (parameters[-1] is ... or isinstance(parameters[-1], ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    msg = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*(_type_check(p, msg) for p in parameters[:-1]), parameters[-1]))


@_SpecialForm
def Unpack(self, parameters):
    """The star of `*Ts`, in words."""
    return _UnpackGenericAlias(self, (_type_check(parameters, f"{self} accepts only single type."),))


@_SpecialForm
def Annotated(self, params):
    """A type with metadata."""
    if not isinstance(params, tuple) or len(params) < 2:
        raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
    origin = _type_check(params[0], "Annotated[t, ...]: t must be a type.", allow_special_forms=True)
    return _AnnotatedAlias(origin, tuple(params[1:]))


Callable = _CallableType()
Tuple = _TupleType(tuple, -1, name="Tuple")
AnyStr = TypeVar("AnyStr", bytes, str)


def get_origin(tp):
    """`list` of `list[int]`, `Union` of `int | str` written with Union; None of a plain type."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, GenericAlias, _typing.ParamSpecArgs, _typing.ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, UnionType):
        return UnionType
    return None


def get_args(tp):
    """The arguments of an alias, with the parameters of a callable in a list."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_GenericAlias, GenericAlias)):
        args = tp.__args__
        if getattr(tp.__origin__, "__module__", None) == "collections.abc" and tp.__origin__.__name__ == "Callable":
            if not (len(args) == 2 and _is_param_expr(args[0])):
                args = (list(args[:-1]), args[-1])
        return args
    if isinstance(tp, UnionType):
        return tp.__args__
    return ()
