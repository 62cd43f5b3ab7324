"""Looking into live objects: kinds, members, signatures, source text, frames."""

import sys
import types
from collections import namedtuple

CO_OPTIMIZED, CO_NEWLOCALS, CO_VARARGS, CO_VARKEYWORDS = 1, 2, 4, 8
CO_NESTED, CO_GENERATOR, CO_NOFREE, CO_COROUTINE = 16, 32, 64, 128
CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR, CO_HAS_DOCSTRING, CO_METHOD = 256, 512, 0x4000000, 0x8000000
TPFLAGS_IS_ABSTRACT = 1 << 20

# Kinds of objects.


def ismodule(object):
    return isinstance(object, types.ModuleType)


def isclass(object):
    return isinstance(object, type)


def ismethod(object):
    return isinstance(object, types.MethodType)


def isfunction(object):
    return isinstance(object, types.FunctionType)


def isbuiltin(object):
    return isinstance(object, types.BuiltinFunctionType)


def iscode(object):
    return isinstance(object, types.CodeType)


def isframe(object):
    return isinstance(object, types.FrameType)


def istraceback(object):
    return isinstance(object, types.TracebackType)


def isgenerator(object):
    return isinstance(object, types.GeneratorType)


def iscoroutine(object):
    return isinstance(object, types.CoroutineType)


def isasyncgen(object):
    return isinstance(object, types.AsyncGeneratorType)


def isgetsetdescriptor(object):
    return isinstance(object, types.GetSetDescriptorType)


def ismemberdescriptor(object):
    return isinstance(object, types.MemberDescriptorType)


def ismethodwrapper(object):
    return isinstance(object, types.MethodWrapperType)


def isdatadescriptor(object):
    """Does its class have `__set__` or `__delete__`?"""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    return hasattr(type(object), "__set__") or hasattr(type(object), "__delete__")


def ismethoddescriptor(object):
    """Does its class have `__get__`, and neither `__set__` nor `__delete__`?"""
    if isclass(object) or ismethod(object) or isfunction(object):
        return False
    cls = type(object)
    return hasattr(cls, "__get__") and not hasattr(cls, "__set__") and not hasattr(cls, "__delete__")


def isroutine(object):
    """Is it any kind of function or method?"""
    return (
        isbuiltin(object) or isfunction(object) or ismethod(object) or ismethoddescriptor(object)
        or ismethodwrapper(object)
    )  # fmt: skip


def _function_of(f):
    from functools import partial

    while ismethod(f):
        f = f.__func__
    while isinstance(f, partial):
        f = f.func
    return f


def _has_flag(f, flag):
    f = _function_of(f)
    return isfunction(f) and bool(f.__code__.co_flags & flag)


_coroutine_mark = object()


def isgeneratorfunction(obj):
    return _has_flag(obj, CO_GENERATOR)


def markcoroutinefunction(func):
    """Let a function that returns an awaitable count as a coroutine function."""
    getattr(func, "__func__", func)._is_coroutine_mark = _coroutine_mark
    return func


def iscoroutinefunction(obj):
    return _has_flag(obj, CO_COROUTINE) or getattr(_function_of(obj), "_is_coroutine_mark", None) is _coroutine_mark


def isasyncgenfunction(obj):
    return _has_flag(obj, CO_ASYNC_GENERATOR)


def isawaitable(object):
    if isinstance(object, types.CoroutineType) or hasattr(type(object), "__await__"):
        return True
    return isinstance(object, types.GeneratorType) and bool(object.gi_code.co_flags & CO_ITERABLE_COROUTINE)


def isabstract(object):
    """Is it a class with abstract methods?"""
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", False))


# Members.


def getmembers(object, predicate=None):
    """Pairs of name and value, by name."""
    names = dir(object)
    if isclass(object):
        for base in object.__bases__:
            names += [n for n, v in base.__dict__.items() if isinstance(v, types.DynamicClassAttribute)]
    found, mro = {}, getmro(object) if isclass(object) else ()
    for name in names:
        try:
            value = getattr(object, name)
        except AttributeError:
            for base in mro:
                if name in base.__dict__:
                    value = base.__dict__[name]
                    break
            else:
                continue
        if predicate is None or predicate(value):
            found[name] = value
    return sorted(found.items(), key=lambda pair: pair[0])


_absent = object()


def getattr_static(obj, attr, default=_absent):
    """An attribute as it is stored: no descriptor, no `__getattr__` is run."""
    cls = obj if isinstance(obj, type) else type(obj)
    stored = _absent
    if not isinstance(obj, type):
        try:
            stored = object.__getattribute__(obj, "__dict__").get(attr, _absent)
        except AttributeError:
            pass
    on_class = _in_mro(cls, attr)
    if stored is not _absent and on_class is not _absent:
        if hasattr(type(on_class), "__get__") and hasattr(type(on_class), "__set__"):
            return on_class
    if stored is not _absent:
        return stored
    if on_class is not _absent:
        return on_class
    if isinstance(obj, type):
        found = _in_mro(type(obj), attr)
        if found is not _absent:
            return found
    if default is not _absent:
        return default
    raise AttributeError(attr)


def _in_mro(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return _absent


def getmro(cls):
    return cls.__mro__


def unwrap(func, *, stop=None):
    """Follow `__wrapped__` to the end."""
    seen = {id(func)}
    start = func
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
        if id(func) in seen:
            raise ValueError(f"wrapper loop when unwrapping {start!r}")
        seen.add(id(func))
    return func


def getdoc(object):
    """The docstring, of the class or a base if need be, without its indent."""
    doc = getattr(object, "__doc__", None)
    if doc is None:
        doc = _inherited_doc(object)
    return cleandoc(doc) if isinstance(doc, str) else None


def _inherited_doc(obj):
    if isclass(obj):
        for base in obj.__mro__:
            if base is not object and base.__doc__ is not None:
                return base.__doc__
        return None
    name = getattr(obj, "__name__", None)
    if ismethod(obj):
        owner = obj.__self__ if isclass(obj.__self__) else type(obj.__self__)
    elif isfunction(obj) and "." in obj.__qualname__:
        owner = sys.modules.get(obj.__module__)
        for part in obj.__qualname__.split(".")[:-1]:
            owner = getattr(owner, part, None)
    elif isinstance(obj, property):
        return None
    else:
        return None
    for base in getattr(owner, "__mro__", ()):
        method = getattr(base, name, None)
        if method is not None and method.__doc__ is not None:
            return method.__doc__
    return None


def cleandoc(doc):
    """A docstring without the indent of its lines and the blank lines around."""
    lines = doc.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines[1:] if line.lstrip(" ")), default=0)
    lines = [lines[0].lstrip(" ")] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


# Frames.


def currentframe():
    """The caller's frame."""
    return sys._getframe(1)


_Traceback = namedtuple("_Traceback", "filename lineno function code_context index")
_FrameInfo = namedtuple("_FrameInfo", ("frame", *_Traceback._fields))


class Traceback(_Traceback):
    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in (*self._fields, "positions"))
        return f"Traceback({shown})"


class FrameInfo(_FrameInfo):
    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in (*self._fields, "positions"))
        return f"FrameInfo({shown})"


def getframeinfo(frame, context=1):
    """File, line, function and source lines of a frame or traceback."""
    if istraceback(frame):
        lineno, frame = frame.tb_lineno, frame.tb_frame
    else:
        lineno = frame.f_lineno
    if not isframe(frame):
        raise TypeError(f"{frame!r} is not a frame or traceback object")
    filename = frame.f_code.co_filename
    lines = index = None
    if context > 0:
        import linecache

        all_lines = linecache.getlines(filename)
        if all_lines:
            start = max(0, min(lineno - 1 - context // 2, len(all_lines) - context))
            lines, index = all_lines[start : start + context], lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index)


def _frame_info(frame, described, context):
    info = getframeinfo(described, context)
    return FrameInfo(frame, *info)


def getouterframes(frame, context=1):
    found = []
    while frame:
        found.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return found


def getinnerframes(tb, context=1):
    found = []
    while tb:
        found.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return found


def stack(context=1):
    """The frames from the caller outwards."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """The frames between here and where the handled exception was raised."""
    exc = sys.exception()
    return getinnerframes(exc and exc.__traceback__, context)


ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
Arguments = namedtuple("Arguments", "args, varargs, varkw")


def getargs(co):
    """Names of the parameters of a code object."""
    if not iscode(co):
        raise TypeError(f"{co!r} is not a code object")
    names = co.co_varnames
    n = co.co_argcount + co.co_kwonlyargcount
    varargs = varkw = None
    rest = iter(names[n:])
    if co.co_flags & CO_VARARGS:
        varargs = next(rest)
    if co.co_flags & CO_VARKEYWORDS:
        varkw = next(rest)
    return Arguments(list(names[:n]), varargs, varkw)


def getargvalues(frame):
    args, varargs, varkw = getargs(frame.f_code)
    return ArgInfo(args, varargs, varkw, frame.f_locals)


# States of generators.

GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED, GEN_CLOSED = "GEN_CREATED", "GEN_RUNNING", "GEN_SUSPENDED", "GEN_CLOSED"
CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED, CORO_CLOSED = "CORO_CREATED", "CORO_RUNNING", "CORO_SUSPENDED", "CORO_CLOSED"


def _state(prefix, running, suspended, frame):
    if running:
        return f"{prefix}_RUNNING"
    if suspended:
        return f"{prefix}_SUSPENDED"
    return f"{prefix}_CLOSED" if frame is None else f"{prefix}_CREATED"


def getgeneratorstate(generator):
    return _state("GEN", generator.gi_running, generator.gi_suspended, generator.gi_frame)


def getcoroutinestate(coroutine):
    return _state("CORO", coroutine.cr_running, coroutine.cr_suspended, coroutine.cr_frame)


def getasyncgenstate(agen):
    return _state("AGEN", agen.ag_running, agen.ag_suspended, agen.ag_frame)


def getgeneratorlocals(generator):
    if not isgenerator(generator):
        raise TypeError(f"{generator!r} is not a Python generator")
    return {} if generator.gi_frame is None else generator.gi_frame.f_locals


def getcoroutinelocals(coroutine):
    return {} if coroutine.cr_frame is None else coroutine.cr_frame.f_locals


ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")


def getclosurevars(func):
    """The names that a function takes from outside, by where they are found."""
    if ismethod(func):
        func = func.__func__
    if not isfunction(func):
        raise TypeError(f"{func!r} is not a Python function")
    import builtins

    code = func.__code__
    nonlocals = {} if func.__closure__ is None else {
        name: cell.cell_contents for name, cell in zip(code.co_freevars, func.__closure__)
    }  # fmt: skip
    global_vars, builtin_vars, unbound = {}, {}, set()
    for name in code.co_names:
        if name in func.__globals__:
            global_vars[name] = func.__globals__[name]
        elif name in vars(builtins):
            builtin_vars[name] = vars(builtins)[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, function or module itself."""
    if isinstance(obj, type):
        found = obj.__dict__.get("__annotations__")
        if not isinstance(found, dict):
            found = None
        globals_ = getattr(sys.modules.get(obj.__module__), "__dict__", None)
        locals_ = dict(vars(obj))
    elif isinstance(obj, types.ModuleType):
        found, globals_, locals_ = getattr(obj, "__annotations__", None), obj.__dict__, None
    elif callable(obj):
        found = getattr(obj, "__annotations__", None)
        globals_, locals_ = getattr(unwrap(obj), "__globals__", None), None
    else:
        raise TypeError(f"{obj!r} is not a module, class, or callable.")
    if not found:
        return {}
    if not eval_str:
        return dict(found)
    globals_ = globals if globals is not None else globals_
    locals_ = locals if locals is not None else (locals_ or {})
    for param in getattr(obj, "__type_params__", ()):
        locals_.setdefault(param.__name__, param)
    return {name: eval(value, globals_, locals_) if isinstance(value, str) else value for name, value in found.items()}


_from_signature = (
    "signature", "Signature", "Parameter", "BoundArguments", "_empty", "formatannotation", "getfullargspec",
    "FullArgSpec", "getcallargs", "_ParameterKind",
)  # fmt: skip
_from_source = (
    "getsource", "getsourcelines", "getsourcefile", "getfile", "getmodule", "getcomments", "findsource", "getblock",
    "getmodulename", "getabsfile", "indentsize",
)  # fmt: skip


def __getattr__(name):
    """Signatures and source text are loaded when first asked for."""
    if name in _from_signature:
        import _inspect_signature as part
    elif name in _from_source:
        import _inspect_source as part
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value = getattr(part, name)
    return value


__all__ = [name for name in globals() if name[0] != "_" and name not in ("sys", "types", "namedtuple")]
__all__ += [name for name in (*_from_signature, *_from_source) if name[0] != "_"]
