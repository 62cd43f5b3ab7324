# What the compiler works out beforehand.
#
# Look at the constants: the products are there already, lists after `in` have become tuples, and a test
# of a constant has vanished together with the code behind it. Not all that could be computed is.

SECONDS_PER_DAY = 24 * 60 * 60
LINE = "-" * 20
HUGE = 2**1000


def weekend(day):
    return day in ["Saturday", "Sunday"]


if __debug__:
    print(LINE, SECONDS_PER_DAY, weekend("Sunday"), HUGE % 97)
if 0:
    print("never")
