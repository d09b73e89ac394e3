"""The URLs that the load asks for: words of the samples' own titles and the filters people set."""

import random
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from benchmarks.web.site import SEED, sample_article, site
from corpus.article import Article
from corpus.samples import generate_articles
from corpus.text import fold, slug
from indexer import Index, IndexerSettings, open_index
from search_web.search_state import SearchState

DRAWN_FROM = 5000
PER_PAGE = 10
KINDS = ("cuoc-hop", "van-ban", "thong-bao", "tin-tuc")


def search_urls(count: int, seed: int) -> list[str]:
    """Different search pages with all facets: two to five words of a title, half of them without accents,
    four in ten with a filter, one in ten on the second page."""
    chance = random.Random(seed)
    titles = [sample_article(s.number, s) for s in generate_articles(DRAWN_FROM, SEED)]
    urls = dict.fromkeys(_search(chance.choice(titles), chance) for _ in range(3 * count))
    return list(urls)[:count]


def asked(articles: int) -> list[str]:
    """Search pages that there are over so many samples."""
    index = open_index(IndexerSettings(), site(articles))
    try:
        return existing(search_urls(2000, SEED + 1), index)
    finally:
        index.close()


def existing(urls: Iterable[str], index: Index) -> list[str]:
    """Those whose page there is: not every search has a second one, and its absence is answered 404."""
    return [url for url in urls if _exists(url, index)]


def _exists(url: str, index: Index) -> bool:
    state = SearchState.parse(parse_qsl(urlsplit(url).query)).state
    return state.page == 1 or index.search(state.to_query(PER_PAGE, counted=())).pages >= state.page


def _search(article: Article, chance: random.Random) -> str:
    words = article.title.split()
    first = chance.randrange(max(1, len(words) - 5))
    text = " ".join(words[first : first + chance.randint(2, 5)])
    asked = [("q", fold(text) if chance.random() < 0.5 else text), *_filters(article, chance)]
    if chance.random() < 0.1:
        asked.append(("trang", "2"))
    return f"/tim?{urlencode(asked)}"


def _filters(article: Article, chance: random.Random) -> Iterator[tuple[str, str]]:
    drawn = chance.random()
    if drawn < 0.2 and article.province:
        yield "tinh", slug(article.province)
    elif drawn < 0.3 and article.published:
        yield "nam", article.published.value[:4]
    elif drawn < 0.4:
        yield "loai", chance.choice(KINDS)


def popular_urls(articles: int) -> list[str]:
    """What many ask for again and again: the sections, popular searches, the newest articles."""
    pages = ["/", "/tim", "/kho-tin", "/tro-giup", "/cuoc-hop", "/tim?loai=cuoc-hop", "/tim?loai=van-ban"]
    searches = [url for url in search_urls(60, SEED) if "trang=" not in url]
    read = [sample_article(s.number, s) for s in generate_articles(min(articles, 40), SEED)]
    return [*pages, *searches, *(f"/tin/{article.article_id}" for article in read)]
