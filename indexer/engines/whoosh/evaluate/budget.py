"""What one search may cost."""

import time
from dataclasses import dataclass, field

from corpus.errors import QueryTooCostly

UNLIMITED = 1 << 62


@dataclass(slots=True)
class Budget:
    """Counted down while a search runs. One for each search; not shared between threads."""

    deadline_seconds: float = float("inf")
    """From now on."""
    max_postings: int = UNLIMITED
    _began: float = field(default_factory=time.monotonic, init=False)

    def spend(self, postings: int) -> None:
        """To be called before so many postings are read. Raises QueryTooCostly."""
        self.max_postings -= postings
        if self.max_postings < 0:
            raise QueryTooCostly("it matches too many words")
        if time.monotonic() - self._began > self.deadline_seconds:
            raise QueryTooCostly("it takes too long")
