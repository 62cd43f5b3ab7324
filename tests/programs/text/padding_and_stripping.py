"""center, ljust, rjust, zfill, strip, expandtabs, translate."""

print(f"[{'ab'.center(7)}] [{'ab'.center(6, '*')}] [{'abc'.center(6, '*')}] [{'ab'.ljust(5, '.')}] [{'ab'.rjust(5)}] [{'abcdef'.center(3)}]")
print("42".zfill(5), "-42".zfill(5), "+x".zfill(4), "".zfill(2), "--1".zfill(5))
print(["  x ".strip(), "  x ".lstrip(), "  x ".rstrip(), "xxaxbxx".strip("x"), "abcba".strip("ab"), "\t\n\u3000y\x1c".strip(), "www.x.com".lstrip("w.")])
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "\t|".expandtabs(0), "ab\n\tc".expandtabs(3))
table = str.maketrans("abc", "xyz", "d")
print("abcd".translate(table), "abc".translate({97: None, 98: "BB", 99: 67}), str.maketrans({"a": 1, "b": "two"}), "é".translate({233: "e"}))
for call in (lambda: "a".center("x"), lambda: "a".ljust(5, "ab"), lambda: str.maketrans("ab", "c"), lambda: "a".strip(5), lambda: str.maketrans(5)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
