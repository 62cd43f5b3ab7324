"""itertools: products, permutations, combinations, groups and the rest."""

from itertools import batched, combinations, combinations_with_replacement, compress, filterfalse, groupby, pairwise, permutations, product, starmap, tee, zip_longest

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", "")))
print(["".join(p) for p in permutations("abc")], list(permutations([1, 2, 3], 2))[:3], list(permutations([1], 2)))
print(["".join(c) for c in combinations("abcd", 2)], list(combinations_with_replacement("ab", 2)), list(combinations("ab", 0)))
print([(key, list(group)) for key, group in groupby("aabccc")], {k: len(list(g)) for k, g in groupby([1, 3, 5, 2, 4, 7], key=lambda n: n % 2)})
print(list(compress("abcd", [1, 0, True, ""])), list(filterfalse(str.isdigit, "a1b2")), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abcd")), list(pairwise("a")))
print(list(zip_longest("abc", [1], fillvalue="-")), list(batched("abcdefg", 3)), list(zip_longest()))
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a))
groups = groupby("aab")
key, group = next(groups)
next(groups)
print(key, list(group))
for call in (lambda: list(batched("abc", 0)), lambda: list(batched("abc", 2, strict=True)), lambda: combinations("a", -1), lambda: product("a", repeat=-1), lambda: permutations(5), lambda: tee([], -1)):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
