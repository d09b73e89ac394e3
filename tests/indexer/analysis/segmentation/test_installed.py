"""pyvi's files are read with care, and another release is left to pyvi itself."""

import pickle
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import words
from indexer.analysis.segmentation import installed
from indexer.analysis.segmentation.crfsuite import ModelUnreadable, parse_model
from indexer.analysis.segmentation.installed import PyviModel, UnknownRelease, lift_blob, read_installed
from indexer.analysis.segmentation.stock import StockSegmenter


@pytest.fixture(scope="module")
def blob() -> bytes:
    return lift_blob((installed._folder() / "models" / "pyvi3.pkl").read_bytes())


def test_the_model_has_two_labels_and_listed_words(model: PyviModel) -> None:
    assert model.crf.labels == ("B_W", "I_W")
    assert {"bias", "-1:word.bi_gram()", "+2:word.tri_gram()"} <= model.crf.states.keys()
    assert "hội nghị" in model.pairs
    assert all(word.count(" ") == 2 for word in model.triples)


class Trap:
    """Unpickled, it would raise."""

    def __reduce__(self) -> tuple[object, ...]:
        return exec, ("raise SystemExit('unpickled')",)


def test_a_pickle_is_walked_and_never_run() -> None:
    model = b"lCRF\x00\xff"
    pickled = pickle.dumps([Trap(), {"__FILE_RESOURCE_DATA__": model}], protocol=2)
    assert lift_blob(pickled) == model


@pytest.mark.parametrize(
    "pickled", [b"", b"no pickle", pickle.dumps({"a": 1}), b"\x80\x02X\xff\xff\xff\x7fshort"]
)
def test_what_holds_no_model_says_so(pickled: bytes) -> None:
    with pytest.raises(ModelUnreadable):
        lift_blob(pickled)


@given(st.data())
def test_a_damaged_model_is_unreadable_or_read_but_never_more(blob: bytes, data: st.DataObject) -> None:
    header = bytearray(blob[:2200])
    at = data.draw(st.integers(0, 47) | st.integers(0, len(header) - 4))
    header[at : at + 4] = struct.pack("<I", data.draw(st.integers(0, 2**32 - 1)))
    whole = bytes(header) + blob[2200 : data.draw(st.integers(2200, len(blob)))]
    try:
        parse_model(whole)
    except ModelUnreadable:
        return


def test_another_release_falls_back_to_pyvi(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(installed, "_DIGESTS", {**installed._DIGESTS, "models/words.txt": "0" * 64})
    with pytest.raises(UnknownRelease):
        read_installed()
    words.segmenter.cache_clear()
    try:
        assert isinstance(words.segmenter(), StockSegmenter)
        assert words.find_words("Hội nghị sơ kết") == ["hội_nghị", "sơ_kết"]
    finally:
        words.segmenter.cache_clear()
    assert "falls back to pyvi" in caplog.text


def test_a_missing_pyvi_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(installed, "find_spec", lambda _name: None)
    with pytest.raises(UnknownRelease):
        read_installed()
