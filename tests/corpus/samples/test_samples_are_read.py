"""The adapters read the samples as the samples say: each holds the other to what the platforms are."""

import re
from collections import Counter

import pytest

from corpus.article import Article
from corpus.samples.portals import portals_of, sample_sites
from corpus.samples.sites.site import Site
from corpus.samples.sites.spec import Post
from corpus.samples.sites.web import Request
from crawler.platforms import parse_page

_EVERY = 6
"""One post in six of each portal: about a second a portal."""


def read(site: Site, post: Post) -> Article | None:
    path = site.path(post)
    query = dict(pair.split("=", 1) for pair in path.partition("?")[2].split("&") if "=" in pair)
    response = site.respond(Request("GET", path.partition("?")[0], query, {}, path))
    headers = (("Content-Type", response.content_type), *response.headers)
    portal = portals_of([site])[0]
    return parse_page(response.body, site.url(post), response.status, headers, portal=portal).article


def words(paragraphs: tuple[str, ...]) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(paragraphs).casefold()))


@pytest.mark.parametrize("site", sample_sites(8701), ids=lambda site: site.spec.key)
def test_adapters_read_titles_dates_and_bodies_of_the_samples(site: Site) -> None:
    found, wanted = 0, 0
    for post in site.posts[::_EVERY]:
        expected, article = site.expected(post), read(site, post)
        assert article, expected.url
        assert article.title == expected.title
        if expected.published and expected.published.source in ("markup", "text"):
            assert article.published
            assert article.published.value[:16] == expected.published.value[:16]
        own, gold = words(article.body), words(expected.body)
        found += sum((own & gold).values())
        wanted += sum(gold.values())
        assert {a.url for a in article.attachments} == {a.url for a in expected.attachments}
    assert found / wanted >= 0.98
