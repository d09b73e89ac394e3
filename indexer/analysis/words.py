"""Finds words (từ) with pyvi: the only place that imports it, and only when first asked.

Words help ranking and never decide what can be found: pyvi joins and splits by context
(`kết_quả_thực_hiện`, `Vũ Văn_Học`), so syllables are always indexed as well.
"""

from functools import lru_cache
from typing import Protocol

from indexer.analysis.syllables import spell


class _Tokenize(Protocol):
    def __call__(self, text: str) -> str: ...


def find_words(paragraph: str) -> list[str]:
    """The words of two or more syllables, canonical syllables joined by `_`: `hội_nghị`.

    One paragraph at a time: on one string of 12,600 syllables pyvi takes twice as long.
    """
    if not paragraph.strip():
        return []
    tokens = _tokenizer()(paragraph).split()
    return [_spelt(token) for token in tokens if "_" in token.strip("_")]


def _spelt(token: str) -> str:
    return "_".join(spell(syllable)[0] for syllable in token.split("_") if syllable)


@lru_cache(maxsize=1)
def _tokenizer() -> _Tokenize:
    from pyvi import ViTokenizer

    tokenize: _Tokenize = ViTokenizer.tokenize
    return tokenize
