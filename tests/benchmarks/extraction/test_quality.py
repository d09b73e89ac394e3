"""The measures of the comparison: what is judged, what is neutral, who is ahead."""

import pytest

from benchmarks.extraction.pages import JudgedPage, Wanted, golden_pages
from benchmarks.extraction.peers import OFFERED_NOT, Extracted, Served
from benchmarks.extraction.quality import ToolScore, body_f1, is_right, score_tool
from benchmarks.extraction.report import beaten_in, table

WANTED = Wanted("một hai ba", "tiêu đề", "Tiêu đề", "2024-05-01", None, frozenset({"/a.pdf"}))


@pytest.mark.parametrize(
    ("field", "found", "right"),
    [
        ("title", Extracted("", title="tiêu ĐỀ"), True),
        ("title", Extracted("", title=None), False),
        ("title", Extracted("", title=OFFERED_NOT), None),
        ("date", Extracted("", date="2024-05-01"), True),
        ("date", Extracted("", date=None), False),
        ("author", Extracted("", author=None), True),
        ("author", Extracted("", author="admin"), False),
        ("attachments", Extracted("", attachments=frozenset()), False),
    ],
)
def test_a_field_is_right_wrong_or_not_offered(field: str, found: Extracted, right: bool | None) -> None:
    assert is_right(field, found, WANTED) is right


def test_the_title_in_the_body_costs_nothing_other_words_do() -> None:
    assert body_f1(Extracted("Tiêu đề một hai ba"), WANTED) == 1.0
    assert body_f1(Extracted("một hai ba bốn năm sáu"), WANTED) == pytest.approx(2 / 3)


def test_a_tool_is_scored_over_all_pages_and_compared_with_ours() -> None:
    page = JudgedPage("x", Served(b"<p>x", "http://x.vn/", 200, {}), WANTED)
    peer = score_tool("peer", lambda _: Extracted("một hai ba", title="Tiêu đề"), [page, page])
    assert (peer.pages, peer.body, peer.title, peer.date) == (2, 1.0, 1.0, None)
    own = ToolScore("Tra Tin", 2, 0.9, 1.0, 1.0, 1.0, 1.0, 40.0)
    assert beaten_in([own, peer]) == ["body"]
    assert "| peer | 1.000 | 1.000 | – |" in table([own, peer])


def test_every_golden_page_with_text_is_compared() -> None:
    names = [page.name for page in golden_pages()]
    assert len(names) == len(set(names)) >= 50
