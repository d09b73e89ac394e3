"""The texts that are compared with pyvi: the same each time, and of every kind."""

import unicodedata
from itertools import islice

from benchmarks.analysis.__main__ import _report_speed
from benchmarks.analysis.speed import Speed
from benchmarks.analysis.texts import compared_texts, noisy_texts


def test_compared_texts_are_the_same_each_time_and_of_every_kind() -> None:
    texts = list(compared_texts(120))
    assert texts == list(compared_texts(120))
    assert len(texts) == 120
    assert any(not unicodedata.is_normalized("NFC", text) for text in texts)
    assert any(text.isupper() for text in texts)
    assert any(text.isascii() and " " in text for text in texts)


def test_noise_can_be_written_as_utf_8() -> None:
    assert all(text.encode() is not None for text in islice(noisy_texts(), 300))


def test_a_missed_floor_is_told() -> None:
    fast = Speed(syllables=100, stock=(8.0, 8.0), words=(1.0, 1.0), chain=(1.0, 1.0))
    slow = Speed(syllables=100, stock=(8.0, 8.0), words=(1.0, 1.0), chain=(3.0, 4.0))
    assert (_report_speed(fast), _report_speed(slow)) == (False, True)
