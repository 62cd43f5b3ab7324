"""Annotations are evaluated and stored, and change nothing else."""


def area(width: int, height: "float" = 2.0, *rest: str, unit: str | None = None, **extra: print) -> float:
    return width * height


print(area("ab", 2))
for name, note in area.__annotations__.items():
    print(name, note if isinstance(note, str) or not isinstance(note, type) else note.__name__, end="; ")
print()

x: int = 5
y: list[int]
print(__annotations__)
print("y" in globals())


class Config:
    name: str
    size: int = 3


print(Config.__annotations__, Config.size, hasattr(Config, "name"))


def local():
    z: undefined_type = 1
    return z


print(local())
