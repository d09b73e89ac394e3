"""Whole pages, kept while what they were made from stands: by (generation, URL), in bounded memory.

Public pages only: one URL is one page for everyone. Every page gets an ETag, so that a reader who has it
already is answered 304. A page is kept for a minute at most: numbers of the archive may be as old as that.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request

from corpus.errors import TraTinError
from search_web.serving.request_state import stores
from search_web.serving.stores import Clock

PRIVATE_ROOMS = frozenset({"operators", "service"})
"""Blueprints whose answers are of one visitor or of this moment."""
LARGEST_SHARE = 8
"""No page takes more than this part of the memory, so that one cannot drive out all others."""

Key = tuple[object, ...]
HeaderList = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """An answer as it was sent, and until when it may be sent again."""

    body: bytes
    headers: HeaderList
    until: float

    @property
    def size_bytes(self) -> int:
        """With some 1,000 bytes for the key and the bookkeeping."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 1000


class PageCache:
    """Pages by key, those asked for longest ago dropped first. Safe for threads."""

    def __init__(self, max_bytes: int, seconds: float, clock: Clock = time.monotonic) -> None:
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self.size_bytes = 0
        self.hits = 0
        self.misses = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> KeptPage | None:
        """The page, None when it is not kept or too old."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is not None and kept.until < self._clock():
                self._drop(key)
                kept = None
            if kept is None:
                self.misses += 1
                return None
            self._pages.move_to_end(key)
            self.hits += 1
            return kept

    def keep(self, key: Key, body: bytes, headers: HeaderList) -> None:
        """Keeps a page, unless it is too large."""
        page = KeptPage(body, headers, self._clock() + self._seconds)
        if page.size_bytes > self._max_bytes // LARGEST_SHARE:
            return
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self.size_bytes += page.size_bytes
            while self.size_bytes > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self.size_bytes -= self._pages.pop(key).size_bytes


def add_page_cache(app: Flask) -> None:
    """Answers GET and HEAD from what is kept, and keeps what may be."""
    settings = app.config["WEB"]
    app.config["PAGE_CACHE"] = PageCache(settings.page_cache_mb * 1_000_000, settings.page_cache_seconds)
    app.before_request(_from_cache)
    app.after_request(_into_cache)


def _from_cache() -> Response | None:
    if request.method not in ("GET", "HEAD") or request.blueprint in PRIVATE_ROOMS or not request.endpoint:
        return None
    g.page_key = key = _key()
    kept = _cache().get(key) if key else None
    if kept is None:
        return None
    g.page_key = None
    g.from_cache = True
    answer = Response(kept.body, headers=list(kept.headers))
    answer.make_conditional(request)
    return answer


def _into_cache(response: Response) -> Response:
    """Tags every public page; keeps it where the generation was known before it was made."""
    key = g.get("page_key")
    if key is None or not _is_public_page(response):
        return response
    body = response.get_data()
    response.set_etag(hashlib.sha256(body).hexdigest()[:24], weak=True)
    response.headers.setdefault("Cache-Control", "no-cache")
    if request.method == "GET":
        _cache().keep(key, body, tuple(response.headers.items()))
    response.make_conditional(request)
    return response


def _is_public_page(response: Response) -> bool:
    return (
        response.status_code == 200
        and response.mimetype == "text/html"
        and not response.is_streamed
        and "Set-Cookie" not in response.headers
        and "Cache-Control" not in response.headers
        and "sandbox" not in response.headers.get("Content-Security-Policy", "")
    )


def _key() -> Key | None:
    """What the page depends on; None where that cannot be told: then it is made anew."""
    try:
        generation = (stores().index().version(), stores().articles())
    except TraTinError:
        return None
    return (*generation, request.host_url, request.script_root, request.full_path)


def _cache() -> PageCache:
    found: PageCache = current_app.config["PAGE_CACHE"]
    return found
