"""__set_name__ runs for each attribute in the order of the body, before __init_subclass__."""


class Tag:
    def __set_name__(self, owner, name):
        print("set_name", name)
        self.name = name


class Base:
    def __init_subclass__(cls):
        print("init_subclass", cls.__name__, [v.name for v in vars(cls).values() if isinstance(v, Tag)])


class Form(Base):
    second = Tag()
    first = Tag()
    second_again = second


Form.late = Tag()
print(hasattr(Form.late, "name"), Form.second.name)


class Fails:
    def __set_name__(self, owner, name):
        raise ValueError("refused")


try:
    class Broken:
        attribute = Fails()
except ValueError as error:
    print(error, error.__notes__)
