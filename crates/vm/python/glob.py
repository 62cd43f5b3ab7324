"""Files by patterns. Folders cannot be listed here, so patterns match nothing; names without one are as they are."""

import os
import re

__all__ = ["escape", "glob", "iglob", "has_magic", "translate"]

_magic = re.compile("([*?[])")


def has_magic(s):
    """Whether it is a pattern."""
    return _magic.search(s) is not None


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The names of files that match."""
    if not has_magic(pathname) and os.path.lexists(pathname):
        yield pathname


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname))


def escape(pathname):
    """A pattern that matches just this name."""
    return _magic.sub(r"[\1]", pathname)
