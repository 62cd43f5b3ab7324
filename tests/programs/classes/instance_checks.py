"""isinstance and issubclass follow the MRO, or what the metaclass says."""


class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 42

    def __subclasscheck__(cls, kind):
        return kind is int


class Answer(metaclass=Meta):
    pass


print(isinstance(42, Answer), isinstance(41, Answer), issubclass(int, Answer), issubclass(str, Answer))
print(isinstance(True, int), isinstance(1, (str, int)), isinstance(1, int | None), isinstance(None, int | None), issubclass(bool, int | str))
print(isinstance(int, type), isinstance(type, object), issubclass(type, object), isinstance(object, type))
print(type(5) is int, type(True) is int, type(type) is type)
for check in ("isinstance(1, 'int')", "issubclass(1, int)", "isinstance(1, list[int])", "issubclass(int, 5)"):
    try:
        print(eval(check))
    except TypeError as error:
        print(check, "->", error)
