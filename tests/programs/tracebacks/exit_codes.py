"""What sys.exit makes of its argument."""

import sys

for code in (0, 1, True, None, "text", 2.5, (1, 2), 256):
    try:
        sys.exit(code)
    except SystemExit as stop:
        print(repr(code), "->", repr(stop.code), stop.args)
sys.exit(259)
