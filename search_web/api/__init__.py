"""API v1: what the pages show, as data.

One table of operations makes the routes, the OpenAPI 3.1 document and the page that explains them, so that
none can say what another does not do.
"""

from search_web.api.operations import OPERATIONS

__all__ = ["OPERATIONS"]
