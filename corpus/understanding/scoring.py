"""Compares what was read of one article with its gold, field by field. Pure.

Lists are matched one to one: two texts are the same where the words they share are at least 0.6 of the
shorter one's. Scalars are equal or not, letter case, tone style and abbreviated departments aside.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from corpus.enrich import normal_agency, normal_number
from corpus.text import fold
from corpus.understanding.record import CitedDocument, Understanding

SAME_WORDS = 0.6
_WORD = re.compile(r"\w+")
_DOCUMENTS = frozenset(("official_letter", "official_document", "document"))
_SCALARS = ("kind", "time", "host", "event_type", "format", "place", "topic", "province")
_LISTS = ("attendees", "conclusions", "recipients", "persons", "places")


class Counts(NamedTuple):
    """What was right, of how many in the gold and how many given."""

    right: int = 0
    wanted: int = 0
    given: int = 0

    def __add__(self, other: tuple[Any, ...]) -> "Counts":
        return Counts(self.right + other[0], self.wanted + other[1], self.given + other[2])


def compare(found: Understanding, gold: Mapping[str, Any]) -> dict[str, Counts]:
    """Counts of each field that the gold has; a scalar counts once."""
    counts: dict[str, Counts] = {}
    for field in _SCALARS:
        if field in gold:
            counts[field] = _exact(_same_scalar(field, getattr(found, field), gold[field]))
    for field in _LISTS:
        if field in gold:
            counts[field] = matched(getattr(found, field), [_bare(text) for text in gold[field]])
    if "date" in gold:
        counts["date"] = _exact(list(found.date) == list(gold["date"]))
    if "chair" in gold:
        counts["chair"] = _exact([(p.name, _key(p.title)) for p in found.chair] == _people(gold["chair"]))
    if "signer" in gold:
        signer = [found.signer] if found.signer else []
        counts["signer"] = _exact([(p.name, _key(p.title)) for p in signer] == _people([gold["signer"]]))
    if "topics_secondary" in gold:
        counts["topics_secondary"] = _sets(found.topics_secondary, gold["topics_secondary"])
    return counts | _tasks(found, gold) | _documents(found, gold)


def _exact(right: bool) -> Counts:
    return Counts(int(right), 1, 1)


def _same_scalar(field: str, found: str | None, gold: str | None) -> bool:
    if field == "kind":
        return found == gold or (found in _DOCUMENTS and gold in _DOCUMENTS)
    if field == "host":
        found, gold = _bare(found or ""), _bare(gold or "")
    return _key(found) == _key(gold)


def _bare(text: str) -> str:
    """A text without what its author added in brackets: a remark, an inferred place."""
    return re.sub(r"\s*\([^)]*\)", "", text) or text


def _key(text: str | None) -> str:
    return " ".join(_WORD.findall(fold(normal_agency(text or ""))))


def _people(people: Sequence[Mapping[str, Any] | None]) -> list[tuple[str, str]]:
    return [(person["name"], _key(person["title"])) for person in people if person]


def _sets(found: Sequence[str], gold: Sequence[str]) -> Counts:
    return Counts(len(set(found) & set(gold)), len(gold), len(found))


def overlap(one: str, other: str) -> float:
    """Shared words over the words of the shorter text, 0 to 1."""
    a, b = Counter(_WORD.findall(one.lower())), Counter(_WORD.findall(other.lower()))
    shorter = min(a.total(), b.total())
    return (a & b).total() / shorter if shorter else 0.0


def pairs(found: Sequence[str], gold: Sequence[str]) -> list[tuple[int, int]]:
    """Which found text is which gold text, best overlaps first, each used once."""
    scored = [(overlap(f, g), i, j) for i, f in enumerate(found) for j, g in enumerate(gold)]
    chosen: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda row: -row[0]):
        if score >= SAME_WORDS and all(i != a and j != b for a, b in chosen):
            chosen.append((i, j))
    return chosen


def matched(found: Sequence[str], gold: Sequence[str]) -> Counts:
    return Counts(len(pairs(found, gold)), len(gold), len(found))


def _tasks(found: Understanding, gold: Mapping[str, Any]) -> dict[str, Counts]:
    """Tasks by their words; of those found, whether assignee and deadline are right."""
    if "tasks" not in gold:
        return {}
    wanted = gold["tasks"]
    same = pairs([task.task for task in found.tasks], [task["task"] for task in wanted])
    assigned = sum(_same_assignee(found.tasks[i].assignee, wanted[j]["assignee"]) for i, j in same)
    due = sum(found.tasks[i].deadline == wanted[j]["deadline"] for i, j in same)
    return {
        "tasks": Counts(len(same), len(wanted), len(found.tasks)),
        "task_assignee": Counts(assigned, len(same), len(same)),
        "task_deadline": Counts(due, len(same), len(same)),
    }


def _same_assignee(found: str | None, gold: str | None) -> bool:
    """An assignee in brackets was inferred by the gold's author: none is right too."""
    if not found or not gold:
        return not found and (not gold or gold.startswith("("))
    return overlap(found, gold) >= SAME_WORDS


def _documents(found: Understanding, gold: Mapping[str, Any]) -> dict[str, Counts]:
    if "documents" not in gold:
        return {}
    wanted = [CitedDocument(**{k: v for k, v in d.items() if k != "note"}) for d in gold["documents"]]
    same = [
        (one, next((other for other in wanted if _identity(one) == _identity(other)), None))
        for one in found.documents
    ]
    hits = [(one, other) for one, other in same if other is not None]
    issuers = sum(_same_issuer(one.issuer, other.issuer) for one, other in hits)
    dates = sum(one.date == other.date for one, other in hits)
    return {
        "documents": Counts(len({id(other) for _, other in hits}), len(wanted), len(found.documents)),
        "document_issuer": Counts(issuers, len(hits), len(hits)),
        "document_date": Counts(dates, len(hits), len(hits)),
    }


def _identity(document: CitedDocument) -> str:
    if document.number is None:
        return fold(re.sub(r"\s+", " ", document.name or ""))
    return normal_number(document.number) or document.number


def _same_issuer(found: str | None, gold: str | None) -> bool:
    """Where the gold names none, a code or a letterhead may still have told it."""
    if found is None or gold is None:
        return gold is None
    one, other = _key(found), _key(gold)
    return one == other or overlap(one, other) >= SAME_WORDS
