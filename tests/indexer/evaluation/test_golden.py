"""Golden queries are judged by the production chain."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.errors import BadConfig
from indexer import (
    GoldenQuery,
    IndexerSettings,
    by_kind,
    first_hits,
    mean_reciprocal_rank,
    read_golden_queries,
)

SETTINGS = IndexerSettings(segment_words=False)


def test_first_hits_name_the_page(make_article: Callable[..., Article]) -> None:
    articles = {
        "000_go_quao": make_article(1, "Sơ kết vụ lúa"),
        "001_tieu_can": make_article(2, "Sơ kết thi đua"),
    }
    queries = [
        GoldenQuery(query="thi dua", kind="unaccented", first_hit="001"),
        GoldenQuery(query="sơ kết", kind="accented", first_hit="001_tieu_can"),
        GoldenQuery(query="xyzzy", kind="accented", first_hit="000"),
    ]
    hits = first_hits(articles, queries, SETTINGS)
    assert [hit.right for hit in hits][::2] == [True, False]
    assert (hits[0].found, hits[2].found, hits[2].rank) == ("001_tieu_can", None, None)
    assert {hits[1].rank} <= {1, 2}
    assert 0.4 < mean_reciprocal_rank(hits) < 0.7
    assert [(row.kind, row.asked) for row in by_kind(hits)] == [("unaccented", 1), ("accented", 2)]
    assert by_kind(hits)[0].mrr == 1.0


def test_golden_queries_are_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "queries.tsv"
    path.write_text("query\tkind\tfirst_hit\nhội nghị\taccented\t000\n", encoding="utf-8")
    assert read_golden_queries(path) == [GoldenQuery(query="hội nghị", kind="accented", first_hit="000")]


@pytest.mark.parametrize("content", ["", "a\tb\n", "query\tkind\tfirst_hit\nonly one column\n"])
def test_other_files_are_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "queries.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadConfig, match="query, kind, first_hit"):
        read_golden_queries(path)
    with pytest.raises(BadConfig, match="absent"):
        read_golden_queries(tmp_path / "absent.tsv")
