"""Mapping patterns ask for some keys and ignore the rest."""


def handle(event):
    match event:
        case {"type": "click", "at": (x, y)}:
            return f"click at {x},{y}"
        case {"type": "key", "key": str(key), **rest}:
            return f"key {key} with {rest}"
        case {"type": kind}:
            return f"unknown {kind}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


events = [
    {"type": "click", "at": (1, 2), "extra": True},
    {"type": "key", "key": "q", "shift": True},
    {"type": "key", "key": 5},
    {"other": 1},
    {},
    [("type", "click")],
]
for event in events:
    print(handle(event))

from collections import defaultdict

table = defaultdict(list)
match table:
    case {"missing": found}:
        print("found", found)
    case _:
        print("not created", dict(table))
