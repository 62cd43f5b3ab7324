"""Bounds are evaluated only when asked for; type parameters have their own scope."""


def smallest[T: expensive()](items):
    return min(items)


print(smallest([3, 1, 2]))


def expensive():
    print("evaluated now")
    return int


(T,) = smallest.__type_params__
print(T.__bound__, T.__bound__)


def variadic[*Ts, **P](*args: *Ts) -> None:
    pass


Ts, P = variadic.__type_params__
print(Ts, type(Ts).__name__, P, type(P).__name__, P.args, P.kwargs)


class Outer[T]:
    def method[S](self, x: T, y: S) -> tuple[T, S]:
        return T.__name__ + S.__name__

    inner = [T.__name__ for _ in range(2)]


print(Outer().method(1, 2), Outer.inner)
try:
    S
except NameError as error:
    print(error)
