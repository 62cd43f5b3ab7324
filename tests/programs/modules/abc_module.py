"""abc: registering, abstract properties, and what stays abstract."""

import abc


class Reader(metaclass=abc.ABCMeta):
    @property
    @abc.abstractmethod
    def name(self): ...

    @classmethod
    @abc.abstractmethod
    def open(cls): ...

    @staticmethod
    @abc.abstractmethod
    def check(): ...

    @abc.abstractmethod
    def read(self):
        return "base reading"


class Memory(Reader):
    name = "memory"

    @classmethod
    def open(cls):
        return cls()

    @staticmethod
    def check():
        return True

    def read(self):
        return super().read() + " of memory"


print(Memory.open().read(), Memory.check(), Memory.open().name, sorted(Reader.__abstractmethods__), abc.ABC.__class__.__name__)
try:
    Reader()
except TypeError as error:
    print(error)


class Fake:
    pass


Reader.register(Fake)
print(isinstance(Fake(), Reader), issubclass(Fake, Reader), Fake.__mro__ == (Fake, object), getattr(Reader.read, "__isabstractmethod__"))
try:
    Reader.register(5)
except TypeError as error:
    print(error)
try:
    Memory.register(Reader)
except RuntimeError as error:
    print(error)
