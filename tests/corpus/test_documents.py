"""Which document is meant: however its number is typed, and never more than is told."""

import pytest

from corpus.article import Article, DocumentMetadata, DocumentReference, PartialDate
from corpus.documents import DocumentIdentity, cited_keys, own_keys, read_identity


@pytest.mark.parametrize(
    "typed",
    [
        "74/KH-UBND",
        "74/kh-ubnd",
        "74/kh ubnd",
        "74 /KH-UBND",
        "074/KH-UBND",
        "KH 74 UBND",
        "kh số 74 ubnd",
        "Kế hoạch số 74/KH-UBND ngày 28/6/2018",
    ],
)
def test_every_spelling_of_a_number_leads_to_one_document(typed: str) -> None:
    asked = read_identity(typed, issuer="Ủy ban nhân dân huyện An Minh", year=2018)
    assert asked is not None
    assert asked.key == "74/kh-ubnd|2018|ubnd-huyen-an-minh"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("30/2020/NĐ-CP", "30/2020/nd-cp|2020|chinh-phu"),
        ("27/2020/TT-BGDĐT", "27/2020/tt-bgddt|2020|bo-giao-duc-va-dao-tao"),
        ("29/2021/NQ-HĐND", "29/2021/nq-hdnd|2021|"),
        ("19-NQ/TW", "19-nq/tw||trung-uong"),
    ],
)
def test_a_number_may_tell_year_and_office_itself(number: str, key: str) -> None:
    asked = read_identity(number)
    assert asked is not None
    assert asked.key == key


@pytest.mark.parametrize("typed", ["", "xin chào", "05/ 2018", "2018"])
def test_what_is_no_number_is_no_document(typed: str) -> None:
    assert read_identity(typed) is None


def test_an_office_of_the_country_is_one_however_it_is_written() -> None:
    articles = [
        Article(
            url="https://a.example.vn/1",
            portal="a",
            platform="generic",
            title="Tin",
            references=(DocumentReference(raw="", number="30/2020/NĐ-CP", issuer=issuer),),
        )
        for issuer in (None, "Chính phủ", "của Chính phủ nước CHXHCN Việt Nam")
    ]
    assert len({cited_keys(article)[0] for article in articles}) == 1


def test_an_article_is_its_own_document_and_cites_others_once() -> None:
    issued = PartialDate(value="2018-06-28", precision="day", source="text")
    reference = DocumentReference(raw="19-NQ/TW", number="19-NQ/TW")
    article = Article(
        url="https://a.example.vn/1",
        portal="a",
        platform="generic",
        title="Kế hoạch",
        agency="UBND huyện An Minh",
        document=DocumentMetadata(number="74/KH-UBND", issued=issued),
        references=(reference, reference, DocumentReference(raw="số 05/ 2018", number=None)),
    )
    assert own_keys(article) == ["74/kh-ubnd|2018|ubnd-huyen-an-minh"]
    assert cited_keys(article) == ["19-nq/tw||trung-uong"]


@pytest.mark.parametrize(
    ("asked", "may_be"),
    [
        (DocumentIdentity(number="74/KH-UBND"), True),
        (DocumentIdentity(number="74/KH-UBND", year=2018), True),
        (DocumentIdentity(number="74/KH-UBND", year=2019), False),
        (DocumentIdentity(number="74/KH-UBND", issuer="ubnd-huyen-an-minh"), True),
        (DocumentIdentity(number="74/KH-UBND", issuer="ubnd-huyen-tan-hong"), False),
        (DocumentIdentity(number="7/KH-UBND"), False),
    ],
)
def test_what_is_not_asked_may_be_anything(asked: DocumentIdentity, may_be: bool) -> None:
    assert asked.may_be("74/kh-ubnd|2018|ubnd-huyen-an-minh") is may_be
