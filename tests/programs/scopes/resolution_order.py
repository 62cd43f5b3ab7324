"""A name is looked for locally, in enclosing functions, in the module, in the built-ins."""

x = "module"
len_copy = len


def outer():
    x = "enclosing"

    def reader():
        return x

    def writer():
        x = "local"
        return x

    def module_reader():
        global x
        return x

    return reader(), writer(), module_reader()


print(outer(), x)
len = lambda items: "shadowed"
print(len([1, 2]))
del len
print(len([1, 2]))


class K:
    x = "class"

    def method(self):
        return x

    y = x


print(K().method(), K.y, K.x)


def parameter(x=x):
    return x


x = "changed"
print(parameter(), outer()[2])
try:
    print(undefined)
except NameError as error:
    print(error)
