# remove_redundant_nops_and_pairs: what is pushed and dropped vanishes, its line does not.
def f(x):
    (1,
     2)
    pass
    x or 1; 2
    if x:
        pass
    else:
        pass
    (y := 1)
    return
