"""The key that a CDXJ index is sorted by: `vn,gov,vinhan)/tin/1?id=2`. A pure function, total over any str.

It must be the key that replay tools compute (pywb, OpenWayback), or they do not find what is there: host
labels reversed, without `www.`, all in lower case, parameters sorted, session ids left out. Two different
pages may share a key; the line of the index has the URL itself.
Source: SURT and the canonicalisation of the Internet Archive's wayback, checked against surt 0.3.1.
"""

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PARTS = re.compile(rb"^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL)
_SAFE = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
"""What is left as it is; `%` and `#` are not, so that unescaping and escaping again changes nothing."""
_DEFAULT_PORTS = {b"http": b"80", b"https": b"443"}
_WWW = re.compile(rb"^www\d*\.")
_SESSION_IN_PATH = (
    re.compile(rb"^(.*/)\((?:[a-z]\([0-9a-z]{24}\))+\)/([^?]+\.aspx.*)$"),
    re.compile(rb"^(.*/)\([0-9a-z]{24}\)/([^?]+\.aspx.*)$"),
)
_SESSION_IN_QUERY = tuple(
    re.compile(rb"^(.*)(?:" + name + rb")(?:&(.*))?$", re.IGNORECASE)
    for name in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)


def url_key(url: str) -> str:
    """The sort key of a URL; "-" for an empty one. Always ASCII without spaces."""
    raw = re.sub(rb"[\r\n\t]", b"", url.strip().encode("utf-8", "replace"))
    if not raw:
        return "-"
    if not re.match(rb"^[a-zA-Z][a-zA-Z0-9+.-]*:", raw):
        raw = b"http://" + raw
    match = _PARTS.match(raw)
    scheme, authority, path, query = match.groups() if match else (b"", b"", raw, None)
    host = _host(authority or b"", (scheme or b"").lower())
    key = host + b")" + _path(path or b"")
    if asked := _query(query or b""):
        key += b"?" + asked
    return key.decode("ascii")


def _host(authority: bytes, scheme: bytes) -> bytes:
    """Labels in reverse order with commas between them, and the port where it is not the usual one."""
    name, _, port = authority.rpartition(b"@")[2].partition(b":")
    name = _unescaped(name).lower()
    if not name.isascii():
        name = _punycode(name)
    name = _WWW.sub(b"", _escaped(name.replace(b"..", b".").strip(b".")))
    labels = b",".join(reversed(name.split(b".")))
    return labels + (b":" + _escaped(port) if port and port != _DEFAULT_PORTS.get(scheme) else b"")


def _punycode(name: bytes) -> bytes:
    try:
        return name.decode("utf-8", "ignore").encode("idna")
    except UnicodeError:
        return name


def _path(path: bytes) -> bytes:
    path = _escaped(_without_dots(_unescaped(path))).lower()
    for session in _SESSION_IN_PATH:
        path = session.sub(rb"\1\2", path)
    return path[:-1] if len(path) > 1 and path.endswith(b"/") else path


def _without_dots(path: bytes) -> bytes:
    """Without `.`, `..` and empty segments; a slash at the end stays."""
    kept: list[bytes] = []
    for segment in path.split(b"/")[1:]:
        if segment == b"..":
            kept = kept[:-1] if kept else [segment]
        elif segment != b".":
            kept.append(segment)
    last = kept.pop() if kept else b""
    return b"/" + b"".join(segment + b"/" for segment in kept if segment) + last


def _query(query: bytes) -> bytes:
    query = _escaped(_unescaped(query))
    for session in _SESSION_IN_QUERY:
        query = session.sub(lambda found: found.group(1) + (found.group(2) or b""), query)
    if len(query) <= 1:
        return query.lower()
    pairs = [pair.split(b"=", 1) for pair in query.lower().split(b"&")]
    return b"&".join(b"=".join(pair) for pair in sorted(pairs))


def _unescaped(text: bytes) -> bytes:
    while (plain := unquote_to_bytes(text)) != text:
        text = plain
    return text


def _escaped(text: bytes) -> bytes:
    return quote_from_bytes(text, safe=_SAFE).encode("ascii")
