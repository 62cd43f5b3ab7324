"""sys: what a program can know about its interpreter."""

import sys

print(sys.version_info[:2], sys.version_info >= (3, 13), sys.version_info.major, sys.implementation.name, sys.maxsize == 2**63 - 1, sys.byteorder, sys.maxunicode)
print(sys.argv[0].endswith("sys_module.py"), len(sys.argv), sys.getrecursionlimit(), sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.int_info.bits_per_digit, sys.hash_info.modulus == 2**61 - 1)
print("sys" in sys.modules, "__main__" in sys.modules, sys.modules["sys"] is sys, "math" in sys.builtin_module_names or True, "math" in sys.stdlib_module_names, sys.flags.optimize, sys.getdefaultencoding(), sys.stdout.encoding.lower())
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1], sys.exception())
print(sys.exception(), sys.intern("abc") == "abc", sys.hexversion >> 16 == 0x030D, sys.float_repr_style, sys.api_version)
sys.stdout.write("written\n")
sys.stderr.write("to the error stream\n")
print("also there", file=sys.stderr)
sys.displayhook(5)
sys.displayhook(None)
sys.displayhook("text")
import builtins

print(builtins._)
old = sys.excepthook
sys.excepthook = lambda kind, value, trace: print("hooked:", kind.__name__, value)
raise ValueError("at the end")
