"""The index stays a Whoosh index: Whoosh's own searcher finds in our segments what it finds in its own.

The same random corpora, in several segments, with updates and deletions, are written by Whoosh's writer into
Whoosh's segments and into ours. Everything that Whoosh reads of the two must be equal, and so all it finds.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whoosh import columns, fields, formats, index, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.matching import ReadTooFar
from whoosh.writing import CLEAR

from corpus.article import Article
from corpus.errors import IndexDamaged
from indexer.analysis.analyzer import Family, Zone, analyse
from indexer.engines import load_engine
from indexer.engines.whoosh.codec import TraTinCodec
from indexer.engines.whoosh.codec.opening import open_segment
from indexer.engines.whoosh.schema import term_field
from indexer.engines.whoosh.writing.tiers import TierPolicy
from indexer.engines.whoosh.writing.writer import IndexWriter, WriterOptions, create_index_of
from indexer.settings import IndexerSettings

WORDS = ["an", "anh", "ánh", "ăn", "hoi", "hội", "họp", "nghi", "nghị", "quyết", "74/kh-ubnd", "𝔞n"]
TAGS = ["đỏ", "xanh", "vàng"]
NO_DAY = -7
COLUMNS = ("id", "tags", "year", "big", "day", "seen", "ratio")
NEVER_MERGING = WriterOptions(policy=TierPolicy(segments_per_tier=1000, deleted_share=1.0), newest_by="day")
TEXT_FIELDS = ("body", "title", "tags", "plain")
EXAMPLES = int(os.environ.get("TRATIN_EXAMPLES", "20"))
"""Each writes two indexes and waits for the disk: shrinking takes minutes. A thorough run takes hundreds."""
UNLIMITED = settings(
    deadline=None,
    max_examples=EXAMPLES,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def build_schema() -> Any:
    words = SpaceSeparatedTokenizer()
    return fields.Schema(
        id=fields.ID(unique=True, stored=True, sortable=True),
        body=fields.TEXT(analyzer=words),
        title=fields.TEXT(analyzer=words, phrase=False, stored=True),
        tags=fields.KEYWORD(scorable=True, stored=True, sortable=columns.RefBytesColumn()),
        plain=fields.KEYWORD(),
        year=fields.NUMERIC(sortable=True, stored=True),
        big=fields.NUMERIC(int, 64, sortable=True),
        day=fields.COLUMN(columns.NumericColumn("i", default=NO_DAY)),
        seen=fields.COLUMN(columns.BitColumn()),
        ratio=fields.COLUMN(columns.NumericColumn("d", default=0.5)),
        note=fields.STORED,
    )


def build_documents(longest: int) -> st.SearchStrategy[dict[str, Any]]:
    """Documents with any of the fields, at most `longest` words in each."""
    text = st.lists(st.sampled_from(WORDS), max_size=longest).map(" ".join)
    optional = {
        "body": text,
        "title": text,
        "tags": st.sampled_from([*TAGS, " ".join(TAGS)]),
        "plain": text,
        "year": st.integers(1990, 2000),
        "big": st.integers(-(1 << 63), (1 << 63) - 1),
        "day": st.integers(-(1 << 31), (1 << 31) - 1),
        "seen": st.booleans(),
        "ratio": st.floats(allow_nan=False),
        "note": st.none()
        | st.integers()
        | st.text(max_size=5)
        | st.lists(st.floats(allow_nan=False), max_size=2),
    }
    return st.fixed_dictionaries({"id": st.integers(0, 9).map(str)}, optional=optional)


def build_commits(longest: int = 30) -> st.SearchStrategy[list[Any]]:
    """Commits: each some documents to put, some ids to delete. The first puts at least one."""
    documents, deleted = build_documents(longest), st.lists(st.integers(0, 9).map(str), max_size=4)
    first = st.tuples(st.lists(documents, min_size=1, max_size=8), st.just([]))
    later = st.lists(st.tuples(st.lists(documents, max_size=8), deleted), max_size=3)
    return st.tuples(first, later).map(lambda commits: [commits[0], *commits[1]])


@st.composite
def leaves(draw: st.DrawFn) -> Any:
    field = draw(st.sampled_from(TEXT_FIELDS))
    word = draw(st.sampled_from([*WORDS, *TAGS, "không"]))
    boost = draw(st.sampled_from([1.0, 1.0, 2.5, 0.5]))
    low, high = sorted(draw(st.lists(st.integers(1989, 2001), min_size=2, max_size=2)))
    phrase = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3))
    return draw(
        st.sampled_from(
            [
                query.Term(field, word, boost=boost),
                query.Term("id", draw(st.integers(0, 9).map(str))),
                query.Phrase("body", phrase, slop=draw(st.integers(1, 3)), boost=boost),
                query.Prefix(field, word[: draw(st.integers(0, 2))], boost=boost),
                query.Wildcard(field, f"{word[:1]}*{word[-1:]}", boost=boost),
                query.FuzzyTerm(
                    field, word, maxdist=draw(st.integers(1, 2)), prefixlength=draw(st.integers(0, 1))
                ),
                query.NumericRange("year", low, high, startexcl=draw(st.booleans()), boost=boost),
                query.NumericRange("big", draw(st.integers(-(1 << 63), 0)), None),
                query.Every(),
                query.Every(field, boost=boost),
            ]
        )
    )


def combine(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(children, min_size=1, max_size=3)
    two = st.tuples(children, children)
    return st.one_of(
        several.map(query.And),
        several.map(query.Or),
        several.map(query.DisjunctionMax),
        two.map(lambda pair: query.And([pair[0], query.Not(pair[1])])),
        two.map(lambda pair: query.AndNot(*pair)),
        two.map(lambda pair: query.AndMaybe(*pair)),
        two.map(lambda pair: query.Require(*pair)),
        children.map(query.Not),
        children.map(lambda child: query.ConstantScoreQuery(child, 1.5)),
    )


QUERIES = st.lists(st.recursive(leaves(), combine, max_leaves=5), min_size=4, max_size=12)


@dataclass(frozen=True)
class Pair:
    """The same documents in Whoosh's segments and in ours."""

    theirs: Any
    ours: Any


@contextmanager
def written(commits: list[Any], **last_commit: Any) -> Iterator[Pair]:
    """Both indexes; the last commit is made with `last_commit`, those before without merging."""
    with TemporaryDirectory() as theirs, TemporaryDirectory() as ours:
        indexes = []
        for directory, make_codec in ((theirs, lambda: None), (ours, TraTinCodec)):
            index.create_in(directory, build_schema())
            for number, commit in enumerate(commits):
                how = last_commit if number == len(commits) - 1 and last_commit else {"merge": False}
                write(directory, commit, make_codec, **how)
            indexes.append(index.open_dir(directory))
        yield Pair(*indexes)


def write(directory: str, commit: Any, make_codec: Callable[[], Any], **how: Any) -> None:
    documents, deleted = commit
    writer = index.open_dir(directory).writer(codec=make_codec())
    for key in deleted:
        writer.delete_by_term("id", key)
    for document in documents:
        writer.update_document(**document)
    writer.commit(**how)


@given(commits=build_commits(), queries=QUERIES)
@UNLIMITED
def test_whoosh_finds_the_same(commits: list[Any], queries: list[Any]) -> None:
    with written(commits) as pair, pair.theirs.searcher() as theirs, pair.ours.searcher() as ours:
        for wanted in queries:
            for limit in (None, 1, 3):
                assert answer(hits, ours, wanted, limit) == answer(hits, theirs, wanted, limit), wanted


@given(commits=build_commits())
@UNLIMITED
def test_whoosh_reads_the_same(commits: list[Any]) -> None:
    with written(commits) as pair, pair.theirs.reader() as theirs, pair.ours.reader() as ours:
        assert describe(ours) == describe(theirs)


@given(commits=build_commits(), queries=QUERIES, backwards=st.booleans())
@UNLIMITED
def test_whoosh_sorts_and_counts_the_same(commits: list[Any], queries: list[Any], backwards: bool) -> None:
    with written(commits) as pair, pair.theirs.searcher() as theirs, pair.ours.searcher() as ours:
        for wanted in queries[:3]:
            for field in filter(theirs.reader().has_column, COLUMNS):
                found = answer(arranged, ours, wanted, field, backwards)
                assert found == answer(arranged, theirs, wanted, field, backwards)


@given(commits=build_commits(longest=10), queries=QUERIES, optimize=st.booleans())
@UNLIMITED
def test_what_whoosh_merges_is_the_same(commits: list[Any], queries: list[Any], optimize: bool) -> None:
    """Of longer texts Whoosh's merged segments know only about how long they all are; ours know exactly."""
    merged = written(commits, optimize=optimize)
    with merged as pair, pair.theirs.searcher() as theirs, pair.ours.searcher() as ours:
        assert describe(ours.reader()) == describe(theirs.reader())
        for wanted in queries:
            assert answer(hits, ours, wanted, None) == answer(hits, theirs, wanted, None), wanted


@given(commits=build_commits())
@UNLIMITED
def test_what_whoosh_writes_is_a_sound_segment(commits: list[Any]) -> None:
    with written(commits) as pair:
        for segment in pair.ours._segments():
            open_segment(pair.ours.storage, segment).verify()


@given(commits=build_commits(), queries=QUERIES, compacted=st.booleans())
@UNLIMITED
def test_whoosh_finds_what_our_writer_committed(
    commits: list[Any], queries: list[Any], compacted: bool
) -> None:
    """Documents lie newest first in both: what Whoosh makes of Not, AndNot, Require hangs on their order."""
    with TemporaryDirectory() as theirs_at, TemporaryDirectory() as ours_at:
        create_index_of(Path(ours_at), build_schema())
        writer = IndexWriter(Path(ours_at), build_schema(), NEVER_MERGING)
        latest: dict[str, Any] = {}
        batches = []
        for sequence, (documents, deleted) in enumerate(commits, 1):
            batch = {document["id"]: document for document in documents}
            for key in deleted:
                writer.remove(key)
                latest.pop(key, None)
            for document in batch.values():
                writer.put(document)
            writer.commit(sequence)
            latest |= batch
            batches.append((newest_first(batch.values()), deleted))
        if compacted:
            writer.compact()
            batches = [(newest_first(latest.values()), [])]
        writer.close()
        index.create_in(theirs_at, build_schema())
        for documents, deleted in batches:
            write(theirs_at, (documents, deleted), lambda: None, mergetype=drop_empty)
        with index.open_dir(theirs_at).searcher() as theirs, index.open_dir(ours_at).searcher() as ours:
            assert describe(ours.reader()) == describe(theirs.reader())
            for wanted in queries:
                assert answer(hits, ours, wanted, None) == answer(hits, theirs, wanted, None), wanted


def newest_first(documents: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(documents, key=lambda document: (-document.get("day", NO_DAY), document["id"]))


def test_whoosh_searches_the_production_index(tmp_path: Path) -> None:
    engine, settings_ = load_engine("whoosh"), IndexerSettings(segment_words=False)
    engine.create(tmp_path)
    writer = engine.writer(tmp_path, settings_)
    for number, title in enumerate(["Hội nghị sơ kết", "Nghị hội", "Họp"]):
        article = Article(url=f"https://a.gov.vn/{number}", portal="a", platform="generic", title=title)
        writer.put(analyse(article.article_id, article, segment_words=False))
    writer.commit(1)
    folded = term_field(Zone.TITLE, Family.FOLDED)
    with index.open_dir(str(tmp_path)).searcher() as searcher:
        for wanted, titles in (
            (query.Term(folded, "hoi"), {"Hội nghị sơ kết", "Nghị hội"}),
            (query.Phrase(folded, ["hoi", "nghi"]), {"Hội nghị sơ kết"}),
            (query.Prefix(folded, "ho"), {"Hội nghị sơ kết", "Nghị hội", "Họp"}),
        ):
            assert {hit["hit"]["title"] for hit in searcher.search(wanted)} == titles


def test_what_whoosh_commits_over_ours_is_refused_with_the_repair(tmp_path: Path) -> None:
    """Nobody has said up to which change of the catalog it goes."""
    engine, settings_ = load_engine("whoosh"), IndexerSettings(segment_words=False)
    engine.create(tmp_path)
    write(str(tmp_path), ([{"article_id": "a"}], []), TraTinCodec, merge=False)
    for opening in (engine.reader, engine.writer):
        with pytest.raises(IndexDamaged, match=r"manifest-1\.json.*tratin index --rebuild"):
            opening(tmp_path, settings_)


def test_segments_of_both_kinds_make_one_index(tmp_path: Path) -> None:
    directory = str(tmp_path)
    index.create_in(directory, build_schema())
    write(directory, ([{"id": "1", "body": "an hội"}], []), lambda: None, merge=False)
    write(directory, ([{"id": "2", "body": "hội họp hội"}], []), TraTinCodec, merge=False)
    for how in ({"merge": False}, {"optimize": True}):
        write(directory, ([], []), TraTinCodec, **how)
        with index.open_dir(directory).searcher() as searcher:
            found = searcher.search(query.Term("body", "hội"))
            assert [hit["id"] for hit in found] == ["2", "1"]
            assert [hit["id"] for hit in searcher.search(query.Phrase("body", ["an", "hội"]))] == ["1"]


def test_whoosh_can_begin_anew(tmp_path: Path) -> None:
    directory = str(tmp_path)
    index.create_in(directory, build_schema())
    write(directory, ([{"id": "1", "body": "an"}], []), TraTinCodec, merge=False)
    write(directory, ([{"id": "2", "body": "an"}], []), TraTinCodec, mergetype=CLEAR)
    with index.open_dir(directory).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(query.Every())] == ["2"]
    assert len({path.stem for path in tmp_path.glob("MAIN_*.terms")}) == 1


def drop_empty(_writer: Any, segments: list[Any]) -> list[Any]:
    """As our writer: a segment of deleted documents only is let go."""
    return [segment for segment in segments if segment.doc_count()]


def answer(ask: Callable[..., Any], *question: Any) -> Any:
    """What Whoosh answers; the error where a tree leads it over the end of its own postings, as some do, or
    where it turns an order round and does not know the default of a segment without that column."""
    try:
        return ask(*question)
    except (IndexError, ReadTooFar, ValueError) as error:
        return type(error)


def hits(searcher: Any, wanted: Any, limit: int | None) -> tuple[int, list[tuple[int, Any]]]:
    """How many, and each with document number and score; equal to 1e-6."""
    found = searcher.search(wanted, limit=limit)
    return len(found), [(hit.docnum, pytest.approx(hit.score, rel=1e-6)) for hit in found]


def arranged(searcher: Any, wanted: Any, field: str, backwards: bool) -> list[Any]:
    """Documents in order of `field`, and the groups it makes of them."""
    facet = sorting.FieldFacet(field, reverse=backwards)
    found = searcher.search(wanted, limit=None, sortedby=facet, groupedby={"by": sorting.FieldFacet(field)})
    answers: list[Any] = [[hit.docnum for hit in found], dict(found.groups("by"))]
    if field == "year":
        by_range = sorting.RangeFacet(field, 1990, 2000, 3)
        answers.append(dict(searcher.search(wanted, groupedby={"range": by_range}).groups("range")))
    if field == "tags":
        overlapping = sorting.FieldFacet(field, allow_overlap=True)
        answers.append(dict(searcher.search(wanted, groupedby={"tags": overlapping}).groups("tags")))
    return answers


def describe(reader: Any) -> dict[str, Any]:
    """All that Whoosh can read of an index but its vectors."""
    documents = range(reader.doc_count_all())
    live = [row for row in documents if not reader.is_deleted(row)]
    described = {
        "counts": (reader.doc_count_all(), reader.doc_count(), reader.has_deletions()),
        "live": live,
        "ids": list(reader.all_doc_ids()),
        "terms": {term: describe_term(reader, *term) for term in reader.all_terms()},
        "order of terms": list(reader.all_terms()),
        "items": [(term, vars_of(info)) for term, info in reader],
        "fields": sorted(reader.indexed_field_names()),
        "stored": {row: reader.stored_fields(row) for row in live},
        "documents": dict(reader.iter_docs()),
    }
    for field in TEXT_FIELDS:
        described[f"lengths of {field}"] = [reader.doc_field_length(row, field) or 0 for row in documents]
        described[f"length of {field}"] = reader.field_length(field)
        described[f"near hoi in {field}"] = sorted(reader.terms_within(field, "hoi", 2))
        described[f"from h in {field}"] = list(reader.terms_from(field, "h"))
        described[f"prefix h in {field}"] = list(reader.expand_prefix(field, "h"))
    for field in COLUMNS:
        for backwards in (False, True):
            described[f"column {field}, {backwards}"] = describe_column(reader, field, backwards)
    return described


def describe_term(reader: Any, field: str, term: bytes) -> list[Any]:
    postings = reader.postings(field, term)
    positions = isinstance(reader.schema[field].format, formats.Positions)
    found = []
    while postings.is_active():
        places = postings.value_as("positions") if positions else None
        found.append((postings.id(), postings.weight(), postings.value_as("frequency"), places))
        if positions:
            assert [span.start for span in postings.spans()] == places
        postings.next()
    counts = (reader.doc_frequency(field, term), reader.frequency(field, term))
    return [found, counts, vars_of(reader.term_info(field, term)), (field, term) in reader]


def vars_of(info: Any) -> tuple[Any, ...]:
    lengths = (info.min_length(), info.max_length())
    return (info.weight(), info.doc_frequency(), *lengths, info.max_weight(), info.min_id(), info.max_id())


def describe_column(reader: Any, field: str, backwards: bool) -> list[Any]:
    described = []
    for leaf, _offset in reader.leaf_readers():
        reversible = reader.schema[field].column_type.reversible
        column = leaf.column_reader(field, reverse=backwards and reversible, translate=False)
        rows = range(leaf.doc_count_all())
        described.append([column.sort_key(row) for row in rows])
        if not backwards:
            described.append([column[row] for row in rows])
        assert list(column) == [column[row] for row in rows]
        assert len(column) == len(rows)
    return described
