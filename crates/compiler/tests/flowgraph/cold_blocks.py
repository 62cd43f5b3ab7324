# push_cold_blocks_to_end: handlers go last; one that runs on into warm code jumps there.
def f(x):
    for i in x:
        try:
            with i as j:
                g(j)
        except A:
            continue
        except C:
            h()
        finally:
            k()
    return x
