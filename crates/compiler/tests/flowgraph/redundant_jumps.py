# remove_redundant_nops_and_jumps: a conditional jump to the next instruction stays.
def f(x):
    if x: pass
    for y in x: pass
    while x:
        if y: pass
    try: pass
    except: pass
