"""pass does nothing; so does a bare expression such as three dots."""


def later(): ...


class Empty:
    pass


print(later(), Empty.__name__, ..., type(...).__name__)
if True:
    pass
    "a string as a statement"
    42
print("still here")
