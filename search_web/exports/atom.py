"""Atom (RFC 4287): a search to follow. Ids and times come from `feeds`: an article is one entry for ever."""

import datetime as dt
from collections.abc import Iterator

from lxml import etree
from lxml.builder import ElementMaker

from search_web import feeds
from search_web.exports.base import Contents, Export, printable
from search_web.exports.rows import ArticleRow
from search_web.languages import gettext, lazy_gettext, page_language

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
_A = ElementMaker(namespace=ATOM, nsmap={None: ATOM, "opensearch": OPENSEARCH})
_O = ElementMaker(namespace=OPENSEARCH)


def write(contents: Contents) -> Iterator[bytes]:
    """The whole feed: its head needs the newest of its entries."""
    entries = [_entry(contents, row) for row in contents.rows]
    feed = _A.feed(
        {"{http://www.w3.org/XML/1998/namespace}lang": page_language()},
        _A.id(contents.feed_id),
        _A.title(printable(gettext("Tra Tin: %(title)s", title=contents.title))),
        _A.updated(_time(feeds.newest(changed_at for changed_at, _ in entries))),
        _A.link(rel="self", type="application/atom+xml", href=contents.own_url),
        _A.link(rel="alternate", type="text/html", href=contents.page_url),
        _A.author(_A.name("Tra Tin")),
        _O.totalResults(str(contents.total)),
        _O.startIndex("1"),
        _O.itemsPerPage(str(contents.limit)),
        *(entry for _, entry in entries),
    )
    yield etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _entry(contents: Contents, row: ArticleRow) -> tuple[dt.datetime, etree._Element]:
    """When the article's text last changed, and its entry: that of the first post, however it is shown."""
    versions = contents.articles().versions(row.first_id)
    changed_at = feeds.text_changed_at(versions)
    published = feeds.known_moment(row.published)
    entry = _A.entry(
        _A.id(feeds.article_tag(row.first_id, contents.authority)),
        _A.title(printable(row.title)),
        _A.updated(_time(changed_at)),
        *([_A.published(_time(published))] if published else []),
        _A.author(_A.name(printable(row.agency or "") or row.portal)),
        _A.link(rel="alternate", type="text/html", href=row.page),
        *([_A.link(rel="via", href=printable(row.url))] if row.url else []),
        *([_A.summary(printable(feeds.summary(versions[-1].article)))] if versions else []),
    )
    return changed_at, entry


def _time(moment: dt.datetime) -> str:
    """RFC 3339, in seconds."""
    return moment.isoformat(timespec="seconds")


EXPORT = Export(
    ending="atom",
    label=lazy_gettext("Atom"),
    media_type="application/atom+xml; charset=utf-8",
    rows_max=lambda settings: settings.feed_entries_max,
    write=write,
    saved=False,
)
