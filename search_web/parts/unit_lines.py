"""The administrative unit of an article as it was then and as it is now -> lines with links to provinces."""

from flask import url_for

from corpus.article import AdministrativeUnit, Article
from corpus.text import slug
from search_web.languages import gettext
from search_web.pages.objects import Link, UnitLines

SHOWN = 8
"""Successors named; a district that was divided has up to a dozen."""


def unit_lines(article: Article) -> UnitLines | None:
    """None where no place is known at all."""
    then = (_line(article.unit),) if article.unit else _provinces(article.province)
    now = tuple(map(_line, article.units_now[:SHOWN])) or _provinces(article.province_now)
    if (more := len(article.units_now) - SHOWN) > 0:
        now = (*now, Link(gettext("và %(count)s đơn vị khác", count=more), None))
    maybe = tuple(_name(unit) for unit in article.unit_candidates[:SHOWN])
    return UnitLines(then, now, maybe) if then or now or maybe else None


def _line(unit: AdministrativeUnit) -> Link:
    return Link(_name(unit), url_for("province.show", place=slug(unit.province)))


def _name(unit: AdministrativeUnit) -> str:
    """`Xã Đông Hòa, huyện An Minh, Kiên Giang`."""
    named = ", ".join(filter(None, (unit.commune, unit.district, unit.province)))
    return named[:1].upper() + named[1:]


def _provinces(name: str | None) -> tuple[Link, ...]:
    return (Link(name, url_for("province.show", place=slug(name))),) if name else ()
