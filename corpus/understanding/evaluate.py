"""Scores a folder of NAME.txt, the text of pages, beside NAME.json, what they say. Reads files only."""

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus.article import Frozen
from corpus.errors import BadConfig
from corpus.understanding.record import Understanding
from corpus.understanding.scoring import Counts, compare
from corpus.understanding.understand import understand_page


class FieldScore(Frozen):
    """Of one field over all articles. For fields with one value the three measures are the share right."""

    field: str
    f1: float
    precision: float
    recall: float
    right: int
    wanted: int
    given: int


class Miss(Frozen):
    """A field of an article that is not as in its gold."""

    article: str
    field: str
    found: str
    gold: str


class UnderstandingReport(Frozen):
    articles: int
    fields: tuple[FieldScore, ...]
    misses: tuple[Miss, ...]

    def f1(self, field: str) -> float:
        """The F1 of a field; 1.0 for one that no gold mentions."""
        return next((score.f1 for score in self.fields if score.field == field), 1.0)


def evaluate_understanding(directory: Path) -> UnderstandingReport:
    """The scores of the folder. Raises BadConfig where it holds no pairs or a gold that is not JSON."""
    totals: defaultdict[str, Counts] = defaultdict(Counts)
    misses: list[Miss] = []
    pairs = _pairs(directory)
    for path, gold in pairs:
        found = understand_page(path.read_text(encoding="utf-8-sig"))
        for field, counts in compare(found, gold).items():
            totals[field] += counts
            if counts.right < max(counts.wanted, counts.given):
                misses.append(_miss(path.stem, field, found, gold))
    fields = tuple(_score(field, counts) for field, counts in totals.items())
    return UnderstandingReport(articles=len(pairs), fields=fields, misses=tuple(misses))


def _pairs(directory: Path) -> list[tuple[Path, Mapping[str, Any]]]:
    """Each text with its gold: NAME.json, or the one whose `file` names the text.

    Where the folder has no texts they are looked for in `seeds` beside it.
    """
    golds: dict[str, Mapping[str, Any]] = {}
    for path in sorted(directory.glob("*.json")):
        try:
            gold = json.loads(path.read_text(encoding="utf-8-sig"))
            golds[Path(gold.get("file") or path.name).stem] = gold
        except (ValueError, AttributeError) as error:
            raise BadConfig(str(path), f"must be a JSON object in UTF-8 ({error})") from error
    texts = sorted(directory.glob("*.txt")) or sorted((directory.parent / "seeds").glob("*.txt"))
    found = [(path, golds[path.stem]) for path in texts if path.stem in golds]
    if not found:
        raise BadConfig(str(directory), "needs pairs of NAME.txt, a page's text, and NAME.json, its gold")
    return found


def _score(field: str, counts: Counts) -> FieldScore:
    precision = counts.right / counts.given if counts.given else 1.0
    recall = counts.right / counts.wanted if counts.wanted else 1.0
    either = counts.wanted + counts.given
    return FieldScore(
        field=field,
        f1=2 * counts.right / either if either else 1.0,
        precision=precision,
        recall=recall,
        **counts._asdict(),
    )


def _miss(name: str, field: str, found: Understanding, gold: Mapping[str, Any]) -> Miss:
    key = {"task_assignee": "tasks", "task_deadline": "tasks"}.get(field, field)
    key = "documents" if key.startswith("document_") else key
    given = found.model_dump(mode="json")[key]
    return Miss(article=name, field=field, found=_shown(given), gold=_shown(gold[key]))


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
