"""A way to read a capture and look at what it leads to."""

from collections.abc import Callable

import pytest

from corpus.frontier import FrontierUrl
from corpus.portal import Portal
from crawler.platforms import Reading, parse_page


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """read(text, url, portal=None, **headers) -> Reading."""

    def read_capture(text: str | bytes, url: str, portal: Portal | None = None, **headers: str) -> Reading:
        body = text.encode() if isinstance(text, str) else text
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return parse_page(
            body, url, 200, {"Content-Type": "text/html; charset=utf-8", **named}, portal=portal
        )

    return read_capture


@pytest.fixture(scope="session")
def by_role() -> Callable[[Reading, str], list[FrontierUrl]]:
    return lambda reading, role: [url for url in reading.discovered if url.role == role]
