"""What is said when an object is no context manager, or fails to become one."""


class OnlyEnter:
    def __enter__(self):
        return self


class FailsToEnter:
    def __enter__(self):
        raise RuntimeError("door is locked")

    def __exit__(self, *details):
        print("never called")


class FailsToExit:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        raise KeyError("lost") from error


for manager in (5, OnlyEnter(), FailsToEnter(), FailsToExit()):
    try:
        with manager:
            print("body of", type(manager).__name__)
    except Exception as error:
        print(type(error).__name__, error)
