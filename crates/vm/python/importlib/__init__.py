"""Imports as function calls. The work itself is native; there are no finders and loaders to be replaced."""

import sys
from builtins import __import__

from _bytescope import import_module as _import_module, reload_module as _reload_module

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]


def invalidate_caches():
    """Nothing is remembered of folders."""


def import_module(name, package=None):
    """Import a module by its name, which may be relative to a package."""
    level = len(name) - len(name.lstrip("."))
    if level:
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        name = _absolute(name[level:], package, level)
    return _import_module(name)


def _absolute(name, package, level):
    base = package.rsplit(".", level - 1)
    if len(base) < level:
        raise ImportError("attempted relative import beyond top-level package")
    return f"{base[0]}.{name}" if name else base[0]


def reload(module):
    """Run a module's code again, in the names that it has."""
    spec = getattr(module, "__spec__", None)
    name = spec.name if spec is not None else getattr(module, "__name__", None)
    if not isinstance(name, str):
        raise TypeError("reload() argument must be a module")
    if sys.modules.get(name) is not module:
        raise ImportError(f"module {name} not in sys.modules", name=name)
    return _reload_module(name, module)


def __getattr__(name):
    if name in ("util", "machinery", "abc"):
        return import_module("importlib." + name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
