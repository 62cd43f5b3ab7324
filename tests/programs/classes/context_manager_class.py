"""A transaction as a context manager: it commits, or rolls back."""


class Store:
    def __init__(self):
        self.data = {"a": 1}

    def __enter__(self):
        self.backup = dict(self.data)
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            print("commit", self.data)
        else:
            self.data = self.backup
            print("rollback because of", repr(error), trace.tb_lineno > 0)
        return kind is ValueError


store = Store()
with store as s:
    s.data["b"] = 2
with store as s:
    s.data.clear()
    raise ValueError("no good")
print(store.data)
try:
    with store:
        store.data["c"] = 3
        store.data["missing"]
except KeyError as error:
    print("KeyError went through", error, store.data)
