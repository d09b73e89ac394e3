"""Two hundred analysed articles, made once."""

from pathlib import Path

import pytest

from benchmarks.engines.corpus.analysed import Source, prepare
from benchmarks.engines.corpus.articles import sample_articles
from benchmarks.engines.corpus.documents import Document, Schema, documents
from benchmarks.engines.corpus.stream import stream_articles
from benchmarks.engines.queries import Query, draw_queries, gather

ARTICLES = 200


@pytest.fixture(scope="session")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    source = Source("samples", sample_articles)
    return prepare(tmp_path_factory.mktemp("corpus"), source, ARTICLES, processes=1, part_articles=100)


@pytest.fixture(scope="session")
def core(parts: list[Path]) -> list[Document]:
    return list(documents(stream_articles(parts, ARTICLES), Schema.CORE))


@pytest.fixture(scope="session")
def queries(core: list[Document]) -> list[Query]:
    return draw_queries(gather(core), 6)
