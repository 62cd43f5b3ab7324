"""An ExceptionGroup carries several exceptions and can be split by type."""

group = ExceptionGroup(
    "several",
    [ValueError("a"), TypeError("b"), ExceptionGroup("inner", [ValueError("c"), KeyError("d")])],
)
print(repr(group))
print(group.message, len(group.exceptions), str(group))
print(repr(group.subgroup(ValueError)))
match, rest = group.split(lambda error: "c" in str(error))
print(repr(match), "|", repr(rest))
print(group.subgroup(OSError))
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [KeyboardInterrupt()])).__name__)
for arguments in (("no list", 5), ("empty", []), ("wrong", [1]), (5, [ValueError()])):
    try:
        ExceptionGroup(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    ExceptionGroup("x", [KeyboardInterrupt()])
except TypeError as error:
    print(error)
