"""`/tin/<article_id>`: one article in full."""

import itertools
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, render_template

from corpus.article import Article
from corpus.catalog import StoredArticle
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer import Hit
from search_web.pages.article import article_page, repost_links
from search_web.pages.objects import FileItem
from search_web.parts.file_items import file_items
from search_web.parts.structured_data import structured_data
from search_web.serving.request_state import portals, stores, web_settings

_log = logging.getLogger(__name__)
_ID = re.compile(r"[a-z2-7]{13}")
REPOSTS_SHOWN = 20
"""Of an article that hundreds of portals posted."""
SIMILAR_SHOWN = 5


def blueprint() -> Blueprint:
    room = Blueprint("article", __name__)
    room.add_url_rule("/tin/<article_id>", "show", show)
    return room


def show(article_id: str) -> Response:
    """The newest version of the article."""
    stored = stored_article(article_id)
    articles = stores().articles()
    files = tuple(_files(stored.article))
    page = article_page(stored, articles.versions(article_id), _similar(stored), files, portals())
    page = replace(page, reposts=repost_links(_same_article(article_id), portals()))
    structured = structured_data(stored, portals())
    response = make_response(render_template("article.html", page=page, structured=structured))
    if stored.gone:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _files(article: Article) -> Iterator[FileItem]:
    files = stores().articles().files
    told = files.with_texts(article).attachments
    return file_items(files.of_article(article), told, web_settings().file_text_chars)


def _same_article(article_id: str) -> tuple[Article, ...]:
    """The other articles that are this one, the first publisher's first; not all where many."""
    catalog = stores().articles()
    others = (one for one in catalog.reposts.members(article_id) if one != article_id)
    stored = (catalog.article(one) for one in itertools.islice(others, REPOSTS_SHOWN))
    return tuple(one.article for one in stored if one is not None)


def _similar(stored: StoredArticle) -> tuple[Hit, ...]:
    """None where the index cannot say: the article is shown all the same."""
    article = stored.article
    try:
        hits = stores().index().similar(article, article.article_id, 2 * SIMILAR_SHOWN)
    except (NeedsRebuild, IndexDamaged) as problem:
        _log.warning("no similar articles: %s", problem)
        return ()
    return tuple(itertools.islice(_each_once(article.article_id, hits), SIMILAR_SHOWN))


def _each_once(article_id: str, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits but for re-posts of another one, and of the article: it says itself who posted it again."""
    members = stores().articles().reposts.members
    told = {article_id, *members(article_id)}
    for hit in hits:
        if hit.article_id not in told:
            told.update((hit.article_id, *members(hit.article_id)))
            yield hit


def stored_article(article_id: str) -> StoredArticle:
    """The article of this id; a 404 when there is none."""
    if not _ID.fullmatch(article_id):
        abort(404)
    stored = stores().articles().article(article_id)
    if stored is None:
        abort(404)
    return stored
