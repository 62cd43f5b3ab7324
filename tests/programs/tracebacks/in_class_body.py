"""An error in a class body, with its own line in the traceback."""


class Settings:
    size = 10
    ratio = size / 0

    def never(self): ...
