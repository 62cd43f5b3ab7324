"""Several statements on a line, and one statement over several lines."""

x = 1; y = 2; print(x + y)
if x: print("one line"); print("same suite")
for n in range(2): print(n, end=" "); print()
total = (1 +
         2 +
         3)
longer = 1 + \
    2
text = ("joined "
        "by brackets")
print(total, longer, text)
class A: pass; z = 5
def f(): return A.z; print("unreachable")
print(f())
while x < 3: x += 1
else: print("else", x)
try: 1 / 0
except ZeroDivisionError: print("caught")
finally: print("done")
