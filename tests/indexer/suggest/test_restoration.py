"""The likeliest path, and how sure it is, against trying every path."""

import itertools
import math

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.suggest.language_model import LanguageModel
from indexer.suggest.restoration import Reading, restore
from indexer.suggest.suggester import Suggester


def readings_of(language: LanguageModel, folded: str, cost: float) -> list[Reading]:
    return [Reading((form,), cost) for form in language.forms_of(folded)[:3]]


def likelihood(language: LanguageModel, path: tuple[Reading, ...]) -> float:
    forms = [language.boundary, *(form for reading in path for form in reading.forms), language.boundary]
    likely = float(language.after(forms[:1], forms[1:2])[0, 0])
    for first, second, third in zip(forms, forms[1:], forms[2:], strict=False):
        pair = language.after([second], [third])
        likely += float(language.after_both([first], [(second,)], [third], pair)[0, 0, 0])
    return likely - sum(reading.cost for reading in path)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.lists(st.sampled_from(["hoi", "nghi", "so", "ket", "dat"]), min_size=1, max_size=2, unique=True),
        min_size=1,
        max_size=3,
    )
)
def test_viterbi_finds_what_trying_all_finds(suggester: Suggester, folded: list[list[str]]) -> None:
    language = suggester.proposer.language
    lattice = [[r for text in texts for r in readings_of(language, text, len(text) / 5)] for texts in folded]
    found = restore(language, lattice)
    every = {path: likelihood(language, path) for path in itertools.product(*lattice)}
    best = max(every.values())
    assert math.isclose(every[found.readings], best, rel_tol=1e-9)
    share = math.exp(best) / sum(map(math.exp, every.values()))
    assert math.isclose(found.confidence, share ** (1 / len(lattice)), rel_tol=1e-3), "but for those far off"


def test_nothing_is_sure() -> None:
    assert restore(LanguageModel([]), []).confidence == 1.0
