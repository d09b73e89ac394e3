"""Stored values: byte for byte, None apart from nothing, and smaller than they were."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zstandard import ZstdCompressor

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.storage import records as records_module
from indexer.engines.whoosh.storage.records import Records, RecordsWriter, make_dictionary
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter

WITH_MORE_BEHIND = b"\1" + ZstdCompressor().compress(b"x" * 100) + b"more"
VALUES = st.lists(
    st.none()
    | st.binary(max_size=40)
    | st.text("abc ", min_size=20, max_size=300).map(str.encode)
    | st.sampled_from([b"", b"\0", b"\1", b"x" * 5000]),
    max_size=150,
)


def written(directory: Path, values: list[bytes | None], batch: int = 100_000) -> Records:
    path = directory / "f"
    path.unlink(missing_ok=True)
    file = SealedWriter(path, "seg")
    writer = RecordsWriter(file, "field")
    for start in range(0, len(values), batch):
        writer.add(values[start : start + batch])
    writer.close()
    file.seal()
    return Records(Sealed(path, "seg"), "field")


@given(values=VALUES, batch=st.integers(1, 60), data=st.data())
@settings(deadline=None)
def test_values_are_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[bytes | None], batch: int, data: st.DataObject
) -> None:
    records = written(tmp_path_factory.getbasetemp(), values, batch)
    records.verify()
    assert [records[row] for row in range(len(records))] == values
    some = sorted(data.draw(st.sets(st.sampled_from(range(len(values)))))) if values else []
    assert records.values(np.array(some, np.int64)) == [values[row] for row in some]


def test_what_values_share_is_stored_once(tmp_path: Path) -> None:
    values: list[bytes | None] = [
        b'{"agency": "Uy ban nhan dan huyen so %d", "url": "https://huyen%d.gov.vn/tin"}' % (n, n * n)
        for n in range(3000)
    ]
    written(tmp_path, values)
    assert (tmp_path / "f").stat().st_size < 0.5 * sum(len(value or b"") for value in values)


def test_values_that_come_after_the_dictionary_was_made_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records_module, "_SAMPLED_BYTES", 5000)
    values: list[bytes | None] = [b"thong bao ve viec tiep nhan ho so so %d" % n for n in range(2000)]
    assert list(written(tmp_path, values, batch=10)) == values
    assert (tmp_path / "f").stat().st_size < 0.6 * sum(len(value or b"") for value in values)


def test_a_dictionary_is_no_burden_to_a_small_segment() -> None:
    one = b"a long enough value, the only one of its segment"
    assert len(make_dictionary([one, None, b"short"])) <= len(one) // 8
    assert make_dictionary([]) == make_dictionary([None, b""]) == b""


def test_a_dictionary_is_taken_from_everywhere() -> None:
    values = [
        b'{"place": "Phuong so %d", "kind": "thong bao", "year": %d}' % (n // 500, n) for n in range(5000)
    ]
    dictionary = make_dictionary(values)
    assert 0 < len(dictionary) <= 1 << 16
    assert b'"kind": "thong bao", "year": ' in dictionary
    assert any(b"Phuong so %d" % late in dictionary for late in range(5, 10))


def test_values_that_have_nothing_in_common_need_no_dictionary(tmp_path: Path) -> None:
    values: list[bytes | None] = [bytes([n]) * 30 for n in range(256)]
    assert list(written(tmp_path, values)) == values


@pytest.mark.parametrize("row", [-1, 2])
def test_there_are_no_records_beyond_the_ends(tmp_path: Path, row: int) -> None:
    with pytest.raises(IndexError):
        written(tmp_path, [b"a", None])[row]


@pytest.mark.parametrize("record", [b"\2abc", b"\1", b"\1not compressed", WITH_MORE_BEHIND])
def test_a_record_that_cannot_be_read_is_damage(tmp_path: Path, record: bytes) -> None:
    file = SealedWriter(tmp_path / "f", "seg")
    writer = RecordsWriter(file, "field")
    writer._encode = lambda value: value  # type: ignore[method-assign]
    writer.add([record])
    writer.close()
    file.seal()
    records = Records(Sealed(tmp_path / "f", "seg"), "field")
    with pytest.raises(IndexDamaged, match="/f is damaged"):
        records[0]


def test_a_record_that_swells_beyond_measure_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = written(tmp_path, [b"0" * 5000])
    monkeypatch.setattr(records_module, "MAX_RECORD_BYTES", 4999)
    with pytest.raises(IndexDamaged, match="too large"):
        records[0]
    with pytest.raises(ValueError, match="more than 4999"):
        written(tmp_path, [b"0" * 5000])
