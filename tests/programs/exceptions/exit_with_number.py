"""An uncaught SystemExit ends the program quietly with its number."""

import sys

try:
    sys.exit(1)
except SystemExit as stop:
    print("first caught", stop.code)
try:
    print("leaving")
    sys.exit(7)
finally:
    print("finally still runs")
