"""throw raises an exception at the yield; the generator may handle it."""


def worker():
    while True:
        try:
            item = yield "waiting"
            print("got", item)
        except ValueError as error:
            print("handled", error)
        finally:
            print("round over")


g = worker()
print(next(g))
print(g.send(1))
print(g.throw(ValueError("bad")))
try:
    g.throw(KeyError("unhandled"))
except KeyError as error:
    print("came back", error)
print(list(g))

unstarted = worker()
try:
    unstarted.throw(RuntimeError("at once"))
except RuntimeError as error:
    print(error)
try:
    worker().throw(5)
except TypeError as error:
    print(error)


def returns():
    try:
        yield 1
    except ValueError:
        return "value of return"


r = returns()
next(r)
try:
    r.throw(ValueError)
except StopIteration as stop:
    print(stop.value)
