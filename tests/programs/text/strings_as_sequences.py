"""Palindromes, anagrams, run lengths and other exercises with text."""

from itertools import groupby


def palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


def encode(text):
    return "".join(f"{len(list(group))}{letter}" for letter, group in groupby(text))


def decode(code):
    out, number = [], ""
    for c in code:
        if c.isdigit():
            number += c
        else:
            out.append(c * int(number))
            number = ""
    return "".join(out)


def caesar(text, k):
    return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in text)


print([palindrome(t) for t in ("Was it a car or a cat I saw?", "abc", "", "No lemon, no melon")])
print(encode("aaabccdddd"), decode(encode("aaabccdddd")), caesar("hello, world", 3), caesar(caesar("xyz", 3), -3))
print(sorted("listen") == sorted("silent"), {"".join(sorted(w)) for w in ("tea", "eat", "ate")}, " ".join(w[::-1] for w in "abc def".split()))
print("".join(c if i % 2 else c.upper() for i, c in enumerate("alternate")), max("the longest word here".split(), key=len), "a-b_c d".replace("-", " ").replace("_", " ").title().replace(" ", ""))
print(*(f"{n:>3}|{n:<4b}|{n:^5x}|" for n in (1, 10, 15)), sep="\n")
print("snake_case_name".split("_")[0] + "".join(p.title() for p in "snake_case_name".split("_")[1:]), "".join("_" + c.lower() if c.isupper() else c for c in "camelCaseName"))
