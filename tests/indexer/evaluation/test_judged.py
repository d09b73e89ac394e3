"""Sets are ranked by the production chain over an index that is made once."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from indexer import IndexerSettings, evaluate_short_queries, read_collection
from indexer.evaluation.collection import Collection
from indexer.evaluation.judged import as_article, open_collection
from indexer.evaluation.short_queries import ShortQuery, draw_short_queries, measure_short
from indexer.evaluation.typed import Typing

SETTINGS = IndexerSettings(segment_words=False)
TEXTS = {
    "d1": "Sơ kết sáu tháng\nHội nghị sơ kết công tác sáu tháng",
    "d2": "Tổng kết năm\nLễ tổng kết năm học",
    "d3": "Giao ban tuần",
}


def folder_of(tmp_path: Path, texts: dict[str, str]) -> Path:
    rows = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in texts.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "tổng kết"}', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q\td2\t1\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return read_collection(folder_of(tmp_path, TEXTS))


def test_documents_are_ranked_and_the_index_is_kept(collection: Collection, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    with closing(open_collection(collection, SETTINGS, cache)) as opened:
        assert opened.rank(collection.queries)["q"][0] == "d2"
        assert opened.rank({"a": "tong ket nam hoc", "b": "xyzzy"}) == {"a": ["d2"], "b": []}
    made = sorted(cache.rglob("CURRENT"))
    with closing(open_collection(collection, SETTINGS, cache)):
        assert sorted(cache.rglob("CURRENT")) == made
    assert len(made) == 1


def test_a_damaged_index_in_the_cache_is_made_anew(collection: Collection, tmp_path: Path) -> None:
    with closing(open_collection(collection, SETTINGS, tmp_path / "cache")):
        pass
    for pointer in (tmp_path / "cache").rglob("CURRENT"):
        pointer.write_text("gen-999999\n", encoding="utf-8")
    with closing(open_collection(collection, SETTINGS, tmp_path / "cache")) as opened:
        assert opened.rank({"q": "giao ban"}) == {"q": ["d3"]}


def test_a_passage_becomes_an_article_paragraph_by_paragraph(collection: Collection) -> None:
    article = as_article(collection.passages[0])
    assert article.body == ("Sơ kết sáu tháng", "Hội nghị sơ kết công tác sáu tháng")


def test_short_queries_are_words_with_a_page_of_documents(tmp_path: Path) -> None:
    texts = {f"d{n}": "Hội nghị sơ kết." if n < 12 else "Họp giao ban." for n in range(20)}
    drawn = draw_short_queries(
        read_collection(folder_of(tmp_path, {**texts, "d2": "Hội nghị sơ kết tổng kết"}))
    )
    assert {q.text for q in drawn if q.syllables == 1} == {"hội", "nghị", "sơ", "kết"}
    assert all(len(q.right) == 12 for q in drawn)
    assert "hội nghị" in {q.text for q in drawn if q.syllables == 2}


def test_short_queries_are_measured_by_who_has_the_word_exactly(collection: Collection) -> None:
    queries = [ShortQuery(2, "tổng kết", frozenset({"d2", "d3"}))]
    (row,) = measure_short(queries, {"tổng kết": ["d2", "d1"]}, Typing.ACCENTED)
    assert (row.precision_at_10, row.recall_at_100) == (0.1, 0.5)


def test_the_report_has_both_typings(tmp_path: Path) -> None:
    texts = {f"d{n}": "Hội nghị sơ kết" if n % 2 else "Hội nghi lễ" for n in range(24)}
    collection = read_collection(folder_of(tmp_path, {**texts, "d2": "tổng kết"}))
    report = evaluate_short_queries(collection, SETTINGS, tmp_path / "cache")
    first = {row.typing: row for row in report.lengths if row.syllables == 1}
    assert first[Typing.ACCENTED].precision_at_10 == 1.0
    assert first[Typing.UNACCENTED].recall_at_100 > 0.9
