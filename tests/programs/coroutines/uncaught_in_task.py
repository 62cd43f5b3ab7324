"""An exception in a task comes out of asyncio.run, with the await line in the traceback."""

import asyncio


async def fetch(n):
    await asyncio.sleep(0)
    return 10 / n


async def main():
    try:
        print(await fetch(5))
        await fetch(0)
    finally:
        print("main cleans up")


try:
    asyncio.run(main())
except ZeroDivisionError as error:
    trace, names = error.__traceback__, []
    while trace:
        if trace.tb_frame.f_code.co_filename == __file__:
            names.append((trace.tb_frame.f_code.co_name, trace.tb_lineno))
        trace = trace.tb_next
    print(names, error)
