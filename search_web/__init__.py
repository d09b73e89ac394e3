"""The Flask front end: pages for people. Server-rendered, plain GET forms, no script.

create_app(settings, storage, indexer, portals) -> Flask; serve(app, settings) answers until stopped.
Reads the index through its front door, the catalog and the archive read-only; must not crawl, index or write.
"""

from search_web.app import create_app
from search_web.serving.server import serve
from search_web.settings import WebSettings

__all__ = ["WebSettings", "create_app", "serve"]
