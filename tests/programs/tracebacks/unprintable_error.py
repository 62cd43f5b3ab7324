"""An exception whose str fails is still shown."""


class Broken(Exception):
    def __str__(self):
        raise ValueError("no text")


raise Broken("hidden")
