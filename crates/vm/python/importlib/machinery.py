"""What an import knows of a module, and the kinds of files there are."""

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = [".pyc"]
EXTENSION_SUFFIXES = []
DEBUG_BYTECODE_SUFFIXES = OPTIMIZED_BYTECODE_SUFFIXES = [".pyc"]


def all_suffixes():
    """The endings of files that may be modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """A module as an import found it, before it runs."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._uninitialized_submodules = []
        self._set_fileattr = False
        self._cached = None

    def __repr__(self):
        parts = [f"name={self.name!r}", f"loader={self.loader!r}"]
        if self.origin is not None:
            parts.append(f"origin={self.origin!r}")
        if self.submodule_search_locations is not None:
            parts.append(f"submodule_search_locations={self.submodule_search_locations}")
        return f"{self.__class__.__name__}({', '.join(parts)})"

    def __eq__(self, other):
        try:
            return (self.name, self.loader, self.origin, self.submodule_search_locations, self.has_location) == (
                other.name, other.loader, other.origin, other.submodule_search_locations, other.has_location,
            )  # fmt: skip
        except AttributeError:
            return NotImplemented

    @property
    def cached(self):
        return self._cached

    @cached.setter
    def cached(self, cached):
        self._cached = cached

    @property
    def parent(self):
        if self.submodule_search_locations is None:
            return self.name.rpartition(".")[0]
        return self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)


class _Loader:
    """Loads one module from where it was found."""

    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def __eq__(self, other):
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)

    def get_code(self, fullname=None):
        return compile(self.get_source(fullname), self.path, "exec", dont_inherit=True)

    def get_filename(self, fullname=None):
        return self.path

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()

    def get_source(self, fullname=None):
        from _bytescope import module_source

        source = module_source(self.path)
        if source is None:
            return self.get_data(self.path).decode()
        return source

    def is_package(self, fullname=None):
        return self.path.rpartition("/")[2] == "__init__.py"


class SourceFileLoader(_Loader):
    """Of a module that is a file."""


class SourcelessFileLoader(_Loader):
    """Of a file of bytecode."""


class ExtensionFileLoader(_Loader):
    """There are no modules in machine code from files."""


class _Native:
    """Of modules that are part of the machine."""

    @classmethod
    def create_module(cls, spec):
        from importlib import import_module

        return import_module(spec.name)

    @classmethod
    def exec_module(cls, module):
        pass

    @classmethod
    def get_source(cls, fullname):
        return None

    @classmethod
    def is_package(cls, fullname):
        return False


class BuiltinImporter(_Native):
    """Of modules that are written in Rust."""

    _ORIGIN = "built-in"


class FrozenImporter(_Native):
    """Of modules that are embedded."""

    _ORIGIN = "frozen"


class NamespaceLoader:
    """Of packages that are only folders."""

    def __init__(self, name, path, path_finder):
        self._path = path

    def create_module(self, spec):
        pass

    def exec_module(self, module):
        pass

    def get_source(self, fullname):
        return ""

    def is_package(self, fullname):
        return True


class PathFinder:
    """Looks for modules in folders."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        from importlib.util import _find

        return _find(fullname, path)

    @staticmethod
    def invalidate_caches():
        pass


class FileFinder:
    """Looks for modules in one folder."""

    def __init__(self, path, *loader_details):
        self.path = path or "."

    def find_spec(self, fullname, target=None):
        return PathFinder.find_spec(fullname, [self.path])

    def invalidate_caches(self):
        pass


for _class in (ModuleSpec, BuiltinImporter, FrozenImporter):
    _class.__module__ = "_frozen_importlib"
for _class in (SourceFileLoader, SourcelessFileLoader, ExtensionFileLoader, NamespaceLoader, PathFinder, FileFinder):
    _class.__module__ = "_frozen_importlib_external"
del _class
