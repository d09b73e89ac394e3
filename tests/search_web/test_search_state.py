"""The URL is the whole state: what parse and to_url promise each other."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import Sort
from search_web.search_state import PARAMETERS, Filter, Limits, SearchState, clean_text


def parse(query: str):
    return SearchState.parse(parse_qsl(query, keep_blank_values=True))


slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
filters = st.sampled_from(list(PARAMETERS)).flatmap(
    lambda facet: st.builds(
        Filter, st.just(facet), st.from_regex(r"[12][0-9]{3}", fullmatch=True) if facet == "year" else slugs
    )
)
texts = st.text(max_size=60).map(clean_text)
states = st.builds(
    SearchState,
    text=texts,
    filters=st.lists(filters, max_size=6).map(tuple),
    since=st.text(max_size=20).map(clean_text),
    until=st.sampled_from(["", "6/2019", "18/6/2019", "2020", "không rõ"]),
    sort=st.sampled_from([None, *Sort]),
    page=st.integers(1, 10_000),
    lang=st.sampled_from(["", "vi", "en"]),
).filter(
    lambda state: all(
        f.value not in ("meeting", "document", "notice", "news", "other") for f in state.filters
    )
)


@given(states)
def test_parsing_the_url_of_a_state_gives_that_state(state: SearchState) -> None:
    assert SearchState.parse(parse_qsl(urlsplit(state.to_url()).query)).state == state


@given(
    st.lists(
        st.tuples(st.sampled_from(["q", "tinh", "nam", "tu", "den", "xep", "trang", "lang", "x"]), st.text())
    )
)
def test_any_parameters_give_a_state_whose_url_is_stable(pairs: list[tuple[str, str]]) -> None:
    state = SearchState.parse(pairs).state
    again = SearchState.parse(parse_qsl(urlsplit(state.to_url()).query))
    assert again.state == state
    state.to_query(10)


@given(states, filters)
def test_adding_and_removing_a_filter_leads_back(state: SearchState, chosen: Filter) -> None:
    added = state.with_filter(*chosen)
    assert chosen in added.filters
    assert chosen not in added.without(*chosen).filters
    assert added.without(*chosen).without(*chosen) == added.without(*chosen)


@given(states, filters)
def test_a_changed_search_starts_on_page_one(state: SearchState, chosen: Filter) -> None:
    for changed in (
        state.with_filter(*chosen),
        state.without("year"),
        state.with_text("x"),
        state.without_dates(),
    ):
        assert changed.page == 1


def test_empty_and_default_parameters_are_left_out_of_the_url() -> None:
    assert parse("q=&tinh=&tu=&den=&xep=&trang=1").state.to_url() == "/tim"
    assert parse("q=nuoc+sach&xep=lien-quan").state.to_url() == "/tim?q=nuoc+sach"
    assert parse("xep=moi-nhat").state.to_url() == "/tim"


def test_the_url_is_readable() -> None:
    state = parse("trang=2&nam=2019&tinh=kien-giang&q=58/KH-UBND&loai=cuoc-hop&tu=6/2019").state
    assert state.to_url() == "/tim?q=58/KH-UBND&tinh=kien-giang&loai=cuoc-hop&nam=2019&tu=6/2019&trang=2"


def test_parameters_repeat_and_brackets_are_accepted() -> None:
    state = parse("tinh=kien-giang&tinh[]=lao-cai&tinh[3]=ha-noi&tinh=lao-cai").state
    assert state.values("province") == ("ha-noi", "kien-giang", "lao-cai")


def test_names_with_accents_are_as_good_as_slugs() -> None:
    assert parse("tinh=Kiên+Giang").state == parse("tinh=kien-giang").state


def test_kinds_are_vietnamese_in_the_url_and_ids_in_the_query() -> None:
    assert parse("loai=cuoc-hop").state.to_query(10).filters["kind"] == ("meeting",)
    assert parse("loai=meeting").state == parse("loai=cuoc-hop").state


def test_without_text_newest_comes_first_and_with_text_the_most_relevant() -> None:
    assert parse("").state.effective_sort == Sort.NEWEST
    assert parse("q=a").state.effective_sort == Sort.RELEVANCE
    assert parse("xep=lien-quan").state.effective_sort == Sort.NEWEST
    assert parse("").state.with_text("a").effective_sort == Sort.RELEVANCE
    assert parse("q=a&xep=cu-nhat").state.with_text("").effective_sort == Sort.OLDEST


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("tu=6/2019", dt.date(2019, 6, 1), None),
        ("den=6/2019", None, dt.date(2019, 6, 30)),
        ("tu=2018&den=2019", dt.date(2018, 1, 1), dt.date(2019, 12, 31)),
        ("tu=18/6/2019&den=18/6/2019", dt.date(2019, 6, 18), dt.date(2019, 6, 18)),
    ],
)
def test_half_open_ranges_are_honoured(query: str, first: dt.date | None, last: dt.date | None) -> None:
    asked = parse(query).state.to_query(10)
    assert (asked.published_from, asked.published_to) == (first, last)


@pytest.mark.parametrize(
    ("query", "parameter", "reason"),
    [
        ("tu=hôm+qua", "tu", "bad-date"),
        ("den=31/2/2019", "den", "bad-date"),
        ("tu=2020&den=2019", "den", "range-reversed"),
        ("trang=0", "trang", "bad-page"),
        ("trang=-1", "trang", "bad-page"),
        ("trang=hai", "trang", "bad-page"),
        ("trang=٣", "trang", "bad-page"),
        ("xep=gia", "xep", "bad-sort"),
        ("nam=20", "nam", "bad-year"),
        ("q=" + "a" * 301, "q", "text-too-long"),
        ("&".join(f"tinh=t{n}" for n in range(51)), "loc", "too-many-filters"),
    ],
)
def test_what_cannot_be_used_is_reported(query: str, parameter: str, reason: str) -> None:
    assert [(e.parameter, e.reason) for e in parse(query).errors] == [(parameter, reason)]


def test_a_bad_date_stays_in_its_box_and_restricts_nothing() -> None:
    state = parse("tu=hôm+qua&den=2019").state
    assert state.since == "hôm qua"
    assert state.to_query(10).published_from is None
    assert state.to_query(10).published_to == dt.date(2019, 12, 31)


def test_a_reversed_range_restricts_nothing() -> None:
    asked = parse("tu=2020&den=2019").state.to_query(10)
    assert (asked.published_from, asked.published_to) == (None, None)


def test_all_errors_are_collected() -> None:
    assert len(parse("tu=x&den=y&trang=z&xep=w&nam=1").errors) == 5


def test_a_huge_page_number_is_a_number() -> None:
    parsed = parse("trang=" + "9" * 400)
    assert not parsed.errors
    assert parsed.state.page == 10**9


def test_unknown_parameters_are_ignored() -> None:
    assert parse("q=a&utm_source=x&lang=de").state == SearchState(text="a")


def test_text_is_composed_and_visible() -> None:
    assert parse("q=ho%CC%A3%CC%82i%00%20%20ngh%E1%BB%8B%E2%80%8B").state.text == "hội nghị"


def test_limits_come_from_the_caller() -> None:
    parsed = SearchState.parse([("q", "một hai ba")], Limits(query_chars=3))
    assert parsed.state.text == "một"
