"""One file per kind of page; `BLUEPRINTS` is the registry. Views ask the stores and render; builders make pages."""

from search_web.views import article, capture, help, holdings, home, search, service

BLUEPRINTS = (
    home.blueprint,
    search.blueprint,
    article.blueprint,
    capture.blueprint,
    holdings.blueprint,
    help.blueprint,
    service.blueprint,
)
"""Functions that make a blueprint: nothing is built at import."""
