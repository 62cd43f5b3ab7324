"""The asynchronous protocols: __aiter__, __anext__, __aenter__, __aexit__."""

import asyncio


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.n -= 1
        return self.n


class Lease:
    async def __aenter__(self):
        print("enter")
        return "leased"

    async def __aexit__(self, kind, error, trace):
        print("exit", kind.__name__ if kind else None)
        return kind is KeyError


async def main():
    async for n in Countdown(3):
        print(n)
    else:
        print("counted down")
    async with Lease() as value:
        print(value)
    async with Lease(), Lease():
        raise KeyError("swallowed")
    print([n async for n in Countdown(4) if n % 2], {n: n * n async for n in Countdown(2)}, {n async for n in Countdown(1)})
    print([await asyncio.sleep(0, n) for n in range(3)])
    print(await anext(Countdown(2)), await anext(Countdown(0), "default"))


asyncio.run(main())
