"""F1 of the topics that occur in VNTC, ours and the peer's, over the same held-out texts."""

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.enrich.topic import topic_scores
from corpus.enrich.training.sources import VNTC_TOPICS, VntcText, read_vntc

NO_TOPIC = ("The gioi", "Khoa hoc")


class Measured(NamedTuple):
    """`by_group`: topics joined by ` or ` -> precision, recall, F1, texts."""

    macro_f1: float
    by_group: dict[str, tuple[float, float, float, int]]
    others: int
    unsure: int
    milliseconds: float


def split_vntc(path: Path) -> tuple[list[VntcText], list[VntcText], list[VntcText]]:
    """Texts of mapped labels to train on and held out; held-out texts about which no portal writes."""
    train: list[VntcText] = []
    test: list[VntcText] = []
    background: list[VntcText] = []
    for text in read_vntc(path):
        if text.label in VNTC_TOPICS:
            (test if text.held_out else train).append(text)
        elif text.label in NO_TOPIC and text.held_out:
            background.append(text)
    return train, test, background


def group_of(topic: str) -> str:
    """The topic, or the two that VNTC has under one label; empty for a topic that VNTC has not."""
    return next((" or ".join(ours) for ours in VNTC_TOPICS.values() if topic in ours), "")


def measure_ours(test: Sequence[VntcText]) -> Measured:
    """The main topic of each text, chosen among all sixteen or none."""
    topic_scores("đọc mô hình\ntrước khi đo")
    started = time.process_time()
    found = [topic_scores(f"{text.title}\n{text.body}") for text in test]
    spent = time.process_time() - started
    answers = [group_of(scores[0].topic) or "other" if scores else "" for scores in found]
    return _measured(test, answers, spent)


def measure_peer(train: Sequence[VntcText], test: Sequence[VntcText]) -> Measured:
    """TF-IDF of words and pairs into a linear SVM, as scikit-learn's guide has it; knows only these."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.svm import LinearSVC  # type: ignore[import-untyped]

    vectorizer = TfidfVectorizer(
        sublinear_tf=True, min_df=3, ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b"
    )
    rows = vectorizer.fit_transform(f"{text.title}\n{text.body}" for text in train)
    machine = LinearSVC().fit(rows, [_gold(text) for text in train])
    started = time.process_time()
    answers = machine.predict(vectorizer.transform(f"{text.title}\n{text.body}" for text in test))
    return _measured(test, list(map(str, answers)), time.process_time() - started)


def measure_background(texts: Sequence[VntcText]) -> Counter[str]:
    """Main topic -> texts of no topic that were given it; empty: rightly none."""
    found = (topic_scores(f"{text.title}\n{text.body}") for text in texts)
    return Counter(scores[0].topic if scores else "" for scores in found)


def _gold(text: VntcText) -> str:
    return " or ".join(VNTC_TOPICS[text.label])


def _measured(test: Sequence[VntcText], answers: Sequence[str], seconds: float) -> Measured:
    pairs = Counter(zip(map(_gold, test), answers, strict=True))
    golds = Counter(map(_gold, test))
    given = Counter(answers)
    groups = {}
    for group, count in sorted(golds.items()):
        right = pairs[group, group]
        precision, recall = right / max(1, given[group]), right / count
        groups[group] = (precision, recall, 2 * right / (given[group] + count), count)
    macro = sum(f1 for _, _, f1, _ in groups.values()) / len(groups)
    return Measured(macro, groups, given["other"], given[""], 1000 * seconds / len(test))
