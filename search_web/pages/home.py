"""What the archive holds -> the page object of `/`. `home_facts` asks, `home_page` words it in a language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for

from corpus.article import Kind
from corpus.portal import Portal
from corpus.text import fold
from indexer import FacetCount, Hit, Query, ResultPage, Sort
from search_web import formats
from search_web.labels import facet_value_label
from search_web.languages import gettext
from search_web.pages.help import TYPABLE
from search_web.pages.objects import Example, Figure, HomePage, Link
from search_web.parts.coverage import Coverage, coverage_of
from search_web.parts.results import result_of
from search_web.search_state import SearchState
from search_web.serving.request_state import empty_state, url_of
from search_web.serving.stores import SearchIndex, Stores

CITIZEN_QUERIES = ("lich tiep cong dan", "tuyen sinh lop 10", "bao hiem y te", "tiem chung", "thong bao")
"""What people ask a portal for, typed as they type it; the first that finds something is the example."""

TOPICS = 10


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the home page needs to know, in no language yet, so that it can be remembered for all visitors."""

    total: int
    coverage: Coverage
    meetings: tuple[Hit, ...]
    citizen_query: str
    province: FacetCount | None
    province_year: FacetCount | None
    topics: Sequence[FacetCount]


def home_facts(stores: Stores, meetings_count: int) -> HomeFacts:
    """Asks the index and the catalog. Raises what they raise."""
    index = stores.index()
    everything = index.search(Query(sort=Sort.NEWEST, per_page=1))
    province = next(iter(everything.facets.get("province", ())), None)
    return HomeFacts(
        total=everything.total,
        coverage=coverage_of(stores.articles().summary()),
        meetings=_newest_meetings(index, meetings_count),
        citizen_query=_first_that_finds(index),
        province=province,
        province_year=_busiest_year(index, province),
        topics=everything.facets.get("topic", ())[:TOPICS],
    )


def home_page(facts: HomeFacts, portals: Mapping[str, Portal]) -> HomePage:
    """The page in the language of the request."""
    meetings = empty_state().with_filter("kind", "cuoc-hop")
    return HomePage(
        examples=tuple(_examples(facts)),
        figures=tuple(_figures(facts)),
        meetings=tuple(result_of(hit, portals) for hit in facts.meetings),
        meetings_url=url_of(meetings),
        topics=tuple(map(_topic, facts.topics)),
    )


def _examples(facts: HomeFacts) -> Iterator[Example]:
    """One for each kind of user, made of what is really held, so that each leads to something."""
    anything = empty_state()
    if facts.citizen_query:
        yield Example(
            gettext("Người dân"),
            facts.citizen_query,
            url_of(anything.with_text(facts.citizen_query)),
            gettext("Gõ không dấu cũng được."),
        )
    chairs = (chair.name for hit in facts.meetings for chair in hit.chairs)
    if chair := next(filter(TYPABLE.fullmatch, chairs), None):
        yield Example(
            gettext("Cán bộ"),
            gettext("cuộc họp có %(name)s", name=chair),
            url_of(anything.with_text(chair).with_filter("kind", "cuoc-hop")),
            gettext("Ai chủ trì, họp khi nào, triển khai văn bản gì."),
        )
    if facts.province and (year := facts.province_year):
        yield Example(
            gettext("Nhà báo"),
            gettext(
                "%(province)s, năm %(year)s", province=facts.province.label, year=facts.province_year.label
            ),
            url_of(_in_province(anything, facts.province).with_filter("year", year.value)),
            gettext("Lọc theo tỉnh và thời gian, rồi xếp theo ngày."),
        )


def _figures(facts: HomeFacts) -> Iterator[Figure]:
    anything, coverage = empty_state(), facts.coverage
    holdings = url_for("holdings.show")
    yield Figure(formats.number(facts.total), gettext("tin đã lưu"), url_of(anything))
    yield Figure(formats.number(coverage.portals), gettext("cổng thông tin"), holdings)
    if coverage.first_published:
        first = formats.month_of(coverage.first_published)
        yield Figure(first, gettext("tin cũ nhất"), url_of(anything.with_sort(Sort.OLDEST)))
    if coverage.last_capture:
        yield Figure(formats.moment(coverage.last_capture).text, gettext("lần lưu mới nhất"), holdings)


def _topic(count: FacetCount) -> Link:
    label = facet_value_label("topic", count.value, count.label)
    return Link(label, url_of(empty_state().with_filter("topic", count.value)), formats.number(count.count))


def _in_province(state: SearchState, province: FacetCount) -> SearchState:
    return state.with_filter("province", province.value)


def _newest_meetings(index: SearchIndex, count: int) -> tuple[Hit, ...]:
    if not count:
        return ()
    query = Query(filters={"kind": (Kind.MEETING,)}, sort=Sort.NEWEST, per_page=count)
    return index.search(query).hits


def _first_that_finds(index: SearchIndex) -> str:
    """The first query that is in the title of its best hit: an example should look like an answer."""
    for text in CITIZEN_QUERIES:
        hits = index.search(Query(text=text, per_page=1)).hits
        if hits and text in fold("".join(fragment.text for fragment in hits[0].title)):
            return text
    return ""


def _busiest_year(index: SearchIndex, province: FacetCount | None) -> FacetCount | None:
    if province is None:
        return None
    answer: ResultPage = index.search(Query(filters={"province": (province.value,)}, per_page=1))
    return next(iter(answer.facets.get("year", ())), None)
