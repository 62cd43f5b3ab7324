"""send gives a value to the yield that waits."""


def average():
    total = count = 0
    value = yield "ready"
    while value is not None:
        total += value
        count += 1
        value = yield total / count
    return "no more"


g = average()
print(next(g))
print(g.send(10), g.send(20), g.send(60))
try:
    g.send(None)
except StopIteration as stop:
    print(stop.value)

fresh = average()
try:
    fresh.send("too early")
except TypeError as error:
    print(error)


def echo():
    received = []
    while True:
        received.append((yield list(received)))


e = echo()
next(e)
print(e.send("a"), e.send("b"), next(e))
