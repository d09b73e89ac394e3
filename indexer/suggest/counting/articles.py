"""Articles into counts, in bounded memory: syllables and pairs of them, phrases, names and titles."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from corpus.article import Article
from indexer.analysis.analyzer import zones_of
from indexer.suggest.counting.names import NameTally
from indexer.suggest.counting.pairs import PairTally
from indexer.suggest.counting.phrases import PhraseTally
from indexer.suggest.counting.syllables import SyllableCounts
from indexer.suggest.counting.triples import TripleTally
from indexer.suggest.counting.vocabulary import Vocabulary
from indexer.suggest.entries import Entry, entry_of
from indexer.suggest.texts import clauses
from indexer.suggest.types import CompletionKind

_AT_ONCE = 150_000
"""Syllables counted in one step of arithmetic: some 40 MB of keys at the peak."""


_BARE_SYLLABLES = 4
"""A quarter of all syllables have no accents: so many in a row are chance in one of 250 clauses."""


class ArticleCounts:
    """Everything that suggestions count. `text_share` of all articles have their text read, the others only
    their names: what syllables follow each other is known long before a million articles."""

    def __init__(self, folder: Path, *, text_share: float = 1.0) -> None:
        """`folder` takes what does not fit the memory and is the caller's to remove."""
        self.vocabulary = Vocabulary()
        self.pairs = PairTally(self.vocabulary)
        self.triples = TripleTally(self.vocabulary)
        self.articles = 0
        self._phrases = PhraseTally(self.vocabulary)
        self._names = NameTally(folder)
        self._text_share = text_share
        self._ids: list[int] = [0]

    def add(self, article: Article) -> None:
        self.articles += 1
        self._names.add(article)
        if _share_of(article) < self._text_share:
            self.add_texts(text for texts in zones_of(article).values() for text in texts)

    def add_texts(self, texts: Iterable[str]) -> None:
        for text in texts:
            for clause in clauses(text):
                if not _is_bare(clause):
                    self._ids += self.vocabulary.ids_of(clause)
                    self._ids.append(0)
        if len(self._ids) > _AT_ONCE:
            self.settle()

    def settle(self) -> None:
        """Counts what was read so far; before that `pairs` and `triples` do not have it."""
        ids = np.array(self._ids, np.int32)
        self._ids = [0]
        self.pairs.add(ids)
        self.triples.add(ids)
        self._phrases.add(ids)

    def syllables(self) -> SyllableCounts:
        """What was counted of them up to the last `settle`."""
        return SyllableCounts(self.vocabulary.forms, self.pairs.result(), self.triples.result())

    def entries(self, phrases_most: int) -> list[Iterator[Entry]]:
        """Sorted runs of everything that may complete a query."""
        return [iter(sorted(self._phrase_entries(phrases_most))), *self._names.runs()]

    def _phrase_entries(self, most: int) -> Iterator[Entry]:
        for phrase in self._phrases.phrases(most):
            uses = round(phrase.count / self._text_share)
            entry = entry_of(CompletionKind.PHRASE, phrase.text, uses)
            if entry is not None:
                yield entry


def _is_bare(clause: Sequence[str]) -> bool:
    """Whether it was typed without accents, as names of attachments often are: that teaches none."""
    return len(clause) >= _BARE_SYLLABLES and all(map(str.isascii, clause))


def _share_of(article: Article) -> float:
    """In 0..1, evenly spread and always the same for an article."""
    digest = blake2b(article.url.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / (1 << 32)
