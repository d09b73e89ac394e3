"""Which province an article belongs to, as of its date and today. Pure.

The portal decides first, then the host, then the text; a name that several provinces share is left open.
"""

import re
from collections import Counter
from functools import lru_cache

from corpus.enrich.article_text import ArticleText
from corpus.enrich.hosts import HostClue
from corpus.enrich.letters import UPPER
from corpus.enrich.patterns import Sieve, at_word
from corpus.enrich.places import province_names
from corpus.gazetteer import Level, Unit, gazetteer
from corpus.portal import Portal
from corpus.text import fold

_TYPES = ("[Tt]ỉnh", "[Tt]hành phố", r"TP\.?", "[Hh]uyện", "[Tt]hị xã", r"TX\.?", "[Qq]uận")
_TYPED = re.compile(rf"(?:{at_word(_TYPES)})\s+[{UPPER}]\w*(?:\s+(?:-\s+)?[{UPPER}]\w*){{0,4}}")
_MAIL = Sieve(r"@(?:[\w-]+\.)*(?P<label>[a-z]{5,20})\.(?:gov|edu)\.vn")
_PROVINCE_WORDS = ("tinh", "pho", "tp", "tp.", "tinh uy", "thanh uy")
_LOWER_TYPES = ("xa", "phuong", "thi tran", "dac khu", "huyen", "quan", "tx.", "tx", "thi uy", "huyen uy")
"""What stands before a province's name, and what before a smaller unit's of that name: `xã Hòa Bình`."""
_CLEAR_LEAD = 2
"""The first province must be named this many times as often as the second: digests of several stay open."""


def province_of(text: ArticleText, portal: Portal | None, clue: HostClue, unit: Unit | None) -> str | None:
    """The province's name as of the article's date; as named when the article has no date."""
    if portal is not None and portal.province:
        name: str | None = portal.province
    else:
        name = clue.province or (unit.province if unit else None)
        if name is None and clue.central is None:
            name = _in_text(text)
    if name is None:
        return None
    return gazetteer().province_of(name, text.day) or gazetteer().province_of(name)


def province_now(name: str | None) -> str | None:
    """The province that this one is part of today."""
    return gazetteer().province_now(name) if name else None


def settle(clue: HostClue, text: ArticleText) -> Unit | None:
    """The host's unit: the only candidate, or the one whose province the text names; None when open."""
    units = [unit for unit in clue.units if text.day is None or unit.existed(text.day)] or list(clue.units)
    units = [unit for unit in units if unit.level is units[0].level]
    if len({unit.province for unit in units}) > 1:
        named = {name for name, _ in mentioned_provinces(text).most_common(1)}
        units = [unit for unit in units if unit.province in named]
    if len({unit.province for unit in units}) != 1:
        return None
    said = [unit for unit in units if unit.type == clue.type_said] or units
    return _likeliest(said, text)


def _likeliest(units: list[Unit], text: ArticleText) -> Unit:
    """Among periods or namesakes in one province the type of which the text speaks most."""
    if len(units) == 1:
        return units[0]
    lowered = text.body.lower()
    return max(units, key=lambda unit: (_type_votes(unit, lowered), unit.until is not None))


def _type_votes(unit: Unit, lowered: str) -> int:
    committee = {"huyện": "huyện ủy", "thị xã": "thị ủy", "thành phố": "thành ủy", "quận": "quận ủy"}.get(
        unit.type, unit.type
    )
    return lowered.count(unit.type) + lowered.count(committee)


@lru_cache(maxsize=8192)
def _only_province(name: str) -> str | None:
    """The province of every province or district that the name may mean; None where they are of several."""
    provinces = {unit.province for unit in gazetteer().resolve(name) if unit.level is not Level.COMMUNE}
    return provinces.pop() if len(provinces) == 1 else None


def mentioned_provinces(text: ArticleText) -> Counter[str]:
    """How often each province is named, by a name of its own, by a district of its own or by an address."""
    votes: Counter[str] = Counter()
    for match in province_names().finditer(text.text):
        before = fold(text.text[max(0, match.start() - 10) : match.start()]).strip()
        if not before.endswith(_LOWER_TYPES):
            votes[match.group()] += 3 if before.endswith(_PROVINCE_WORDS) else 1
    for match in _TYPED.finditer(text.text):
        province = _only_province(match.group())
        if province is not None:
            votes[province] += 2
    for match in _MAIL.finditer(text.text):
        found = gazetteer().province_of(match["label"])
        votes.update({found: 2} if found else {})
    return votes


def _in_text(text: ArticleText) -> str | None:
    ranked = mentioned_provinces(text).most_common(2)
    if not ranked or ranked[0][1] < 2:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _CLEAR_LEAD * ranked[1][1] else None
