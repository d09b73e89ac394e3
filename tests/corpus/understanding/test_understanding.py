"""What is read out of articles: floors on our own, whose gold was written before any rule read them.

`articles/` holds NAME.txt, a page's text, and NAME.json, what a careful reader finds in it.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadConfig
from corpus.understanding import UnderstandingReport, evaluate_understanding, understand, understand_page
from corpus.understanding.scoring import compare, matched, overlap

ARTICLES = Path(__file__).parent / "articles"
LEADS = json.loads((Path(__file__).parent / "leads.json").read_text(encoding="utf-8"))
FLOORS = {
    "kind": 1.0,
    "date": 1.0,
    "time": 1.0,
    "chair": 1.0,
    "host": 0.98,
    "event_type": 1.0,
    "format": 1.0,
    "place": 0.95,
    "attendees": 0.97,
    "tasks": 0.98,
    "task_assignee": 0.95,
    "task_deadline": 0.95,
    "conclusions": 0.95,
    "documents": 0.98,
    "document_issuer": 0.95,
    "document_date": 0.95,
    "persons": 0.95,
    "signer": 1.0,
    "recipients": 1.0,
}


@pytest.fixture(scope="module")
def report() -> UnderstandingReport:
    return evaluate_understanding(ARTICLES)


@pytest.mark.parametrize("field", FLOORS)
def test_our_articles_are_understood(report: UnderstandingReport, field: str) -> None:
    assert report.articles >= 333
    misses = [miss for miss in report.misses if miss.field == field]
    assert report.f1(field) >= FLOORS[field], misses


@pytest.mark.parametrize("gold", LEADS, ids=lambda gold: gold["title"])
def test_an_opening_of_two_or_three_sentences_is_enough(gold: dict[str, Any]) -> None:
    counts = compare(understand(gold, gold["title"]), gold)
    assert {field for field, count in counts.items() if count.right < count.wanted} == set()


def test_every_value_has_its_evidence_in_the_text() -> None:
    for path in sorted(ARTICLES.glob("*.txt")):
        found = understand_page(path.read_text(encoding="utf-8"))
        for field, evidence in found.evidence.items():
            assert evidence.start < evidence.end, (path.name, field)
            assert len(evidence.sentence) >= evidence.end - evidence.start or "\n" in evidence.sentence
        wanted = ["event_type", "held"] if found.kind == "meeting" else []
        assert set(wanted) <= set(found.evidence), path.name


def test_evidence_counts_code_points_of_title_and_paragraphs() -> None:
    title = "UBND huyện họp"
    lead = (
        "Sáng 5/3/2024, UBND huyện Cao Lộc tổ chức hội nghị – do ông Lý Văn Páo, Chủ tịch UBND huyện chủ trì."
    )
    found = understand({"title": title, "body": [lead], "url": "https://example.com/1"})
    text = f"{title}\n{lead}"
    host, chair = found.evidence["host"], found.evidence["chair[0]"]
    assert text[host.start : host.end] == found.host == "UBND huyện Cao Lộc"
    assert text[chair.start : chair.end] == "Lý Văn Páo"
    assert chair.sentence == lead


def test_an_article_is_taken_as_the_gold_of_pages_gives_it() -> None:
    gold = {
        "name": "x",
        "title": "Giao ban tháng 12",
        "body": "Ngày 28/12, UBND xã Ea Tu họp giao ban.\nÔng Y Khoa Niê, Chủ tịch UBND xã chủ trì cuộc họp.",
        "published": "2022-01-04T08:00:00+07:00",
        "published_precision": "minute",
        "url": "https://example.com/1",
        "portal": "eatu",
        "boilerplate": ["x"],
    }
    found = understand(gold)
    assert (found.kind, found.date, found.event_type) == ("meeting", ("2021-12-28",), "giao ban")
    assert [(person.name, person.title) for person in found.chair] == [("Y Khoa Niê", "Chủ tịch UBND xã")]


def test_a_letter_whose_day_was_left_blank_keeps_its_month() -> None:
    found = understand(
        {
            "title": "V/v rà soát thiết bị dạy học",
            "body": [
                "Kính gửi: Hiệu trưởng các trường.",
                "Yêu cầu các trường rà soát thiết bị dạy học trước ngày 10/3.",
            ],
            "published": "2023-02-20T00:00:00+07:00",
            "published_precision": "day",
            "document": {
                "symbol": "/PGDĐT",
                "place": "Mường La",
                "date_partial": "2023-02",
                "signer": "Lò Thị Hiên",
            },
        }
    )
    assert (found.kind, found.published, found.date) == ("official_letter", "2023-02-20", ("2023-02",))
    assert [(task.assignee, task.deadline) for task in found.tasks] == [("các trường", "2023-03-10")]
    assert found.signer is not None
    assert found.signer.name == "Lò Thị Hiên"


@pytest.mark.parametrize("fields", [[], {}, {"title": 3}, {"title": "x", "body": [1]}, {"body": {"a": 1}}])
def test_what_is_no_article_is_refused_with_what_to_do(fields: object) -> None:
    with pytest.raises(BadConfig):
        understand(fields, "given.json")


def test_a_folder_without_pairs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadConfig, match=r"NAME\.json"):
        evaluate_understanding(tmp_path)


def test_a_wrong_value_lowers_the_score() -> None:
    name = "001_so_ket_nong_thon_moi"
    found = understand_page((ARTICLES / f"{name}.txt").read_text(encoding="utf-8"))
    gold = json.loads((ARTICLES / f"{name}.json").read_text(encoding="utf-8"))
    right = compare(found, gold)
    wrong = compare(found.model_copy(update={"date": ("2022-07-13",), "tasks": found.tasks[:1]}), gold)
    assert (right["date"].right, wrong["date"].right) == (1, 0)
    assert wrong["tasks"].right == 1 < right["tasks"].right


def test_overlap_is_of_the_shorter_text_and_matches_one_to_one() -> None:
    assert overlap("rà soát quy hoạch", "rà soát lại quy hoạch vùng mía") == 1.0
    assert overlap("rà soát quy hoạch", "thu hồi đất") == 0.0
    assert matched(["một hai ba", "một hai ba"], ["một hai ba"]).right == 1
