"""Shielding, suppressing and collecting failures of tasks."""

import asyncio
from contextlib import asynccontextmanager, suppress


@asynccontextmanager
async def connection(name):
    print("connect", name)
    try:
        yield name
    finally:
        print("disconnect", name)


async def important():
    await asyncio.sleep(0)
    print("important work finished")
    return "kept"


async def main():
    async with connection("db") as db:
        print("using", db)
    inner = asyncio.create_task(important())
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 5))
    await asyncio.sleep(0)
    outer.cancel()
    with suppress(asyncio.CancelledError):
        await outer
    print(await inner)
    results = await asyncio.gather(*(asyncio.sleep(0, n) for n in range(4)))
    print(sum(results))


asyncio.run(main())
