"""close raises GeneratorExit inside, so that finally blocks run."""


def resource(name):
    print("open", name)
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("asked to exit", name)
        raise
    finally:
        print("close", name)


g = resource("a")
next(g)
print(g.close(), g.close(), list(g))

never_started = resource("b")
never_started.close()

h = resource("c")
next(h)
del h

for item in resource("d"):
    break


def stubborn():
    try:
        yield
    except GeneratorExit:
        yield "not yet"


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def last_word():
    try:
        yield 1
    except GeneratorExit:
        return "value"


w = last_word()
next(w)
print(w.close())
