"""How likely a syllable is, and how likely after one or two others: the index's counts over shipped ones.

Linear interpolation of rows of three (those of the index alone), pairs and single syllables (Jelinek and
Mercer 1980). A pair never seen costs what the syllable alone costs, so a place name that only the index
knows needs no more than one mention.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.analysis.fold import fold
from indexer.analysis.syllables import looks_vietnamese
from indexer.analysis.tables import read_table
from indexer.suggest.fingerprints import Prints, fingerprint_of, keys_of_rows
from indexer.suggest.model import Model
from indexer.suggest.texts import BOUNDARY

_INTERPOLATION = 0.85
"""Share of the pair. Over 3,215 syllables of unseen pages .85 restored 97.5 %, shares that grow with what is
known of the first syllable (Witten and Bell 1991) 97.2."""
_TRIPLE_SHARE = 0.5
"""What stands in the archive is what is searched there: of slips in bare queries over 40 of 6,000 newspaper
articles 96.9 % were corrected with it, 93.3 without."""
_FOREIGN_LETTERS = 5
_FOREIGN_COUNT = 6.0
"""A foreign word is longer than most slips, and stands there more than once."""
_UNSEEN = 0.1
"""How often a syllable that was never seen is taken to stand."""


@dataclass(frozen=True, slots=True)
class Form:
    """A written syllable. `ids`: its place in each layer, -1 where it is unknown."""

    text: str
    ids: tuple[int, ...]
    count: float

    @property
    def in_archive(self) -> bool:
        """Whether it stands in the first layer."""
        return self.ids[0] >= 0


def _is_meant(folded: str, count: float) -> bool:
    """Whether people mean to type it: a syllable, an abbreviation, a foreign word like `camera`."""
    is_word = len(folded) >= _FOREIGN_LETTERS and folded.isalpha() and count >= _FOREIGN_COUNT
    return is_word or looks_vietnamese(folded) or folded in abbreviations()


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    """Folded: `ubnd`."""
    return frozenset(fold(row["abbr"]) for row in read_table("abbreviations") if row["abbr"].isalnum())


class LanguageModel:
    """Models, each with its weight, that of the archive first. Safe for threads."""

    def __init__(self, layers: Sequence[tuple[Model, float]]) -> None:
        self._models = tuple(model for model, _weight in layers)
        self._weights = tuple(weight for _model, weight in layers)
        self._unknown = tuple(-1 for _model in self._models)
        self._forms: dict[str, tuple[Form, ...]] = {}

    def forms_of(self, folded: str) -> tuple[Form, ...]:
        """Every known syllable that folds to this."""
        found = self._forms.get(folded)
        if found is None:
            if len(self._forms) > 10_000:
                self._forms.clear()
            found = self._forms[folded] = tuple(self._read_forms(folded))
        return found

    def form(self, text: str, folded: str) -> Form:
        """This written syllable, known or not."""
        same = (form for form in self.forms_of(folded) if form.text == text)
        return next(same, Form(text, self._unknown, 0.0))

    @cached_property
    def boundary(self) -> Form:
        """The begin or end of a clause."""
        return self.form(BOUNDARY, BOUNDARY)

    @cached_property
    def folded_counts(self) -> dict[str, float]:
        """How often each folded syllable or word stands, to hold typing slips against."""
        total: dict[str, float] = {}
        for model, weight in zip(self._models, self._weights, strict=True):
            for folded, count in model.folded_counts():
                if _is_meant(folded, weight * count):
                    total[folded] = total.get(folded, 0.0) + weight * count
        return total

    @cached_property
    def size(self) -> float:
        """Syllables counted."""
        return 1.0 + sum(self.folded_counts.values())

    def after(self, before: Sequence[Form], following: Sequence[Form]) -> NDArray[np.float64]:
        """Log-probability (before, following) of each form of `following` after each of `before`."""
        alone = np.array([form.count + _UNSEEN for form in following]) / self.size
        pairs = np.zeros((len(before), len(following)))
        for layer, weight in enumerate(self._weights):
            pairs += weight * self._pairs(layer, before, following)
        seen = np.array([max(form.count, 1.0) for form in before])
        share = np.minimum(pairs / seen[:, None], 1.0)
        likely: NDArray[np.float64] = np.log(_INTERPOLATION * share + (1 - _INTERPOLATION) * alone)
        return likely

    def after_both(
        self,
        before: Sequence[Form],
        middle: Sequence[tuple[Form, ...]],
        following: Sequence[Form],
        likely: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Log-probability (before, middle, following) of each form of `following` behind the last two of
        those before it; `likely` (middle, following) is that behind the last alone."""
        older = [forms[-2:-1] * len(before) if len(forms) > 1 else before for forms in middle]
        first = np.array([_prints(column) for column in older]).T
        second, third = _prints([forms[-1] for forms in middle]), _prints(following)
        times = self._models[0].times(keys_of_rows(first[:, :, None], second[:, None], third))
        seen = np.maximum(self._last_two(before, middle), times.max(axis=2))
        share = times / (seen + 1.0)[:, :, None]
        sharper: NDArray[np.float64] = np.log((1 - _TRIPLE_SHARE) * np.exp(likely) + _TRIPLE_SHARE * share)
        return sharper

    def met(self, before: Sequence[Form], following: Sequence[Form]) -> bool:
        """Whether any of `following` was ever seen after any of `before`."""
        return any(self._pairs(layer, before, following).any() for layer in range(len(self._models)))

    def _last_two(self, before: Sequence[Form], middle: Sequence[tuple[Form, ...]]) -> NDArray[np.float64]:
        """How often the archive has the last two syllables of each way to `middle`: (before, middle)."""
        counts = self._pairs(0, before, [forms[0] for forms in middle])
        for place, forms in enumerate(middle):
            if len(forms) > 1:
                counts[:, place] = self._pairs(0, forms[-2:-1], forms[-1:])[0, 0]
        return counts

    def _pairs(self, layer: int, before: Sequence[Form], following: Sequence[Form]) -> NDArray[np.float64]:
        model = self._models[layer]
        wanted = np.array([form.ids[layer] for form in following], np.int64)
        counts = np.zeros((len(before), len(following)))
        for row, form in enumerate(before):
            if form.ids[layer] < 0:
                continue
            seconds, found = model.followers(form.ids[layer])
            if seconds.size:
                places = np.minimum(np.searchsorted(seconds, wanted), seconds.size - 1)
                counts[row] = np.where(seconds[places] == wanted, found[places], 0)
        return counts

    def _read_forms(self, folded: str) -> Iterator[Form]:
        ids: dict[str, list[int]] = {}
        counts: dict[str, float] = {}
        for layer, (model, weight) in enumerate(zip(self._models, self._weights, strict=True)):
            for text, number, count in model.spellings(folded):
                ids.setdefault(text, list(self._unknown))[layer] = number
                counts[text] = counts.get(text, 0.0) + weight * count
        for text, places in ids.items():
            yield Form(text, tuple(places), counts[text])


def _prints(forms: Sequence[Form]) -> Prints:
    return np.array([fingerprint_of(form.text) for form in forms], np.uint64)
