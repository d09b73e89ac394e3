"""Files of articles in the catalog: linked, fetched, read, and their texts on the way to the index."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Attachment
from corpus.attachment import FetchedFile, ReadFile, file_key
from corpus.capture import CaptureRecord, Locator
from corpus.catalog import Catalog, FrontierUrl, VisitedPage
from corpus.catalog import files as files_module

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
PAGE = "https://vinhan.example.vn/tin/{}"
PLAN, ANNEX = "https://vinhan.example.vn/tep/ke%20hoach.pdf", "https://vinhan.example.vn/?download=1&id=2"


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}") as opened:
        yield opened


def capture(number: int, url: str, digest: str = "") -> CaptureRecord:
    return CaptureRecord(
        url=url,
        canonical_url=url,
        portal="vinh-an",
        locator=Locator(file="a.warc.gz", offset=number * 100, length=90),
        status=200,
        digest=digest or f"sha256:{number}",
        fetched_at=NOON,
    )


def article(number: int, *urls: str) -> Article:
    offered = tuple(Attachment(name=f"tệp {at}", href=url, url=url) for at, url in enumerate(urls))
    return Article(url=PAGE.format(number), portal="vinh-an", platform="x", title="Tin", attachments=offered)


def save(catalog: Catalog, number: int, saved: Article) -> None:
    catalog.save_article(saved, catalog.add_capture(capture(number, saved.url)), NOON)


def fetch(catalog: Catalog, number: int, url: str, digest: str = "") -> None:
    key = file_key(url)
    catalog.record_page(
        VisitedPage(
            FrontierUrl(url=url, canonical_url=key, role="attachment"),
            capture(number, url, digest),
            article=None,
            discovered=(),
            outcome="done",
            now=NOON,
            file=FetchedFile(key=key, name="ke hoach.pdf", content_type="application/pdf"),
        )
    )


def read(catalog: Catalog, url: str, text: str, reason: str = "") -> bool:
    return catalog.files.save_text(
        file_key(url), ReadFile(text=text, kind="pdf", reason=reason, bytes=9), NOON
    )


def told(catalog: Catalog, since: int = 0) -> list[tuple[str, ...]]:
    changes = catalog.changes_since(since, 10)
    return [tuple(file.text for file in change.article.attachments) for change in changes if change.article]


def test_a_file_waits_is_fetched_and_read(catalog: Catalog) -> None:
    one = article(1, PLAN, ANNEX, "javascript:x")
    save(catalog, 1, one)
    assert [file.state for file in catalog.files.of_article(one)] == ["skipped"] * 3
    catalog.add_urls(
        "vinh-an", [FrontierUrl(url=PLAN, canonical_url=file_key(PLAN), role="attachment")], NOON
    )
    assert catalog.files.of_article(one)[0].state == "waiting"
    fetch(catalog, 2, PLAN)
    assert [file.key for file in catalog.files.unread(10)] == [file_key(PLAN)]
    assert read(catalog, PLAN, "Kế hoạch nạo vét kênh")
    found = catalog.files.of_article(one)[0]
    assert (found.state, found.kind, found.chars, found.bytes) == ("read", "pdf", 21, 9)
    assert catalog.files.unread_count() == 0
    assert catalog.files.summary() == {"read": 1}


def test_a_text_changes_every_article_that_offers_its_file_once(catalog: Catalog) -> None:
    for number, urls in enumerate([(PLAN,), (PLAN, ANNEX), (ANNEX,)]):
        save(catalog, number, article(number, *urls))
    fetch(catalog, 9, PLAN)
    before = catalog.last_sequence()
    assert read(catalog, PLAN, "Kế hoạch")
    assert told(catalog, before) == [("Kế hoạch",), ("Kế hoạch", "")]
    again = catalog.last_sequence()
    assert not read(catalog, PLAN, "Kế hoạch")
    assert catalog.last_sequence() == again


def test_the_same_bytes_are_not_read_again(catalog: Catalog) -> None:
    save(catalog, 1, article(1, PLAN))
    fetch(catalog, 2, PLAN, "sha256:same")
    read(catalog, PLAN, "", "encrypted")
    fetch(catalog, 3, PLAN, "sha256:same")
    assert catalog.files.unread_count() == 0
    assert catalog.files.summary() == {"encrypted": 1}
    fetch(catalog, 4, PLAN, "sha256:other")
    assert catalog.files.unread_count() == 1
    assert catalog.files.read_again() == 1


def test_what_was_read_in_the_same_bytes_elsewhere_is_known(catalog: Catalog) -> None:
    fetch(catalog, 1, PLAN, "sha256:same")
    fetch(catalog, 2, ANNEX, "sha256:same")
    (second,) = [file for file in catalog.files.unread(10) if file.key == file_key(ANNEX)]
    assert catalog.files.twin(second) is None
    read(catalog, PLAN, "", "reader-timeout")
    assert catalog.files.twin(second) is None, "another try may succeed"
    read(catalog, PLAN, "Kế hoạch")
    assert catalog.files.twin(second) == ReadFile(text="Kế hoạch", kind="pdf", bytes=9)


def test_the_text_is_no_part_of_the_stored_article(catalog: Catalog) -> None:
    save(catalog, 1, article(1, PLAN))
    fetch(catalog, 2, PLAN)
    read(catalog, PLAN, "Kế hoạch")
    (change,) = catalog.changes_since(0, 1)
    assert change.article is not None
    assert change.article.content_digest == article(1, PLAN).content_digest
    assert "Kế hoạch" not in change.article.model_dump_json()
    stored = catalog.article(change.article_id)
    assert stored is not None
    assert stored.article.attachments[0].text == ""


def test_long_texts_come_with_fewer_changes_at_once(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_module, "MOST_TEXT_CHARS", 10)
    for number, url in enumerate((PLAN, ANNEX)):
        save(catalog, number, article(number, url))
        fetch(catalog, number + 5, url)
        read(catalog, url, "chữ " * 4)
    first = catalog.changes_since(0, 10)
    assert len(first) == 1
    assert len(catalog.changes_since(first[-1].sequence, 10)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://X.vn/t%E1%BB%87p a.pdf", "https://x.vn/tệp%20a.pdf"),
        ("https://x.vn/a.pdf#trang=2", "https://x.vn/a.pdf"),
    ],
)
def test_two_spellings_are_one_file(one: str, other: str) -> None:
    assert file_key(one) == file_key(other)


def test_what_chooses_the_file_stays() -> None:
    assert file_key("https://x.vn/a.html?download=1&id=0") != file_key("https://x.vn/a.html?download=1&id=1")


@given(st.text())
def test_file_keys_are_total_and_settled(url: str) -> None:
    assert file_key(file_key(url)) == file_key(url)
