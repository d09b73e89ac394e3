"""Text in the fonts of the 1990s becomes Vietnamese; Unicode text in the same fonts stays."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from crawler.attachments.paragraphs import kept_text
from crawler.decode import decode
from crawler.extract.legacy_fonts import restore_legacy_text
from crawler.extract.legacy_letters import (
    ENCODINGS,
    Encoding,
    encoding_of_all,
    legacy_encoding,
    mended,
    read,
    to_unicode,
)

SENTENCE = "huyện tổ chức hội nghị về phòng chống lũ quét"
TCVN3 = "huyÖn tæ chøc héi nghÞ vÒ phßng chèng lò quÐt"
VNI = "huyeän toå chöùc hoäi nghò veà phoøng choáng luõ queùt"


@pytest.mark.parametrize(("text", "encoding"), [(TCVN3, "tcvn3"), (VNI, "vni")])
def test_letters_are_converted(text: str, encoding: Encoding) -> None:
    assert to_unicode(text, encoding) == SENTENCE
    assert to_unicode(SENTENCE, encoding) == SENTENCE
    assert to_unicode("plain text", encoding) == "plain text"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<font face='.VnTime'>{TCVN3}</font>", SENTENCE),
        (f"<font face='.VnTimeH'>{TCVN3}</font>", SENTENCE.upper()),
        (f"<p style='font-family:VNI-Times'>{VNI}</p>", SENTENCE),
        (f"<style>body {{font-family: .VnArial}}</style><p>{TCVN3}</p>", SENTENCE),
        (f"<font face='.VnTime'><span style='font-family:Arial'>{SENTENCE}</span></font>", SENTENCE),
        (f"<font face='VNI-Times'>{SENTENCE}</font>", SENTENCE),
    ],
)
def test_the_font_decides(html: str, expected: str) -> None:
    soup = BeautifulSoup(html, "lxml")
    restore_legacy_text(soup, html)
    assert soup.body.get_text() == expected


def restored(html: str) -> str:
    soup = BeautifulSoup(html, "lxml")
    restore_legacy_text(soup, html)
    return soup.body.get_text("|")


LONG = f"{SENTENCE}, chuẩn bị vật tư, phương tiện và lực lượng tại chỗ"
LONG_TCVN3 = f"{TCVN3}, chuÈn bÞ vËt t\u00ad, ph\u00ad¬ng tiÖn vµ lùc l\u00adîng t¹i chç"
LONG_VNI = f"{VNI}, chuaån bò vaät tö, phöông tieän vaø löïc löôïng taïi choã"


@pytest.mark.parametrize("text", [LONG_TCVN3, LONG_VNI])
def test_words_decide_where_no_font_is_named(text: str) -> None:
    assert restored(f"<h1>{text}</h1><p><b>{text}</b>, {text}</p>") == f"{LONG}|{LONG}|, {LONG}"


def test_legacy_text_pasted_into_a_unicode_page_leaves_the_rest_alone() -> None:
    html = f"<p>Hôm nay, công khai</p><p>{LONG_TCVN3}</p><p>{LONG}</p><i>©2024 Cổng</i>"
    assert restored(html) == f"Hôm nay, công khai|{LONG}|{LONG}|©2024 Cổng"


@pytest.mark.parametrize(("text", "encoding"), [(LONG_TCVN3, "tcvn3"), (LONG_VNI, "vni")])
def test_a_paragraph_whose_font_changes_is_converted_where_it_must(text: str, encoding: Encoding) -> None:
    mixed = f"Thực hiện chỉ đạo của huyện, {text}; các xã, thị trấn chủ động triển khai"
    expected = mixed.replace(text, LONG)
    assert mended(mixed, encoding) == expected
    assert encoding_of_all([mixed, mixed]) == encoding
    assert restored(f"<p>{mixed}</p><p>{mixed}</p>") == f"{expected}|{expected}"
    assert kept_text([mixed, mixed], 10_000) == f"{expected}\n{expected}"


def test_unicode_text_in_a_legacy_font_stays_even_without_letters_of_its_own() -> None:
    html = f"<font face='.VnTime'><p>{SENTENCE}</p><p>Hôm nay, công khai</p></font>"
    assert restored(html) == f"{SENTENCE}|Hôm nay, công khai"


@pytest.mark.parametrize(
    "text",
    [
        "La réunion a été présidée par le délégué général, déjà présent à Genève où siège le comité",
        "São Paulo não é só uma cidade: é também região, coração e paixão de milhões de pessoas",
        "Copyright©2024 A®B C®D E®F x²y³ 5µm",
    ],
)
def test_other_languages_and_signs_are_no_legacy_text(text: str) -> None:
    assert legacy_encoding(text) is None
    assert restored(f"<p>{text}</p>") == text


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("nghiêng khuỷu hoạch quyết giữ Thuỷ ĐƯỜNG tuyết ngoằn yếu", 10),
        ("huyÖn tæ naêm", 0),
        ("kêch tìc lòp bât", 0),
        ("plain ASCII text", 0),
    ],
)
def test_syllables_are_known_by_their_build(text: str, syllables: int) -> None:
    assert read(text).syllables == syllables


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert 0 <= read(text).share <= 1
    assert legacy_encoding(text) in (None, *ENCODINGS)
    for encoding in ENCODINGS:
        assert text.isascii() <= (to_unicode(text, encoding) == text)


def test_bytes_in_a_legacy_font_come_through_unchanged() -> None:
    body = f"<font face='.VnTime'>{TCVN3}</font>".encode("latin-1")
    assert TCVN3 in decode(body, "text/html; charset=iso-8859-1").text
