"""Makes the shipped model from VNTC, the gazetteer and our abbreviations.

python -m benchmarks.suggest.base vntc_train_20k.jsonl.gz indexer/suggest/data/base.model
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus.gazetteer.tables import read_tables
from indexer.analysis.tables import read_table
from indexer.analysis.words import find_words
from indexer.suggest.counting.articles import ArticleCounts
from indexer.suggest.counting.pairs import PairCounts
from indexer.suggest.counting.syllables import SyllableCounts
from indexer.suggest.counting.triples import TripleCounts
from indexer.suggest.entries import Entry, entry_of, united
from indexer.suggest.model import About, write_model
from indexer.suggest.types import CompletionKind

LEAST = 3
"""Pairs and syllables seen less often are left out: two thirds of the pairs, .2 points of the syllables."""
WORD_ROWS = 3000
LEAST_WORDS = 3
"""pyvi finds words in so many articles; those it finds fewer times are mostly its mistakes."""
NAME_WEIGHT = 5
"""How often each unit's name is read: as often as a newspaper of this size names a lesser one."""


def main(vntc: str, target: str) -> None:
    """Writes `target`."""
    with TemporaryDirectory() as folder:
        counts = ArticleCounts(Path(folder))
        counts.add_texts(_texts(Path(vntc)))
        counts.settle()
        for _time in range(NAME_WEIGHT):
            counts.add_texts(_names())
        counts.settle()
        Path(target).unlink(missing_ok=True)
        pairs = _frequent(counts.pairs.result())
        words = united([sorted(_words(Path(vntc))), sorted(_places())])
        syllables = SyllableCounts(counts.vocabulary.forms, pairs, TripleCounts.none())
        write_model(Path(target), About(), syllables, words)
    print(f"{target}: {Path(target).stat().st_size:,} bytes, {pairs.counts.size:,} pairs")


def _frequent(pairs: PairCounts) -> PairCounts:
    kept = pairs.counts >= LEAST
    alone = np.where(pairs.alone >= LEAST, pairs.alone, 0)
    return replace(
        pairs,
        alone=alone,
        firsts=pairs.firsts[kept],
        seconds=pairs.seconds[kept],
        counts=pairs.counts[kept],
    )


def _texts(vntc: Path) -> Iterator[str]:
    with gzip.open(vntc, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield f"{row['title']}\n{row['text']}"


def _words(vntc: Path) -> Iterator[Entry]:
    """The words of two to four syllables."""
    found: Counter[str] = Counter()
    for text in islice(_texts(vntc), WORD_ROWS):
        for line in text.split("\n"):
            found.update(word.replace("_", " ") for word in find_words(line))
    for word, count in found.items():
        entry = entry_of(CompletionKind.PHRASE, word, count)
        if entry and count >= LEAST_WORDS and 1 <= word.count(" ") <= 3:
            yield entry


def _places() -> Iterator[Entry]:
    """The names of units that have two syllables or more."""
    for name in sorted({unit.name for unit in read_tables().units.values()}):
        entry = entry_of(CompletionKind.AGENCY, name, 1)
        if entry and " " in entry.key:
            yield entry


def _names() -> Iterator[str]:
    for unit in read_tables().units.values():
        yield unit.full_name
    for row in read_table("abbreviations"):
        yield from row["full_forms"].split(";")
    for row in read_table("document_types"):
        yield row["name"]


if __name__ == "__main__":
    main(*sys.argv[1:])
