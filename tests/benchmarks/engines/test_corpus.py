"""The stream of articles: the same for every size, and no article twice."""

import gzip
import json
from itertools import pairwise
from pathlib import Path

from benchmarks.engines.corpus.analysed import JOINT, read_analysed
from benchmarks.engines.corpus.articles import real_articles
from benchmarks.engines.corpus.documents import Document, Schema, documents
from benchmarks.engines.corpus.stream import stream_articles
from indexer.analysis.analyzer import Family, Zone, analyse


def test_a_longer_stream_begins_with_the_shorter(parts: list[Path]) -> None:
    short, long = list(stream_articles(parts, 250)), list(stream_articles(parts, 450))
    assert long[:250] == short


def test_recombined_articles_have_ids_of_their_own(parts: list[Path]) -> None:
    articles = [analysed.article for analysed in stream_articles(parts, 650)]
    assert len({article.article_id for article in articles}) == 650


def test_recombined_articles_carry_the_terms_of_their_texts(parts: list[Path]) -> None:
    for analysed in list(stream_articles(parts, 420))[390::3]:
        expected = analyse("x", analysed.article, segment_words=False).terms
        for zone in (Zone.TITLE, Zone.LEAD, Zone.BODY):
            found = analysed.terms.get(zone, {}).get(Family.PAIR, "").split()
            assert [pair.replace(JOINT, " ") for pair in found] == list(expected.get((zone, Family.PAIR), ()))


def test_no_term_is_torn_by_splitting_at_spaces(parts: list[Path]) -> None:
    for analysed in read_analysed(parts):
        expected = analyse("x", analysed.article, segment_words=True).terms
        for (zone, family), terms in expected.items():
            assert analysed.terms[zone].get(family, "").split() == [t.replace(" ", JOINT) for t in terms]


def test_documents_are_numbered_and_show_their_number(core: list[Document]) -> None:
    assert [json.loads(document.record)["number"] for document in core] == list(range(len(core)))
    assert all(a.number < b.number for a, b in pairwise(core))


def test_chain_documents_have_the_production_fields(parts: list[Path]) -> None:
    from benchmarks.engines.corpus.documents import fields_of

    known = fields_of(Schema.CHAIN)
    assert len(known) == 30
    for document in documents(stream_articles(parts, 20), Schema.CHAIN):
        assert document.texts.keys() <= known.keys()


def test_real_texts_keep_their_words_and_borrow_metadata(tmp_path: Path) -> None:
    row = {"title": "Họp báo", "abstract": "Mở đầu.", "body": "Mở đầu.\n" + "Nội dung dài. " * 20}
    with gzip.open(tmp_path / "a.jsonl.gz", "wt") as lines:
        lines.write(json.dumps(row) + "\n" + json.dumps({"title": "ngắn", "body": "ngắn"}) + "\n")
    (article,) = real_articles(tmp_path, 10)
    assert (article.title, article.lead) == ("Họp báo", "Mở đầu.")
    assert article.body[0] == "Mở đầu."
    assert len(article.body) == 2
    assert article.agency
