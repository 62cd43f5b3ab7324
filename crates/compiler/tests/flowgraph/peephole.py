# optimize_basic_block: pairs of instructions that are one.
def f(a):
    a = a = 1
    if not (a == 1): print(not not a)
    if a in b: g(a is b)
    return bool(not a < b) if a < b < c else (a and not a)
