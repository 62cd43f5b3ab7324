"""KeyboardInterrupt is no Exception; uncaught it ends the program its own way."""

try:
    try:
        raise KeyboardInterrupt
    except Exception:
        print("never")
except BaseException as error:
    print(type(error).__name__, isinstance(error, Exception))
try:
    raise GeneratorExit
except BaseException as error:
    print(repr(error))
raise SystemExit(3)
