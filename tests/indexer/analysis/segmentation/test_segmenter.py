"""Our segmentation is pyvi's, character by character."""

import os
import subprocess
import sys
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.analysis.texts import compared_texts
from indexer.analysis.segmentation import segmenter as segmenter_module
from indexer.analysis.segmentation.segmenter import Segmenter
from indexer.analysis.segmentation.stock import StockSegmenter

ODD_TEXTS = (
    "",
    " \t ",
    "\n",
    "hội\nnghị\n\nsơ kết",
    "\r\nhội nghị\u2028sơ kết\x1fnăm",
    "Trung_tâm file_name.txt _ __ a_b@c.vn 1_2",
    "Liên hệ ubnd@kontum.gov.vn, https://kontum.gov.vn/tin?a=1_2 hoặc ftp://x",
    "TP.HCM Tp.Hồ Chí Minh Mr.Nam ThS.Lê Dr.An ĐHQG. A.B.C",
    "==> -> ... >> >>> ==>> =>= .... --> ..a@b.c +a@b.c -a@b.c .a",
    "1.000.000 đồng, 3,5% 28/6/2018 1.2abc 1_000 10.a ٣٫٤ ٣.٤ ①",
    "Hội\u200b nghị \ufeffsơ\u00a0kết Ðông Triều ﬁ",
    "ΑΣ ΑΣ ΟΔΟΣ İstanbul ǅ ß",
    "\x00 a\x00b \x01 hội\x00nghị http://a\x00b",
    "😀😀 hội nghị 👨‍👩‍👧 #hộinghị @ủyban",
    "“Hội nghị” ‘sơ kết’ – năm… (UBND) [TT] {x}",
    "học " * 400,
    "." * 300 + "-" * 300 + "@" * 50,
    "x" * 5000,
    "nguyễn" * 700,
)
"""What patterns, look-ups and arithmetic might stumble over."""
PIECES = st.sampled_from(
    [
        *(
            "hội",
            "nghị",
            "Ủy",
            "ban",
            "UBND",
            "học",
            "ha",
            "a",
            "Ơ",
            "74",
            "28/6",
            "1.5",
            "a.b@c.vn",
            "http://a.vn",
        ),
        *("Tp.", "A.", "...", "->", "==>"),
        *"(),.-_@/:+=>“…\n\t\u00a0\u200b\u0301\x00😀Σİ",
    ]
)
texts = st.one_of(
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=30).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
COMPARED = int(os.environ.get("TRATIN_SEGMENTATION_TEXTS", "2000"))


def assert_same(text: str, ours: Segmenter, stock: StockSegmenter) -> None:
    assert ours.tokenize(text) == stock.tokenize(text)
    assert ours.compounds(text) == stock.compounds(text)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_odd_texts_are_read_as_pyvi_reads_them(text: str, ours: Segmenter, stock: StockSegmenter) -> None:
    assert_same(text, ours, stock)


def test_portal_texts_are_read_as_pyvi_reads_them(ours: Segmenter, stock: StockSegmenter) -> None:
    for text in compared_texts(COMPARED):
        assert_same(text, ours, stock)


@given(texts)
def test_any_text_is_read_as_pyvi_reads_it(ours: Segmenter, stock: StockSegmenter, text: str) -> None:
    assert_same(text, ours, stock)


def test_readings_that_score_alike_are_settled_as_crfsuite_does(
    ours: Segmenter, stock: StockSegmenter
) -> None:
    beginnings = [(first, other) for first in ("ha", "Ông") for other in ("ha", "lăng")]
    repeated = [" ".join([first, *[other] * times]) for first, other in beginnings for times in range(30)]
    with patch.object(segmenter_module, "label_exactly", wraps=segmenter_module.label_exactly) as exactly:
        for text in repeated:
            assert_same(text, ours, stock)
    assert exactly.called


def test_a_lone_surrogate_does_no_harm(ours: Segmenter) -> None:
    assert ours.compounds("hội nghị \ud800 sơ kết") == ["hội_nghị", "sơ_kết"]


def test_finding_words_loads_neither_pyvi_nor_what_it_stands_on() -> None:
    code = (
        "import sys; from indexer.analysis.words import find_words;"
        "assert find_words('Hội nghị sơ kết') == ['hội_nghị', 'sơ_kết'];"
        "sys.exit(bool({'pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
