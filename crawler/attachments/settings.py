"""[crawler.attachments] of config.toml: which files are fetched, and what reading one may cost."""

from pydantic import Field

from corpus.settings import Section
from crawler.attachments.limits import ReadLimits


class AttachmentSettings(Section):
    """[crawler.attachments]: files of articles. How large one may be is [crawler] max_body_bytes."""

    fetch: bool = True
    """Without it only the files' names are known."""
    max_files_per_article: int = Field(default=20, ge=0)
    """Reports come with two or three annexes; an article with more is a library, whose list says it all."""
    revisit_days: tuple[float, ...] = Field(default=(7.0, 30.0), strict=False)
    """Days after its first visit on which a file is asked for again: portals put a mended annex in the place
    of the first. Where the host gives ETag or Last-Modified, most of these answers have no body."""
    read_seconds: float = Field(default=60.0, gt=0)
    """For one file, OCR not counted: a report of 148 pages takes 0.2 s."""
    read_memory_mb: int = Field(default=1_024, ge=256)
    """For one file. Programs called for it (LibreOffice maps 2 GB) may have four times as much."""
    max_text_chars: int = Field(default=1_000_000, ge=1_000)
    """Kept of one file: 350 printed pages. What the index takes of it is [indexer] attachment_chars."""
    ocr_pages: int = Field(default=10, ge=0)
    """Pages without text that are read by OCR, 1.6 s of a core each; 0 turns OCR off."""
    ocr_page_seconds: float = Field(default=60.0, gt=0)
    """A page that takes longer is a map or a plan."""
    zip_depth: int = Field(default=2, ge=1)
    """A package in a package is read, one inside that is not."""
    zip_members: int = Field(default=50, ge=1)
    """Of one ZIP, those in packages inside included."""
    max_unpacked_bytes: int = Field(default=100_000_000, ge=1_000_000)
    """Of one file: a bomb of 100 kB unpacks to 100 MB."""

    @property
    def limits(self) -> ReadLimits:
        return ReadLimits(
            seconds=self.read_seconds,
            memory_mb=self.read_memory_mb,
            max_chars=self.max_text_chars,
            ocr_pages=self.ocr_pages,
            ocr_page_seconds=self.ocr_page_seconds,
            package_depth=self.zip_depth,
            package_members=self.zip_members,
            package_bytes=self.max_unpacked_bytes,
        )
