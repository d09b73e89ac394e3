"""One file while it is read: its bytes, what is known of it, and what is left of its limits."""

import time
from dataclasses import dataclass, field
from pathlib import Path

from crawler.attachments.limits import ReadLimits, Unreadable


@dataclass
class Budget:
    """What the whole file, all its members together, may still cost."""

    limits: ReadLimits
    members: int = field(init=False)
    unpacked_bytes: int = field(init=False)
    ocr_pages: int = field(init=False)
    begun: float = field(default_factory=time.monotonic)
    ocr_seconds: float = 0.0

    def __post_init__(self) -> None:
        self.members = self.limits.package_members
        self.unpacked_bytes = self.limits.package_bytes
        self.ocr_pages = self.limits.ocr_pages

    def seconds_left(self) -> float:
        """Of reading without OCR. Raises Unreadable `reader-timeout` when there are none."""
        left = self.limits.seconds - (time.monotonic() - self.begun - self.ocr_seconds)
        if left <= 0:
            raise Unreadable("reader-timeout")
        return left


@dataclass(frozen=True)
class Source:
    """A file to read; `depth` counts the packages it lies in. `directory` is its own, to be thrown away."""

    content: bytes
    name: str
    content_type: str | None
    budget: Budget
    directory: Path
    depth: int = 0

    @property
    def max_chars(self) -> int:
        return self.budget.limits.max_chars
