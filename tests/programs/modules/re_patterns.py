"""re: greed, lookaround, classes, backreferences, conditionals."""

import re

print(re.findall(r"<.+>", "<a><b>"), re.findall(r"<.+?>", "<a><b>"), re.findall(r"a{2,3}", "aaaaa"), re.findall(r"a{2,3}?", "aaaaa"), re.findall(r"a{,2}b", "aaab"))
print(re.findall(r"\w+(?=!)", "hey! you wow!"), re.findall(r"\d(?!\d)", "12 3"), re.findall(r"(?<=\$)\d+", "$5 6 $7"), re.findall(r"(?<!a)b", "ab cb b"))
print(re.findall(r"(\w)\1", "aabbcd"), re.search(r"(?P<q>['\"]).*?(?P=q)", "say 'hi' \"yo\"").group(), re.findall(r"(?:ab)+", "ababab ab"), re.sub(r"(?i)HELLO", "bye", "Hello"))
print(re.findall(r"[^aeiou\s]+", "hello world"), re.findall(r"[a-c\d\-]", "a-5z"), re.findall(r"[]x]", "a]x"), re.findall(r"\D+|\S", "a1 b"), re.findall(r"[\w.]+@[\w.]+", "me@x.org, you@y.com"))
print(re.match(r"(<)?\w+(?(1)>|$)", "<tag>").group(), re.match(r"(<)?\w+(?(1)>|$)", "<tag"), re.findall(r"a|ab", "ab"), re.findall(r"\Aab|b\Z", "abb"), re.findall(r"\Bo", "foo o"))
print(re.findall(r"a++b", "aaab"), re.search(r"(?>a+)ab", "aaab"), re.findall(r"\s", "a b\tc\u00a0d"), re.findall(r"\w", "é_1-", re.A), re.findall(rb"\w+", b"ab cd"), re.findall(r"(?s:.)b", "\nb"), re.findall(r"x(?-i:Y)", "XY xy", re.I))
roman = re.compile(r"^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
print([bool(roman.match(t)) for t in ("MCMXCIV", "IIII", "XLII", "VX")])
print(re.findall(r"((a)(b)?)+", "abaab"), re.match(r"(a|b)*", "abab").group(1), re.match(r"((a)|b)*", "ab").groups(), re.findall(r"(?=(\d\d))", "1234"))
