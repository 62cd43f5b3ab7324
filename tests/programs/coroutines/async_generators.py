"""An async generator can await between its yields; asend, athrow and aclose drive it."""

import asyncio


async def ticker(n):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            got = yield i
            if got:
                print("got", got)
    finally:
        print("cleanup", n)


async def main():
    print([x async for x in ticker(3)])
    g = ticker(5)
    print(type(g).__name__, await anext(g), await g.asend("hello"))
    try:
        await g.athrow(ValueError("in"))
    except ValueError as error:
        print("out", error)
    h = ticker(2)
    await h.__anext__()
    await h.aclose()
    print([x async for x in h])
    squares = (x * x async for x in ticker(2))
    print(type(squares).__name__, [x async for x in squares])
    try:
        await ticker(1).asend(5)
    except TypeError as error:
        print(error)


asyncio.run(main())
