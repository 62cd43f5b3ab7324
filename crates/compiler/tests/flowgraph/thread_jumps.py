# optimize_basic_block: jumps to jumps; inside try they lose their handler (a hole in the exception table).
def f(x, y):
    try:
        while x:
            if y:
                if x:
                    continue
                else:
                    g()
            elif z:
                break
        return x or y or z
    except E:
        pass
