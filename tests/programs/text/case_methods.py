"""Upper, lower, title and their relatives."""

text = "hello WORLD it's straße"
print(text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold(), sep="\n")
print("ǆ".title(), "ß".upper(), "İ".lower() == "i̇", "Σας".lower(), "ΑΣ".lower(), "ﬁ".upper(), "ŉ".upper())
print("abc".isupper(), "ABC1".isupper(), "Abc".istitle(), "abc".islower(), "1".islower(), "A B".istitle())
print("straße".casefold() == "STRASSE".casefold(), "x" < "X", "é".upper(), "a1b".title(), "they're".title())
