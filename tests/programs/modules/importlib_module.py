"""importlib: modules by name, and what is known of them."""

import importlib
import importlib.util
import sys
import types

print(importlib.import_module("json.decoder").__name__, importlib.import_module(".decoder", "json") is sys.modules["json.decoder"])
for name, package in (("no_such_thing", None), (".x", None), ("json.nope", None)):
    try:
        importlib.import_module(name, package)
    except (ImportError, TypeError) as error:
        print(type(error).__name__, error)
print(importlib.util.find_spec("no_such_thing"), importlib.util.find_spec("textwrap").name)
spec = importlib.util.spec_from_loader("made", loader=None)
module = importlib.util.module_from_spec(spec)
exec("answer = 42", module.__dict__)
sys.modules["made"] = module
import made

print(made.answer, made.__name__, isinstance(made, types.ModuleType), spec.name, spec.parent)
print(importlib.util.resolve_name(".a", "b.c"), importlib.invalidate_caches(), __import__("os.path").__name__)
