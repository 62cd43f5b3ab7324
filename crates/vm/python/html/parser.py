"""Reads HTML and tells what is in it."""

import re
from html import unescape

__all__ = ["HTMLParser"]

_TAG_NAME = re.compile(r"[a-zA-Z][^\t\n\r\f />\x00]*")
_ATTRIBUTE = re.compile(
    r"""((?<=['"\t\n\r\f /])[^\s/>][^\s/=>]*)(\s*=+\s*('[^']*'|"[^"]*"|(?!['"])[^>\s]*))?(?:\s|/(?!>))*"""
)
_BETWEEN = re.compile(r"(?:\s|/(?!>))*")
_START_END = re.compile(
    r"""<[a-zA-Z][^\t\n\r\f />\x00]*(?:[\s/]*(?:(?<=['"\s/])[^\s/>][^\s/=>]*(?:\s*=+\s*(?:'[^']*'|"[^"]*"|(?!['"])[^>\s]*)\s*)?(?:\s|/(?!>))*)*)?\s*"""
)
_INTERESTING = re.compile("[&<]")
_INCOMPLETE = re.compile("&[a-zA-Z#]")
_CHARREF = re.compile("&#(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]")
_ENTITYREF = re.compile("&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]")


class HTMLParser:
    """To be derived from: `handle_...` methods are called for what is found."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forget what was read."""
        self.rawdata = ""
        self.lasttag = "???"
        self.interesting = _INTERESTING
        self.cdata_elem = None
        self.lineno, self.offset = 1, 0

    def getpos(self):
        return self.lineno, self.offset

    def updatepos(self, i, j):
        newlines = self.rawdata.count("\n", i, j)
        if newlines:
            self.lineno += newlines
            self.offset = j - self.rawdata.rindex("\n", i, j) - 1
        else:
            self.offset += j - i
        return j

    def feed(self, data):
        """Read more text."""
        self.rawdata += data
        self._go(False)

    def close(self):
        """There is no more."""
        self._go(True)

    def get_starttag_text(self):
        return self._starttag_text

    _starttag_text = None

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(rf"</{self.cdata_elem}(?=[\t\n\r\f />])", re.I)

    def clear_cdata_mode(self):
        self.interesting, self.cdata_elem = _INTERESTING, None

    def _text(self, text):
        if text:
            self.handle_data(unescape(text) if self.convert_charrefs and not self.cdata_elem else text)

    def _go(self, end):
        data, place = self.rawdata, 0
        size = len(data)
        while place < size:
            if self.convert_charrefs and not self.cdata_elem:
                stop = data.find("<", place)
                if stop < 0:
                    # An entity may go on in what is read next.
                    amp = data.rfind("&", max(place, size - 34))
                    if not end and (amp < 0 or not re.search(r"[\s;]", data[amp:])):
                        if amp >= 0:
                            break
                    stop = size
            else:
                match = self.interesting.search(data, place)
                if match:
                    stop = match.start()
                elif self.cdata_elem:
                    break
                else:
                    stop = size
            if place < stop:
                self._text(data[place:stop])
            place = self.updatepos(place, stop)
            if place == size:
                break
            if data.startswith("<", place):
                if _TAG_NAME.match(data, place + 1):
                    after = self._start_tag(place)
                elif data.startswith("</", place):
                    after = self._end_tag(place)
                elif data.startswith("<!--", place):
                    after = self._until(place, "-->", 4, self.handle_comment)
                elif data.startswith("<?", place):
                    after = self._until(place, ">", 2, self.handle_pi)
                elif data.startswith("<![", place):
                    close = "]]>" if data.startswith("<![CDATA[", place) else ">"
                    after = self._until(place, close, 3, self.unknown_decl)
                elif data.startswith("<!", place):
                    if data[place : place + 9].lower() == "<!doctype":
                        after = self._until(place, ">", 2, self.handle_decl)
                    else:
                        after = self._until(place, ">", 2, self.handle_comment)
                elif place + 1 < size or end:
                    self._text("<")
                    after = place + 1
                else:
                    break
                if after < 0:
                    if not end:
                        break
                    self._text(data[place:])
                    after = size
                place = self.updatepos(place, after)
            elif match := _CHARREF.match(data, place):
                self.handle_charref(match[0][2:-1])
                after = match.end() if match[0].endswith(";") else match.end() - 1
                place = self.updatepos(place, after)
            elif match := _ENTITYREF.match(data, place):
                self.handle_entityref(match[1])
                after = match.end() if match[0].endswith(";") else match.end() - 1
                place = self.updatepos(place, after)
            elif _INCOMPLETE.match(data, place) and not end:
                break
            else:
                self._text(data[place])
                place = self.updatepos(place, place + 1)
        if end and place < size:
            self._text(data[place:])
            place = self.updatepos(place, size)
        self.rawdata = data[place:]

    def _until(self, place, mark, skip, handle):
        stop = self.rawdata.find(mark, place + skip)
        if stop < 0:
            return -1
        handle(self.rawdata[place + skip : stop])
        return stop + len(mark)

    def _start_tag(self, place):
        self._starttag_text = None
        data = self.rawdata
        match = _START_END.match(data, place)
        stop = match.end()
        if data.startswith("/>", stop):
            stop += 2
        elif data.startswith(">", stop):
            stop += 1
        elif data.find(">", stop) < 0:
            return -1
        else:
            stop = data.find(">", stop) + 1
        self._starttag_text = data[place:stop]
        match = _TAG_NAME.match(data, place + 1)
        self.lasttag = tag = match[0].lower()
        attrs, at = [], _BETWEEN.match(data, match.end()).end()
        while found := _ATTRIBUTE.match(data, at, stop):
            name, rest, value = found.group(1, 2, 3)
            if not rest:
                value = None
            elif value[:1] == value[-1:] and value[:1] in ("'", '"') and len(value) > 1:
                value = value[1:-1]
            attrs.append((name.lower(), unescape(value) if value else value))
            at = found.end()
        ending = data[at:stop].strip()
        if ending not in (">", "/>"):
            self._text(data[place:stop])
            return stop
        if ending == "/>":
            self.handle_startendtag(tag, attrs)
        else:
            self.handle_starttag(tag, attrs)
            if tag in self.CDATA_CONTENT_ELEMENTS:
                self.set_cdata_mode(tag)
        return stop

    def _end_tag(self, place):
        data = self.rawdata
        stop = data.find(">", place + 1)
        if stop < 0:
            return -1
        match = _TAG_NAME.match(data, place + 2)
        if not match:
            if data[place : place + 3] != "</>":
                self.handle_comment(data[place + 2 : stop])
            return stop + 1
        tag = match[0].lower()
        if self.cdata_elem is not None and tag != self.cdata_elem:
            self.handle_data(data[place : stop + 1])
            return stop + 1
        self.handle_endtag(tag)
        self.clear_cdata_mode()
        return stop + 1

    # What derived classes take.

    def handle_starttag(self, tag, attrs):
        """`<tag ...>`, the attributes as pairs of name and value."""

    def handle_startendtag(self, tag, attrs):
        """`<tag .../>`: both a beginning and an end."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        """`</tag>`."""

    def handle_data(self, data):
        """Text, perhaps in several pieces."""

    def handle_entityref(self, name):
        """`&name;`, unless these are converted."""

    def handle_charref(self, name):
        """`&#name;`, unless these are converted."""

    def handle_comment(self, data):
        """`<!--data-->`."""

    def handle_pi(self, data):
        """`<?data>`."""

    def handle_decl(self, decl):
        """`<!decl>`, which is `DOCTYPE html` most often."""

    def unknown_decl(self, data):
        """`<![data]>`."""
