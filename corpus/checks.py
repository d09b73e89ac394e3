"""Whether what lies on disk is fit for use, for `tratin doctor`. Leaves nothing behind."""

import tempfile
from collections.abc import Callable

from corpus.article import Frozen
from corpus.catalog import Catalog, CatalogMissing
from corpus.errors import TraTinError
from corpus.settings import StorageSettings


class Check(Frozen):
    """One thing looked at: `found` says what is there, or what is wrong and how to mend it."""

    name: str
    ok: bool
    found: str


def run_check(name: str, probe: Callable[[], str]) -> Check:
    """The outcome of a probe, which returns what it found or raises what is wrong."""
    try:
        return Check(name=name, ok=True, found=probe())
    except (TraTinError, OSError, ImportError) as error:
        return Check(name=name, ok=False, found=str(error))


def check_storage(storage: StorageSettings) -> tuple[Check, ...]:
    """The storage folder, the archive and the catalog; what is not there yet is not wrong."""
    return (
        run_check("storage", lambda: _writable(storage)),
        run_check("archive", lambda: _archive_size(storage)),
        run_check("catalog", lambda: _catalog_size(storage)),
    )


def _writable(storage: StorageSettings) -> str:
    storage.directory.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=storage.directory):
        return f"{storage.directory} can be written"


def _archive_size(storage: StorageSettings) -> str:
    sizes = [file.stat().st_size for file in storage.warc_directory.glob("*.warc.gz*")]
    return f"{len(sizes)} WARC files, {sum(sizes) / 1e6:.1f} MB"


def _catalog_size(storage: StorageSettings) -> str:
    try:
        with Catalog.open(storage.resolved_catalog_url, read_only=True) as catalog:
            return f"{catalog.article_count()} articles"
    except CatalogMissing:
        return "none yet: `tratin crawl` makes it"
