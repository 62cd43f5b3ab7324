"""Primes, divisors, digits and other exercises with integers."""


def sieve(n):
    marks = bytearray([1]) * (n + 1)
    marks[:2] = b"\0\0"
    for i in range(2, int(n**0.5) + 1):
        if marks[i]:
            marks[i * i :: i] = bytes(len(range(i * i, n + 1, i)))
    return [i for i, mark in enumerate(marks) if mark]


def factors(n):
    d, found = 2, []
    while d * d <= n:
        while n % d == 0:
            found.append(d)
            n //= d
        d += 1
    return found + [n] * (n > 1)


def extended_gcd(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - a // b * y


def to_base(n, base):
    digits = ""
    while n:
        n, d = divmod(n, base)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[d] + digits
    return digits or "0"


print(sieve(60), len(sieve(10000)), factors(360), factors(600851475143), factors(97))
print(extended_gcd(240, 46), to_base(255, 2), to_base(10**18, 36), int(to_base(12345, 7), 7))
print([n for n in range(1, 1000) if n == sum(d for d in range(1, n) if n % d == 0)], [n for n in range(100, 1000) if n == sum(int(c) ** 3 for c in str(n))])
print(pow(2, 1000, 10**9 + 7), sum(map(int, str(2**500))), (10**20 + 39) % 97, pow(5, 117, 19), 0xFF ^ 0b1010)


def is_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        if n in (a,):
            return True
        x = pow(a, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


print([n for n in range(10**12, 10**12 + 100) if is_prime(n)], is_prime(2**61 - 1), is_prime(2**67 - 1))
