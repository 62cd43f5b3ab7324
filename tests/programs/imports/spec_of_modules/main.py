"""A module knows how it was found: its spec and its loader."""

import importlib.util
import sys
import types

import greeting
import pack.inner

print(sys.__spec__)
print(sys.__spec__.origin, sys.__loader__, sys.__spec__ is importlib.util.find_spec("sys"))
for module in (greeting, pack, pack.inner):
    spec = module.__spec__
    print(spec.name, spec.origin == module.__file__, repr(spec.parent), spec.has_location, type(spec.loader).__name__)
    print(spec.submodule_search_locations == getattr(module, "__path__", None), spec.loader is module.__loader__)
print(__spec__)
print(types.ModuleType("made").__spec__)
print(importlib.util.find_spec("nothing"), importlib.util.find_spec("greeting") is greeting.__spec__)
print("__spec__" in vars(greeting), "__spec__" in dir(sys))
