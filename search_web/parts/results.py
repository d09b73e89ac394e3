"""A hit of the index -> what the page shows of it. No I/O."""

from collections.abc import Iterable, Mapping

from flask import url_for

from corpus.article import Kind, Person
from corpus.portal import Portal
from indexer import Hit, Repost
from search_web import formats, labels
from search_web.languages import gettext
from search_web.pages.objects import Link, Result

NUMBERS_SHOWN = 3
"""Document numbers beside a hit: a fourth wraps to a second line at 360 px."""


def result_of(hit: Hit, portals: Mapping[str, Portal]) -> Result:
    """One line of the result list."""
    numbers = unique(ref.number for ref in hit.references if ref.number)
    return Result(
        url=url_for("article.show", article_id=hit.article_id),
        title=hit.title,
        place=place_of(hit, portals),
        held=tuple(formats.partial_date(date) for date in hit.held),
        published=formats.partial_date(hit.published) if hit.published else None,
        chairs=names(hit.chairs),
        snippets=hit.snippets,
        in_file=hit.in_file,
        numbers=numbers[:NUMBERS_SHOWN],
        more_numbers=max(0, len(numbers) - NUMBERS_SHOWN),
        attachments=len(hit.attachment_names),
        reposts=tuple(_repost(one, portals) for one in hit.reposts),
        repost_count=hit.repost_count,
    )


def _repost(repost: Repost, portals: Mapping[str, Portal]) -> Link:
    """The agency that posted it, and when."""
    portal = portals.get(repost.portal)
    day = formats.partial_date(repost.published).text if repost.published else ""
    label = repost.agency or (portal.agency if portal else repost.portal)
    return Link(label, url_for("article.show", article_id=repost.article_id), note=day)


def place_of(hit: Hit, portals: Mapping[str, Portal]) -> tuple[str, ...]:
    """Agency, province then (and now), kind: the words of the first metadata line."""
    portal = portals.get(hit.portal)
    agency = hit.agency or (portal.agency if portal else "")
    parts = (agency, province_then_and_now(hit.province, hit.province_now), kind_of(hit.kind, hit.event_type))
    return tuple(part for part in parts if part)


def province_then_and_now(then: str | None, now: str | None) -> str:
    """`Kiên Giang (nay: An Giang)`; one name where nothing changed."""
    if then and now and then != now:
        return gettext("%(then)s (nay: %(now)s)", then=then, now=now)
    return then or now or ""


def kind_of(kind: Kind, event_type: str | None) -> str:
    """`Cuộc họp: sơ kết`; just `Cuộc họp` where its type says no more than that."""
    label = str(labels.KIND_LABELS[kind])
    telling = kind == Kind.MEETING and event_type not in (None, "họp", "cuộc họp")
    return f"{label}: {event_type}" if telling else label


def names(people: Iterable[Person]) -> str:
    return ", ".join(unique(person.name for person in people))


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order of first appearance."""
    return tuple(dict.fromkeys(values))
