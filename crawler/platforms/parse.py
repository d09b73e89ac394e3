"""Any capture -> a Reading: sniffs what it is, decodes and parses it once, and asks the right reader.

Total and bounded: size, number of tags and depth are limited before anything walks the tree.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.frontier import FrontierUrl, UrlHint
from corpus.host_blocks import NOTHING_KNOWN, HostBlocks, fingerprints
from corpus.portal import Portal
from corpus.urls import canonical_url
from crawler.decode import decode, inflate
from crawler.discover.feed import is_feed, read_feed
from crawler.discover.found import Surroundings, unique
from crawler.discover.links import read_links
from crawler.discover.listing import ListItem, read_items
from crawler.discover.pager import Pager, read_pager
from crawler.discover.rest import read_posts, read_rest
from crawler.discover.robots import is_html, read_robots
from crawler.discover.sitemap import is_sitemap, read_sitemap
from crawler.extract.legacy_fonts import restore_legacy_text
from crawler.extract.page import Headers, Page, header_map
from crawler.extract.page_class import (
    find_obstacle,
    frame_sources,
    is_maintenance,
    redirect_target,
    visible_words,
)
from crawler.extract.soup import parse_html
from crawler.garbage import collector_waits
from crawler.platforms.article import FoundArticle, read_article
from crawler.platforms.base import RECOGNISED, Platform
from crawler.platforms.embedded import DATA_ID, graft_article
from crawler.platforms.generic import GENERIC, MICRODATA
from crawler.platforms.reading import PageClass, Reading
from crawler.platforms.rest_article import article_of_post

MAX_HTML_CHARS = 3_000_000
"""Real pages have 80 to 300 KB; what is longer is cut (one of 3 MB takes about 5 s)."""
MAX_TAGS = 60_000
"""A page of so many elements takes up to 4 s (100 times a real page); one with more is cut there."""
MAX_DEPTH = 500
"""Browsers stop nesting at 512 (Blink); deeper trees are attacks or broken generators."""
MAX_HEADLINES = 0.3
"""A page of which so many blocks are links is a list with teasers, not an article."""
MIN_STORY_PARAGRAPHS = 3
"""So many unlinked paragraphs in one place are a story, however many links the page's menus have."""
MIN_PROSE_CHARS = 60
MIN_ARTICLE_CHARS = 200
"""On a page whose URL does not promise an article, less text than this is a notice or a teaser."""
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z\xbc\xaf",
    b"{\\rtf",
    b"\x00\x00\x00",
)
_MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|meta|title|div|p|a|table|tr|td|br|span|ul|li|h[1-6]|img|script|form|frameset|center|font)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Capture:
    """A capture with what judges it."""

    url: str
    status: int
    headers: Mapping[str, str]
    platforms: tuple[Platform, ...]
    portal: Portal | None
    hint: UrlHint | None
    host: HostBlocks = NOTHING_KNOWN
    captured_at: datetime | None = None

    def around(self, platform: Platform | None = None) -> Surroundings:
        """Where its links are looked for; without a platform, every platform's URL forms count."""
        judge = platform.url_role if platform else self._any_role
        return Surroundings(self.url, self.portal, platform.name if platform else "generic", judge)

    def _any_role(self, path: str) -> str | None:
        """For feeds and sitemaps, which do not show who made them: any platform's form will do.

        WordPress comes last: its article form is any long slug.
        """
        ordered = sorted(self.platforms, key=lambda platform: platform.name == "wordpress")
        roles = [platform.url_role(path) for platform in (*ordered, GENERIC)]
        return next((role for role in ("article", "list") if role in roles), None)


def read_capture(  # noqa: PLR0913 - as parse_page
    body: bytes,
    url: str,
    status: int,
    headers: Headers,
    *,
    platforms: tuple[Platform, ...],
    portal: Portal | None,
    hint: UrlHint | None,
    host: HostBlocks = NOTHING_KNOWN,
    captured_at: datetime | None = None,
) -> Reading:
    """See `crawler.platforms.parse_page`."""
    capture = _Capture(url, status, header_map(headers), platforms, portal, hint, host, captured_at)
    with collector_waits():
        return _read(capture, inflate(body))


def _read(capture: _Capture, body: bytes) -> Reading:
    if not body.strip():
        return Reading("empty", problems=("empty-body",))
    if body.lstrip()[:8].startswith(_BINARY):
        return Reading("not-html", problems=("binary-body",))
    text = decode(body, capture.headers.get("content-type")).text.lstrip("\ufeff")
    return _read_data(capture, text) or _read_html(capture, text)


def _read_data(capture: _Capture, text: str) -> Reading | None:
    """Feeds, sitemaps, REST and robots.txt; None when it is none of them."""
    around = capture.around()
    start = text[:200].lstrip()
    if re.search(r"/robots\.txt(?:$|\?)", capture.url, re.IGNORECASE):
        problems = ("robots-is-html",) if is_html(text) else ()
        return Reading("robots", discovered=read_robots(text, around), problems=problems)
    if start[:1] in "{[":
        return _read_rest(capture, text)
    if start[:1] == "<" and is_sitemap(text):
        return Reading("sitemap", discovered=read_sitemap(text, around))
    if is_feed(text) and not re.search(r"<html[\s>]", text[:1000], re.IGNORECASE):
        return Reading("feed", discovered=read_feed(text, around))
    return None


def _read_rest(capture: _Capture, text: str) -> Reading | None:
    posts = read_posts(text)
    if not posts:
        is_json = "json" in capture.headers.get("content-type", "")
        return Reading("not-html", problems=("json-without-posts",)) if is_json else None
    article = (
        article_of_post(posts[0], capture.portal)
        if len(posts) == 1 and not text.lstrip().startswith("[")
        else None
    )
    found = read_rest(posts, capture.headers, capture.around())
    return Reading("rest", platform="wordpress", confidence=1.0, article=article, discovered=found)


def _read_html(capture: _Capture, text: str) -> Reading:
    if not _MARKUP.search(text[:200_000]):
        return Reading("not-html", problems=("no-markup",))
    if text[:200].lstrip().startswith("<?xml") and not re.search(
        r"<(?:html|!doctype html)", text[:5000], re.I
    ):
        return Reading("not-html", problems=("unknown-xml",))
    html, problems = _bounded(text)
    soup = parse_html(html)
    if DATA_ID in html:
        graft_article(soup, capture.url)
    page = Page(capture.url, capture.status, capture.headers, html, soup, capture.host, capture.captured_at)
    if page.finder.depth > MAX_DEPTH:
        return Reading("not-html", problems=(*problems, "too-deep"))
    if restore_legacy_text(soup, html):
        page, problems = replace(page), (*problems, "legacy-font")
    reading = _read_page(page, capture)
    return replace(reading, problems=(*problems, *reading.problems))


def _bounded(text: str) -> tuple[str, tuple[str, ...]]:
    """The text cut to what can be parsed in bounded time, and what was wrong with it."""
    problems: list[str] = []
    if len(text) > MAX_HTML_CHARS:
        text, problems = text[:MAX_HTML_CHARS], ["too-long"]
    if text.count("<") > MAX_TAGS:
        cut = -1
        for _ in range(MAX_TAGS):
            cut = text.index("<", cut + 1)
        text, problems = text[:cut], [*problems, "too-many-tags"]
    return text, tuple(problems)


def recognise(page: Page, platforms: Iterable[Platform]) -> tuple[Platform, float]:
    """The likeliest platform and how sure it is; the generic one below RECOGNISED."""
    ranked = [(platform.confidence(page), platform) for platform in platforms]
    confidence, best = max(ranked, key=lambda pair: pair[0], default=(0.0, GENERIC))
    return (best, confidence) if confidence >= RECOGNISED else (GENERIC, confidence)


def _read_page(page: Page, capture: _Capture) -> Reading:
    platform, confidence = recognise(page, capture.platforms)
    obstacle = find_obstacle(page.soup, page.html, page.status)
    if obstacle:
        return _obstructed(obstacle, page, capture, platform, confidence)
    around = capture.around(platform)
    items, pager = read_items(page, around), read_pager(page)
    found = read_article(page, platform, portal=capture.portal, hint=capture.hint)
    blocks = _telling_blocks(page, platform, found)
    page_class = _page_class(page, platform, found, items, pager)
    if page_class in ("article", "list") and _is_home_again(page, platform, blocks):
        page_class = "soft-404"
    article = found.article if found and page_class in ("article", "document") else None
    links = read_links(page, around, items=items, pager=pager, is_list=page_class == "list")
    if page_class == "soft-404":
        links = ()
    own = canonical_url(page.url)
    return Reading(
        page_class,
        platform.name,
        round(confidence, 3),
        article,
        (
            *_platform_sources(page, platform, around),
            *(link for link in links if link.canonical_url != own or link.request),
        ),
        blocks=blocks,
    )


def _telling_blocks(page: Page, platform: Platform, found: FoundArticle | None) -> frozenset[str]:
    """The page's fingerprints where they are of use: a layout that knows its place needs no comparing."""
    layout = found.layout if found else "none"
    is_known = layout == MICRODATA.name or (platform is not GENERIC and layout != "none")
    wanted = not is_known or page.path in ("", "/")
    return fingerprints(block.text for block in page.blocks) if wanted else frozenset()


def _is_home_again(page: Page, platform: Platform, blocks: frozenset[str]) -> bool:
    """Whether an article's URL shows the host's home page: portals answer so for what they do not have."""
    return platform.url_role(page.path) == "article" and page.host.is_home(blocks)


def _obstructed(
    obstacle: PageClass, page: Page, capture: _Capture, platform: Platform, confidence: float
) -> Reading:
    around = capture.around(platform)
    if obstacle == "empty" and platform.url_role(page.path) == "article":
        obstacle = "soft-404"
    problems: tuple[str, ...] = (obstacle,)
    targets: list[str | None] = []
    if obstacle == "error" and is_maintenance(visible_words(page.soup)):
        problems = ("maintenance",)
    if obstacle == "frameset":
        targets = [page.resolve(source) for source in frame_sources(page.soup)]
    if obstacle == "redirect":
        targets = [page.resolve(redirect_target(page.soup, page.html) or "")]
    found = unique(around.found(target, "page") for target in targets if target)
    return Reading(obstacle, platform.name, round(confidence, 3), None, found, problems)


def _page_class(
    page: Page, platform: Platform, found: FoundArticle | None, items: tuple[ListItem, ...], pager: Pager
) -> PageClass:
    """Article or list: by what the URL promises, else by which the page shows more of.

    An article's URL with no article behind it is a soft 404: an emptied template, or the home page instead.
    """
    promised = platform.url_role(page.path)
    is_front = page.path in ("", "/")  # of a portal: never an item, however much one of them fills it
    good = found is not None and not is_front and _is_article(found, items, pager, promised)
    if good and found is not None:
        return "document" if found.article.document else "article"
    certain = (platform is not GENERIC or not items) and not (found is not None and found.is_entry)
    return "soft-404" if promised == "article" and certain else "list"


def _is_article(found: FoundArticle, items: tuple[ListItem, ...], pager: Pager, promised: str | None) -> bool:
    by_layout = found.layout != "none"
    if found.is_entry:
        return False
    if promised != "article" and found.headlines >= MAX_HEADLINES and len(items) >= 3:
        return False
    if promised == "article":
        return by_layout or found.text_chars >= MIN_ARTICLE_CHARS // 2 or bool(found.article.attachments)
    if promised == "list" or pager.next_url or pager.next_post:
        return False
    return _is_item(found, items) if by_layout else _is_story(found, items)


def _is_item(found: FoundArticle, items: tuple[ListItem, ...]) -> bool:
    """Whether a page whose URL promises nothing is one item, since a layout or a record was found on it."""
    if found.layout == "record" or (found.has_title and found.is_dated) or found.article.document:
        return True
    return found.has_title and (found.text_chars >= MIN_ARTICLE_CHARS // 2 or len(items) < 4)


def _is_story(found: FoundArticle, items: tuple[ListItem, ...]) -> bool:
    """The same where the text was found by its looks: it must be much beside the page's links."""
    if not found.has_title or found.text_chars < MIN_ARTICLE_CHARS:
        return False
    long = sum(len(paragraph) >= MIN_PROSE_CHARS for paragraph in found.article.body)
    return found.is_dated or long >= MIN_STORY_PARAGRAPHS or found.text_chars > 60 * len(items)


def _platform_sources(page: Page, platform: Platform, around: Surroundings) -> tuple[FrontierUrl, ...]:
    """On a portal's front page: the sitemaps, feeds and REST that every portal of its platform has."""
    starts = around.portal.start_urls if around.portal else ()
    if page.url not in starts and page.path not in ("/", ""):
        return ()
    urls = [page.resolve(path) for path in platform.discovery]
    kinds = {"/wp-json": "rest", "sitemap": "sitemap"}
    found = []
    for url in urls:
        role = next((kind for mark, kind in kinds.items() if url and mark in url), "feed")
        found.append(around.found(url, role) if url else None)  # type: ignore[arg-type]
    return unique(found)
