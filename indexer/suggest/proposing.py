"""A whole query as it was probably meant, or nothing.

Only syllables are ever replaced: quotes, fields, numbers and spaces stay where they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.analysis.fold import fold
from indexer.analysis.normalize import normalise
from indexer.analysis.syllables import canonical
from indexer.suggest.alternatives import Alternatives
from indexer.suggest.language_model import LanguageModel
from indexer.suggest.restoration import Reading, Restored, restore
from indexer.suggest.texts import NUMBER, is_bare
from indexer.suggest.types import Change, Proposal

_PIECE = re.compile(
    r"(?:[^\W_]+\s+)?[^\W_]+:[^\s\"]*"
    r"|[^\s\"'()]*(?:[:*@]|\d\S*[/-]|[^\s.]\.[^\s.])[^\s\"]*"
    r"|(?P<word>[^\W_]+)"
)
"""Names of fields (`co quan:`), beginnings of words (`hoi*`), addresses, document numbers; else words."""
_WORD = re.compile(r"[^\W_]+")
_SURE = 0.6
"""Below this the average syllable is a guess, and guesses are no help: one bare syllable has six readings."""
_SURE_OF_SLIP = 0.3
"""What was typed is no syllable, or in no company: with neighbours to go by a guess is better than that."""
_MOSTLY = 0.5
"""Three quarters of the syllables of Vietnamese texts have a diacritic, of queries half typed so fewer."""
_MOST_SYLLABLES = 40
"""Of a longer text nobody wants to read a second version."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A syllable, or something that begins with a digit and is read as a number."""

    start: int
    end: int
    text: str

    @property
    def is_number(self) -> bool:
        return self.text == NUMBER


class Proposer:
    """Proposals over one language model. Safe for threads."""

    def __init__(self, language: LanguageModel) -> None:
        self.language = language
        self._alternatives = Alternatives(language)

    def propose(self, typed: str) -> Proposal | None:
        """None when `typed` is likely as it is, or when nothing better is sure enough."""
        text = normalise(typed).text
        words = list(_words(text))
        if not words or len(words) > _MOST_SYLLABLES:
            return None
        proposed, confidence = self._rewritten(text, words)
        if _forms(proposed) == _forms(text):
            return None
        only_accents = _folded(proposed) == _folded(text)
        if confidence < (_SURE if only_accents or len(words) == 1 else _SURE_OF_SLIP):
            return None
        return Proposal(
            text=proposed,
            change=Change.ACCENTS if only_accents else Change.SPELLING,
            confidence=round(confidence, 3),
        )

    @property
    def known(self) -> Mapping[str, float]:
        """How often each folded syllable stands that is taken for no slip."""
        return self._alternatives.common

    def restored(self, clause: Sequence[str]) -> Restored:
        """The likeliest reading of the syllables of one clause."""
        accented = sum(not is_bare(word) for word in clause) > _MOSTLY * len(clause)
        lattice = [self._alternatives.readings(word, among_accented=accented) for word in clause]
        if not all(map(self._alternatives.exists, clause)):
            lattice = [self._alternatives.spared(*each) for each in zip(clause, lattice, strict=True)]
        for at in list(self._strange(lattice)):
            lattice[at] = [*lattice[at], *self._alternatives.unlikely(clause[at])]
        return restore(self.language, lattice)

    def _rewritten(self, text: str, words: Sequence[_Word]) -> tuple[str, float]:
        """`text` with every clause as it was probably meant, and the confidence of the least sure one."""
        pieces: list[str] = []
        end, confidence = 0, 1.0
        for clause in _clauses(text, words):
            found = self.restored([word.text for word in clause])
            confidence = min(confidence, found.confidence)
            for word, reading in zip(clause, found.readings, strict=True):
                as_typed = text[word.start : word.end]
                pieces += [text[end : word.start], as_typed if word.is_number else _shown(as_typed, reading)]
                end = word.end
        return "".join([*pieces, text[end:]]), confidence

    def _strange(self, lattice: Sequence[Sequence[Reading]]) -> Iterator[int]:
        """Which syllables were never seen beside any of their neighbours, in any reading."""
        seen = [self._meet(one, other) for one, other in pairwise(lattice)]
        for at in range(len(lattice)):
            beside = seen[max(at - 1, 0) : at + 1]
            if beside and not any(beside):
                yield at

    def _meet(self, first: Sequence[Reading], second: Sequence[Reading]) -> bool:
        return self.language.met([one.forms[-1] for one in first], [one.forms[0] for one in second])


def _words(text: str) -> Iterator[_Word]:
    for match in _PIECE.finditer(text):
        if match["word"] is not None:
            yield _Word(*match.span(), NUMBER if match["word"].isdecimal() else match["word"])
        elif match.group()[0].isdigit():
            yield _Word(*match.span(), NUMBER)


def _clauses(text: str, words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Words with nothing but spaces between them."""
    clause: list[_Word] = []
    for word in words:
        if clause and not text[clause[-1].end : word.start].isspace():
            yield clause
            clause = []
        clause.append(word)
    if clause:
        yield clause


def _shown(typed: str, reading: Reading) -> str:
    """As typed where it is the same syllable, else with the capitals of what was typed."""
    meant = " ".join(form.text for form in reading.forms)
    if canonical(typed) == canonical(meant):
        return typed
    if len(typed) > 1 and typed.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if typed[0].isupper() else meant


def _forms(text: str) -> list[str]:
    return list(map(canonical, _WORD.findall(text)))


def _folded(text: str) -> list[str]:
    return list(map(fold, _WORD.findall(text)))
