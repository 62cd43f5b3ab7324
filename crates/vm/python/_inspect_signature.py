"""`inspect.signature`: the parameters of anything that can be called."""

import types
from collections import namedtuple
from enum import IntEnum

__name__ = "inspect"


class _empty:
    """Stands for no default and no annotation."""


class _ParameterKind(IntEnum):
    POSITIONAL_ONLY = "positional-only"
    POSITIONAL_OR_KEYWORD = "positional or keyword"
    VAR_POSITIONAL = "variadic positional"
    KEYWORD_ONLY = "keyword-only"
    VAR_KEYWORD = "variadic keyword"

    def __new__(cls, description):
        value = len(cls.__members__)
        member = int.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member

    def __str__(self):
        return self.name


POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = _ParameterKind


def formatannotation(annotation, base_module=None, *, quote_annotation_strings=True):
    """An annotation as it would be written."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    """One parameter: name, kind, default, annotation."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = VAR_POSITIONAL
    KEYWORD_ONLY = KEYWORD_ONLY
    VAR_KEYWORD = VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        try:
            self._kind = _ParameterKind(kind)
        except ValueError:
            raise ValueError(f"value {kind!r} is not a valid Parameter.kind") from None
        if default is not _empty and self._kind in (VAR_POSITIONAL, VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if name is _empty:
            raise ValueError("name is a required attribute for Parameter")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if name[0] == "." and name[1:].isdigit():  # the iterator of a comprehension
            self._kind, name = POSITIONAL_ONLY, f"implicit{name[1:]}"
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_empty, kind=_empty, annotation=_empty, default=_empty):
        return type(self)(
            self._name if name is _empty else name,
            self._kind if kind is _empty else kind,
            default=self._default if default is _empty else default,
            annotation=self._annotation if annotation is _empty else annotation,
        )

    __replace__ = replace

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += f" = {self._default!r}" if self._annotation is not _empty else f"={self._default!r}"
        return {VAR_POSITIONAL: "*", VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __hash__(self):
        return hash((self._name, self._kind, self._annotation, self._default))

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return all(getattr(self, slot) == getattr(other, slot) for slot in self.__slots__)


class BoundArguments:
    """Arguments matched with parameters."""

    __slots__ = ("arguments", "_signature", "__weakref__")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    @property
    def signature(self):
        return self._signature

    def _split(self):
        args, kwargs = [], {}
        by_keyword = False
        for name, param in self._signature.parameters.items():
            if param.kind in (VAR_KEYWORD, KEYWORD_ONLY):
                by_keyword = True
            if name not in self.arguments:
                by_keyword = True
                continue
            value = self.arguments[name]
            if param.kind is VAR_KEYWORD:
                kwargs.update(value)
            elif param.kind is VAR_POSITIONAL:
                args.extend(value)
            elif by_keyword:
                kwargs[name] = value
            else:
                args.append(value)
        return tuple(args), kwargs

    @property
    def args(self):
        return self._split()[0]

    @property
    def kwargs(self):
        return self._split()[1]

    def apply_defaults(self):
        filled = {}
        for name, param in self._signature.parameters.items():
            if name in self.arguments:
                filled[name] = self.arguments[name]
            elif param.default is not _empty:
                filled[name] = param.default
            elif param.kind is VAR_POSITIONAL:
                filled[name] = ()
            elif param.kind is VAR_KEYWORD:
                filled[name] = {}
        self.arguments = filled

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.signature == other.signature and self.arguments == other.arguments

    def __repr__(self):
        return f"<{type(self).__name__} ({', '.join(f'{k}={v!r}' for k, v in self.arguments.items())})>"


class Signature:
    """The parameters and the annotation of the result."""

    __slots__ = ("_return_annotation", "_parameters")
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty, __validate_parameters__=True):
        ordered = {}
        top, seen_default = POSITIONAL_ONLY, False
        for param in parameters or ():
            if __validate_parameters__:
                kind = param.kind
                if kind < top:
                    raise ValueError(
                        f"wrong parameter order: {top.description} parameter before {kind.description} parameter"
                    )
                top = kind
                if kind in (POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD):
                    if param.default is not _empty:
                        seen_default = True
                    elif seen_default:
                        raise ValueError("non-default argument follows default argument")
                if param.name in ordered:
                    raise ValueError(f"duplicate parameter name: {param.name!r}")
            ordered[param.name] = param
        self._parameters = types.MappingProxyType(ordered)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature(obj, follow_wrapped, eval_str, globals, locals)

    def replace(self, *, parameters=_empty, return_annotation=_empty):
        return type(self)(
            self.parameters.values() if parameters is _empty else parameters,
            return_annotation=self._return_annotation if return_annotation is _empty else return_annotation,
        )

    __replace__ = replace

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (
            list(self._parameters.values()) == list(other._parameters.values())
            and self._return_annotation == other._return_annotation
        )

    def __hash__(self):
        return hash((tuple(self._parameters.values()), self._return_annotation))

    def bind(self, /, *args, **kwargs):
        """Match arguments with parameters; a TypeError if they do not fit."""
        return self._bind(args, kwargs)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, partial=True)

    def _bind(self, args, kwargs, partial=False):
        arguments = {}
        rest = list(args)
        positional_only_by_name = []
        var_keyword = None
        for param in self._parameters.values():
            name, kind = param.name, param.kind
            if kind is VAR_KEYWORD:
                var_keyword = param
            elif kind is VAR_POSITIONAL:
                if rest:
                    arguments[name], rest = tuple(rest), []
            elif rest and kind is not KEYWORD_ONLY:
                if name in kwargs and kind is POSITIONAL_OR_KEYWORD:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = rest.pop(0)
            elif kind is POSITIONAL_ONLY:
                if name in kwargs:
                    positional_only_by_name.append(name)
                if param.default is _empty and not partial:
                    raise TypeError(f"missing a required argument: {name!r}")
            elif rest and not any(p.kind is VAR_POSITIONAL for p in self._parameters.values()):
                raise TypeError("too many positional arguments")
            elif name in kwargs:
                arguments[name] = kwargs.pop(name)
            elif param.default is _empty and not partial:
                raise TypeError(f"missing a required argument: {name!r}")
        if rest:
            raise TypeError("too many positional arguments")
        if kwargs:
            if var_keyword is not None:
                arguments[var_keyword.name] = kwargs
            elif positional_only_by_name:
                names = ", ".join(map(repr, positional_only_by_name))
                raise TypeError(f"got some positional-only arguments passed as keyword arguments: {names}")
            else:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
        return BoundArguments(self, arguments)

    def format(self, *, max_width=None):
        """The signature as text; over several lines if it is wider than `max_width`."""
        pieces, slash, star = [], False, True
        for param in self._parameters.values():
            if param.kind is POSITIONAL_ONLY:
                slash = True
            elif slash:
                pieces.append("/")
                slash = False
            if param.kind is VAR_POSITIONAL:
                star = False
            elif param.kind is KEYWORD_ONLY and star:
                pieces.append("*")
                star = False
            pieces.append(str(param))
        if slash:
            pieces.append("/")
        text = f"({', '.join(pieces)})"
        if max_width is not None and len(text) > max_width:
            text = "(\n    " + ",\n    ".join(pieces) + "\n)"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text

    def __str__(self):
        return self.format()

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """The signature of a function, method, class, partial or callable object."""
    return _signature(obj, follow_wrapped, eval_str, globals, locals)


def _of_function(func, eval_str, globals, locals):
    from inspect import get_annotations

    code = func.__code__
    annotations = get_annotations(func, globals=globals, locals=locals, eval_str=eval_str)
    names = code.co_varnames
    positional = names[: code.co_argcount]
    defaults = func.__defaults__ or ()
    first_default = len(positional) - len(defaults)
    params = []

    def add(name, kind, default=_empty):
        params.append(Parameter(name, kind, default=default, annotation=annotations.get(name, _empty)))

    for i, name in enumerate(positional):
        kind = POSITIONAL_ONLY if i < code.co_posonlyargcount else POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[i - first_default] if i >= first_default else _empty)
    index = code.co_argcount + code.co_kwonlyargcount
    if code.co_flags & 4:
        add(names[index], VAR_POSITIONAL)
        index += 1
    for name in names[code.co_argcount : code.co_argcount + code.co_kwonlyargcount]:
        add(name, KEYWORD_ONLY, (func.__kwdefaults__ or {}).get(name, _empty))
    if code.co_flags & 8:
        add(names[index], VAR_KEYWORD)
    return Signature(params, return_annotation=annotations.get("return", _empty), __validate_parameters__=False)


def _without_first(sig):
    params = list(sig.parameters.values())
    if not params or params[0].kind in (VAR_KEYWORD, KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if params[0].kind is not VAR_POSITIONAL:
        params = params[1:]
    return sig.replace(parameters=params)


def _of_partial(partial, sig):
    """What is left of a signature when a partial has supplied arguments."""
    try:
        given = sig.bind_partial(*partial.args, **(partial.keywords or {})).arguments
    except TypeError as error:
        raise ValueError(f"partial object {partial!r} has incorrect arguments") from error
    params, by_keyword = [], False
    for param in sig.parameters.values():
        if param.name in given and param.kind not in (VAR_POSITIONAL, VAR_KEYWORD):
            if param.kind is POSITIONAL_ONLY or param.kind is POSITIONAL_OR_KEYWORD and param.name not in partial.keywords:
                continue
            if param.kind is POSITIONAL_OR_KEYWORD:
                by_keyword = True
            param = param.replace(default=given[param.name])
        if by_keyword:
            if param.kind is POSITIONAL_OR_KEYWORD:
                param = param.replace(kind=KEYWORD_ONLY)
            elif param.kind is VAR_POSITIONAL:
                continue
        params.append(param)
    return sig.replace(parameters=params)


def _signature(obj, follow_wrapped, eval_str, globals, locals):
    from functools import partial, partialmethod
    from inspect import unwrap

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")

    def again(other):
        return _signature(other, follow_wrapped, eval_str, globals, locals)

    if isinstance(obj, types.MethodType):
        return _without_first(again(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda f: hasattr(f, "__signature__") or isinstance(f, types.MethodType))
        if isinstance(obj, types.MethodType):
            return again(obj)
    explicit = getattr(obj, "__signature__", None)
    if explicit is not None and not isinstance(obj, type):
        if callable(explicit) and not isinstance(explicit, Signature):
            explicit = explicit()
        if not isinstance(explicit, Signature):
            raise TypeError(f"unexpected object {explicit!r} in __signature__ attribute")
        return explicit
    method = getattr(obj, "__partialmethod__", None)
    if isinstance(method, partialmethod):
        sig = _of_partial(partial(method.func, None, *method.args, **method.keywords), again(method.func))
        first = next(iter(again(method.func).parameters.values()))
        return sig.replace(parameters=(first, *sig.parameters.values()))
    if isinstance(obj, types.FunctionType):
        return _of_function(obj, eval_str, globals, locals)
    if isinstance(obj, partial):
        return _of_partial(obj, again(obj.func))
    if isinstance(obj, type):
        return _of_class(obj, again)
    text = getattr(obj, "__text_signature__", None)
    if text:
        return _from_text(text, obj)
    if isinstance(obj, _native):
        raise ValueError(f"no signature found for builtin {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if call is not None and not isinstance(call, types.WrapperDescriptorType):
        return _without_first(again(call))
    raise ValueError(f"callable {obj!r} is not supported by signature")


_native = (
    types.BuiltinFunctionType, types.WrapperDescriptorType, types.MethodWrapperType, types.MethodDescriptorType,
    types.ClassMethodDescriptorType,
)  # fmt: skip


def _of_class(cls, again):
    """By the metaclass's `__call__`, or whichever of `__new__` and `__init__` is nearer."""
    if "__signature__" in cls.__dict__:
        return cls.__signature__
    call = getattr(type(cls), "__call__", None)
    if isinstance(call, types.FunctionType):
        return _without_first(again(call))
    for base in cls.__mro__:
        for name in ("__new__", "__init__"):
            method = base.__dict__.get(name)
            if isinstance(method, staticmethod):
                method = method.__func__
            if isinstance(method, types.FunctionType) or hasattr(method, "__wrapped__"):
                return _without_first(again(method))
        text = getattr(base, "__text_signature__", None) if base is not object else None
        if text:
            return _from_text(text, cls)
    if type not in cls.__mro__:
        if cls.__init__ is object.__init__ and cls.__new__ is object.__new__:
            return Signature()
        raise ValueError(f"no signature found for builtin type {cls!r}")
    raise ValueError(f"no signature found for builtin type {cls!r}")


def _from_text(text, obj):
    """A signature from `__text_signature__`: `($self, iterable=(), /)`."""
    text = text.replace("\n", "\\n").replace("$module, ", "").replace("$module", "")
    is_bound = getattr(obj, "__self__", None) is not None and not isinstance(obj.__self__, types.ModuleType)
    if "$" in text:
        if is_bound or isinstance(obj, type):
            start = text.index("$")
            end = min(i for i in (text.find(",", start), text.find(")", start)) if i >= 0)
            text = text[:start] + text[end:].lstrip(", ") if text[end] == "," else text[:start] + text[end:]
        else:
            text = text.replace("$", "")
    text = text.replace("(/, ", "(").replace("(/)", "()")
    names = {}
    try:
        exec(f"def f{text}: pass", {"__builtins__": __builtins__}, names)
    except Exception:
        raise ValueError(f"{obj!r} builtin has invalid signature") from None
    return _of_function(names["f"], False, None, None).replace(return_annotation=_empty)


# The older interface.

FullArgSpec = namedtuple("FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations")


def getfullargspec(func):
    """Names and defaults of the parameters."""
    try:
        sig = _signature(func.__func__ if isinstance(func, types.MethodType) else func, False, False, None, None)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, defaults, kwonly, kwdefaults, annotations = [], [], [], {}, {}
    varargs = varkw = None
    if sig.return_annotation is not _empty:
        annotations["return"] = sig.return_annotation
    for param in sig.parameters.values():
        if param.kind is VAR_POSITIONAL:
            varargs = param.name
        elif param.kind is VAR_KEYWORD:
            varkw = param.name
        elif param.kind is KEYWORD_ONLY:
            kwonly.append(param.name)
            if param.default is not _empty:
                kwdefaults[param.name] = param.default
        else:
            args.append(param.name)
            if param.default is not _empty:
                defaults.append(param.default)
        if param.annotation is not _empty:
            annotations[param.name] = param.annotation
    return FullArgSpec(args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, annotations)


def getcallargs(func, /, *positional, **named):
    """What the parameters would be bound to in this call."""
    if isinstance(func, types.MethodType):
        positional, func = (func.__self__, *positional), func.__func__
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)
