"""Reads a folder of judged questions in BEIR's layout: corpus.jsonl, queries.jsonl, qrels.

Source: BEIR's README, "Beir dataset format"; judgements as `qrels.tsv` or `qrels/test.tsv`, three columns
under a heading, or TREC's four columns without one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadConfig

_JUDGEMENTS = ("qrels.tsv", "qrels/test.tsv")
_CORPUS, _QUERIES = "corpus.jsonl", "queries.jsonl"
_WANTED = "a BEIR folder holds corpus.jsonl, queries.jsonl and qrels.tsv (or qrels/test.tsv)"


@dataclass(frozen=True, slots=True)
class Passage:
    """One document of the corpus; its title may be empty."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """`judgements` maps a query to the grades of its documents; `queries` are those that have any above 0.

    The digests (SHA-256, hexadecimal) name what was read: of the documents alone, and of everything.
    """

    name: str
    passages: tuple[Passage, ...]
    queries: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]
    corpus_digest: str
    digest: str


def read_collection(folder: Path) -> Collection:
    """Raises BadConfig that names the file, the line and the fault."""
    passages = tuple(_passages(folder / _CORPUS))
    known = {passage.key for passage in passages}
    if len(known) < len(passages):
        raise BadConfig(str(folder / _CORPUS), "two documents have the same _id")
    judged_in = _judgement_file(folder)
    judgements = _judgements(judged_in)
    asked = {row["_id"]: row["text"] for row in _records(folder / _QUERIES, ("_id", "text"))}
    queries = {key: text for key, text in asked.items() if max(judgements.get(key, {"": 0}).values()) > 0}
    if not queries:
        raise BadConfig(str(judged_in), f"judges no query of {_QUERIES}: are the ids those of this folder?")
    if known.isdisjoint(document for key in queries for document in judgements[key]):
        raise BadConfig(str(judged_in), f"judges no document of {_CORPUS}: are the ids those of this folder?")
    corpus_digest = _digest(folder / _CORPUS)
    return Collection(
        name=folder.resolve().name,
        passages=passages,
        queries=queries,
        judgements={key: judgements[key] for key in queries},
        corpus_digest=corpus_digest,
        digest=_digest(folder / _CORPUS, folder / _QUERIES, judged_in),
    )


def _judgement_file(folder: Path) -> Path:
    found = [folder / name for name in _JUDGEMENTS if (folder / name).is_file()]
    if not found:
        raise BadConfig(str(folder), f"no judgements; {_WANTED}")
    return found[0]


def _passages(path: Path) -> Iterator[Passage]:
    empty = True
    for row in _records(path, ("_id", "text")):
        empty = False
        yield Passage(row["_id"], row.get("title") or "", row["text"])
    if empty:
        raise BadConfig(str(path), "holds no document")


def _records(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The JSON objects of the lines, each with `needed` as text; numbers as ids are taken as text."""
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadConfig(f"{path}:{number}", f"is no JSON ({error})") from error
        if isinstance(row, dict) and isinstance(row.get("_id"), int):
            row["_id"] = str(row["_id"])
        if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in needed):
            raise BadConfig(f"{path}:{number}", f"must be an object with {' and '.join(needed)} as text")
        yield row


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), 1):
        cells = line.split("\t") if "\t" in line else line.split()
        if not cells or (number == 1 and not _is_grade(cells[-1])):
            continue
        if len(cells) not in (3, 4) or not _is_grade(cells[-1]):
            raise BadConfig(f"{path}:{number}", "must be query-id, corpus-id, score with tabs between")
        found.setdefault(cells[0], {})[cells[-2]] = int(float(cells[-1]))
    return found


def _is_grade(cell: str) -> bool:
    try:
        return float(cell).is_integer()
    except (ValueError, OverflowError):
        return False


def _lines(path: Path) -> list[str]:
    """Split at line feeds only: texts may hold other separators."""
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfig(str(path), f"cannot be read ({error}); {_WANTED}") from error


def _digest(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
