"""Streams of invented articles of any length: each article is the same however many are asked for."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from corpus.article import Kind
from corpus.samples.agencies import Agency, agency_pool
from corpus.samples.cast import topic_ids
from corpus.samples.chance import chance_from
from corpus.samples.repost import reposted
from corpus.samples.sample_article import VIETNAM, SampleArticle
from corpus.samples.writing.compose import compose
from corpus.samples.writing.story import Assignment

_KINDS = (Kind.MEETING,) * 9 + (Kind.DOCUMENT,) * 4 + (Kind.NOTICE,) * 2 + (Kind.NEWS,) * 7
_OFFICE_TOPICS = ("to-chuc-can-bo", "cai-cach-hanh-chinh-chuyen-doi-so", "xay-dung-dang")
_REPOST_SHARE = 0.04
"""About the share of near-duplicates between neighbouring portals that we saw."""
_TWO_TIER_SHARE = 0.2
"""Of all articles: portals post more than ever since July 2025, but that is one year of fourteen."""
_HEAD_EXPONENT = 3
"""Agencies are drawn at pool[n * u**x]: few publish much, many publish little."""


def generate_articles(count: int, seed: int) -> Iterator[SampleArticle]:
    """`count` articles of many agencies, 2012 to 2026; the first n are the same for every larger count."""
    pools = (agency_pool(seed, False), agency_pool(seed, True))
    for number in range(1, count + 1):
        chance = chance_from(seed * 1_000_003 + number)
        pool = pools[chance.random() < _TWO_TIER_SHARE]
        agency = pool[int(len(pool) * chance.random() ** _HEAD_EXPONENT)]
        repost = chance.random() < _REPOST_SHARE
        article = compose(assign(agency, chance, seed), number)
        if repost:
            neighbour = chance.choice(_neighbours(seed)[_where(agency)])
            article = reposted(article, neighbour, chance, number)
        yield article


def assign(agency: Agency, chance: random.Random, cast_seed: int) -> Assignment:
    """A task for the agency's editors: a working hour of its time, a topic, a kind."""
    moment = _moment(agency.first, agency.last, chance)
    topic = chance.choice(_topics(agency))
    return Assignment(agency, moment, topic, chance.choice(_KINDS), chance.getrandbits(48), cast_seed)


@cache
def _topics(agency: Agency) -> tuple[str, ...]:
    """What an agency writes about: a department mostly its own field, besides what every office has."""
    if not agency.topic:
        return topic_ids()
    return (agency.topic,) * 8 + _OFFICE_TOPICS


def _moment(first: date, last: date, chance: random.Random) -> datetime:
    """A minute of an office day between two days; portals grew, so later years are a little likelier."""
    span = (last - first).days
    day = first + timedelta(days=round(span * chance.random() ** 0.8))
    if chance.random() < 0.9:
        day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(max(day, first), time(chance.randint(7, 17), chance.randint(0, 59)), VIETNAM)


@cache
def _neighbours(seed: int) -> dict[str, tuple[Agency, ...]]:
    """The agencies of each province in each time, in the order of the pool."""
    found: dict[str, list[Agency]] = {}
    for agency in (*agency_pool(seed, False), *agency_pool(seed, True)):
        found.setdefault(_where(agency), []).append(agency)
    return {where: tuple(line) for where, line in found.items()}


def _where(agency: Agency) -> str:
    return f"{agency.province.name} {agency.province.first}"
