"""Topics over the part of a labelled corpus that the model was never trained on. Skips without the corpus."""

from pathlib import Path

import pytest

from benchmarks.topics.measure import measure_background, measure_ours, split_vntc

FLOOR = 0.91
"""Macro F1 of the main topic among all sixteen; 0.917 measured on 2026-11-22 (docs/topics.md)."""
LEAST_WITHOUT_TOPIC = 0.38
"""Of world news and science, about which no portal writes: 0.40 are left without a topic."""


@pytest.mark.quality
def test_the_main_topic_of_held_out_news(shared: Path) -> None:
    _, held_out, background = split_vntc(shared / "news" / "vntc_train_20k.jsonl.gz")
    assert len(held_out) > 1300
    assert measure_ours(held_out).macro_f1 >= FLOOR
    without = measure_background(background)[""]
    assert without / len(background) >= LEAST_WITHOUT_TOPIC
