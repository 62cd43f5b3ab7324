"""A small expression tree, simplified by matching."""

from dataclasses import dataclass


@dataclass
class Num:
    value: float


@dataclass
class Op:
    sign: str
    left: object
    right: object


def simplify(node):
    match node:
        case Op("+", Num(0), other) | Op("+", other, Num(0)):
            return simplify(other)
        case Op("*", Num(0), _) | Op("*", _, Num(0)):
            return Num(0)
        case Op("*", Num(1), other) | Op("*", other, Num(1)):
            return simplify(other)
        case Op(sign, Num(a), Num(b)):
            return Num(a + b if sign == "+" else a * b)
        case Op(sign, left, right):
            new = Op(sign, simplify(left), simplify(right))
            return new if new == node else simplify(new)
        case _:
            return node


x = "x"
print(simplify(Op("+", Num(0), Op("*", x, Num(1)))))
print(simplify(Op("+", Op("*", Num(2), Num(3)), Op("*", x, Num(0)))))
print(simplify(Op("*", x, Op("+", x, Num(0)))))
match {"data": [{"id": 1, "tags": ["a", "b"]}, {"id": 2, "tags": []}]}:
    case {"data": [{"id": int(first), "tags": [tag, *_]}, *others]}:
        print(first, tag, len(others))
