"""One file per kind of page, listed in `BLUEPRINTS`. Views ask the stores; builders make the pages."""

from search_web.views import (
    api,
    api_guide,
    article,
    capture,
    discovery,
    exports,
    facets,
    follow,
    help,
    holdings,
    home,
    map,
    search,
    service,
    suggestions,
)

BLUEPRINTS = (
    home.blueprint,
    search.blueprint,
    facets.blueprint,
    map.blueprint,
    exports.blueprint,
    follow.blueprint,
    discovery.blueprint,
    api.blueprint,
    api_guide.blueprint,
    suggestions.blueprint,
    article.blueprint,
    capture.blueprint,
    holdings.blueprint,
    help.blueprint,
    service.blueprint,
)
"""Functions that make a blueprint: nothing is built at import."""
