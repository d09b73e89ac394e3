"""The parts of an official document; what is left blank stays unknown."""

from corpus.article import PartialDate
from crawler.extract.letterhead import is_letterhead, label_kind, read_letterhead

LINES = [
    "UBND HUYỆN MINH HÓA",
    "Số: 45/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Minh Hóa, ngày 05 tháng 3 năm 2021",
    "V/v tổ chức bầu cử đại biểu Hội đồng nhân dân",
    "Kính gửi: Ủy ban nhân dân các xã, thị trấn.",
    "Ủy ban nhân dân huyện yêu cầu các xã, thị trấn niêm yết danh sách cử tri đúng thời hạn.",
    "Nơi nhận:",
    "- Như trên;",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Đinh Văn Lợi",
]


def test_a_full_letterhead_is_read() -> None:
    document = read_letterhead(LINES, {})
    assert document is not None
    assert (document.number, document.symbol, document.place) == ("45/KH-UBND", "/KH-UBND", "Minh Hóa")
    assert document.issued == PartialDate(
        value="2021-03-05", precision="day", source="text", raw="Minh Hóa, ngày 05 tháng 3 năm 2021"
    )
    assert document.recipients == "Ủy ban nhân dân các xã, thị trấn"
    assert (document.signer, document.signer_role) == ("Đinh Văn Lợi", "PHÓ CHỦ TỊCH")


def test_a_blank_number_and_day_stay_blank() -> None:
    document = read_letterhead(["Số:      /PGDĐT-VP", "Minh Hóa, ngày     tháng 02 năm 2024"], {})
    assert document is not None
    assert (document.number, document.symbol) == (None, "/PGDĐT-VP")
    assert document.issued is not None
    assert document.issued.value == "2024-02"


def test_a_number_with_a_year_is_one_number() -> None:
    document = read_letterhead(["Số: 58/2011/TT-BGDĐT"], {})
    assert document is not None
    assert document.number == "58/2011/TT-BGDĐT"


def test_the_metadata_table_fills_what_the_text_lacks() -> None:
    document = read_letterhead(
        [], {"number": "12/TB-SYT", "signer": "Giám đốc - Lê Thị Hà", "issued": "01/02/2020"}
    )
    assert document is not None
    assert (document.number, document.signer) == ("12/TB-SYT", "Lê Thị Hà")


def test_news_is_no_document() -> None:
    assert (
        read_letterhead(
            ["Sáng ngày 5/3/2021, huyện Minh Hóa tổ chức hội nghị.", "Đại biểu tham dự đông đủ."], {}
        )
        is None
    )


def test_letterhead_lines_are_told_from_paragraphs() -> None:
    assert [is_letterhead(line) for line in LINES[:6]] == [True] * 6
    assert not is_letterhead(LINES[7])


def test_labels_of_metadata_tables() -> None:
    assert [
        label_kind(text) for text in ("Số/Ký hiệu", "Ngày ban hành:", "Người ký", "Trích yếu", "Họ và tên")
    ] == [
        "number",
        "issued",
        "signer",
        "subject",
        None,
    ]
