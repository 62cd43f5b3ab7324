"""A string is a sequence of code points, lone surrogates included."""

s = "aé€😀"
print(len(s), [hex(ord(c)) for c in s], s[::-1], s[3], s.encode(), s.encode("utf-16-le"), s.encode("utf-32-be"))
lone = "x\ud83dy"
print(len(lone), ascii(lone), lone == "x\ud83dy", lone[1] == "\ud83d", "\ud83d\ude00" == "😀", len("\ud83d\ude00"))
try:
    lone.encode()
except UnicodeEncodeError as error:
    print(error, error.start, error.reason)
print(lone.encode("utf-8", "surrogatepass"), lone.encode("utf-8", "replace"), lone.encode("utf-8", "backslashreplace"), lone.encode("ascii", "xmlcharrefreplace"), lone.encode("utf-8", "ignore"))
print(b"a\xffb".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"), ascii(b"\xff".decode("utf-8", "surrogateescape")))
print("e\u0301" == "é", len("e\u0301"), sorted(["z", "é", "e", "Z"]), "é" > "z", max("a😀\uffff") == "😀")
import unicodedata

print(unicodedata.normalize("NFC", "e\u0301") == "é", unicodedata.name("€"), unicodedata.lookup("GREEK SMALL LETTER PI"), unicodedata.category("A"))
ünïcode_näme = "identifiers may have accents"
print(ünïcode_näme, "ﬁ" == "fi", eval("ﬁ", {"fi": "normalised"}))
