"""Columns: the district and the commune that an article is about, as of its day and as of today.

Their provinces are facets of their own: the districts of one are worth counting once it was chosen. A slug is
the unit's path, `kien-giang/an-minh`.
"""

from collections.abc import Iterator

from corpus.article import AdministrativeUnit, Article
from corpus.text import slug


def province_then(article: Article) -> Iterator[tuple[str, str]]:
    """At most one: as it was called when the article was published."""
    if article.province:
        yield slug(article.province), article.province


def province_now(article: Article) -> Iterator[tuple[str, str]]:
    """At most one: as its land is called today."""
    if article.province_now:
        yield slug(article.province_now), article.province_now


def then(article: Article) -> Iterator[tuple[str, str]]:
    """At most two: the district, the commune in it."""
    if article.unit is not None:
        yield from _below_province(article.unit)


def now(article: Article) -> Iterator[tuple[str, str]]:
    """One for each commune of today on the unit's land."""
    for unit in article.units_now:
        yield from _below_province(unit)


def either(article: Article) -> Iterator[tuple[str, str]]:
    """Both, since people ask by either name."""
    yield from then(article)
    yield from now(article)


def _below_province(unit: AdministrativeUnit) -> Iterator[tuple[str, str]]:
    steps = unit.path.split("/")
    names = [name for name in (unit.province, unit.district, unit.commune) if name]
    if len(names) != len(steps):
        return
    for depth in range(1, len(steps)):
        yield "/".join(steps[: depth + 1]), names[depth]
