"""Budgets per form of URL: a form that brings nothing new for too long is followed no further.

Calendars, sessions in the path and folders within folders have addresses that no pattern knows, and trees of
them grow by eight to the tenth. Each URL counts for two forms: its own, with numbers and names left out, and
the folder it is in. Pure but for the log.
"""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from corpus.frontier import FrontierUrl, TemplateState

logger = logging.getLogger(__name__)

_NUMBER = re.compile(r"\d+")
_CODE = re.compile(r"(?=[a-z]*\d)[0-9a-z]{10,}", re.IGNORECASE)
_SLUG = re.compile(r"[^/.]*[-_][^/]*[-_][^/]*")
_DISAPPOINTING = 10
"""Pages in a row that should have been articles and were none."""
_MAX_SEGMENTS = 6
_STOPPED_FOR = timedelta(days=30)
_FOLDER_SHARE = 3
"""A folder holds several forms, so it may be barren for so many times as long."""


def template_of(url: str) -> str:
    """The form of a URL: host and path with numbers as N, codes and slugs as *, and its parameters' names."""
    parts = urlsplit(url)
    segments = [_form(segment) for segment in parts.path.split("/")[1:]]
    deep = ["..."] if len(segments) > _MAX_SEGMENTS else []
    names = sorted({_NUMBER.sub("N", name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    query = f"?{'&'.join(names)}" if names else ""
    return f"{parts.netloc}/{'/'.join(segments[:_MAX_SEGMENTS] + deep)}{query}"


def _form(segment: str) -> str:
    stem, dot, ending = segment.rpartition(".")
    name, ending = (
        (stem, dot + ending) if stem and len(ending) <= 5 and not ending.isdigit() else (segment, "")
    )
    if _CODE.fullmatch(name):
        return f"*{ending}"
    if len(name) > 24 or _SLUG.fullmatch(name):
        return f"{'*-N' if _NUMBER.search(name) else '*'}{ending}"
    return _NUMBER.sub("N", name) + ending


def folder_of(url: str) -> str:
    """The first folder of the URL's path, `host/name/**`; "" for what lies at the top."""
    parts = urlsplit(url)
    first, slash, rest = parts.path[1:].partition("/")
    return f"{parts.netloc}/{_form(first)}/**" if slash and rest else ""


@dataclass
class TemplateBudgets:
    """The templates of one portal. `most_barren` visits in a row without anything new, and one is stopped."""

    portal: str
    most_barren: int
    _states: dict[str, TemplateState] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)

    def load(self, states: Iterable[TemplateState], now: datetime) -> None:
        """Takes what an earlier run learnt; what was stopped long ago gets another tenth of its budget."""
        for state in states:
            self._states[state.template] = self._reprieved(state, now)

    def _reprieved(self, state: TemplateState, now: datetime) -> TemplateState:
        if not state.stopped or (state.stopped_at is not None and now - state.stopped_at < _STOPPED_FOR):
            return state
        barren = self._budget(state.template) * 9 // 10
        return state.model_copy(update={"barren": barren, "stopped": False, "stopped_at": None})

    def count(self, url: FrontierUrl, now: datetime, *, fruitful: bool) -> None:
        """Counts a visit that ended; one that brought an article or led to new ones is fruitful."""
        for template in _templates(url):
            state = self._states.get(template) or TemplateState(portal=self.portal, template=template)
            barren = 0 if fruitful else state.barren + 1
            update: dict[str, object] = {"visits": state.visits + 1, "barren": barren}
            if barren >= self._budget(template) and not state.stopped:
                logger.info(
                    "%s: template-budget: %d URLs like %s brought nothing", self.portal, barren, template
                )
                update |= {"stopped": True, "stopped_at": now}
            self._states[template] = state.model_copy(update=update)
            self._changed.add(template)

    def stopped(self, url: FrontierUrl) -> bool:
        """Whether URLs of this form are left alone. Sources are not: they are few and bring what is new."""
        if url.role in ("start", "feed", "sitemap", "rest", "attachment"):
            return False
        return any(state.stopped for t in _templates(url) if (state := self._states.get(t)) is not None)

    def credible(self, url: FrontierUrl) -> bool:
        """Whether a link that looks like an article's may be one: its like have not disappointed of late."""
        return all(
            state.barren < _DISAPPOINTING
            for t in _templates(url)[:1]
            if (state := self._states.get(t)) is not None
        )

    def take_changed(self) -> tuple[TemplateState, ...]:
        """What changed since the last call, to be saved."""
        changed = tuple(self._states[template] for template in sorted(self._changed))
        self._changed.clear()
        return changed

    def _budget(self, template: str) -> int:
        return self.most_barren * (_FOLDER_SHARE if template.endswith("/**") else 1)


def _templates(url: FrontierUrl) -> tuple[str, ...]:
    posted = " POST" if url.request else ""
    folder = folder_of(url.url)
    return (template_of(url.url) + posted, *((folder,) if folder else ()))
