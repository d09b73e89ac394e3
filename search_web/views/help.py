"""`/tro-giup`: how to search, by examples that can be followed."""

import itertools
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
    return render_template("help.html", page=HelpPage(tuple(_examples()), tuple(_signs())))


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
        gettext(
            "Số, ký hiệu văn bản, gõ kiểu nào cũng được (“105 kh ubnd”, “105khubnd”): ra tin có nhắc tới."
        ),
    )
    yield _example(
        anything.with_text("ông Nguyễn Văn Phỉ"),
        gettext("Tên người: “ông”, “bà”, “đồng chí”, “TS” đứng trước không bắt buộc phải có trong tin."),
    )
    yield _example(
        anything.with_text("họp giao ban tháng 8/2022"),
        gettext(
            "Ngày, tháng, quý, năm gõ cùng các từ khác: tin nói tới hoặc đăng vào dịp đó được xếp lên trước."
        ),
    )
    yield _example(
        anything.with_text("hop giao ban").with_filter("kind", "cuoc-hop"),
        gettext("Chỉ tìm trong các tin tường thuật cuộc họp: chọn Loại tin là Cuộc họp."),
    )
    yield _example(
        anything.with_text("tiep cong dan").with_dates("1/2019", "6/2019"),
        gettext("Chỉ tìm tin đăng trong một khoảng thời gian."),
    )


def _signs() -> Iterator[QueryExample]:
    for text, explanation in itertools.chain(_operators(), _fields()):
        yield _example(empty_state().with_text(text), explanation)


def _operators() -> Iterator[tuple[str, str]]:
    yield (
        '"hội nghị sơ kết"',
        gettext(
            "Trong ngoặc kép: đúng những từ đó đứng liền nhau, đúng cả dấu; viết tắt hay đầy đủ đều được."
        ),
    )
    yield (
        "sáp nhập -trường",
        gettext("Dấu trừ viết liền trước một từ, một ngoặc hay một trường: bỏ tin có phần đó."),
    )
    yield "sơ kết OR tổng kết", gettext("OR hoặc HOẶC viết hoa: tin có phần bên trái hoặc phần bên phải.")
    yield '("sơ kết" OR "tổng kết") An Minh', gettext("Ngoặc đơn gom các phần lại, lồng nhau được.")
    yield "nghi*", gettext("Dấu * ở cuối: mọi từ bắt đầu bằng những chữ đó, không kể dấu.")


def _fields() -> Iterator[tuple[str, str]]:
    yield "tiêu đề:sáp nhập", gettext("Chỉ tìm trong tiêu đề.")
    yield (
        "cơ quan:An Minh tỉnh:Kiên Giang",
        gettext("Tin của một cơ quan, một tỉnh; cũng vậy với “chủ đề:”, “loại:”, “nguồn:”."),
    )
    yield "chủ trì:Nguyễn Văn Phỉ", gettext("Cuộc họp do người đó chủ trì.")
    yield "số:74/KH-UBND", gettext("Đúng văn bản mang số đó; “số:74” là mọi loại văn bản số 74.")
    yield "sáp nhập từ 1/2019 đến 6/2019", gettext("Chỉ tin đăng trong khoảng đó; “đến nay” cũng được.")
    yield (
        "sáp nhập năm:2019",
        gettext("Chỉ tin đăng dịp đó; cũng vậy với “ngày:”, “tháng:”, “quý:”, “trước:”, “sau:”."),
    )


def _example(state: SearchState, explanation: str) -> QueryExample:
    return QueryExample(state.text, url_of(state), explanation)
