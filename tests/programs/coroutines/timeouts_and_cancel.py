"""wait_for gives up after a while; cancel raises CancelledError inside the task."""

import asyncio


async def slow():
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        print("slow was cancelled")
        raise
    finally:
        print("slow cleans up")


async def main():
    try:
        await asyncio.wait_for(slow(), timeout=0.01)
    except TimeoutError as error:
        print("timeout", repr(error))
    task = asyncio.create_task(slow())
    await asyncio.sleep(0)
    print(task.cancel(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.cancelled(), task.done())
    try:
        async with asyncio.timeout(0.01):
            await slow()
    except TimeoutError:
        print("timeout block")
    print(await asyncio.wait_for(asyncio.sleep(0, "in time"), 1))
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(0)), late := asyncio.create_task(asyncio.sleep(9))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    late.cancel()


asyncio.run(main())
