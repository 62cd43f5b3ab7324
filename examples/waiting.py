# async: functions that hand over while they wait.
#
# `await` is the same small loop as `yield from`: SEND asks the other side to go on, YIELD_VALUE passes on
# what it is waiting for. `async for` asks for each item in that way.

import asyncio


async def ticks(count):
    for number in range(count):
        await asyncio.sleep(0)
        yield number


async def collect(name):
    async for number in ticks(2):
        print(name, number)
    return name


async def main():
    print(await asyncio.gather(collect("one"), collect("two")))


asyncio.run(main())
