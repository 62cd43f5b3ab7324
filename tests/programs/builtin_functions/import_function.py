"""__import__ is what the import statement calls; help, exit and quit are there too."""

m = __import__("math")
print(m.floor(2.7), __import__("collections.abc").__name__, __import__("collections.abc", fromlist=["Sized"]).__name__)
try:
    __import__("no_such_module")
except ModuleNotFoundError as error:
    print(error)
try:
    __import__("")
except ValueError as error:
    print(error)
print(callable(help), callable(exit), repr(exit)[:10])
try:
    exit(3)
except SystemExit as error:
    print("exit", error.code)
