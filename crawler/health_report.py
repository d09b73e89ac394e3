"""How all portals stand: their health from the catalog's history, what waits, and how long that will take."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from corpus.alarms import Alarm
from corpus.article import Frozen
from corpus.catalog import Catalog
from corpus.crawl_history import PortalDay
from corpus.portal import Portal
from crawler.health import PortalHealth, judge_portal
from crawler.moves import move_alarms
from crawler.settings import CrawlerSettings

_HISTORY_DAYS = 60
"""Of crawling: twenty weekly looks at a quiet list would be more, but themes change within a month."""
_NEWS_DAYS = 400
"""Of publishing: a school is silent all summer."""
_QUEUES = 10


class HostQueue(Frozen):
    """What waits at one host. `hours`: at its delay, others at the same address counted in."""

    host: str
    waiting: int
    hours: float


class Speed(Frozen):
    """What the last day on which there was crawling brought, all portals together."""

    day: str
    pages: int
    articles: int
    bytes: int


class CrawlHealth(Frozen):
    """The state of the crawl: alarms first, then how far it is."""

    alarms: tuple[Alarm, ...]
    portals: tuple[PortalHealth, ...]
    last_day: Speed | None
    waiting: int
    hours_left: float
    """Until everything that waits has been asked for once, by the slowest address."""
    queue: tuple[HostQueue, ...]
    """The hosts where it takes longest."""


def crawl_health(
    catalog: Catalog, settings: CrawlerSettings, portals: Sequence[Portal], now: datetime
) -> CrawlHealth:
    """The health of these portals as of `now`; every portal of the catalog's history when there are none."""
    since = (now - timedelta(days=_HISTORY_DAYS)).date().isoformat()
    news_since = (now - timedelta(days=_NEWS_DAYS)).date().isoformat()
    days, first = catalog.history.since(since), catalog.history.first_days()
    news = catalog.history.publishing_days(news_since)
    keys = [portal.key for portal in portals] or sorted(days)
    judged = [
        judge_portal(key, days.get(key, []), news.get(key, []), watched_since=first.get(key)) for key in keys
    ]
    queue = host_queues(catalog, settings, portals)
    return CrawlHealth(
        alarms=(
            *(alarm for health in judged for alarm in health.alarms),
            *move_alarms(portals, catalog.moves.all()),
        ),
        portals=tuple(judged),
        last_day=_last_day(day for each in days.values() for day in each),
        waiting=sum(each.waiting for each in queue),
        hours_left=max((each.hours for each in queue), default=0.0),
        queue=tuple(queue[:_QUEUES]),
    )


def _last_day(days: Iterable[PortalDay]) -> Speed | None:
    known = list(days)
    if not known:
        return None
    last = max(day.day for day in known)
    counts = [day.counts for day in known if day.day == last]
    return Speed(
        day=last,
        pages=sum(c.pages for c in counts),
        articles=sum(c.new + c.changed for c in counts),
        bytes=sum(c.bytes for c in counts),
    )


def host_queues(catalog: Catalog, settings: CrawlerSettings, portals: Sequence[Portal]) -> list[HostQueue]:
    """Hosts with what waits there, the slowest first. One address is asked one request at a time."""
    waiting = catalog.history.queue()
    delays = {
        host: settings.delay_seconds if portal.delay_seconds is None else portal.delay_seconds
        for portal in portals
        for host in portal.all_hosts
    }
    addresses = {state.host: state.address or state.host for state in catalog.hosts()}
    seconds: dict[str, float] = {}
    for host, count in waiting.items():
        address, delay = addresses.get(host, host), delays.get(host, settings.delay_seconds)
        seconds[address] = seconds.get(address, 0.0) + count * delay
    queues = [
        HostQueue(host=host, waiting=n, hours=round(seconds[addresses.get(host, host)] / 3600, 2))
        for host, n in waiting.items()
    ]
    return sorted(queues, key=lambda queue: (-queue.hours, -queue.waiting, queue.host))
