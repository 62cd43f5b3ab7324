# label_exception_targets: RESUME knows whether exactly one handler is active at the yield.
def f(x):
    yield 1
    try: yield 2
    except E: yield 3
    yield from x
async def g(x):
    async with x as y:
        async for z in y: await z
    return [w async for w in x if await w]
h = lambda: (yield)
