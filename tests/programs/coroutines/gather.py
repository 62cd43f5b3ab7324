"""gather runs coroutines side by side and keeps the order of the results."""

import asyncio


async def work(name, steps, fail=False):
    for step in range(steps):
        print(name, step)
        await asyncio.sleep(0)
    if fail:
        raise ValueError(name)
    return f"{name} done"


async def main():
    print(await asyncio.gather(work("a", 3), work("b", 1), work("c", 2)))
    print(await asyncio.gather(work("d", 1, fail=True), work("e", 2), return_exceptions=True))
    try:
        await asyncio.gather(work("f", 1, fail=True), work("g", 3))
    except ValueError as error:
        print("raised", error)
    print(await asyncio.gather())


asyncio.run(main())
