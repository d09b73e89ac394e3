"""What a page itself asks of robots: X-Robots-Tag and `<meta name="robots">`. Pure functions.

Source: RFC 9309 says nothing of them; Google's "Robots meta tag, data-nosnippet, and X-Robots-Tag
specifications" is what portals' systems print.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from corpus.capture import Headers

_META = re.compile(rb"<meta\b[^>]{0,500}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_HEAD_BYTES = 100_000
"""Where such an element stands; some portals' heads carry 60 kB of scripts."""
_PLAIN = re.compile(
    r"(?:all|none|(?:no)?(?:index|follow|archive|snippet|translate|imageindex|cache)|unavailable_after|max-[\w-]+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Directives:
    """What may be done with a page: keep its article, follow its links."""

    index: bool = True
    follow: bool = True


def read_directives(headers: Headers, body: bytes, bot_name: str, now: datetime) -> Directives:
    """What the headers and the head of the page (decoded from its Content-Encoding) ask of this robot."""
    told = [_for_us(value, bot_name) for name, value in headers if name.lower() == "x-robots-tag"]
    told += _metas(body, bot_name)
    text = ",".join(told).lower()
    words = {word.strip() for word in text.split(",")}
    expired = any(_is_past(value, now) for value in told)
    return Directives(
        index=not expired and words.isdisjoint({"noindex", "none"}),
        follow=words.isdisjoint({"nofollow", "none"}),
    )


def _for_us(value: str, bot_name: str) -> str:
    """The directives of one header: all of it, or what stands behind our name; "" when it is for another."""
    name, colon, rest = value.partition(":")
    if not colon or _PLAIN.match(name.strip()) or "," in name:
        return value
    return rest if name.strip().lower() == bot_name.lower() else ""


def _metas(body: bytes, bot_name: str) -> list[str]:
    found = []
    for tag in _META.findall(_COMMENT.sub(b"", body[:_HEAD_BYTES])):
        pairs = {key.lower(): value.strip(b"\"'") for key, value in _ATTRIBUTE.findall(tag)}
        name = pairs.get(b"name", b"").decode("latin-1").strip().lower()
        if name in ("robots", bot_name.lower()):
            found.append(pairs.get(b"content", b"").decode("latin-1"))
    return found


def _is_past(value: str, now: datetime) -> bool:
    match = re.search(r"unavailable_after:\s*(.+)", value, re.IGNORECASE)
    if match is None:
        return False
    text = match.group(1).strip()
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return False
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) < now
