# swaptimize, apply_static_swaps: captures of or-patterns; swapped locals need no SWAP, globals do.
def f(p):
    match p:
        case [a, b, (c, d) | {0: c, 1: d}] | (c, d, b, a):
            return a
        case {"x": x, "y": [y, *z]} | [z, x, y]:
            return x
def g():
    a, b = b, a
    a, a = b, b
    a, b, c = c, a, b
    (a,
     b) = b, a
    [y := x for x in z]
x, y = y, x
