"""What every engine must do, checked against one that looks at every article.

A new engine is a line in ENGINES.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Kind, PartialDate
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.analysis.analyzer import Family, IndexDocument, Zone, analyse
from indexer.engines import load_engine
from indexer.engines.base import Engine, EngineReader, FacetValue, Found, Search
from indexer.facets import FACET_VALUES
from indexer.query.language import parse_query
from indexer.query.tree import QueryTree, Term, Unit, Way
from indexer.ranking.bm25f import rarity
from indexer.settings import IndexerSettings
from indexer.types import Sort

ENGINES: dict[str, Callable[[], Engine]] = {"whoosh": lambda: load_engine("whoosh")}
SETTINGS = IndexerSettings(segment_words=False)
WORDS = ["hội nghị", "sơ kết", "UBND", "ủy ban nhân dân", "trường học", "trường", "học", "và", "kế hoạch 74"]
WORDS += ["74/KH-UBND", "19-NQ/TW", "an minh", "tỉnh ủy", "TU", "thí điểm", "thị điểm"]


class BruteForce:
    """The answers, by looking at every article: no postings, no arrays, no cleverness."""

    def __init__(self, documents: Sequence[IndexDocument]) -> None:
        self.documents = documents

    def matching(self, tree: QueryTree) -> list[IndexDocument]:
        allowed = [d for d in self.documents if not any(strength(u, d) for u in tree.excluded)]
        if not tree.units:
            return allowed
        required = [unit for unit in tree.units if not unit.optional] or list(tree.units)
        rarities = [
            rarity(sum(strength(unit, d, loose=True) > 0 for d in self.documents), len(self.documents))
            for unit in tree.units
        ]

        def share(document: IndexDocument) -> float:
            found = sum(
                strength(u, document, loose=True) * r for u, r in zip(tree.units, rarities, strict=True)
            )
            return found / max(sum(rarities), 1e-9)

        steps: list[Callable[[IndexDocument], bool]] = [
            lambda d: all(strength(unit, d) for unit in required),
            lambda d: all(strength(unit, d, loose=True) for unit in required),
            lambda d: share(d) >= SETTINGS.match_share,
            lambda d: share(d) >= SETTINGS.match_share_least,
        ]
        if len(required) > SETTINGS.whole_query_units:
            steps = steps[3:]
        return next((found for step in steps if (found := [d for d in allowed if step(d)])), [])

    def answer(self, search: Search) -> tuple[set[str], dict[str, dict[str, int]]]:
        """(ids of all hits, count of each slug of each facet)."""
        found = [d for d in self.matching(search.tree) if in_days(d.article, search)]
        hits = {d.article_id for d in found if chosen(d.article, search)}
        facets = {
            facet: dict(
                Counter(
                    slug
                    for d in found
                    if chosen(d.article, search, besides=facet)
                    for slug in slugs(facet, d.article)
                )
            )
            for facet in FACET_VALUES
        }
        return hits, facets


def strength(unit: Unit, document: IndexDocument, *, loose: bool = False) -> float:
    ways = [way for way in unit.ways if loose or not way.loose]
    return max((way.strength for way in ways if holds(way, document)), default=0.0)


def holds(way: Way, document: IndexDocument) -> bool:
    if not way.phrase:
        return all(
            any(term.text in document.terms.get((z, term.family), ()) for z in Zone) for term in way.terms
        )
    run = [term.text for term in way.terms]
    zones = [list(document.terms.get((zone, Family.FOLDED), ())) for zone in Zone]
    return any(run == zone[at : at + len(run)] for zone in zones for at in range(len(zone)))


def in_days(article: Article, search: Search) -> bool:
    if search.first_day is None and search.last_day is None:
        return True
    return article.published is not None and any(
        (search.first_day or 0) <= day <= (search.last_day or 99991231) for day in days_of(article.published)
    )


def days_of(date: PartialDate) -> Iterator[int]:
    """Every day on which it can have been."""
    day = dt.date(date.year, 1, 1)
    while day.year == date.year:
        if day.isoformat().startswith(date.value[:10]):
            yield int(day.strftime("%Y%m%d"))
        day += dt.timedelta(days=1)


def slugs(facet: str, article: Article) -> set[str]:
    return {slug for slug, _label in FACET_VALUES[facet](article)}


def chosen(article: Article, search: Search, besides: str = "") -> bool:
    return all(
        slugs(facet, article) & wanted
        for facet, wanted in search.filters.items()
        if facet != besides and wanted
    )


@st.composite
def dates(draw: st.DrawFn) -> PartialDate:
    day = draw(st.dates(dt.date(2022, 11, 1), dt.date(2024, 3, 31)))
    precision = draw(st.sampled_from(["year", "month", "day", "minute"]))
    values = {"year": day.strftime("%Y"), "month": day.strftime("%Y-%m"), "day": day.isoformat()}
    value = values.get(precision, f"{day.isoformat()}T{draw(st.integers(0, 23)):02d}:30:00+07:00")
    return PartialDate.model_validate({"value": value, "precision": precision, "source": "markup"})


sentences = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
articles = st.builds(
    Article,
    url=st.integers(1, 14).map("https://a.gov.vn/{}".format),
    portal=st.just("a"),
    platform=st.just("generic"),
    title=sentences,
    body=st.lists(sentences, max_size=3).map(tuple),
    published=st.none() | dates(),
    kind=st.sampled_from(Kind),
    agency=st.none() | st.sampled_from(["UBND huyện An Minh", "Sở Y tế", "SỞ Y TẾ"]),
    province=st.none() | st.sampled_from(["Kiên Giang", "Trà Vinh"]),
    province_now=st.none() | st.sampled_from(["An Giang", "Vĩnh Long"]),
    topics=st.lists(st.sampled_from(["giao-duc", "y-te", "kinh-te"]), max_size=2).map(tuple),
)
batches = st.lists(st.lists(articles, max_size=6), min_size=1, max_size=3)
queries = st.lists(
    st.sampled_from([*WORDS, '"hội nghị sơ kết"', "-trường", "UBND OR TU", "hoi nghi", "xyz"]), max_size=4
).map(" ".join)
filters = st.fixed_dictionaries(
    {},
    optional={
        "agency": st.sets(st.sampled_from(["so-y-te", "ubnd-huyen-an-minh"])).map(frozenset),
        "province": st.sets(st.sampled_from(["kien-giang", "an-giang", "ha-noi"])).map(frozenset),
        "topic": st.sets(st.sampled_from(["giao-duc", "y-te"])).map(frozenset),
        "kind": st.sets(st.sampled_from([kind.value for kind in Kind])).map(frozenset),
        "year": st.sets(st.sampled_from(["2022", "2023", "2024"])).map(frozenset),
    },
)
days = st.none() | st.dates(dt.date(2022, 12, 1), dt.date(2024, 3, 1)).map(
    lambda d: int(d.strftime("%Y%m%d"))
)
searches = st.builds(
    lambda text, chosen_filters, first, last: Search(
        tree=parse_query(text, max_chars=1000, max_syllables=64),
        filters=chosen_filters,
        first_day=first,
        last_day=last,
        limit=1000,
    ),
    queries,
    filters,
    days,
    days,
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]()


def document(article: Article) -> IndexDocument:
    return analyse(article.article_id, article, segment_words=False)


def built(
    engine: Engine, directory: Path, commits: Sequence[Sequence[Article]], removed: Sequence[str] = ()
) -> EngineReader:
    """A reader over what these commits leave, each replacing articles of the same URL."""
    engine.create(directory)
    writer = engine.writer(directory, SETTINGS)
    for sequence, batch in enumerate(commits, 1):
        for article in {article.article_id: article for article in batch}.values():
            writer.put(document(article))
        writer.commit(sequence)
    for article_id in removed:
        writer.remove(article_id)
    writer.commit(len(commits) + 1)
    writer.close()
    return engine.reader(directory, SETTINGS)


def ids(found: Found) -> list[str]:
    return [hit.article_id for hit in found.hits]


@given(batches, st.lists(searches, min_size=1, max_size=8), st.integers(0, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_hits_totals_and_facets_are_those_of_brute_force(
    engine: Engine, commits: list[list[Article]], asked: list[Search], removals: int
) -> None:
    left = {article.article_id: article for batch in commits for article in batch}
    removed = sorted(left)[:removals]
    oracle = BruteForce([document(article) for key, article in left.items() if key not in removed])
    with TemporaryDirectory() as folder:
        reader = built(engine, Path(folder), commits, removed)
        assert reader.article_count == len(left) - len(removed)
        for search in asked:
            expected_hits, expected_facets = oracle.answer(search)
            found = reader.search(search)
            assert set(ids(found)) == expected_hits
            assert found.total == len(found.hits) == len(expected_hits)
            counted = {f: {v.slug: n for v, n in found.facets[f].items()} for f in found.facets}
            assert counted == expected_facets
        reader.close()


@given(batches, searches, st.sampled_from(Sort))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_order_is_total_and_pages_are_its_slices(
    engine: Engine, commits: list[list[Article]], search: Search, sort: Sort
) -> None:
    with TemporaryDirectory() as folder:
        reader = built(engine, Path(folder), commits)
        everything = reader.search(replace(search, sort=sort))
        keys = [order_key(hit.article, hit.score, sort, bool(search.tree.units)) for hit in everything.hits]
        assert keys == sorted(keys)
        pages = [
            reader.search(replace(search, sort=sort, offset=at, limit=3))
            for at in range(0, everything.total, 3)
        ]
        assert [key for page in pages for key in ids(page)] == ids(everything)
        reader.close()


def order_key(article: Article, score: float, sort: Sort, asked: bool) -> tuple[float, float, str]:
    if sort is Sort.RELEVANCE and asked:
        return (0.0, -score, article.article_id)
    if article.published is None:
        return (1.0, 0.0, article.article_id)
    clock = article.published.value[11:16].replace(":", "") if article.published.precision == "minute" else ""
    time = article.published.day_number * 10_000 + int(clock or 0)
    return (0.0, time if sort is Sort.OLDEST else -time, article.article_id)


def an_article(number: int, title: str, **fields: object) -> Article:
    return Article.model_validate(
        {"url": f"https://a.gov.vn/{number}", "portal": "a", "platform": "generic", "title": title, **fields}
    )


def search_for(text: str) -> Search:
    return Search(tree=parse_query(text, max_chars=1000, max_syllables=64))


def test_a_new_index_is_empty_and_at_sequence_zero(engine: Engine, tmp_path: Path) -> None:
    engine.create(tmp_path)
    reader = engine.reader(tmp_path, SETTINGS)
    assert (reader.article_count, reader.sequence, reader.search(Search()).total) == (0, 0, 0)


def test_sequence_becomes_visible_with_its_commit(engine: Engine, tmp_path: Path) -> None:
    engine.create(tmp_path)
    before = engine.reader(tmp_path, SETTINGS)
    writer = engine.writer(tmp_path, SETTINGS)
    writer.put(document(an_article(1, "Hội nghị")))
    assert before.is_current()
    writer.commit(7)
    writer.close()
    after = engine.reader(tmp_path, SETTINGS)
    assert not before.is_current()
    assert (before.sequence, before.article_count) == (0, 0)
    assert (after.sequence, after.article_count) == (7, 1)
    assert engine.verify(tmp_path).sequence == 7


def test_cancelled_changes_leave_nothing(engine: Engine, tmp_path: Path) -> None:
    reader = built(engine, tmp_path, [[an_article(1, "Hội nghị")]])
    writer = engine.writer(tmp_path, SETTINGS)
    writer.put(document(an_article(2, "Hội nghị")))
    writer.remove(an_article(1, "").article_id)
    writer.cancel()
    again = engine.reader(tmp_path, SETTINGS)
    assert ids(again.search(search_for("hội nghị"))) == ids(reader.search(search_for("hội nghị")))


def test_without_words_relevance_is_newest(engine: Engine, tmp_path: Path) -> None:
    old = an_article(1, "a", published={"value": "2020-01-01", "precision": "day", "source": "markup"})
    new = an_article(2, "b", published={"value": "2021", "precision": "year", "source": "markup"})
    found = built(engine, tmp_path, [[old, an_article(3, "c"), new]]).search(Search())
    assert [hit.article.title for hit in found.hits] == ["b", "a", "c"]


def test_vocabulary_counts_syllables_and_neighbours(engine: Engine, tmp_path: Path) -> None:
    reader = built(engine, tmp_path, [[an_article(1, "Hội nghị sơ kết"), an_article(2, "Hội thảo")]])
    assert (reader.syllable_count("hoi"), reader.syllable_count("xyz")) == (2, 0)
    assert (reader.pair_count("hoi", "nghi"), reader.pair_count("nghi", "hoi")) == (1, 0)


def test_a_range_that_ends_before_it_begins_holds_nothing(engine: Engine, tmp_path: Path) -> None:
    year = {"value": "2022", "precision": "year", "source": "markup"}
    reader = built(engine, tmp_path, [[an_article(1, "a", published=year)]])
    assert reader.search(Search(first_day=20220105, last_day=20220109)).total == 1
    assert reader.search(Search(first_day=20220109, last_day=20220105)).total == 0


def test_a_facet_value_keeps_its_label(engine: Engine, tmp_path: Path) -> None:
    reader = built(engine, tmp_path, [[an_article(1, "a", province="Kiên Giang")]])
    assert reader.facet_label("province", "kien-giang") == "Kiên Giang"
    assert reader.facet_label("province", "ha-noi") is None
    assert reader.search(Search()).facets["province"] == {FacetValue("kien-giang", "Kiên Giang"): 1}


def test_terms_in_the_title_outrank_terms_in_the_body(engine: Engine, tmp_path: Path) -> None:
    batch = [
        an_article(1, "Tin", body=("Mở đầu.", "Sáp nhập xã.")),
        an_article(2, "Sáp nhập xã", body=("Mở.",)),
    ]
    found = built(engine, tmp_path, [batch]).search(search_for("sap nhap xa"))
    assert [hit.article.title for hit in found.hits] == ["Sáp nhập xã", "Tin"]


def test_each_broken_file_is_named_or_harmless(engine: Engine, tmp_path: Path) -> None:
    """Whatever byte of whatever file is lost: either the index is refused, or it answers as before."""
    commits = [[an_article(1, "Hội nghị sơ kết")], [an_article(2, "Sáp nhập xã")]]
    whole = ids(built(engine, tmp_path, commits).search(Search()))
    for path in [path for path in sorted(tmp_path.rglob("*")) if path.is_file() and path.stat().st_size]:
        content = path.read_bytes()
        for broken in (b"", content[: len(content) // 2], content[:-1] + bytes([content[-1] ^ 0xFF])):
            path.write_bytes(broken)
            assert answer_or_repair(engine, tmp_path) in (whole, "tratin index --rebuild")
        path.write_bytes(content)
    engine.verify(tmp_path)


def answer_or_repair(engine: Engine, directory: Path) -> list[str] | str:
    """The ids of all articles, or the command that the error names."""
    try:
        return ids(engine.reader(directory, SETTINGS).search(Search()))
    except (IndexDamaged, NeedsRebuild) as error:
        return "tratin index --rebuild" if "tratin index --rebuild" in str(error) else str(error)


def test_an_empty_folder_is_no_index(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="tratin index --rebuild"):
        engine.reader(tmp_path, SETTINGS)


def test_queries_never_raise_whatever_terms_they_hold(engine: Engine, tmp_path: Path) -> None:
    reader = built(engine, tmp_path, [[an_article(1, "Hội nghị")]])
    odd = Unit(
        0, 1, (Way((Term(Family.FOLDED, "\x00 \ud7ff"),)), Way((Term(Family.NUMBER, ""),), phrase=True))
    )
    assert reader.search(Search(tree=QueryTree(units=(odd,), runs=(("", ""),), words=("",)))).total == 0
