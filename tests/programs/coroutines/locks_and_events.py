"""Lock, Event, Semaphore and Condition order the tasks that share them."""

import asyncio


async def main():
    lock, event, semaphore = asyncio.Lock(), asyncio.Event(), asyncio.Semaphore(2)

    async def critical(name):
        async with lock:
            print(name, "in")
            await asyncio.sleep(0)
            print(name, "out")

    async def waiter(name):
        print(name, "waits")
        await event.wait()
        print(name, "goes")

    async def limited(name):
        async with semaphore:
            print(name, "has a place")
            await asyncio.sleep(0)

    await asyncio.gather(critical("a"), critical("b"))
    tasks = [asyncio.create_task(waiter(name)) for name in "cd"]
    await asyncio.sleep(0)
    print("event set?", event.is_set())
    event.set()
    await asyncio.gather(*tasks)
    await asyncio.gather(*(limited(name) for name in "efg"))
    print(lock.locked(), semaphore.locked())
    try:
        lock.release()
    except RuntimeError as error:
        print(error)
    condition = asyncio.Condition()
    ready = []

    async def consumer():
        async with condition:
            await condition.wait_for(lambda: ready)
            print("consumed", ready.pop())

    task = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    async with condition:
        ready.append("x")
        condition.notify_all()
    await task


asyncio.run(main())
