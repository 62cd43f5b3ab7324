"""A parser for arithmetic: text to tokens, tokens to a tree, the tree to a number.

The grammar, from loose to tight:

    expression = term (("+" | "-") term)*
    term       = factor (("*" | "/" | "%") factor)*
    factor     = ("-" | "+") factor | power
    power      = atom ("^" factor)?
    atom       = number | name | name "(" arguments ")" | "(" expression ")"
"""

import math


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Token:
    def __init__(self, kind, text, position):
        self.kind, self.text, self.position = kind, text, position

    def __repr__(self):
        return f"{self.kind}:{self.text}"


def tokenize(text):
    position = 0
    while position < len(text):
        char = text[position]
        start = position
        if char.isspace():
            position += 1
            continue
        if char.isdigit() or char == ".":
            while position < len(text) and (text[position].isdigit() or text[position] == "."):
                position += 1
            yield Token("number", text[start:position], start)
        elif char.isalpha():
            while position < len(text) and text[position].isalnum():
                position += 1
            yield Token("name", text[start:position], start)
        elif char in "+-*/%^(),":
            position += 1
            yield Token("sign", char, start)
        else:
            raise ParseError(f"unexpected {char!r}", position)
    yield Token("end", "", position)


class Number:
    def __init__(self, value):
        self.value = value

    def evaluate(self, names):
        return self.value

    def __str__(self):
        return f"{self.value:g}"


class Name:
    def __init__(self, name):
        self.name = name

    def evaluate(self, names):
        try:
            return names[self.name]
        except KeyError:
            raise NameError(f"unknown name {self.name!r}") from None

    def __str__(self):
        return self.name


class Unary:
    def __init__(self, sign, operand):
        self.sign, self.operand = sign, operand

    def evaluate(self, names):
        value = self.operand.evaluate(names)
        return -value if self.sign == "-" else value

    def __str__(self):
        return f"({self.sign}{self.operand})"


class Binary:
    actions = {
        "+": lambda a, b: a + b,
        "-": lambda a, b: a - b,
        "*": lambda a, b: a * b,
        "/": lambda a, b: a / b,
        "%": lambda a, b: a % b,
        "^": lambda a, b: a**b,
    }

    def __init__(self, sign, left, right):
        self.sign, self.left, self.right = sign, left, right

    def evaluate(self, names):
        return self.actions[self.sign](self.left.evaluate(names), self.right.evaluate(names))

    def __str__(self):
        return f"({self.left} {self.sign} {self.right})"


class Call:
    functions = {"sqrt": math.sqrt, "max": max, "min": min, "abs": abs, "round": round}

    def __init__(self, name, arguments):
        self.name, self.arguments = name, arguments

    def evaluate(self, names):
        if self.name not in self.functions:
            raise NameError(f"unknown function {self.name!r}")
        return self.functions[self.name](*(a.evaluate(names) for a in self.arguments))

    def __str__(self):
        return f"{self.name}({', '.join(map(str, self.arguments))})"


class Parser:
    def __init__(self, text):
        self.tokens = list(tokenize(text))
        self.index = 0

    @property
    def current(self):
        return self.tokens[self.index]

    def take(self, *signs):
        if self.current.kind == "sign" and self.current.text in signs:
            self.index += 1
            return self.tokens[self.index - 1].text
        return None

    def expect(self, sign):
        if not self.take(sign):
            raise ParseError(f"expected {sign!r}, found {self.current.text or 'the end'!r}", self.current.position)

    def parse(self):
        tree = self.expression()
        if self.current.kind != "end":
            raise ParseError(f"did not expect {self.current.text!r}", self.current.position)
        return tree

    def expression(self):
        left = self.term()
        while sign := self.take("+", "-"):
            left = Binary(sign, left, self.term())
        return left

    def term(self):
        left = self.factor()
        while sign := self.take("*", "/", "%"):
            left = Binary(sign, left, self.factor())
        return left

    def factor(self):
        if sign := self.take("-", "+"):
            return Unary(sign, self.factor())
        return self.power()

    def power(self):
        base = self.atom()
        if self.take("^"):
            return Binary("^", base, self.factor())
        return base

    def atom(self):
        token = self.current
        if self.take("("):
            tree = self.expression()
            self.expect(")")
            return tree
        self.index += 1
        if token.kind == "number":
            try:
                return Number(float(token.text))
            except ValueError:
                raise ParseError(f"bad number {token.text!r}", token.position) from None
        if token.kind == "name":
            if self.take("("):
                arguments = []
                if not self.take(")"):
                    arguments.append(self.expression())
                    while self.take(","):
                        arguments.append(self.expression())
                    self.expect(")")
                return Call(token.text, arguments)
            return Name(token.text)
        raise ParseError(f"expected a value, found {token.text or 'the end'!r}", token.position)


NAMES = {"pi": math.pi, "x": 3.0}

for text in (
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "2 ^ 3 ^ 2",
    "-2 ^ 2",
    "10 / 4 % 2",
    "max(1, x, 2) - min(5, abs(-4))",
    "sqrt(x * x + 16)",
    "2 * pi * x",
    "1 - 2 - 3",
    "1 / 0",
    "y + 1",
    "f(1)",
    "(1 + 2",
    "1 +",
    "1 2",
    "3 $ 4",
    "1.2.3",
    "sqrt(1, 2)",
):
    try:
        tree = Parser(text).parse()
        print(f"{text:32} {str(tree):40} = {tree.evaluate(NAMES):g}")
    except (ParseError, NameError, ZeroDivisionError, TypeError) as error:
        print(f"{text:32} {type(error).__name__}: {error}")
