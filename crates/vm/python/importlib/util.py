"""Looking for modules, and making them by hand."""

import sys
from types import ModuleType as _ModuleType

from _bytescope import find_module as _find_module

from . import _absolute
from .machinery import BuiltinImporter, ModuleSpec, NamespaceLoader, SourceFileLoader

MAGIC_NUMBER = b"\xf3\r\r\n"


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip("."))
    return _absolute(name[level:], package, level)


def _find(name, path=None):
    """What is known of a module that is not imported yet, or None."""
    found = _find_module(name, path)
    if found is None:
        return None
    origin, is_package = found
    if origin is None:
        return ModuleSpec(name, BuiltinImporter, origin="built-in")
    return spec_from_file_location(
        name, origin, submodule_search_locations=[origin.rpartition("/")[0]] if is_package else None
    )


def _origin(module):
    """The spec and the loader of a module that is imported; the machine asks when a program does."""
    name, file = module.__name__, getattr(module, "__file__", None)
    folders = getattr(module, "__path__", None)
    if name == "__main__":
        return None, BuiltinImporter if file is None else SourceFileLoader(name, file)
    if file is not None:
        spec = spec_from_file_location(name, file, submodule_search_locations=folders)
    elif folders is not None:
        spec = ModuleSpec(name, NamespaceLoader(name, folders, None), is_package=True)
        spec.submodule_search_locations = folders
    else:
        spec = ModuleSpec(name, BuiltinImporter, origin="built-in")
    return spec, spec.loader


def find_spec(name, package=None):
    """What is known of a module, or None if there is no such module."""
    name = resolve_name(name, package)
    if name in sys.modules:
        module = sys.modules[name]
        if module is None:
            return None
        spec = getattr(module, "__spec__", None)
        return spec if spec is not None else _find(name)
    parent = name.rpartition(".")[0]
    if parent:
        from . import import_module

        path = getattr(import_module(parent), "__path__", None)
        if path is None:
            error = f"__path__ attribute not found on {parent!r} while trying to find {name!r}"
            raise ModuleNotFoundError(error, name=name)
        return _find(name, list(path))
    return _find(name)


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A spec for what a loader loads."""
    if is_package is None and hasattr(loader, "is_package"):
        try:
            is_package = loader.is_package(name)
        except ImportError:
            is_package = None
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    return ModuleSpec(name, loader, origin=origin, is_package=bool(is_package))


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=None):
    """A spec for a file."""
    if loader is None:
        loader = SourceFileLoader(name, str(location))
    spec = ModuleSpec(name, loader, origin=str(location))
    spec.has_location = True
    if submodule_search_locations is not None:
        spec.submodule_search_locations = list(submodule_search_locations)
    return spec


def module_from_spec(spec):
    """A module without names of its own yet."""
    create = getattr(spec.loader, "create_module", None)
    module = create(spec) if create else None
    if module is None:
        module = _ModuleType(spec.name)
    module.__spec__ = spec
    module.__loader__ = spec.loader
    module.__package__ = spec.parent
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where the bytecode of a source file would be kept."""
    folder, slash, name = str(path).rpartition("/")
    stem = name.rpartition(".")[0] or name
    mark = f".opt-{optimization}" if optimization else ""
    return f"{folder}{slash}__pycache__/{stem}.{sys.implementation.cache_tag}{mark}.pyc"


def source_hash(source_bytes):
    raise NotImplementedError("bytecode files are not made by programs that run here")


class LazyLoader:
    """Loading when a name is asked for: here at once."""

    def __init__(self, loader):
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
