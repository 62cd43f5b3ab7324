"""Literal, capture, wildcard and or-patterns."""


def describe(value):
    match value:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus one"
        case "yes" | "ja":
            return "agreement"
        case None | True | False:
            return f"singleton {value}"
        case 1.5 | 2j | b"raw":
            return "other literal"
        case 3 + 4j:
            return "complex"
        case int(n) if n > 1000:
            return f"huge {n}"
        case str() as text:
            return f"text {text!r}"
        case other:
            return f"something else {other!r}"


for value in (0, 2, -1, "ja", None, True, 1.0, 1.5, 2j, b"raw", 3 + 4j, 5000, 50, "word", [], 0.0, False):
    print(repr(value), "->", describe(value))
