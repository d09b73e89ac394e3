"""WordPress REST posts -> articles with exact dates, and the next page of the collection.

Source: developer.wordpress.org/rest-api/reference/posts (`date` local, `date_gmt` UTC; at most 100 a page).
"""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from corpus.article import PartialDate
from corpus.frontier import FrontierUrl, UrlHint
from corpus.text import clean
from crawler.discover.feed import EARLIEST_YEAR, VIETNAM
from crawler.discover.found import Surroundings, unique

_COLLECTION = re.compile(r"/wp-json/wp/v2/posts/?$|[?&]rest_route=/wp/v2/posts/?(?:&|$)")


@dataclass(frozen=True)
class Post:
    """One published post. `content` is its HTML as WordPress renders it."""

    url: str
    title: str
    published: PartialDate | None
    modified: PartialDate | None
    content: str


def read_posts(text: str) -> tuple[Post, ...]:
    """The posts of a REST answer: one, a list, or none when it is something else."""
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    nodes = tree if isinstance(tree, list) else [tree]
    return tuple(post for node in nodes if isinstance(node, dict) and (post := _post(node)))


def read_rest(
    posts: tuple[Post, ...], headers: Mapping[str, str], around: Surroundings
) -> tuple[FrontierUrl, ...]:
    """The articles of the posts, and the collection's next page while the server says there is one."""
    found = [
        around.found(post.url, "article", hint=UrlHint(title=post.title or None, published=post.published))
        for post in posts
    ]
    return unique([*found, _next_page(headers, around)])


def _post(node: Mapping[str, object]) -> Post | None:
    url, content = node.get("link"), node.get("content")
    if (
        not isinstance(url, str)
        or not isinstance(node.get("title"), dict)
        or node.get("status", "publish") != "publish"
    ):
        return None
    return Post(
        url=url,
        title=clean(html.unescape(re.sub(r"<[^>]+>", "", _rendered(node.get("title"))))),
        published=_moment(node.get("date_gmt"), node.get("date")),
        modified=_moment(node.get("modified_gmt"), node.get("modified")),
        content=_rendered(content),
    )


def _rendered(value: object) -> str:
    rendered = value.get("rendered") if isinstance(value, dict) else None
    return rendered if isinstance(rendered, str) else ""


def _moment(utc: object, local: object) -> PartialDate | None:
    """UTC is preferred: a site's zone setting is often left at UTC, so that `date` is seven hours early."""
    for value, zone in ((utc, UTC), (local, VIETNAM)):
        if not isinstance(value, str):
            continue
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=zone).astimezone(VIETNAM)
        except (ValueError, OverflowError):
            continue
        if moment.year >= EARLIEST_YEAR:
            return PartialDate(
                value=moment.isoformat(timespec="seconds"), precision="minute", source="rest", raw=value
            )
    return None


def _next_page(headers: Mapping[str, str], around: Surroundings) -> FrontierUrl | None:
    parts = urlsplit(around.url)
    if not _COLLECTION.search(parts.path) or not headers.get("x-wp-totalpages", "").isdigit():
        return None
    query = dict(parse_qsl(parts.query))
    page = int(query.get("page", "1")) if query.get("page", "1").isdigit() else 1
    if page >= int(headers["x-wp-totalpages"]):
        return None
    url = urlunsplit(parts._replace(query=urlencode(query | {"page": str(page + 1)})))
    return around.found(url, "rest")
