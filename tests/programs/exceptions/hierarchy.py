"""The tree of built-in exceptions, from the root down."""


def tree(kind, depth=0):
    if kind.__module__ != "builtins":
        return
    print("  " * depth + kind.__name__)
    for child in sorted(kind.__subclasses__(), key=lambda c: c.__name__):
        tree(child, depth + 1)


tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError)
