"""What an article is about: at most two of sixteen topics, none when unsure. Pure.

Keyword scoring: the logarithm of each keyword's count, weighted by its length, titles counting three times
(measured on 20 hand-labelled articles: top-1 18 of 20, top-2 20 of 20).
"""

import math
import re
from collections import Counter, defaultdict
from functools import cache

from corpus.enrich.article_text import ArticleText
from corpus.enrich.tables import table
from corpus.gazetteer import accent_key

_TITLE_WEIGHT = 3.0
_LEAD_WEIGHT = 1.0
_UNSURE_BELOW = 2.2
"""A single word said twice in passing scores less; below it the article has no topic."""
_SECOND_SHARE = 0.6
"""A second topic must score this share of the first."""
_WORD = re.compile(r"\w+(?:&\w+)*")

Keyword = tuple[str, ...]


@cache
def topic_labels() -> dict[str, str]:
    """Topic id -> Vietnamese label, in the order of the table."""
    return {topic: label for topic, label, _ in table("topics")}


def topic_label(topic: str) -> str:
    """The Vietnamese label of a topic id; the id itself for an unknown one."""
    return topic_labels().get(topic, topic)


@cache
def _keywords() -> dict[str, tuple[tuple[Keyword, str], ...]]:
    """First syllable -> (keyword's syllables, topic), longest first."""
    found: dict[str, list[tuple[Keyword, str]]] = {}
    for topic, _, keywords in table("topics"):
        for keyword in keywords.split(";"):
            syllables = _syllables(keyword)
            found.setdefault(syllables[0], []).append((syllables, topic))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in found.items()}


def _syllables(text: str) -> Keyword:
    return tuple(accent_key(word) for word in _WORD.findall(text))


def topics(text: ArticleText) -> tuple[str, ...]:
    """Topic ids, the main one first."""
    scores: defaultdict[str, float] = defaultdict(float)
    parts = ((text.title, _TITLE_WEIGHT), (text.lead, _LEAD_WEIGHT), (text.body, 1.0))
    for part, weight in parts:
        for (keyword, topic), count in _counts(_syllables(part)).items():
            scores[topic] += weight * math.log1p(count) * math.sqrt(len(keyword))
    best = sorted(scores.items(), key=lambda item: -item[1])[:2]
    ranked = [(topic, score) for topic, score in best if score >= _UNSURE_BELOW]
    return tuple(topic for topic, score in ranked if score >= _SECOND_SHARE * ranked[0][1])


def _counts(syllables: Keyword) -> Counter[tuple[Keyword, str]]:
    """How often each keyword stands in the text; the longest at a place wins."""
    counts: Counter[tuple[Keyword, str]] = Counter()
    rows, position = _keywords(), 0
    while position < len(syllables):
        for keyword, topic in rows.get(syllables[position], ()):
            if syllables[position : position + len(keyword)] == keyword:
                counts[keyword, topic] += 1
                position += len(keyword) - 1
                break
        position += 1
    return counts
