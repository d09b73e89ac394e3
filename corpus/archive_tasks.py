"""What is done with an archive as a whole: indexing it for replay tools, checking it, exporting of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from corpus.archive import ArchiveReader
from corpus.archive.cdx_index import CdxIndex, CdxReport
from corpus.archive.wacz import Page, WaczReport, export_wacz
from corpus.article import Frozen
from corpus.catalog import Catalog
from corpus.errors import BadQuery, TraTinError
from corpus.settings import Progress, StorageSettings, no_progress


class ExportUnwritable(TraTinError):
    """The file of an export cannot be written."""


class ArchiveReport(Frozen):
    """What reading the whole archive found."""

    responses: int
    damaged: tuple[str, ...] = ()
    """One line per place that is no whole record, or whose body is not the one that was archived."""


def update_cdx(
    storage: StorageSettings, *, rebuild: bool = False, progress: Progress = no_progress
) -> CdxReport:
    """Brings the CDXJ index beside the archive up to date."""
    index = CdxIndex(storage.cdx_directory, storage.warc_directory)
    return index.update(rebuild=rebuild, progress=progress)


def check_archive(storage: StorageSettings, *, progress: Progress = no_progress) -> ArchiveReport:
    """Reads every record; gzip checks its bytes, the digest its body."""
    damaged: list[str] = []
    responses = 0
    reader = ArchiveReader(storage.warc_directory)
    for responses, _ in enumerate(reader.scan(lambda damage: damaged.append(str(damage))), 1):
        if responses % 100 == 0:
            progress("check", responses, None)
    return ArchiveReport(responses=responses, damaged=tuple(damaged))


def export_selection(  # noqa: PLR0913 - the front door
    storage: StorageSettings,
    path: Path,
    portals: Sequence[str],
    article_ids: Sequence[str],
    *,
    now: datetime,
    progress: Progress = no_progress,
) -> WaczReport:
    """Writes all captures of the portals, and those of the articles' pages and files, to a WACZ file.

    Raises BadQuery (nothing chosen, or nothing there of that name), ArchiveDamaged, ExportUnwritable.
    """
    with Catalog.open(storage.resolved_catalog_url, read_only=True) as catalog:
        _check_choice(catalog, portals, article_ids)
        chosen = catalog.selection(portals, article_ids)
        pages = (Page(capture.url, capture.fetched_at, title) for capture, title in chosen.pages())
        title = f"Tra Tin: {', '.join([*portals, *article_ids])}"
        try:
            return export_wacz(
                path,
                storage.warc_directory,
                chosen.captures(),
                pages,
                title=title,
                now=now,
                progress=progress,
            )
        except OSError as error:
            raise ExportUnwritable(f"{path}: cannot be written ({error.strerror or error})") from error


def _check_choice(catalog: Catalog, portals: Sequence[str], article_ids: Sequence[str]) -> None:
    if not portals and not article_ids:
        raise BadQuery("nothing-chosen: name portals (--portal KEY) or articles (--article ID)")
    known = {summary.portal for summary in catalog.summary()}
    unknown = [key for key in portals if key not in known]
    unknown += catalog.selection((), article_ids).unknown_articles()
    if unknown:
        raise BadQuery(
            f"unknown: {unknown[0]!r} is nothing that the catalog has; `tratin status` lists portals"
        )


__all__ = [
    "ArchiveReport",
    "CdxReport",
    "ExportUnwritable",
    "WaczReport",
    "check_archive",
    "export_selection",
    "update_cdx",
]
