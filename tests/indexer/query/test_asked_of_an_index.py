"""The query language over an index: what each way to ask finds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, Kind, Meeting, PartialDate, Person
from corpus.errors import BadQuery
from corpus.settings import StorageSettings
from indexer.build import update_index
from indexer.evaluation.articles_at_hand import ArticlesAtHand
from indexer.index import Index, open_index
from indexer.settings import IndexerSettings
from indexer.types import Query, QueryNote

SETTINGS = IndexerSettings(segment_words=False)


def article(name: str, title: str, day: str, **fields: object) -> Article:
    published = PartialDate(value=day, precision="day", source="markup")
    url = f"https://{name}.gov.vn/{name}"
    values = {"portal": name, "platform": "generic", "title": title, "published": published, **fields}
    return Article.model_validate({"url": url, **values})


ARTICLES = {
    "so-ket": article(
        "anminh",
        "Hội nghị sơ kết",
        "2019-06-18",
        body=(
            "Tại trụ sở UBND huyện, ông Nguyễn Văn Phỉ chủ trì. Theo Kế hoạch số 74/KH-UBND ngày 28/6/2018.",
        ),
        kind=Kind.MEETING,
        agency="UBND huyện An Minh",
        province="Kiên Giang",
        province_now="An Giang",
        topics=("giao-duc",),
        meeting=Meeting(chairs=(Person(name="Nguyễn Văn Phỉ"),)),
    ),
    "thi-diem": article(
        "tanhong",
        "Thí điểm chuyển đổi số",
        "2021-03-02",
        body=("Nghị quyết 19-NQ/TW. Ông Nguyễn Văn Phỉ dự.",),
        agency="Phòng Giáo dục và Đào tạo Tân Hồng",
        province="Đồng Tháp",
        province_now="Đồng Tháp",
    ),
    "thi-dien": article(
        "konplong",
        "Thị điềm nhiên họp",
        "2026-01-05",
        body=("Trụ sở ủy ban nhân dân tỉnh An Giang.",),
        agency="Văn phòng UBND huyện An Minh",
        province="An Giang",
        province_now="An Giang",
    ),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    storage = StorageSettings(directory=Path(tmp_path_factory.mktemp("index")))
    update_index(SETTINGS, storage, ArticlesAtHand(tuple(ARTICLES.values())))
    opened = open_index(SETTINGS, storage)
    yield opened
    opened.close()


def found(index: Index, text: str) -> set[str]:
    ids = {value.article_id: name for name, value in ARTICLES.items()}
    return {ids[hit.article_id] for hit in index.search(Query(text=text)).hits}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"thí điểm"', {"thi-diem"}),
        ('"thi diem"', {"thi-diem", "thi-dien"}),
        ("thí điểm", {"thi-diem", "thi-dien"}),
        ('"trụ sở ủy ban nhân dân"', {"so-ket", "thi-dien"}),
        ('"trụ sở UBND"', {"so-ket", "thi-dien"}),
        ("sơ kết OR thí điểm", {"so-ket", "thi-diem", "thi-dien"}),
        ("(sơ kết OR chuyển đổi) -tỉnh:Đồng Tháp", {"so-ket"}),
        ("tiêu đề:chuyển đổi số", {"thi-diem"}),
        ("title:ubnd", set()),
        ('tiêu đề:"số chuyển"', set()),
        ('title:"chuyển đổi số"', {"thi-diem"}),
        ('title:("chuyển đổi số" OR sơ kết)', {"thi-diem", "so-ket"}),
        ("cơ quan:UBND huyện An Minh", {"so-ket"}),
        ("co quan: uy ban nhan dan huyen an minh hoi nghi", {"so-ket"}),
        ("agency:An Minh", {"so-ket", "thi-dien"}),
        ("agency:An Minh chuyển đổi số hội nghị", {"so-ket"}),
        ("cơ quan:UBND huyện Vân Hồ", set()),
        ("cơ quan:UBND", {"so-ket", "thi-dien"}),
        ("đơn vị:Phòng GD&ĐT Tân Hồng", {"thi-diem"}),
        ("tỉnh:kien giang", {"so-ket"}),
        ("tỉnh:An Giang", {"so-ket", "thi-dien"}),
        ("chủ đề:giáo dục", {"so-ket"}),
        ("loại:họp", {"so-ket"}),
        ("kind:meeting", {"so-ket"}),
        ("chủ trì:Nguyễn Văn Phỉ", {"so-ket"}),
        ("chủ trì: ông Phỉ", {"so-ket"}),
        ("ông Nguyễn Văn Phỉ", {"so-ket", "thi-diem"}),
        ("số:74", {"so-ket"}),
        ("số:74/KH-UBND", {"so-ket"}),
        ("74khubnd", {"so-ket"}),
        ("nq19", {"thi-diem"}),
        ("nghị quyết 19 năm 2018", {"thi-diem"}),
        ("nguồn:tanhong", {"thi-diem"}),
        ("portal:konplong.gov.vn", {"thi-dien"}),
        ("năm:2019", {"so-ket"}),
        ("trước:2020", {"so-ket"}),
        ("sau:2020", {"thi-diem", "thi-dien"}),
        ("quý:I/2021", {"thi-diem"}),
        ("từ 1/2019 đến 12/2021", {"so-ket", "thi-diem"}),
        ("18/6/2019", {"so-ket"}),
        ("28/6/2018", {"so-ket"}),
        ("tháng 3/2021", {"thi-diem"}),
        ("sơ kết tháng 3/2021", {"so-ket"}),
        ("chuy*", {"thi-diem"}),
        ("tiêu đề:chuy*", {"thi-diem"}),
        ("Kiên Giang họp", {"thi-dien"}),
        ("!!!", set()),
    ],
)
def test_what_is_found(index: Index, text: str, names: set[str]) -> None:
    assert found(index, text) == names


def test_an_unknown_name_finds_nothing_and_says_so(index: Index) -> None:
    page = index.search(Query(text="cơ quan:Sở Thủy lợi"))
    assert (page.total, page.notes) == (0, (QueryNote(reason="unknown-value", text="Sở Thủy lợi"),))


def test_nothing_readable_finds_nothing_and_says_so(index: Index) -> None:
    assert index.search(Query(text="?!")).notes == (QueryNote(reason="nothing-readable", text="?!"),)
    assert index.search(Query(text=" ")).notes == ()


def test_a_refusal_says_why(index: Index) -> None:
    with pytest.raises(BadQuery, match="query-too-deep"):
        index.search(Query(text="(a OR " * 20))


PARTS = [
    '"',
    "(",
    ")",
    " OR ",
    " -",
    " ",
    "họp",
    "sơ kết",
    "UBND",
    "74/KH-UBND",
    "tỉnh:",
    "Kiên Giang",
    "năm:2019",
]
PARTS += [
    "cơ quan:",
    "chủ trì:",
    "tiêu đề:",
    "số:",
    "từ 1/2019 đến 6/2019",
    "18/6/2019",
    "chuy*",
    "ông Nguyễn Văn",
]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered_or_refused_with_a_reason(index: Index, text: str) -> None:
    try:
        page = index.search(Query(text=text))
    except BadQuery as refused:
        if not refused.reason.startswith("query-"):
            raise
        return
    assert page.total == len(page.hits)
    for hit in page.hits:
        for snippet in (hit.title, *hit.snippets):
            assert "".join(fragment.text for fragment in snippet)


@given(st.sampled_from(["họp", '"sơ kết"', "tỉnh:An Giang", "(họp OR thí điểm)", "năm:2021", "số:74"]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_without_leaves_the_rest(index: Index, text: str) -> None:
    having, rest = found(index, text), found(index, f"-{text}")
    assert having | rest == set(ARTICLES)
    assert not having & rest
