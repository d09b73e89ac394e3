"""Agencies as values: type, level and unit of a name; those that a text mentions, each under one name. Pure.

`agency.py` says who speaks; here a name is completed by where the article belongs (`Tỉnh ủy` in An Minh's
portal is `Tỉnh ủy Kiên Giang`), so that one agency is one value however it is written.
"""

import re
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple, cast

from corpus.article import Agency, AgencyMention
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import ArticleText
from corpus.enrich.issuer import COMMITTEE, COMMITTEE_TYPES, TYPED_PLACE
from corpus.enrich.tables import table
from corpus.enrich.unit import placed_then, units_named
from corpus.gazetteer import Level, Unit, folded_key, gazetteer
from corpus.gazetteer.tables import LAST_DAY_OF_63

AgencyLevel = Literal["central", "province", "district", "commune"]
_MOST = 24
"""Distinct agencies kept of one article; lists of recipients name hundreds."""
_UNTYPED = re.compile(r"(?<!\w)(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|đặc khu)$")
"""A name that ends with a type alone means the article's own unit of it: `UBND huyện`."""
_TYPE_LEVELS: dict[str, AgencyLevel] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip
_NOBODY = re.compile(
    r"(?:Ban|Bộ|Sở|Phòng|Đoàn|Hội|Cục|Trường|Trung tâm|Đảng bộ|Chi bộ|Văn phòng|Công an|Thanh tra|Hội đồng"
    r"|Công đoàn|Báo|Đài|Chi cục|(?:Ban )?Thường trực|Tổ đại biểu|Học viện|Trung ương|UBND|HĐND|Đảng ủy"
    r"|Ban (?:HĐND|Đảng|[Tt]hường vụ|[Cc]hấp hành|[Cc]hỉ đạo|[Qq]uản lý|[Tt]ổ chức)|Liên đoàn|Ngân hàng"
    r"|Tạp chí|Bệnh viện|Tổng cục|Kho bạc|(?:UBND|HĐND) (?:Q|H|P|T))$"
    r"|(?:Chủ tịch nước|Trung ương Mặt|Bộ (?:phận|Luật|Quy)|Trường hợp|Phòng (?:họp|học|chống|dịch))(?!\w)"
    r"|Thủ tướng(?! Chính phủ$)|.*[ủỦ]y viên"
)
"""Heads that alone, or with these words, name no agency."""
_POST = re.compile(r"(?:Phó )?Chủ tịch (?=UBND)|Đoàn công tác của ")
_CAPITAL_TYPE = re.compile(r"(?<=\s)(Tỉnh|Thành phố|Thị xã|Huyện|Quận|Xã|Phường|Thị trấn)$")
_PREMIER = re.compile(r"Thủ tướng(?: Chính phủ)?(?: Việt Nam)?$")
_NAMED_AFTER = ("Trường ", "Bệnh viện ", "Trung tâm ", "Học viện ", "Hội ", "Báo ")
"""Their names may be those of people."""
_ADDRESS = re.compile(r"\s(?:Ông|Bà|Đồng chí|TS|ThS|Đ/c)\.?$")
_PERSON_SYLLABLES = (4, 3, 2)
_LED = (
    "UBND ",
    "HĐND ",
    "Công an ",
    "Thanh tra ",
    "Tòa án nhân dân ",
    "Viện kiểm sát nhân dân ",
    "Bảo hiểm xã hội ",
)
"""Offices of a unit whose type is often left out: `UBND Thanh Chương`."""
_CODE_MARKS = frozenset("/-&")
"""In front of letters that belong to a document's number: `74/KH-UBND`."""


class Where(NamedTuple):
    """The article's unit and a day that stands for its date: they complete the names in it."""

    unit: Unit | None
    day: date | None


def where_of(unit: Unit | None, day: date | None) -> Where:
    """Equal for all articles of the unit between two changes of the map: answers are kept."""
    return Where(unit, gazetteer().period(day))


@lru_cache(maxsize=16_384)
def describe(name: str, where: Where) -> Agency:
    """The agency that `name`, in any spelling, means in an article from there."""
    normal = _without_people(_POST.sub("", normal_agency(name), count=1))
    if _PREMIER.match(normal):
        normal = "Thủ tướng Chính phủ"
    return _described(_CAPITAL_TYPE.sub(lambda match: match[1].lower(), normal), where)


@cache
def _followers() -> dict[str, frozenset[str]]:
    """Heads that are names too (`Hội An`, `Đoàn Ngọc Hải`, `Ban Nha`) -> what stands behind them."""
    return {head: frozenset(words.split()) for head, words in table("agency_followers")}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(name for (name,) in table("surnames"))


def _without_people(name: str) -> str:
    """`Bộ Xây dựng` of `Bộ Xây dựng Phạm Hồng Hà`; Hồ Chí Minh and Trần Văn Thời are places too."""
    words = name.split()
    if name.startswith(_NAMED_AFTER):
        return name
    for size in _PERSON_SYLLABLES:
        tail = words[-size:]
        if len(words) <= size or tail[0] not in _surnames() or not all(word[0].isupper() for word in tail):
            continue
        before = " ".join(words[:-size])
        if not gazetteer().resolve(" ".join(tail)) and not words[-size - 1][0].isdigit():
            return _ADDRESS.sub("", before)
    return name


def mentioned(text: ArticleText, where: Where) -> tuple[AgencyMention, ...]:
    """The agencies that title and body name, in order of first mention, with the place of that."""
    found: dict[str, AgencyMention] = {}
    whole, end = text.text, 0
    for start in heads(whole):
        if start < end or whole[start - 1 : start] in _CODE_MARKS:
            continue
        name = agency_at(whole, start) or ""
        end = start + len(name)
        agency = describe(name, where)
        if len(found) < _MOST and agency.name not in found and _names_one(agency):
            found[agency.name] = AgencyMention(agency=agency, evidence=text.evidence(start, end))
    return tuple(found.values())


def _names_one(agency: Agency) -> bool:
    """Not a head alone, nor a sort of agency such as `UBND xã` where there are many."""
    head, _, rest = agency.name.partition(" ")
    following = rest.partition(" ")[0]
    allowed = _followers().get(head)
    if allowed is not None and not following.islower() and following not in allowed:
        return False
    some = _UNTYPED.search(agency.name) is not None and agency.unit is None
    return not some and _NOBODY.match(agency.name) is None


@lru_cache(maxsize=16_384)
def _described(name: str, where: Where) -> Agency:
    kind, level = _kind(name)
    unit, full = _unit_of(name, level, where)
    bare = _UNTYPED.search(full)
    if unit is not None:
        level = cast("AgencyLevel", str(unit.level))
    elif bare is not None:
        level = _TYPE_LEVELS.get(bare[1], level)
    path = placed_then(unit, where.day).path if unit is not None else None
    return Agency(name=full, type=kind, level=level, unit=path)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(rf"(?:{p})(?!\w)"), kind, level) for kind, p, level in table("agency_types"))


def _kind(name: str) -> tuple[str | None, AgencyLevel | None]:
    """The first type that fits the name's beginning, and the level that it alone tells."""
    for pattern, kind, level in _kinds():
        if pattern.match(name):
            return kind, cast("AgencyLevel | None", level or None)
    return None, None


def _unit_of(name: str, level: AgencyLevel | None, where: Where) -> tuple[Unit | None, str]:
    """The unit that the name says or, from where it is said, means; and the name completed by it."""
    if level == "central":
        return None, name
    committee = COMMITTEE.search(name)
    if committee is not None:
        return _of_committee(name, committee, where)
    typed = TYPED_PLACE.search(name)
    if typed is not None:
        found, words = units_named(typed.group(), where.day)
        if found:
            return _nearest(found, where), name[: typed.start()] + words
        name = _without_person(name, typed)
    bare = _UNTYPED.search(name)
    if bare is not None:
        unit = _above(where, bare[1])
        return unit, f"{name} {unit.name}" if unit else name
    if name.startswith(("Sở ", "Phòng ")):
        return _of_department(name, where)
    return _of_untyped(name, where) if name.startswith(_LED) else (None, name)


def _without_person(name: str, typed: re.Match[str]) -> str:
    """`UBND huyện` of `UBND huyện Nguyễn Văn Phỉ`; a place that no table has stays."""
    words = typed.group().split()
    names = next((at for at, word in enumerate(words) if word[0].isupper() or word[0].isdigit()), len(words))
    person = len(words) - names >= 2 or names == len(words) - 1
    return name[: typed.start()] + " ".join(words[:names]) if person else name


def _of_committee(name: str, match: re.Match[str], where: Where) -> tuple[Unit | None, str]:
    kind = COMMITTEE_TYPES[match[1]]
    if match["place"]:
        found, words = units_named(f"{kind} {match['place']}", where.day)
        name = name[: match.start("place")] + words.removeprefix(kind).strip()
        if found:
            return _nearest(found, where), name
        name = name.strip()
    unit = _above(where, kind)
    return unit, f"{name} {unit.name}" if unit else name


def _of_department(name: str, where: Where) -> tuple[Unit | None, str]:
    """A Sở is a province's, a Phòng a district's and since July 2025 a commune's; within a Sở the Sở's."""
    level = _department_level(name, where)
    words = name.split()
    for size in (4, 3, 2, 1):
        tail = " ".join(words[-size:])
        found = gazetteer().resolve(tail, on=where.day) if len(words) > size + 1 and tail[0].isupper() else ()
        exact = [u for u in found if u.level is level and folded_key(u.name) == folded_key(tail)]
        unit = _nearest(tuple(exact), where)
        if unit is not None:
            return unit, name if level is Level.PROVINCE else f"{name.removesuffix(tail)}{unit.full_name}"
    own = next((unit for unit in _chain(where) if unit.level is level), None)
    if own is None:
        return next(iter(_chain(where)), None), name
    return own, f"{name} {own.name if level is Level.PROVINCE else own.full_name}"


def _of_untyped(name: str, where: Where) -> tuple[Unit | None, str]:
    """`UBND huyện Thanh Chương` of `UBND Thanh Chương`: a province, else the only district of that name."""
    head = next(head for head in _LED if name.startswith(head))
    place = name.removeprefix(head)
    found = [u for u in gazetteer().resolve(place, on=where.day) if folded_key(u.name) == folded_key(place)]
    for level in (Level.PROVINCE, Level.DISTRICT):
        unit = _nearest(tuple(unit for unit in found if unit.level is level), where)
        if unit is not None:
            return unit, f"{head}{unit.full_name}"
    return None, name


def _department_level(name: str, where: Where) -> Level:
    if name.startswith("Sở "):
        return Level.PROVINCE
    return Level.COMMUNE if where.day is not None and where.day > LAST_DAY_OF_63 else Level.DISTRICT


def _nearest(found: tuple[Unit, ...], where: Where) -> Unit | None:
    """The only one, whatever its periods; of several that in the article's district, else its province."""
    if len({(unit.level, unit.name, unit.province) for unit in found}) == 1:
        return found[-1]
    if where.unit is None:
        return None
    for above in reversed(_chain(where)):
        near = [unit for unit in found if unit == above or gazetteer().lies_under(unit, above)]
        own = [unit for unit in near if unit.province == above.province] or near
        if len(own) == 1:
            return own[0]
    return None


def _above(where: Where, kind: str) -> Unit | None:
    """The article's own unit of that type: itself, its district, its province; the lowest that fits."""
    return next((unit for unit in reversed(_chain(where)) if unit.type == kind), None)


@lru_cache(maxsize=4096)
def _chain(where: Where) -> tuple[Unit, ...]:
    """The article's province, district and commune as far as known."""
    unit = where.unit
    if unit is None:
        return ()
    name = gazetteer().province_of(unit.province, where.day) or unit.province
    province = [u for u in gazetteer().resolve(name, on=where.day) if u.level is Level.PROVINCE][:1]
    district = gazetteer().district_of(unit, where.day)
    own = [] if unit.level is Level.PROVINCE else [unit]
    return (*province, *([district] if district else []), *own)
