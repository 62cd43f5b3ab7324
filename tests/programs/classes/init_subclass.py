"""__init_subclass__ is told about every subclass, with its keyword arguments."""


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **rest):
        super().__init_subclass__(**rest)
        cls.registry[key or cls.__name__.lower()] = cls
        print("registered", cls.__name__)


class Text(Plugin):
    pass


class Picture(Plugin, key="img"):
    pass


class Photo(Picture):
    pass


print({key: kind.__name__ for key, kind in Plugin.registry.items()})
try:
    class Wrong(Plugin, size=3):
        pass
except TypeError as error:
    print(error)
