"""A producer and two consumers share a queue."""

import asyncio


async def producer(queue):
    for n in range(5):
        await queue.put(n)
        print("put", n, "size", queue.qsize())
    await queue.join()
    print("all handled")


async def consumer(name, queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0)
        print(name, "handled", item)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    workers = [asyncio.create_task(consumer(name, queue)) for name in "xy"]
    await producer(queue)
    for worker in workers:
        worker.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print(type(error).__name__)
    order = asyncio.PriorityQueue()
    for entry in ((3, "c"), (1, "a"), (2, "b")):
        order.put_nowait(entry)
    print([order.get_nowait() for _ in range(3)])


asyncio.run(main())
