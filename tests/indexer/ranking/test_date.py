"""What was published on the days spoken of comes before its equals, and nothing else moves."""

import numpy as np

from indexer.ranking.date import date_factor


def test_only_articles_of_these_days_are_raised() -> None:
    assert list(date_factor(np.array([True, False]), 0.25)) == [1.25, 1.0]
