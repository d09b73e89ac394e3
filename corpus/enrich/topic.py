"""What an article is about: at most two of sixteen topics, none when unsure. Pure.

Keyword scoring: the logarithm of each keyword's count, times its length, its strength and its place. Weak
keywords name whoever acts (`Thị ủy`) or stand in every speech (`đầu tư`): they alone do not make a topic.
"""

import math
import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from corpus.enrich.tables import table
from corpus.gazetteer import accent_key

_TITLE_WEIGHT = 2.0
_LEAD_WEIGHT = 1.0
_WEAK = 0.3
_LONGEST_SYLLABLES = 3
"""Longer keywords weigh no more: `đơn vị sự nghiệp công lập` in a title else outweighs a whole text."""
_UNSURE_BELOW = 2.2
"""A keyword of two syllables once in the title and once in the body just reaches it."""
_SECOND_SHARE = 0.45
"""A second topic must score this share of the first."""
_WORD = re.compile(r"\w+(?:&\w+)*")

Syllables = tuple[str, ...]


class Keyword(NamedTuple):
    syllables: Syllables
    topic: str
    weight: float


@cache
def topic_labels() -> dict[str, str]:
    """Topic id -> Vietnamese label, in the order of the table."""
    return {topic: label for topic, label, _, _ in table("topics")}


def topic_label(topic: str) -> str:
    """The Vietnamese label of a topic id; the id itself for an unknown one."""
    return topic_labels().get(topic, topic)


@cache
def _keywords() -> dict[str, tuple[Keyword, ...]]:
    """First syllable -> the keywords that it begins, longest first."""
    found: dict[str, list[Keyword]] = {}
    for topic, _, strong, weak in table("topics"):
        for words, strength in ((strong, 1.0), (weak, _WEAK)):
            for word in filter(None, words.split(";")):
                syllables = _syllables(word)
                weight = strength * math.sqrt(min(len(syllables), _LONGEST_SYLLABLES))
                found.setdefault(syllables[0], []).append(Keyword(syllables, topic, weight))
    return {first: tuple(sorted(rows, key=lambda row: -len(row.syllables))) for first, rows in found.items()}


def _syllables(text: str) -> Syllables:
    return tuple(map(accent_key, _WORD.findall(text)))


def topics(text: str) -> tuple[str, ...]:
    """Topic ids, the main one first. The first line of `text` is its title, the next two its lead."""
    lines = text.split("\n")
    places = ((lines[:1], _TITLE_WEIGHT), (lines[1:3], _LEAD_WEIGHT), (lines[1:], 1.0))
    scores: defaultdict[str, float] = defaultdict(float)
    for part, place in places:
        for keyword, count in _counts(_syllables("\n".join(part))).items():
            scores[keyword.topic] += place * keyword.weight * math.log1p(count)
    best = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return tuple(topic for topic, score in best if score >= max(_UNSURE_BELOW, _SECOND_SHARE * best[0][1]))


def _counts(syllables: Syllables) -> Counter[Keyword]:
    """How often each keyword stands in the text; the longest at a place wins."""
    counts: Counter[Keyword] = Counter()
    rows, position = _keywords(), 0
    while position < len(syllables):
        for keyword in rows.get(syllables[position], ()):
            size = len(keyword.syllables)
            if syllables[position : position + size] == keyword.syllables:
                counts[keyword] += 1
                position += size - 1
                break
        position += 1
    return counts
