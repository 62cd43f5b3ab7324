"""input reads a line of sys.stdin; here that is a text in memory."""

import io
import sys

sys.stdin = io.StringIO("Ada\n 36 \nlast without newline")
name = input("name? ")
age = int(input("age? "))
print(f"{name} is {age}")
print(repr(input()))
try:
    input("more? ")
except EOFError as error:
    print("EOFError:", error)
sys.stdin = io.StringIO("one\ntwo\n")
print([line.strip() for line in sys.stdin])
