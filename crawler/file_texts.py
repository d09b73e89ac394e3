"""Files in the archive -> their texts in the catalog. A file waits until its text is saved.

So a run that was killed goes on where it stopped, and reading all files again changes only what reads
differently now.
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from corpus.archive import ArchiveReader
from corpus.attachment import ReadFile, UnreadFile
from corpus.catalog import Catalog
from corpus.errors import ArchiveDamaged, SkipItem
from corpus.settings import Progress
from crawler.attachments.reader import FileReader
from crawler.settings import CrawlerSettings

logger = logging.getLogger(__name__)

_BATCH = 100


@dataclass
class FileTexts:
    """Reads what waits, one file after the other, each in a process with limits."""

    catalog: Catalog
    archive: ArchiveReader
    settings: CrawlerSettings
    clock: Callable[[], datetime]
    progress: Progress

    def read_waiting(self, until: Callable[[], bool] = lambda: False) -> Counter[str]:
        """Reads every file that waits, unless `until` says that it is enough.

        How many gave a text (`read`), and why the others did not.
        """
        found: Counter[str] = Counter()
        total = self.catalog.files.unread_count()
        if not total:
            return found
        with FileReader(self.settings.attachments.limits) as reader:
            while batch := self.catalog.files.unread(_BATCH):
                for file in batch:
                    if until():
                        return found
                    found[self._read(file, reader)] += 1
                    done = found.total()
                    self.progress("files", done, max(total, done))
        return found

    def _read(self, file: UnreadFile, reader: FileReader) -> str:
        """Reads one file and saves its text; says how it went."""
        read = self.catalog.files.twin(file) or self._text_of(file, reader)
        self.catalog.files.save_text(file.key, read, self.clock())
        if read.reason:
            logger.info("file: %s: %s", read.reason, file.key)
        return read.reason or "read"

    def _text_of(self, file: UnreadFile, reader: FileReader) -> ReadFile:
        try:
            response = self.archive.read(file.locator)
            content = response.decoded_body(self.settings.max_decoded_bytes)
        except (SkipItem, ArchiveDamaged) as error:
            reason = error.reason if isinstance(error, SkipItem) else "damaged"
            return ReadFile(text="", kind="unknown", reason=reason, bytes=0)
        found = reader.read(content, name=file.name, content_type=file.content_type)
        return ReadFile(text=found.text, kind=found.kind, reason=found.reason, bytes=len(content))
