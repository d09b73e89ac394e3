"""Answers of one portal -> what they say of it as a whole. Pure: no network, no clock."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from corpus.article import Article
from corpus.capture import ArchivedResponse
from corpus.enrich import enrich
from corpus.errors import SkipItem
from corpus.frontier import UrlHint
from corpus.portal import Portal
from crawler.decode import declared_names, decode
from crawler.extract.metadata import read_metadata
from crawler.extract.page import Page, header_map
from crawler.extract.soup import parse_html
from crawler.platforms import Reading, parse_page
from crawler.portal_check.entry import agency_in, level_of, toml_entry
from crawler.portal_check.report import (
    DateOrder,
    PlatformSeen,
    PortalCheck,
    RobotsSeen,
    SourceKind,
    SourceSeen,
)
from crawler.report import PortalReport
from crawler.robots import parse_robots
from crawler.settings import CrawlerSettings

_NO_PAGES = frozenset({"feed", "sitemap", "rest", "robots", "not-html"})
_SOURCES: dict[str, SourceKind] = {"feed": "feed", "sitemap": "sitemap", "rest": "rest"}
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?\d{4}(?!\d)")
_FIELDS = ("title", "lead", "body", "published", "time", "author", "source", "attachments", "document")


@dataclass(frozen=True)
class _Seen:
    """One answer that was read."""

    response: ArchivedResponse
    body: bytes
    reading: Reading


def survey(
    portal: Portal,
    responses: Sequence[ArchivedResponse],
    crawled: PortalReport,
    settings: CrawlerSettings,
) -> PortalCheck:
    """The check of a portal by the answers of a crawl over it."""
    seen = _with_hints(portal, list(_read(portal, responses, settings)))
    pages = [one for one in seen if one.reading.page_class not in _NO_PAGES]
    articles = [enrich(one.reading.article, None) for one in seen if one.reading.article]
    robots = _robots(portal, responses, settings.bot_name)
    platforms = _platforms(pages)
    return PortalCheck(
        url=portal.start_urls[0],
        pages=len(responses),
        platforms=platforms,
        classes=dict(Counter(one.reading.page_class for one in seen)),
        articles=len(articles),
        fields=fill_rates(articles),
        date_order=date_order(articles),
        dates_from=dict(Counter(article.published.source for article in articles if article.published)),
        robots=robots,
        sources=_sources(seen, robots),
        encodings=dict(Counter(_encoding(one) for one in pages)),
        moved_to=_moved_to(portal, responses),
        failed=crawled.failed,
        skipped=crawled.skipped,
        entry=_entry(portal, _named(portal, pages, articles), robots, platforms),
    )


def fill_rates(articles: Sequence[Article]) -> dict[str, float]:
    """Share of the articles that have each field; empty without articles."""
    filled = Counter(field for article in articles for field in _filled(article))
    return {field: round(filled[field] / len(articles), 3) for field in _FIELDS} if articles else {}


def date_order(articles: Iterable[Article]) -> DateOrder:
    """In which order day and month stand, by dates that allow only one."""
    orders: set[DateOrder] = set()
    dated = False
    for article in articles:
        dated |= article.published is not None
        raw = article.published.raw if article.published else ""
        for first, second in _NUMBERS.findall(raw):
            if int(first) > 12 >= int(second):
                orders.add("day-first")
            elif int(second) > 12 >= int(first):
                orders.add("month-first")
    if len(orders) > 1:
        return "mixed"
    return next(iter(orders), "undecided" if dated else "none")


def _filled(article: Article) -> Iterable[str]:
    published = article.published
    values = {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "published": published,
        "time": published is not None and published.precision == "minute",
        "author": article.author,
        "source": article.source,
        "attachments": article.attachments,
        "document": article.document,
    }
    return (name for name, value in values.items() if value)


def _read(
    portal: Portal, responses: Sequence[ArchivedResponse], settings: CrawlerSettings
) -> Iterable[_Seen]:
    for response in responses:
        if response.status != 200 or _is_robots(response):
            continue
        try:
            body = response.decoded_body(settings.max_decoded_bytes)
        except SkipItem:
            continue
        yield _Seen(response, body, _reading(response, body, portal))


def _reading(response: ArchivedResponse, body: bytes, portal: Portal, hint: UrlHint | None = None) -> Reading:
    return parse_page(body, response.url, response.status, response.headers, portal=portal, hint=hint)


def _with_hints(portal: Portal, seen: Sequence[_Seen]) -> list[_Seen]:
    """Articles read again with what feeds, REST and lists say of them, as in a crawl."""
    found = (link for one in seen for link in one.reading.discovered)
    links = [link for link in found if link.hint and link.hint.published]
    hints = {link.canonical_url: link.hint for link in reversed(links)}
    known = [hints.get(one.reading.article.url) if one.reading.article else None for one in seen]
    return [
        replace(one, reading=_reading(one.response, one.body, portal, hint)) if hint else one
        for one, hint in zip(seen, known, strict=True)
    ]


def _is_robots(response: ArchivedResponse) -> bool:
    return urlsplit(response.url).path.lower() == "/robots.txt"


def _platforms(pages: Sequence[_Seen]) -> tuple[PlatformSeen, ...]:
    sure: dict[str, list[float]] = {}
    for page in pages:
        sure.setdefault(page.reading.platform, []).append(page.reading.confidence)
    ranked = sorted(sure.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(
        PlatformSeen(name=name, confidence=round(sum(values) / len(values), 3), pages=len(values))
        for name, values in ranked
    )


def _robots(portal: Portal, responses: Sequence[ArchivedResponse], bot_name: str) -> RobotsSeen:
    start = portal.start_urls[0]
    answers = [r for r in responses if _is_robots(r) and urlsplit(r.url).netloc == urlsplit(start).netloc]
    if not answers:
        return RobotsSeen()
    answer = answers[-1]
    if answer.status != 200:
        return RobotsSeen(status=answer.status)
    rules = parse_robots(answer.decoded_body(), bot_name)
    return RobotsSeen(
        status=200,
        allows_start=rules.allows(start, bot_name),
        crawl_delay_seconds=rules.crawl_delay_seconds,
        sitemaps=rules.sitemaps,
    )


def _sources(seen: Sequence[_Seen], robots: RobotsSeen) -> tuple[SourceSeen, ...]:
    """Feeds, sitemaps and REST: those that answered, then those that are only named."""
    found: dict[str, SourceSeen] = {}
    for one in seen:
        kind = _SOURCES.get(one.reading.page_class)
        if kind:
            urls = len(one.reading.discovered)
            found[one.response.url] = SourceSeen(url=one.response.url, kind=kind, status=200, urls=urls)
    for url in robots.sitemaps:
        found.setdefault(url, SourceSeen(url=url, kind="sitemap"))
    for link in (link for one in seen for link in one.reading.discovered):
        if kind := _SOURCES.get(link.role):
            found.setdefault(link.url, SourceSeen(url=link.url, kind=kind))
    return tuple(sorted(found.values(), key=lambda source: (source.status is None, source.url)))


def _encoding(page: _Seen) -> str:
    """`utf-8, declared`, or what was declared in its stead."""
    content_type = page.response.header("Content-Type")
    decoded = decode(page.body, content_type)
    declared = declared_names(page.body, content_type)
    if decoded.found_by == "bom":
        return f"{decoded.encoding}, by its BOM"
    wrong = sorted(set(declared) - {decoded.encoding})
    if wrong:
        return f"{decoded.encoding}, though declared {' and '.join(wrong)}"
    return f"{decoded.encoding}, {'declared' if declared else 'not declared'}"


def _moved_to(portal: Portal, responses: Sequence[ArchivedResponse]) -> tuple[str, ...]:
    targets = (
        urljoin(response.url, location)
        for response in responses
        if 300 <= response.status < 400 and (location := response.header("Location"))
    )
    hosts = Counter(urlsplit(target).netloc.lower() for target in targets if not portal.owns(target))
    return tuple(host for host, _ in hosts.most_common(5) if host)


def _named(portal: Portal, pages: Sequence[_Seen], articles: Sequence[Article]) -> Portal:
    """The portal with what its pages tell of agency, level and province, where only its host is known."""
    host = urlsplit(portal.start_urls[0]).hostname
    if portal.agency != host:
        return portal
    agency = agency_in(_site_names(pages)) or _commonest(article.agency for article in articles) or host
    province = _commonest(article.province for article in articles)
    level = level_of(agency) or portal.level
    return portal.model_copy(update={"agency": agency, "level": level, "province": province})


def _entry(portal: Portal, named: Portal, robots: RobotsSeen, platforms: Sequence[PlatformSeen]) -> str:
    """The entry; of a portal that config.toml knows already, nothing is guessed."""
    guessed = () if named is portal else ("agency", "level", "province")
    if robots.crawl_delay_seconds > (named.delay_seconds or 0.0):
        named = named.model_copy(update={"delay_seconds": robots.crawl_delay_seconds})
    platform = f"{platforms[0].name}, confidence {platforms[0].confidence}" if platforms else None
    return toml_entry(named, guessed=guessed, platform=platform)


def _site_names(pages: Sequence[_Seen]) -> list[str]:
    """What the pages call their site, the commonest first: og:site_name, and parts of <title> they share."""
    names: Counter[str] = Counter()
    for page in pages:
        names.update(set(_names_on(page)))
    return [name for name, _ in names.most_common()]


def _names_on(page: _Seen) -> Iterable[str]:
    response = page.response
    html = decode(page.body, response.header("Content-Type")).text
    parsed = Page(response.url, response.status, header_map(response.headers), html, parse_html(html))
    metadata = read_metadata(parsed.finder)
    if metadata.site_name:
        yield metadata.site_name
    yield from re.split(r"\s+[|–—»•-]\s+", metadata.page_title or "")


def _commonest(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None
