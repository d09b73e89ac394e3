"""Samples shared by these tests: a corpus of some thousand articles, and the served portals."""

from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlsplit

import pytest

from corpus.samples.generate import generate_articles
from corpus.samples.portals import serve_samples
from corpus.samples.sample_article import SampleArticle
from corpus.samples.sites.site import Site

Answer = tuple[HTTPResponse, bytes]


@pytest.fixture(scope="session")
def some_articles() -> list[SampleArticle]:
    return list(generate_articles(3000, seed=11))


@pytest.fixture(scope="session")
def served_sites() -> Iterator[dict[str, Site]]:
    with serve_samples(base_port=0) as sites:
        yield {site.spec.key: site for site in sites}


@pytest.fixture
def ask() -> Callable[..., Answer]:
    def answer(url: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.netloc, timeout=10)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body, named)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    return answer
