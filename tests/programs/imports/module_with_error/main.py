"""An error while a module is imported shows both files, and leaves no half module."""

import sys

try:
    import broken
except ZeroDivisionError as error:
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    print(error, trace.tb_lineno, trace.tb_frame.f_globals["__name__"])
print("broken" in sys.modules)
try:
    import no_syntax
except SyntaxError as error:
    print(error.msg, error.lineno)
import broken
