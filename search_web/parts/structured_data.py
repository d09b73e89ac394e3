"""An article as search engines read it: schema.org as JSON-LD, in a data block of its page. No markup here.

Source: schema.org NewsArticle, Event, GovernmentOrganization. A date is as precise as it is known.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.article import Article, Kind, Person
from corpus.catalog import StoredArticle
from corpus.portal import Portal
from search_web import feeds, formats
from search_web.exports.rows import article_url, cited
from search_web.serving.request_state import absolute, version_link

Node = dict[str, Any]
_TYPES = {Kind.DOCUMENT: "DigitalDocument"}
"""Kinds that are no news."""


def structured_data(stored: StoredArticle, portals: Mapping[str, Portal]) -> Node:
    """The article, and the meeting that it reports on each day that it was held."""
    article = stored.article
    events = list(_events(article))
    about = [{"@id": event["@id"]} for event in events]
    nodes = [_article(stored, portals.get(article.portal), about), *events]
    return {"@context": "https://schema.org", "@graph": [_filled(node) for node in nodes]}


def _article(stored: StoredArticle, portal: Portal | None, about: list[Node]) -> Node:
    article = stored.article
    page = article_url(article.article_id)
    archived = absolute(version_link("capture.show", article.article_id, None))
    return {
        "@type": _TYPES.get(article.kind, "NewsArticle"),
        "@id": page,
        "url": page,
        "headline": article.title,
        "description": feeds.summary(article),
        "inLanguage": "vi",
        "datePublished": article.published.value if article.published else None,
        "dateModified": article.updated.value if article.updated else None,
        "publisher": _organisation(article, portal),
        "isBasedOn": formats.web_address(article.url),
        "archivedAt": archived,
        "isAccessibleForFree": True,
        "about": about,
        "mentions": [_legislation(value.number) for value in cited(article.references)],
    }


def _events(article: Article) -> Iterator[Node]:
    meeting = article.meeting
    if meeting is None:
        return
    page = article_url(article.article_id)
    for number, date in enumerate(meeting.held, start=1):
        yield {
            "@type": "Event",
            "@id": f"{page}#cuoc-hop-{number}",
            "name": article.title,
            "startDate": date.value,
            "location": _filled({"@type": "Place", "name": meeting.place}) if meeting.place else None,
            "organizer": {"@type": "GovernmentOrganization", "name": meeting.host} if meeting.host else None,
            "contributor": [_person(chair) for chair in meeting.chairs],
            "url": page,
        }


def _organisation(article: Article, portal: Portal | None) -> Node | None:
    name = article.agency or (portal.agency if portal else None)
    if name is None:
        return None
    site = formats.web_address(portal.start_urls[0]) if portal else None
    return _filled(
        {"@type": "GovernmentOrganization", "name": name, "url": site, "areaServed": article.province}
    )


def _person(chair: Person) -> Node:
    return _filled({"@type": "Person", "name": chair.name, "jobTitle": chair.post})


def _legislation(number: str) -> Node:
    return {"@type": "Legislation", "legislationIdentifier": number}


def _filled(node: Node) -> Node:
    """Without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
