"""What every engine must do, checked against an oracle that looks at every article.

A new engine is a line in ENGINES.
"""

import datetime as dt
import math
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Kind, PartialDate
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.analysis.analyzer import Family, IndexDocument, analyse
from indexer.engines import load_engine
from indexer.engines.base import Engine, EngineReader, FacetValue, Found, RankedArticle, Search
from indexer.query.language import parse_query
from indexer.query.tree import QueryTree, Term, Unit, Way
from indexer.settings import IndexerSettings
from indexer.types import Sort
from tests.contracts.chance import Chance
from tests.contracts.oracle import Answer, Looked, Oracle, moment

ENGINES: dict[str, Callable[[], Engine]] = {"whoosh": lambda: load_engine("whoosh")}
SETTINGS = IndexerSettings(segment_words=False)
WORDS = ["hội nghị", "sơ kết", "UBND", "ủy ban nhân dân", "trường học", "trường", "học", "và", "kế hoạch 74"]
WORDS += ["74/KH-UBND", "19-NQ/TW", "an minh", "tỉnh ủy", "TU", "thí điểm", "thị điểm"]


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
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_answers_to_typed_queries_are_those_of_the_oracle(
    engine: Engine, commits: list[list[Article]], asked: list[Search], removals: int
) -> None:
    left = {article.article_id: article for batch in commits for article in batch}
    removed = sorted(left)[:removals]
    oracle = Oracle([Looked(document(left[key])) for key in left if key not in removed], SETTINGS)
    with TemporaryDirectory() as folder:
        reader = built(engine, Path(folder), commits, removed)
        assert reader.article_count == len(left) - len(removed)
        for search in asked:
            assert difference(search, oracle.answer(search), reader.search(search)) is None
        reader.close()


CASES = int(os.environ.get("TRATIN_ORACLE_CASES", "600"))
CASES_OF_A_CORPUS = 100


@pytest.mark.timeout(3600)
def test_answers_to_random_trees_are_those_of_the_oracle(engine: Engine) -> None:
    """TRATIN_ORACLE_CASES=20000 asks for many; each number is a corpus that can be looked at alone."""
    wrong: list[str] = []
    for seed in range(-(-CASES // CASES_OF_A_CORPUS)):
        with TemporaryDirectory() as folder:
            wrong += [f"corpus {seed}: {found}" for found in differences(engine, Path(folder), seed)]
    assert wrong == []


@pytest.mark.parametrize("seed", range(6))
def test_an_explanation_makes_the_score(engine: Engine, tmp_path: Path, seed: int) -> None:
    chance = Chance(seed)
    written(engine, tmp_path, chance)
    with closing(engine.reader(tmp_path, chance.settings())) as reader:
        for _ in range(30):
            search = chance.search()
            found, explained = reader.search(search).hits, reader.explain(search)
            assert len(explained) in (0, len(found))
            for hit, why in zip(found, explained, strict=False):
                earned = sum(part.score for part in why.earned)
                assert (
                    hit.score
                    == why.score
                    == pytest.approx(earned * math.prod(why.factors.values()), rel=1e-5)
                )


def differences(engine: Engine, directory: Path, seed: int) -> Iterator[str]:
    """What differs over one random corpus of several commits, under four settings."""
    chance = Chance(seed)
    left = written(engine, directory, chance)
    looked = [Looked(document) for document in left.values()]
    for _ in range(4):
        settings = chance.settings()
        with closing(engine.reader(directory, settings)) as reader:
            oracle = Oracle(looked, settings)
            for _ in range(CASES_OF_A_CORPUS // 4):
                search = chance.search()
                found = difference(search, oracle.answer(search), reader.search(search))
                if found is not None:
                    yield f"{found} for {search} with {settings}"


def written(engine: Engine, directory: Path, chance: Chance) -> dict[str, IndexDocument]:
    """The documents that random commits leave, the last of which removes some."""
    engine.create(directory)
    left: dict[str, IndexDocument] = {}
    writer = engine.writer(directory, SETTINGS)
    for sequence, batch in enumerate(chance.commits(), 1):
        for each in batch:
            writer.put(each)
            left[each.article_id] = each
        writer.commit(sequence)
    for article_id in chance.random.sample(sorted(left), chance.random.randint(0, min(3, len(left) - 1))):
        writer.remove(article_id)
        del left[article_id]
    writer.commit(99)
    writer.close()
    return left


def difference(search: Search, answer: Answer, found: Found) -> str | None:
    """How `found` is another page than the oracle's; None when it is the same, scores to 1e-5.

    Where two scores differ by less than a float can tell, either order will do.
    """
    page = answer.hits[search.offset : search.offset + search.limit]
    shown = [(hit.article_id, hit.score) for hit in found.hits]
    counted = {f: {v.slug: n for v, n in found.facets[f].items()} for f in found.facets}
    if (found.total, counted) != (len(answer.hits), answer.facets):
        return f"total and facets {found.total} {counted}, not {len(answer.hits)} {answer.facets}"
    scores = dict(answer.hits)
    same = len(shown) == len(page) and all(
        score == pytest.approx(wanted_score, rel=1e-5, abs=1e-6)
        and (key == wanted or 0 < abs(scores[key] - wanted_score) < 1e-6 * (1 + wanted_score))
        for (key, score), (wanted, wanted_score) in zip(shown, page, strict=True)
    )
    return None if same else f"{shown}, not {page}"


@given(batches, searches, st.sampled_from(Sort))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_order_is_total_and_pages_are_its_slices(
    engine: Engine, commits: list[list[Article]], search: Search, sort: Sort
) -> None:
    with TemporaryDirectory() as folder:
        reader = built(engine, Path(folder), commits)
        everything = reader.search(replace(search, sort=sort))
        keys = [order_key(hit, sort, bool(search.tree.units)) for hit in everything.hits]
        assert keys == sorted(keys)
        pages = [
            reader.search(replace(search, sort=sort, offset=at, limit=3))
            for at in range(0, everything.total, 3)
        ]
        assert [key for page in pages for key in ids(page)] == ids(everything)
        reader.close()


def order_key(hit: RankedArticle, sort: Sort, asked: bool) -> tuple[float, bool, int, str]:
    """By score where there is one, then by time, the newest first unless the oldest are asked for."""
    time = moment(hit.read_hit().published)
    score = -hit.score if sort is Sort.RELEVANCE and asked else 0.0
    return (score, time == 0, time if sort is Sort.OLDEST else -time, hit.article_id)


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
    assert [hit.read_hit().title for hit in found.hits] == ["b", "a", "c"]


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
    assert [hit.read_hit().title for hit in found.hits] == ["Sáp nhập xã", "Tin"]


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
