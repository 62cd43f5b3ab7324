"""Streams. In memory they are native; `open` is the built-in one."""

from _io import BytesIO, StringIO, UnsupportedOperation
from builtins import open
import _io

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192


def __getattr__(name):
    """The rest of `_io`, as far as it goes."""
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(_io, name if hasattr(_io, name) else "_" + name)
    except AttributeError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
