"""The parts of addresses, and what has to be escaped in them."""

import functools
import re
from collections import namedtuple

__all__ = ["urlparse", "urlunparse", "urljoin", "urldefrag", "urlsplit", "urlunsplit", "urlencode", "parse_qs",
           "parse_qsl", "quote", "quote_plus", "quote_from_bytes", "unquote", "unquote_plus", "unquote_to_bytes",
           "DefragResult", "ParseResult", "SplitResult", "DefragResultBytes", "ParseResultBytes",
           "SplitResultBytes"]  # fmt: skip

uses_relative = ["", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
                 "rtsp", "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss"]  # fmt: skip
uses_netloc = ["", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews",
               "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws",
               "wss", "itms-services"]  # fmt: skip
uses_params = ["", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips",
               "mms", "sftp", "tel"]  # fmt: skip
scheme_chars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_CONTROL = "".join(map(chr, range(33)))
_REMOVED = ["\t", "\r", "\n"]


def _same(value):
    return value


def _to_text(*args):
    """The arguments as text, and what turns results back into the kind they were."""
    is_text = isinstance(args[0], str)
    for arg in args[1:]:
        if arg and isinstance(arg, str) != is_text:
            raise TypeError("Cannot mix str and non-str arguments")
    if is_text:
        return (*args, _same)
    decoded = tuple(arg.decode("ascii", "strict") if arg else "" for arg in args)
    return (*decoded, lambda value: value.encode("ascii", "strict"))


class _Text:
    __slots__ = ()

    def encode(self, encoding="ascii", errors="strict"):
        return self._counterpart(*(part.encode(encoding, errors) for part in self))


class _Bytes:
    __slots__ = ()

    def decode(self, encoding="ascii", errors="strict"):
        return self._counterpart(*(part.decode(encoding, errors) for part in self))


class _Netloc:
    """The parts of the place: user, password, host, port."""

    __slots__ = ()

    def _split(self):
        at, colon, opening, closing = (b"@", b":", b"[", b"]") if isinstance(self.netloc, bytes) else ("@", ":", "[", "]")
        user, has_user, host = self.netloc.rpartition(at)
        name = password = None
        if has_user:
            name, has_password, password = user.partition(colon)
            if not has_password:
                password = None
        _, has_bracket, bracketed = host.partition(opening)
        if has_bracket:
            host, _, port = bracketed.partition(closing)
            _, _, port = port.partition(colon)
        else:
            host, _, port = host.partition(colon)
        return name, password, host, port or None

    @property
    def username(self):
        return self._split()[0]

    @property
    def password(self):
        return self._split()[1]

    @property
    def hostname(self):
        host = self._split()[2]
        if not host:
            return None
        percent = b"%" if isinstance(host, bytes) else "%"
        host, mark, zone = host.partition(percent)
        return host.lower() + mark + zone

    @property
    def port(self):
        port = self._split()[3]
        if port is None:
            return None
        text = port.decode() if isinstance(port, bytes) else port
        if not (text.isdigit() and text.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        number = int(text)
        if not 0 <= number <= 65535:
            raise ValueError("Port out of range 0-65535")
        return number


def _geturl_defrag(self):
    if self.fragment:
        return self.url + (b"#" if isinstance(self.url, bytes) else "#") + self.fragment
    return self.url


_DefragBase = namedtuple("_DefragResultBase", "url fragment")
_SplitBase = namedtuple("_SplitResultBase", "scheme netloc path query fragment")
_ParseBase = namedtuple("_ParseResultBase", "scheme netloc path params query fragment")


class DefragResult(_DefragBase, _Text):
    __slots__ = ()
    geturl = _geturl_defrag


class SplitResult(_SplitBase, _Netloc, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_ParseBase, _Netloc, _Text):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


class DefragResultBytes(_DefragBase, _Bytes):
    __slots__ = ()
    geturl = _geturl_defrag


class SplitResultBytes(_SplitBase, _Netloc, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResultBytes(_ParseBase, _Netloc, _Bytes):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


for _text, _data in ((DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes)):
    _text._counterpart, _data._counterpart = _data, _text
    _text._encoded_counterpart, _data._decoded_counterpart = _data, _text
del _text, _data


def _coerced(kind, parts, back):
    if back is _same:
        return kind(*parts)
    return kind._counterpart(*map(back, parts))


def urlparse(url, scheme="", allow_fragments=True):
    """Scheme, place, path, parameters of the path, query and fragment."""
    url, scheme, back = _to_text(url, scheme)
    scheme, netloc, url, query, fragment = _split(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in url:
        url, params = _splitparams(url)
    return _coerced(ParseResult, (scheme, netloc, url, params, query, fragment), back)


def _splitparams(url):
    if "/" in url:
        place = url.find(";", url.rfind("/"))
        if place < 0:
            return url, ""
    else:
        place = url.find(";")
    return url[:place], url[place + 1 :]


def urlsplit(url, scheme="", allow_fragments=True):
    """Scheme, place, path, query and fragment."""
    url, scheme, back = _to_text(url, scheme)
    return _coerced(SplitResult, _split(url, scheme, allow_fragments), back)


@functools.lru_cache(typed=True)
def _split(url, scheme="", allow_fragments=True):
    url = url.lstrip(_CONTROL)
    scheme = scheme.strip(_CONTROL)
    for char in _REMOVED:
        url = url.replace(char, "")
        scheme = scheme.replace(char, "")
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and all(char in scheme_chars for char in url[:colon]):
        scheme, url = url[:colon].lower(), url[colon + 1 :]
    if url[:2] == "//":
        end = min((place for char in "/?#" if (place := url.find(char, 2)) >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
        if "[" in netloc:
            _check_brackets(netloc)
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    _check_netloc(netloc)
    return scheme, netloc, url, query, fragment


def _check_brackets(netloc):
    host = netloc.partition("[")[2].partition("]")[0]
    if host.startswith("v"):
        if not re.match(r"\Av[a-fA-F0-9]+\..+\Z", host):
            raise ValueError("IPvFuture address is invalid")
        return
    import ipaddress

    if isinstance(ipaddress.ip_address(host), ipaddress.IPv4Address):
        raise ValueError("An IPv4 address cannot be in brackets")


def _check_netloc(netloc):
    if not netloc or netloc.isascii():
        return
    import unicodedata

    text = netloc
    for char in "@:#?":
        text = text.replace(char, "")
    normal = unicodedata.normalize("NFKC", text)
    if text == normal:
        return
    for char in "/?#@:":
        if char in normal:
            raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def urlunparse(components):
    """The address of six parts."""
    scheme, netloc, url, params, query, fragment, back = _to_text(*components)
    if params:
        url = f"{url};{params}"
    return back(_unsplit(scheme, netloc, url, query, fragment))


def urlunsplit(components):
    """The address of five parts."""
    *parts, back = _to_text(*components)
    return back(_unsplit(*parts))


def _unsplit(scheme, netloc, url, query, fragment):
    if netloc:
        slash = "/" if url and not url.startswith("/") else ""
        url = f"//{netloc}{slash}{url}"
    elif url.startswith("//") or scheme and scheme in uses_netloc and (not url or url.startswith("/")):
        url = f"//{url}"
    if scheme:
        url = f"{scheme}:{url}"
    return url + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def urljoin(base, url, allow_fragments=True):
    """The address that one means which stands in a page at another."""
    if not base:
        return url
    if not url:
        return base
    base, url, back = _to_text(base, url)
    b = urlparse(base, "", allow_fragments)
    u = urlparse(url, b.scheme, allow_fragments)
    if u.scheme != b.scheme or u.scheme not in uses_relative:
        return back(url)
    netloc = u.netloc
    if u.scheme in uses_netloc:
        if netloc:
            return back(urlunparse(u))
        netloc = b.netloc
    if not u.path and not u.params:
        return back(urlunparse((u.scheme, netloc, b.path, b.params, u.query or b.query, u.fragment)))
    start = b.path.split("/")
    if start[-1] != "":
        del start[-1]
    if u.path[:1] == "/":
        segments = u.path.split("/")
    else:
        segments = start + u.path.split("/")
        segments[1:-1] = filter(None, segments[1:-1])
    resolved = []
    for segment in segments:
        if segment == "..":
            if resolved:
                resolved.pop()
        elif segment != ".":
            resolved.append(segment)
    if segments[-1] in (".", ".."):
        resolved.append("")
    path = "/".join(resolved) or "/"
    return back(urlunparse((u.scheme, netloc, path, u.params, u.query, u.fragment)))


def urldefrag(url):
    """An address without its fragment, and the fragment."""
    url, back = _to_text(url)
    fragment = ""
    if "#" in url:
        s, n, p, a, q, fragment = urlparse(url)
        url = urlunparse((s, n, p, a, q, ""))
    return _coerced(DefragResult, (url, fragment), back)


# Escapes.

_ALWAYS_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


def unquote_to_bytes(string):
    """The bytes that an escaped text means."""
    if not string:
        string.split
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    return re.sub(rb"%([0-9a-fA-F]{2})", lambda match: bytes.fromhex(match[1].decode()), string)


def unquote(string, encoding="utf-8", errors="replace"):
    """The text that an escaped one means."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if "%" not in string:
        string.split
        return string
    encoding = "utf-8" if encoding is None else encoding
    errors = "replace" if errors is None else errors
    return re.sub(r"[\x00-\x7f]+", lambda match: unquote_to_bytes(match[0]).decode(encoding, errors), string)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    """The same, and a plus means a space."""
    return unquote(string.replace("+", " "), encoding, errors)


def quote(string, safe="/", encoding=None, errors=None):
    """Text with everything escaped that may mean something in an address."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    elif encoding is not None or errors is not None:
        needless = "errors" if encoding is None else "encoding"
        raise TypeError(f"quote() doesn't support {needless!r} for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    """The same, with a plus for a space."""
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    space = " " if isinstance(safe, str) else b" "
    return quote(string, safe + space, encoding, errors).replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    """As `quote`, of bytes."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if not bs:
        return ""
    if isinstance(safe, str):
        safe = safe.encode("ascii", "ignore")
    allowed = _ALWAYS_SAFE.union(byte for byte in safe if byte < 128)
    return "".join(chr(byte) if byte in allowed else f"%{byte:02X}" for byte in bs)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    """A query of pairs."""

    def text(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    pairs = []
    for key, value in query.items() if hasattr(query, "items") else _sequence_of_pairs(query):
        key = text(key)
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
            except TypeError:
                pass
            else:
                pairs += [f"{key}={text(item)}" for item in value]
                continue
        pairs.append(f"{key}={text(value)}")
    return "&".join(pairs)


def _sequence_of_pairs(query):
    try:
        if len(query) and not isinstance(query[0], tuple):
            raise TypeError
    except TypeError as error:
        raise TypeError("not a valid non-string sequence or mapping object") from error
    return query


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
             max_num_fields=None, separator="&"):  # fmt: skip
    """The values of a query, by their names."""
    result = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator):
        result.setdefault(name, []).append(value)
    return result


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace",
              max_num_fields=None, separator="&"):  # fmt: skip
    """The names and values of a query, in order."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if isinstance(qs, str):
        if not isinstance(separator, str):
            separator = str(separator, "ascii")
        equals = "="

        def plain(text):
            return unquote_plus(text, encoding, errors)
    else:
        if not qs:
            return []
        qs = bytes(memoryview(qs))
        if isinstance(separator, str):
            separator = bytes(separator, "ascii")
        equals = b"="

        def plain(text):
            return unquote_to_bytes(text.replace(b"+", b" "))
    if not qs:
        return []
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    pairs = []
    for field in qs.split(separator):
        if field or strict_parsing:
            name, has_equals, value = field.partition(equals)
            if not has_equals and strict_parsing:
                raise ValueError(f"bad query field: {field!r}")
            if value or keep_blank_values:
                pairs.append((plain(name), plain(value)))
    return pairs
