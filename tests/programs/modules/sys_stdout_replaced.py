"""print writes to whatever sys.stdout is at that moment."""

import io
import sys

real = sys.stdout
sys.stdout = buffer = io.StringIO()
print("hidden")
sys.stdout = real
print("shown", repr(buffer.getvalue()))


class Upper:
    def write(self, text):
        return real.write(text.upper())

    def flush(self):
        pass


sys.stdout = Upper()
print("loud")
sys.stdout = sys.__stdout__
print("normal", end="")
sys.stdout.flush()
print()
try:
    sys.stdout = None
    print("nowhere")
finally:
    sys.stdout = real
print("back")
del sys.stdout
try:
    print("x")
except RuntimeError as error:
    sys.stdout = real
    print(error)
