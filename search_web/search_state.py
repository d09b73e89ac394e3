"""The URL is the whole state of a search: parse -> state + errors; with_filter, without, with_page, to_url.

Every link of a result page is a state. Pure: no Flask, no index, no clock; errors are reasons, not sentences.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus

from corpus.text import slug
from indexer import Boundaries, Query, Sort, Span, read_typed_date
from search_web.languages import LANGUAGES

PARAMETERS = {
    "province": "tinh",
    "unit": "don-vi",
    "agency": "co-quan",
    "kind": "loai",
    "event_type": "loai-hop",
    "topic": "chu-de",
    "year": "nam",
    "document": "van-ban",
    "portal": "nguon",
}
"""Facet -> its parameter, in the order of the page and of the URL."""
_PLACES = {facet: place for place, facet in enumerate(PARAMETERS)}
_FACETS = {parameter: facet for facet, parameter in PARAMETERS.items()}

KIND_SLUGS = {
    "meeting": "cuoc-hop",
    "document": "van-ban",
    "notice": "thong-bao",
    "news": "tin-tuc",
    "other": "khac",
}
"""What the index calls a kind -> how a Vietnamese URL spells it."""
_KINDS = {spelled: kind for kind, spelled in KIND_SLUGS.items()}

SORT_SLUGS = {Sort.RELEVANCE: "lien-quan", Sort.NEWEST: "moi-nhat", Sort.OLDEST: "cu-nhat"}
_SORTS = {spelled: sort for sort, spelled in SORT_SLUGS.items()}

BOUNDARY_SLUGS = {Boundaries.EITHER: "", Boundaries.THEN: "luc-do", Boundaries.NOW: "hien-nay"}
_BOUNDARIES = {spelled: boundaries for boundaries, spelled in BOUNDARY_SLUGS.items()}

TYPED_DATE_CHARS = 40
"""`ngày 18 tháng 6 năm 2019` has 24; the box takes no more than this either."""
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn"}


class Filter(NamedTuple):
    """One selected value of a facet; `value` is the slug that stands in the URL."""

    facet: str
    value: str


class FieldError(NamedTuple):
    """What is wrong with one parameter. `value` is what was typed."""

    parameter: str
    reason: str
    value: str


class Limits(NamedTuple):
    """What one URL may ask for."""

    query_chars: int = 300
    filter_values: int = 50


@dataclass(frozen=True, slots=True)
class SearchState:
    """One search as a value. Two equal searches have one URL.

    `since` and `until` are what was typed, good or bad; `sort` is None for the default, which depends on
    whether there is text to be relevant to. `lang` is "" unless the URL names a language.
    """

    text: str = ""
    filters: tuple[Filter, ...] = ()
    since: str = ""
    until: str = ""
    sort: Sort | None = None
    page: int = 1
    lang: str = ""
    apart: bool = False
    """Whether every re-post is a result of its own."""
    boundaries: Boundaries = Boundaries.EITHER
    """Whose map the provinces, districts and communes are of."""

    def __post_init__(self) -> None:
        unique = sorted(set(self.filters), key=lambda f: (_PLACES[f.facet], f.value))
        object.__setattr__(self, "filters", tuple(unique))
        if self.sort == self.default_sort or (self.sort == Sort.RELEVANCE and not self.text):
            object.__setattr__(self, "sort", None)

    @property
    def default_sort(self) -> Sort:
        return Sort.RELEVANCE if self.text else Sort.NEWEST

    @property
    def effective_sort(self) -> Sort:
        """Without text nothing is more relevant than the rest: newest first, unless oldest was chosen."""
        return self.sort or self.default_sort

    @property
    def first_day(self) -> dt.date | None:
        """None while the box is empty or unreadable."""
        span = self._spans()[0]
        return span.first if span else None

    @property
    def last_day(self) -> dt.date | None:
        span = self._spans()[1]
        return span.last if span else None

    @property
    def narrowed(self) -> bool:
        """Whether anything but the text restricts the search."""
        return bool(self.filters or self.since or self.until)

    def values(self, facet: str) -> tuple[str, ...]:
        return tuple(chosen.value for chosen in self.filters if chosen.facet == facet)

    def with_filter(self, facet: str, value: str) -> "SearchState":
        """Also `value`; back on page 1, as every change of what is searched."""
        return replace(self, filters=(*self.filters, Filter(facet, value)), page=1)

    def without(self, facet: str, value: str | None = None) -> "SearchState":
        """Without that value, or without any value of the facet."""
        kept = tuple(f for f in self.filters if f.facet != facet or value not in (None, f.value))
        return replace(self, filters=kept, page=1)

    def with_dates(self, since: str, until: str) -> "SearchState":
        return replace(self, since=since, until=until, page=1)

    def without_since(self) -> "SearchState":
        return replace(self, since="", page=1)

    def without_until(self) -> "SearchState":
        return replace(self, until="", page=1)

    def without_dates(self) -> "SearchState":
        return replace(self, since="", until="", page=1)

    def without_filters(self) -> "SearchState":
        """Only the text, the language and the sort stay."""
        return replace(self, filters=(), since="", until="", page=1)

    def with_text(self, text: str) -> "SearchState":
        return replace(self, text=clean_text(text), page=1)

    def with_sort(self, sort: Sort) -> "SearchState":
        return replace(self, sort=sort, page=1)

    def with_page(self, page: int) -> "SearchState":
        return replace(self, page=page)

    def with_reposts(self, apart: bool) -> "SearchState":
        return replace(self, apart=apart, page=1)

    def with_boundaries(self, boundaries: Boundaries) -> "SearchState":
        return replace(self, boundaries=boundaries, page=1)

    def with_lang(self, lang: str) -> "SearchState":
        return replace(self, lang=lang)

    def date_errors(self) -> tuple[FieldError, ...]:
        """Boxes that hold no date, or a range that ends before it begins."""
        since, until = self._spans()
        typed = (("tu", self.since, since), ("den", self.until, until))
        bad = tuple(FieldError(name, "bad-date", text) for name, text, span in typed if text and not span)
        if not bad and since and until and until.last < since.first:
            return (FieldError("den", "range-reversed", self.until),)
        return bad

    def to_query(self, per_page: int, counted: tuple[str, ...] | None = None) -> Query:
        """The question for the index; unreadable or reversed dates restrict nothing (the page says so).

        `counted` as in Query.
        """
        usable = not any(error.reason == "range-reversed" for error in self.date_errors())
        return Query(
            text=self.text,
            filters={facet: self._index_values(facet) for facet in PARAMETERS if self.values(facet)},
            published_from=self.first_day if usable else None,
            published_to=self.last_day if usable else None,
            sort=self.effective_sort,
            page=self.page,
            per_page=per_page,
            fold=not self.apart,
            boundaries=self.boundaries,
            counted=counted,
        )

    def to_pairs(self) -> tuple[tuple[str, str], ...]:
        """The parameters in their one order; nothing that is empty or the default."""
        pairs = [("q", self.text)]
        pairs += [(PARAMETERS[chosen.facet], chosen.value) for chosen in self.filters]
        pairs.append(("dia-gioi", BOUNDARY_SLUGS[self.boundaries]))
        pairs += [("tu", self.since), ("den", self.until)]
        pairs.append(("xep", SORT_SLUGS[self.sort] if self.sort else ""))
        pairs.append(("dang-lai", "1" if self.apart else ""))
        pairs += [("trang", str(self.page) if self.page > 1 else ""), ("lang", self.lang)]
        return tuple((name, value) for name, value in pairs if value)

    def to_url(self, base: str = "/tim") -> str:
        query = "&".join(f"{name}={_quoted(value)}" for name, value in self.to_pairs())
        return f"{base}?{query}" if query else base

    @classmethod
    def parse(cls, pairs: Iterable[tuple[str, str]], limits: Limits = Limits()) -> "Parsed":  # noqa: B008
        """The state that these parameters ask for, and everything that is wrong with them.

        Unknown parameters are ignored; `tinh[]` and `tinh[0]` count as `tinh`. Never raises.
        """
        return _Parser(pairs, limits).parsed()

    def _spans(self) -> tuple[Span | None, Span | None]:
        return read_typed_date(self.since), read_typed_date(self.until)

    def _index_values(self, facet: str) -> tuple[str, ...]:
        return tuple(index_value(facet, value) for value in self.values(facet))


class Parsed(NamedTuple):
    """What a URL says: the part that can be used, and what cannot."""

    state: SearchState
    errors: tuple[FieldError, ...]


class _Parser:
    """Reads one list of parameters, collecting all errors instead of stopping at the first."""

    def __init__(self, pairs: Iterable[tuple[str, str]], limits: Limits) -> None:
        self._limits = limits
        self._errors: list[FieldError] = []
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            bare = re.sub(r"\[\d*\]$", "", name)
            if cleaned := clean_text(value):
                self._values.setdefault(bare, []).append(cleaned)

    def parsed(self) -> Parsed:
        state = SearchState(
            text=self._text(),
            filters=tuple(self._filters()),
            since=clean_text(self._first("tu")[:TYPED_DATE_CHARS]),
            until=clean_text(self._first("den")[:TYPED_DATE_CHARS]),
            sort=self._sort(),
            page=self._page(),
            lang=lang if (lang := self._first("lang")) in LANGUAGES else "",
            apart=self._first("dang-lai") == "1",
            boundaries=_BOUNDARIES.get(self._first("dia-gioi"), Boundaries.EITHER),
        )
        return Parsed(state, (*self._errors, *state.date_errors()))

    def _first(self, name: str) -> str:
        return self._values.get(name, [""])[0]

    def _text(self) -> str:
        text = self._first("q")
        if len(text) > self._limits.query_chars:
            self._errors.append(FieldError("q", "text-too-long", text))
            text = clean_text(text[: self._limits.query_chars])
        return text

    def _filters(self) -> Iterable[Filter]:
        found = [
            Filter(facet, value)
            for parameter, facet in _FACETS.items()
            for typed in self._values.get(parameter, ())
            if (value := self._facet_value(facet, typed))
        ]
        if len(found) > self._limits.filter_values:
            self._errors.append(FieldError("loc", "too-many-filters", str(len(found))))
        return found[: self._limits.filter_values]

    def _facet_value(self, facet: str, typed: str) -> str:
        """The slug of what was typed: `Kiên Giang` is as good as `kien-giang`."""
        value = slug(slug(typed)[:120])
        if facet == "unit":
            value = "/".join(filter(None, map(slug, typed[:200].split("/"))))
        if facet == "year" and not re.fullmatch(r"\d{4}", value):
            self._errors.append(FieldError("nam", "bad-year", typed))
            return ""
        return url_value(facet, value)

    def _sort(self) -> Sort | None:
        spelled = self._first("xep")
        if spelled and spelled not in _SORTS:
            self._errors.append(FieldError("xep", "bad-sort", spelled))
        return _SORTS.get(spelled)

    def _page(self) -> int:
        typed = self._first("trang") or "1"
        if not re.fullmatch(r"[0-9]+", typed) or not typed.strip("0"):
            self._errors.append(FieldError("trang", "bad-page", typed))
            return 1
        return min(int(typed[:12]), 10**9)


@lru_cache(maxsize=1 << 12)
def _quoted(value: str) -> str:
    """As it stands in a URL. The links of one page repeat the same few values."""
    return quote_plus(value, safe="/:,")


def clean_text(text: str) -> str:
    """Typed text in NFC, on one line, without control and invisible characters."""
    kept = (" " if sign in "\t\r\n" else sign for sign in unicodedata.normalize("NFC", text))
    visible = "".join(sign for sign in kept if unicodedata.category(sign) not in _INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", visible).split())


def index_value(facet: str, spelled: str) -> str:
    """A value as the URL spells it -> as the index knows it."""
    return _KINDS.get(spelled, spelled) if facet == "kind" else spelled


def url_value(facet: str, indexed: str) -> str:
    """A value as the index knows it -> as the URL spells it."""
    return KIND_SLUGS.get(indexed, indexed) if facet == "kind" else indexed
