"""Blocks are paragraphs as a reader sees them."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.blocks import read_blocks


def texts(html: str) -> list[str]:
    return [block.text for block in read_blocks(BeautifulSoup(html, "lxml"))]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>kỷ luậ<span>t, kỷ cươ</span><b>ng</b></p>", ["kỷ luật, kỷ cương"]),
        ("<p>H<b>ô</b>\u0323p b<i>a</i>\u0301o</p>", ["Hộp báo"]),  # the tone stands behind the tag
        ("<p>họ<wbr>p b&shy;á&#8203;o, Ðảng, ðịa ph\u01b0\u01a1ng</p>", ["họp báo, Đảng, địa phương"]),
        ("<p>Ph<o:p></o:p>òng<font>&nbsp;</font>họ<!-- x -->p</p>", ["Phòng họp"]),
        ("<p>&#147;Họp&#148; &#150; báo</p>", ["“Họp” – báo"]),
        ("<div>một<p>hai</p>ba</div>", ["một", "hai", "ba"]),
        ("một.<br><br>hai", ["một.", "hai"]),
        ("Câu dài bị<br>ngắt giữa chừng.<br>Câu hai", ["Câu dài bị ngắt giữa chừng.", "Câu hai"]),
        ("Nơi nhận:<br>- Như trên;<br>- Lưu: VT.", ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]),
        ("<p>a<script>x()</script><!-- c --><select><option>o</option></select></p>", ["a"]),
        ("<p>thấy</p><p style='display: none'>ẩn</p><p class='sr-only'>ẩn</p>", ["thấy"]),
        ("<ul><li>một<li>hai</ul>", ["một", "hai"]),
        (
            "<table><tr><th>TT</th><th>Việc</th></tr><tr><td>1</td><td>Họp</td></tr></table>",
            ["TT Việc", "1 Họp"],
        ),
        ("<table><tr><td><p>Trái</p></td><td><p>Phải</p></td></tr></table>", ["Trái", "Phải"]),
    ],
)
def test_paragraphs(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


def test_looks_are_kept() -> None:
    html = "<p align=center><img src=a><br><i>Toàn cảnh</i></p><p style='text-align:right'><b>An</b></p>"
    caption, name = read_blocks(BeautifulSoup(html, "lxml"))
    assert (caption.align, caption.italic, caption.after_image) == ("center", True, True)
    assert (name.align, name.bold, name.after_image) == ("right", True, False)


def test_linked_share_counts_characters() -> None:
    (block,) = read_blocks(BeautifulSoup("<p><a href=x>bốn chữ</a> (01/02)</p>", "lxml"))
    assert 0.4 < block.linked < 0.6


def test_a_word_letterhead_is_layout_and_not_data() -> None:
    html = (
        "<table><tr><td>UBND HUYỆN</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>"
        "<tr><td>Số: 1/KH</td><td>Độc lập - Tự do - Hạnh phúc</td></tr></table>"
    )
    assert len(texts(html)) == 4


def test_columns_of_sentences_are_laid_out_by_a_table_not_told_by_it() -> None:
    one, two = (
        "Cô Lan phát biểu tại lễ khai giảng năm học mới.",
        "Các em chơi trò chơi dân gian trên sân trường.",
    )
    rows = f"<tr><td>{one}</td><td>{two}</td></tr>" * 2
    assert texts(f"<table>{rows}</table>") == [one, two] * 2
    assert texts(f'<table role="presentation">{"<tr><td>một</td><td>hai</td></tr>" * 2}</table>')[0] == "một"


def test_a_table_with_heads_is_data_even_where_it_explains_in_sentences() -> None:
    work = "Quét dọn đường làng và thu gom rác thải mỗi tuần."
    rows = "".join(f"<tr><td>{work}</td><td>{work}</td></tr>" for _ in range(2))
    assert texts(f"<table><tr><th>Tổ</th><th>Việc</th></tr>{rows}</table>")[1] == f"{work} {work}"
