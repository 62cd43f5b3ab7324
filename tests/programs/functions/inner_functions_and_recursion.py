"""Inner functions can call themselves, and one another."""


def collatz(n):
    steps = []

    def go(n):
        steps.append(n)
        if n != 1:
            go(n // 2 if n % 2 == 0 else 3 * n + 1)

    go(n)
    return steps


def flatten(tree):
    return [leaf for branch in tree for leaf in (flatten(branch) if isinstance(branch, list) else [branch])]


def subsets(items):
    if not items:
        return [[]]
    rest = subsets(items[1:])
    return rest + [[items[0], *subset] for subset in rest]


def change(amount, coins):
    if amount == 0:
        return 1
    if amount < 0 or not coins:
        return 0
    return change(amount - coins[0], coins) + change(amount, coins[1:])


print(collatz(6), flatten([1, [2, [3, []]], [[4]]]), subsets("abc"), change(50, (25, 10, 5, 1)))


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def power_set_size(n, memo={}):
    if n not in memo:
        memo[n] = 1 if n == 0 else 2 * power_set_size(n - 1)
    return memo[n]


print(gcd(1071, 462), power_set_size(64))
