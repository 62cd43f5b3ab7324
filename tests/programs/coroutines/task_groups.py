"""A TaskGroup waits for all its tasks, and cancels the rest when one fails."""

import asyncio


async def work(name, steps, fail=False):
    try:
        for _ in range(steps):
            await asyncio.sleep(0)
        if fail:
            raise ValueError(name)
        print(name, "finished")
        return name
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise


async def main():
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work("a", 2))
        b = group.create_task(work("b", 1))
    print(a.result(), b.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work("slow", 10))
            group.create_task(work("bad", 1, fail=True))
    except* ValueError as errors:
        print(repr(errors.exceptions))


asyncio.run(main())
