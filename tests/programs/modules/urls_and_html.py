"""urllib.parse, html, uuid: texts with rules."""

import html
import uuid
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, urldefrag, urlencode, urljoin, urlparse, urlsplit, urlunparse

url = urlparse("https://user:pw@Example.com:8080/a/b;p?q=1&r=a+b#frag")
print(url, url.hostname, url.port, url.username, url.geturl(), url._replace(path="/x").geturl())
for reference in ("g", "./g", "../g", "/g", "//h/g", "?y", "#s", "", "../../../g", "http://z/q"):
    print(repr(urljoin("http://a/b/c/d;p?q", reference)), end=" ")
print()
print(quote("a b/é?"), quote("a/b", safe=""), quote_plus("a b&c"), unquote("a%20b%C3%A9%zz"), urlencode({"a": 1, "b": "x y", "c": ["p", "q"]}, doseq=True))
print(parse_qs("a=1&b=&a=2"), parse_qsl("a=1&b=&c", keep_blank_values=True), urldefrag("http://x/#y"), urlsplit("//h/p?q"), urlunparse(("http", "h", "p", "", "q=1", "")))
print(html.escape("<a href='x'>&\"</a>"), html.unescape("&lt;&amp;&#233;&#x41;&nbsp;&eacute;&nope;"))
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), uuid.UUID(int=5), uuid.UUID("{12345678-1234-5678-1234-567812345678}").fields)
for call in (lambda: urlparse("http://h:x/").port, lambda: urlparse("http://[::1"), lambda: uuid.UUID("zz"), lambda: urlencode("abc"), lambda: parse_qs("a", strict_parsing=True)):
    try:
        call()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
