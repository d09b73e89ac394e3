"""What `tratin parse` prints: dates only as precise as they are known."""

import pytest

from corpus.article import Article, DocumentMetadata, PartialDate, Precision
from crawler.page_json import article_json


def article(value: str | None, precision: Precision = "day") -> Article:
    published = PartialDate(value=value, precision=precision, source="markup", raw="x") if value else None
    return Article(url="http://x.vidu.vn/a", portal="x", platform="generic", title="T", published=published)


@pytest.mark.parametrize(
    ("value", "precision", "published", "partial"),
    [
        ("2019-06-18T16:56:00+07:00", "minute", "2019-06-18T16:56:00+07:00", None),
        ("2021-01-27", "day", "2021-01-27T00:00:00+07:00", None),
        ("2024-02", "month", None, "2024-02"),
        ("2024", "year", None, "2024"),
        (None, "day", None, None),
    ],
)
def test_published_is_a_moment_only_when_the_day_is_known(value, precision, published, partial) -> None:
    printed = article_json(article(value, precision))
    assert (printed["published"], printed["published_partial"]) == (published, partial)
    assert printed["published_precision"] == (precision if value else "none")


def test_a_document_prints_its_parts_and_its_partial_date() -> None:
    issued = PartialDate(value="2024-02", precision="month", source="text")
    document = DocumentMetadata(symbol="/PGDDT", number_raw="Số: /PGDDT", issued=issued)
    printed = article_json(article(None).model_copy(update={"document": document}))
    assert printed["doc_type"] == "official_letter"
    assert printed["document"]["date_partial"] == "2024-02"
    assert printed["document"]["number"] is None
