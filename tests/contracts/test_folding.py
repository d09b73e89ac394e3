"""Re-posts as one hit: folded pages are the unfolded order with each article once, on every engine."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, DocumentReference, PartialDate
from corpus.documents import DocumentIdentity
from indexer.analysis.analyzer import IndexDocument, analyse
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, RankedArticle, Search
from indexer.query.language import parse_query
from indexer.settings import IndexerSettings
from indexer.types import Sort

ENGINES = ("whoosh",)
SETTINGS = IndexerSettings(segment_words=False)


def article(number: int, words: str, day: int | None) -> Article:
    date = PartialDate(value=f"2024-03-{day:02}", precision="day", source="markup") if day else None
    url = f"https://huyen.example.vn/tin/{number}"
    return Article(url=url, portal="huyen", platform="generic", title=words, published=date)


@contextmanager
def index_of(engine_name: str, batches: list[list[IndexDocument]]) -> Iterator[EngineReader]:
    engine = load_engine(engine_name)
    with TemporaryDirectory() as name:
        directory = Path(name)
        engine.create(directory)
        writer = engine.writer(directory, SETTINGS)
        for sequence, batch in enumerate(batches, 1):
            for document in batch:
                writer.put(document)
            writer.commit(sequence)
        writer.close()
        with closing(engine.reader(directory, SETTINGS)) as reader:
            yield reader


def document(one: Article, cluster: Article | None = None) -> IndexDocument:
    terms = analyse(one.article_id, one, segment_words=False).terms
    return IndexDocument(one.article_id, one, terms, cluster.article_id if cluster else None)


posts = st.tuples(
    st.sampled_from(["hội nghị", "hội nghị sơ kết", "sơ kết", "tin khác"]),
    st.none() | st.integers(1, 9),
    st.integers(0, 4),
)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(posts, min_size=1, max_size=24),
    st.integers(1, 3),
    st.sampled_from(Sort),
    st.sampled_from(["", "hội nghị", "so ket"]),
    st.integers(1, 5),
)
def test_folded_pages_are_the_unfolded_order_with_each_article_once(  # noqa: PLR0917
    engine: str, made: list[tuple[str, int | None, int]], segments: int, sort: Sort, text: str, size: int
) -> None:
    articles = [article(number, words, day) for number, (words, day, _group) in enumerate(made)]
    groups = [group for _words, _day, group in made]
    firsts = {group: articles[groups.index(group)] for group in groups}
    # group 0 is of articles that nobody posted again
    of = {a.article_id: firsts[g].article_id for a, g in zip(articles, groups, strict=True) if g}
    documents = [document(a, firsts[g] if g else None) for a, g in zip(articles, groups, strict=True)]
    batches = [documents[at::segments] for at in range(segments)]
    search = Search(tree=parse_query(text, max_chars=300, max_syllables=30), sort=sort, limit=100)
    with index_of(engine, batches) as reader:
        apart = reader.search(search)
        folded: list[RankedArticle] = []
        for offset in range(0, 30, size):
            page = reader.search(Search(tree=search.tree, sort=sort, offset=offset, limit=size, fold=True))
            assert (page.total, page.facets) == (apart.total, apart.facets)
            assert page.listed == len({of.get(hit.article_id, hit.article_id) for hit in apart.hits})
            folded += page.hits
    order = [of.get(hit.article_id, hit.article_id) for hit in apart.hits]
    assert [of.get(hit.article_id, hit.article_id) for hit in folded] == list(dict.fromkeys(order))
    for hit in folded:
        members = {
            one.article_id for one in apart.hits if of.get(one.article_id) == of.get(hit.article_id, "-")
        }
        assert hit.repost_count == max(len(members) - 1, 0)
        assert {one.article_id for one in hit.reposts} == members - {hit.article_id}
        if sort is Sort.RELEVANCE and text and of.get(hit.article_id) in members:
            assert hit.article_id == of[hit.article_id]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_article_that_left_its_cluster_is_a_hit_of_its_own(engine: str) -> None:
    first, again = article(1, "hội nghị", 1), article(2, "hội nghị", 2)
    search = Search(fold=True)
    with index_of(engine, [[document(first, first), document(again, first)]]) as reader:
        assert reader.search(search).listed == 1
    with index_of(engine, [[document(first, first), document(again, first)], [document(again)]]) as reader:
        found = reader.search(search)
        assert (found.listed, [hit.repost_count for hit in found.hits]) == (2, [0, 0])


def citing(number: int, day: int, *cited: str, issuer: str | None = None, year: int | None = None) -> Article:
    date = PartialDate(value=str(year), precision="year", source="text") if year else None
    references = tuple(DocumentReference(raw=one, number=one, issuer=issuer, date=date) for one in cited)
    return article(number, "Tin", day).model_copy(update={"references": references})


@pytest.mark.parametrize("engine", ENGINES)
def test_documents_of_one_number_are_told_apart_by_issuer_and_year(engine: str) -> None:
    articles = [
        citing(1, 1, "74/KH-UBND", issuer="UBND huyện An Minh", year=2018),
        citing(2, 5, "74/KH-UBND", "19-NQ/TW", issuer="UBND huyện An Minh", year=2018),
        citing(3, 3, "74/KH-UBND", issuer="UBND huyện Tân Hồng", year=2018),
        citing(4, 2, "74/KH-UBND"),
        citing(5, 4, "174/KH-UBND", issuer="UBND huyện An Minh", year=2018),
    ]
    with index_of(engine, [[document(one) for one in articles]]) as reader:
        found = reader.documents(DocumentIdentity(number="74/KH-UBND").number_key)
        assert [(one.key, one.citing) for one in found] == [
            ("74/kh-ubnd|2018|ubnd-huyen-an-minh", 2),
            ("74/kh-ubnd|2018|ubnd-huyen-tan-hong", 1),
            ("74/kh-ubnd||", 1),
        ]
        newest_first = reader.search(Search(cites=found[0].key, sort=Sort.NEWEST))
        assert [hit.article_id for hit in newest_first.hits] == [
            articles[1].article_id,
            articles[0].article_id,
        ]
        assert found[0].newest[0].article_id == articles[1].article_id
        assert reader.search(Search(cites="74/kh-ubnd|2031|")).total == 0
        assert reader.documents("99/kh-ubnd|") == []
