"""Facet values as pages list them, whatever part of them is looked at."""

from collections.abc import Collection, Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from indexer.counted import CountedValues
from indexer.engines.base import FacetValue, ValueCounts
from indexer.types import FacetCount

SLUGS = ["an", "ba", "ca", "da", "e"]
slugs = st.sampled_from(SLUGS)


class Counts(ValueCounts):
    """The plainest there can be."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = {FacetValue(slug, slug.upper()): count for slug, count in counts.items()}

    def ranked(self, first: Collection[str]) -> Sequence[tuple[FacetValue, int]]:
        return sorted(self._counts.items(), key=lambda one: (one[0].slug not in first, -one[1], one[0].label))

    def __getitem__(self, value: FacetValue) -> int:
        return self._counts[value]

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)


def listed(counts: dict[str, int], selected: frozenset[str]) -> list[FacetCount]:
    every = {**dict.fromkeys(selected, 0), **counts}
    ordered = sorted(every, key=lambda slug: (slug not in selected, -every[slug], slug))
    return [FacetCount(slug, slug.upper(), every[slug], slug in selected) for slug in ordered]


@given(
    st.dictionaries(slugs, st.integers(1, 3)),
    st.frozensets(slugs),
    st.slices(7),
)
def test_values_are_listed_selected_first_even_at_zero(
    counts: dict[str, int], selected: frozenset[str], part: slice
) -> None:
    values, expected = CountedValues(Counts(counts), selected, str.upper), listed(counts, selected)
    assert list(values) == expected
    assert len(values) == len(expected)
    assert list(values[part]) == expected[part]
    assert [values[at] for at in range(-len(expected), len(expected))] == [*expected, *expected]
    assert values == expected


def test_a_value_that_no_index_knows_is_called_by_its_slug() -> None:
    assert CountedValues(Counts({}), frozenset({"la"}), lambda slug: None) == (
        FacetCount("la", "la", 0, True),
    )
