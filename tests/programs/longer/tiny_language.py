"""An interpreter for a tiny language of lists: (define twice (lambda (f x) (f (f x))))."""

import math
import operator
from functools import reduce


class LispError(Exception):
    pass


class Symbol(str):
    def __repr__(self):
        return str(self)


def tokenize(text):
    lines = (line.split(";")[0] for line in text.splitlines())
    return " ".join(lines).replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()


def read(tokens):
    """Takes one expression off the front of a list of tokens."""
    if not tokens:
        raise LispError("the text ends too early")
    token = tokens.pop(0)
    if token == "'":
        return [Symbol("quote"), read(tokens)]
    if token == "(":
        items = []
        while tokens and tokens[0] != ")":
            items.append(read(tokens))
        if not tokens:
            raise LispError("a bracket is not closed")
        tokens.pop(0)
        return items
    if token == ")":
        raise LispError("a bracket too many")
    for kind in (int, float):
        try:
            return kind(token)
        except ValueError:
            pass
    return {"#t": True, "#f": False}.get(token, Symbol(token))


def show(value):
    match value:
        case True:
            return "#t"
        case False:
            return "#f"
        case list():
            return "(" + " ".join(map(show, value)) + ")"
        case Procedure():
            return f"<{value.name}>"
        case _ if callable(value):
            return "<built-in>"
        case _:
            return str(value)


class Environment(dict):
    def __init__(self, names=(), outer=None):
        super().__init__(names)
        self.outer = outer

    def find(self, name):
        environment = self
        while environment is not None:
            if name in environment:
                return environment
            environment = environment.outer
        raise LispError(f"{name} is not defined")


class Procedure:
    def __init__(self, parameters, body, environment, name="lambda"):
        self.parameters, self.body, self.environment, self.name = parameters, body, environment, name

    def bind(self, arguments):
        if len(arguments) != len(self.parameters):
            raise LispError(f"{self.name} takes {len(self.parameters)} arguments, not {len(arguments)}")
        return Environment(zip(self.parameters, arguments), self.environment)

    def __call__(self, *arguments):
        return evaluate(self.body, self.bind(arguments))


def evaluate(x, env):
    """Tail calls do not grow the stack: the loop goes on with the body instead."""
    while True:
        match x:
            case Symbol():
                return env.find(x)[x]
            case [] | int() | float() | bool():
                return x
            case ["quote", value]:
                return value
            case ["if", test, then, *rest]:
                x = then if evaluate(test, env) is not False else (rest[0] if rest else False)
            case ["define", [name, *parameters], body]:
                env[name] = Procedure(parameters, body, env, name)
                return name
            case ["define", Symbol() as name, value]:
                env[name] = evaluate(value, env)
                return name
            case ["set!", name, value]:
                env.find(name)[name] = evaluate(value, env)
                return env.find(name)[name]
            case ["lambda", [*parameters], body]:
                return Procedure(parameters, body, env)
            case ["let", [*pairs], body]:
                env = Environment({name: evaluate(value, env) for name, value in pairs}, env)
                x = body
            case ["begin", *forms, last]:
                for form in forms:
                    evaluate(form, env)
                x = last
            case [head, *arguments]:
                function = evaluate(head, env)
                values = [evaluate(argument, env) for argument in arguments]
                if isinstance(function, Procedure):
                    x, env = function.body, function.bind(values)
                elif callable(function):
                    try:
                        return function(*values)
                    except (TypeError, IndexError, ZeroDivisionError) as error:
                        raise LispError(f"{show(head)}: {error}") from error
                else:
                    raise LispError(f"{show(function)} is not a procedure")
            case _:
                raise LispError(f"cannot evaluate {x!r}")


def chain(compare):
    return lambda *values: all(compare(a, b) for a, b in zip(values, values[1:]))


def standard():
    env = Environment({
        "+": lambda *v: sum(v),
        "*": lambda *v: math.prod(v),
        "-": lambda first, *rest: first - sum(rest) if rest else -first,
        "/": lambda a, b: a / b if a % b else a // b,
        "<": chain(operator.lt), ">": chain(operator.gt), "=": chain(operator.eq),
        "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a, *l],
        "list": lambda *v: list(v), "null?": lambda l: l == [], "length": len,
        "append": lambda *v: reduce(operator.add, v, []), "not": lambda v: v is False,
        "map": lambda f, l: [f(v) for v in l],
    })
    return env


def run(text, env):
    tokens = tokenize(text)
    while tokens:
        yield show(evaluate(read(tokens), env))


PROGRAM = """
(define (square n) (* n n))            ; a comment
(square 12)
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 25)
(define (count n acc) (if (= n 0) acc (count (- n 1) (+ acc 1))))
(count 3000 0)
(map square '(1 2 3))
(define (compose f g) (lambda (x) (f (g x))))
((compose square car) '(5 6))
(define (make-counter) (let ((n 0)) (lambda () (set! n (+ n 1)))))
(define c (make-counter))
(begin (c) (c) (c))
(define (fold f start l) (if (null? l) start (fold f (f start (car l)) (cdr l))))
(fold + 0 (list 1 2 3 4))
(define (filter p l) (if (null? l) '() (if (p (car l)) (cons (car l) (filter p (cdr l))) (filter p (cdr l)))))
(define (sort l) (if (null? l) l (let ((p (car l)) (rest (cdr l)))
  (append (sort (filter (lambda (x) (< x p)) rest)) (list p) (sort (filter (lambda (x) (not (< x p))) rest))))))
(sort '(5 2 8 1 9 3 5))
(if #f 1) (/ 7 2) (/ 8 2) (< 1 2 3) '(a (b c) 1.5) square +
"""
env = standard()
for result in run(PROGRAM, env):
    print(result)
for bad in ("(", ")", "(+ 1 'a)", "nope", "(square)", "(1 2)", "(car '())", "(/ 1 0)", "(set! q 1)", "(define)"):
    try:
        print(*run(bad, env))
    except LispError as error:
        print(f"{bad:12} {error}" + (f" (from {type(error.__cause__).__name__})" if error.__cause__ else ""))
