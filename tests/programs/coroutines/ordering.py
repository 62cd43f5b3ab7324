"""The order in which ready tasks run is fixed: first come, first served."""

import asyncio

log = []


async def worker(name, pauses):
    for n in range(pauses):
        log.append(f"{name}{n}")
        await asyncio.sleep(0)


async def sleeper(name, seconds):
    await asyncio.sleep(seconds)
    log.append(name)


async def main():
    await asyncio.gather(worker("a", 3), worker("b", 2), worker("c", 1))
    await asyncio.gather(sleeper("slow", 0.03), sleeper("fast", 0.01), sleeper("middle", 0.02))
    for finished in asyncio.as_completed([asyncio.sleep(0.02, "second"), asyncio.sleep(0.01, "first")]):
        log.append(await finished)


asyncio.run(main())
print(*log)
