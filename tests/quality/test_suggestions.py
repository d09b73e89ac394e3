"""Floors of suggestions over texts of our own: accents where no model has read them, slips and words where
the archive has them.

Measured 2026-11 among 300 samples: 94.9 % of accents, 98.3 and 98.5 % of slips, 97.9 % of words.
"""

from pathlib import Path

import pytest

from benchmarks.suggest.__main__ import read_texts, trained
from benchmarks.suggest.quality import scores

pytestmark = pytest.mark.quality
SAMPLES = 300
UNSEEN = {
    "accents restored, none typed": 94.5,
    "accents restored, half typed": 96.5,
    "right texts left alone": 96.5,
    "right bare queries not respelt": 97.5,
}
FLOORS = {
    "slips corrected, accented queries": 98.0,
    "slips corrected, bare queries": 97.5,
    "Telex keys read": 99.0,
    "VNI keys read": 99.0,
    "completed from a syllable and 2 letters, among 8": 97.0,
}


def short_of(measured: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    return {what: measured[what] for what, floor in floors.items() if measured[what] < floor}


def test_accents_of_unseen_texts_are_restored(tmp_path: Path) -> None:
    found = scores(trained(tmp_path, SAMPLES, ()), read_texts(None), unseen=True)
    assert short_of({score.what: score.percent for score in found}, UNSEEN) == {}


def test_slips_are_corrected_and_words_completed(tmp_path: Path) -> None:
    texts = read_texts(None)
    found = scores(trained(tmp_path, SAMPLES, texts), texts, unseen=False)
    assert short_of({score.what: score.percent for score in found}, FLOORS) == {}


def test_accents_of_the_shared_pages_are_restored(tmp_path: Path, shared: Path) -> None:
    found = scores(trained(tmp_path, SAMPLES, ()), read_texts(shared / "seeds"), unseen=True)
    measured = {score.what: score.percent for score in found}
    assert measured["accents restored, none typed"] >= 95.0
