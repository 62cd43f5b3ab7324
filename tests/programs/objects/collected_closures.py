"""The collector leaves variables alone that living functions share with garbage."""

import gc
def check(n):
    done = False
    def wrapper():
        if n == 0:
            class A:
                def f(self): return done
        elif n == 1:
            class A:
                def f(self): nonlocal done; done = True
        elif n == 2:
            class A:
                def __del__(self): pass
                def f(self): return done
        elif n == 3:
            class A:
                x = done
        elif n == 4:
            def g(): return g, done
    wrapper()
    gc.collect()
    print(n, done)
for n in range(5): check(n)
