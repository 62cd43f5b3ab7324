# A closure: a function that remembers a variable of the function that made it.
#
# Look for MAKE_CELL in `make_counter` and COPY_FREE_VARS in `increment`. Both functions share one cell, and
# LOAD_DEREF and STORE_DEREF reach through it; that is why `nonlocal` can change a variable elsewhere.


def make_counter(start=0):
    count = start

    def increment(step=1):
        nonlocal count
        count += step
        return count

    return increment


tick = make_counter(10)
tick()
print(tick(5))
