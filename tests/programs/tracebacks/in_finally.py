"""A finally block runs before the traceback is printed, and can make things worse."""


def work():
    try:
        int("not a number")
    finally:
        print("cleaning up")
        [].pop()


work()
