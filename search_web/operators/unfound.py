"""How often which text found nothing: counts alone, without who, when or where from, in bounded memory.

What looks like a person's (mail addresses, telephone and identity numbers) is not even counted.
"""

import logging
import re
import threading
import time
from pathlib import Path

from flask import Flask, Response, current_app, g

from corpus.errors import TraTinError
from corpus.sealed import read_sealed, write_sealed
from corpus.text import fold
from search_web.serving.stores import Clock

NAME = "unfound-queries.json"
LONGEST = 80
"""A longer text is a pasted sentence: nobody asks the same."""
WRITTEN_EVERY_SECONDS = 60.0
_KIND, _VERSION = "tratin-unfound", 1
_PRIVATE = re.compile(r"@|://|\d(?:[ .\-]?\d){7,}")
"""Eight digits with or without gaps: telephone, identity and account numbers. `18/6/2019` is none."""
_log = logging.getLogger(__name__)


def countable(text: str) -> str:
    """The text as it is counted: folded, one space between words; empty when it must not be."""
    plain = " ".join(fold(text).split())
    private = _PRIVATE.search(plain) or not any(letter.isalpha() for letter in plain)
    return "" if private or len(plain) > LONGEST else plain


class UnfoundQueries:
    """The counts, kept across restarts in one file. Safe for threads."""

    def __init__(self, directory: Path, kept: int, clock: Clock = time.monotonic) -> None:
        self._path = directory / NAME
        self._kept = kept
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: dict[str, int] | None = None
        self._written = clock()

    def note(self, text: str) -> None:
        """Counts one query that found nothing."""
        plain = countable(text)
        if not plain:
            return
        with self._lock:
            counts = self._read()
            if plain not in counts and len(counts) >= self._kept:
                del counts[min(counts, key=counts.__getitem__)]
            counts[plain] = counts.get(plain, 0) + 1
            if self._clock() - self._written >= WRITTEN_EVERY_SECONDS:
                self._write()

    def often(self, least: int, most: int) -> list[tuple[str, int]]:
        """Texts asked at least so often, the most frequent first."""
        with self._lock:
            counts = [(text, count) for text, count in self._read().items() if count >= least]
        return sorted(counts, key=lambda one: (-one[1], one[0]))[:most]

    def forget(self, text: str) -> None:
        """No longer counted, until somebody asks it again."""
        with self._lock:
            self._read().pop(text, None)
            self._write()

    def write(self) -> None:
        with self._lock:
            self._write()

    def _read(self) -> dict[str, int]:
        if self._counts is None:
            try:
                rows = read_sealed(self._path, _KIND, _VERSION) or {}
                self._counts = {str(text): int(count) for text, count in rows.items()}
            except (TraTinError, OSError, ValueError, AttributeError) as error:
                _log.error("counts of unfound queries begin anew: %s", error)
                self._counts = {}
        return self._counts

    def _write(self) -> None:
        self._written = self._clock()
        try:
            write_sealed(self._path, _KIND, _VERSION, self._read())
        except OSError as error:
            _log.error("counts of unfound queries not written: %s", error)


def note_unfound(text: str) -> None:
    """Counted when the answer is sent, by the process that serves."""
    g.unfound = text


def count_unfound(app: Flask) -> None:
    """Counts them for this app's operators, if it has any."""
    if app.config["WEB"].operators.password_hash:
        app.after_request(_count)


def _count(response: Response) -> Response:
    unfound: UnfoundQueries = current_app.config["UNFOUND"]
    if text := g.get("unfound"):
        unfound.note(text)
    return response
