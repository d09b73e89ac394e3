"""One file per kind of page, listed in `BLUEPRINTS`. Views ask the stores; builders make the pages."""

from search_web.views import article, capture, help, holdings, home, search, service, suggestions

BLUEPRINTS = (
    home.blueprint,
    search.blueprint,
    suggestions.blueprint,
    article.blueprint,
    capture.blueprint,
    holdings.blueprint,
    help.blueprint,
    service.blueprint,
)
"""Functions that make a blueprint: nothing is built at import."""
