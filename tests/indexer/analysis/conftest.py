"""Tables are read before the first test: a property's first example must not pay for them."""

import pytest

from indexer.analysis.abbreviations import find_concepts
from indexer.analysis.analyzer import read_syllables
from indexer.analysis.numbers import find_numbers
from indexer.analysis.words import find_words


@pytest.fixture(scope="session", autouse=True)
def tables_read() -> None:
    find_words("Hội nghị")
    syllables = read_syllables("Kế hoạch 74/KH-UBND")
    find_concepts(syllables)
    find_numbers(syllables)
