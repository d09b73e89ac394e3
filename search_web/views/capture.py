"""`/tin/<article_id>/ban-luu`: the page as archived, in a frame that can neither run nor reach anything."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from corpus.archive import ArchivedResponse
from corpus.catalog import StoredArticle
from corpus.errors import SkipItem
from search_web.pages.article import capture_info, source_link
from search_web.pages.objects import CapturePage
from search_web.parts.archived_page import RAW_VIEW_POLICY, harmless, is_html, is_text, media_type, readable
from search_web.serving.request_state import stores, version_link
from search_web.views.article import stored_article


def blueprint() -> Blueprint:
    room = Blueprint("capture", __name__)
    room.add_url_rule("/tin/<article_id>/ban-luu", "show", show)
    room.add_url_rule("/tin/<article_id>/ban-luu/khung", "raw", raw)
    room.add_url_rule("/tin/<article_id>/ban-luu/tai-ve", "download", download)
    return room


def show(article_id: str) -> Response:
    """When and how the page was kept, and the page itself in a sandboxed frame."""
    stored, versions = _asked_version(article_id)
    response, body = _archived(stored)
    content_type = response.header("Content-Type")
    version = stored.version if "phien-ban" in request.args else None
    showable = is_html(content_type, body) or is_text(content_type)
    page = CapturePage(
        title=stored.article.title,
        article_url=url_for("article.show", article_id=article_id),
        source=source_link(stored.article),
        capture=capture_info(stored, versions),
        content_type=media_type(content_type),
        raw_url=version_link("capture.raw", article_id, version) if showable else None,
        download_url=version_link("capture.download", article_id, version),
    )
    answer = make_response(render_template("capture.html", page=page))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def raw(article_id: str) -> Response:
    """The archived page as UTF-8, unable to run script, load anything or leave its frame."""
    stored, _ = _asked_version(article_id)
    archived, body = _archived(stored)
    content_type = archived.header("Content-Type")
    text = readable(body, content_type)
    if is_html(content_type, body):
        return _inert(Response(harmless(text), content_type="text/html; charset=utf-8"))
    if is_text(content_type):
        return _inert(Response(text, content_type="text/plain; charset=utf-8"))
    abort(404)


def download(article_id: str) -> Response:
    """The archived bytes, unchanged, as a file: never as a page of this site."""
    stored, _ = _asked_version(article_id)
    _, body = _archived(stored)
    answer = _inert(Response(body, content_type="application/octet-stream"))
    answer.headers["Content-Disposition"] = f'attachment; filename="tra-tin-{article_id}.bin"'
    return answer


def _asked_version(article_id: str) -> tuple[StoredArticle, tuple[StoredArticle, ...]]:
    """The version that `?phien-ban=` names, else the newest; and all of them."""
    newest = stored_article(article_id)
    versions = stores().articles().versions(article_id)
    asked = request.args.get("phien-ban")
    if asked is None:
        return newest, versions
    found = next((version for version in versions if str(version.version) == asked), None)
    return (found or abort(404)), versions


def _archived(stored: StoredArticle) -> tuple[ArchivedResponse, bytes]:
    """The response and its decoded body; a 404 when the body cannot be decoded."""
    response = stores().captures().read(stored.capture.locator)
    try:
        return response, response.decoded_body()
    except SkipItem:
        abort(404)


def _inert(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = RAW_VIEW_POLICY
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["X-DNS-Prefetch-Control"] = "off"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
