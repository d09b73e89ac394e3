"""Why a search found nothing: not spelt so, not in this place on those days, or not held. Sentences only.

Every number is a query that was run; at most `MOST_WORDS` more than one.
"""

import re
from collections.abc import Iterator, Mapping

from corpus.errors import BadQuery
from corpus.gazetteer import Unit, gazetteer
from corpus.text import slug
from indexer import Boundaries
from search_web import formats, sentences
from search_web.languages import gettext
from search_web.search_state import SearchState
from search_web.serving.stores import SearchIndex

MOST_WORDS = 6
"""Looked up one by one; in a longer text no single word is to blame."""
_PLAIN_WORDS = re.compile(r"[\w\s/.&-]+")
"""A text without quotes, fields and signs, whose words can be looked up one by one."""

Chosen = Mapping[str, Mapping[str, str]]


def reasons(state: SearchState, chosen: Chosen, index: SearchIndex) -> Iterator[str]:
    """The nearest first; none where nothing can be told."""
    if state.text:
        yield from _of_the_text(state, chosen, index)
    for label in chosen.get("province", {}).values():
        if heir := heir_of(label):
            yield from _of_a_former_province(state, label, heir)


def heir_of(province: str) -> str | None:
    """What a province that ended is today; None for one that stands, and for what is no province."""
    units = _periods(province)
    if not units or any(unit.until is None for unit in units):
        return None
    heir = gazetteer().province_now(province)
    return heir if heir and slug(heir) != slug(province) else None


def _of_the_text(state: SearchState, chosen: Chosen, index: SearchIndex) -> Iterator[str]:
    alone = _count(state.without_filters(), index)
    if alone:
        yield gettext(
            "Kho có %(count)s tin khớp “%(text)s”, nhưng không có tin nào %(filters)s.",
            count=formats.number(alone),
            text=state.text,
            filters=sentences.filter_sentence(state, chosen),
        )
        return
    words = state.text.split()
    if len(words) > MOST_WORDS or not _PLAIN_WORDS.fullmatch(state.text):
        return
    missing = [word for word in dict.fromkeys(words) if not _count(SearchState(text=word), index)]
    if missing:
        listed = ", ".join(gettext("“%(text)s”", text=word) for word in missing)
        yield gettext("Chưa tin nào trong kho có %(words)s, dù viết có dấu hay không dấu.", words=listed)
    elif len(words) > 1:
        yield gettext("Từng từ đều có trong kho, nhưng chưa tin nào có đủ các từ đó.")


def _of_a_former_province(state: SearchState, province: str, heir: str) -> Iterator[str]:
    ended = max(unit.until for unit in _periods(province) if unit.until is not None)
    begins_later = state.first_day is not None and state.first_day > ended
    if begins_later or state.boundaries is Boundaries.NOW:
        yield gettext(
            "%(province)s không còn là một tỉnh sau ngày %(day)s; nay thuộc %(heir)s.",
            province=province,
            day=formats.day(ended),
            heir=heir,
        )


def _periods(province: str) -> list[Unit]:
    return [unit for unit in gazetteer().provinces if slug(unit.name) == slug(province)]


def _count(state: SearchState, index: SearchIndex) -> int:
    try:
        return index.search(state.to_query(per_page=1, counted=())).total
    except BadQuery:
        return 0
