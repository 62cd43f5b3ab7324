"""Abstract bases of what imports modules."""

import abc

from .machinery import BuiltinImporter, PathFinder, SourceFileLoader, SourcelessFileLoader


class Loader(metaclass=abc.ABCMeta):
    """Makes modules of what a finder found."""

    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        raise ImportError


class MetaPathFinder(metaclass=abc.ABCMeta):
    """Looks for modules by their names."""

    def invalidate_caches(self):
        pass


class PathEntryFinder(metaclass=abc.ABCMeta):
    """Looks for modules in one place."""

    def invalidate_caches(self):
        pass


class ResourceLoader(Loader):
    """Gives data that lies beside modules."""

    @abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    """Shows the source of modules."""

    def is_package(self, fullname):
        raise ImportError

    @abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else compile(source, "<string>", "exec", dont_inherit=True)

    def exec_module(self, module):
        exec(self.get_code(module.__name__), module.__dict__)


class ExecutionLoader(InspectLoader):
    """Knows the files of modules."""

    @abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError


InspectLoader.register(BuiltinImporter)
ExecutionLoader.register(SourceFileLoader)
ExecutionLoader.register(SourcelessFileLoader)
MetaPathFinder.register(PathFinder)
