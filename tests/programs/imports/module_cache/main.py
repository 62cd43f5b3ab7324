"""sys.modules remembers modules; importlib can load one again."""

import importlib
import sys
import types

import counter

print(counter.value)
counter.value = 10
import counter

print(counter.value, sys.modules["counter"] is counter)
del sys.modules["counter"]
import counter as fresh

print(fresh.value, counter.value, fresh is counter)
sys.modules["counter"] = fresh
print(importlib.reload(fresh) is fresh, importlib.import_module("counter") is fresh)
made = types.ModuleType("made", "by hand")
made.answer = 42
sys.modules["made"] = made
from made import answer

print(answer, made.__doc__, repr(made))
sys.modules["blocked"] = None
try:
    import blocked
except ModuleNotFoundError as error:
    print(error)
