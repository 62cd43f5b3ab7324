"""re: finding, groups, named groups, anchors."""

import re

m = re.search(r"(\d+)-(\d+)", "call 555-1234 now")
print(m, m.group(), m.group(1, 2), m.groups(), m.start(), m.end(2), m.span(1), m[0], m.string[m.start() :], m.lastindex)
print(re.match(r"b", "abc"), re.fullmatch(r"\w+", "abc"), re.fullmatch(r"\w", "abc"), bool(re.match("", "x")))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)", "2024-05-06")
print(m.groupdict(), m["year"], m.lastgroup, m.expand(r"\2/\g<year>"), m.re.groupindex["month"])
print(re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"x*", "axb"), re.findall(r"(a)|b", "ab"))
print([m.span() for m in re.finditer(r"an", "banana")], re.match(r"(a)?(b)?", "b").groups(), re.match(r"(a)?b", "b").groups("none"))
print(re.findall(r"^\w+", "one two\nthree", re.M), re.findall(r"a.b", "a\nb", re.S), re.findall("A", "aA", re.I), re.search(r"\bcat\b", "concat cat").start())
print(re.match(r"(?x) \d +  # digits", "42").group(), re.compile(r"a+").pattern, re.compile("x", re.I | re.M).flags, re.escape("a.b*c"), re.compile("é").search("café").span())
for pattern in ("(", "[a", "*a", "a{2,1}", r"(?P<1>a)", r"\1", "(?<=a+)b", "(?P<a>x)(?P<a>y)", r"\q", "(?z)", "a**"):
    try:
        re.compile(pattern)
        print(pattern, "compiles")
    except re.error as error:
        print(pattern, "->", error)
