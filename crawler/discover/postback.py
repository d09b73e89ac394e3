"""ASP.NET pagers: `javascript:__doPostBack('target','argument')` -> the form that a browser would send."""

import re

from bs4 import Tag

from corpus.frontier import PostRequest
from crawler.extract.finder import attribute

_POSTBACK = re.compile(
    r"""(?:__doPostBack\(\s*|WebForm_PostBackOptions\(\s*)(?P<q>["'])(?P<target>.*?)(?P=q)\s*,\s*(?P<q2>["'])(?P<argument>.*?)(?P=q2)""",
    re.IGNORECASE,
)
_CALENDAR_ARGUMENT = re.compile(r"[VR]?\d{4,7}")
"""What the links of ASP.NET's Calendar control send: days since 2000, V to turn the month, R for a range."""
_GRID_ARGUMENT = re.compile(r"Page\$\w+")
"""What the pager of ASP.NET's GridView sends, whatever the theme calls its row: `Page$2`, `Page$Next`."""
_EVENT_FIELDS = ("__EVENTTARGET", "__EVENTARGUMENT")


def is_postback(href: str) -> bool:
    """Whether the link posts its form back instead of leading somewhere."""
    return _POSTBACK.search(href) is not None


def is_calendar(href: str) -> bool:
    """Whether the link is one of a calendar's: its arrows look like those of a pager and never end."""
    match = _POSTBACK.search(href)
    return match is not None and _CALENDAR_ARGUMENT.fullmatch(match["argument"]) is not None


def turns_grid(href: str) -> bool:
    """Whether the link turns the pages of a grid."""
    match = _POSTBACK.search(href)
    return match is not None and _GRID_ARGUMENT.fullmatch(match["argument"]) is not None


def read_postback(link: Tag, page_url: str) -> PostRequest | None:
    """The form to send for `link`: the event first, then every hidden field that the form carries.

    None when the link is no postback or stands in no form.
    """
    match = _POSTBACK.search(attribute(link, "href")) or _POSTBACK.search(attribute(link, "onclick"))
    form = link.find_parent("form")
    if match is None or form is None:
        return None
    events = ((_EVENT_FIELDS[0], match["target"]), (_EVENT_FIELDS[1], match["argument"]))
    return PostRequest(fields=(*events, *_carried(form)), referer=page_url)


def form_action(link: Tag) -> str:
    """The action of the form that the link stands in; empty for the page's own URL."""
    form = link.find_parent("form")
    return attribute(form, "action") if form is not None else ""


def _carried(form: Tag) -> tuple[tuple[str, str], ...]:
    """Hidden fields such as __VIEWSTATE and __EVENTVALIDATION, in page order, without the event's own."""
    return tuple(
        (attribute(field, "name"), attribute(field, "value"))
        for field in form.find_all("input", type="hidden")
        if attribute(field, "name") and attribute(field, "name") not in _EVENT_FIELDS
    )
