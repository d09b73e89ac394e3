"""What sites on ASP.NET WebForms share: hidden view state that a postback must bring back, its error page."""

import base64
import hashlib

from corpus.samples.sites.site import Site
from corpus.samples.sites.web import Request, Response

_PADDING_BYTES = 900
"""View states of these sites have one to several kilobytes."""


class AspNetSite(Site):
    """A site on ASP.NET: IIS folds the case of paths, forms carry their state."""

    server = "Microsoft-IIS/8.5"
    view_state_generator = "BAB98CB3"

    @property
    def event_validation(self) -> str:
        """The value of the hidden field of that name."""
        return base64.b64encode(_noise(self.spec.key, 120)).decode()

    def view_state(self, number: int) -> str:
        """A view state that remembers the list page `number`."""
        head = b"\xff\x01page=%d;" % number
        return base64.b64encode(head + _noise(f"{self.spec.key}{number}", _PADDING_BYTES)).decode()

    def page_in(self, state: str) -> int | None:
        """The list page that a view state remembers; None when it is not one of ours."""
        try:
            raw = base64.b64decode(state, validate=True)
        except ValueError:
            return None
        number = raw.removeprefix(b"\xff\x01page=").partition(b";")[0]
        return int(number) if number.isdigit() else None

    def not_found(self, request: Request) -> Response:
        body = (
            "<!DOCTYPE html><html><head><title>The resource cannot be found.</title></head><body>"
            "<h1>Server Error in '/' Application.</h1><h2>The resource cannot be found.</h2></body></html>"
        )
        return Response(404, "text/html; charset=utf-8", body.encode())


def _noise(key: str, size: int) -> bytes:
    return hashlib.shake_256(key.encode()).digest(size)
