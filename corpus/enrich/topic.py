"""What an article is about: at most three of sixteen topics with a confidence, none when unsure. Pure.

Keywords (topic_rules.py) and a trained linear model (topic_model.py) add up to log-odds; each alone is worse:
docs/topics.md has the numbers.
"""

import math
from functools import cache

from corpus.article import TopicScore
from corpus.enrich.tables import table
from corpus.enrich.topic_model import topic_model
from corpus.enrich.topic_rules import score_syllables, syllables

_RULE_WEIGHT, _MODEL_WEIGHT = 0.8, 0.5
"""Rules are worth more on portals, the model on newspapers: so both floors hold (docs/topics.md)."""
_UNSURE_BELOW = 0.5
"""Odds of one: a keyword of two syllables in title and body without a word of the model's against it."""
_MOST = 3
_LEAD_LINES = 2


@cache
def topic_labels() -> dict[str, str]:
    """Topic id -> Vietnamese label, in the order of the table."""
    return {topic: label for topic, label, _, _ in table("topics")}


def topic_label(topic: str) -> str:
    """The Vietnamese label of a topic id; the id itself for an unknown one."""
    return topic_labels().get(topic, topic)


def topic_scores(text: str) -> tuple[TopicScore, ...]:
    """The topics, the surest first; `()` when unsure of all. The first line of `text` is its title."""
    odds = topic_odds(text)
    ranked = sorted(((_confidence(value), topic) for topic, value in odds.items()), reverse=True)[:_MOST]
    return tuple(
        TopicScore(topic=topic, confidence=round(confidence, 3))
        for confidence, topic in ranked
        if confidence >= _UNSURE_BELOW
    )


def topic_odds(text: str) -> dict[str, float]:
    """Topic id -> log-odds, rules and model together."""
    title, _, body = text.partition("\n")
    lines = body.split("\n")
    first = syllables(title)
    lead, rest = syllables("\n".join(lines[:_LEAD_LINES])), syllables("\n".join(lines[_LEAD_LINES:]))
    logits = topic_model().logits(first, lead + rest)
    odds = {topic: _MODEL_WEIGHT * value for topic, value in logits.items()}
    for topic, score in score_syllables(first, lead, rest).items():
        odds[topic] += _RULE_WEIGHT * score
    return odds


def _confidence(odds: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
