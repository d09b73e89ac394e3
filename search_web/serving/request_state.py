"""What a request says besides its path: the language, and the states its links lead to. Flask glue only."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from flask import current_app, g, request, url_for

from corpus.catalog import PortalSummary
from corpus.portal import Portal
from search_web.languages import LANGUAGES, gettext, page_language, pgettext
from search_web.pages.objects import Link
from search_web.search_state import Limits, Parsed, SearchState
from search_web.serving.stores import Remembered, Stores
from search_web.settings import WebSettings


def explicit_language() -> str:
    """The language that the URL names, "" when it names none. Every link of a page asks."""
    if "explicit_language" not in g:
        named = request.args.get("lang", "")
        g.explicit_language = named if named in LANGUAGES else ""
    explicit: str = g.explicit_language
    return explicit


def chosen_language() -> str:
    """The URL's language, else Vietnamese: the same URL is the same page, whatever the phone is set to."""
    return explicit_language() or LANGUAGES[0]


def language_switch() -> Link:
    """This same page in the other language; `note` is that language's code."""
    code, name = ("vi", "Tiếng Việt") if page_language() == "en" else ("en", "English")
    kept = [(key, value) for key, value in request.args.items(multi=True) if key != "lang"]
    query = urlencode([*kept, ("lang", code)])
    return Link(name, f"{request.script_root}{quote(request.path)}?{query}", note=code)


def navigation() -> tuple[Link, ...]:
    """The sections that every page leads to."""
    here = request.full_path
    places = (
        (pgettext("section", "Cuộc họp"), url_for("meetings.show")),
        (pgettext("section", "Văn bản"), url_for("document.find")),
        (gettext("Cơ quan"), url_for("agency.every")),
        (pgettext("section", "Tỉnh"), url_for("province.every")),
        (gettext("Bản đồ"), url_for("map.show")),
        (gettext("Kho tin"), url_for("holdings.show")),
        (gettext("Trợ giúp"), url_for("help.show")),
    )
    return tuple(Link(label, url, current=url.rstrip("?") == here.rstrip("?")) for label, url in places)


def web_settings() -> WebSettings:
    settings: WebSettings = current_app.config["WEB"]
    return settings


def stores() -> Stores:
    found: Stores = current_app.config["STORES"]
    return found


def portals() -> Mapping[str, Portal]:
    """The portals by their keys."""
    found: Remembered[Mapping[str, Portal]] = current_app.config["PORTALS"]
    return found.get()


def portal_summaries() -> tuple[PortalSummary, ...]:
    """What is held of each portal, as old as `holdings_cache_seconds`: counting takes 70 ms of 100,000."""
    found: Remembered[tuple[PortalSummary, ...]] = current_app.config["PORTAL_SUMMARIES"]
    return found.get()


def parsed_state() -> Parsed:
    """The search that this request asks for."""
    if "parsed" not in g:
        limits = Limits(web_settings().query_max_chars, web_settings().filter_values_max)
        g.parsed = SearchState.parse(request.args.items(multi=True), limits)
    parsed: Parsed = g.parsed
    return parsed


def empty_state() -> SearchState:
    """A search for everything, in the language that this URL names."""
    return SearchState(lang=explicit_language())


def url_of(state: SearchState) -> str:
    """Where that search is answered."""
    return state.to_url(search_path())


def absolute(path: str) -> str:
    """This site's `path` as others must write it: under `public_url`, else as this request reached us."""
    return f"{web_settings().public_url.rstrip('/') or request.host_url.rstrip('/')}{path}"


def version_link(endpoint: str, article_id: str, version: int | None, **more: str | int | None) -> str:
    """Where a page about one version of an article is; None means the newest."""
    values: dict[str, Any] = {"article_id": article_id, **more}
    if version is not None:
        values["phien-ban"] = version
    return url_for(endpoint, **values)


def search_path() -> str:
    return f"{request.script_root}/tim"
