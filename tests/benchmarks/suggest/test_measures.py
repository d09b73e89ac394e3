"""The measures measure what they say."""

from pathlib import Path

from benchmarks.suggest.quality import Score, completed, corrected, unchanged
from benchmarks.suggest.source import SampleArticles
from benchmarks.suggest.speed import timings
from indexer.settings import SuggestSettings
from indexer.suggest.files import newest_model
from indexer.suggest.model import Model
from indexer.suggest.suggester import Suggester
from indexer.suggest.training import update_model


def suggester(folder: Path) -> Suggester:
    texts = ["Hội nghị sơ kết\nHội nghị sơ kết của Ủy ban nhân dân huyện."]
    source = SampleArticles(20, 3, texts)
    update_model(folder, source, source.total, SuggestSettings())
    path = newest_model(folder)
    assert path is not None
    return Suggester(Model(path), SuggestSettings())


def test_right_and_wrong_are_told_apart(tmp_path: Path) -> None:
    over = suggester(tmp_path)
    slips = [("hội ngị sơ kết", "hội nghị sơ kết"), ("hội nghị", "hội thảo")]
    assert corrected("slips", over, slips) == Score("slips", 1, 2)
    assert unchanged(over, [["hội", "nghị"], ["hoi", "nghi"]]).percent == 50.0
    among_eight = next(iter(completed(over, ["hội nghị", "xyz xyz"])))
    assert (among_eight.right, among_eight.total) == (1, 2)


def test_every_way_to_complete_gives_the_same_uses(tmp_path: Path) -> None:
    over = suggester(tmp_path)
    for timing in timings(over, list(over.model.entries())):
        assert timing.same >= 0.97, timing
