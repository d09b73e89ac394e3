"""`/tin/<article_id>/so-sanh?tu=1&den=2`: what changed between two versions of an article."""

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for

from corpus.catalog import StoredArticle
from search_web import formats
from search_web.languages import gettext
from search_web.pages.compare import compare_page
from search_web.pages.objects import Link
from search_web.serving.request_state import stores
from search_web.views.article import stored_article


def blueprint() -> Blueprint:
    room = Blueprint("compare", __name__)
    room.add_url_rule("/tin/<article_id>/so-sanh", "show", show)
    return room


def show(article_id: str) -> Response:
    """The two named versions, else the newest and the one before it; 404 where there are no two."""
    stored_article(article_id)
    versions = {version.version: version for version in stores().articles().versions(article_id)}
    newer = _asked("den", versions, max(versions))
    older = _asked("tu", versions, newer.version - 1)
    page = compare_page(older, newer, url_for("article.show", article_id=article_id), _others(versions))
    answer = make_response(render_template("compare.html", page=page))
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _asked(parameter: str, versions: dict[int, StoredArticle], usual: int) -> StoredArticle:
    typed = request.args.get(parameter, str(usual))
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    return versions.get(number) or abort(404)


def _others(versions: dict[int, StoredArticle]) -> tuple[Link, ...]:
    """Each version beside the one before it, newest first; nothing where there is only one such pair."""
    pairs = tuple(
        Link(
            gettext("Bản %(older)s và bản %(newer)s", older=number - 1, newer=number),
            url_for("compare.show", article_id=version.article.article_id, tu=number - 1, den=number),
            note=formats.moment(version.capture.fetched_at).text,
        )
        for number, version in sorted(versions.items(), reverse=True)
        if number - 1 in versions
    )
    return pairs if len(pairs) > 1 else ()
