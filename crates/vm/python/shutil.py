"""What of copying files and asking terminals can be had without files and terminals."""

import os

__all__ = ["get_terminal_size", "which", "Error", "SameFileError", "SpecialFileError"]


class Error(OSError):
    """Something went wrong with several files."""


class SameFileError(Error):
    """A file was to be copied to itself."""


class SpecialFileError(OSError):
    """A file is of a kind that cannot be copied."""


def get_terminal_size(fallback=(80, 24)):
    """The size that the environment says, or else the fallback."""
    sizes = []
    for name, default in zip(("COLUMNS", "LINES"), fallback):
        try:
            size = int(os.environ[name])
        except (KeyError, ValueError):
            size = 0
        sizes.append(size if size > 0 else default)
    return os.terminal_size(sizes)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """No program is there to be found."""
    return None


def copyfileobj(fsrc, fdst, length=0):
    """From one open file to another."""
    while data := fsrc.read(length or 64 * 1024):
        fdst.write(data)


def __getattr__(name):
    if name in ("copy", "copy2", "copyfile", "copytree", "move", "rmtree", "make_archive", "unpack_archive", "chown",
                "copymode", "copystat", "disk_usage"):  # fmt: skip
        return os._refused(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
