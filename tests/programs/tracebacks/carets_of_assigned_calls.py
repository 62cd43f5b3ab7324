"""A call that fills its statement has no carets if a name is bound, and has them for other targets."""

import traceback


class Box:
    pass


def boom(argument):
    raise ValueError(argument)


box, items = Box(), [0]


def name():
    x = boom(1)


def attribute():
    box.content = boom(2)


def item():
    items[0] = boom(3)


def two():
    x = y = boom(4)


def returned():
    return boom(5)


def method():
    x = box.__init__(boom(6))


for function in (name, attribute, item, two, returned, method):
    try:
        function()
    except ValueError as error:
        traceback.print_tb(error.__traceback__.tb_next, limit=1)
box.content = boom(7)
