"""raise takes a class or an instance, re-raises, or complains."""


def attempt(action):
    try:
        action()
    except BaseException as error:
        print(type(error).__name__, error.args)


def bare():
    raise


def text():
    raise "a string"


def klass():
    raise ValueError


def instance():
    raise ValueError("with", "data")


def again():
    try:
        {}[1]
    except KeyError:
        raise


def not_an_exception():
    raise int


for action in (bare, text, klass, instance, again, not_an_exception):
    attempt(action)

try:
    try:
        1 / 0
    except "not a class":
        pass
except TypeError as error:
    print(error)
