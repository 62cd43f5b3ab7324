"""A future is a result to come; the loop calls callbacks in turn."""

import asyncio


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: print("callback", f.result()))
    loop.call_soon(print, "soon")
    loop.call_later(0.02, future.set_result, "later")
    loop.call_later(0.01, print, "in between")
    print("before")
    print(await future)
    await asyncio.sleep(0)
    broken = loop.create_future()
    broken.set_exception(KeyError("stored"))
    try:
        await broken
    except KeyError as error:
        print("KeyError", error, future.done(), repr(broken.exception()))
    try:
        future.set_result("again")
    except asyncio.InvalidStateError as error:
        print(error)
    task = asyncio.create_task(asyncio.sleep(0, 7), name="my task")
    print(task.get_name(), asyncio.current_task() is not task, len(asyncio.all_tasks()))
    print(await task)


asyncio.run(main())
