"""Facts lead to the sentence they were read from: every text is shown whole, every anchor stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Evidence, article_text
from corpus.enrich import enrich
from search_web.parts.meeting_card import SHOWN, evidence_of, meeting_rows
from search_web.parts.told_places import ToldPlaces

REPORT = Article(
    url="https://xa.vidu.gov.vn/tin/7",
    portal="xa",
    platform="generic",
    title="Họp giao ban tháng 7",
    body=(
        "Sáng 4/7/2022, tại hội trường UBND xã, đồng chí Lê Thị Mận, Chủ tịch UBND xã chủ trì họp giao ban.",
        "Kết luận cuộc họp, đồng chí Lê Thị Mận yêu cầu Văn phòng rà soát hộ nghèo, báo cáo trước ngày 15/7.",
    ),
)


def evidence(text: str, sentence: str, start: int = -1) -> Evidence:
    at = text.find(sentence) if start < 0 else start
    return Evidence(sentence=sentence, start=at, end=at + len(sentence))


def test_each_fact_of_a_meeting_leads_to_its_sentence() -> None:
    article = enrich(REPORT)
    assert article.meeting
    places = ToldPlaces(article, evidence_of(article))
    shown = {passage.anchor: passage.text for line in places.lines() for passage in line if passage.anchor}
    rows = {row.label: row.values for row in meeting_rows(article.meeting, article.tasks, places)}
    assert "Lê Thị Mận" in shown[rows["Chủ trì"][0].anchor]
    assert "4/7/2022" in shown[rows["Thời gian họp"][0].anchor]
    assert "rà soát hộ nghèo" in shown[rows["Giao việc"][0].anchor]


LINES = st.lists(st.text("ab. ", max_size=12), min_size=1, max_size=4)


@given(LINES, st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=6))
def test_the_text_is_whole_and_each_anchor_stands_once(lines: list[str], cuts: list[tuple[int, int]]) -> None:
    article = REPORT.model_copy(update={"title": "a b.", "body": tuple(lines)})
    text = article_text(article)
    told = [evidence(text, text[at : at + length], at) for at, length in cuts]
    places = ToldPlaces(article, told)
    shown = places.lines()
    assert "\n".join("".join(passage.text for passage in line) for line in shown) == text
    anchors = [passage.anchor for line in shown for passage in line if passage.anchor]
    assert len(anchors) == len(set(anchors))
    assert {places.anchor(one) for one in told} - {""} == set(anchors)


def test_the_sentence_that_is_meant_is_the_one_at_its_offset() -> None:
    article = REPORT.model_copy(update={"title": "Họp", "body": ("Xã họp.", "Xã họp.")})
    text = article_text(article)
    places = ToldPlaces(article, [evidence(text, "Xã họp.", text.rfind("Xã"))])
    assert [len(line) == 1 and bool(line[0].anchor) for line in places.lines()] == [False, False, True]


def test_evidence_of_an_older_text_is_found_again_or_left_out() -> None:
    article = REPORT.model_copy(update={"title": "Họp", "body": ("Chào mừng.", "Xã họp.")})
    moved, lost = (Evidence(sentence=said, start=300, end=303) for said in ("Xã họp.", "Xã nghỉ."))
    places = ToldPlaces(article, [moved, lost])
    assert places.anchor(moved)
    assert places.anchor(lost) == ""


def test_of_many_tasks_the_rest_waits_and_a_sentence_is_said_once() -> None:
    article = enrich(REPORT)
    assert article.meeting
    tasks = article.tasks[:1] * (SHOWN + 2)
    row = meeting_rows(article.meeting, tasks, ToldPlaces(article, evidence_of(article)))[-1]
    assert (len(row.values), len(row.rest)) == (SHOWN, 2)
    assert [bool(value.sentence) for value in row.values] == [False] * (SHOWN - 1) + [True]
