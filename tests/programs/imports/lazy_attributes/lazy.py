present = "here"


def __getattr__(name):
    if name.startswith("computed_"):
        print("computing", name)
        return name.removeprefix("computed_")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return ["present", "computed_anything"]
