"""`/co-quan/<slug>`, `/tinh/<slug>`, `/cong/<key>`: what is held of an agency, a province or a portal.

`/co-quan` and `/tinh` list them.
"""

from flask import Blueprint, abort, render_template, request, url_for

from corpus.gazetteer import gazetteer
from corpus.text import slug
from search_web import formats
from search_web.languages import gettext
from search_web.pages.agency import About, Holdings, agency_page, ask_holdings
from search_web.pages.objects import Link
from search_web.pages.places import agencies_page, provinces_page
from search_web.search_state import SearchState, clean_text
from search_web.serving.request_state import empty_state, portal_summaries, portals, stores

NAME_CHARS = 120


def agency_blueprint() -> Blueprint:
    room = Blueprint("agency", __name__)
    room.add_url_rule("/co-quan", "every", agencies)
    room.add_url_rule("/co-quan/<name>", "show", agency)
    return room


def province_blueprint() -> Blueprint:
    room = Blueprint("province", __name__)
    room.add_url_rule("/tinh", "every", provinces)
    room.add_url_rule("/tinh/<place>", "show", province)
    return room


def portal_blueprint() -> Blueprint:
    room = Blueprint("portal", __name__)
    room.add_url_rule("/cong/<key>", "show", portal)
    return room


def agencies() -> str:
    wanted = clean_text(request.args.get("chua", ""))[:NAME_CHARS]
    return render_template("places.html", page=agencies_page(stores().index(), wanted))


def provinces() -> str:
    return render_template("places.html", page=provinces_page(stores().index()))


def agency(name: str) -> str:
    return _page(*about_agency(name))


def province(place: str) -> str:
    return _page(*about_province(place))


def portal(key: str) -> str:
    return _page(*about_portal(key))


def about_agency(name: str) -> tuple[About, Holdings]:
    """An agency that articles are of; 404 where none is."""
    state, holdings = _held("agency", name)
    title, path = (
        _label(holdings, "agency", state),
        url_for("agency.show", name=state.values("agency")[0], lang=None),
    )
    return About(gettext("Cơ quan"), title, path, state, ("topic", "province", "portal")), holdings


def about_province(place: str) -> tuple[About, Holdings]:
    """A province by its old or its new name, also one of which nothing is held; 404 for any other place."""
    state = empty_state().with_filter("province", slug(place[:NAME_CHARS]))
    names = {slug(unit.name): unit.name for unit in gazetteer().provinces}
    own = state.values("province")[0]
    holdings = ask_holdings(stores().index(), state) if own in names else _held("province", place)[1]
    title = names.get(own) or _label(holdings, "province", state)
    blocks, path = ("topic", "agency", "unit", "portal"), url_for("province.show", place=own, lang=None)
    return About(gettext("Tỉnh, thành"), title, path, state, blocks, related=_heirs(state)), holdings


def about_portal(key: str) -> tuple[About, Holdings]:
    """A portal that is kept, even while nothing is held of it yet; 404 for any other."""
    known = portals().get(key)
    summary = next((one for one in portal_summaries() if one.portal == key), None)
    if known is None and (summary is None or not summary.articles):
        abort(404)
    address = formats.web_address(known.start_urls[0]) if known else None
    about = About(
        gettext("Cổng thông tin"),
        known.agency if known else key,
        url_for("portal.show", key=key, lang=None),
        empty_state().with_filter("portal", key),
        ("topic", "agency"),
        summary=summary,
        site=Link(formats.host(address), address) if address else None,
    )
    return about, ask_holdings(stores().index(), about.state)


def _page(about: About, holdings: Holdings) -> str:
    return render_template("agency.html", page=agency_page(about, holdings, portals()))


def _held(facet: str, name: str) -> tuple[SearchState, Holdings]:
    value = slug(name[:NAME_CHARS])
    state = empty_state().with_filter(facet, value)
    holdings = ask_holdings(stores().index(), state) if value else None
    if holdings is None or not holdings.everything.total:
        abort(404)
    return state, holdings


def _label(holdings: Holdings, facet: str, state: SearchState) -> str:
    value = state.values(facet)[0]
    counts = holdings.everything.facets.get(facet, ())
    return next((count.label for count in counts if count.value == value), value)


def _heirs(state: SearchState) -> tuple[Link, ...]:
    """The provinces that this one became part of, or was made of."""
    own, places = state.values("province")[0], gazetteer()
    units = [unit for unit in places.provinces if slug(unit.name) == own]
    near = [other for unit in units for other in (*places.predecessors(unit), *places.successors(unit))]
    names = dict.fromkeys(other.name for other in near if slug(other.name) != own)
    return tuple(Link(name, url_for("province.show", place=slug(name))) for name in names)
