"""Attached files: found by what they say, below articles that say it themselves, and shown as files."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Attachment
from corpus.settings import StorageSettings
from indexer import Query, open_index, update_index
from indexer.engines.stored import StoredFile
from indexer.files import _borders, _coarse, cut_from_files, with_short_files
from indexer.index import Index
from indexer.marking import build_marker
from indexer.query.language import parse_query
from indexer.settings import IndexerSettings, SnippetSettings
from indexer.types import FileSnippet

if TYPE_CHECKING:
    ArticleCatalog = Any

SETTINGS = IndexerSettings(segment_words=False, reopen_seconds=0)
PLAN = (
    "KẾ HOẠCH\nNạo vét kênh Rạch Dừa trước mùa khô.\nSTT | Nội dung | Đơn vị\n"
    "1 | Đắp đập thời vụ | Phòng Kinh tế\n"
    "Quyết định số 15/QĐ-UBND về đơn giá."
)


def file(name: str, text: str = "") -> Attachment:
    return Attachment(name=name, href=name, url=f"https://huyen.gov.vn/{name}", text=text)


@pytest.fixture
def index(tmp_path: Path, catalog: "ArticleCatalog", make_article: Callable[..., Article]) -> Iterator[Index]:
    catalog.save(
        make_article(
            1,
            "Họp bàn chống hạn",
            body=("Xã họp bàn việc chống hạn.",),
            attachments=(file("cong van.pdf", "Kính gửi các ấp"), file("ke hoach.pdf", PLAN)),
        ),
        make_article(2, "Nạo vét kênh Rạch Dừa", body=("Xã nạo vét kênh Rạch Dừa trước mùa khô.",)),
        make_article(3, "Tin khác", body=("Chuyện khác.",), attachments=(file("a.pdf"),)),
    )
    storage = StorageSettings(directory=tmp_path)
    update_index(SETTINGS, storage, catalog)
    with closing(open_index(SETTINGS, storage)) as opened:
        yield opened


def shown(found: FileSnippet | None) -> tuple[str, list[str]]:
    assert found is not None
    return found.name, [part.text for part in found.snippet if part.marked]


def test_what_only_a_file_says_is_found_and_shown_as_such(index: Index) -> None:
    for typed in ("phòng kinh tế", "phong kinh te"):
        (hit,) = index.search(Query(text=typed)).hits
        assert shown(hit.in_file) == ("ke hoach.pdf", ["Phòng Kinh tế"])
    (hit,) = index.search(Query(text="15/QĐ-UBND")).hits
    assert shown(hit.in_file) == ("ke hoach.pdf", ["Quyết định số 15/QĐ-UBND"])
    (hit,) = index.search(Query(text='"đắp đập thời vụ"')).hits
    assert shown(hit.in_file) == ("ke hoach.pdf", ["Đắp đập thời vụ"])


def test_an_article_that_says_it_itself_comes_first_and_needs_no_file(index: Index) -> None:
    first, second = index.search(Query(text="nạo vét kênh rạch dừa")).hits
    assert "".join(part.text for part in first.title) == "Nạo vét kênh Rạch Dừa"
    assert first.in_file is None
    assert shown(second.in_file)[0] == "ke hoach.pdf"


def test_a_hit_that_needs_both_shows_both(index: Index) -> None:
    (hit,) = index.search(Query(text="chống hạn đập thời vụ")).hits
    assert any(part.marked for snippet in (hit.title, *hit.snippets) for part in snippet)
    assert shown(hit.in_file) == ("ke hoach.pdf", ["đập thời vụ"])


def test_what_is_searched_of_files_is_bounded(
    tmp_path: Path, catalog: "ArticleCatalog", make_article: Callable[..., Article]
) -> None:
    text = "đầu sổ " + "chữ " * 100 + "kết thúc"
    catalog.save(make_article(1, attachments=(file("a", text), file("b", "tệp sau"))))
    storage = StorageSettings(directory=tmp_path)
    update_index(SETTINGS.model_copy(update={"attachment_chars": 100}), storage, catalog)
    with closing(open_index(SETTINGS, storage)) as opened:
        assert [opened.search(Query(text=q)).total for q in ("đầu sổ", "kết thúc", "tệp sau")] == [1, 0, 0]


def test_short_files_stay_as_they_are(make_article: Callable[..., Article]) -> None:
    article = make_article(1, attachments=(file("a", "một hai"), file("b", "ba bốn")))
    assert with_short_files(article, 13) is article
    assert [f.text for f in with_short_files(article, 10).attachments] == ["một hai", "ba"]
    assert [f.text for f in with_short_files(article, 0).attachments] == ["", ""]


def test_a_passage_of_a_long_file_is_found_without_reading_all_of_it() -> None:
    text = (
        "Điều khoản chung về kinh phí. " * 3000
        + "\nKhoản chi đắp đập thời vụ kênh Rạch Dừa.\n"
        + "Hết. " * 5000
    )
    query = parse_query("kênh rạch dừa", max_chars=99, max_syllables=9)
    marker = build_marker(query)
    found = cut_from_files((StoredFile("a.pdf", text),), marker.unmet(frozenset()), marker, SnippetSettings())
    assert shown(found) == ("a.pdf", ["kênh Rạch Dừa"])


@given(st.text(max_size=60))
def test_the_coarse_copy_keeps_every_place(text: str) -> None:
    assert len(_coarse(text)) == len(text) + 2
    assert sorted(set(_borders(text))) == list(_borders(text))


def test_the_coarse_copy_is_bare() -> None:
    assert _coarse("Đắp ĐẬP, 15/QĐ-UBND") == " dap dap  15 qd ubnd "
