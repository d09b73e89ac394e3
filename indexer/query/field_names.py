"""The names of fields: with their accents, without any, or in English. Knows nothing of values."""

import re
from enum import StrEnum
from functools import lru_cache

from indexer.analysis.syllables import canonical
from indexer.query.dates import fold_in_place


class Field(StrEnum):
    """What a field's value is about."""

    TITLE = "title"
    AGENCY = "agency"
    PROVINCE = "province"
    TOPIC = "topic"
    KIND = "kind"
    CHAIR = "chair"
    NUMBER = "number"
    PORTAL = "portal"
    DATE = "date"
    QUARTER = "quarter"
    BEFORE = "before"
    AFTER = "after"
    SINCE = "since"
    UNTIL = "until"


NAMES: dict[Field, tuple[str, ...]] = {
    Field.TITLE: ("tiêu đề", "tựa đề", "title", "intitle"),
    Field.AGENCY: ("cơ quan", "đơn vị", "agency"),
    Field.PROVINCE: ("tỉnh", "tỉnh thành", "province"),
    Field.TOPIC: ("chủ đề", "lĩnh vực", "topic"),
    Field.KIND: ("loại", "loại tin", "kind", "type"),
    Field.CHAIR: ("chủ trì", "người chủ trì", "chair"),
    Field.NUMBER: ("số", "số hiệu", "số ký hiệu", "văn bản", "number"),
    Field.PORTAL: ("nguồn", "cổng", "portal", "source", "site"),
    Field.DATE: ("ngày", "ngày đăng", "đăng", "tháng", "năm", "date", "month", "year"),
    Field.QUARTER: ("quý", "quarter"),
    Field.BEFORE: ("trước", "trước ngày", "before"),
    Field.AFTER: ("sau", "sau ngày", "after"),
    Field.SINCE: ("từ", "từ ngày", "since", "from"),
    Field.UNTIL: ("đến", "đến ngày", "until", "to"),
}
"""With their accents; typed without any they are the same."""


def find_field(clean: str, folded: str, at: int) -> tuple[Field, int] | None:
    """The field whose name and colon stand in `clean` from `at`, and where its value begins."""
    match = _pattern().match(folded, at)
    if match is None:
        return None
    typed = " ".join(map(canonical, clean[match.start(1) : match.end(1)].split()))
    field = _by_name().get(typed)
    return None if field is None else (field, match.end())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Field]:
    """As spelt with accents, and without any: `so:` is a number, `sở:` nothing."""
    spelt = {" ".join(map(canonical, name.split())): field for field in NAMES for name in NAMES[field]}
    return {**{fold_in_place(name): field for name, field in spelt.items()}, **spelt}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted({fold_in_place(name) for names in NAMES.values() for name in names}, key=len, reverse=True)
    joined = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<!\w)({joined})\s?:(?!//)\s*(?=\S)")
