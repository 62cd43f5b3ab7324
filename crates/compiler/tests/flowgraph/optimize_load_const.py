# optimize_load_const: what a constant decides is decided; comparisons with None have their own jumps.
if 0 and x: y = 1
if 1 or x: y = 1
while not 0:
    if x is None: continue
    if x is not None or y: break
y = 0 if x is None else 1
z = not 1
assert 0, 1
