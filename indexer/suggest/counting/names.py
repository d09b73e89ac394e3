"""Titles, agencies, people, meetings and document numbers of articles, counted; what does not fit the memory
is spilled to the disk as sorted runs."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article, Meeting
from indexer.suggest.entries import Entry, entry_of
from indexer.suggest.types import CompletionKind

_AT_ONCE = 200_000
"""Names held in memory: some 60 MB of titles."""


class NameTally:
    """Counts names; `folder` takes what is spilled and is the caller's to remove."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counts: Counter[tuple[CompletionKind, str]] = Counter()
        self._spilled: list[Path] = []

    def add(self, article: Article) -> None:
        """Once for each name in it, however often it stands there."""
        self._counts.update(dict.fromkeys(_names(article), 1))
        if len(self._counts) > _AT_ONCE:
            self._spill()

    def runs(self) -> list[Iterator[Entry]]:
        """Sorted runs; the same name may stand in several."""
        return [*map(_read_run, self._spilled), iter(self._sorted())]

    def _sorted(self) -> list[Entry]:
        entries = (entry_of(kind, text, count) for (kind, text), count in self._counts.items())
        return sorted(entry for entry in entries if entry is not None)

    def _spill(self) -> None:
        path = self._folder / f"names-{len(self._spilled)}"
        with path.open("w", encoding="utf-8") as stream:
            for entry in self._sorted():
                stream.write("\t".join(map(str, entry)) + "\n")
        self._spilled.append(path)
        self._counts.clear()


def _read_run(path: Path) -> Iterator[Entry]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            key, rank, text, uses = line.rstrip("\n").split("\t")
            yield Entry(key, int(rank), text, int(uses))


def _names(article: Article) -> Iterator[tuple[CompletionKind, str]]:
    yield CompletionKind.TITLE, article.title
    for agency in (article.agency, article.province, article.province_now):
        if agency:
            yield CompletionKind.AGENCY, agency
    for reference in article.references:
        if reference.number:
            yield CompletionKind.NUMBER, reference.number
    if article.meeting is not None:
        if article.meeting.host:
            yield CompletionKind.AGENCY, article.meeting.host
        for chair in article.meeting.chairs:
            yield CompletionKind.PERSON, chair.name
        for month in _months(article.meeting):
            what, who = article.meeting.event_type or "họp", article.meeting.host or article.agency or ""
            yield CompletionKind.MEETING, " ".join(filter(None, (what, who, month)))
    if article.document is not None:
        if article.document.number:
            yield CompletionKind.NUMBER, article.document.number
        if article.document.issuer:
            yield CompletionKind.AGENCY, article.document.issuer
        if article.document.signer:
            yield CompletionKind.PERSON, article.document.signer


def _months(meeting: Meeting) -> Iterator[str]:
    """`tháng 7/2022`, which a query understands; none where only the year is told."""
    known = (date for date in meeting.held if date.precision != "year")
    yield from dict.fromkeys(f"tháng {int(date.value[5:7])}/{date.value[:4]}" for date in known)
