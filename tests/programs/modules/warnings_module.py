"""warnings: shown once per place, filtered, turned into errors."""

import sys
import warnings


def old_way():
    warnings.warn("use the new way", DeprecationWarning, stacklevel=2)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old_way()
    warnings.warn("plain")
    print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        old_way()
    except DeprecationWarning as error:
        print("raised", error)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("unseen")
for n in range(3):
    warnings.warn(f"seen, number {n % 2}")
old_way()


class OwnWarning(UserWarning):
    pass


warnings.warn("mine", OwnWarning)
warnings.warn_explicit("explicit", UserWarning, "elsewhere.py", 42)
warnings.filterwarnings("ignore", message=".*secret.*")
warnings.warn("a secret thing")
try:
    warnings.warn("x", int)
except TypeError as error:
    print(error)


@warnings.deprecated("no longer good")
def gone():
    return 5


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(gone(), caught[0].message)
print(warnings.formatwarning("text", UserWarning, "f.py", 3, "the line"), end="")
