"""What cannot be awaited, and a coroutine that nobody awaits."""

import asyncio


async def task():
    return 1


class BadAwait:
    def __await__(self):
        return 5


async def main():
    for thing in (5, None, [task], BadAwait()):
        try:
            await thing
        except TypeError as error:
            print(error)
    c = task()
    print(await c)
    try:
        await c
    except RuntimeError as error:
        print(error)
    try:
        for _ in task.__call__ and [1]:
            async for x in [1, 2]:
                pass
    except TypeError as error:
        print(error)
    try:
        async with 5:
            pass
    except TypeError as error:
        print(error)


asyncio.run(main())
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
except TypeError as error:
    print("TypeError:", error)


def not_async():
    unawaited = task()
    unawaited.close()
    print(type(unawaited).__name__)


not_async()
