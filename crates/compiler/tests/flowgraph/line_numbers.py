# resolve_line_numbers, inline_small_or_no_lineno_blocks: exits without a line are copied for each way there.
def f(x):
    try:
        if x:
            return 1
        for y in x:
            if y: return
            if x: break
        else:
            return g(x)
    finally:
        if x: h()
def k(x):
    with x:
        if x:
            return
        elif y:
            raise z
    while x:
        with y, z:
            continue
