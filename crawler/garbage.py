"""When the collector of cyclic garbage works, and what it looks at."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_waits() -> Iterator[None]:
    """No automatic collection inside; whoever had switched it off keeps it off.

    For reading one page, whose tree is all cycles: collections in mid-page walked the growing tree again and
    again, 60 % of the time of building it (real pages of 87 KB). Afterwards the tree goes in one pass.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def settle_collector() -> None:
    """Lets the collector pass over all that is there: modules and tables of units live as long as the
    process, and walking them took half a second of each ten of a crawl."""
    gc.collect()
    gc.freeze()
