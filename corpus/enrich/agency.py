"""Which agency speaks: a document's issuer, else the portal's, else what the host or the text names. Pure."""

import re

from corpus.article import Kind
from corpus.enrich.agency_names import agency_at
from corpus.enrich.agency_spelling import normal_agency
from corpus.enrich.article_text import ArticleText
from corpus.enrich.hosts import HostClue, Office
from corpus.enrich.issuer import issuer_of, names_place, portal_unit
from corpus.enrich.schools import school_named
from corpus.gazetteer import Level, Unit
from corpus.portal import Portal

_COMMITTEES = {
    "tỉnh": "Tỉnh ủy",
    "thành phố": "Thành ủy",
    "thị xã": "Thị ủy",
    "huyện": "Huyện ủy",
    "quận": "Quận ủy",
}
_AFTER_DATE = re.compile(
    r"^(?:(?:[Ss]áng|[Cc]hiều|[Tt]ối|[Hh]ôm nay|[Nn]gày|[Vv]ào)[^,]{0,40}|(?:[Tt]ừ|[Tt]rong) [^,]{0,40}),\s*"
)
"""`Sáng ngày 18/6/2019, ` in front of whoever acts."""


def agency_of(
    text: ArticleText, kind: Kind, portal: Portal | None, clue: HostClue, unit: Unit | None
) -> str | None:
    """The agency's normal name; None when nothing names it with certainty. `unit` is the host's, settled."""
    if kind is Kind.DOCUMENT:
        issuer = issuer_of(text.article.document, portal_unit(portal) or unit)
        if issuer is not None:
            return issuer
    if portal is not None:
        return normal_agency(portal.agency)
    if clue.central is not None:
        return clue.central
    if clue.school is not None:
        return school_named(text.text, clue.school)
    if clue.office is not None and unit is not None:
        return office_name(clue.office, unit)
    return _in_text(text)


def office_name(office: Office, unit: Unit) -> str:
    """`Sở … Kon Tum`, `Phòng … huyện Tân Hồng`, `UBND huyện An Minh`, `Ban Tuyên giáo Thị ủy Đông Triều`."""
    if office.form == "education" and unit.level is not Level.PROVINCE:
        return f"Phòng {office.name} {unit.full_name}"
    if office.form == "education":
        return f"Sở {office.name} {unit.name}"
    if office.form in ("so", "bare"):
        return f"{office.name} {unit.name}"
    if office.form == "committee":
        return f"{office.name} {unit.full_name if unit.level is Level.COMMUNE else unit.name}"
    if office.form == "party":
        committee = _COMMITTEES.get(unit.type)
        return f"{office.name} {f'{committee} {unit.name}' if committee else f'Đảng ủy {unit.full_name}'}"
    return f"{office.name} {unit.full_name}"


def _in_text(text: ArticleText) -> str | None:
    """The agency with which the title or the lead begins, if it names its place in full."""
    for line in (text.title, _AFTER_DATE.sub("", text.lead)):
        name = agency_at(line, 0)
        if name is not None and names_place(name) and not name.startswith("Chủ tịch"):
            return normal_agency(name)
    return None
