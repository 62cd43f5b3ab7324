"""Exceptions of other modules are shown with the module's name."""

import decimal
import json


class Outer:
    class Inner(Exception):
        pass


for action in (lambda: json.loads("{"), lambda: decimal.Decimal("x"), lambda: (_ for _ in ()).throw(Outer.Inner("nested class"))):
    try:
        action()
    except Exception as error:
        import traceback

        print(traceback.format_exception_only(error)[-1], end="")
raise Outer.Inner
