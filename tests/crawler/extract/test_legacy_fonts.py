"""Text in the fonts of the 1990s becomes Vietnamese; Unicode text in the same fonts stays."""

import pytest
from bs4 import BeautifulSoup

from crawler.decode import decode
from crawler.extract.legacy_fonts import Encoding, restore_legacy_text, to_unicode

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


def test_bytes_in_a_legacy_font_come_through_unchanged() -> None:
    body = f"<font face='.VnTime'>{TCVN3}</font>".encode("latin-1")
    assert TCVN3 in decode(body, "text/html; charset=iso-8859-1").text
