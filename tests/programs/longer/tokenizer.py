"""A tokenizer for a small language, built from named regular expressions, with good error messages."""

import re
from collections import Counter
from typing import Iterator, NamedTuple


class Token(NamedTuple):
    kind: str
    text: str
    line: int
    column: int

    def __str__(self):
        return f"{self.line}:{self.column} {self.kind} {self.text!r}"


class LexError(SyntaxError):
    pass


class Rule:
    """A kind of token: how it looks, and what is made of its text."""

    def __init__(self, pattern, convert=str, skip=False):
        self.pattern, self.convert, self.skip = pattern, convert, skip


class LexerMeta(type):
    """Collects the rules of a class body and compiles them into one pattern."""

    def __new__(mcs, name, bases, body):
        rules = {}
        for base in reversed(bases):
            rules |= getattr(base, "rules", {})
        rules |= {key: value for key, value in body.items() if isinstance(value, Rule)}
        body = {key: value for key, value in body.items() if not isinstance(value, Rule)}
        body["rules"] = rules
        body["pattern"] = re.compile("|".join(f"(?P<{key}>{rule.pattern})" for key, rule in rules.items()), re.S)
        return super().__new__(mcs, name, bases, body)


class Lexer(metaclass=LexerMeta):
    keywords = frozenset()

    def tokens(self, source: str) -> Iterator[Token]:
        position, line, line_start = 0, 1, 0
        while position < len(source):
            column = position - line_start + 1
            match = self.pattern.match(source, position)
            if not match:
                raise LexError(self.complain(source, position, line, column))
            kind, text = match.lastgroup, match.group()
            if not self.rules[kind].skip:
                if kind == "name" and text in self.keywords:
                    kind = text.upper()
                yield Token(kind, text, line, column)
            if newlines := text.count("\n"):
                line += newlines
                line_start = match.start() + text.rindex("\n") + 1
            position = match.end()
        yield Token("end", "", line, position - line_start + 1)

    def complain(self, source, position, line, column):
        shown = source.split("\n")[line - 1]
        what = "text without an end" if source[position] in "'\"" else f"stray {source[position]!r}"
        return f"{what}\n    {shown}\n    {' ' * (column - 1)}^"

    def value(self, token):
        rule = self.rules.get(token.kind)
        return rule.convert(token.text) if rule else token.text


class Basic(Lexer):
    blank = Rule(r"[ \t\n]+", skip=True)
    comment = Rule(r"#[^\n]*", skip=True)
    number = Rule(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", lambda t: float(t) if set(t) & set(".eE") else int(t))
    name = Rule(r"[^\W\d]\w*")


class Script(Basic):
    keywords = frozenset({"let", "if", "else", "while", "fn"})
    text = Rule(r'"(?:[^"\\\n]|\\.)*"', lambda t: t[1:-1].replace(r"\"", '"').replace(r"\n", "\n"))
    long = Rule(r"'''.*?'''", lambda t: t[3:-3])
    arrow = Rule(r"->|=>")
    compare = Rule(r"[<>=!]=|[<>]")
    sign = Rule(r"[-+*/=(){},;]")


source = '''# greet somebody
fn greet(who) -> text {
    let n = 3.5e1;
    while n >= 0x { n = n - 1 }  # odd
    if who != "Ada \\"L\\"" { say(\'\'\'two
lines\'\'\') } else { größe = 12 }
}'''
lexer = Script()
tokens = list(lexer.tokens(source))
for token in tokens:
    print(token)
print([lexer.value(t) for t in tokens if t.kind in ("number", "text", "long")])
print(Counter(t.kind for t in tokens).most_common(4), list(Script.rules), Basic.rules.keys() < Script.rules.keys())
for bad in ("let x = 5 @ 6", 'a = "no end', "\n\n  ok ?"):
    try:
        list(lexer.tokens(bad))
    except LexError as error:
        print(error)
print([str(t) for t in Basic().tokens("a1 2b")])
try:
    list(Basic().tokens("a + b"))
except SyntaxError as error:
    print(type(error).__name__, error)
