"""`/tro-giup`: how to search, by examples that can be followed."""

from collections.abc import Iterator

from flask import Blueprint, render_template

from search_web.languages import gettext
from search_web.pages import HelpPage, QueryExample
from search_web.request_state import empty_state, url_of
from search_web.search_state import SearchState


def blueprint() -> Blueprint:
    room = Blueprint("help", __name__)
    room.add_url_rule("/tro-giup", "show", show)
    return room


def show() -> str:
    return render_template("help.html", page=HelpPage(tuple(_examples())))


def _examples() -> Iterator[QueryExample]:
    anything = empty_state()
    yield _example(
        anything.with_text("hoi nghi so ket"),
        gettext("Gõ không dấu vẫn ra tin có dấu: “hội nghị sơ kết”."),
    )
    yield _example(
        anything.with_text("Hội nghị sơ kết"),
        gettext("Gõ có dấu thì tin viết đúng dấu như vậy được xếp lên trước."),
    )
    yield _example(
        anything.with_text("105/KH-UBND"),
        gettext("Số, ký hiệu văn bản: ra những tin có nhắc tới văn bản đó."),
    )
    yield _example(
        anything.with_text("hop giao ban").with_filter("kind", "cuoc-hop"),
        gettext("Chỉ tìm trong các tin tường thuật cuộc họp: chọn Loại tin là Cuộc họp."),
    )
    yield _example(
        anything.with_text("tiep cong dan").with_dates("1/2019", "6/2019"),
        gettext("Chỉ tìm tin đăng trong một khoảng thời gian."),
    )


def _example(state: SearchState, explanation: str) -> QueryExample:
    return QueryExample(state.text, url_of(state), explanation)
