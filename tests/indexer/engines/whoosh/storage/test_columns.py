"""Columns: each value as it was given, in no more bytes than it needs."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import IndexDamaged
from indexer.engines.whoosh.storage.columns import Columns, ColumnsWriter
from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter


class Written:
    """A columns file about to be read."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / "f"
        self.path.unlink(missing_ok=True)
        self.file = SealedWriter(self.path, "seg")
        self.columns = ColumnsWriter(self.file)

    def read(self, documents: int) -> Columns:
        self.file.seal({"columns": self.columns.about})
        file = Sealed(self.path, "seg")
        return Columns(file, file.about["columns"], documents)


@given(values=st.lists(st.integers(-(2**63), 2**63 - 1), max_size=30), narrow=st.integers(0, 62))
@settings(deadline=None)
def test_numbers_are_read_as_written(
    tmp_path_factory: pytest.TempPathFactory, values: list[int], narrow: int
) -> None:
    values = [value >> narrow for value in values]
    written = Written(tmp_path_factory.getbasetemp())
    written.columns.add_numbers("n", np.array(values, np.int64))
    found = written.read(len(values)).numbers("n")
    assert found.tolist() == values
    assert found.dtype.kind == "i"


@pytest.mark.parametrize(
    ("low", "high", "stored", "handed_out"),
    [
        (0, 127, 1, 1),
        (-128, 127, 1, 1),
        (0, 255, 1, 2),
        (1950, 2030, 1, 2),
        (0, 65_535, 2, 4),
        (1_600_000_000, 1_800_000_000, 4, 4),
        (2**40, 2**40 + 200, 1, 8),
        (-(2**63), 2**63 - 1, 8, 8),
    ],
)
def test_numbers_take_the_narrowest_width(
    tmp_path: Path, low: int, high: int, stored: int, handed_out: int
) -> None:
    written = Written(tmp_path)
    written.columns.add_numbers("n", np.array([low, high] * 500, np.int64))
    columns = written.read(1000)
    assert columns.numbers("n").itemsize == handed_out
    assert Sealed(written.path, "seg").section("n/values").size == stored * 1000


@pytest.mark.parametrize(("uniques", "width"), [(1, 1), (256, 1), (257, 2), (65_536, 2), (65_537, 4)])
def test_codes_are_as_wide_as_they_must_be(tmp_path: Path, uniques: int, width: int) -> None:
    strings = [b"%d" % n for n in range(uniques)]
    codes = np.arange(uniques)[::-1]
    written = Written(tmp_path)
    written.columns.add_refs("r", codes, strings)
    found, values = written.read(uniques).refs("r")
    assert found.itemsize == width
    assert found.tolist() == codes.tolist()
    assert values == strings


@given(values=st.lists(st.binary(max_size=6), max_size=30) | st.lists(st.binary(min_size=3, max_size=3)))
@settings(deadline=None)
def test_texts_are_read_as_written(tmp_path_factory: pytest.TempPathFactory, values: list[bytes]) -> None:
    written = Written(tmp_path_factory.getbasetemp())
    written.columns.add_texts("t", values)
    texts = written.read(len(values)).texts("t")
    assert list(texts) == texts.all() == values
    assert texts.take(np.arange(len(values))[::-1]) == values[::-1]


@pytest.mark.parametrize("values", [[b"%d" % n for n in range(2000)], [b"%05d" % n for n in range(2000)]])
def test_many_texts_are_taken_at_once(tmp_path: Path, values: list[bytes]) -> None:
    written = Written(tmp_path)
    written.columns.add_texts("t", values)
    texts = written.read(2000).texts("t")
    rows = np.array([7, 7, 1999, *range(0, 2000, 3)])
    assert texts.take(rows) == [values[row] for row in rows.tolist()]
    for beyond in (2000, -1):
        with pytest.raises(IndexError):
            texts.take(np.append(rows, beyond))
        with pytest.raises(IndexError):
            texts.take(np.array([beyond]))


def test_columns_are_known_by_name_and_kind(tmp_path: Path) -> None:
    written = Written(tmp_path)
    written.columns.add_numbers("n", np.array([1]))
    written.columns.add_texts("t", [b"x"])
    with pytest.raises(ValueError, match="there already"):
        written.columns.add_texts("n", [b"x"])
    columns = written.read(1)
    assert dict(columns.kinds) == {"n": "numbers", "t": "texts"}
    for read in (columns.numbers, columns.refs, columns.texts):
        with pytest.raises(KeyError):
            read("none")
    with pytest.raises(KeyError):
        columns.texts("n")


@pytest.mark.parametrize("codes", [[0, 2], [-1, 0]])
def test_codes_without_a_value_are_refused(tmp_path: Path, codes: list[int]) -> None:
    with pytest.raises(ValueError, match="code without a value"):
        Written(tmp_path).columns.add_refs("r", np.array(codes), [b"a", b"b"])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "pickles"},
        {"documents": 3},
        {"dtype": "<u2"},
        {"dtype": "O"},
        {"stored": "<f4"},
        {"stored": "V0"},
        {"offset": "x"},
        {"kind": "refs"},
    ],
)
def test_a_footer_that_says_otherwise_is_damage(tmp_path: Path, change: dict[str, object]) -> None:
    """The footer has a checksum; this is what happens when someone made it fit."""
    written = Written(tmp_path)
    written.columns.add_refs("r", np.array([0, 1]), [b"a", b"b"])
    written.columns.add_numbers("n", np.array([70_000, 70_001]))
    for about in written.columns.about.values():
        about |= {key: value for key, value in change.items() if key in about}
    with pytest.raises(IndexDamaged, match="/f is damaged"):
        read_all(written)


def read_all(written: Written) -> None:
    columns = written.read(2)
    columns.numbers("n") if columns.kinds["n"] == "numbers" else columns.refs("n")
    columns.refs("r")
