"""Which sample portals there are, and the articles of each with their places on the site."""

import json
from functools import cache
from typing import Any, NamedTuple

from corpus.article import Kind
from corpus.samples.agencies import (
    FIRST_DAY,
    TWO_TIER_DAY,
    Agency,
    communes,
    department,
    districts,
    province_on,
)
from corpus.samples.chance import chance_of
from corpus.samples.data_files import DATA
from corpus.samples.generate import assign
from corpus.samples.repost import reposted
from corpus.samples.sample_article import SampleArticle
from corpus.samples.spelling import ascii_slug
from corpus.samples.writing.compose import compose

SEED = 2019
_SLUG_CHARS = 75
"""Platforms cut slugs about here."""
_REPOSTS = 4
"""How many articles of its neighbour each portal posts again."""


class Spec(NamedTuple):
    """A sample portal."""

    key: str
    platform: str
    articles: int
    first_id: int
    agency: Agency
    name: str
    short: str
    page_size: int


class File(NamedTuple):
    """An attachment of a post."""

    name: str
    seed: int


class Post(NamedTuple):
    """An article in its place on a site; `section` is one of SECTIONS, `order` counts from the oldest."""

    id: int
    order: int
    section: str
    slug: str
    article: SampleArticle
    files: tuple[File, ...]


SECTIONS = ("tin", "thong-bao", "van-ban")
_SECTION_OF = {Kind.MEETING: "tin", Kind.NEWS: "tin", Kind.NOTICE: "thong-bao", Kind.DOCUMENT: "van-ban"}


@cache
def specs() -> tuple[Spec, ...]:
    """All sample portals, in the order of their ports."""
    rows: list[dict[str, Any]] = json.loads((DATA / "portals.json").read_text(encoding="utf-8"))
    return tuple(_spec(row) for row in rows)


@cache
def posts_of(spec: Spec) -> tuple[Post, ...]:
    """The posts of a portal, newest first."""
    articles = sorted(_own(spec) + _reposts(spec), key=lambda article: article.published)
    chance = chance_of(SEED, spec.key, "posts")
    posts: list[Post] = []
    number, slugs = spec.first_id, set[str]()
    for order, article in enumerate(articles):
        slug = _free(ascii_slug(article.title)[:_SLUG_CHARS].strip("-"), slugs)
        files = tuple(File(name, number * 10 + place) for place, name in enumerate(article.attachments))
        posts.append(Post(number, order, _SECTION_OF[article.kind], slug, article, files))
        number += chance.randint(1, 6)
    return tuple(reversed(posts))


@cache
def _own(spec: Spec) -> list[SampleArticle]:
    chance = chance_of(SEED, spec.key)
    return [
        compose(assign(spec.agency, chance, SEED), number)._replace(portal=spec.key)
        for number in range(1, spec.articles + 1)
    ]


def _reposts(spec: Spec) -> list[SampleArticle]:
    """Articles of the next portal of the same time, posted again here within its time."""
    same_time = [other for other in specs() if other.agency.first == spec.agency.first]
    neighbour = same_time[(same_time.index(spec) + 1) % len(same_time)]
    chance = chance_of(SEED, spec.key, "reposts")
    fitting = [a for a in _own(neighbour) if a.kind in (Kind.NEWS, Kind.MEETING)]
    again = (reposted(a, spec.agency, chance, a.number) for a in chance.sample(fitting, _REPOSTS))
    kept = [a._replace(portal=spec.key) for a in again if a.published.date() <= spec.agency.last]
    return kept


def _free(slug: str, taken: set[str]) -> str:
    free, count = slug, 1
    while free in taken:
        count += 1
        free = f"{slug}-{count}"
    taken.add(free)
    return free


def _spec(row: dict[str, Any]) -> Spec:
    site = row["site"]
    return Spec(
        row["key"], row["platform"], row["articles"], row["first_id"], _agency(row["agency"]),
        site["name"], site["short"], site["page_size"],
    )  # fmt: skip


def _agency(row: dict[str, str]) -> Agency:
    level = row["level"]
    if level == "department":
        return department(province_on(row["province"], FIRST_DAY), row["topic"])
    known = communes() if level == "commune" else districts()
    day = TWO_TIER_DAY if level == "commune" else FIRST_DAY
    province = province_on(row["province"], day)
    area = next(a for a in known if (a.type, a.place, a.province) == (row["type"], row["place"], province))
    if level == "office":
        return area._replace(key=f"office-{area.key}", level="office", topic=row["topic"])
    return area._replace(key=f"party-{area.key}", level="party") if level == "party" else area
