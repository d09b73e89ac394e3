"""The term dictionary against a sorted list."""

from bisect import bisect_left
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.engines.whoosh.storage.sealed import Sealed, SealedWriter, Section
from indexer.engines.whoosh.storage.terms import TermDictionary, TermsWriter

TERMS = st.sets(
    st.binary(max_size=8)
    | st.text("aă", min_size=1, max_size=20).map(str.encode)
    | st.lists(st.sampled_from([b"\xff", b"a", b"\0"]), max_size=9).map(b"".join),
    max_size=400,
).map(sorted)


def dictionary(directory: Path, terms: list[bytes], batch: int = 100_000) -> TermDictionary:
    path = directory / "f"
    path.unlink(missing_ok=True)
    file = SealedWriter(path, "seg")
    writer = TermsWriter(file, "field")
    for start in range(0, len(terms), batch):
        some = terms[start : start + batch]
        writer.add(some, frequencies(len(terms))[start : start + len(some)])
    writer.close()
    file.seal()
    return TermDictionary(Sealed(path, "seg"), "field")


def frequencies(terms: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(terms, dtype=np.int64) ** 2 + 1


@given(terms=TERMS, others=st.lists(st.binary(max_size=8), max_size=20), batch=st.integers(1, 500))
@example(terms=[b"%06d" % n for n in range(64 * 64 + 65)], others=[b"", b"000064", b"00006", b"9"], batch=77)
@settings(max_examples=80, deadline=None)
def test_terms_are_found_where_they_are_sorted(
    tmp_path_factory: pytest.TempPathFactory, terms: list[bytes], others: list[bytes], batch: int
) -> None:
    found = dictionary(tmp_path_factory.getbasetemp(), terms, batch)
    found.verify()
    assert len(found) == len(terms)
    assert [found.find(term) for term in terms] == list(range(len(terms)))
    assert [found.text(ordinal) for ordinal in range(len(terms))] == terms
    for other in (*others, *(term + b"\0" for term in terms[:9]), *(term[:-1] for term in terms[-9:])):
        assert found.at_or_after(other) == bisect_left(terms, other)
        assert found.find(other) == (terms.index(other) if other in terms else None)


@given(terms=TERMS, data=st.data())
@settings(max_examples=80, deadline=None)
def test_a_prefix_is_the_range_of_terms_that_begin_with_it(
    tmp_path_factory: pytest.TempPathFactory, terms: list[bytes], data: st.DataObject
) -> None:
    found = dictionary(tmp_path_factory.getbasetemp(), terms)
    starts = st.sampled_from(terms) if terms else st.just(b"")
    prefix = data.draw(st.binary(max_size=2) | starts.map(lambda term: term[: len(term) // 2 + 1]))
    expected = [ordinal for ordinal, term in enumerate(terms) if term.startswith(prefix)]
    assert list(found.prefix(prefix)) == expected


@given(terms=TERMS, data=st.data())
@settings(max_examples=80, deadline=None)
def test_ranges_hold_texts_and_document_frequencies(
    tmp_path_factory: pytest.TempPathFactory, terms: list[bytes], data: st.DataObject
) -> None:
    found = dictionary(tmp_path_factory.getbasetemp(), terms)
    lo = data.draw(st.integers(0, len(terms)))
    hi = data.draw(st.integers(lo, len(terms)))
    assert found.texts(lo, hi) == terms[lo:hi]
    assert found.document_frequencies(lo, hi).tolist() == frequencies(len(terms))[lo:hi].tolist()
    assert [found.document_frequency(ordinal) for ordinal in range(lo, hi)] == [
        o * o + 1 for o in range(lo, hi)
    ]


def test_more_blocks_than_are_cached_answer_the_same(tmp_path: Path) -> None:
    terms = [b"%06d" % n for n in range(64 * 300)]
    found = dictionary(tmp_path, terms)
    for _ in range(2):
        assert [found.text(ordinal) for ordinal in range(0, len(terms), 64)] == terms[::64]


def test_opening_a_dictionary_reads_headers_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [b"%07d" % n for n in range(200_000)]
    dictionary(tmp_path, terms)
    asked: list[int] = []
    read = Section.read
    monkeypatch.setattr(Section, "read", lambda self, a, b: asked.append(b - a) or read(self, a, b))
    TermDictionary(Sealed(tmp_path / "f", "seg"), "field")
    assert sum(asked) < 100


@pytest.mark.parametrize(
    "batches", [[[b"b", b"a"]], [[b"a", b"a"]], [[b"a", b"b"], [b"b"]], [[b"b"], [b"a"]]]
)
def test_terms_that_do_not_ascend_are_refused(tmp_path: Path, batches: list[list[bytes]]) -> None:
    writer = TermsWriter(SealedWriter(tmp_path / "f", "seg"), "field")
    for batch in batches[:-1]:
        writer.add(batch, np.ones(len(batch), np.int64))
    with pytest.raises(ValueError, match="ascend"):
        writer.add(batches[-1], np.ones(len(batches[-1]), np.int64))


@pytest.mark.parametrize("ordinals", [(-1, 0), (0, 3), (2, 1)])
def test_there_are_no_terms_beyond_the_ends(tmp_path: Path, ordinals: tuple[int, int]) -> None:
    found = dictionary(tmp_path, [b"a", b"b"])
    with pytest.raises(IndexError):
        found.texts(*ordinals)
    with pytest.raises(IndexError):
        found.document_frequencies(*ordinals)
    with pytest.raises(IndexError):
        found.text(-1)
    with pytest.raises(IndexError):
        found.document_frequency(2)
