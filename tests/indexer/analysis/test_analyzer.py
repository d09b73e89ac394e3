"""The whole chain: an article's terms by zone and family."""

import subprocess
import sys
from collections.abc import Callable

from corpus.article import Article
from indexer.analysis.analyzer import Family, Zone, analyse, zones_of
from indexer.analysis.words import find_words


def test_terms_stand_in_their_zone(make_article: Callable[..., Article]) -> None:
    article = make_article(
        1, "Họp UBND", lead="Sáng nay.", body=("Sáng nay.", "Thông qua 88/KH-UBND."), author="Lê Na"
    )
    terms = analyse("x", article, segment_words=False).terms
    assert terms[Zone.TITLE, Family.FOLDED] == ["hop", "ubnd"]
    assert terms[Zone.TITLE, Family.ACCENTED] == ["họp"]
    assert terms[Zone.TITLE, Family.PAIR] == ["hop ubnd"]
    assert "uy_ban_nhan_dan" in terms[Zone.TITLE, Family.CONCEPT]
    assert terms[Zone.LEAD, Family.FOLDED] == ["sang", "nay"]
    assert terms[Zone.BODY, Family.NUMBER] == ["88/kh/ubnd", "88|kh"]
    assert "na" in terms[Zone.ASIDE, Family.FOLDED]


def test_the_lead_counts_once(make_article: Callable[..., Article]) -> None:
    zones = zones_of(make_article(1, body=("Mở đầu.", "Tiếp theo.")))
    assert (zones[Zone.LEAD], zones[Zone.BODY]) == (["Mở đầu."], ["Tiếp theo."])


def test_aside_tells_people_files_and_letterhead(make_article: Callable[..., Article]) -> None:
    article: Article = make_article(
        1,
        captions=("Quang cảnh",),
        attachments=[{"name": "KH-88.pdf", "href": "a", "url": None}],
        agency="UBND xã Hòa Bình",
        document={"signer": "Lê Văn Tám", "signer_role": "CHỦ TỊCH"},
        meeting={"host": "Đảng ủy xã", "chairs": [{"name": "Vũ Hà", "post": "Bí thư"}]},
        published={"value": "2021-03", "precision": "month", "source": "markup"},
    )
    aside = zones_of(article)[Zone.ASIDE]
    for text in (
        "Quang cảnh",
        "KH-88.pdf",
        "UBND xã Hòa Bình",
        "Lê Văn Tám",
        "Đảng ủy xã",
        "Vũ Hà Bí thư",
        "2021",
    ):
        assert text in aside


def test_words_are_compounds_in_canonical_spelling() -> None:
    assert "hội_nghị" in find_words("Hội nghị diễn ra tại Hà Nội.")
    assert find_words("") == []


def test_the_front_door_loads_no_heavy_library() -> None:
    """`tratin --help` must answer at once: pyvi alone takes 1.4 s to load."""
    code = "import sys, indexer; sys.exit(bool({'pyvi', 'whoosh', 'numpy', 'sklearn'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
