"""Signal: published on the days that the query speaks of. Asked only where it speaks of any.

This is an archive: newer is not better.
"""

import numpy as np
from numpy.typing import NDArray

from indexer.ranking.bm25f import Floats


def date_factor(on_these_days: NDArray[np.bool_], weight: float) -> Floats:
    """1 + weight where the article may have been published then."""
    return np.asarray(1.0 + weight * on_these_days, dtype=np.float64)
