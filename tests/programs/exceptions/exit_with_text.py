"""sys.exit with anything but a number prints it to stderr and ends with 1."""

import sys

print("leaving")
sys.exit("something went wrong")
