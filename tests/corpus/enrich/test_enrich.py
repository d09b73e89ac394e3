"""The rules over our own articles (articles.json, written in the manner of portals), and over any article."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, DocumentMetadata, PartialDate
from corpus.enrich import enrich, topic_label, topic_labels
from corpus.portal import Portal

CASES = json.loads((Path(__file__).parent / "articles.json").read_text(encoding="utf-8"))


def _article(case: dict[str, Any]) -> tuple[Article, Portal | None]:
    published = case["published"]
    document = case.get("document")
    portal = case.get("portal")
    article = Article(
        url=case["url"],
        portal="test",
        platform="generic",
        title=case["title"],
        body=tuple(case["body"]),
        published=PartialDate(value=published, precision="day", source="markup") if published else None,
        document=DocumentMetadata(**document) if document else None,
    )
    return article, Portal.model_validate(
        {**portal, "start_urls": (*portal["start_urls"],)}
    ) if portal else None


def _found(article: Article) -> dict[str, Any]:
    meeting = article.meeting
    return {
        "kind": article.kind.value,
        "agency": article.agency,
        "province": article.province,
        "province_now": article.province_now,
        "topic": article.topics[0] if article.topics else None,
        "references": [[r.number, r.kind, r.issuer, r.date and r.date.value] for r in article.references],
        "event_type": meeting and meeting.event_type,
        "held": [day.value for day in meeting.held] if meeting else [],
        "part_of_day": meeting and meeting.part_of_day,
        "host": meeting and meeting.host,
        "place": meeting and meeting.place,
        "chairs": [[person.name, person.post] for person in meeting.chairs] if meeting else [],
    }


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_enrich_reads_what_the_article_says(case: dict[str, Any]) -> None:
    article, portal = _article(case)
    found = _found(enrich(article, portal))
    assert {field: found[field] for field in case["gold"]} == case["gold"]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_enrich_twice_changes_nothing(case: dict[str, Any]) -> None:
    article, portal = _article(case)
    once = enrich(article, portal)
    assert enrich(once, portal) == once


SCRAPS = """Hội nghị do ông Nguyễn Văn chủ trì ; ngày 31/2 Số: /KH-UBND Kế hoạch số 74 UBND huyện TP. tổ chức
Sáng từ đến Kính gửi của Đồng chí: tỉnh 12-NQ/TW 30/02/2020 ( ) “ \u0301 , . - – 24/7 năm 0000 Chủ tịch họp"""
WORDS = st.sampled_from(SCRAPS.split())
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))


@given(
    title=TEXTS, body=st.lists(TEXTS, max_size=4), url=st.one_of(st.text(max_size=60), st.just("http://[x"))
)
def test_enrich_is_total_and_idempotent(title: str, body: list[str], url: str) -> None:
    article = Article(url=url, portal="p", platform="generic", title=title, body=tuple(body))
    once = enrich(article, None)
    assert enrich(once, None) == once


def test_enrich_keeps_what_the_platform_read() -> None:
    article, portal = _article(CASES[0])
    kept = enrich(article, portal).model_dump(include={"url", "title", "body", "published", "document"})
    assert kept == article.model_dump(include={"url", "title", "body", "published", "document"})


@pytest.mark.timeout(30)
def test_enrich_of_a_long_article_ends() -> None:
    article, _ = _article(CASES[1])
    long = article.model_copy(update={"body": article.body * 200})
    assert enrich(long).kind == enrich(article).kind


def test_every_topic_has_a_label() -> None:
    assert len(topic_labels()) == 16
    assert topic_label("giao-duc").startswith("Giáo dục")
    assert topic_label("unheard-of") == "unheard-of"
