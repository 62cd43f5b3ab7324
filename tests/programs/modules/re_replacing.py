"""re: substitution and splitting."""

import re

print(re.sub(r"\d", "#", "a1b2c3"), re.sub(r"\d", "#", "a1b2c3", count=2), re.subn(r"[aeiou]", "*", "education"))
print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<n>\d)", r"<\g<n>>", "a1"), re.sub(r"(a)", r"\g<1>0", "a"), re.sub("a", r"\n", "a") == "\n")
print(re.sub(r"\w+", lambda m: m.group().capitalize(), "the quick fox"), re.sub("", "-", "ab"), re.sub("x*", "-", "axb"), re.sub(r"(a)|b", r"[\1]", "ab"))
print(re.split(r"[,;]\s*", "a, b;c,d"), re.split(r"(-)", "1-2-3"), re.split(r"\W+", "a.b.", maxsplit=1), re.split("", "abc"), re.split(r"x*", "axbc"))
p = re.compile(r"(?P<key>\w+)=(?P<value>\w*)")
print({m["key"]: m["value"] for m in p.finditer("a=1 b= c=xyz")}, p.sub(r"\g<value>=\g<key>", "a=1 b=2"), p.groups, p.search("q=1", 1), p.match("xa=1", 1).span())
tokens = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d+)?)|(?P<name>[a-z]\w*)|(?P<op>[-+*/()=]))")
print([(m.lastgroup, m[m.lastgroup]) for m in tokens.finditer("x1 = 3.14*(y + 2)")])
for call in (lambda: re.sub("a", r"\2", "a"), lambda: re.sub("(a)", r"\g<b>", "a"), lambda: re.sub("a", 5, "a"), lambda: re.search("a", b"a"), lambda: re.search(5, "a"), lambda: re.match("(a)", "a").group(3), lambda: re.match("a", "a").group("x"), lambda: re.sub("a", r"\q", "a")):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
