"""Bytes as letters: base 16, 32, 64 and 85."""

import binascii
import struct

__all__ = ["encode", "decode", "encodebytes", "decodebytes", "b64encode", "b64decode", "b32encode", "b32decode",
           "b32hexencode", "b32hexdecode", "b16encode", "b16decode", "b85encode", "b85decode", "a85encode",
           "a85decode", "z85encode", "z85decode", "standard_b64encode", "standard_b64decode", "urlsafe_b64encode",
           "urlsafe_b64decode"]  # fmt: skip


def _bytes(s):
    if isinstance(s, str):
        try:
            return s.encode("ascii")
        except UnicodeEncodeError:
            raise ValueError("string argument should contain only ASCII characters")
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        kind = s.__class__.__name__
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {kind!r}") from None


def b64encode(s, altchars=None):
    """Base 64, with other letters for `+/` if wanted."""
    encoded = binascii.b2a_base64(s, newline=False)
    return encoded if altchars is None else encoded.translate(bytes.maketrans(b"+/", _pair(altchars)))


def b64decode(s, altchars=None, validate=False):
    """The bytes of base 64; with `validate`, nothing else may be in it."""
    s = _bytes(s)
    if altchars is not None:
        s = s.translate(bytes.maketrans(_pair(_bytes(altchars)), b"+/"))
    return binascii.a2b_base64(s, strict_mode=validate)


def _pair(altchars):
    assert len(altchars) == 2, repr(altchars)
    return altchars


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    """Base 64 with `-_`."""
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    return b64decode(_bytes(s).translate(bytes.maketrans(b"-_", b"+/")))


_B32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_B32HEX = b"0123456789ABCDEFGHIJKLMNOPQRSTUV"


def _encode32(alphabet, s):
    if not isinstance(s, (bytes, bytearray)):
        s = memoryview(s).tobytes()
    out = bytearray()
    for start in range(0, len(s), 5):
        chunk = s[start : start + 5]
        number = int.from_bytes(chunk + bytes(5 - len(chunk)))
        letters = bytes(alphabet[number >> shift & 31] for shift in range(35, -5, -5))
        used = (len(chunk) * 8 + 4) // 5
        out += letters[:used] + b"=" * (8 - used)
    return bytes(out)


def _decode32(alphabet, s, casefold, map01):
    s = _bytes(s)
    if len(s) % 8:
        raise binascii.Error("Incorrect padding")
    if map01 is not None:
        map01 = _bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b"01", b"O" + map01))
    if casefold:
        s = s.upper()
    stripped = s.rstrip(b"=")
    padding = len(s) - len(stripped)
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    values = {letter: value for value, letter in enumerate(alphabet)}
    out = bytearray()
    for start in range(0, len(stripped), 8):
        number = 0
        for letter in stripped[start : start + 8].ljust(8, alphabet[:1]):
            if letter not in values:
                raise binascii.Error("Non-base32 digit found") from None
            number = number << 5 | values[letter]
        out += number.to_bytes(5)
    return bytes(out[: len(stripped) * 5 // 8])


def b32encode(s):
    """Base 32."""
    return _encode32(_B32, s)


def b32decode(s, casefold=False, map01=None):
    return _decode32(_B32, s, casefold, map01)


def b32hexencode(s):
    """Base 32 with digits first."""
    return _encode32(_B32HEX, s)


def b32hexdecode(s, casefold=False):
    return _decode32(_B32HEX, s, casefold, None)


def b16encode(s):
    """Base 16, in upper case."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _bytes(s)
    if casefold:
        s = s.upper()
    if any(byte not in b"0123456789ABCDEF" for byte in s):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(s)


_B85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
_A85 = bytes(range(33, 118))


def _encode85(s, alphabet, pad=False, zeros=False, spaces=False):
    if not isinstance(s, (bytes, bytearray)):
        s = memoryview(s).tobytes()
    padding = -len(s) % 4
    s = s + bytes(padding)
    chunks = []
    for (number,) in struct.iter_unpack("!I", s):
        if zeros and number == 0:
            chunks.append(b"z")
        elif spaces and number == 0x20202020:
            chunks.append(b"y")
        else:
            letters = bytearray(5)
            for place in range(4, -1, -1):
                number, digit = divmod(number, 85)
                letters[place] = alphabet[digit]
            chunks.append(bytes(letters))
    if padding and not pad:
        if chunks[-1] == b"z":
            chunks[-1] = alphabet[:1] * 5
        chunks[-1] = chunks[-1][:-padding]
    return b"".join(chunks)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Ascii85, as PostScript and PDF have it."""
    text = _encode85(b, _A85, pad, True, foldspaces)
    if adobe:
        text = b"<~" + text
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        lines = [text[start : start + wrapcol] for start in range(0, len(text), wrapcol)]
        if adobe and len(lines[-1]) + 2 > wrapcol:
            lines.append(b"")
        text = b"\n".join(lines)
    return text + b"~>" if adobe else text


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b" \t\n\r\x0b"):
    b = _bytes(b)
    if adobe:
        if not b.endswith(b"~>"):
            raise ValueError(f"Ascii85 encoded byte sequences must end with {b'~>'!r}")
        b = b[2:-2] if b.startswith(b"<~") else b[:-2]
    out, chunk = bytearray(), []
    for byte in b + b"u" * 4:
        if 33 <= byte <= 117:
            chunk.append(byte)
            if len(chunk) == 5:
                number = 0
                for letter in chunk:
                    number = number * 85 + letter - 33
                try:
                    out += struct.pack("!I", number)
                except struct.error:
                    raise ValueError("Ascii85 overflow") from None
                chunk = []
        elif byte == 122:
            if chunk:
                raise ValueError("z inside Ascii85 5-tuple")
            out += bytes(4)
        elif foldspaces and byte == 121:
            if chunk:
                raise ValueError("y inside Ascii85 5-tuple")
            out += b"    "
        elif byte not in ignorechars:
            raise ValueError(f"Non-Ascii85 digit found: {chr(byte)}")
    extra = 4 - len(chunk)
    return bytes(out[:-extra] if extra else out)


def b85encode(b, pad=False):
    """Base 85, as git has it."""
    return _encode85(b, _B85, pad)


def _decode85(b, alphabet, name):
    b = _bytes(b)
    values = {letter: value for value, letter in enumerate(alphabet)}
    padding = -len(b) % 5
    b = b + alphabet[-1:] * padding
    out = bytearray()
    for start in range(0, len(b), 5):
        number = 0
        for place, letter in enumerate(b[start : start + 5]):
            if letter not in values:
                raise ValueError(f"bad {name} character at position {start + place}") from None
            number = number * 85 + values[letter]
        try:
            out += struct.pack("!I", number)
        except struct.error:
            raise ValueError(f"{name} overflow in hunk starting at byte {start}") from None
    return bytes(out[:-padding] if padding else out)


def b85decode(b):
    return _decode85(b, _B85, "base85")


def z85encode(s):
    """Base 85, as ZeroMQ has it."""
    return _encode85(s, _Z85)


def z85decode(s):
    return _decode85(s, _Z85, "z85")


MAXLINESIZE = 76
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def encodebytes(s):
    """Lines of base 64."""
    if not isinstance(s, (bytes, bytearray, memoryview)):
        try:
            s = memoryview(s)
        except TypeError:
            raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from None
    s = bytes(s)
    return b"".join(binascii.b2a_base64(s[i : i + MAXBINSIZE]) for i in range(0, len(s), MAXBINSIZE))


def decodebytes(s):
    try:
        s = bytes(memoryview(s))
    except TypeError:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from None
    return binascii.a2b_base64(s)


def encode(input, output):
    """From one file to another."""
    while data := input.read(MAXBINSIZE):
        while len(data) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(data))):
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    while line := input.readline():
        output.write(binascii.a2b_base64(line))
