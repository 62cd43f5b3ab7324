"""typing: what the notes do at run time, which is little."""

import typing
from typing import Any, Callable, ClassVar, Final, Generic, Literal, NewType, Optional, Protocol, TypedDict, TypeVar, Union, cast, get_args, get_origin, get_type_hints, overload, runtime_checkable

print(Optional[int], Union[int, str, int], Union[int], Callable[[int], str], Literal["a", 1], list[int] | None, Any, ClassVar[int], Final[str])
print(get_origin(dict[str, int]), get_args(dict[str, int]), get_origin(Optional[int]), get_args(Callable[[int], str]), get_args(Literal[1, 2]))
print(cast(int, "not an int"), NewType("UserId", int)(5), typing.TYPE_CHECKING, int | str, (int | str) == Union[int, str])


def f(a: "int", b: Optional[str] = None) -> list["str"]: ...


print(get_type_hints(f))
T = TypeVar("T", bound=int)


class Stack(Generic[T]):
    items: ClassVar[list] = []


print(T, Stack[int], Stack.__parameters__, Stack[int]().items)


class Movie(TypedDict, total=False):
    name: str
    year: int


print(Movie(name="x", year=1), Movie.__annotations__, sorted(Movie.__optional_keys__), type(Movie(name="y")).__name__)


@runtime_checkable
class Closes(Protocol):
    def close(self): ...


class Door:
    def close(self): ...


print(isinstance(Door(), Closes), isinstance(5, Closes), issubclass(Door, Closes))
for call in (lambda: isinstance(1, list[int]), lambda: Union[5], lambda: Closes(), lambda: Optional[1, 2], lambda: Any(), lambda: List):
    try:
        call()
    except (TypeError, NameError) as error:
        print(type(error).__name__, error)
