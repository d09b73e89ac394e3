"""Notices by itself that a host moved: its pages lead for good (301, 308) to the same addresses elsewhere.

The mergers of 2025 gave portals new names. Judges and remembers; what follows for a run is
`crawler/run_state.py`'s, what an alias means for articles `crawler/aliases.py`'s.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

from corpus.alarms import Alarm
from corpus.catalog import Catalog
from corpus.moves import Doubt, Move
from corpus.portal import Portal
from crawler.guard import plain_host, public_suffix

logger = logging.getLogger(__name__)

PAGES = 5
"""That lead to the same address at one other host, in a row: a host that moved a folder keeps the others."""
PROBES = PAGES + 1
"""Articles asked for when only the start page leads away: the start page of a province is no proof."""
_FOR_GOOD = frozenset({301, 308})


def with_moves(portals: Iterable[Portal], moves: Iterable[Move]) -> dict[str, Portal]:
    """The portals by key, after the moves that are followed; config.toml may know some already."""
    known = {portal.key: portal for portal in portals}
    for move in moves:
        portal = known.get(move.portal)
        if portal is not None and portal.follow_moves and move.followed and move.former in portal.all_hosts:
            known[portal.key] = moved(portal, move)
    return known


def moved(portal: Portal, move: Move) -> Portal:
    """The portal at its new host, the former one an alias."""
    starts = [_at(url, move) if urlsplit(url).netloc == move.former else url for url in portal.start_urls]
    hosts = [*portal.hosts, *({move.now} - portal.all_hosts)]
    aliases = [host for host in portal.aliases if host not in (move.former, move.now)]
    update = {
        "start_urls": tuple(dict.fromkeys(starts)),
        "hosts": tuple(hosts),
        "aliases": (*aliases, move.former),
    }
    return portal.model_copy(update=update)


def _at(url: str, move: Move) -> str:
    return urlunsplit((move.scheme, move.now, *urlsplit(url)[2:]))


def led_for_good(statuses: Sequence[int]) -> bool:
    """Whether all redirects among these answers said that they are permanent (RFC 9110, 15.4)."""
    return all(status in _FOR_GOOD for status in statuses if 300 <= status < 400)


@dataclass
class _Led:
    """Where the pages of a host led, one after the other, since one of them was answered by it."""

    scheme: Literal["http", "https"]
    now: str
    pages: set[str] = field(default_factory=set)


def _scheme(scheme: str) -> Literal["http", "https"]:
    return "https" if scheme == "https" else "http"


@dataclass
class MoveWatch:
    """The hosts of a run that may have moved. `portals` is the run's own, as it is after the moves so far."""

    portals: Mapping[str, Portal]
    catalog: Catalog
    clock: Callable[[], datetime]
    probes: bool = True
    """Whether articles may be made due, to see where they lead."""
    _led: dict[tuple[str, str], _Led] = field(default_factory=dict)
    """By portal and host, which it may share with others."""
    _known: dict[tuple[str, str], Move] = field(default_factory=dict)
    _probed: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._known = {(move.portal, move.former): move for move in self.catalog.moves.all()}

    def followed(self) -> tuple[Move, ...]:
        """Those of the run's portals that are followed."""
        return tuple(m for m in self._known.values() if m.followed and m.portal in self.portals)

    def stayed(self, portal: Portal, url: str, *, is_start: bool) -> None:
        """Notes that a host answers by itself."""
        place = portal.key, urlsplit(url).netloc
        self._led.pop(place, None)
        known = self._known.get(place)
        if is_start and known is not None and not known.followed:
            self.catalog.moves.forget(*place)
            del self._known[place]

    def led(self, portal: Portal, url: str, target: str, *, is_start: bool) -> Move | None:
        """The move of the host of `url`, a page of which leads to `target` for good; None while in doubt."""
        asked, there = urlsplit(url), urlsplit(target)
        if asked.netloc == there.netloc or asked.netloc in portal.aliases:
            return None
        led = self._led.get((portal.key, asked.netloc))
        if led is None or (led.scheme, led.now) != (there.scheme, there.netloc):
            led = self._led[portal.key, asked.netloc] = _Led(_scheme(there.scheme), there.netloc)
        if is_start:
            self._probe(portal, asked.netloc, led)
        elif (asked.path, asked.query) == (there.path, there.query) and len(led.pages) < PAGES:
            led.pages.add(f"{asked.path}?{asked.query}")
        return self._judged(portal, asked.netloc, led) if len(led.pages) >= PAGES else None

    def _probe(self, portal: Portal, former: str, led: _Led) -> None:
        """Asks for some articles of a host whose start page leads away: where do they lead?"""
        if (portal.key, former) in self._probed:
            return
        self._probed.add((portal.key, former))
        self._note(portal, former, led, "few-pages")
        if self.probes:
            self.catalog.moves.look_again(portal.key, former, PROBES, self.clock())

    def _judged(self, portal: Portal, former: str, led: _Led) -> Move | None:
        move = self._note(portal, former, led, self._doubt(portal, former, led.now))
        return move if move.followed else None

    def _note(self, portal: Portal, former: str, led: _Led, doubt: Doubt) -> Move:
        """The move as it is known now; told once for each doubt."""
        known = self._known.get((portal.key, former))
        if known and (known.now, known.doubt) == (led.now, doubt):
            return known
        move = Move(
            portal=portal.key,
            former=former,
            now=led.now,
            scheme=led.scheme,
            pages=len(led.pages),
            noticed_at=self.clock(),
            doubt=doubt,
        )
        self._known[portal.key, former] = move
        self.catalog.moves.save(move)
        logger.warning("%s: moved: %s", portal.key, told(move))
        return move

    def _doubt(self, portal: Portal, former: str, now: str) -> Doubt:
        if not portal.follow_moves:
            return "not-wanted"
        if any(plain_host(now) in map(plain_host, p.all_hosts) for p in self._others(portal)):
            return "another-portal"
        return "" if public_suffix(former) == public_suffix(now) else "other-domain"

    def _others(self, portal: Portal) -> Iterable[Portal]:
        return (other for other in self.portals.values() if other.key != portal.key)


_DOUBTS: dict[Doubt, str] = {
    "few-pages": "too few of its articles are known to lead there",
    "other-domain": "that is another domain",
    "another-portal": "that host is another portal's",
    "not-wanted": "follow_moves is off",
}


def told(move: Move) -> str:
    """One line: what was noticed, and what to write into config.toml."""
    entry = f'start_urls at {move.scheme}://{move.now}/, aliases = ["{move.former}"]'
    if move.followed:
        pages = f"{move.pages} pages of {move.former} lead to the same addresses at {move.now}"
        return f"{pages}: followed, its articles stay the same; write it down: {entry}"
    return f"{move.former} leads to {move.now}, not followed ({_DOUBTS[move.doubt]}); if it moved: {entry}"


def move_alarms(configured: Sequence[Portal], moves: Iterable[Move]) -> tuple[Alarm, ...]:
    """One for each move that config.toml does not know."""
    portals = {portal.key: portal for portal in configured}
    return tuple(
        Alarm(portal=move.portal, kind="moved", text=told(move), value=move.pages, usual=0, field=move.now)
        for move in moves
        if (portal := portals.get(move.portal)) is not None
        and move.former in portal.all_hosts
        and move.former not in portal.aliases
    )
