"""Writes random programs that a real CPython accepts, as a bundle for the conformance runner.

    python3.13 random_programs.py OUT.bundle [--count N] [--seed S]
    cargo run --release -p bytescope-tests --bin conformance -- OUT.bundle

Program `s-i.py` depends on S = s and its number i only, so a program that found something can be made
again alone (`--seed s --first i --count 1`). What is generated mixes what compilers get wrong: ways out of
nested try, with and loop; comprehensions, closures and classes within each other; generics, async, match;
constants that fold; layouts over several lines. Programs are not meant to run, only to compile; those that
CPython refuses are dropped, or are the only ones kept with `--refused`.
"""

import argparse
import os
import random
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))
import bundle

NAMES = ["a", "b", "c", "d", "e", "x", "y", "z", "items", "self", "__private", "ñ", "os", "_"]
ATTRIBUTES = ["a", "b", "name", "__hidden", "append", "x"]
CONSTANTS = [
    "0", "1", "2", "255", "256", "-1", "3.5", "0.0", "-0.0", "1e300", "2j", "True", "False", "None", "...",
    "'a'", "'text with blanks'", "''", "b'x'", "'\\u00e9'", "1 << 70", "2 ** 64", "()", "(1, 2)", "__debug__",
]
BINARY = "+ - * / // % ** @ & | ^ << >>".split()
COMPARE = ["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"]


class Scope:
    """What a place in a program allows."""

    def __init__(self, kind, *, is_async=False, loop=False, star=False, generator=False, outer=None):
        self.kind = kind  # "module", "function", "class"
        self.is_async = is_async
        self.loop = loop
        self.star = star  # inside except*, where nothing may leave
        self.generator = generator
        self.outer = outer

    def inside(self, **changes):
        new = Scope(self.kind, outer=self.outer)
        new.__dict__.update(self.__dict__)
        new.__dict__.update(changes)
        return new

    @property
    def function(self):
        return self.kind == "function"


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.budget = self.random.choice([4, 8, 15, 30, 60])
        self.lines = []

    # Choosing.

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, choices):
        return self.random.choice(choices)

    def some(self, make, low, high, separator=", "):
        return separator.join(make() for _ in range(self.random.randint(low, high)))

    def name(self):
        return self.pick(NAMES)

    # Expressions.

    def expression(self, scope, depth=0):
        if depth > 3 or self.chance(0.25 + 0.1 * depth):
            return self.name() if self.chance(0.6) else self.constant()
        kinds = [
            self.binary, self.binary, self.boolean, self.compare, self.compare, self.unary, self.conditional,
            self.call, self.call, self.attribute, self.subscript, self.display, self.comprehension,
            self.lambda_, self.fstring, self.folded, self.layout, self.walrus, self.super_, self.waiting,
        ]
        return self.pick(kinds)(scope, depth + 1)

    def constant(self):
        return self.pick(CONSTANTS)

    def binary(self, scope, depth):
        left, right = self.expression(scope, depth), self.expression(scope, depth)
        return f"({left} {self.pick(BINARY)} {right})"

    def boolean(self, scope, depth):
        operator = self.pick([" and ", " or "])
        return f"({self.some(lambda: self.expression(scope, depth), 2, 4, operator)})"

    def compare(self, scope, depth):
        parts = [self.expression(scope, depth)]
        for _ in range(self.pick([1, 1, 1, 2, 3])):
            parts += [self.pick(COMPARE), self.expression(scope, depth)]
        return f"({' '.join(parts)})"

    def unary(self, scope, depth):
        return f"({self.pick(['not ', '-', '+', '~', 'not not '])}{self.expression(scope, depth)})"

    def conditional(self, scope, depth):
        body, test, orelse = (self.expression(scope, depth) for _ in range(3))
        return f"({body} if {test} else {orelse})"

    def arguments(self, scope, depth):
        count = self.pick([0, 1, 1, 2, 3, 5]) if self.chance(0.97) else self.random.randint(14, 33)
        parts = [self.expression(scope, depth) if count < 6 else self.name() for _ in range(count)]
        if self.chance(0.15):
            parts.insert(self.random.randint(0, len(parts)), f"*{self.name()}")
        keywords = self.pick([0, 0, 0, 1, 2]) if self.chance(0.97) else self.random.randint(14, 18)
        parts += [f"k{index}={self.expression(scope, depth)}" for index in range(keywords)]
        if self.chance(0.1):
            parts.append(f"**{self.name()}")
        if self.chance(0.15) and parts:
            return "\n" + ",\n  ".join(parts) + ",\n"
        return ", ".join(parts)

    def call(self, scope, depth):
        return f"{self.callee(scope, depth)}({self.arguments(scope, depth)})"

    def callee(self, scope, depth):
        if self.chance(0.5):
            return self.name()
        if self.chance(0.2):
            return f"({self.expression(scope, depth)}\n  .{self.pick(ATTRIBUTES)})"
        return f"{self.name()}.{self.pick(ATTRIBUTES)}"

    def attribute(self, scope, depth):
        return f"({self.expression(scope, depth)}).{self.pick(ATTRIBUTES)}"

    def subscript(self, scope, depth):
        return f"({self.expression(scope, depth)})[{self.index(scope, depth)}]"

    def index(self, scope, depth):
        part = lambda: self.expression(scope, depth) if self.chance(0.6) else ""
        kind = self.random.random()
        if kind < 0.4:
            return self.expression(scope, depth)
        if kind < 0.6:
            return f"{part()}:{part()}"
        if kind < 0.7:
            return f"{part()}:{part()}:{part()}"
        if kind < 0.8:
            return f"*{self.name()}, {self.name()}"
        return f"{self.name()}, {part()}:{part()}"

    def display(self, scope, depth):
        count = self.pick([0, 1, 2, 3, 4]) if self.chance(0.96) else self.random.randint(14, 35)
        star = lambda: "*" if self.chance(0.1) else ""
        constants = self.chance(0.3)
        item = self.constant if constants or count > 4 else lambda: self.expression(scope, depth)
        kind = self.pick("([{d")
        if kind == "d":
            key = self.constant if self.chance(0.6) else item
            pair = lambda: f"**{self.name()}" if self.chance(0.1) else f"{key()}: {item()}"
            return "{" + ", ".join(pair() for _ in range(count)) + "}"
        parts = [star() + item() for _ in range(count)]
        if kind == "(":
            return "(" + ", ".join(parts) + ("," if len(parts) == 1 else "") + ")"
        if kind == "{" and not parts:
            parts = [self.name()]
        return kind + ", ".join(parts) + {"[": "]", "{": "}"}[kind]

    def comprehension(self, scope, depth):
        inner = scope.inside(generator=False)
        parts = []
        for _ in range(self.pick([1, 1, 1, 2, 3])):
            word = "async for" if scope.is_async and self.chance(0.3) else "for"
            source = f"[{self.name()}]" if self.chance(0.1) else self.expression(inner, depth + 1)
            parts.append(f"{word} {self.target(inner, depth + 2)} in {source}")
            parts += [f"if {self.expression(inner, depth)}" for _ in range(self.pick([0, 0, 1, 2]))]
        clauses = self.pick([" ", " ", "\n "]).join(parts)
        element = self.expression(inner, depth)
        kind = self.pick(["[]", "[]", "()", "{}", "d"])
        if kind == "d":
            return f"{{{element}: {self.expression(inner, depth)} {clauses}}}"
        return f"{kind[0]}{element} {clauses}{kind[1]}"

    def lambda_(self, scope, depth):
        inner = Scope("function", outer=scope)
        body = f"(yield {self.name()})" if self.chance(0.05) else self.expression(inner, depth)
        return f"(lambda {self.parameters(scope, depth, annotated=False)}: {body})"

    def fstring(self, scope, depth):
        def field():
            value = self.name() if self.chance(0.7) else self.pick(["a + b", "x[0]", "f(y)", "(1, z)", "1"])
            debug = "=" if self.chance(0.15) else ""
            conversion = self.pick(["", "", "!r", "!s", "!a"])
            spec = self.pick(["", "", "", ":>10", ":{width}", ":{a}.{b!r}", ":"])
            return f"{{{value}{debug}{conversion}{spec}}}"

        count = self.pick([0, 1, 2, 3]) if self.chance(0.97) else 31
        pieces = [self.pick(["", "text", " ", "{{", "é"]) + field() for _ in range(count)]
        text = "f'" + "".join(pieces) + self.pick(["", "end"]) + "'"
        if self.chance(0.2):
            return f"({text} {self.pick(['“', 'x', ''])!r})"
        if self.chance(0.2):
            return f"('%s and %r' % ({self.name()}, {self.expression(scope, depth)}))"
        return text

    def folded(self, scope, depth):
        left, right = self.constant(), self.constant()
        kind = self.random.random()
        if kind < 0.5:
            return f"({left} {self.pick(BINARY)} {right})"
        if kind < 0.7:
            return f"({self.pick(['-', '~', 'not ', '+'])}({left}))"
        if kind < 0.85:
            return f"({left}, {right})[{self.pick(['0', '1', '-1', '2', 'True'])}]"
        return f"({self.name()} {self.pick(['in', 'not in'])} [{left}, {right}])"

    def layout(self, scope, depth):
        return f"(\n {self.expression(scope, depth)}\n)"

    def walrus(self, scope, depth):
        return f"({self.name()} := {self.expression(scope, depth)})"

    def super_(self, scope, depth):
        form = self.pick(["super()", "super(a, self)", "__class__"])
        return f"{form}.{self.pick(ATTRIBUTES)}" + (f"({self.arguments(scope, depth)})" if self.chance(0.5) else "")

    def waiting(self, scope, depth):
        if scope.generator and self.chance(0.5):
            word = "yield" if scope.is_async or self.chance(0.6) else "yield from"
            return f"({word} {self.expression(scope, depth)})"
        if scope.is_async:
            return f"(await {self.expression(scope, depth)})"
        return self.name()

    # Targets, parameters, patterns.

    def target(self, scope, depth=0):
        kind = self.random.random()
        if depth > 3 or kind < 0.6:
            return self.name()
        if kind < 0.7:
            return f"{self.name()}.{self.pick(ATTRIBUTES)}"
        if kind < 0.8:
            return f"{self.name()}[{self.index(scope, depth + 2)}]"
        parts = [self.target(scope, depth + 2) for _ in range(self.pick([1, 2, 2, 3, 4]))]
        if self.chance(0.2):
            index = self.random.randrange(len(parts))
            parts[index] = f"*{self.name()}"
        text = ", ".join(parts)
        return f"[{text}]" if self.chance(0.3) else f"({text},)"

    def parameters(self, scope, depth, annotated=True):
        names = self.random.sample(NAMES[:-1], self.pick([0, 1, 1, 2, 3, 5]))
        note = lambda: f": {self.expression(scope, depth + 2)}" if annotated and self.chance(0.2) else ""
        parts, defaults, star = [], False, False
        for index, name in enumerate(names):
            if self.chance(0.1) and not star and index:
                parts.append("/" if "/" not in parts else f"*args{note()}")
                star = parts[-1] != "/"
            elif self.chance(0.15) and not star:
                parts.append("*")
                star = True
            text = name + note()
            if (defaults and not star) or self.chance(0.25):
                defaults = True
                text += f"={self.constant() if self.chance(0.5) else self.expression(scope, depth + 1)}"
            parts.append(text)
        if self.chance(0.1):
            parts.append(f"**kwargs{note()}")
        return ", ".join(parts)

    def type_parameters(self, scope):
        if not self.chance(0.15):
            return ""

        def parameter(index):
            default = f" = {self.expression(scope, 3)}" if self.chance(0.2) else ""
            bound = f": {self.pick(['int', '(int, str)', 'list[T0]', 'x'])}" if self.chance(0.4) else ""
            return self.pick([f"T{index}{bound}", f"T{index}{bound}", f"*T{index}", f"**T{index}"]) + default

        return "[" + ", ".join(parameter(index) for index in range(self.pick([1, 1, 2, 3]))) + "]"

    def pattern(self, depth=0):
        kind = self.random.random()
        if depth > 2 or kind < 0.3:
            return self.pick(["1", "-1", "'a'", "None", "True", "a.b", "_", "1 + 2j", "x", "y", "z"])
        sub = lambda: self.pattern(depth + 1)
        if kind < 0.55:
            parts = [sub() for _ in range(self.pick([0, 1, 2, 3]))]
            if self.chance(0.4):
                parts.insert(self.random.randint(0, len(parts)), self.pick(["*_", "*rest"]))
            return f"[{', '.join(parts)}]"
        if kind < 0.7:
            parts = [f"{key}: {sub()}" for key in self.random.sample(["1", "'k'", "a.b", "None"], self.pick([0, 1, 2]))]
            return "{" + ", ".join(parts + self.pick([[], [], ["**others"]])) + "}"
        if kind < 0.85:
            parts = [sub() for _ in range(self.pick([0, 1, 2]))] + self.pick([[], [f"key={sub()}"]])
            return f"{self.pick(['Class', 'a.Class', 'int'])}({', '.join(parts)})"
        if kind < 0.95:
            return f"({sub()} | {sub()})"
        return f"({sub()} as whole)"

    # Statements.

    def block(self, scope, indent, docstring=False):
        if docstring and self.chance(0.15):
            self.put(indent, self.pick(['"""Doc\n      more\n    text."""', "'doc'", "f'no'", "'a' + 'b'"]))
        for _ in range(self.pick([1, 1, 2, 3])):
            self.statement(scope, indent)

    def put(self, indent, text):
        self.lines.append("    " * indent + text)

    def statement(self, scope, indent):
        self.budget -= 1
        simple = [
            self.assign, self.assign, self.augmented, self.bare, self.bare, self.delete, self.import_,
            self.annotated, self.assert_, self.raise_, self.leave, self.leave, self.pass_, self.yield_,
        ]
        compound = [
            self.if_, self.if_, self.while_, self.for_, self.for_, self.try_, self.try_, self.with_,
            self.function, self.function, self.class_, self.match, self.type_alias,
        ]
        if self.budget <= 0 or indent > 9 or self.chance(0.45):
            self.pick(simple)(scope, indent)
        else:
            self.pick(compound)(scope, indent)

    def assign(self, scope, indent):
        targets = self.some(lambda: self.target(scope), 1, self.pick([1, 1, 2, 3]), " = ")
        value = self.expression(scope)
        if self.chance(0.15):
            count = self.pick([2, 3, 4])
            targets = ", ".join(self.name() for _ in range(count))
            value = ", ".join(self.name() for _ in range(count))
        self.put(indent, f"{targets} = {value}")

    def augmented(self, scope, indent):
        target = self.pick([self.name(), f"{self.name()}.x", f"{self.name()}[{self.index(scope, 2)}]"])
        self.put(indent, f"{target} {self.pick(BINARY)}= {self.expression(scope)}")

    def bare(self, scope, indent):
        self.put(indent, self.expression(scope))

    def delete(self, scope, indent):
        target = self.pick([self.name(), f"{self.name()}.x", f"{self.name()}[{self.index(scope, 2)}]", "(a, b)"])
        self.put(indent, f"del {target}")

    def import_(self, scope, indent):
        self.put(indent, self.pick([
            "import os", "import os.path", "import a.b.c as d", "from os import path as x, sep",
            "from . import y", "from ..z import (a,\n  b)",
        ]))

    def annotated(self, scope, indent):
        target = self.pick([self.name(), self.name(), f"({self.name()})", "a.x", f"a[{self.name()}]"])
        value = f" = {self.expression(scope)}" if self.chance(0.5) else ""
        self.put(indent, f"{target}: {self.expression(scope, 2)}{value}")

    def assert_(self, scope, indent):
        message = f", {self.expression(scope, 2)}" if self.chance(0.4) else ""
        self.put(indent, f"assert {self.expression(scope)}{message}")

    def raise_(self, scope, indent):
        cause = f" from {self.name()}" if self.chance(0.3) else ""
        self.put(indent, f"raise {self.expression(scope, 2)}{cause}" if self.chance(0.8) else "raise")

    def leave(self, scope, indent):
        ways = ["pass"]
        if scope.function and not scope.star:
            ways += ["return", "return None", f"return {self.name()}"]
            if not (scope.is_async and scope.generator):
                ways += [f"return {self.expression(scope)}"] * 2
        if scope.loop:
            ways += ["break", "continue"] * 2
        self.put(indent, self.pick(ways))

    def pass_(self, scope, indent):
        self.put(indent, self.pick(["pass", "...", "1", "'text'", "pass; pass", "x; y = 1; z", "None"]))

    def yield_(self, scope, indent):
        if scope.generator:
            self.put(indent, f"{self.pick(['', 'x = '])}yield {self.expression(scope)}")
        else:
            self.bare(scope, indent)

    def if_(self, scope, indent):
        test = self.pick(["0", "1", "False", "not x", "x is None", "x is not None"]) if self.chance(0.25) else self.expression(scope)
        self.put(indent, f"if {test}:")
        self.block(scope, indent + 1)
        while self.chance(0.2):
            self.put(indent, f"elif {self.expression(scope)}:")
            self.block(scope, indent + 1)
        self.orelse(scope, indent, 0.4)

    def orelse(self, scope, indent, probability):
        if self.chance(probability):
            self.put(indent, "else:")
            self.block(scope, indent + 1)

    def while_(self, scope, indent):
        test = self.pick(["True", "1", "0", "not x"]) if self.chance(0.3) else self.expression(scope)
        self.put(indent, f"while {test}:")
        self.block(scope.inside(loop=True), indent + 1)
        self.orelse(scope, indent, 0.2)

    def for_(self, scope, indent):
        word = "async for" if scope.is_async and self.chance(0.4) else "for"
        self.put(indent, f"{word} {self.target(scope)} in {self.expression(scope)}:")
        self.block(scope.inside(loop=True), indent + 1)
        self.orelse(scope, indent, 0.2)

    def try_(self, scope, indent):
        self.put(indent, "try:")
        self.block(scope, indent + 1)
        handlers = self.pick([0, 1, 1, 2])
        star = handlers and self.chance(0.2)
        inner = scope.inside(star=True, loop=False) if star else scope
        for index in range(handlers):
            last = index == handlers - 1 and not star
            caught = self.pick(["ValueError", "(A, B)", "a.b"])
            name = self.pick(["", "", " as error", " as x"])
            word = "except" if last and self.chance(0.3) else f"except{'*' if star else ''} {caught}{name}"
            self.put(indent, f"{word}:")
            self.block(inner, indent + 1)
        if handlers:
            self.orelse(scope, indent, 0.25)
        if not handlers or self.chance(0.4):
            self.put(indent, "finally:")
            self.block(scope, indent + 1)

    def with_(self, scope, indent):
        word = "async with" if scope.is_async and self.chance(0.5) else "with"

        def item():
            name = f" as {self.target(scope, 2)}" if self.chance(0.5) else ""
            return self.expression(scope, 2) + name

        items = self.some(item, 1, self.pick([1, 1, 2, 3]))
        self.put(indent, f"{word} {items}:" if self.chance(0.7) else f"{word} ({items}):")
        self.block(scope, indent + 1)

    def function(self, scope, indent):
        is_async = self.chance(0.25)
        inner = Scope("function", is_async=is_async, generator=self.chance(0.35), outer=scope)
        while self.chance(0.15):
            self.put(indent, f"@{self.expression(scope, 2)}")
        returns = f" -> {self.expression(scope, 2)}" if self.chance(0.1) else ""
        head = f"{self.name()}{self.type_parameters(scope)}({self.parameters(scope, 1)}){returns}"
        self.put(indent, f"{'async ' if is_async else ''}def {head}:")
        if self.chance(0.15):
            outer_function = scope.function or (scope.outer and scope.outer.function)
            self.put(indent + 1, f"{'nonlocal' if outer_function and self.chance(0.6) else 'global'} {self.name()}")
        self.block(inner, indent + 1, docstring=True)

    def class_(self, scope, indent):
        while self.chance(0.1):
            self.put(indent, f"@{self.name()}")
        bases = f"({self.arguments(scope, 3)})" if self.chance(0.5) else ""
        self.put(indent, f"class {self.pick(['C', '_Private', 'x'])}{self.type_parameters(scope)}{bases}:")
        self.block(Scope("class", outer=scope), indent + 1, docstring=True)

    def match(self, scope, indent):
        self.put(indent, f"match {self.expression(scope)}:")
        for _ in range(self.pick([1, 2, 3])):
            guard = f" if {self.expression(scope)}" if self.chance(0.25) else ""
            self.put(indent + 1, f"case {self.pattern()}{guard}:")
            self.block(scope, indent + 2)
        if self.chance(0.3):
            self.put(indent + 1, "case _:")
            self.block(scope, indent + 2)

    def type_alias(self, scope, indent):
        self.put(indent, f"type {self.name()}{self.type_parameters(scope)} = {self.expression(scope, 2)}")

    def text(self):
        if self.chance(0.1):
            self.put(0, "from __future__ import annotations")
        top = Scope("module")
        if self.chance(0.3):
            return self.inside_function()
        while self.budget > 0:
            self.statement(top, 0)
        return "\n".join(self.lines) + self.pick(["\n", "", "\n\n"])

    def inside_function(self):
        """All of the program in one function, where most of the compiler's work is."""
        inner = Scope("function", is_async=self.chance(0.4), generator=self.chance(0.4))
        self.put(0, f"{'async ' if inner.is_async else ''}def function({self.parameters(inner, 2)}):")
        if self.chance(0.02):
            for index in range(self.random.randint(60, 300)):
                self.put(1, f"v{index} = {index}.5")
        while self.budget > 0:
            self.statement(inner, 1)
        return "\n".join(self.lines) + "\n"


def valid(source):
    try:
        compile(source, "random", "exec", dont_inherit=True)
    except Exception:  # SystemError included: the compiler of 3.13 has bugs of its own
        return False
    return True


def programs(seed, first, count, wanted):
    """`count` programs that are valid, or are not, as wanted; the numbers of the others are passed over."""
    number = first
    while count:
        source = Program(f"{seed}-{number}").text()
        if valid(source) == wanted:
            yield f"{seed}-{number}.py", source.encode()
            count -= 1
        number += 1


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--refused", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    bundle.write(options.out, programs(options.seed, options.first, options.count, not options.refused))


if __name__ == "__main__":
    main()
