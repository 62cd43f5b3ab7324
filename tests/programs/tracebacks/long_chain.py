"""Three errors in a row, linked in two different ways."""


class AppError(Exception):
    pass


def low():
    raise OSError(5, "disk on fire")


def middle():
    try:
        low()
    except OSError as error:
        raise AppError("cannot load") from error


def high():
    try:
        middle()
    except AppError:
        undefined_function()


high()
