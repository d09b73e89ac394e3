"""What a page says of itself to machines: JSON-LD, OpenGraph, meta elements, microdata.

Only reads; whether a platform's machine dates can be believed is the adapter's business.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.text import clean
from crawler.extract.finder import Finder, attribute

_ARTICLE_TYPES = frozenset({"article", "newsarticle", "blogposting", "report", "webpage"})


@dataclass(frozen=True)
class Metadata:
    """Raw strings as the page gives them, cleaned of spaces; None where it gives none."""

    page_title: str | None = None
    title: str | None = None
    description: str | None = None
    site_name: str | None = None
    published: str | None = None
    modified: str | None = None
    author: str | None = None
    kind: str | None = None


def read_metadata(finder: Finder) -> Metadata:
    """JSON-LD of an article first, then OpenGraph and meta elements."""
    metas = _metas(finder)
    data = next(_linked_articles(finder), {})
    heading = next(iter(finder.named("title")), None)
    return Metadata(
        page_title=clean(heading.get_text()) if heading is not None else None,
        title=_text(data.get("headline")) or metas.get("og:title") or metas.get("dc.title"),
        description=_text(data.get("description")) or metas.get("og:description") or metas.get("description"),
        site_name=metas.get("og:site_name"),
        published=_text(data.get("datePublished")) or metas.get("article:published_time"),
        modified=_text(data.get("dateModified")) or metas.get("article:modified_time"),
        author=_name(data.get("author")) or metas.get("article:author"),
        kind=metas.get("og:type"),
    )


def _metas(finder: Finder) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in finder.named("meta")[:200]:
        key = (attribute(meta, "property") or attribute(meta, "name")).lower()
        value = clean(attribute(meta, "content"))
        if key and value:
            found.setdefault(key, value)
    return found


def _linked_articles(finder: Finder) -> Iterator[dict[str, object]]:
    linked = (
        script for script in finder.named("script") if attribute(script, "type") == "application/ld+json"
    )
    for script in itertools.islice(linked, 20):
        try:
            tree = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(tree):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(str(name).lower() in _ARTICLE_TYPES - {"webpage"} for name in names):
                yield node


def _nodes(tree: object) -> Iterator[dict[str, object]]:
    items = tree if isinstance(tree, list) else [tree]
    for item in items:
        if isinstance(item, dict):
            graph = item.get("@graph")
            yield from (
                node for node in (graph if isinstance(graph, list) else [item]) if isinstance(node, dict)
            )


def _text(value: object) -> str | None:
    return clean(value) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("name")) if isinstance(first, dict) else _text(first)
