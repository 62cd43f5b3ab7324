"""find, index, count, startswith, endswith, replace and in."""

text = "banana bread"
print(text.find("an"), text.find("an", 2), text.find("an", 2, 4), text.rfind("an"), text.find("x"), text.find(""), text.find("", 99), text.rfind(""))
print(text.index("b"), text.rindex("b"), text.count("a"), text.count("ana"), text.count(""), text.count("a", -5))
print(text.startswith("ban"), text.startswith(("x", "b")), text.startswith("an", 1), text.endswith("d"), text.endswith(()), text.endswith("", 99), text.startswith(""))
print(text.replace("a", "A"), text.replace("a", "A", 2), text.replace("", "."), text.replace("an", ""), "aaa".replace("aa", "b"), "x".replace("", "-", 1), text.replace("a", "o", count=1))
print("prefix-word".removeprefix("prefix-"), "word.py".removesuffix(".py"), "word".removeprefix("x"), "nan" in text, "" in "")
for call in (lambda: text.index("q"), lambda: text.rindex("q"), lambda: text.startswith(5), lambda: text.find(5), lambda: text.count(), lambda: text.startswith(["a"])):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
