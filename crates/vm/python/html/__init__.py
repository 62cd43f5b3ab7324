"""Text in HTML."""

import re as _re

__all__ = ["escape", "unescape"]


def escape(s, quote=True):
    """With `&`, `<`, `>` and, unless told otherwise, quotes as entities."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


# What browsers take the numbers of the old Windows code page for.
_WINDOWS = dict(zip(
    range(0x80, 0xA0),
    "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ",
)) | {0x00: "�", 0x0D: "\r"}  # fmt: skip


def _is_no_text(number):
    return (
        0x1 <= number <= 0x8 or 0xE <= number <= 0x1F or 0x7F <= number <= 0x9F or 0xFDD0 <= number <= 0xFDEF
        or number == 0xB or number & 0xFFFE == 0xFFFE
    )  # fmt: skip


def _char(match):
    text = match[1]
    if text[0] == "#":
        number = int(text[2:].rstrip(";"), 16) if text[1] in "xX" else int(text[1:].rstrip(";"))
        if number in _WINDOWS:
            return _WINDOWS[number]
        if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
            return "�"
        return "" if _is_no_text(number) else chr(number)
    from .entities import html5

    if text in html5:
        return html5[text]
    for length in range(len(text) - 1, 1, -1):
        if text[:length] in html5:
            return html5[text[:length]] + text[length:]
    return "&" + text


_reference = _re.compile(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")


def unescape(s):
    """With the characters that entities stand for."""
    return _reference.sub(_char, s) if "&" in s else s
