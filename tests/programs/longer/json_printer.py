"""A JSON reader and pretty printer written by hand, compared with the json module."""

import json


class JsonError(ValueError):
    def __init__(self, message, text, position):
        line = text.count("\n", 0, position) + 1
        column = position - (text.rfind("\n", 0, position) + 1) + 1
        super().__init__(f"{message}, line {line}, column {column}")


class Reader:
    ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "/": "/", "\\": "\\", '"': '"'}
    WORDS = {"true": True, "false": False, "null": None}

    def __init__(self, text):
        self.text, self.at = text, 0

    def read(self):
        value = self.value()
        self.blanks()
        if self.at < len(self.text):
            self.fail("something after the value")
        return value

    def fail(self, message):
        raise JsonError(message, self.text, self.at)

    def blanks(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def peek(self):
        self.blanks()
        return self.text[self.at] if self.at < len(self.text) else ""

    def accept(self, char):
        if self.peek() == char:
            self.at += 1
            return True
        return False

    def value(self):
        match self.peek():
            case "{":
                return dict(self.members("{", "}", self.pair))
            case "[":
                return list(self.members("[", "]", self.value))
            case '"':
                return self.string()
            case char if char and char in "-0123456789":
                return self.number()
            case "":
                self.fail("the text ends where a value should be")
        for word, value in self.WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        self.fail(f"unexpected {self.text[self.at]!r}")

    def members(self, opening, closing, member):
        self.accept(opening)
        if self.accept(closing):
            return
        while True:
            yield member()
            if self.accept(closing):
                return
            if not self.accept(","):
                self.fail(f"expected ',' or {closing!r}")

    def pair(self):
        if self.peek() != '"':
            self.fail("a name must be text")
        name = self.string()
        if not self.accept(":"):
            self.fail("expected ':'")
        return name, self.value()

    def string(self):
        parts = []
        self.at += 1
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == '"':
                return "".join(parts)
            if char == "\\":
                parts.append(self.escape())
            elif char < " ":
                self.at -= 1
                self.fail("control character in text")
            else:
                parts.append(char)
        self.fail("text without an end")

    def escape(self):
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char == "u":
            digits = self.text[self.at : self.at + 4]
            self.at += 4
            return chr(int(digits, 16))
        if char not in self.ESCAPES:
            self.fail(f"unknown escape {char!r}")
        return self.ESCAPES[char]

    def number(self):
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.0123456789eE":
            self.at += 1
        text = self.text[start : self.at]
        return int(text) if text.lstrip("-").isdigit() else float(text)


def pretty(value, width=40, depth=0):
    """As one line if it fits, else one member a line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + 2 * depth <= width or not isinstance(value, (list, dict)):
        return flat
    pad, end = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        lines = [f"{pad}{json.dumps(k, ensure_ascii=False)}: {pretty(v, width, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{end}}}"
    return "[\n" + ",\n".join(pad + pretty(v, width, depth + 1) for v in value) + f"\n{end}]"


text = """
{"name": "Widget \\u00e9 \\"x\\"", "tags": ["a", "b", "c"], "sizes": [1, -2.5, 3e2, 0],
 "nested": {"deep": {"deeper": [[], {}, [null, true, false]]}, "long": "a rather long piece of text, longer than a line"},
 "empty": {}, "list": [{"id": 1, "ok": true}, {"id": 2, "ok": false}]}
"""
value = Reader(text).read()
print(value == json.loads(text))
print(pretty(value))
print(pretty(value, 100))
print(json.loads(pretty(value)) == value)
for bad in ("", "{", "[1 2]", '{"a" 1}', "{a: 1}", '"abc', '"\\q"', "[1,\n  tru]", "[] []", '["a\nb"]', "nul"):
    try:
        print(Reader(bad).read())
    except JsonError as error:
        print(f"{bad!r:14} {error}")
