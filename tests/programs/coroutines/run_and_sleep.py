"""asyncio.run drives one coroutine to its end; sleep lets others go first."""

import asyncio


async def say(text, delay):
    await asyncio.sleep(delay)
    print(text)
    return text.upper()


async def main():
    print(await say("first", 0.01))
    task = asyncio.create_task(say("in the background", 0))
    print("task made", task.done())
    await asyncio.sleep(0.02)
    print("task done", task.done(), task.result())
    return "main result"


print(asyncio.run(main()))


async def nested():
    try:
        asyncio.run(main())
    except RuntimeError as error:
        print(error)


import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    asyncio.run(nested())
