"""Puts the app together: settings in, blueprints, languages, headers, error pages. No page is built here."""

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask, Response
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from corpus.catalog import CatalogMissing, CatalogUnusable
from corpus.portal import Portal
from corpus.settings import StorageSettings
from indexer import IndexerSettings
from search_web.formats import vietnams_day
from search_web.languages import page_language, speak
from search_web.meetings.held_dates import HeldDates
from search_web.operators.views import add_operators
from search_web.pages.home import home_facts
from search_web.serving.errors import register_errors
from search_web.serving.metrics import add_metrics, start_clock
from search_web.serving.page_cache import add_page_cache
from search_web.serving.rate_limits import add_rate_limits
from search_web.serving.request_state import (
    chosen_language,
    explicit_language,
    language_switch,
    navigation,
    search_path,
)
from search_web.serving.security import add_security_headers
from search_web.serving.stores import DiskStores, Remembered, Stores
from search_web.serving.workers import Workers, add_workers
from search_web.settings import WebSettings
from search_web.views import BLUEPRINTS

STATIC_AGE_SECONDS = 365 * 86_400
"""A static file's URL names its content, so it may be kept for as long as caches keep anything."""


def create_app(
    settings: WebSettings,
    storage: StorageSettings,
    indexer: IndexerSettings,
    portals: Iterable[Portal] = (),
    *,
    stores: Stores | None = None,
) -> Flask:
    """The WSGI app. Opens nothing yet: a missing index is a page that says so, not an error here."""
    configured = tuple(portals)
    app = _app_over(settings, stores or DiskStores(storage, indexer), configured)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops, 0, hops)  # type: ignore[method-assign]
    start_clock(app)
    add_page_cache(app)  # first, so that it keeps what the others made of an answer
    _add_pages(app)
    add_rate_limits(app, settings)
    add_operators(app, storage)
    add_workers(
        app, Workers(settings.workers, partial(create_worker_app, settings, storage, indexer, configured))
    )
    add_metrics(app)
    return app


def create_worker_app(
    settings: WebSettings, storage: StorageSettings, indexer: IndexerSettings, portals: tuple[Portal, ...]
) -> Flask:
    """The same pages, without what belongs to the process that serves them."""
    app = _app_over(settings, DiskStores(storage, indexer), portals)
    _add_pages(app)
    return app


def _app_over(settings: WebSettings, stores: Stores, portals: tuple[Portal, ...]) -> Flask:
    app = Flask(__name__)
    app.config["WEB"] = settings
    app.config["STORES"] = stores
    app.config["HELD_DATES"] = HeldDates()
    app.config["HOME_FACTS"] = Remembered(
        lambda: home_facts(stores, settings.home_meetings), settings.holdings_cache_seconds
    )
    app.config["PORTALS"] = Remembered(
        lambda: _known_portals(stores, portals), settings.holdings_cache_seconds
    )
    app.config["PORTAL_SUMMARIES"] = Remembered(
        lambda: stores.articles().summary(), settings.holdings_cache_seconds
    )
    app.config["TODAY"] = vietnams_day
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = STATIC_AGE_SECONDS
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _add_pages(app: Flask) -> None:
    for make_blueprint in BLUEPRINTS:
        app.register_blueprint(make_blueprint())
    _speak_languages(app)
    _version_static_files(app)
    add_security_headers(app)
    register_errors(app)


def _known_portals(stores: Stores, configured: tuple[Portal, ...]) -> dict[str, Portal]:
    """The portals that were crawled into this archive, as config.toml names them now where it does."""
    try:
        crawled = stores.articles().portals()
    except (CatalogMissing, CatalogUnusable):
        crawled = ()
    return {portal.key: portal for portal in (*crawled, *configured)}


def _speak_languages(app: Flask) -> None:
    """Vietnamese first, English second; a language named in the URL is carried along every link."""
    speak(app, chosen_language)

    @app.url_defaults
    def carry_language(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint != "static" and (language := explicit_language()):
            values.setdefault("lang", language)

    @app.context_processor
    def language_for_templates() -> dict[str, object]:
        return {
            "page_language": page_language(),
            "explicit_language": explicit_language(),
            "language_switch": language_switch(),
            "navigation": navigation(),
            "search_path": search_path(),
        }

    @app.after_request
    def say_language(response: Response) -> Response:
        if response.mimetype == "text/html" and "Content-Language" not in response.headers:
            response.headers["Content-Language"] = page_language()
        return response


def _version_static_files(app: Flask) -> None:
    """`static` URLs end in a digest of the file, so that a new release is seen at once."""
    folder = Path(str(app.static_folder))
    digests = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:10]
        for file in folder.rglob("*")
        if file.is_file()
    }

    @app.url_defaults
    def add_digest(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (digest := digests.get(str(values.get("filename")))):
            values.setdefault("v", digest)
