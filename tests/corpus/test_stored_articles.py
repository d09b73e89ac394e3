"""Articles stored before their values bore evidence still load, and nothing is made up for them."""

import json

from corpus.article import Article, Kind, article_text

OLD = {
    "url": "https://example.com/1",
    "portal": "p",
    "platform": "generic",
    "title": "Giao ban  tháng 3",
    "body": ["Ngày 5/3, UBND xã họp.", " "],
    "kind": "meeting",
    "meeting": {
        "event_type": "giao ban",
        "held": [{"value": "2020-03-05", "precision": "day", "source": "text", "raw": "Ngày 5/3"}],
        "host": "UBND xã",
        "chairs": [{"name": "Lò Văn Sơn", "post": "Chủ tịch UBND xã"}],
    },
    "references": [{"raw": "Kế hoạch số 8/KH-UBND", "number": "8/KH-UBND", "kind": "Kế hoạch"}],
}


def test_an_article_without_evidence_loads() -> None:
    article = Article.model_validate_json(json.dumps(OLD))
    assert article.kind is Kind.MEETING
    assert article.meeting is not None
    assert (article.meeting.format, article.meeting.attendees, article.meeting.evidence) == (None, (), ())
    assert article.meeting.chairs[0].evidence is None
    assert (article.tasks, article.persons, article.own_reference) == ((), (), None)


def test_offsets_count_in_the_cleaned_title_and_paragraphs() -> None:
    article = Article.model_validate_json(json.dumps(OLD))
    assert article_text(article) == "Giao ban tháng 3\nNgày 5/3, UBND xã họp."
