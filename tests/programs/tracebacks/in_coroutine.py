"""The traceback of an awaited coroutine shows every await on the way."""


class Now:
    def __await__(self):
        return 1
        yield


async def leaf(n):
    await Now()
    return 10 // n


async def branch(n):
    return await leaf(n) + 1


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(drive(branch(5)))
print(drive(branch(0)))
