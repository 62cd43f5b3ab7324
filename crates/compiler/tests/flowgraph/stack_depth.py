# calculate_stackdepth, exception table depths: handlers start as deep as their SETUP says.
def f(a):
    for i in a:
        for j in i:
            with i, j:
                try: g(1, 2, *a, k=[x for x in a for y in x])
                except: return (i, j, a[i:j], f"{i!r:{j}}")
class C[T: int]:
    def m(self): return super().m(__class__)
    x = [T for T in (1, 2)]
