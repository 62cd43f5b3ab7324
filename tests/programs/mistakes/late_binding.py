"""Functions made in a loop see the loop variable's last value."""

greet = [lambda: f"hello {name}" for name in ("Ada", "Bob")]
print([g() for g in greet])
greet = [lambda name=name: f"hello {name}" for name in ("Ada", "Bob")]
print([g() for g in greet])
functions = {}
for n in range(3):
    def power(x):
        return x**n

    functions[n] = power
print([functions[k](2) for k in functions])
n = 10
print(functions[0](2))
