"""The else of a loop runs when the loop was not left by break."""


def smallest_factor(n):
    factor = 2
    while factor * factor <= n:
        if n % factor == 0:
            break
        factor += 1
    else:
        return f"{n} is prime"
    return f"{n} is divisible by {factor}"


for n in (15, 17, 49, 97):
    print(smallest_factor(n))

countdown = 3
while countdown:
    countdown -= 1
    if countdown == 1:
        continue
    print("at", countdown)
else:
    print("done")
