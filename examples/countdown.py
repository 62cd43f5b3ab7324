# A generator: a function that can be left in the middle and entered again.
#
# Look at the first instructions: RETURN_GENERATOR ends the call at once, with nothing done yet. YIELD_VALUE
# leaves, RESUME is where the next `next()` comes back in. `yield from` is a small loop around SEND.


def countdown(n):
    while n > 0:
        yield n
        n -= 1


def twice(n):
    yield from countdown(n)
    yield "again"
    yield from countdown(n)


for step in twice(3):
    print(step)
