"""What each typed syllable may stand for, and what it costs to believe that it does.

Accents that were typed stay as they are wherever the syllable exists. Where it does not, syllables near it
stand beside it; where a bare one does not, keys of Telex and VNI are read and runs typed in one are parted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from indexer.analysis.fold import fold
from indexer.analysis.syllables import looks_vietnamese
from indexer.suggest.language_model import Form, LanguageModel, abbreviations
from indexer.suggest.near import distance, near, split
from indexer.suggest.restoration import Reading, restore
from indexer.suggest.texts import NUMBER, is_bare, spelled
from indexer.suggest.typing_slips import without_typing_slip

_SLIP = 5.0
"""Nats for one slip: about one syllable in 150 is mistyped, and it could have become any of some."""
_SLIP_TO_KNOWN = 10.0
"""The same where the typed syllable exists, but in no such company. With 9 instead of 10 over articles that
no model had read 3.8 instead of 2.3 % of right bare queries were respelt; of slips that are syllables, over
such as are in the archive, 44.6 instead of 42.4 % corrected."""
_KEYS = 0.5
"""Telex and VNI keys are hardly ever typed for anything else."""
_KEYS_TO_KNOWN = 3.0
"""The same where the keys are a syllable themselves: `lee` may be `lê`, or a name."""
_ROMAN = re.compile(r"(?=[ivx]{3}|[ivx]v)x{0,3}(?:ix|iv|v?i{0,3})")
"""Up to 39: no congress counts further, and `cxc` is a slip for `các`."""
_GLUED = 1.0
"""For each space left out: hardly any run of letters falls into syllables by chance."""
_GLUED_LETTERS = 6
"""Shorter ones fall into syllables by chance: `noru`."""
_RARE_SHARE = 2e-7
_RARE_COUNT = 5.0
"""Of all syllables: what stands no more often is taken for a slip itself; but twice in the archive is enough.
Without that bound 93.3 % of slips were corrected among 100,000 articles, with it 94.8; with slips beside a
syllable that does not exist made dearer (`spared`) 1.2 points more."""
_ACCENTING = 3.0
"""For accents given to a bare syllable where most others have theirs: it is probably meant bare."""
_MOST_NEAR = 60
_MOST_WAYS = 12
"""To part a run, those with the fewest syllables."""
_LONGEST = 40


class Alternatives:
    """Readings of typed syllables over one language model. Safe for threads."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language

    def readings(self, typed: str, *, among_accented: bool = False) -> list[Reading]:
        """All of them, what was typed among them. `among_accented`: most syllables around have accents."""
        form = spelled(typed)
        folded = fold(form)
        if typed.isdecimal():
            return [Reading((self._language.form(NUMBER, NUMBER),))]
        if len(typed) > _LONGEST or not typed.isalnum():
            return [Reading((self._language.form(form, folded),))]
        if self._is_abbreviation(typed, folded):
            return [Reading((self._language.form(form, folded),))]
        if is_bare(typed):
            found = self._bare(form, folded)
            return _dearer(found, form) if among_accented else found
        return self._accented(form, folded)

    def unlikely(self, typed: str) -> list[Reading]:
        """Further readings of a bare syllable that exists, but not beside its neighbours."""
        folded = fold(spelled(typed))
        if not is_bare(typed) or not typed.isalpha() or folded in abbreviations():
            return []
        if self._is_abbreviation(typed, folded):
            return []
        return [Reading((form,), _SLIP_TO_KNOWN) for form in self._near_forms(folded)]

    def exists(self, typed: str) -> bool:
        """Whether it stands anywhere, with whatever accents; numbers do."""
        return not typed.isalpha() or bool(self._language.forms_of(fold(spelled(typed))))

    def spared(self, typed: str, readings: Sequence[Reading]) -> list[Reading]:
        """`readings` beside a syllable that does not exist: that is the slip, hardly one that does, rare as
        it may be."""
        if not self.exists(typed):
            return list(readings)
        return [replace(one, cost=one.cost + _SLIP) if one.cost >= _SLIP else one for one in readings]

    def _bare(self, form: str, folded: str) -> list[Reading]:
        known = [Reading((other,)) for other in self._language.forms_of(folded)]
        if not any(reading.forms[0].text == form for reading in known):
            known.append(Reading((self._language.form(form, folded),)))
        if folded in self.common:
            return [*known, *self._keys(form, _KEYS_TO_KNOWN)]
        known += self._keys(form, _KEYS)
        if self._is_foreign(folded) or folded in abbreviations():
            return known
        return [*known, *self._slips(folded), *self._parts(folded)]

    def _accented(self, form: str, folded: str) -> list[Reading]:
        typed = self._language.form(form, folded)
        if typed.count > self._rare and looks_vietnamese(folded):
            return [Reading((typed,))]
        others = [*self._language.forms_of(folded), *self._near_forms(folded)]
        apart = ((other, distance(form, other.text)) for other in others if other.text != form)
        return [Reading((typed,)), *(Reading((other,), _SLIP * far) for other, far in apart if far <= 2)]

    def _keys(self, form: str, cost: float) -> list[Reading]:
        meant = without_typing_slip(form)
        if meant is None:
            return []
        found = self._language.form(meant, fold(meant))
        return [Reading((found,), cost)] if found.count else []

    def _slips(self, folded: str) -> list[Reading]:
        return [Reading((form,), _SLIP) for form in self._near_forms(folded)]

    def _near_forms(self, folded: str) -> list[Form]:
        """Spellings of the commonest syllables one edit away that the archive has: others find nothing."""
        counts = self._language.folded_counts
        others = sorted(near(folded, counts), key=counts.__getitem__, reverse=True)
        others = [other for other in others if counts[other] > self._rare][:_MOST_NEAR]
        forms = (form for other in others for form in self._language.forms_of(other))
        return [form for form in forms if form.in_archive and form.count > self._rare]

    def _parts(self, folded: str) -> list[Reading]:
        """Each with the likeliest accents of its syllables."""
        ways = split(folded, self.common) if len(folded) >= _GLUED_LETTERS else []
        return [
            Reading(self._accents(way), _GLUED * (len(way) - 1)) for way in sorted(ways, key=len)[:_MOST_WAYS]
        ]

    def _accents(self, way: Sequence[str]) -> tuple[Form, ...]:
        spellings = [[Reading((form,)) for form in self._language.forms_of(part)] for part in way]
        return tuple(
            form for reading in restore(self._language, spellings).readings for form in reading.forms
        )

    def _is_abbreviation(self, typed: str, folded: str) -> bool:
        """Capitals that spell no syllable, `UBND`, but not `HỘI`; Roman numerals, but not `cxí`."""
        shouted = len(typed) > 1 and typed.isupper() and not looks_vietnamese(folded)
        return shouted or (is_bare(typed) and _ROMAN.fullmatch(folded) is not None)

    def _is_foreign(self, folded: str) -> bool:
        """A word like `covid`, that stands too often to be a slip."""
        return not looks_vietnamese(folded) and any(
            form.count > _KNOWN_FOREIGN * self._rare for form in self._language.forms_of(folded)
        )

    @property
    def _rare(self) -> float:
        return min(_RARE_SHARE * self._language.size, _RARE_COUNT)

    @cached_property
    def common(self) -> dict[str, float]:
        """Folded syllables that are no slip themselves."""
        rare = self._rare
        return {text: count for text, count in self._language.folded_counts.items() if count > rare}


def _dearer(readings: list[Reading], bare: str) -> list[Reading]:
    """The same, but for the one typed at a higher cost; where it does not exist at the same."""
    if not any(one.forms[0].text == bare and one.forms[0].count for one in readings):
        return readings
    return [
        one if one.forms[0].text == bare else replace(one, cost=one.cost + _ACCENTING) for one in readings
    ]


_KNOWN_FOREIGN = 25
"""Such words stand that much more often than what is only a slip."""
