"""Labelled texts to learn topics from, each with what its source says and what it leaves unsaid."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.enrich.tables import table
from corpus.enrich.topic_rules import rule_scores
from corpus.samples.generate import generate_articles

VNTC_TOPICS = {
    "The thao": ("van-hoa-the-thao-du-lich",),
    "Van hoa": ("van-hoa-the-thao-du-lich",),
    "Suc khoe": ("y-te",),
    "Kinh doanh": ("kinh-te-doanh-nghiep",),
    "Phap luat": ("tu-phap-thanh-tra", "quoc-phong-an-ninh"),
}
"""Which labels of VNTC (Hoang Vu Cong Duy and others, 2007) are topics of ours. `Phap luat` holds police news
and courts, two topics here. Society, life, science and computers are no one topic; world news is none.
"""
_BACKGROUND = frozenset({"The gioi", "Khoa hoc"})
"""Labels about which no portal writes: examples of no topic at all."""
_CLEAR, _HINT = 5.0, 3.0
"""Rule scores from which a text's own words settle a topic, and from which they leave it open."""
_HELD_OUT = 8
"""One text of VNTC in so many is never trained on."""


class Labelled(NamedTuple):
    """`topics` it is about, `open` ones of which nothing is known; it is about none of the others."""

    title: str
    body: str
    topics: frozenset[str]
    open: frozenset[str]


class VntcText(NamedTuple):
    """One text of VNTC under its own label."""

    label: str
    title: str
    body: str
    held_out: bool


def read_vntc(path: Path) -> Iterator[VntcText]:
    """The texts of a gzipped file of JSON lines with `id`, `topic`, `title`, `text`, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            number = int.from_bytes(hashlib.sha256(row["id"].encode()).digest()[:4], "big")
            yield VntcText(row["topic"], row["title"], row["text"], number % _HELD_OUT == 0)


def label_vntc(text: VntcText) -> Labelled:
    """What its label says; where that is no topic of ours, what its own words say clearly."""
    scores = rule_scores(text.title, text.body)
    hinted = frozenset(topic for topic, score in scores.items() if score >= _HINT)
    ours = VNTC_TOPICS.get(text.label, ())
    if len(ours) == 1:
        return Labelled(text.title, text.body, frozenset(ours), hinted - set(ours))
    if ours:
        return _one_of(text, ours, scores, hinted)
    clear = frozenset(topic for topic in hinted if scores[topic] >= _CLEAR)
    hinted = frozenset() if text.label in _BACKGROUND else hinted
    return Labelled(text.title, text.body, clear, hinted - clear)


def _one_of(
    text: VntcText, ours: tuple[str, ...], scores: dict[str, float], hinted: frozenset[str]
) -> Labelled:
    """Of two topics under one label the one of which the words say more."""
    ranked = sorted(ours, key=lambda topic: -scores.get(topic, 0.0))
    if scores.get(ranked[0], 0.0) == scores.get(ranked[1], 0.0):
        return Labelled(text.title, text.body, frozenset(), hinted | set(ours))
    return Labelled(text.title, text.body, frozenset(ranked[:1]), hinted - set(ranked[:1]))


def invented(count: int, seed: int) -> Iterator[Labelled]:
    """Articles of the sample generator, each about the topic it was written for."""
    for article in generate_articles(count, seed):
        body = "\n".join(article.body)
        scores = rule_scores(article.title, body)
        hinted = frozenset(topic for topic, score in scores.items() if score >= _HINT)
        yield Labelled(article.title, body, frozenset({article.topic}), hinted - {article.topic})


def own_lines() -> Iterator[Labelled]:
    """`data/topic_lines.tsv`: short portal texts written for training; an empty topic is none at all."""
    for topics, title, body in table("topic_lines"):
        yield Labelled(title, body, frozenset(filter(None, topics.split(";"))), frozenset())
