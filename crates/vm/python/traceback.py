"""Tracebacks as text and as data.

Two things come from the interpreter, which has to be able to print them anyway: the last lines of a report (with the
suggestions) and a source line with its carets.
"""

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack",
    "format_tb", "print_exc", "format_exc", "print_exception", "print_last", "print_stack", "print_tb",
    "clear_frames", "FrameSummary", "StackSummary", "TracebackException", "walk_stack", "walk_tb", "print_list",
]  # fmt: skip

import sys
import _bytescope
import linecache
from itertools import islice

_absent = object()
_RECURSIVE_CUTOFF = 3


def _resolve(exc, value, tb):
    """The exception and the traceback meant by `f(exc)`, or by the old `f(type, value, tb)`."""
    if (value is _absent) != (tb is _absent):
        raise ValueError("Both or neither of value and tb must be given")
    if value is not _absent:
        return value, tb
    if exc is None or isinstance(exc, BaseException):
        return exc, getattr(exc, "__traceback__", None)
    raise TypeError(f"Exception expected for value, {type(exc).__name__} found")


def _write(lines, file):
    print("".join(lines), file=sys.stderr if file is None else file, end="")


def print_tb(tb, limit=None, file=None):
    """Print the entries of a traceback."""
    _write(format_tb(tb, limit), file)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def extract_tb(tb, limit=None):
    """The entries of a traceback, the oldest first."""
    return StackSummary._extract(_positions_of_tb(tb), limit)


def print_list(extracted_list, file=None):
    _write(format_list(extracted_list), file)


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_exception(exc, /, value=_absent, tb=_absent, limit=None, file=None, chain=True):
    """Print an exception with its traceback and those that led to it."""
    _write(format_exception(exc, value, tb, limit, chain), file)


def format_exception(exc, /, value=_absent, tb=_absent, limit=None, chain=True):
    """The lines that `print_exception` prints; each may hold newlines."""
    exc, tb = _resolve(exc, value, tb)
    if exc is None:
        return ["NoneType: None\n"]
    return list(TracebackException(type(exc), exc, tb, limit=limit).format(chain=chain))


def format_exception_only(exc, /, value=_absent, *, show_group=False):
    """The lines after the traceback: type, message, notes."""
    exc, _ = _resolve(exc, value, value)
    if exc is None:
        return ["NoneType: None\n"]
    return list(TracebackException(type(exc), exc, None).format_exception_only(show_group=show_group))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exception(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """What `print_exc` prints."""
    return "".join(format_exception(sys.exception(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_exc"):
        raise ValueError("no last exception")
    print_exception(sys.last_exc, limit=limit, file=file, chain=chain)


def print_stack(f=None, limit=None, file=None):
    """Print the entries of the stack, from the outermost frame to the caller's."""
    print_list(extract_stack(sys._getframe().f_back if f is None else f, limit), file=file)


def format_stack(f=None, limit=None):
    return format_list(extract_stack(sys._getframe().f_back if f is None else f, limit))


def extract_stack(f=None, limit=None):
    stack = StackSummary.extract(walk_stack(sys._getframe().f_back if f is None else f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the variables of all frames in a traceback."""
    for frame, _ in walk_tb(tb):
        try:
            frame.clear()
        except RuntimeError:  # still running
            pass


def walk_stack(f):
    """Pairs of frame and line number, outwards."""
    if f is None:
        f = sys._getframe().f_back.f_back
    for frame in _chain(f, "f_back"):
        yield frame, frame.f_lineno


def walk_tb(tb):
    """Pairs of frame and line number, inwards."""
    for entry in _chain(tb, "tb_next"):
        yield entry.tb_frame, entry.tb_lineno


def _chain(item, link):
    """An item, what its attribute names, what that one's names, and so on to None."""
    while item is not None:
        yield item
        item = getattr(item, link)


def _positions_of_tb(tb):
    for entry in _chain(tb, "tb_next"):
        position = (None, None, None, None)
        if entry.tb_lasti >= 0:
            position = next(islice(entry.tb_frame.f_code.co_positions(), entry.tb_lasti // 2, None), position)
        line, *columns = position
        yield entry.tb_frame, (entry.tb_lineno if line is None else line, *columns)


class FrameSummary:
    """One entry: file, line, name, the text of the line, and where in it."""

    __slots__ = (
        "filename", "lineno", "end_lineno", "colno", "end_colno", "name", "_lines", "_lines_dedented", "locals", "_code",
    )  # fmt: skip

    def __init__(
        self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None,
        end_colno=None, **kwargs,
    ):  # fmt: skip
        self.filename, self.name, self._code = filename, name, kwargs.get("_code")
        self.lineno, self.end_lineno = lineno, lineno if end_lineno is None else end_lineno
        self.colno, self.end_colno = colno, end_colno
        self._lines = line
        self._lines_dedented = None
        if lookup_line:
            self.line
        self.locals = {k: repr(v) for k, v in locals.items()} if locals else None

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return tuple(self) == tuple(other) and self.locals == other.locals
        if isinstance(other, tuple):
            return tuple(self) == other
        return NotImplemented

    __hash__ = None

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __len__(self):
        return 4

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"

    @property
    def line(self):
        """The first line of the source, without its indent; None without a line number."""
        if self._lines is None:
            if self.lineno is None:
                return None
            self._lines = linecache.getline(self.filename, self.lineno)
        return self._lines.partition("\n")[0].strip()


class StackSummary(list):
    """Entries, from the outside in."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make entries of pairs of frame and line number."""
        return klass._extract(((f, (lineno, None, None, None)) for f, lineno in frame_gen), limit, capture_locals)

    @classmethod
    def _extract(klass, frames, limit=None, capture_locals=False):
        frames = list(frames)
        if limit is None:
            limit = getattr(sys, "tracebacklimit", None)
            if limit is not None and limit < 0:
                limit = 0
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        result = klass()
        for f, (lineno, end_lineno, colno, end_colno) in frames:
            result.append(FrameSummary(
                f.f_code.co_filename, lineno, f.f_code.co_name, locals=f.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno, _code=f.f_code,
            ))  # fmt: skip
        return result

    @classmethod
    def from_list(klass, a_list):
        """Take FrameSummary objects or tuples (file, line, name, text)."""
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame):
        """The text of one entry, carets included."""
        filename = "<stdin>" if frame.filename.startswith("<stdin>-") else frame.filename
        text = f'  File "{filename}", line {frame.lineno}, in {frame.name}\n'
        if frame.line:
            if frame.colno is None or frame.end_colno is None:
                text += f"    {frame.line}\n"
            else:
                text += _bytescope.format_source(
                    frame.filename, frame.lineno, frame.end_lineno, frame.colno, frame.end_colno
                )
        if frame.locals:
            for name, value in sorted(frame.locals.items()):
                text += f"    {name} = {value}\n"
        return text

    def format(self):
        """The texts of the entries; after three equal ones the rest are counted."""
        result = []
        last, count = None, 0
        for frame in self:
            key = (frame.filename, frame.lineno, frame.name)
            if key != last or last[1] is None:
                _tell_repeats(result, count)
                last, count = key, 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(self.format_frame_summary(frame))
        _tell_repeats(result, count)
        return result


def _tell_repeats(result, count):
    more = count - _RECURSIVE_CUTOFF
    if more > 0:
        result.append(f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n")


_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"
_CONTEXT = "\nDuring handling of the above exception, another exception occurred:\n\n"


class TracebackException:
    """An exception as text and entries, which holds neither frames nor objects."""

    def __init__(
        self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False,
        max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None,
    ):  # fmt: skip
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self.stack = StackSummary._extract(_positions_of_tb(exc_traceback), limit, capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        module = exc_type.__module__
        self.exc_type_str = exc_type.__qualname__ if module in ("__main__", "builtins") else f"{module}.{exc_type.__qualname__}"
        try:
            self._str = str(exc_value)
        except Exception:
            self._str = "<exception str() failed>"
        self._only = _bytescope.format_exception_only(exc_value, exc_traceback is not None)
        self._has_traceback = exc_traceback is not None
        self.__notes__ = getattr(exc_value, "__notes__", None)
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        if isinstance(exc_value, SyntaxError):
            for name in ("filename", "text", "offset", "end_offset", "msg"):
                setattr(self, name, getattr(exc_value, name))
            self.lineno = None if exc_value.lineno is None else str(exc_value.lineno)
            self.end_lineno = None if exc_value.end_lineno is None else str(exc_value.end_lineno)
        settings = {
            "limit": limit, "capture_locals": capture_locals, "max_group_width": max_group_width,
            "max_group_depth": max_group_depth, "_seen": seen,
        }  # fmt: skip

        def made(other):
            return TracebackException(type(other), other, other.__traceback__, **settings)

        def wrap(other):
            return None if other is None or id(other) in seen else made(other)

        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False
        self.__cause__ = wrap(exc_value.__cause__)
        wanted = not compact or self.__cause__ is None and not self.__suppress_context__
        self.__context__ = wrap(exc_value.__context__) if wanted else None
        self.exceptions = None
        if isinstance(exc_value, BaseExceptionGroup):
            self.exceptions = [made(each) for each in exc_value.exceptions]

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        return self._exc_type

    def __eq__(self, other):
        return self.__dict__ == other.__dict__ if isinstance(other, TracebackException) else NotImplemented

    __hash__ = None

    def __str__(self):
        return self._str

    def format_exception_only(self, *, show_group=False, _depth=0):
        """The lines after the traceback."""
        indent = 3 * _depth * " "
        for line in self._only:
            yield "".join(indent + part for part in line.splitlines(True)) if indent else line
        if self.exceptions and show_group:
            for each in self.exceptions:
                yield from each.format_exception_only(show_group=show_group, _depth=_depth + 1)

    def format(self, *, chain=True, _ctx=None):
        """The lines of the whole report."""
        context = _GroupContext() if _ctx is None else _ctx
        reports = [(None, self)]
        exc = self
        while chain:
            if exc.__cause__ is not None:
                message, exc = _CAUSE, exc.__cause__
            elif exc.__context__ is not None and not exc.__suppress_context__:
                message, exc = _CONTEXT, exc.__context__
            else:
                break
            reports.append((message, exc))
        for message, exc in reversed(reports):
            yield from exc._format_one(context)
            if message is not None:
                yield from context.emit(message)

    def _format_one(self, context):
        is_root_group = self.exceptions is not None and context.depth == 0
        if is_root_group:
            context.depth += 1
        if self._has_traceback:
            margin = "+" if is_root_group else None
            yield from context.emit(
                "Exception Group Traceback (most recent call last):\n" if self.exceptions is not None else "Traceback (most recent call last):\n",
                margin,
            )
            yield from context.emit(self.stack.format())
        yield from context.emit(self.format_exception_only())
        if self.exceptions is None:
            return
        if context.depth > self.max_group_depth:
            yield from context.emit(f"... (max_group_depth is {self.max_group_depth})\n")
        else:
            yield from self._format_members(context)
        if is_root_group:
            context.depth = 0

    def _format_members(self, context):
        total = len(self.exceptions)
        shown = total if total <= self.max_group_width else self.max_group_width + 1
        context.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                context.need_close = True
            cut = self.max_group_width is not None and i >= self.max_group_width
            title = "..." if cut else f"{i + 1}"
            yield f"{context.indent()}{'+-' if i == 0 else '  '}+---------------- {title} ----------------\n"
            context.depth += 1
            if cut:
                rest = total - self.max_group_width
                yield from context.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
            else:
                yield from self.exceptions[i].format(_ctx=context)
            if last and context.need_close:
                yield f"{context.indent()}+------------------------------------\n"
                context.need_close = False
            context.depth -= 1

    def print(self, *, file=None, chain=True):
        _write(self.format(chain=chain), file)


class _GroupContext:
    """How deep in exception groups the output is, and whether a frame of `|` has to be closed."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return " " * (2 * self.depth)

    def emit(self, lines, margin=None):
        lines = [lines] if isinstance(lines, str) else lines
        prefix = self.indent()
        if self.depth:
            prefix += (margin or "|") + " "
        for text in lines:
            if self.depth:
                yield "".join(prefix + line for line in text.splitlines(True))
            else:
                yield text
