"""What reading one file may cost, and what it gives: a text, or why there is none. Values only."""

from dataclasses import dataclass

from corpus.errors import SkipItem


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds of reading one file, all of its members and pages together."""

    seconds: float = 60.0
    """Of reading, programs called for it included; OCR has its own."""
    memory_mb: int = 1024
    max_chars: int = 1_000_000
    """Of text kept."""
    ocr_pages: int = 10
    """Pages without text that are read by OCR; 0 turns it off."""
    ocr_page_seconds: float = 60.0
    package_depth: int = 2
    """A package in a package in the file, and no deeper."""
    package_members: int = 50
    package_bytes: int = 100_000_000
    """Unpacked, all members together."""

    @property
    def total_seconds(self) -> float:
        """After so long a reader is stopped, whatever it is doing."""
        return self.seconds + self.ocr_pages * self.ocr_page_seconds


class Unreadable(SkipItem):
    """A file gives no text; `reason` is short, hyphenated and counted.

    `broken`, `encrypted`, `no-text`, `scanned`, `kind-unread`, `page-not-file`, `no-program`, `too-large`.
    """


@dataclass(frozen=True, slots=True)
class FileText:
    """What reading a file gave: its text, or a `reason` why there is none."""

    kind: str
    text: str = ""
    reason: str = ""
