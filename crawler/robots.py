"""robots.txt as RFC 9309 asks: read once per host and run, archived, obeyed, with its Crawl-delay.

Parsing is Protego's; this module decides what an answer, or its absence, means.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

_LIMIT_BYTES = 512_000
"""RFC 9309, 2.5: parse at least 500 KiB; what lies beyond is no rule anyone meant."""


@dataclass(frozen=True)
class RobotsRules:
    """What one host asks of one robot."""

    crawl_delay_seconds: float = 0.0
    sitemaps: tuple[str, ...] = ()
    _parser: "Protego | None" = field(default=None, repr=False)

    def allows(self, url: str, bot_name: str) -> bool:
        """Whether the robot of this name may fetch the URL."""
        return self._parser is None or self._parser.can_fetch(url, bot_name)


ALLOW_ALL = RobotsRules()
"""RFC 9309, 2.3.1.3: a host that has no robots.txt (4xx) restricts nothing."""


def parse_robots(body: bytes, bot_name: str) -> RobotsRules:
    """The rules in this file for this robot.

    A BOM is dropped first: bare Protego loses every rule behind one (SharePoint farms save it so). A page
    served as HTML under this name holds no directive and allows all.
    """
    from protego import Protego

    head = body[:_LIMIT_BYTES]
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    parser = Protego.parse(head.decode(encoding, errors="replace"))
    delay = parser.crawl_delay(bot_name) or 0.0
    return RobotsRules(float(delay), tuple(parser.sitemaps), parser)
