"""Counts of facets and dates against counting one document after the other."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as q

from indexer.engines.whoosh.evaluate.facets import FacetCounter, group_small
from indexer.engines.whoosh.evaluate.histogram import Step
from indexer.engines.whoosh.evaluate.search import ArraySearcher, Layout, Request
from indexer.types import Sort
from tests.indexer.engines.whoosh.evaluate.brute_force import BruteForce
from tests.indexer.engines.whoosh.evaluate.corpora import COLOURS, Corpus, Document, corpora, opened, schema
from tests.indexer.engines.whoosh.evaluate.queries import leaves

LAYOUT = Layout(facets={"colour": "colour", "size": "size"}, days="day")
slow = settings(deadline=None, max_examples=30)
selections = st.fixed_dictionaries(
    {},
    optional={
        "colour": st.frozensets(st.sampled_from([*COLOURS, "missing"])),
        "size": st.frozensets(st.sampled_from(["to", "nho"])),
    },
)


def values(document: Document, facet: str) -> set[str]:
    return set(document.colours) if facet == "colour" else {document.size} - {None}  # type: ignore[return-value]


def passes(document: Document, filters: Mapping[str, frozenset[str]], *, besides: str = "") -> bool:
    return all(
        values(document, facet) & slugs for facet, slugs in filters.items() if slugs and facet != besides
    )


@given(corpora(), leaves, selections)
@slow
def test_facets_are_counted_without_their_own_selection(
    corpus: Corpus, query: object, filters: dict[str, frozenset[str]]
) -> None:
    matching = [corpus.documents[row] for row in BruteForce(corpus).search(query)]
    with opened(corpus) as snapshot:
        found = ArraySearcher(snapshot, schema(), LAYOUT).search(query, Request(filters=filters, facets=True))
        counted = {facet: {v.slug: n for v, n in counts.items()} for facet, counts in found.facets.items()}
    assert found.total == sum(passes(document, filters) for document in matching)
    for facet in LAYOUT.facets:
        there = [d for d in matching if passes(d, filters, besides=facet)]
        assert counted[facet] == dict(Counter(slug for d in there for slug in values(d, facet))), facet


@given(corpora(), selections)
@slow
def test_few_facets_have_the_counts_of_all(corpus: Corpus, filters: dict[str, frozenset[str]]) -> None:
    with opened(corpus) as snapshot:
        counter = FacetCounter(snapshot, LAYOUT.facets)
        chosen = {name: counter.selection(name, slugs) for name, slugs in filters.items()}
        whole = counter.count(snapshot.live, chosen)
        for names in ((), ("colour",), ("size",), ("size", "colour")):
            few = counter.count(snapshot.live, chosen, names)
            assert {name: dict(counts) for name, counts in few.items()} == {
                name: dict(whole[name]) for name in names
            }


@given(corpora(), leaves, st.sampled_from(Step))
@slow
def test_histograms_count_dates(corpus: Corpus, query: object, step: Step) -> None:
    divisor = {Step.YEAR: 10_000, Step.MONTH: 100, Step.DAY: 1}[step]
    days = [corpus.documents[row].day for row in BruteForce(corpus).search(query)]
    with opened(corpus) as snapshot:
        found = ArraySearcher(snapshot, schema(), LAYOUT).search(query, Request(histogram=step))
    assert found.histogram == dict(sorted(Counter(day // divisor for day in days if day).items()))


@given(corpora(), st.sampled_from([Sort.NEWEST, Sort.OLDEST]), st.integers(0, 12))
@slow
def test_sorting_by_date_puts_undated_documents_last(corpus: Corpus, sort: Sort, limit: int) -> None:
    segments = tuple(tuple(sorted(segment, key=lambda d: -d.day)) for segment in corpus.segments)
    corpus = Corpus(segments, corpus.deleted)
    days = [corpus.documents[row].day for row in corpus.live]
    newest = sort is Sort.NEWEST
    expected = sorted(days, key=lambda day: (day == 0, -day if newest else day))
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema(), Layout(sort_key="day"))
        found = searcher.search(q.Every(), Request(sort=sort, limit=limit))
    assert [corpus.documents[row].day for row in found.rows.tolist()] == expected[:limit]


def test_a_slug_takes_the_label_that_most_live_documents_give_it() -> None:
    corpus = Corpus(((Document(colours=("do",)), Document(colours=("do", "vang"))),))
    with opened(corpus) as snapshot:
        column = FacetCounter(snapshot, {"colour": "colour"}).facet("colour")
    assert [(value.slug, value.label) for value in column.values] == [("do", "DO"), ("vang", "VANG")]


def test_small_facets_are_counted_together() -> None:
    sizes = {"agency": 400, "province": 63, "topic": 12, "kind": 4, "year": 16}
    assert group_small(sizes, 1 << 15) == [["agency", "province"], ["year", "topic", "kind"]]
    assert group_small({"large": 100_000, "small": 2}, 1 << 15) == [["large"], ["small"]]


def test_many_documents_are_counted_by_their_joint_codes() -> None:
    """Enough of them that neither the few-rows way nor the complement is taken."""
    kinds = [
        Document(title=("an",), colours=("do",), size="to"),
        Document(colours=("vang", "do"), size="nho"),
    ]
    corpus = Corpus((tuple(kinds[row % 5 == 0] for row in range(12_000)),))
    with opened(corpus) as snapshot:
        searcher = ArraySearcher(snapshot, schema(), LAYOUT)
        for word, expected in (("an", 9600), ("ba", 0)):
            found = searcher.search(q.Term("title", word), Request(facets=True))
            assert {v.slug: n for v, n in found.facets["size"].items()} == (
                {"to": expected} if expected else {}
            )
        rest = searcher.search(q.Not(q.Term("title", "an")), Request(facets=True))
        assert {v.slug: n for v, n in rest.facets["colour"].items()} == {"do": 2400, "vang": 2400}


@given(corpora(), st.frozensets(st.sampled_from(["do", "vang", "xanh", "la"])))
@slow
def test_values_are_ranked_by_count_then_label_those_asked_for_first(
    corpus: Corpus, first: frozenset[str]
) -> None:
    with opened(corpus) as snapshot:
        counts = FacetCounter(snapshot, {"colour": "colour"}).count(snapshot.live, {})["colour"]
    ranked = counts.ranked(first)
    assert list(ranked) == sorted(
        counts.items(), key=lambda one: (one[0].slug not in first, -one[1], one[0].label, one[0].slug)
    )
    assert [ranked[at] for at in range(len(ranked))] == list(ranked)
