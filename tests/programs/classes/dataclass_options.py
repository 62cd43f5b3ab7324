"""frozen, order, slots, kw_only, inheritance and __post_init__."""

from dataclasses import FrozenInstanceError, InitVar, KW_ONLY, dataclass, field


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


v = Version(3, 13)
print(v, Version(3, 9) < v, sorted([v, Version(2), Version(3)]), hash(v) == hash(Version(3, 13)), {v: 1}[Version(3, 13)])
try:
    v.major = 4
except FrozenInstanceError as error:
    print(type(error).__name__, error)


@dataclass(slots=True)
class Slim:
    x: int
    y: int = 2


s = Slim(1)
print(s, hasattr(s, "__dict__"), Slim.__slots__)


@dataclass
class Base:
    a: int
    _: KW_ONLY
    b: int = 5


@dataclass
class Derived(Base):
    c: int = 0
    scale: InitVar[int] = 1
    d: int = field(init=False)

    def __post_init__(self, scale):
        self.d = (self.a + self.b + self.c) * scale


print(Derived(1, 2, 10), Derived(1, b=2))
try:
    Base(1, 2)
except TypeError as error:
    print(error)
