"""os.path and pathlib: paths taken apart and put together; nothing is touched."""

import os
import os.path
from pathlib import PurePosixPath, PureWindowsPath

for path in ("/usr/local/lib.tar.gz", "a//b/../c/.", ".hidden", "", "/", "x/"):
    print(os.path.split(path), os.path.splitext(path), os.path.normpath(path), os.path.isabs(path), os.path.basename(path))
print(os.path.join("a", "b", "/c", "d"), os.path.join("a", ""), os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.relpath("/a/b", "/a/c/d"), os.sep, os.linesep == "\n", os.curdir)
p = PurePosixPath("/home/ada/notes.tar.gz")
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, list(p.parents), p.is_absolute(), p.anchor)
print(p.with_suffix(".txt"), p.with_name("x"), p.relative_to("/home"), p / "sub" / "file", p.match("*.gz"), p.joinpath("a", "b"), p.as_uri())
print(PureWindowsPath("c:\\x\\y.txt").parts, PureWindowsPath("C:/X") == PureWindowsPath("c:/x"), sorted([PurePosixPath("b"), PurePosixPath("a/b")]), os.fspath(p))
for call in (lambda: p.relative_to("/other"), lambda: p.with_name("a/b"), lambda: PurePosixPath(5), lambda: os.path.join("a", b"b"), lambda: os.fspath(3), lambda: PurePosixPath("/").with_name("x")):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Thing:
    def __fspath__(self):
        return "thing/path"


print(os.path.dirname(Thing()), isinstance(Thing(), os.PathLike), PurePosixPath(Thing()))
