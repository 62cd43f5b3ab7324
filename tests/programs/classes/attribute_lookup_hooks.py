"""__getattribute__ sees every access, __getattr__ only the failures."""


class Traced:
    present = 1

    def __getattribute__(self, name):
        if not name.startswith("__"):
            print("look", name, end="; ")
        return super().__getattribute__(name)

    def __getattr__(self, name):
        if name.startswith("magic_"):
            return f"invented {name}"
        raise AttributeError(f"no {name} here")

    def __setattr__(self, name, value):
        print("set", name, end="; ")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name, end="; ")
        super().__delattr__(name)


t = Traced()
t.x = 5
print(t.x, t.present, t.magic_wand)
del t.x
print(hasattr(t, "x"), getattr(t, "x", "default"))
try:
    t.missing
except AttributeError as error:
    print(error)


class Lazy:
    def __getattr__(self, name):
        print("computing", name)
        self.__dict__[name] = len(name)
        return self.__dict__[name]


lazy = Lazy()
print(lazy.hello, lazy.hello)
