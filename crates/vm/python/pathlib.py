"""Paths as objects. They can be taken apart and put together; files can be read if that was granted."""

import fnmatch
import functools
import io
import os
import posixpath
import re
from _collections_abc import Sequence

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "PureWindowsPath", "Path", "PosixPath", "WindowsPath"]


class UnsupportedOperation(NotImplementedError):
    """Something that this system cannot do with paths."""


class _Parents(Sequence):
    """All that a path is in, from the inside out."""

    def __init__(self, path):
        self._path = path
        self._count = len(path._tail)

    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        if index < 0:
            index += len(self)
        path = self._path
        return path._made(path.drive, path.root, path._tail[: -index - 1])

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


def _split_windows(path):
    """Drive, root and rest of a path of Windows."""
    path = path.replace("/", "\\")
    if path[:2] == "\\\\":
        start = 8 if path[:8].upper() == "\\\\?\\UNC\\" else 2
        first = path.find("\\", start)
        second = path.find("\\", first + 1) if first >= 0 else -1
        if first < 0 or second < 0:
            return path, "", ""
        return path[:second], path[second], path[second + 1 :]
    if path[:1] == "\\":
        return "", path[0], path[1:]
    if path[1:2] == ":":
        if path[2:3] == "\\":
            return path[:2], path[2], path[3:]
        return path[:2], "", path[2:]
    return "", "", path


@functools.lru_cache(maxsize=256)
def _pattern(part, ignore_case):
    return re.compile(fnmatch.translate(part), re.I if ignore_case else 0).fullmatch


class PurePath:
    """A path that is only computed with."""

    __slots__ = ("_raw", "_parsed", "_text", "_hash", "__weakref__")
    _sep, _altsep = "/", ""
    parser = posixpath

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return object.__new__(cls)

    def __init__(self, *args):
        parts = []
        for arg in args:
            if isinstance(arg, PurePath):
                text = str(arg) if arg._sep == self._sep else arg.as_posix()
                parts.append("" if text == "." and not arg._tail and not arg.anchor else text)
                continue
            try:
                text = os.fspath(arg)
            except TypeError:
                text = arg
            if not isinstance(text, str):
                raise TypeError(
                    "argument should be a str or an os.PathLike object where __fspath__ returns a str, "
                    f"not {type(text).__name__!r}"
                )
            parts.append(text)
        self._raw = parts
        self._parsed = self._text = self._hash = None

    @classmethod
    def _splitroot(cls, text):
        return posixpath.splitroot(text)

    @classmethod
    def _join(cls, parts):
        return posixpath.join(*parts) if parts else ""

    @classmethod
    def _parse(cls, text):
        if not text:
            return "", "", ()
        drive, root, rest = cls._splitroot(text)
        # A share is a root of its own.
        if not root and drive.startswith("\\") and not drive.endswith("\\"):
            names = drive.split("\\")
            if len(names) == 6 or (len(names) == 4 and names[2] not in "?."):
                root = "\\"
        return drive, root, tuple(part for part in rest.split(cls._sep) if part and part != ".")

    def _parts(self):
        if self._parsed is None:
            self._parsed = self._parse(self._join(self._raw))
        return self._parsed

    def _made(self, drive, root, tail):
        path = self.with_segments(self._format(drive, root, tail))
        path._parsed = (drive, root, tuple(tail))
        return path

    @classmethod
    def _format(cls, drive, root, tail):
        if drive or root:
            return drive + root + cls._sep.join(tail)
        if tail and cls._sep == "\\" and tail[0][1:2] == ":":
            return ".\\" + cls._sep.join(tail)
        return cls._sep.join(tail)

    def with_segments(self, *pathsegments):
        """A path of the same class; what to override in derived classes."""
        return type(self)(*pathsegments)

    @property
    def drive(self):
        return self._parts()[0]

    @property
    def root(self):
        return self._parts()[1]

    @property
    def _tail(self):
        return self._parts()[2]

    @property
    def anchor(self):
        return self.drive + self.root

    @property
    def parts(self):
        return (self.anchor, *self._tail) if self.anchor else self._tail

    def __str__(self):
        if self._text is None:
            self._text = self._format(*self._parts()) or "."
        return self._text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{type(self).__name__}({self.as_posix()!r})"

    def as_posix(self):
        return str(self).replace(self._sep, "/")

    def as_uri(self):
        """As an address of a file."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes

        drive = self.drive
        if len(drive) == 2 and drive[1] == ":":
            return f"file:///{drive}" + quote_from_bytes(os.fsencode(self.as_posix()[2:]))
        prefix = "file:" if drive else "file://"
        return prefix + quote_from_bytes(os.fsencode(self.as_posix()))

    @property
    def _folded(self):
        return str(self)

    @property
    def _compared(self):
        return self._folded.split(self._sep)

    def _is_like(self, other):
        return isinstance(other, PurePath) and self._sep == other._sep

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._is_like(other) and self._folded == other._folded

    def __hash__(self):
        if self._hash is None:
            self._hash = hash(self._folded)
        return self._hash

    def __lt__(self, other):
        return self._compared < other._compared if self._is_like(other) else NotImplemented

    def __le__(self, other):
        return self._compared <= other._compared if self._is_like(other) else NotImplemented

    def __gt__(self, other):
        return self._compared > other._compared if self._is_like(other) else NotImplemented

    def __ge__(self, other):
        return self._compared >= other._compared if self._is_like(other) else NotImplemented

    def _joined(self, *segments):
        try:
            return self.with_segments(*segments)
        except TypeError:
            return NotImplemented

    def __truediv__(self, key):
        return self._joined(self, key)

    def __rtruediv__(self, key):
        return self._joined(key, self)

    def joinpath(self, *pathsegments):
        return self.with_segments(self, *pathsegments)

    def __reduce__(self):
        return self.__class__, tuple(self.parts)

    @property
    def name(self):
        """The last part."""
        return self._tail[-1] if self._tail else ""

    @property
    def suffix(self):
        """The ending of the name, with its dot."""
        name = self.name
        dot = name.rfind(".")
        return name[dot:] if 0 < dot < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        if name.endswith("."):
            return []
        return ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        """The name without its ending."""
        name = self.name
        dot = name.rfind(".")
        return name[:dot] if 0 < dot < len(name) - 1 else name

    def with_name(self, name):
        if not name or self._sep in name or (self._altsep and self._altsep in name) or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._made(self.drive, self.root, (*self._tail[:-1], name))

    def with_stem(self, stem):
        suffix = self.suffix
        if not suffix:
            return self.with_name(stem)
        if not stem:
            raise ValueError(f"{self!r} has a non-empty suffix")
        return self.with_name(stem + suffix)

    def with_suffix(self, suffix):
        stem = self.stem
        if not stem:
            raise ValueError(f"{self!r} has an empty name")
        if suffix and not (suffix.startswith(".") and len(suffix) > 1) or self._sep in suffix:
            raise ValueError(f"Invalid suffix {suffix!r}")
        return self.with_name(stem + suffix)

    @property
    def parent(self):
        if not self._tail:
            return self
        return self._made(self.drive, self.root, self._tail[:-1])

    @property
    def parents(self):
        return _Parents(self)

    def relative_to(self, other, /, *_deprecated, walk_up=False):
        """This path, seen from another."""
        other = other if isinstance(other, PurePath) else self.with_segments(other)
        if _deprecated:
            other = self.with_segments(other, *_deprecated)
        for steps, path in enumerate((other, *other.parents)):
            if path == self or path in self.parents:
                break
            if not walk_up:
                raise ValueError(f"{str(self)!r} is not in the subpath of {str(other)!r}")
            if path.name == "..":
                raise ValueError(f"'..' segment in {str(other)!r} cannot be walked")
        else:
            raise ValueError(f"{str(self)!r} and {str(other)!r} have different anchors")
        return self._made("", "", (".." ,) * steps + self._tail[len(path._tail) :])

    def is_relative_to(self, other, /, *_deprecated):
        other = other if isinstance(other, PurePath) else self.with_segments(other)
        if _deprecated:
            other = self.with_segments(other, *_deprecated)
        return other == self or other in self.parents

    def is_absolute(self):
        return bool(self.root)

    def is_reserved(self):
        return False

    def _ignores_case(self, case_sensitive):
        return self._sep == "\\" if case_sensitive is None else not case_sensitive

    def match(self, path_pattern, *, case_sensitive=None):
        """Whether it ends as a pattern says."""
        pattern = path_pattern if isinstance(path_pattern, PurePath) else self.with_segments(path_pattern)
        ignore = self._ignores_case(case_sensitive)
        wanted, mine = pattern.parts[::-1], self.parts[::-1]
        if not wanted:
            raise ValueError("empty pattern")
        if len(mine) < len(wanted) or (len(mine) > len(wanted) and pattern.anchor):
            return False
        return all(_pattern(want, ignore)(part) for part, want in zip(mine, wanted))

    def full_match(self, pattern, *, case_sensitive=None):
        """Whether all of it is as a pattern says, where `**` is any number of parts."""
        pattern = pattern if isinstance(pattern, PurePath) else self.with_segments(pattern)
        ignore = self._ignores_case(case_sensitive)

        def matches(parts, wanted):
            if not wanted:
                return not parts
            if wanted[0] == "**":
                return any(matches(parts[skip:], wanted[1:]) for skip in range(len(parts) + 1))
            return bool(parts) and bool(_pattern(wanted[0], ignore)(parts[0])) and matches(parts[1:], wanted[1:])

        return matches(self.parts, pattern.parts)


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path of Unix."""

    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path of Windows."""

    __slots__ = ()
    _sep, _altsep = "\\", "/"

    @classmethod
    def _splitroot(cls, text):
        return _split_windows(text)

    @classmethod
    def _join(cls, parts):
        drive = root = path = ""
        for part in parts:
            d, r, p = _split_windows(part)
            if r:
                if d or not drive:
                    drive = d
                root, path = r, p
            elif d and d != drive and d.lower() != drive.lower():
                drive, root, path = d, r, p
            else:
                if d:
                    drive = d
                if path and path[-1] != "\\":
                    path += "\\"
                path += p
        if path and not root and drive and drive[-1:] not in ":\\":
            return drive + "\\" + path
        return drive + root + path

    @property
    def _folded(self):
        return str(self).lower()

    def is_absolute(self):
        return bool(self.drive and self.root)


class Path(PurePath):
    """A path to a file, as far as there are any."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = PosixPath
        return object.__new__(cls)

    def __init__(self, *args, **kwargs):
        super().__init__(*args)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        home = cls(os.path.expanduser("~"))
        if str(home).startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        return home

    @classmethod
    def from_uri(cls, uri):
        if not uri.startswith("file:"):
            raise ValueError(f"URI does not start with 'file:': {uri!r}")
        from urllib.parse import unquote

        path = uri[5:]
        if path[:3] == "///":
            path = path[2:]
        elif path[:12] == "//localhost/":
            path = path[11:]
        path = cls(unquote(path))
        if not path.is_absolute():
            raise ValueError(f"URI is not absolute: {uri!r}")
        return path

    def absolute(self):
        return self if self.is_absolute() else self.with_segments(os.getcwd(), self)

    def resolve(self, strict=False):
        return self.with_segments(os.path.realpath(self))

    def expanduser(self):
        return self.with_segments(os.path.expanduser(self))

    def readlink(self):
        return self.with_segments(os.readlink(self))

    def stat(self, *, follow_symlinks=True):
        return os.stat(self)

    def lstat(self):
        return os.stat(self)

    def exists(self, *, follow_symlinks=True):
        return os.path.exists(self)

    def is_file(self, *, follow_symlinks=True):
        return os.path.isfile(self)

    def is_dir(self, *, follow_symlinks=True):
        return os.path.isdir(self)

    def is_symlink(self):
        return False

    is_junction = is_block_device = is_char_device = is_fifo = is_socket = is_symlink

    def is_mount(self):
        return os.path.ismount(self)

    def samefile(self, other_path):
        return os.path.samefile(self, other_path)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_text(self, encoding=None, errors=None, newline=None):
        with self.open("r", -1, encoding, errors, newline) as file:
            return file.read()

    def read_bytes(self):
        with self.open("rb") as file:
            return file.read()

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {data.__class__.__name__}")
        with self.open("w", -1, encoding, errors, newline) as file:
            return file.write(data)

    def write_bytes(self, data):
        with self.open("wb") as file:
            return file.write(memoryview(data))

    def iterdir(self):
        return iter([self / name for name in os.listdir(self)])

    def glob(self, pattern, *, case_sensitive=None, recurse_symlinks=False):
        return iter(())

    rglob = glob

    def walk(self, top_down=True, on_error=None, follow_symlinks=False):
        return iter(())

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        os.mkdir(self, mode)

    def rmdir(self):
        os.rmdir(self)

    def unlink(self, missing_ok=False):
        os.unlink(self)

    def touch(self, mode=0o666, exist_ok=True):
        os.open(self, os.O_CREAT)

    def rename(self, target):
        os.rename(self, target)
        return self.with_segments(target)

    def replace(self, target):
        os.replace(self, target)
        return self.with_segments(target)

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)

    def owner(self, *, follow_symlinks=True):
        raise UnsupportedOperation("Path.owner() is unsupported on this system")

    def group(self, *, follow_symlinks=True):
        raise UnsupportedOperation("Path.group() is unsupported on this system")


class PosixPath(Path, PurePosixPath):
    """A path to a file on Unix."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path to a file on Windows, of which there is none here."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise UnsupportedOperation(f"cannot instantiate {cls.__name__!r} on your system")
