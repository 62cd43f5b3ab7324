"""A data descriptor beats the instance, a non-data descriptor does not."""


class Data:
    def __set_name__(self, owner, name):
        print("named", name, "in", owner.__name__)
        self.name = "_" + name

    def __get__(self, instance, owner):
        if instance is None:
            return f"seen from {owner.__name__}"
        return getattr(instance, self.name, "unset")

    def __set__(self, instance, value):
        print("set", value)
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        print("deleted")


class NonData:
    def __get__(self, instance, owner):
        return "from the descriptor"


class Owner:
    data = Data()
    plain = NonData()


o = Owner()
print(Owner.data, o.data)
o.data = 5
o.__dict__["data"] = "hidden"
print(o.data, vars(o))
del o.data
print(o.plain)
o.plain = "mine"
print(o.plain, Owner.plain)
