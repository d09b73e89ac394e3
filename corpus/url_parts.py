"""The parts of a URL in one spelling: escapes, NFC, dot segments, order of parameters. Knows no platform.

Total over any str. Source: RFC 3986, 6.2.2 (syntax-based normalization).
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

Params = tuple[tuple[str, str | None], ...]
"""Query parameters in order; None is the value of one without `=`."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page on its host: `path` and `params` decoded where that loses nothing. Case of names is ignored."""

    path: str
    params: Params

    def value(self, name: str) -> str | None:
        return next((value for key, value in self.params if key.lower() == name), None)

    def has(self, *names: str) -> bool:
        known = {key.lower() for key, _ in self.params}
        return all(name in known for name in names)

    def without(self, names: re.Pattern[str]) -> "Address":
        return replace(self, params=tuple(p for p in self.params if not names.fullmatch(p[0].lower())))

    def only(self, *names: str) -> "Address":
        return replace(self, params=tuple(p for p in self.params if p[0].lower() in names))


def split_url(url: str) -> tuple[str, str, Address] | None:
    """(scheme, host[:port], address), or None for what is no http(s) URL."""
    try:
        parts = urlsplit(url.strip("".join(map(chr, range(0x21)))))
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), _host(parts.hostname or "")
    if scheme not in ("http", "https") or not host:
        return None
    if port is not None and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    return scheme, host, Address(clean_path(parts.path), _parse_query(parts.query))


def join_url(scheme: str, host: str, address: Address) -> str:
    """The URL in its one spelling: parameters sorted, those with an empty value left out."""
    pairs = sorted(
        (_quoted(name, _IN_QUERY), "" if value is None else f"={_quoted(value, _IN_QUERY)}")
        for name, value in address.params
        if value != ""
    )
    query = "&".join(name + value for name, value in pairs)
    return f"{scheme}://{host}{_quoted(address.path, _IN_PATH)}{'?' if query else ''}{query}"


def clean_path(path: str) -> str:
    """Readable, without session ids, dot segments and doubled slashes; it begins with a slash."""
    path = re.sub(r"/{2,}", "/", f"/{_SESSION.sub('', _readable(path))}")
    segments: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            segments[-1:] = []
        elif segment != ".":
            segments.append(segment)
    if path.endswith(("/.", "/..")):
        segments.append("")
    return "/" + "/".join(segments)


_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|sid)=[^/;]*|/\((?:[A-Z]\([^/()]*\))+\)(?=/)", re.IGNORECASE
)
"""Java's `;jsessionid=` and ASP.NET's cookieless `/(S(...))/`."""

_IN_PATH = "/:@!$&'()*+,;=~%"
_IN_QUERY = "/:@!$'()*,;~%?"
_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_STAY_ESCAPED = frozenset(b'"#%&+/;<=>?@[\\]^`{|}\x7f') | frozenset(range(0x21))


def _host(name: str) -> str:
    """Lower case, ASCII, without the root's dot; "" when it is no host name."""
    if ":" in name:  # an IPv6 address, which urlsplit checked
        return f"[{name.lower()}]"
    try:
        name = name.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return name if re.fullmatch(r"[a-z0-9_.-]+", name) else ""


def _readable(text: str) -> str:
    """Percent-decoded where that keeps the meaning, then NFC; bytes that are no UTF-8 stay escaped.

    NFC because editors on macOS link the same Vietnamese path decomposed.
    """
    return unicodedata.normalize("NFC", _ESCAPES.sub(lambda match: _decoded(match[0]), text))


def _decoded(escapes: str) -> str:
    out = []
    for character in unquote_to_bytes(escapes).decode("utf-8", "surrogateescape"):
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            out.append(f"%{code - 0xDC00:02X}")
        else:
            out.append(f"%{code:02X}" if code in _STAY_ESCAPED else character)
    return "".join(out)


def _quoted(text: str, safe: str) -> str:
    """Percent-encoded UTF-8; a percent sign that begins no escape is one to be escaped."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    text = _ESCAPES.sub(lambda match: match[0].upper(), text)
    text = _ESCAPES.sub(lambda match: match[0].upper(), text)
    return quote_from_bytes(text.encode("utf-8", "replace"), safe=safe)


def _parse_query(query: str) -> Params:
    params: list[tuple[str, str | None]] = []
    for pair in query.split("&"):
        name, equals, value = pair.partition("=")
        name = _readable(re.sub(r"^(?:amp;)+", "", name).replace("+", "%20"))
        if name:
            params.append((name, _readable(value.replace("+", "%20")) if equals else None))
    return tuple(params)
