"""Numbers of postings by their rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.whoosh.reading.docsets import DocSet
from indexer.engines.whoosh.reading.located import members_before, ranks


@given(st.sets(st.integers(0, 999)), st.lists(st.integers(0, 999), max_size=20).map(sorted))
def test_ranks_count_the_members_below(members: set[int], asked: list[int]) -> None:
    expected = [sum(member < row for member in members) for row in asked]
    rows = np.array(sorted(members), dtype=np.int32)
    dense = DocSet.from_bits(DocSet.from_rows(rows, 1000).bits, 1000)
    for found in (DocSet.from_rows(rows, 1000), dense):
        assert ranks(found, np.array(asked, dtype=np.int32), members_before(found)).tolist() == expected
