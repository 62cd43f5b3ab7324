"""Very long numbers are not turned into text, to save time."""

import sys

print(sys.get_int_max_str_digits(), sys.int_info.default_max_str_digits, sys.int_info.str_digits_check_threshold)
for action in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: f"{10**4300}", lambda: repr(-(10**4400)), lambda: "%d" % 10**4300):
    try:
        action()
        print("fine")
    except ValueError as error:
        print(error)
print(len(str(10**4299)), len(hex(10**5000)), len(f"{10**5000:x}"), int("f" * 5000, 16).bit_length())
sys.set_int_max_str_digits(10000)
print(len(str(10**5000)))
sys.set_int_max_str_digits(0)
print(len(str(2**40000)))
try:
    sys.set_int_max_str_digits(100)
except ValueError as error:
    print(error)
