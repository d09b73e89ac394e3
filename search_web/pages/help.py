"""`/tro-giup`: what may be typed, each feature with an example that is followed with a click.

Names, numbers and dates of the examples are taken from the newest meetings held, so that they find something.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.article import Kind
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer import Hit, Query, Sort
from search_web.languages import gettext
from search_web.pages.objects import QueryExample
from search_web.search_state import SearchState
from search_web.serving.request_state import empty_state, url_of
from search_web.serving.stores import Stores

LOOKED_AT = 50
"""Newest meetings: among so many, one has a chair and one a document."""
TYPABLE = re.compile(r"[\w /.&-]+")
"""What may stand in a query as it is: signs in it would be read as signs."""


@dataclass(frozen=True, slots=True)
class HelpFacts:
    """What the examples speak of; as they stand where nothing is held yet."""

    agency: str = "UBND huyện An Minh"
    province: str = "Kiên Giang"
    chair: str = "Nguyễn Văn Phỉ"
    number: str = "74/KH-UBND"
    portal: str = "gov.vn"
    year: int = 2019
    month: int = 6
    day: str = "18/6/2019"


@dataclass(frozen=True, slots=True)
class HelpSection:
    anchor: str
    title: str
    lead: str
    examples: tuple[QueryExample, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`/tro-giup`."""

    sections: tuple[HelpSection, ...]


def help_facts(stores: Stores) -> HelpFacts:
    """Of what is held; never raises for a missing index: help is what a new operator reads first."""
    try:
        query = Query(filters={"kind": (Kind.MEETING,)}, sort=Sort.NEWEST, per_page=LOOKED_AT, counted=())
        hits = stores.index().search(query).hits
    except (NeedsRebuild, IndexDamaged):
        return HelpFacts()
    return _facts(hits)


def _facts(hits: tuple[Hit, ...]) -> HelpFacts:
    known = HelpFacts()
    dated = next((h.published for h in hits if h.published and h.published.precision != "year"), None)
    found = replace(
        known,
        agency=_first((hit.agency for hit in hits), known.agency),
        province=_first((hit.province for hit in hits), known.province),
        chair=_first((chair.name for hit in hits for chair in hit.chairs), known.chair),
        number=_first((ref.number for hit in hits for ref in hit.references), known.number),
        portal=_first((hit.portal for hit in hits), known.portal),
    )
    if dated is None:
        return found
    year, month = dated.year, int(dated.value[5:7])
    day = f"{int(dated.value[8:10])}/{month}/{year}" if len(dated.value) >= 10 else f"{month}/{year}"
    return replace(found, year=year, month=month, day=day)


def _first(values: Iterable[str | None], otherwise: str) -> str:
    """The first that can be typed as it stands."""
    return next((value for value in values if value and TYPABLE.fullmatch(value)), otherwise)


def help_page(facts: HelpFacts) -> HelpPage:
    """All sections, what most people need first."""
    return HelpPage(
        (
            HelpSection("cach-go", gettext("Gõ thế nào"), "", tuple(_words(facts))),
            HelpSection("ngay-thang", gettext("Ngày tháng"), _dates_lead(), tuple(_dates(facts))),
            HelpSection(
                "truong", gettext("Tìm trong một phần của tin"), _fields_lead(), tuple(_fields(facts))
            ),
            HelpSection("dau", gettext("Tìm cho đúng"), _signs_lead(), tuple(_signs())),
            HelpSection("bo-loc", gettext("Lọc"), _filters_lead(), tuple(_filters(facts))),
        )
    )


def _words(facts: HelpFacts) -> Iterator[QueryExample]:
    yield _typed("hoi nghi so ket", gettext("Gõ không dấu vẫn ra tin có dấu: “hội nghị sơ kết”."))
    yield _typed("Hội nghị sơ kết", gettext("Gõ có dấu thì tin viết đúng dấu như vậy được xếp lên trước."))
    yield _typed(
        "ubnd huyen", gettext("Viết tắt hay viết đủ là một: UBND cũng là Ủy ban nhân dân, “uỷ” cũng là “ủy”.")
    )
    yield _typed(
        facts.number,
        gettext("Số, ký hiệu văn bản, gõ kiểu nào cũng được, không cần dấu gạch: ra tin có nhắc tới."),
    )
    yield _typed(
        gettext("ông %(name)s", name=facts.chair),
        gettext("Tên người: “ông”, “bà”, “đồng chí”, “TS” đứng trước không bắt buộc phải có trong tin."),
    )
    yield _typed(
        "hội ngị so kết", gettext("Gõ nhầm một chữ vẫn tìm được, và trang kết quả hỏi “Có phải bạn tìm…”.")
    )


def _dates_lead() -> str:
    return gettext(
        "Ngày đặt trước, tháng đặt sau. Gõ ngày cùng các từ khác thì tin của dịp đó được xếp lên trước; "
        "muốn chỉ lấy tin đăng dịp đó, dùng “từ … đến …” hoặc “ngày:”, “tháng:”, “quý:”, “năm:”."
    )


def _dates(facts: HelpFacts) -> Iterator[QueryExample]:
    year, month = facts.year, facts.month
    quarter = (month + 2) // 3
    yield _typed(f"hội nghị tháng {month}/{year}", gettext("Tháng; cũng viết được “6/2019”."))
    yield _typed(
        f"hội nghị quý {('I', 'II', 'III', 'IV')[quarter - 1]} {year}",
        gettext("Quý, số La Mã hay số thường."),
    )
    yield _typed(f"hội nghị {facts.day}", gettext("Đúng một ngày; “ngày 18 tháng 6 năm 2019” cũng được."))
    yield _typed("hội nghị 18/6", gettext("Ngày không có năm: tin có nhắc tới ngày đó, năm nào cũng được."))
    yield _typed(f"hội nghị từ 1/{year} đến {month}/{year}", gettext("Chỉ tin đăng trong khoảng đó."))
    yield _typed("hội nghị từ 2018 đến nay", gettext("Từ một năm cho đến nay."))
    yield _typed(f"hội nghị tháng:{month}/{year}", gettext("Chỉ tin đăng trong tháng đó."))
    yield _typed(
        f"hội nghị trước:{year}", gettext("Đăng trước năm đó; “sau:” là sau đó, “đến:” là tính cả năm đó.")
    )


def _fields_lead() -> str:
    return gettext(
        "Tên trường, dấu hai chấm, rồi giá trị. Tên trường gõ không dấu hay bằng tiếng Anh cũng được: "
        "“tieu de:”, “title:”."
    )


def _fields(facts: HelpFacts) -> Iterator[QueryExample]:
    yield _typed("tiêu đề:hội nghị", gettext("Mọi từ đều ở trong tiêu đề."))
    yield _typed(f"cơ quan:{facts.agency}", gettext("Tin của cơ quan đó, viết tắt hay viết đủ."))
    yield _typed(f"tỉnh:{facts.province} hội nghị", gettext("Tin của tỉnh đó, tên cũ hay tên mới."))
    yield _typed(f"chủ trì:{facts.chair}", gettext("Cuộc họp do người đó chủ trì."))
    yield _typed(f"số:{facts.number}", gettext("Đúng văn bản mang số đó; “số:74” là mọi loại văn bản số 74."))
    yield _typed("loại:thông báo", gettext("Loại tin: cuộc họp, văn bản, thông báo, tin tức."))
    yield _typed("chủ đề:giáo dục", gettext("Tin về một chủ đề."))
    yield _typed(f"nguồn:{facts.portal}", gettext("Tin của một cổng: mã hoặc tên miền của cổng đó."))


def _signs_lead() -> str:
    return gettext(
        "Những gì trong ngoặc kép, sau dấu trừ hoặc với OR thì tin tìm ra luôn theo đúng. Dấu nào viết lẻ "
        "loi hay thiếu một nửa thì được đọc như chữ thường: câu nào cũng tìm được."
    )


def _signs() -> Iterator[QueryExample]:
    yield _typed('"hội nghị sơ kết"', gettext("Đúng những từ đó đứng liền nhau, đúng cả dấu."))
    yield _typed(
        "hội nghị -trường",
        gettext("Dấu trừ viết liền trước một từ, một ngoặc hay một trường: bỏ tin có phần đó."),
    )
    yield _typed("sơ kết OR tổng kết", gettext("OR hoặc HOẶC viết hoa: phần bên trái hoặc phần bên phải."))
    yield _typed('("sơ kết" OR "tổng kết") huyện', gettext("Ngoặc đơn gom các phần lại, lồng nhau được."))
    yield _typed("nghi*", gettext("Dấu * ở cuối: mọi từ bắt đầu bằng những chữ đó, không kể dấu."))


def _filters_lead() -> str:
    return gettext(
        "Đánh dấu vào ô rồi bấm Áp dụng. Hai ô trong cùng một mục là “hoặc”, hai mục khác nhau là “và”; con "
        "số cạnh mỗi ô là số kết quả nếu chọn ô đó. Địa chỉ trang giữ đủ những gì đã chọn: gửi cho ai, họ "
        "thấy đúng trang đó."
    )


def _filters(facts: HelpFacts) -> Iterator[QueryExample]:
    anything = empty_state()
    meetings = anything.with_filter("kind", "cuoc-hop")
    yield _linked(gettext("chỉ cuộc họp"), meetings, gettext("Loại tin là Cuộc họp; rồi chọn loại cuộc họp."))
    yield _linked(
        gettext("chỉ năm %(year)s", year=facts.year),
        anything.with_filter("year", str(facts.year)),
        gettext("Chọn năm, hoặc bấm vào cột của năm đó ở đầu kết quả."),
    )
    yield _linked(
        gettext("từ 1/%(year)s", year=facts.year),
        anything.with_dates(f"1/{facts.year}", ""),
        gettext("Một ô ngày là đủ: từ đó về sau, hoặc đến đó về trước."),
    )


def _typed(text: str, explanation: str) -> QueryExample:
    return _linked(text, empty_state().with_text(text), explanation)


def _linked(label: str, state: SearchState, explanation: str) -> QueryExample:
    return QueryExample(label, url_of(state), explanation)
