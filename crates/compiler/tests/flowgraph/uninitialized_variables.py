# add_checks_for_loads_of_uninitialized_variables: deleted locals, locals in handlers, loops, comprehensions.
def f(a, b):
    if a: c = 1
    c
    del c
    try:
        d = g()
        e = d
    except E as e:
        d, e
    finally:
        d
    for x in a: y = x
    return x, y, [x for x in y], x
