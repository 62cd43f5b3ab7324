"""`if __name__ == "__main__"` tells running from importing."""

import tool

print(__name__, tool.__name__, tool.double(4))
if __name__ == "__main__":
    print("running as the program")
import sys

print(sys.modules["__main__"].__doc__.split()[0], sys.modules["__main__"].tool is tool, len(sys.argv))
