"""Topics by keyword: the half of the reading that a person can check and mend in data/topics.tsv. Pure.

Weak keywords name whoever acts (`Thị ủy`) or stand in every speech (`đầu tư`): they alone make no topic.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from corpus.enrich.tables import table
from corpus.gazetteer import accent_key

_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 1.0
_WEAK = 0.3
_LONGEST_SYLLABLES = 3
"""Longer keywords weigh no more: `đơn vị sự nghiệp công lập` in a title else outweighs a whole text."""
_WORD = re.compile(r"\w+(?:&\w+)*")
_LEAD_LINES = 2
_KEYS_KEPT = 50_000

Syllables = tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Keyword:
    """Equal only to itself: hashed by identity, once for every place where it stands."""

    syllables: Syllables
    topic: str
    weight: float


class _Keys(dict[str, str]):
    """Word -> its key, kept: most words of a text were in the last one."""

    def __missing__(self, word: str) -> str:
        key = accent_key(word)
        if len(self) < _KEYS_KEPT:
            self[word] = key
        return key


_KEY_OF = _Keys()


def syllables(text: str) -> Syllables:
    """The syllables of `text` in the one spelling that keywords and the model know."""
    return tuple(map(_KEY_OF.__getitem__, _WORD.findall(text)))


@cache
def _keywords() -> dict[str, dict[str, tuple[Keyword, ...]]]:
    """First syllable -> second one, or "" -> the keywords that they begin, longest first."""
    found: dict[str, list[Keyword]] = {}
    for topic, _, strong, weak in table("topics"):
        for words, strength in ((strong, 1.0), (weak, _WEAK)):
            for word in filter(None, words.split(";")):
                parts = syllables(word)
                weight = strength * math.sqrt(min(len(parts), _LONGEST_SYLLABLES))
                found.setdefault(parts[0], []).append(Keyword(parts, topic, weight))
    return {first: _by_second(rows) for first, rows in found.items()}


def _by_second(keywords: list[Keyword]) -> dict[str, tuple[Keyword, ...]]:
    rows: defaultdict[str, list[Keyword]] = defaultdict(list)
    for keyword in sorted(keywords, key=lambda row: -len(row.syllables)):
        rows[(*keyword.syllables, "")[1]].append(keyword)
    return {second: tuple(row) for second, row in rows.items()}


def rule_scores(title: str, body: str) -> dict[str, float]:
    """Topic -> score, for those with any keyword. One of two syllables in title and body scores about 3."""
    lines = body.split("\n")
    lead, rest = syllables("\n".join(lines[:_LEAD_LINES])), syllables("\n".join(lines[_LEAD_LINES:]))
    return score_syllables(syllables(title), lead, rest)


def score_syllables(title: Syllables, lead: Syllables, rest: Syllables) -> dict[str, float]:
    """Adds, keyword by keyword, the logarithm of its count times its weight and its place's."""
    opening = _counts(lead)
    whole = _counts(rest)
    for keyword, count in opening.items():
        whole[keyword] = whole.get(keyword, 0) + count
    scores: defaultdict[str, float] = defaultdict(float)
    for counts, place in ((_counts(title), _TITLE_WEIGHT), (opening, _LEAD_WEIGHT), (whole, 1.0)):
        for keyword, count in counts.items():
            scores[keyword.topic] += place * keyword.weight * math.log1p(count)
    return dict(scores)


def _counts(text: Syllables) -> dict[Keyword, int]:
    """How often each keyword stands in the text; the longest at a place wins."""
    counts: dict[Keyword, int] = {}
    rows, end = _keywords(), 0
    for position in [at for at, syllable in enumerate(text) if syllable in rows]:
        if position < end:
            continue
        begun = rows[text[position]]
        after = text[position + 1] if position + 1 < len(text) else ""
        for keyword in (*begun.get(after, ()), *begun.get("", ())):
            size = len(keyword.syllables)
            if size < 3 or text[position : position + size] == keyword.syllables:
                counts[keyword] = counts.get(keyword, 0) + 1
                end = position + size
                break
    return counts
