"""What an index keeps of an article comes back as it was, or not at all."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from corpus.errors import IndexDamaged
from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import to_article
from indexer.engines.stored import StoredHit, passages_from_json, passages_of, passages_to_json


def test_hits_of_articles_with_everything_come_back_equal() -> None:
    articles = [to_article(s, f"https://mau.gov.vn/{s.number}", "generic") for s in generate_articles(40, 3)]
    assert any(article.references for article in articles)
    assert any(article.meeting and article.meeting.chairs for article in articles)
    for article in articles:
        stored = StoredHit.of(article)
        assert StoredHit.from_json(stored.to_json()) == stored
        assert passages_from_json(passages_to_json(passages_of(article))) == article.body


def test_a_lead_stands_in_for_a_missing_body() -> None:
    bare = Article(url="https://a.gov.vn/1", portal="a", platform="generic", title="Tin", lead="Sapo.")
    assert passages_of(bare) == ("Sapo.",)


READERS: list[Callable[[bytes], object]] = [StoredHit.from_json, passages_from_json]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "record", [b"", b"{", b"\xff", b"1", b"null", b'{"kind": "news"}', b'["a", 1]', b'{"kind": 7}']
)
def test_a_broken_record_is_named_with_its_repair(read: Callable[[bytes], object], record: bytes) -> None:
    with pytest.raises(IndexDamaged, match="tratin index --rebuild"):
        read(record)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_record_or_damage(record: bytes) -> None:
    for read in READERS:
        try:
            read(record)
        except IndexDamaged:
            continue
        assert isinstance(json.loads(record), (dict, list))
