"""A traceback keeps the variables of the frames that the exception left, and lets them go when it goes."""

import sys
import traceback
import weakref


class Thing:
    pass


references = []


def inner(argument):
    thing = Thing()
    references.append(weakref.ref(thing))
    number = argument * 2
    raise ValueError(number)


def outer():
    text = "outer"
    return inner(21), text


def variables(error):
    tb = error.__traceback__
    while tb is not None:
        if tb.tb_frame.f_code.co_name != "<module>":
            print(tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals), tb.tb_lineno)
        tb = tb.tb_next


try:
    outer()
except ValueError as error:
    variables(error)
    print("alive in the handler:", references[-1]() is not None)
print("alive after it:", references[-1]() is not None)

kept = None
try:
    outer()
except ValueError as error:
    kept = error
print("alive while the exception is kept:", references[-1]() is not None)
print(kept.__traceback__.tb_next.tb_next.tb_frame.f_locals["number"])
traceback.clear_frames(kept.__traceback__)
print("alive when the frames are cleared:", references[-1]() is not None)
kept = None


def handling():
    local = "here"
    try:
        inner(1)
    except ValueError as error:
        return sorted(error.__traceback__.tb_frame.f_locals), local


print(handling(), references[-1]() is not None)


def generator():
    held = Thing()
    references.append(weakref.ref(held))
    yield 1
    raise KeyError("end")


try:
    list(generator())
except KeyError as error:
    variables(error)
    print(references[-1]() is not None)
print(references[-1]() is not None)
