"""Pages of no known platform: finds the text by what text looks like, with readability's opinion beside ours.

Also the fallback where a known platform wears a theme that none of its layouts knows.
"""

import re
from collections import Counter

from bs4 import Tag

from corpus.text import fold
from crawler.extract.blocks import read_blocks
from crawler.extract.content import ContentCandidate, content_candidates, widened
from crawler.extract.page import Page
from crawler.extract.walk import is_within
from crawler.platforms.base import Layout, Platform

VOICE_WEIGHT = 0.5
"""Readability may lift a candidate by this share, no more: it takes teasers for articles too."""
MAX_OPINION = 1 + VOICE_WEIGHT
"""Full agreement counts half as much again as none: a rival further behind cannot win by it."""
MAX_READABILITY_CHARS = 1_000_000
"""Three times the largest real page seen: beyond it, a second opinion is not worth a second parse."""

MICRODATA = Layout(
    name="microdata",
    title=("[itemprop=headline]",),
    body=("[itemprop=articleBody]",),
    single=True,
)
"""schema.org's names for the parts of an article, which themes of many families use."""
GENERIC = Platform(
    name="generic",
    layouts=(MICRODATA,),
    article_urls=(
        r"[?&](?:id|nid|newsid|itemid|articleid|tinid|idtin|baivietcode|uuid|item)=[\w-]+",
        r"/nid/\d+/|/chi-tiet|/chitiet|/detail|/node/\d+|/bai-viet/|/tin-bai/",
        r"/[\w%]+(?:-[\w%]+){4,}[^/?]*$",
        r"/\d{4,}-[\w-]+|-\d{3,}\.(?:html?|aspx)$",
    ),
    url_date=r"/(?P<date>(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})/",
    list_urls=(
        r"/(?:category|chuyen-muc|danh-muc|chuyenmuc|danhmuc|tin-tuc|tintuc|news|su-kien|thong-bao|van-ban|hoat-dong|tin-[\w-]+)/?(?:\?|$)",
        r"[?&](?:page|p|trang|pageindex|start)=\d+",
        r"/page[/-]\d+",
    ),
)


def find_content(page: Page) -> Tag | None:
    """The element that holds the article's text; None when nothing on the page reads like one."""
    candidates = content_candidates(page)
    if not candidates:
        return None
    best = candidates[0]
    if not any(_is_rival(other, best) for other in candidates[1:]):
        return widened(best.element)
    voice = _words(_readability_text(page))
    best = max(
        candidates, key=lambda candidate: candidate.score * (1 + VOICE_WEIGHT * _agreement(candidate, voice))
    )
    return widened(best.element)


def _is_rival(other: ContentCandidate, best: ContentCandidate) -> bool:
    """Whether another's opinion may make `other` the better one: its score is near, and it lies elsewhere.

    The opinion costs a second parse, half the time of a page, and of 49 golden pages it changed none.
    """
    if is_within(other.element, best.element) or is_within(best.element, other.element):
        return False
    return other.score * MAX_OPINION >= best.score


def _readability_text(page: Page) -> str:
    """The text that readability-lxml takes for the article; empty when it finds none or fails."""
    from lxml.etree import LxmlError
    from readability import Document
    from readability.readability import Unparseable

    if len(page.html) > MAX_READABILITY_CHARS or page.html.lstrip()[:5] == "<?xml":
        return ""
    try:
        return re.sub(r"<[^>]+>", " ", Document(page.html).summary(html_partial=True))
    except (
        Unparseable,
        LxmlError,
        ValueError,
        IndexError,
        KeyError,
        AttributeError,
        TypeError,
        RecursionError,
    ):
        return ""  # it raises whatever its cleaning steps happen to raise on malformed pages


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def _agreement(candidate: ContentCandidate, voice: Counter[str]) -> float:
    """Token F1 of the candidate's text and readability's, 0 to 1."""
    own = _words(" ".join(block.text for block in read_blocks(candidate.element)))
    common = sum((own & voice).values())
    total = sum(own.values()) + sum(voice.values())
    return 2 * common / total if total else 0.0
