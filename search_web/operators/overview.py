"""Catalog, index and measurements -> the overview of `/quan-tri`. Must not change anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import url_for

from corpus.catalog import PortalSummary, Problem
from corpus.errors import TraTinError
from corpus.portal import Portal
from corpus.settings import StorageSettings
from search_web import formats
from search_web.operators.pages import Fact, FailedVisit, OverviewPage, PortalState, SpeedRow, UnfoundRow
from search_web.operators.worries import Worries, read_worries
from search_web.parts.coverage import span_text
from search_web.serving.metrics import Speed
from search_web.serving.page_cache import PageCache
from search_web.serving.request_state import empty_state, url_of
from search_web.serving.stores import Stores

PROBLEMS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Measured:
    """What this process counted; `unfound` from `least` times on."""

    cache: PageCache
    speeds: Iterable[Speed]
    unfound: Iterable[tuple[str, int]]
    least: int


def overview_page(
    stores: Stores, portals: Mapping[str, Portal], measured: Measured, storage: StorageSettings
) -> OverviewPage:
    """Everything on it; what cannot be read is said in its place."""
    worries = read_worries(storage.directory)
    try:
        articles = stores.articles()
        summaries, problems = articles.summary(), articles.problems(PROBLEMS_SHOWN)
        queue = tuple(_queue(summaries))
    except TraTinError as error:
        summaries, problems = (), ()
        queue = (Fact("Danh mục", str(error), warns=True),)
    return OverviewPage(
        index=(*_index(stores, storage.index_directory), *_cache(measured.cache)),
        queue=queue,
        judged=worries.judged,
        portals=tuple(_portal(one, portals, worries) for one in sorted(summaries, key=lambda s: s.portal)),
        problems=tuple(_problem(one, portals) for one in problems),
        speeds=tuple(map(_speed, measured.speeds)),
        unfound=tuple(map(_unfound, measured.unfound)),
        unfound_least=formats.number(measured.least),
    )


def _index(stores: Stores, directory: Path) -> Iterator[Fact]:
    try:
        status = stores.index().status()
    except TraTinError as error:
        yield Fact("Chỉ mục", str(error), warns=True)
        return
    size = _size_bytes(directory)
    yield Fact("Số tin trong chỉ mục", formats.number(status.articles))
    yield Fact("Dung lượng chỉ mục", f"{formats.number(round(size / 1e6))} MB")
    if status.articles:
        yield Fact("Mỗi tin", f"{formats.number(round(size / status.articles))} byte")
    yield Fact("Thế hệ", f"{status.generation}, đến thay đổi số {formats.number(status.sequence)}")
    if status.problem:
        yield Fact("Bản mới hơn chưa mở được", status.problem, warns=True)
    if status.suggestions_problem:
        yield Fact("Gợi ý khi gõ", status.suggestions_problem, warns=True)


def _size_bytes(directory: Path) -> int:
    """Of all files below it; one that a merge removes meanwhile counts nothing."""
    total = 0
    for file in directory.rglob("*"):
        try:
            total += file.stat().st_size if file.is_file() else 0
        except OSError:
            continue
    return total


def _cache(cache: PageCache) -> Iterator[Fact]:
    asked = cache.hits + cache.misses
    share = f" ({round(100 * cache.hits / asked)} % lượt xem)" if asked else ""
    kept = f"{formats.number(len(cache))} trang, {formats.number(round(cache.size_bytes / 1e6))} MB"
    yield Fact("Trang giữ trong bộ nhớ", kept + share)


def _queue(summaries: Iterable[PortalSummary]) -> Iterator[Fact]:
    summaries = tuple(summaries)
    for label, name in (
        ("Địa chỉ chờ tải", "pending"),
        ("Đang tải", "in_flight"),
        ("Đã tải", "done"),
        ("Đã mất ở nguồn", "gone"),
    ):
        yield Fact(label, formats.number(sum(getattr(one, name) for one in summaries)))
    for label, name in (("Tải hỏng", "failed"), ("Bị từ chối", "blocked")):
        count = sum(getattr(one, name) for one in summaries)
        yield Fact(label, formats.number(count), warns=bool(count))


def _portal(summary: PortalSummary, portals: Mapping[str, Portal], worries: Worries) -> PortalState:
    return PortalState(
        agency=_agency(summary.portal, portals),
        articles=formats.number(summary.articles),
        span=span_text(summary.first_published, summary.last_published),
        last_capture=formats.moment(summary.last_capture) if summary.last_capture else None,
        waiting=formats.number(summary.pending + summary.in_flight),
        failed=formats.number(summary.failed + summary.blocked),
        worries=worries.of_portal.get(summary.portal, ()),
    )


def _problem(problem: Problem, portals: Mapping[str, Portal]) -> FailedVisit:
    agency = _agency(problem.portal, portals)
    return FailedVisit(problem.url, agency, problem.reason, formats.moment(problem.at))


def _agency(key: str, portals: Mapping[str, Portal]) -> str:
    portal = portals.get(key)
    return portal.agency if portal else key


def _speed(speed: Speed) -> SpeedRow:
    times = (f"{value:.1f}".replace(".", ",") for value in (speed.p50, speed.p95, speed.slowest))
    return SpeedRow(speed.page, formats.number(speed.answers), *times)


def _unfound(row: tuple[str, int]) -> UnfoundRow:
    text, count = row
    search = url_of(empty_state().with_text(text))
    return UnfoundRow(text, formats.number(count), search, url_for("operators.synonyms", viet=text))
