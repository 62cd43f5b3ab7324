"""Encodings by name. The encodings themselves are native, in `str.encode` and `bytes.decode`."""

import builtins
import sys

__all__ = ["register", "unregister", "lookup", "open", "EncodedFile", "BOM", "BOM_BE", "BOM_LE", "BOM32_BE", "BOM32_LE",
           "BOM64_BE", "BOM64_LE", "BOM_UTF8", "BOM_UTF16", "BOM_UTF16_LE", "BOM_UTF16_BE", "BOM_UTF32",
           "BOM_UTF32_LE", "BOM_UTF32_BE", "CodecInfo", "Codec", "IncrementalEncoder", "IncrementalDecoder",
           "StreamReader", "StreamWriter", "StreamReaderWriter", "StreamRecoder", "getencoder", "getdecoder",
           "getincrementalencoder", "getincrementaldecoder", "getreader", "getwriter", "encode", "decode",
           "iterencode", "iterdecode", "strict_errors", "ignore_errors", "replace_errors",
           "xmlcharrefreplace_errors", "backslashreplace_errors", "namereplace_errors", "register_error",
           "lookup_error"]  # fmt: skip

BOM_UTF8 = b"\xef\xbb\xbf"
BOM_LE = BOM_UTF16_LE = BOM_UTF16 = BOM = b"\xff\xfe"
BOM_BE = BOM_UTF16_BE = b"\xfe\xff"
BOM_UTF32_LE = BOM_UTF32 = b"\xff\xfe\x00\x00"
BOM_UTF32_BE = b"\x00\x00\xfe\xff"
BOM32_LE, BOM32_BE, BOM64_LE, BOM64_BE = BOM_UTF16_LE, BOM_UTF16_BE, BOM_UTF32_LE, BOM_UTF32_BE


class CodecInfo(tuple):
    """An encoding: its functions and classes."""

    _is_text_encoding = True

    def __new__(cls, encode, decode, streamreader=None, streamwriter=None, incrementalencoder=None,
                incrementaldecoder=None, name=None, *, _is_text_encoding=None):  # fmt: skip
        self = tuple.__new__(cls, (encode, decode, streamreader, streamwriter))
        self.name = name
        self.encode, self.decode = encode, decode
        self.incrementalencoder, self.incrementaldecoder = incrementalencoder, incrementaldecoder
        self.streamreader, self.streamwriter = streamreader, streamwriter
        if _is_text_encoding is not None:
            self._is_text_encoding = _is_text_encoding
        return self

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} object for encoding {self.name} at {id(self):#x}>"


class Codec:
    """Encodes and decodes without remembering anything."""

    def encode(self, input, errors="strict"):
        raise NotImplementedError

    def decode(self, input, errors="strict"):
        raise NotImplementedError


class _Incremental:
    """What works piece by piece, so far without remembering anything."""

    def __init__(self, errors="strict"):
        self.errors = errors

    def reset(self):
        pass

    def setstate(self, state):
        pass


class IncrementalEncoder(_Incremental):
    """Encodes piece by piece."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = ""

    def encode(self, input, final=False):
        raise NotImplementedError

    def getstate(self):
        return 0


class IncrementalDecoder(_Incremental):
    """Decodes piece by piece."""

    def decode(self, input, final=False):
        raise NotImplementedError

    def getstate(self):
        return b"", 0


class BufferedIncrementalDecoder(IncrementalDecoder):
    """Keeps what is not a whole character yet."""

    def __init__(self, errors="strict"):
        super().__init__(errors)
        self.buffer = b""

    def decode(self, input, final=False):
        data = self.buffer + input
        text, used = self._buffer_decode(data, self.errors, final)
        self.buffer = data[used:]
        return text

    def reset(self):
        self.buffer = b""

    def getstate(self):
        return self.buffer, 0

    def setstate(self, state):
        self.buffer = state[0]


class _OverStream:
    """What is not otherwise said is left to the stream below."""

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __enter__(self):
        return self

    def __exit__(self, type, value, tb):
        self.stream.close()


class StreamWriter(_OverStream, Codec):
    """A file to which text is written."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors

    def write(self, object):
        data, _ = self.encode(object, self.errors)
        self.stream.write(data)

    def writelines(self, list):
        self.write("".join(list))

    def reset(self):
        pass


class StreamReader(_OverStream, Codec):
    """A file from which text is read."""

    def __init__(self, stream, errors="strict"):
        self.stream, self.errors = stream, errors
        self._text = None

    def _rest(self):
        if self._text is None:
            self._text, _ = self.decode(self.stream.read(), self.errors)
        return self._text

    def read(self, size=-1, chars=-1, firstline=False):
        text = self._rest()
        count = len(text) if chars < 0 and size < 0 else chars if chars >= 0 else size
        self._text = text[count:]
        return text[:count]

    def readline(self, size=None, keepends=True):
        lines = self._rest().splitlines(keepends=True)
        if not lines:
            return ""
        self._text = self._text[len(lines[0]) :]
        return lines[0] if keepends else lines[0].splitlines()[0]

    def readlines(self, sizehint=None, keepends=True):
        return self.read().splitlines(keepends)

    def reset(self):
        self._text = None

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reset()

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __iter__(self):
        return self


class StreamReaderWriter(_OverStream):
    """Both."""

    encoding = "unknown"

    def __init__(self, stream, Reader, Writer, errors="strict"):
        self.stream, self.errors = stream, errors
        self.reader, self.writer = Reader(stream, errors), Writer(stream, errors)
        for name in ("read", "readline", "readlines"):
            setattr(self, name, getattr(self.reader, name))
        for name in ("write", "writelines"):
            setattr(self, name, getattr(self.writer, name))

    def __iter__(self):
        return self.reader

    def __next__(self):
        return next(self.reader)

    def seek(self, offset, whence=0):
        self.stream.seek(offset, whence)
        self.reader.reset()


class StreamRecoder(StreamReaderWriter):
    """From one encoding to another."""


# Codecs by name.

_searches = []
_known = {}
_names = {
    "utf8": "utf-8", "utf_8": "utf-8", "u8": "utf-8", "utf": "utf-8", "cp65001": "utf-8", "latin1": "iso8859-1",
    "latin_1": "iso8859-1", "iso8859_1": "iso8859-1", "iso_8859_1": "iso8859-1", "l1": "iso8859-1", "8859": "iso8859-1",
    "cp819": "iso8859-1", "us_ascii": "ascii", "646": "ascii", "ascii": "ascii", "utf_16": "utf-16", "utf16": "utf-16",
    "u16": "utf-16", "utf_16_le": "utf-16-le", "utf_16le": "utf-16-le", "utf_16_be": "utf-16-be",
    "utf_16be": "utf-16-be", "utf_32": "utf-32", "utf32": "utf-32", "u32": "utf-32", "utf_32_le": "utf-32-le",
    "utf_32_be": "utf-32-be", "utf_8_sig": "utf-8-sig", "utf_7": "utf-7", "utf7": "utf-7", "u7": "utf-7",
    "unicode_escape": "unicode-escape", "raw_unicode_escape": "raw-unicode-escape", "cp1252": "cp1252",
    "windows_1252": "cp1252",
}  # fmt: skip


def _normal(encoding):
    out = "".join(char if char.isalnum() or char == "." else "_" for char in encoding.lower())
    return "_".join(part for part in out.split("_") if part)


def register(search_function, /):
    """A function that finds encodings by their names."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _searches.append(search_function)


def unregister(search_function, /):
    if search_function in _searches:
        _searches.remove(search_function)
        _known.clear()


def lookup(encoding, /):
    """An encoding by its name."""
    name = _normal(encoding)
    if name in _known:
        return _known[name]
    for search in _searches:
        found = search(name)
        if found is not None:
            if not isinstance(found, tuple) or len(found) != 4:
                raise TypeError("codec search functions must return 4-tuples")
            _known[name] = found
            return found
    found = _bytes_codec(name) or _text_codec(encoding, name)
    _known[name] = found
    return found


def _text_codec(encoding, name):
    try:
        "".encode(encoding)
    except LookupError:
        raise LookupError(f"unknown encoding: {encoding}") from None
    shown = _names.get(name, name.replace("_", "-"))

    def encode(input, errors="strict"):
        if not isinstance(input, str):
            raise TypeError(f"{name}_encode() argument 1 must be str, not {type(input).__name__}")
        return input.encode(encoding, errors or "strict"), len(input)

    def decode(input, errors="strict"):
        if isinstance(input, str):
            if name in ("unicode_escape", "raw_unicode_escape"):
                input = input.encode()
            else:
                raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(memoryview(input))
        return data.decode(encoding, errors or "strict"), len(data)

    def partial(data, errors, final):
        if final:
            return decode(data, errors)
        for cut in range(min(4, len(data)) + 1):
            try:
                return data[: len(data) - cut].decode(encoding, errors), len(data) - cut
            except UnicodeDecodeError as error:
                if error.end < len(data) - cut or "end of data" not in error.reason and "truncated" not in error.reason:
                    raise
        return decode(data, errors)

    class Encoder(IncrementalEncoder):
        def encode(self, input, final=False):
            return encode(input, self.errors)[0]

    class Decoder(BufferedIncrementalDecoder):
        def _buffer_decode(self, input, errors, final):
            return partial(input, errors, final)

    class Writer(StreamWriter):
        def encode(self, input, errors="strict"):
            return encode(input, errors)

        def decode(self, input, errors="strict"):
            return decode(input, errors)

    class Reader(StreamReader):
        encode, decode = Writer.encode, Writer.decode

    for cls, word in ((Encoder, "IncrementalEncoder"), (Decoder, "IncrementalDecoder"), (Writer, "StreamWriter"), (Reader, "StreamReader")):
        cls.__name__ = cls.__qualname__ = word
        cls.__module__ = f"encodings.{name}"
    return CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, shown)


_ROT13 = {
    ord(a): b
    for a, b in zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
    )
}


def _bytes_codec(name):
    """What is no encoding of text, but goes from bytes to bytes or from text to text."""
    if name in ("rot_13", "rot13"):
        pair = (lambda text, errors="strict": (text.translate(_ROT13), len(text)),) * 2
        name = "rot-13"
    elif name in ("hex_codec", "hex"):
        import binascii

        pair = (
            lambda data, errors="strict": (binascii.b2a_hex(data), len(data)),
            lambda data, errors="strict": (binascii.a2b_hex(data), len(data)),
        )
        name = "hex"
    elif name in ("base64_codec", "base64", "base_64"):
        import base64

        pair = (
            lambda data, errors="strict": (base64.encodebytes(data), len(data)),
            lambda data, errors="strict": (base64.decodebytes(data), len(data)),
        )
        name = "base64"
    elif name in ("zlib_codec", "zlib", "zip"):
        import zlib

        pair = (
            lambda data, errors="strict": (zlib.compress(data), len(data)),
            lambda data, errors="strict": (zlib.decompress(data), len(data)),
        )
        name = "zlib"
    else:
        return None
    return CodecInfo(*pair, name=name, _is_text_encoding=False)


def encode(obj, encoding="utf-8", errors="strict"):
    """Encode with any codec."""
    return lookup(encoding).encode(obj, errors)[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decode with any codec."""
    return lookup(encoding).decode(obj, errors)[0]


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def getreader(encoding):
    return lookup(encoding).streamreader


def getwriter(encoding):
    return lookup(encoding).streamwriter


def getincrementalencoder(encoding):
    return _known_class(lookup(encoding).incrementalencoder, encoding)


def getincrementaldecoder(encoding):
    return _known_class(lookup(encoding).incrementaldecoder, encoding)


def _known_class(cls, encoding):
    if cls is None:
        raise LookupError(encoding)
    return cls


def iterencode(iterator, encoding, errors="strict", **kwargs):
    encoder = getincrementalencoder(encoding)(errors, **kwargs)
    yield from filter(None, map(encoder.encode, iterator))
    if rest := encoder.encode("", True):
        yield rest


def iterdecode(iterator, encoding, errors="strict", **kwargs):
    decoder = getincrementaldecoder(encoding)(errors, **kwargs)
    yield from filter(None, map(decoder.decode, iterator))
    if rest := decoder.decode(b"", True):
        yield rest


def open(filename, mode="r", encoding=None, errors="strict", buffering=-1):
    """A file with an encoding."""
    if encoding is not None and "b" not in mode:
        mode += "b"
    file = builtins.open(filename, mode, buffering)
    if encoding is None:
        return file
    info = lookup(encoding)
    result = StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)
    result.encoding = encoding
    return result


def EncodedFile(file, data_encoding, file_encoding=None, errors="strict"):
    """A file in another encoding."""
    info = lookup(file_encoding or data_encoding)
    return StreamReaderWriter(file, info.streamreader, info.streamwriter, errors)


# What to do about characters that do not fit.


def strict_errors(exception):
    raise exception


def _span(error):
    return error.object[error.start : error.end]


def ignore_errors(exception):
    return "", exception.end


def replace_errors(exception):
    if isinstance(exception, UnicodeEncodeError):
        return "?" * (exception.end - exception.start), exception.end
    if isinstance(exception, UnicodeDecodeError):
        return "�", exception.end
    return "�" * (exception.end - exception.start), exception.end


def _escape(code):
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def backslashreplace_errors(exception):
    if isinstance(exception, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in _span(exception)), exception.end
    return "".join(_escape(ord(char)) for char in _span(exception)), exception.end


def xmlcharrefreplace_errors(exception):
    return "".join(f"&#{ord(char)};" for char in _span(exception)), exception.end


def namereplace_errors(exception):
    import unicodedata

    names = [(char, unicodedata.name(char, None)) for char in _span(exception)]
    return "".join(f"\\N{{{name}}}" if name else _escape(ord(char)) for char, name in names), exception.end


_handlers = {
    "strict": strict_errors, "ignore": ignore_errors, "replace": replace_errors,
    "xmlcharrefreplace": xmlcharrefreplace_errors, "backslashreplace": backslashreplace_errors,
    "namereplace": namereplace_errors,
}  # fmt: skip


def register_error(errors, handler, /):
    """A name for a function that says what to do."""
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler
    native = sys.modules.get("_codecs")
    if native is not None:
        native.register_error(errors, handler)


def lookup_error(name, /):
    try:
        return _handlers[name]
    except KeyError:
        raise LookupError(f"unknown error handler name '{name}'") from None

for _function in (register, unregister, lookup, encode, decode, register_error, lookup_error):
    _function.__module__ = "_codecs"
del _function
