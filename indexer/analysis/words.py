"""Finds words (từ) as pyvi does.

Words help ranking and never decide what can be found: pyvi joins and splits by context
(`kết_quả_thực_hiện`, `Vũ Văn_Học`), so syllables are always indexed as well.
"""

import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from indexer.analysis.memo import Memo
from indexer.analysis.normalize import Normalised
from indexer.analysis.segmentation.crfsuite import ModelUnreadable
from indexer.analysis.segmentation.installed import UnknownRelease, read_installed
from indexer.analysis.segmentation.segmenter import Segmenter, is_plain
from indexer.analysis.segmentation.stock import StockSegmenter
from indexer.analysis.syllables import spell

_log = logging.getLogger(__name__)


class Words(Protocol):
    """How text is parted into words: `compounds` are those of two or more syllables, joined by `_`."""

    def tokenize(self, text: str) -> str: ...
    def compounds(self, text: str) -> list[str]: ...
    def compounds_of_all(self, texts: Sequence[Sequence[str]]) -> list[str]:
        """Those of plain texts that are parted at white space already."""


def find_words(paragraph: str) -> list[str]:
    """The words of two or more syllables, canonical syllables joined by `_`: `hội_nghị`.

    One paragraph at a time, in its own capitals: what stands around a word decides about it.
    """
    return [_SPELT[word] for word in segmenter().compounds(paragraph)]


def words_of(paragraphs: Sequence[Normalised]) -> list[str]:
    """The words of one paragraph after the other, each as `find_words` finds them."""
    if not all(is_plain(paragraph.text) for paragraph in paragraphs):
        return [word for paragraph in paragraphs for word in find_words(paragraph.text)]
    found = segmenter().compounds_of_all([paragraph.pieces for paragraph in paragraphs])
    return [*map(_SPELT.__getitem__, found)]


@lru_cache(maxsize=1)
def segmenter() -> Words:
    """Ours over pyvi's model; pyvi itself when another release than the known one is installed."""
    try:
        return Segmenter(read_installed())
    except (UnknownRelease, ModelUnreadable, OSError) as error:
        _log.warning("word segmentation falls back to pyvi itself, ten times slower: %s", error)
        return StockSegmenter()


def _spell(word: str) -> str:
    return "_".join(spell(syllable)[0] for syllable in word.split("_") if syllable)


_SPELT = Memo(_spell)
