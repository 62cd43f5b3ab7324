"""Streams. Those in memory and the standard ones are native; `open` is the built-in one."""

import _io
import abc
from _io import BytesIO, StringIO, UnsupportedOperation, text_encoding
from builtins import open

__all__ = ["BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO",
           "BufferedIOBase", "BufferedReader", "BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase",
           "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR", "SEEK_END", "text_encoding",
           "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder"]  # fmt: skip

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
DEFAULT_BUFFER_SIZE = 8192
BlockingIOError = BlockingIOError


def open_code(path):
    return open(path, "rb")


class IOBase(metaclass=abc.ABCMeta):
    """What all streams have."""

    _closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(f"{type(self).__name__}.{name}() not supported")

    def seek(self, pos, whence=0, /):
        self._unsupported("seek")

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, pos=None, /):
        self._unsupported("truncate")

    def flush(self):
        self._checkClosed()

    def close(self):
        if not self._closed:
            try:
                self.flush()
            finally:
                self._closed = True

    @property
    def closed(self):
        return self._closed

    def seekable(self):
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def fileno(self):
        self._unsupported("fileno")

    def isatty(self):
        self._checkClosed()
        return False

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError("I/O operation on closed file." if msg is None else msg)

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *args):
        self.close()

    def readline(self, size=-1, /):
        size = -1 if size is None else size
        line = bytearray()
        while size < 0 or len(line) < size:
            byte = self.read(1)
            if not byte:
                break
            line += byte
            if line.endswith(b"\n"):
                break
        return bytes(line)

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def readlines(self, hint=-1, /):
        lines, total = [], 0
        for line in self:
            lines.append(line)
            total += len(line)
            if hint is not None and 0 < hint <= total:
                break
        return lines

    def writelines(self, lines, /):
        self._checkClosed()
        for line in lines:
            self.write(line)


class RawIOBase(IOBase):
    """Streams of bytes without a buffer."""

    def read(self, size=-1, /):
        if size is None or size < 0:
            return self.readall()
        data = bytearray(size)
        count = self.readinto(data)
        if count is None:
            return None
        return bytes(data[:count])

    def readall(self):
        data = bytearray()
        while piece := self.read(DEFAULT_BUFFER_SIZE):
            data += piece
        return bytes(data) if data else piece

    def readinto(self, b, /):
        self._unsupported("readinto")

    def write(self, b, /):
        self._unsupported("write")


class BufferedIOBase(IOBase):
    """Streams of bytes with a buffer."""

    def read(self, size=-1, /):
        raise UnsupportedOperation("read")

    def read1(self, size=-1, /):
        raise UnsupportedOperation("read1")

    def write(self, b, /):
        raise UnsupportedOperation("write")

    def detach(self):
        raise UnsupportedOperation("detach")

    def readinto(self, b, /):
        data = self.read(len(b))
        b[: len(data)] = data
        return len(data)

    readinto1 = readinto


class TextIOBase(IOBase):
    """Streams of text."""

    encoding = errors = newlines = None

    def read(self, size=-1, /):
        raise UnsupportedOperation("read")

    def readline(self, size=-1, /):
        raise UnsupportedOperation("readline")

    def write(self, s, /):
        raise UnsupportedOperation("write")

    def detach(self):
        raise UnsupportedOperation("detach")


class _WithRaw(BufferedIOBase):
    """A buffer around another stream."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError("buffer size must be strictly positive")
        self._raw = raw

    @property
    def raw(self):
        if self._raw is None:
            raise ValueError("raw stream has been detached")
        return self._raw

    @property
    def closed(self):
        return self.raw.closed

    @property
    def name(self):
        return self.raw.name

    @property
    def mode(self):
        return self.raw.mode

    def close(self):
        if self._raw is not None and not self.raw.closed:
            self.flush()
            self.raw.close()

    def detach(self):
        raw, self._raw = self.raw, None
        return raw

    def flush(self):
        self._checkClosed()
        self.raw.flush()

    def seekable(self):
        return self.raw.seekable()

    def seek(self, pos, whence=0, /):
        return self.raw.seek(pos, whence)

    def tell(self):
        return self.raw.tell()

    def truncate(self, pos=None, /):
        return self.raw.truncate(pos)

    def fileno(self):
        return self.raw.fileno()

    def isatty(self):
        return self.raw.isatty()


class BufferedReader(_WithRaw):
    """Reads from a stream, and can look ahead."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation("File or stream is not readable.")
        super().__init__(raw, buffer_size)
        self._ahead = b""

    def readable(self):
        return True

    def read(self, size=-1, /):
        if size is None or size < 0:
            data, self._ahead = self._ahead, b""
            while piece := self.raw.read():
                data += piece
            return data
        while len(self._ahead) < size and (piece := self.raw.read(size - len(self._ahead))):
            self._ahead += piece
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        return data

    def read1(self, size=-1, /):
        if self._ahead:
            size = len(self._ahead) if size < 0 else size
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        return self.raw.read(DEFAULT_BUFFER_SIZE if size < 0 else size) or b""

    def peek(self, size=0, /):
        if not self._ahead:
            self._ahead = self.raw.read(DEFAULT_BUFFER_SIZE) or b""
        return self._ahead

    def tell(self):
        return self.raw.tell() - len(self._ahead)

    def seek(self, pos, whence=0, /):
        if whence == 1:
            pos -= len(self._ahead)
        self._ahead = b""
        return self.raw.seek(pos, whence)


class BufferedWriter(_WithRaw):
    """Writes to a stream when there is enough to write."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation("File or stream is not writable.")
        super().__init__(raw, buffer_size)
        self._limit = buffer_size
        self._waiting = bytearray()

    def writable(self):
        return True

    def write(self, b, /):
        self._checkClosed("write to closed file")
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._waiting += b
        if len(self._waiting) > self._limit:
            self._send()
        return len(b)

    def _send(self):
        while self._waiting:
            count = self.raw.write(bytes(self._waiting))
            del self._waiting[: len(self._waiting) if count is None else count]

    def flush(self):
        self._checkClosed("flush of closed file")
        self._send()
        if hasattr(self.raw, "flush"):
            self.raw.flush()

    def tell(self):
        return self.raw.tell() + len(self._waiting)

    def seek(self, pos, whence=0, /):
        self._send()
        return self.raw.seek(pos, whence)


class BufferedRandom(BufferedWriter, BufferedReader):
    """Both, on one stream."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        BufferedReader.__init__(self, raw, buffer_size)
        BufferedWriter.__init__(self, raw, buffer_size)

    def read(self, size=-1, /):
        self._send()
        return BufferedReader.read(self, size)


class BufferedRWPair(BufferedIOBase):
    """One stream to read from and one to write to."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.reader, self.writer = BufferedReader(reader, buffer_size), BufferedWriter(writer, buffer_size)
        for name in ("read", "read1", "peek", "readinto"):
            setattr(self, name, getattr(self.reader, name))
        for name in ("write", "flush"):
            setattr(self, name, getattr(self.writer, name))

    def readable(self):
        return True

    writable = readable

    def close(self):
        self.writer.close()
        self.reader.close()


class FileIO(RawIOBase):
    """Files without a buffer: not here."""

    def __init__(self, file, mode="r", closefd=True, opener=None):
        raise PermissionError(1, "programs that run here get their files from open()")


class IncrementalNewlineDecoder:
    """Turns line ends into newlines, piece by piece."""

    def __init__(self, decoder, translate, errors="strict"):
        self.decoder, self.translate = decoder, translate
        self._held = False

    def decode(self, input, final=False):
        text = input if self.decoder is None else self.decoder.decode(input, final)
        if self._held and (text or final):
            text = "\r" + text
            self._held = False
        if text.endswith("\r") and not final:
            text, self._held = text[:-1], True
        if self.translate:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text

    def reset(self):
        self._held = False


class _TextKind(abc.ABCMeta):
    """The standard streams, which are native, count as instances."""

    def __instancecheck__(cls, instance):
        return super().__instancecheck__(instance) or (cls is TextIOWrapper and isinstance(instance, _io.TextIOWrapper))


class TextIOWrapper(TextIOBase, metaclass=_TextKind):
    """Text over a stream of bytes."""

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False):
        if newline is not None and not isinstance(newline, str):
            raise TypeError(f"illegal newline type: {type(newline)!r}")
        if newline not in (None, "", "\n", "\r", "\r\n"):
            raise ValueError(f"illegal newline value: {newline}")
        encoding = "utf-8" if encoding in (None, "locale") else encoding
        "".encode(encoding)
        self._buffer = buffer
        self._encoding, self._errors = encoding, errors or "strict"
        self._newline = newline
        self._line_buffering, self._write_through = line_buffering, write_through
        self._text = None  # what was read and not given yet
        self._waiting = []

    def __repr__(self):
        parts = [f"{name}={getattr(self, name)!r}" for name in ("name", "mode") if hasattr(self._buffer, name)]
        parts.append(f"encoding={self._encoding!r}")
        return f"<_io.TextIOWrapper {' '.join(parts)}>"

    buffer = property(lambda self: self._detached() or self._buffer)
    encoding = property(lambda self: self._encoding)
    errors = property(lambda self: self._errors)
    line_buffering = property(lambda self: self._line_buffering)
    write_through = property(lambda self: self._write_through)
    newlines = property(lambda self: None)
    closed = property(lambda self: self._detached() or self._buffer.closed)
    name = property(lambda self: self._buffer.name)
    mode = property(lambda self: self._buffer.mode)

    def _detached(self):
        if self._buffer is None:
            raise ValueError("underlying buffer has been detached")

    def reconfigure(self, *, encoding=None, errors=None, newline=Ellipsis, line_buffering=None, write_through=None):
        self.flush()
        self._encoding = encoding or self._encoding
        self._errors = errors or self._errors
        if newline is not Ellipsis:
            self._newline = newline
        if line_buffering is not None:
            self._line_buffering = line_buffering

    def readable(self):
        return self._buffer.readable()

    def writable(self):
        return self._buffer.writable()

    def seekable(self):
        return self._buffer.seekable()

    def fileno(self):
        return self._buffer.fileno()

    def isatty(self):
        return self._buffer.isatty()

    def write(self, s, /):
        self._checkClosed()
        if not isinstance(s, str):
            raise TypeError(f"write() argument must be str, not {type(s).__name__}")
        if not self._buffer.writable():
            raise UnsupportedOperation("not writable")
        text = s
        if self._newline in (None, "\r", "\r\n") and "\n" in s:
            text = s.replace("\n", self._newline or "\n")
        self._waiting.append(text.encode(self._encoding, self._errors))
        self._text = None
        if self._write_through or (self._line_buffering and ("\n" in s or "\r" in s)) or len(self._waiting) > 256:
            self._send()
            if self._line_buffering and "\n" in s:
                self.flush()
        return len(s)

    def _send(self):
        if self._waiting:
            data, self._waiting = b"".join(self._waiting), []
            self._buffer.write(data)

    def flush(self):
        self._checkClosed()
        self._send()
        self._buffer.flush()

    def close(self):
        if self._buffer is not None and not self.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    def _rest(self):
        self._checkClosed()
        if not self._buffer.readable():
            raise UnsupportedOperation("not readable")
        self._send()
        if not self._text:
            text = self._buffer.read().decode(self._encoding, self._errors)
            if self._newline is None:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._text = text
        return self._text

    def read(self, size=-1, /):
        text = self._rest()
        size = len(text) if size is None or size < 0 else size
        self._text = text[size:]
        return text[:size]

    def readline(self, size=-1, /):
        text = self._rest()
        if self._newline == "":
            ends = [place + len(end) for end in ("\n", "\r\n", "\r") if (place := text.find(end)) >= 0]
            end = min(ends, default=len(text))
            if text[end - 1 : end + 1] == "\r\n":
                end += 1
        else:
            mark = self._newline or "\n"
            place = text.find(mark)
            end = len(text) if place < 0 else place + len(mark)
        if size is not None and size >= 0:
            end = min(end, size)
        self._text = text[end:]
        return text[:end]

    def seek(self, cookie, whence=0, /):
        self.flush()
        if whence == 1 and cookie:
            raise UnsupportedOperation("can't do nonzero cur-relative seeks")
        if whence == 2 and cookie:
            raise UnsupportedOperation("can't do nonzero end-relative seeks")
        self._text = None
        return self._buffer.seek(cookie, whence)

    def tell(self):
        self.flush()
        ahead = len((self._text or "").encode(self._encoding, self._errors))
        return self._buffer.tell() - ahead

    def truncate(self, pos=None, /):
        self.flush()
        return self._buffer.truncate(self.tell() if pos is None else pos)


for _kind in (TextIOWrapper, BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair, FileIO, IncrementalNewlineDecoder):
    _kind.__module__ = "_io"
del _kind
TextIOBase.register(StringIO)
TextIOBase.register(_io.TextIOWrapper)
BufferedIOBase.register(BytesIO)
