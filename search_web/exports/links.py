"""The quiet line under a list of results: in which files it can be had, and how to follow it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import request

from corpus.article import Kind
from indexer import FacetCount, ResultPage, Sort
from search_web import formats
from search_web.exports import EXPORTS, Export
from search_web.exports.answer import Listing, export_url
from search_web.languages import gettext
from search_web.pages.objects import Link
from search_web.search_state import KIND_SLUGS, SearchState
from search_web.serving.request_state import web_settings


@dataclass(frozen=True, slots=True)
class ExportLinks:
    """`files` in the order of the page; a note says where a file does not hold everything.

    `follow_url` "" where following is explained nowhere: the feed is there all the same.
    """

    files: tuple[Link, ...]
    follow_url: str
    feed_url: str


FEED = "atom"


def export_links(state: SearchState, answer: ResultPage) -> ExportLinks:
    """For a list of at least one hit."""
    return ExportLinks(
        files=tuple(
            _files(partial(export_url, state), answer.listed, meetings=_meetings(state, answer.facets))
        ),
        follow_url=follow_url(state),
        feed_url=feed_url(state),
    )


def feed_url(state: SearchState) -> str:
    """What a follower subscribes to: the newest first, however the page is sorted."""
    return export_url(state.with_sort(Sort.NEWEST), FEED)


def follow_url(state: SearchState) -> str:
    """Where following this search is explained."""
    return state.with_sort(Sort.NEWEST).to_url(f"{request.script_root}/theo-doi")


def listing_files(listing: Listing, listed: int, *, meetings: bool) -> tuple[Link, ...]:
    """The files of a page's own list, of so many articles."""
    return tuple(_files(listing.url, listed, meetings=meetings))


def _files(url_of_ending: Callable[[str], str], listed: int, *, meetings: bool) -> Iterator[Link]:
    for export in EXPORTS.values():
        if export.ending == FEED or (export.ending == "ics" and not meetings):
            continue
        yield Link(str(export.label), url_of_ending(export.ending), note=_note(export, listed))


def _note(export: Export, listed: int) -> str:
    most = export.rows_max(web_settings())
    return gettext("%(count)s tin đầu", count=formats.number(most)) if listed > most else ""


def _meetings(state: SearchState, facets: Mapping[str, Sequence[FacetCount]]) -> bool:
    """Whether any hit may be a meeting: the others stand in no calendar."""
    chosen = state.values("kind")
    counted = any(value.value == Kind.MEETING and value.count for value in facets.get("kind", ()))
    return counted and (not chosen or KIND_SLUGS[Kind.MEETING] in chosen)
