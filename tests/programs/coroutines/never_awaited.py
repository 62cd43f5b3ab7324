"""Forgetting await gives a warning when the coroutine is thrown away."""


async def work():
    print("never printed")


def main():
    work()
    print("work was called, but did not run")


main()
