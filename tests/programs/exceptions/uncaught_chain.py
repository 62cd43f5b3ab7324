"""An uncaught chain of exceptions, with both kinds of link in the traceback."""


def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"cannot parse {text!r}") from error


def load():
    try:
        parse("twelve")
    except RuntimeError:
        settings = {}
        return settings["default"]


load()
