"""Warnings: whether one is shown is decided by the first filter that fits."""

__native_in_cpython__ = True

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
    "catch_warnings", "deprecated",
]  # fmt: skip

import sys

# (action, message pattern, category, module pattern, line), as `python -I` starts with.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
_defaultaction = "default"
_onceregistry = {}
_filters_version = 1
_actions = ("default", "always", "ignore", "module", "once", "error")


def _filters_mutated():
    global _filters_version
    _filters_version += 1


class WarningMessage:
    """A warning as it was issued; `catch_warnings(record=True)` collects these."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category = message, category
        self.filename, self.lineno, self.file, self.line = filename, lineno, file, line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
            f"lineno : {self.lineno}, line : {self.line!r}}}"
        )


def formatwarning(message, category, filename, lineno, line=None):
    """The text of a warning, with its source line."""
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    if line is None:
        import linecache

        line = linecache.getline(filename, lineno)
    line = line.strip()
    return f"{text}  {line}\n" if line else text


def _warn_unawaited_coroutine(coro):
    """Called by the interpreter when a coroutine is freed that was never awaited."""
    warn(f"coroutine '{coro.__qualname__}' was never awaited", RuntimeWarning, stacklevel=2, source=coro)


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default stderr."""
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


_showwarning_original = showwarning
_recording = []  # the lists of the catch_warnings that record, the innermost last


def _show(message):
    if showwarning is not _showwarning_original:
        showwarning(message.message, message.category, message.filename, message.lineno, message.file, message.line)
    elif _recording and _recording[-1] is not None:
        _recording[-1].append(message)
    else:
        showwarning(message.message, message.category, message.filename, message.lineno, message.file, message.line)
        if message.source is not None:
            sys.stderr.write(f"{message.category.__name__}: Enable tracemalloc to get the object allocation traceback\n")


def _check_category(category):
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Put a filter before the others: message and module are regular expressions for their beginnings."""
    if action not in _actions:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if message or module:
        import re

        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Put a filter by category before the others."""
    if action not in _actions:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")
    _add_filter((action, None, category, None, lineno), append)


def _add_filter(item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Forget all filters."""
    filters[:] = []
    _filters_mutated()


def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning that points at the caller, or `stacklevel` callers up."""
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    _check_category(category)
    try:
        frame = sys._getframe(stacklevel if stacklevel > 1 else 1)
    except ValueError:
        namespace, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    module = namespace.get("__name__", "<string>")
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, module, registry, namespace, source)


def _fits(pattern, text):
    if pattern is None:
        return True
    return text == pattern if isinstance(pattern, str) else pattern.match(text) is not None


def warn_explicit(
    message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None
):
    """Issue a warning for a given place."""
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module.endswith(".py"):
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _filters_version:
        registry.clear()
        registry["version"] = _filters_version
    if isinstance(message, Warning):
        text, category = str(message), message.__class__
    else:
        text, message = message, category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for action, msg, cat, mod, line in filters:
        if _fits(msg, text) and issubclass(category, cat) and _fits(mod, module) and line in (0, lineno):
            break
    else:
        action = _defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if _onceregistry.setdefault((text, category), 0):
            return
        _onceregistry[text, category] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[text, category, 0] = 1
    elif action == "default":
        registry[key] = 1
    elif action != "always":
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {(action, msg, cat, mod, line)}")
    _show(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings:
    """Puts filters back at the end of a block; with `record=True`, collects the warnings in a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=" + repr(self._module))
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        global showwarning
        self._saved = filters[:]
        self._showwarning = showwarning
        log = [] if self._record else None
        if self._record:
            showwarning = _showwarning_original
            _recording.append(log)
        _filters_mutated()
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        global showwarning
        filters[:] = self._saved
        showwarning = self._showwarning
        if self._record:
            _recording.pop()
        _filters_mutated()


def _deprecated(name, message="{name!r} is deprecated and slated for removal in Python {remove}", *, remove, _version=None):
    """Warn of something of the library that will go."""
    remove = f"{remove[0]}.{remove[1]}"
    warn(message.format(name=name, remove=remove), DeprecationWarning, stacklevel=3)


class deprecated:
    """Decorates a class or function whose use is to be warned of."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not {type(message).__name__!r}")
        self.message, self.category, self.stacklevel = message, category, stacklevel

    def __call__(self, arg, /):
        message, category, stacklevel = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return _deprecate_class(arg, message, category, stacklevel)
        if not callable(arg):
            raise TypeError(
                f"@deprecated decorator with non-None category must be applied to a class or callable, not {arg!r}"
            )
        from functools import wraps

        @wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=stacklevel + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper


def _deprecate_class(cls, message, category, stacklevel):
    original_new = cls.__new__

    @staticmethod
    def __new__(cls_, /, *args, **kwargs):
        if cls_ is cls:
            warn(message, category=category, stacklevel=stacklevel + 1)
        if original_new is not object.__new__:
            return original_new(cls_, *args, **kwargs)
        if cls_.__init__ is object.__init__ and (args or kwargs):
            raise TypeError(f"{cls_.__name__}() takes no arguments")
        return original_new(cls_)

    original_init_subclass = cls.__init_subclass__

    @classmethod
    def __init_subclass__(*args, **kwargs):
        warn(message, category=category, stacklevel=stacklevel + 1)
        if hasattr(original_init_subclass, "__func__"):
            return original_init_subclass.__func__(*args, **kwargs)
        return original_init_subclass(*args[1:], **kwargs)

    cls.__new__ = __new__
    cls.__init_subclass__ = __init_subclass__
    cls.__deprecated__ = __new__.__deprecated__ = __init_subclass__.__deprecated__ = message
    return cls
