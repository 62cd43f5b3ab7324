# with: leaving a block properly, whatever happens in it.
#
# Look for the call with three times None: the exit when all went well. The exit after an exception
# (WITH_EXCEPT_START) stands at the end, where only the exception table leads.


class Log:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, value, traceback):
        print("leave", self.name, kind)
        return True


with Log("outer"), Log("inner") as log:
    print("inside", log.name)
    raise RuntimeError("caught by the inner one")
