# insert_superinstructions: greedy from the left; closures never fuse, nor locals beyond the 16th, nor lines.
def f(a, b, c):
    g(a, b, c)
    a = b; c = a
    g(a,
      b, c)
    a = b = c = 0
    return lambda: (a, b)
def g():
    a = b = c = d = e = f = g = h = i = j = k = l = m = n = o = p = q = 0
    return o, p, q, p, o
