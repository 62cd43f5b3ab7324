# Recursion: a function that calls itself.
#
# Look at how `fib` is found by name each time it is called (LOAD_GLOBAL), while `n` sits in a numbered slot
# of the frame (LOAD_FAST): locals are fast, globals are looked up.


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


print([fib(n) for n in range(10)])
