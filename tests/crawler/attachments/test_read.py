"""Files of every kind, whole, broken, locked, wrongly named: a text or a reason, and never an exception."""

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.attachments import ocr, word_binary
from crawler.attachments.kind import sniff
from crawler.attachments.limits import FileText, ReadLimits
from crawler.attachments.read import read_file
from crawler.attachments.word_binary import shown_lines
from tests.crawler.attachments import made_files as made

LIMITS = ReadLimits(seconds=20, ocr_pages=0)
FILES = Path(__file__).parent / "files"
DOC = (FILES / "ke_hoach.doc").read_bytes()
JOINED = " | ".join(made.ROW)
TCVN3 = "Héi nghÞ s¬ kÕt c«ng t¸c phßng, chèng h¹n mÆn huyÖn Ph\xadíc An n¨m 2019 vµ triÓn khai nhiÖm vô"


def read(
    content: bytes, name: str = "tep", content_type: str | None = None, limits: ReadLimits = LIMITS
) -> FileText:
    with TemporaryDirectory() as place:
        return read_file(content, name=name, content_type=content_type, limits=limits, directory=Path(place))


WHOLE = {
    "docx": made.docx_file(),
    "xlsx": made.xlsx_file(),
    "pptx": made.pptx_file(),
    "odf": made.odt_file(),
    "html": made.html_file(),
    "rtf": made.rtf_file(),
    "mhtml": made.mhtml_file(),
    "xml-word": made.word_xml_file(),
    "pdf": made.pdf_file(),
}
WITH_TABLE = ("docx", "xlsx", "pptx", "odf", "html", "mhtml")


@pytest.mark.parametrize("kind", WHOLE)
def test_the_text_of_each_kind_under_a_name_that_lies(kind: str) -> None:
    found = read(WHOLE[kind], "tep.bin", "application/octet-stream")
    assert (found.kind, found.reason) == (kind, "")
    assert made.SAID in found.text.splitlines()
    assert (JOINED in found.text.splitlines()) == (kind in WITH_TABLE)
    assert "không phải chữ" not in found.text


def test_word_97_is_read_without_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    found = read(DOC)
    assert (found.kind, found.reason) == ("doc", "")
    assert "KẾ HOẠCH" in found.text.splitlines()
    assert "1 | Nạo vét kênh | Phòng Nông nghiệp" in found.text.splitlines()


@pytest.mark.parametrize("name", ["phan_cong.xls", "trinh_chieu.ppt"])
def test_excel_and_powerpoint_97(name: str) -> None:
    found = read((FILES / name).read_bytes())
    assert (found.kind, found.reason) == (name[-3:], "")
    assert made.SAID in found.text.splitlines()


def test_fields_of_word_show_their_result_only() -> None:
    assert list(shown_lines('Xem \x13 HYPERLINK "x" \x14tại đây\x15.\rÔ một\x07Ô hai\x07\x07')) == [
        "Xem tại đây.",
        "Ô một | Ô hai",
        "",
    ]


def test_the_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    lines = (
        "Căn cứ Kế hoạch số 74/KH-UBND ngày 28 tháng 6 năm 2018 của Ủy ban",
        "nhân dân huyện về tổ chức hội nghị sơ kết.",
        "1. Thời gian: 14 giờ",
    )
    found = read(made.pdf_file(lines))
    assert found.text.splitlines() == [f"{lines[0]} {lines[1]}", lines[2]]


def test_letters_that_a_pdf_draws_out_of_order_are_put_in_order() -> None:
    found = read((FILES / "chu_roi.pdf").read_bytes())
    assert found.text.splitlines()[:4] == ["ỦY BAN NHÂN DÂN", "HUYỆN PHƯỚC AN", "Số: 74/KH-UBND", "KẾ HOẠCH"]
    assert "chống hạn mặn mùa khô năm 2019 trên địa bàn huyện" in found.text


def test_text_in_legacy_fonts_is_converted() -> None:
    said = "Hội nghị sơ kết công tác phòng, chống hạn mặn huyện Phước An năm 2019"
    assert said in read(made.pdf_file((TCVN3,))).text
    assert said in read(("\n".join([TCVN3] * 3)).encode("cp1252"), "bao cao.txt").text
    latin = "{\\rtf1\\ansi " + "".join(f"\\'{ord(c):02x}" if ord(c) > 126 else c for c in TCVN3) + "\\par}"
    assert said in read(latin.encode()).text


def test_a_package_gives_the_texts_of_its_members_with_their_names() -> None:
    inner = made.zip_file({"phu luc.rtf": made.rtf_file("Phụ lục phân công")})
    found = read(made.zip_file({"thu/ke hoach.docx": WHOLE["docx"], "anh.mp3": b"ID3\x04", "b.zip": inner}))
    assert [line for line in found.text.splitlines() if line != JOINED] == [
        "ke hoach.docx",
        made.SAID,
        "b.zip",
        "phu luc.rtf",
        "Phụ lục phân công",
    ]


def bomb(megabytes: int) -> bytes:
    return made.zip_file({"to.txt": b"a " * (megabytes * 500_000)})


@pytest.mark.parametrize(
    ("content", "name", "kind", "reason"),
    [
        (b"", "a.pdf", "unknown", "kind-unread"),
        (made.pdf_file()[:300], "a.pdf", "pdf", "broken"),
        (made.pdf_file(locked=True), "a.pdf", "pdf", "encrypted"),
        (made.pdf_file(picture=True), "a.pdf", "pdf", "scanned"),
        (made.pdf_file(("",)), "a.pdf", "pdf", "no-text"),
        (made.docx_file()[:2000], "a.docx", "zip", "broken"),
        (made.locked(made.docx_file()), "a.docx", "docx", "encrypted"),
        (made.odt_file(encrypted=True), "a.odt", "odf", "encrypted"),
        (made.locked(made.zip_file({"a.txt": "a"})), "a.zip", "zip", "encrypted"),
        (made.zip_file({}), "a.zip", "zip", "no-text"),
        (b"Rar!\x1a\x07\x00rest", "a.rar", "archive", "kind-unread"),
        ("<!DOCTYPE html><html><body>Không tìm thấy".encode(), "a.pdf", "page", "page-not-file"),
        (made.picture_file(), "a.png", "image", "scanned"),
    ],
)
def test_what_cannot_be_read_has_a_reason(content: bytes, name: str, kind: str, reason: str) -> None:
    declared = "text/html; charset=utf-8" if kind == "page" else None
    assert read(content, name, declared) == FileText(kind, reason=reason)


def test_bombs_end_at_the_budget() -> None:
    small = replace(LIMITS, package_bytes=2_000_000, package_members=3, package_depth=1)
    assert read(bomb(10), limits=small).reason == "too-large"
    assert read(made.zip_file({"a.zip": bomb(1)}), limits=small).reason == "too-large"
    many = made.zip_file({f"{at}.txt": f"văn bản {at}" for at in range(9)})
    assert read(many, limits=small).text.count(".txt") == 3
    swollen = made.zip_file({"[Content_Types].xml": "<x/>", "word/document.xml": b" " * 5_000_000})
    assert read(swollen, limits=small).reason == "too-large"


def test_the_kept_text_is_bounded_between_words() -> None:
    found = read(made.rtf_file("hội nghị " * 100), limits=replace(LIMITS, max_chars=50))
    assert len(found.text) <= 50
    assert set(found.text.split()) == {"hội", "nghị"}


@pytest.mark.parametrize(
    ("head", "content_type", "name", "kind"),
    [
        (b"\xef\xbb\xbfS\xe1\xbb\x91", "text/plain", "", "text"),
        ("Số liệu;1".encode("utf-16"), None, "a.csv", "text"),
        (b"STT,Ten", "application/vnd.ms-excel", "a.xls", "text"),
        (b"<table><tr><td>1</td></tr></table>", "application/vnd.ms-excel", "x", "html"),
        (b"<html><body>x</body></html>", "text/html", "a.doc", "page"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4", "a.mp4", "media"),
        (b"BM la ten mot mau bieu, khong phai anh", "text/plain", "a.txt", "text"),
        (b"\x00\x01\x02", None, "a.txt", "unknown"),
    ],
)
def test_kinds(head: bytes, content_type: str | None, name: str, kind: str) -> None:
    assert sniff(head, content_type, name) == kind


@pytest.mark.skipif(not ocr.has_vietnamese(), reason="tesseract-ocr-vie is not installed")
def test_a_scanned_page_is_read_by_ocr() -> None:
    found = read((FILES / "quet.pdf").read_bytes(), limits=replace(LIMITS, ocr_pages=1))
    assert "thông báo" in found.text.lower()


@pytest.mark.skipif(word_binary.CATDOC.path is None, reason="catdoc is not installed")
def test_a_word_file_without_pieces_is_left_to_a_program() -> None:
    damaged = bytearray(DOC)
    at = damaged.find(b"\xec\xa5")
    damaged[at + 0x1A2 : at + 0x1AA] = bytes(8)
    found = read(bytes(damaged))
    assert found.kind == "doc"
    assert found.reason or "KH-UBND" in found.text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_bytes_give_a_text_or_a_reason(data: st.DataObject) -> None:
    content = data.draw(
        st.one_of(st.binary(max_size=300), st.sampled_from([*WHOLE.values(), DOC]).flatmap(_damaged))
    )
    name = data.draw(st.sampled_from(["a.doc", "a.pdf", "a.xls", "a"]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PATH", "")  # no programs: LibreOffice takes seconds
        found = read(content, name, limits=replace(LIMITS, seconds=5))
    assert bool(found.text) != bool(found.reason)
    found.text.encode("utf-8")


def _damaged(content: bytes) -> st.SearchStrategy[bytes]:
    def change(cut: int, places: list[tuple[int, int]]) -> bytes:
        changed = bytearray(content[: max(8, cut)])
        for place, value in places:
            changed[place % len(changed)] = value
        return bytes(changed)

    places = st.lists(st.tuples(st.integers(0, len(content)), st.integers(0, 255)), max_size=8)
    return st.builds(change, st.integers(len(content) // 2, len(content)), places)


def test_a_member_with_a_utf_8_name_that_is_not_declared() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xxxxx.txt", "nội dung")
    renamed = buffer.getvalue().replace(b"xxxxx.txt", "sáu1.txt".encode())
    assert read(renamed).text.splitlines() == ["sáu1.txt", "nội dung"]
