"""The operating system, of which programs here see nearly nothing: paths can be computed, and nothing can be touched.

The working folder is `/`, the environment is empty, and what would reach for the machine raises PermissionError.
"""

import abc
import sys
from _collections_abc import MutableMapping

__all__ = ["F_OK", "PathLike", "R_OK", "W_OK", "X_OK", "altsep", "curdir", "cpu_count", "defpath", "devnull",
           "environ", "environb", "error", "extsep", "fsdecode", "fsencode", "fspath", "getcwd", "getcwdb", "getenv",
           "getpid", "linesep", "listdir", "makedirs", "mkdir", "name", "pardir", "path", "pathsep", "putenv",
           "remove", "rename", "rmdir", "scandir", "sep", "stat", "stat_result", "strerror", "system",
           "terminal_size", "unlink", "unsetenv", "urandom", "walk"]  # fmt: skip

name = "posix"
linesep = "\n"
error = OSError
F_OK, R_OK, W_OK, X_OK = 0, 4, 2, 1
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 0o100, 0o200, 0o1000, 0o2000
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
EX_OK = 0
supports_bytes_environ = True
supports_follow_symlinks = supports_fd = supports_dir_fd = supports_effective_ids = set()


def fspath(path):
    """The text or the bytes of a path."""
    if isinstance(path, (str, bytes)):
        return path
    kind = type(path)
    if not hasattr(kind, "__fspath__"):
        raise TypeError(f"expected str, bytes or os.PathLike object, not {kind.__name__}")
    text = kind.__fspath__(path)
    if isinstance(text, (str, bytes)):
        return text
    raise TypeError(
        f"expected {kind.__name__}.__fspath__() to return str or bytes, not {type(text).__name__}"
    )


class PathLike(abc.ABC):
    """Whatever has a path."""

    __slots__ = ()
    __class_getitem__ = classmethod(type(list[int]))

    @classmethod
    def __subclasshook__(cls, subclass):
        found = cls is PathLike and any("__fspath__" in base.__dict__ for base in subclass.__mro__)
        return found or NotImplemented

    @abc.abstractmethod
    def __fspath__(self):
        raise NotImplementedError


def fsencode(filename):
    """A path as bytes."""
    filename = fspath(filename)
    return filename.encode("utf-8", "surrogateescape") if isinstance(filename, str) else filename


def fsdecode(filename):
    """A path as text."""
    filename = fspath(filename)
    return filename.decode("utf-8", "surrogateescape") if isinstance(filename, bytes) else filename


import posixpath as path

sys.modules["os.path"] = path
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep


# The environment.


class _Environ(MutableMapping):
    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self._data = data
        self.encodekey, self.decodekey = encodekey, decodekey
        self.encodevalue, self.decodevalue = encodevalue, decodevalue

    def _known(self, key):
        """What a key is called inside; KeyError if it is not there."""
        inside = self.encodekey(key)
        if inside not in self._data:
            raise KeyError(key)
        return inside

    def __getitem__(self, key):
        return self.decodevalue(self._data[self._known(key)])

    def __setitem__(self, key, value):
        self._data[self.encodekey(key)] = self.encodevalue(value)

    def __delitem__(self, key):
        del self._data[self._known(key)]

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ", ".join(f"{self.decodekey(k)!r}: {self.decodevalue(v)!r}" for k, v in self._data.items())
        return f"environ({{{items}}})"

    def setdefault(self, key, value):
        value = self[key] = self.get(key, value)
        return value

    def copy(self):
        return dict(self)

    def __or__(self, other):
        return dict(self) | dict(other) if isinstance(other, MutableMapping | dict) else NotImplemented

    def __ror__(self, other):
        return dict(other) | dict(self) if isinstance(other, MutableMapping | dict) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _text(value):
    if not isinstance(value, str):
        raise TypeError(f"str expected, not {type(value).__name__}")
    return value.encode("utf-8", "surrogateescape")


def _data(value):
    if not isinstance(value, bytes):
        raise TypeError(f"bytes expected, not {type(value).__name__}")
    return value


_variables = {}
environ = _Environ(_variables, _text, fsdecode, _text, fsdecode)
environb = _Environ(_variables, _data, bytes, _data, bytes)


def getenv(key, default=None):
    return environ.get(key, default)


def getenvb(key, default=None):
    return environb.get(key, default)


def putenv(name, value, /):
    environ[name] = value


def unsetenv(name, /):
    environ.pop(name, None)


# What can be answered.


def getcwd():
    return "/"


def getcwdb():
    return b"/"


def getpid():
    return 1


def getppid():
    return 0


def getuid():
    return 0


getgid = geteuid = getegid = getuid


def cpu_count():
    return 1


process_cpu_count = cpu_count


def getlogin():
    raise OSError(6, "No such device or address")


def getloadavg():
    return 0.0, 0.0, 0.0


def isatty(fd, /):
    return False


def get_exec_path(env=None):
    return defpath.split(pathsep)


def strerror(code, /):
    """What an error number means."""
    import errno

    return errno._messages.get(code, f"Unknown error {code}") if hasattr(errno, "_messages") else OSError(code, "").strerror


class terminal_size(tuple):
    """Columns and lines of a terminal."""

    def __new__(cls, size):
        columns, lines = size
        return super().__new__(cls, (columns, lines))

    columns = property(lambda self: self[0])
    lines = property(lambda self: self[1])

    def __repr__(self):
        return f"os.terminal_size(columns={self[0]}, lines={self[1]})"


def get_terminal_size(fd=1, /):
    raise OSError(25, "Inappropriate ioctl for device")


class uname_result(tuple):
    """The name of the system."""

    sysname, nodename, release, version, machine = (property(lambda self, n=n: self[n]) for n in range(5))

    def __repr__(self):
        names = ("sysname", "nodename", "release", "version", "machine")
        return f"posix.uname_result({', '.join(f'{n}={v!r}' for n, v in zip(names, self))})"


def uname():
    return uname_result(("Linux", "bytescope", "", "", "x86_64"))


class stat_result(tuple):
    """What `stat` tells of a file."""

    st_mode, st_ino, st_dev, st_nlink, st_uid, st_gid, st_size, st_atime, st_mtime, st_ctime = (
        property(lambda self, n=n: self[n]) for n in range(10)
    )

    def __repr__(self):
        names = ("st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime",
                 "st_ctime")  # fmt: skip
        return f"os.stat_result({', '.join(f'{n}={v!r}' for n, v in zip(names, self))})"


def stat(path, *, dir_fd=None, follow_symlinks=True):
    """Size and kind of a file, as far as reading was granted."""
    try:
        with open(path, "rb") as file:
            size = len(file.read())
    except PermissionError:
        raise FileNotFoundError(2, "No such file or directory", fspath(path)) from None
    return stat_result((0o100644, 0, 0, 1, 0, 0, size, 0, 0, 0))


lstat = stat


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    return not mode & W_OK and path_exists(path)


def path_exists(path):
    try:
        stat(path)
    except OSError:
        return False
    return True


def urandom(size, /):
    """Bytes that look random; they come from `random`, because the machine's own randomness is not granted."""
    import random

    return random.randbytes(size)


def getrandom(size, flags=0):
    return urandom(size)


def _exit(status):
    raise SystemExit(status)


def abort():
    raise SystemExit(134)


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Nothing can be seen in any folder."""
    if onerror is not None:
        onerror(PermissionError(1, "folders cannot be listed by programs that run here", fspath(top)))
    return iter(())


def _refused(name):
    def function(*args, **kwargs):
        what = [args[0]] if args and isinstance(args[0], (str, bytes, PathLike)) else []
        raise PermissionError(1, f"os.{name} is not allowed to programs that run here", *map(fspath, what))

    function.__name__ = function.__qualname__ = name
    return function


for _name in ("chdir", "chmod", "chown", "close", "dup", "execv", "execve", "execvp", "fork", "fsync", "kill", "link",
              "listdir", "makedirs", "mkdir", "open", "pipe", "popen", "read", "readlink", "remove", "removedirs",
              "rename", "renames", "replace", "rmdir", "scandir", "spawnv", "startfile", "symlink", "system",
              "truncate", "unlink", "utime", "wait", "waitpid", "write"):  # fmt: skip
    globals()[_name] = _refused(_name)
del _name
