"""The encoding is found from the bytes; servers and META are asked only where the bytes leave it open."""

import codecs
import gzip
import unicodedata

import pytest

from crawler.decode import decode, inflate

TEXT = "<p>Ủy ban nhân dân thị xã tổ chức hội nghị, đề nghị các phường thực hiện.</p>"


def windows_1258(text: str) -> bytes:
    """Base letters and combining tones, as Windows writes Vietnamese."""
    pieces = []
    for letter in unicodedata.normalize("NFC", text):
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            marks = [m for m in unicodedata.normalize("NFD", letter) if m in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", "".join(c for c in base if c not in marks))
            pieces.append((base + "".join(marks)).encode("cp1258"))
    return b"".join(pieces)


@pytest.mark.parametrize(
    ("body", "content_type", "found_by"),
    [
        (codecs.BOM_UTF8 + TEXT.encode(), "text/html; charset=windows-1252", "bom"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "text/html; charset=utf-8", "bom"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), None, "bom"),
        (TEXT.encode("utf-16-le"), "text/html; charset=utf-8", "detection"),
        (TEXT.encode(), "text/html; charset=windows-1252", "utf-8"),
        (TEXT.encode(), "text/html; charset=utf-16", "utf-8"),
        (b'<meta charset="windows-1258">' + windows_1258(TEXT), "text/html; charset=iso-8859-1", "meta"),
        (windows_1258(TEXT), "text/html; charset=windows-1258", "header"),
    ],
)
def test_bytes_decide_before_meta_before_header(body: bytes, content_type: str | None, found_by: str) -> None:
    decoded = decode(body, content_type)
    assert decoded.found_by == found_by
    assert TEXT in unicodedata.normalize("NFC", decoded.text)


def test_iso_8859_1_is_not_believed_because_it_cannot_write_vietnamese() -> None:
    assert decode(windows_1258(TEXT * 4), "text/html; charset=iso-8859-1").found_by == "detection"


TCVN3 = (
    "tr\u00adêng tæ chøc lÔ tæng kÕt n¨m häc, biÓu d\u00ad¬ng gi¸o viªn vµ häc sinh cã thµnh tÝch xuÊt s¾c"
)
VNI = "tröôøng toå chöùc leã toång keát naêm hoïc, bieåu döông giaùo vieân vaø hoïc sinh coù thaønh tích"


@pytest.mark.parametrize("declared", ["windows-1252", "utf-8", "iso-8859-1", "x-user-defined", "no-such"])
def test_vietnamese_of_windows_is_known_by_its_words_whatever_is_declared(declared: str) -> None:
    body = f'<meta charset="{declared}">'.encode() + windows_1258(TEXT)
    assert (decode(body).encoding, decode(body).found_by) == ("cp1258", "detection")


@pytest.mark.parametrize("declared", ["windows-1252", "windows-1258", "utf-8", "x-user-defined"])
@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_legacy_letters_come_through_unchanged_without_a_font(text: str, declared: str) -> None:
    body = f'<meta charset="{declared}"><p>{text}</p>'.encode("latin-1")
    assert f"<p>{text}</p>" in decode(body).text


def test_other_languages_stay_what_they_are_declared_to_be() -> None:
    text = "<p>La réunion a été présidée par le ministre délégué, déjà présent à l'Élysée.</p>" * 3
    decoded = decode(text.encode("cp1252"), "text/html; charset=windows-1252")
    assert (decoded.text, decoded.found_by) == (text, "header")


def test_controls_of_latin_1_are_the_quotes_of_windows() -> None:
    assert decode("<p>\x93Hội nghị\x94 \x96 lần 2</p>".encode()).text == "<p>“Hội nghị” – lần 2</p>"


def test_a_letter_cut_at_the_end_leaves_the_page_utf_8() -> None:
    assert decode(TEXT.encode()[:-6] + "ế".encode()[:2]).encoding == "utf-8"


def test_a_few_broken_bytes_leave_the_page_utf_8() -> None:
    assert decode(TEXT.encode() * 40 + b"\xc3 " + TEXT.encode()).encoding == "utf-8"


def test_decoding_is_total_and_drops_control_characters() -> None:
    assert "\x00" not in decode(b"\x00a\x00\x81\xff<p>x").text
    assert decode(b"").text == ""
    assert decode(b"\xff", "text/html; charset=no-such-charset").text


def test_composition_is_left_alone_so_that_hrefs_stay_as_written() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    assert decode(decomposed.encode()).text == decomposed


def test_gzip_bodies_are_unpacked_and_torn_ones_as_far_as_they_go() -> None:
    packed = gzip.compress(TEXT.encode() * 1000, mtime=0)
    assert inflate(packed) == TEXT.encode() * 1000
    assert inflate(packed[: len(packed) // 2])
    assert inflate(TEXT.encode()) == TEXT.encode()
