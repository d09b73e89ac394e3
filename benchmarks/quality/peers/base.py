"""What the comparison asks of an engine. One small file an engine, each as its own documentation sets it up.

Every peer gets title and text as one text and the whole query as alternatives (OR), the best fair way with
questions: asked for all words at once, each of them finds next to nothing.
"""

from collections.abc import Sequence
from typing import Protocol


class Peer(Protocol):
    """An engine in memory or in a folder of its own."""

    def build(self, texts: Sequence[str]) -> None:
        """An index of `texts`, ready to be searched."""

    def best(self, query: str, depth: int) -> list[int]:
        """Places in `texts` of the `depth` best, in order; fewer when fewer match."""


class CannotRun(Exception):
    """The engine is not installed here; the message says what to install."""


INSTALL = "is not installed: pip install -r requirements-bench.lock"
