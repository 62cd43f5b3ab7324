"""Augmented assignment changes a list in place, but makes a new tuple."""

numbers = [1, 2]
alias = numbers
numbers += [3]
print(numbers, alias, numbers is alias)

pair = (1, 2)
other = pair
pair += (3,)
print(pair, other, pair is other)

n = 7
n -= 2
n *= 3
n //= 2
n **= 2
n %= 30
n <<= 3
n >>= 1
n |= 1
n &= 0b1111
n ^= 0b0101
print(n)

x = 9
x /= 4
print(x)

table = {"count": 0}
for _ in range(3):
    table["count"] += 1
print(table)

text = "ab"
text *= 3
print(text)
