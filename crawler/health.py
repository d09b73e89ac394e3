"""Whether a portal still gives what it usually gives: alarms from counts and dates. Pure functions.

The usual is learnt: medians over groups of days, so that one bad day neither hides nor makes an alarm. A
portal that was quiet already when we first looked is dormant, which is no alarm.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Literal

from pydantic import Field

from corpus.alarms import Alarm
from corpus.article import Frozen
from corpus.crawl_history import DayCounts, PortalDay
from crawler.working_days import working_days

SILENCE_FACTOR = 3
"""Times its usual gap (issue 6)."""
_SILENCE_LEAST = 3
"""Working days: a portal that publishes daily may miss two."""
_GAPS = 40
"""The latest gaps between days with news that the usual one is the median of."""
_GAPS_LEAST = 4
_DORMANT_DAYS = 180
"""After so long a silence is known to everyone, and no alarm any more."""
_GROUP = 10
"""Articles of a group of days: fewer make shares of thirds and halves."""
_EARLIER_GROUPS = 3
_PAGES = 20
"""Pages of a group where soft 404s are counted."""
_AT_LEAST = 5
"""Articles or pages that an alarm must rest on."""
_FIELD_FALL = 0.6
"""A field's share below this part of its usual one: themes change whole, columns of a portal by a tenth."""
_SOFT_404_SHARE = 0.1
_BY_LOOKS_SHARE = 0.5
_NO_ANSWER_DAYS = 2


class PortalHealth(Frozen):
    """How one portal does beside what it usually does. None where too little is known."""

    portal: str
    last_news: str | None = None
    """The latest day on which it published, ISO."""
    usual_gap_days: float | None = None
    """Working days between two days with news."""
    silent_days: int | None = None
    """Working days from its last news to our last look."""
    dormant: bool = False
    usual_new_per_day: float | None = None
    """Median of new articles on days on which we looked, the first aside (it brings the history)."""
    fill_rates: dict[str, float] = Field(default_factory=dict)
    """Field -> share of articles in which it is usually filled."""
    by_looks: float | None = None
    """Usual share of articles whose layout no adapter knows."""
    alarms: tuple[Alarm, ...] = ()


def judge_portal(
    portal: str, days: Sequence[PortalDay], news_days: Sequence[str], *, watched_since: str | None
) -> PortalHealth:
    """The health of a portal from its days of crawling and of publishing, both oldest first.

    `watched_since`: the first day on which it was ever looked at; None when it never was.
    """
    looked = [day for day in days if day.counts.pages]
    health = _usual(portal, looked)
    last_look = looked[-1].day if looked else None
    alarms: list[Alarm] = []
    if last_look is not None and watched_since is not None:
        gaps = _Gaps(news_days, last_look)
        update = {
            "last_news": gaps.last,
            "usual_gap_days": gaps.usual,
            "silent_days": gaps.silent_days,
            "dormant": gaps.dormant(watched_since),
        }
        health = health.model_copy(update=update)
        alarms += gaps.silence(portal, watched_since)
    counts = [day.counts for day in looked]
    alarms += _fields(portal, counts)
    alarms += _share_alarm(portal, counts, "soft-404")
    alarms += _share_alarm(portal, counts, "layout")
    alarms += _no_answer(portal, days)
    return health.model_copy(update={"alarms": tuple(alarms)})


# silence


class _Gaps:
    """The days on which a portal published, up to our last look."""

    def __init__(self, news_days: Sequence[str], last_look: str) -> None:
        self._last_look = date.fromisoformat(last_look)
        valid = sorted({d for d in map(_day, news_days) if d is not None and d <= self._last_look})
        self._days = valid[-_GAPS - 1 :]

    @property
    def last(self) -> str | None:
        return self._days[-1].isoformat() if self._days else None

    @property
    def usual(self) -> float | None:
        gaps = [working_days(a, b) for a, b in zip(self._days, self._days[1:], strict=False)]
        return max(1.0, float(median(gaps))) if len(gaps) >= _GAPS_LEAST else None

    @property
    def silent_days(self) -> int | None:
        return working_days(self._days[-1], self._last_look) if self._days else None

    def dormant(self, watched_since: str) -> bool:
        """Whether it was silent already when we first looked, or has been for half a year."""
        if not self._days or self.usual is None:
            return False
        before = working_days(self._days[-1], date.fromisoformat(watched_since))
        long = self._last_look - self._days[-1] > timedelta(days=_DORMANT_DAYS)
        return long or before > max(SILENCE_FACTOR * self.usual, _SILENCE_LEAST)

    def silence(self, portal: str, watched_since: str) -> list[Alarm]:
        usual, silent = self.usual, self.silent_days
        if usual is None or silent is None or self.dormant(watched_since):
            return []
        if silent <= max(SILENCE_FACTOR * usual, _SILENCE_LEAST):
            return []
        text = f"nothing new since {self.last}: {silent} working days, usually {usual:g}"
        return [Alarm(portal=portal, kind="silent", text=text, value=silent, usual=usual)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


# shares


def _usual(portal: str, looked: Sequence[PortalDay]) -> PortalHealth:
    counts = [day.counts for day in looked]
    groups = list(_groups(counts, "read", _GROUP))
    names = sorted({name for group in groups for name in group.fields})
    return PortalHealth(
        portal=portal,
        usual_new_per_day=float(median(c.new for c in counts[1:])) if len(counts) > 1 else None,
        fill_rates={n: round(median(g.fields.get(n, 0) / g.read for g in groups), 3) for n in names},
        by_looks=round(median(g.by_looks / g.read for g in groups), 3) if groups else None,
    )


def _groups(counts: Sequence[DayCounts], size_of: str, least: int) -> Iterator[DayCounts]:
    """Days put together, from the latest back, until a group has `least` of `size_of`; the rest is left."""
    group = DayCounts()
    for day in reversed(counts):
        group = group.plus(day)
        if getattr(group, size_of) >= least:
            yield group
            group = DayCounts()


def _fields(portal: str, counts: Sequence[DayCounts]) -> Iterator[Alarm]:
    """Fields whose share fell: the latest group of days against the median of those before."""
    latest, *earlier = list(_groups(counts, "read", _GROUP)) or [DayCounts()]
    if len(earlier) < _EARLIER_GROUPS:
        return
    for name in sorted({name for group in earlier for name in group.fields}):
        usual = float(median(group.fields.get(name, 0) / group.read for group in earlier))
        value = latest.fields.get(name, 0) / latest.read
        lacking = (usual - value) * latest.read
        if value < _FIELD_FALL * usual and lacking >= _AT_LEAST:
            text = f"{name} filled in {value:.0%} of {latest.read} articles, usually in {usual:.0%}"
            yield Alarm(
                portal=portal,
                kind="field-drop",
                text=text,
                value=round(value, 3),
                usual=round(usual, 3),
                field=name,
            )


def _share_alarm(
    portal: str, counts: Sequence[DayCounts], kind: Literal["soft-404", "layout"]
) -> Iterator[Alarm]:
    """Soft 404s among pages, or articles read by looks among those read, where they became many."""
    if kind == "soft-404":
        part, whole, size, least = "soft_404", "pages", _PAGES, _SOFT_404_SHARE
        words = "pages say that they are not there"
    else:
        part, whole, size, least = "by_looks", "read", _GROUP, _BY_LOOKS_SHARE
        words = "articles have a layout that no adapter knows"
    latest, *earlier = list(_groups(counts, whole, size)) or [DayCounts()]
    if len(earlier) < _EARLIER_GROUPS:
        return
    usual = float(median(getattr(group, part) / getattr(group, whole) for group in earlier))
    number, of = getattr(latest, part), getattr(latest, whole)
    value = number / of
    factor = 3 if kind == "soft-404" else 2
    if number >= _AT_LEAST and value >= least and value > factor * usual:
        text = f"{number} of {of} {words}, usually {usual:.0%}"
        yield Alarm(portal=portal, kind=kind, text=text, value=round(value, 3), usual=round(usual, 3))


def _no_answer(portal: str, days: Sequence[PortalDay]) -> Iterator[Alarm]:
    """Days in a row, up to the last one, on which it was tried and gave nothing."""
    silent = 0
    for day in reversed(days):
        if day.counts.pages or not (day.counts.stopped or day.counts.failed):
            break
        silent += 1
    if silent >= _NO_ANSWER_DAYS:
        text = f"no answer on {silent} days in a row"
        yield Alarm(portal=portal, kind="no-answer", text=text, value=silent, usual=0)
